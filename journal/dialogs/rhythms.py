"""RhythmsDialog: how often one means to talk to the people of each circle, and how many talks a week one plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from journal.dialogs.form import Drafts, Form
from journal.dialogs.reading import Reader, read_span
from journal.domain.record import Invalid
from journal.domain.words import plural
from journal.widgets.form_fields import FormField

TALKS = "talks"


class Chosen(NamedTuple):
    """Talks planned for a week, and days by circle."""

    weekly: int
    days: Mapping[str, int]


class Limits(NamedTuple):
    """What makes sense: days of a rhythm, and at most so many talks a week."""

    shortest: int
    longest: int
    most: int


class RhythmsDialog(Form[Chosen]):
    """Returns what was chosen, or None. `load` says how many talks a week it asks for."""

    WIDTH = 72

    def __init__(
        self,
        chosen: Chosen,
        people: Mapping[str, int],
        limits: Limits,
        *,
        load: Callable[[Chosen], float],
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__("Rhythms and capacity", "rhythms", drafts)
        self.chosen, self.people, self.limits, self.load = chosen, people, limits, load

    def groups(self) -> Sequence[Sequence[FormField]]:
        circles = tuple(FormField(name, name, short=True, live=True) for name in self.chosen.days)
        return (FormField(TALKS, "each week", short=True, live=True),), circles

    def start(self) -> Mapping[str, str]:
        return {TALKS: str(self.chosen.weekly)} | {name: plural(days, "day") for name, days in self.chosen.days.items()}

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        found = {name: plural(count, "person", "people") for name, count in self.people.items()}
        try:
            found[TALKS] = f"talks; the rhythms ask for {self.load(self._read(texts)):.1f}"
        except Invalid:
            found[TALKS] = "talks; 5 is usual"
        return found

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Chosen:
        return self._read(texts)

    def _read(self, texts: Mapping[str, str]) -> Chosen:
        reader = Reader(texts)
        weekly = reader.take(TALKS, self._talks)
        days = {name: reader.take(name, self._days) for name in self.chosen.days}
        if reader.wrong or weekly is None:
            raise Invalid(reader.wrong)
        return Chosen(weekly, {name: number for name, number in days.items() if number is not None})

    def _talks(self, text: str) -> int:
        if not text.strip().isdecimal() or int(text) > self.limits.most:
            raise ValueError(f"a number up to {self.limits.most}")
        return int(text)

    def _days(self, text: str) -> int:
        days = read_span(text)
        if days is None or not self.limits.shortest <= days <= self.limits.longest:
            raise ValueError(f"{self.limits.shortest} to {self.limits.longest} days")
        return days
