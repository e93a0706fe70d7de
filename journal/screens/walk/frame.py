"""The pages of a preparation that are no steps: how to begin, the card to glance at, and the last word."""

from __future__ import annotations

from typing import NamedTuple

from journal.domain.checklists import Stage, minutes
from journal.domain.words import plural
from journal.screens.walk.view import WalkingView
from journal.screens.weekly.step import offer
from journal.widgets.line import BETWEEN, BOLD, MUTED, PLAIN, TO, run, spread, wrap
from journal.widgets.page import Lines

WAY, FULL, SHORT = "ways", "full", "short"


class PageHead(NamedTuple):
    """What a page without a step says of itself."""

    id: str
    stage: Stage
    title: str = ""
    guidance: str = ""


GLANCE = PageHead("glance", "during")
NAMES = PageHead("names", "after", "Once more, their names", "Say the name before you look. A gap makes it stay.")
PLANS = PageHead(
    "plans", "after", "Did it come up?", "A plan that never came up was neither kept nor broken: leave it."
)
LEFT = PageHead(
    "left",
    "after",
    "What it leaves behind",
    "Kept as one change, so one key takes it back.",
)


class PageView(WalkingView):
    """A page of the walk that is no step."""

    go_on = "Close"
    """What the button says that goes on from here."""


class Beginning(PageView):
    """The two versions of a preparation."""

    go_on = "Begin"

    def write(self, lines: Lines) -> None:
        checklist = self.book.checklist
        lines.gap()
        full, short = checklist.steps, checklist.short
        if self.book.hurried:
            short = tuple(step for step in short if step.stage in ("door", "during"))
            about = f" {BETWEEN} ".join(step.title for step in short)
            self._way(lines, SHORT, "Only what helps at the door", f"{minutes(short)} min", about)
            return
        self._way(lines, FULL, "All steps", f"{minutes(full)} min", f"{plural(len(full), 'step')} in five stages")
        about = f" {BETWEEN} ".join(step.title for step in short)
        self._way(lines, SHORT, "The short version", f"{minutes(short)} min", about)

    def _way(self, lines: Lines, id: str, words: str, note: str, about: str) -> None:
        lines.add(spread(lines.width, (words, PLAIN), (note, MUTED)), WAY, id)
        for line in wrap((about, MUTED), lines.width, most=4 if lines.tight else 9):
            lines.add(line, "", id)
        lines.gap()


class Glance(PageView):
    """At most four lines to be read at arm's length, and when to go home."""

    def write(self, lines: Lines) -> None:
        card = self.book.glance()
        for number, (label, text) in enumerate(card):
            if number:
                lines.gap(1 if lines.tight else 2)
            lines.muted(label)
            for line in wrap((self.desk.seen(text), BOLD), lines.width, most=2):
                lines.add(line)
        if not card:
            lines.text("Nothing was written down for this one. One question about their answer is enough.")
        if home := self.book.home_by():
            lines.gap(1 if lines.tight else 2).muted(home)


class Ending(PageView):
    """Where it stands, the figures as they are, and what comes next."""

    def write(self, lines: Lines) -> None:
        lines.gap()
        run_ = self.book.run
        figures = [run_.confidence_before, run_.confidence_door, run_.confidence_after] if run_ else []
        if ratings := [str(value) for value in figures if value]:
            lines.add(run(("how ready  ", MUTED), f" {TO} ".join(ratings))).gap()
        if run_ and run_.expected and run_.actual:
            lines.add(
                run(("how it would go  ", MUTED), str(run_.expected), ("   how it went  ", MUTED), str(run_.actual))
            )
            lines.gap()
        if self.screen.kept and not self.book.waiting:
            lines.text(run(("kept  ", MUTED), self.screen.kept, ("   ", PLAIN), ("u", BOLD), (" takes it back", MUTED)))
            lines.gap()
        for text in self.book.next_words():
            lines.text(text)
        for text in self.book.kind_words:
            lines.gap().text((text, PLAIN))
        if self.book.left:
            lines.gap().add(offer("t", "goes on now."))
