"""The steps in which something is written: texts, questions to carry, plans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.content import Content

from journal.domain.answers import by_prompt, lines_of, plans_of, sentence
from journal.domain.checklists import Step
from journal.domain.debrief import promised
from journal.domain.prep import Plan
from journal.domain.record import Invalid
from journal.screens.walk.view import WalkView
from journal.screens.weekly.step import Well
from journal.widgets.line import BOLD, MUTED, OPEN, PLAIN, cell, run, wrap
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen

LABEL = 13
WRAPPED = 3
"""Lines in which one long line is shown."""
LOW_LINES = 3
"""Lines of a text in a low terminal."""
LEAST, MOST = 3, 300


class TextStep(WalkView):
    """One field for each question; where there is much to say it has several lines."""

    @property
    def wells(self) -> tuple[Well, ...]:  # type: ignore[override]
        return tuple(Well(f"q{number}", prompt) for number, prompt in enumerate(self.step.prompts))

    def lines_for(self, well: Well) -> int:
        if self.wraps(well):
            return WRAPPED
        return max(1, min(self.step.lines, LOW_LINES if self.screen.low else self.step.lines))

    def wraps(self, well: Well) -> bool:
        return self.step.lines == 1

    def start(self) -> Mapping[str, str]:
        found = by_prompt(self.step, self.value)
        if not found and self.step.writes == "event.objective":
            return {"q0": self.book.event.objective or self.book.walk.checklist.default_objective}
        return {f"q{number}": found.get(prompt, "") for number, prompt in enumerate(self.step.prompts)}

    def write(self, lines: Lines) -> None:
        self.wins(lines)
        self.offers(lines)

    def below(self, width: int) -> list[Content]:
        return self.examples(width)

    def given(self) -> Any:
        read = self.text if self.step.lines > 1 else self.texts.__getitem__
        found = {prompt: read(f"q{number}") for number, prompt in enumerate(self.step.prompts)}
        return {prompt: text for prompt, text in found.items() if text}

    def typed(self) -> Any:
        return self.given() or None

    async def finish(self) -> bool:
        if answer := self.given():
            self.book.done(self.step, answer)
        else:
            self.book.skip(self.step)
        return True


class PromiseStep(WalkView):
    """Promises, one after the other; an empty line goes on."""

    verbs = {"line": frozenset({"remove"})}  # noqa: RUF012

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.kept = [each.what for each in promised(self.value)]

    @property
    def wells(self) -> tuple[Well, ...]:  # type: ignore[override]
        return (Well("line", self.step.prompts[0] if self.step.prompts else "promise"),)

    @property
    def rows_first(self) -> bool:
        return False

    def start(self) -> Mapping[str, str]:
        return {"line": ""}

    def write(self, lines: Lines) -> None:
        self.offers(lines)
        if self.kept:
            lines.gap()
        for number, text in enumerate(self.kept):
            first, *rest = wrap((self.desk.seen(text), PLAIN), lines.width - 2, most=2)
            lines.add(run(f"{OPEN} ", first), "line", str(number))
            for line in rest:
                lines.add(run("  ", line), "", str(number))

    def below(self, width: int) -> list[Content]:
        return [run(("enter", BOLD), (" adds it; an empty line goes on", MUTED))]

    async def remove(self, id: str) -> None:
        del self.kept[int(id)]
        self.screen.draw()

    def given(self) -> Any:
        return list(self.kept)

    def typed(self) -> Any:
        return self.given() or None

    async def finish(self) -> bool:
        if line := self.texts["line"]:
            self.kept.append(line)
            self.book.add(self.step, self.given())  # kept at once; it becomes follow-ups with all that is left behind
            self.screen.forget_draft()
            self.screen.written()
            await self.screen.rebuild()
            return False
        if self.kept:
            self.book.done(self.step, self.given())
        else:
            self.book.skip(self.step)
        return True


class QuestionsStep(WalkView):
    """Three questions to carry, from the bank or one's own."""

    slots = ("opener", "deeper", "closer")
    wells = tuple(Well(slot, slot) for slot in slots)

    def lines_for(self, well: Well) -> int:
        return WRAPPED

    def wraps(self, well: Well) -> bool:
        return True

    def start(self) -> Mapping[str, str]:
        kept = self.carried or lines_of(self.value) or self.book.picked()
        return dict(zip(self.slots, [*kept, "", "", ""], strict=False))

    def below(self, width: int) -> list[Content]:
        key = run(("↑ ↓", BOLD), (" another question from the bank", MUTED))
        tip = [Content(""), *wrap((self.book.texts.questions.tip, MUTED), width)]
        return [key, *tip] if len(tip) < self.screen.room_below else [key]

    def another(self, texts: Mapping[str, str], step: int, field: str) -> Mapping[str, str]:
        """The next question of the bank for a slot, where one's own is not written."""
        return {**texts, field: found} if (found := self.book.other_question(field, texts[field], step)) else {}

    @property
    def carried(self) -> list[str]:
        """The questions that go with one already; there may be more than three, taken from the bank."""
        return list(self.book.event.questions) if self.step.writes == "event.questions" else []

    def given(self) -> Any:
        return [text for text in self.texts.values() if text]

    def typed(self) -> Any:
        return self.given() or None


