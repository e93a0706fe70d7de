"""The steps with a clock or a figure: how ready one is, slow breathing, saying it aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content

from journal.domain.answers import rating
from journal.domain.checklists import Step
from journal.domain.record import Invalid
from journal.screens.walk.view import WalkView
from journal.screens.weekly.step import Well, offer
from journal.widgets.clock import big, breath, breath_lines, minutes_and_seconds, scale_lines
from journal.widgets.line import BOLD, MUTED, PLAIN, run, spread
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen

ENDS = {"expected": ("terribly", "wonderfully"), "actual": ("terribly", "wonderfully")}
PITCH_LINES = 4
ROOM_FOR_FIGURES = 7
"""Lines under which a clock is not written in large figures."""


class RateStep(WalkView):
    """A figure from one to ten, by its key or by the arrows."""

    verbs = {"": frozenset({"rate", "by"})}  # noqa: RUF012

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.chosen = rating(self.value)

    def write(self, lines: Lines) -> None:
        lines.gap(1 if lines.tight else 3)
        low, high = ENDS.get(self.step.writes.removeprefix("run."), ("not at all", "completely"))
        for line in scale_lines(self.chosen, lines.width, low, high):
            lines.add(line)
        if before := self.book.earlier():
            lines.gap(1 if lines.tight else 3)
            lines.add(run(*[piece for label, value in before for piece in ((f"{label}  ", MUTED), f"{value}    ")]))
        self.wins(lines)

    async def rate(self, id: str, value: int) -> None:
        self.chosen = value
        self.screen.draw()

    async def by(self, id: str, step: int) -> None:
        self.chosen = max(1, min(10, self.chosen + step)) if self.chosen else 5
        self.screen.draw()

    def given(self) -> Any:
        if self.chosen is None:
            raise Invalid({"Your figure": "is not chosen yet; 1 to 9, 0 for ten, or s skips it"})
        return self.chosen

    def typed(self) -> Any:
        return self.chosen


class TimerStep(WalkView):
    """Slow breathing: a bar that fills with the breath in and empties with the breath out."""

    verbs = {"": frozenset({"turn"})}  # noqa: RUF012
    timed = True

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.gone, self.running = 0, True

    @property
    def left(self) -> int:
        return max(0, (self.step.seconds or 0) - self.gone)

    def tick(self) -> None:
        self.gone += self.running and self.left > 0

    def write(self, lines: Lines) -> None:
        air = 0 if self.screen.room < ROOM_FOR_FIGURES else 1 if lines.tight else 2
        clock = minutes_and_seconds(self.left)
        lines.gap(air + (not lines.tight) if air else 0)
        for line in big(clock) if air else [run((clock, BOLD))]:
            lines.add(line)
        lines.gap(air)
        if not self.left:
            lines.add(("That is enough. Stay a moment, or go on.", PLAIN))
            return
        pattern = self.step.pattern
        for line in breath_lines(breath(self.gone, pattern.inhale, pattern.hold, pattern.exhale), lines.width):
            lines.add(line)
        if not self.running:
            lines.gap().muted("paused")

    async def turn(self, id: str) -> None:
        """Pause, or go on."""
        self.running = not self.running
        self.screen.draw()

    async def finish(self) -> bool:
        self.book.done(self.step, True, seconds=self.gone)
        return True


class RehearseStep(WalkView):
    """Saying it aloud: the words, a clock, and how often it was said; no sound is kept."""

    verbs = {"": frozenset({"turn", "build"})}  # noqa: RUF012
    timed = True

    def __init__(self, screen: WalkScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.gone, self.running = 0, False
        self.takes: list[int] = []

    @property
    def writes_words(self) -> bool:
        return self.step.writes == "event.pitch"

    @property
    def wells(self) -> tuple[Well, ...]:  # type: ignore[override]
        return (Well("words", "Your words"),) if self.writes_words else ()

    def lines_for(self, well: Well) -> int:
        return 3 if self.screen.low else PITCH_LINES

    def start(self) -> dict[str, str]:
        return {"words": self.book.event.pitch or str(self.value or "")} if self.writes_words else {}

    def can(self, verb: str, table: str) -> bool:
        return super().can(verb, table) and (verb != "build" or self.writes_words)

    def tick(self) -> None:
        self.gone += self.running

    def write(self, lines: Lines) -> None:
        if not self.writes_words and (words := self.book.event.pitch):
            lines.gap().text((self.desk.seen(words), BOLD), most=4 if lines.tight else 8)
        air = self.screen.room >= ROOM_FOR_FIGURES
        lines.gap((1 if lines.tight else 2) * air)
        target = f"aim for {minutes_and_seconds(self.step.target_seconds)}" if self.step.target_seconds else ""
        clock = minutes_and_seconds(self.gone)
        figures = [run((clock, BOLD))] if self.writes_words or lines.tight else big(clock)
        for number, line in enumerate(figures):
            lines.add(spread(lines.width, line, (target if number == len(figures) - 1 else "", MUTED)))
        lines.gap(int(air))
        key = "stops the clock: said once" if self.running else "starts the clock; say it aloud"
        lines.add(spread(lines.width, offer("space", key), (self._counted(), MUTED)))
        if self.writes_words and not lines.tight:
            lines.add(offer("p", "builds it from a few questions."))

    def _counted(self) -> str:
        takes = ", ".join(map(minutes_and_seconds, self.takes[-3:]))
        return f"said {len(self.takes)} of {self.step.repeats}{f': {takes}' if takes else ''}"

    def below(self, width: int) -> list[Content]:
        if not self.writes_words or not (words := self.screen.texts.get("words", "").strip()):
            return []
        room = max(1, self.screen.room_below - 1)
        return [run(text).stylize(MUTED) for text in self.book.checks(words, width)][:room]

    async def turn(self, id: str) -> None:
        """Start the clock; stopped, it counts as said once."""
        if self.running:
            self.takes.append(self.gone)
            self.gone = 0
        self.running = not self.running
        self.screen.draw()

    async def build(self, id: str) -> None:
        await self.screen.build_pitch()

    def given(self) -> Any:
        words = self.screen.texts.get("words", "").strip()
        return words or (self.takes or True)

    def typed(self) -> Any:
        return self.screen.texts.get("words", "").strip() or self.value

    async def finish(self) -> bool:
        if self.running:
            self.takes.append(self.gone)
        self.book.done(self.step, self.given(), seconds=sum(self.takes) or None)
        return True
