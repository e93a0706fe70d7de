"""AwayDialog: from which day to which one is away; what for is nobody's business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from journal.dialogs.form import Drafts, Form
from journal.dialogs.reading import Reader, read_day
from journal.domain.away import Away
from journal.domain.record import Invalid
from journal.domain.words import day_head, plural
from journal.widgets.form_fields import FormField

USUAL = timedelta(days=6)
"""How long after the first day one is away, where no last day is given."""


class AwayDialog(Form[Away]):
    """Returns the days, or None."""

    WIDTH = 64
    TAKES_UNCHANGED = True

    def __init__(self, *, now: datetime, drafts: Drafts | None = None, order: str = "DMY") -> None:
        super().__init__("I am away", "away", drafts)
        self.now, self.order = now, order

    def groups(self) -> Sequence[Sequence[FormField]]:
        return ((FormField("from", "from", short=True, live=True), FormField("until", "until", short=True, live=True)),)

    def start(self) -> Mapping[str, str]:
        return {"from": "today", "until": ""}

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        first, last = self._days(texts, Reader(texts))
        if first is None:
            return {}
        if last is None:
            return {"from": self._said(first)}
        length = f", {plural((last - first).days + 1, 'day')}" if last >= first else ""
        return {"from": self._said(first), "until": f"{self._said(last)}{length}"}

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Away:
        reader = Reader(texts)
        first, last = self._days(texts, reader)
        if reader.wrong or first is None or last is None:
            raise Invalid(reader.wrong)
        if last < first:
            raise Invalid({"until": "before the first day"})
        return Away(first, last)

    def _days(self, texts: Mapping[str, str], reader: Reader) -> tuple[date | None, date | None]:
        """The first and the last day, as far as they can be read."""
        today = self.now.date()
        first = reader.take("from", lambda text: self._read(text) if text.strip() else today)
        usual = (first or today) + USUAL
        return first, reader.take("until", lambda text: self._read(text) if text.strip() else usual)

    def _read(self, text: str) -> date:
        return read_day(text, self.now, looks="future", order=self.order).on

    def _said(self, day: date) -> str:
        return day_head(day, self.now.date())
