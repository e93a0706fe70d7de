"""The steps that ask for words: one plan for the week, and one line for the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from journal.domain.prep import Plan
from journal.domain.record import Invalid
from journal.domain.review import DONE, SKIPPED, Step, sentence
from journal.domain.text import clean
from journal.screens.weekly.step import StepView, Well
from journal.widgets.frame import TALL
from journal.widgets.line import BOLD, LET_GO, MUTED, OPEN, PLAIN, SUCCESS, cell, run, spread, wrap
from journal.widgets.line import DONE as TICK
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.review import ReviewScreen

LABEL = 13
LEAST, MOST = 3, 300


class MakePlan(StepView):
    """If this, then that. When both are written, the sentence is shown twice before one goes on."""

    verbs = {"plan": frozenset({"yes", "no"}), "": frozenset({"edit"})}  # noqa: RUF012

    def __init__(self, screen: ReviewScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.rehearsing: Plan | None = None

    @property
    def wells(self) -> tuple[Well, ...]:  # type: ignore[override]
        return () if self.rehearsing else (Well("if", "If"), Well("then", "then"))

    @property
    def rows_first(self) -> bool:
        found = self.book.plan_before
        return self.rehearsing is not None or (found is not None and found[1].happened == "unknown")

    def can(self, verb: str, table: str) -> bool:
        return super().can(verb, table) and (verb != "edit" or self.rehearsing is not None)

    def start(self) -> Mapping[str, str]:
        plan = self.book.plan
        return {"if": plan.if_, "then": plan.then} if plan else {"if": "", "then": ""}

    def write(self, lines: Lines) -> None:
        if self.rehearsing is not None:
            lines.gap()
            lines.text((sentence(self.rehearsing), BOLD)).gap()
            lines.text((sentence(self.rehearsing), PLAIN)).gap()
            lines.muted("Read it twice. e changes it.")
            return
        found = self.book.plan_before
        if found is None:
            return
        _, plan = found
        lines.gap()
        signs = {"yes": ((TICK, SUCCESS), "it happened"), "no": ((LET_GO, MUTED), "it did not; that is a fact too")}
        sign, said = signs.get(plan.happened, ((OPEN, PLAIN), "Did it happen?  y  n"))
        lines.add(spread(lines.width, ("Your last plan", "bold $foreground-muted"), (said, MUTED)))
        for number, line in enumerate(wrap((self.desk.seen(sentence(plan)), PLAIN), lines.width, indent=2)):
            first = run(sign, line[1:]) if not number else line
            lines.add(first, "" if number else "plan", "last")

    def below(self, width: int) -> list[Content]:
        """Plans to take over."""
        low = self.screen.size.height < TALL
        if self.rehearsing is not None or (low and self.book.plan_before):
            return []
        lines: list[Content] = []
        for number, plan in enumerate(self.step.suggest):
            room = width - LABEL
            for at, line in enumerate(wrap((sentence(plan), MUTED), room)):
                label = "or" if not number and not at else ""
                lines.append(run(cell((label, MUTED), LABEL), line))
        if lines and not low:
            lines += [Content(""), run(" " * LABEL, ("↑ ↓", BOLD), (" takes one of these", MUTED))]
        return lines

    def another(self, texts: Mapping[str, str], step: int) -> Mapping[str, str]:
        """The next of the plans that are offered, where nothing else is written; nothing otherwise."""
        offered = [{"if": plan.if_, "then": plan.then} for plan in self.step.suggest]
        if not offered or (texts not in offered and any(texts.values())):
            return {}
        at = offered.index(dict(texts)) + step if texts in offered else 0 if step > 0 else -1
        return offered[at % len(offered)]

    async def yes(self, id: str) -> None:
        self._tell("yes")

    async def no(self, id: str) -> None:
        self._tell("no")

    def _tell(self, happened: str) -> None:
        """Whether the last plan happened; the same key again takes it back."""
        found = self.book.plan_before
        if found is not None:
            self.book.tell_plan("unknown" if found[1].happened == happened else happened)
            self.screen.written()

    async def edit(self, id: str) -> None:
        self.rehearsing = None
        await self.screen.rebuild()

    async def finish(self) -> bool:
        if self.rehearsing is not None:
            return True
        texts = {name: clean(text) for name, text in self.screen.texts.items()}
        if not any(texts.values()):
            self.book.write(self.step, SKIPPED)
            return True
        for name, label in (("if", "If"), ("then", "then")):
            if not LEAST <= len(texts[name]) <= MOST:
                why = f"needs {LEAST} letters" if len(texts[name]) < LEAST else f"is longer than {MOST} characters"
                raise Invalid({label: why})
        plan = Plan.model_validate(texts)
        self.book.write(self.step, sentence(plan), plan=plan)
        self.rehearsing = plan
        await self.screen.rebuild()
        return False


class OneLine(StepView):
    """A line in one's own words."""

    wells = (Well("line", "line"),)

    @property
    def prompt(self) -> str:
        return self.step.prompts[0].rstrip(".… ") if self.step.prompts else ""

    def start(self) -> Mapping[str, str]:
        answer = self.book.answer_to(self.step)
        return {"line": "" if answer in (DONE, SKIPPED) else answer}

    def write(self, lines: Lines) -> None:
        if self.prompt:
            lines.gap().muted(f"{self.prompt} …")

    async def finish(self) -> bool:
        self.book.write(self.step, clean(self.screen.texts["line"]) or SKIPPED)
        return True