class PlanStep(WalkView):
    """If this, then that. When both are written, the sentence is shown twice before one goes on."""

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.rehearsing: Plan | None = None

    @property
    def wells(self) -> tuple[Well, ...]:  # type: ignore[override]
        return () if self.rehearsing else (Well("if", "If"), Well("then", "then"))

    def lines_for(self, well: Well) -> int:
        return WRAPPED

    def wraps(self, well: Well) -> bool:
        return True

    def can(self, verb: str, table: str) -> bool:
        return super().can(verb, table) or (verb == "edit" and self.rehearsing is not None)

    def start(self) -> Mapping[str, str]:
        plans = plans_of(self.value)
        return {"if": plans[0].if_, "then": plans[0].then} if plans else {"if": "", "then": ""}

    def write(self, lines: Lines) -> None:
        if self.rehearsing is None:
            return
        said = sentence(self.rehearsing)
        lines.gap().text((said, BOLD)).gap().text((said, PLAIN)).gap()
        lines.add(run(("Read it twice. ", MUTED), ("e", BOLD), (" changes it.", MUTED)))

    def below(self, width: int) -> list[Content]:
        """Plans to take over, as many as there is room for."""
        if self.rehearsing is not None:
            return []
        lines: list[Content] = []
        for number, plan in enumerate(self.step.suggest):
            text = wrap((f"If {plan.if_}, then {plan.then}", MUTED), width - LABEL)
            new = [
                run(cell(("or" if not number and not at else "", MUTED), LABEL), line) for at, line in enumerate(text)
            ]
            if len(lines) + len(new) + 2 > self.screen.room_below:
                break
            lines += new
        key = run(" " * LABEL, ("↑ ↓", BOLD), (" takes one of these", MUTED))
        return [*lines, Content(""), key] if lines else [run(("↑ ↓", BOLD), (" plans that others made", MUTED))]

    def another(self, texts: Mapping[str, str], step: int, field: str) -> Mapping[str, str]:
        """The next of the plans that are offered, where nothing else is written; nothing otherwise."""
        offered = [{"if": plan.if_, "then": plan.then} for plan in self.step.suggest]
        if not offered or (texts not in offered and any(texts.values())):
            return {}
        at = offered.index(dict(texts)) + step if texts in offered else 0 if step > 0 else -1
        return offered[at % len(offered)]

    async def edit(self, id: str) -> None:
        self.rehearsing = None
        await self.screen.rebuild()

    def typed(self) -> Any:
        return [texts] if any((texts := self.texts).values()) else self.value

    async def finish(self) -> bool:
        if self.rehearsing is not None:
            return True
        texts = self.texts
        if not any(texts.values()):
            self.book.skip(self.step)
            return True
        for name, label in (("if", "If"), ("then", "then")):
            if not LEAST <= len(texts[name]) <= MOST:
                why = f"needs {LEAST} letters" if len(texts[name]) < LEAST else f"is longer than {MOST} characters"
                raise Invalid({label: why})
        self.book.done(self.step, [texts])
        self.rehearsing = Plan.model_validate(texts)
        await self.screen.rebuild()
        return False
