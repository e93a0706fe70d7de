"""StepDialog: one step in a form: what, and by when; for milestones and for what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from journal.dialogs.form import Drafts, Form
from journal.dialogs.reading import Reader, read_day, say_day
from journal.domain.record import Invalid
from journal.domain.text import clean
from journal.domain.words import ago, day_head
from journal.widgets.form_fields import FormField


class Step(NamedTuple):
    """What is to be done or reached, and the day."""

    what: str
    by: date | None = None


class StepDialog(Form[Step]):
    """Returns the step; one without words means that there is none. `most` is how long the words may be."""

    TAKES_UNCHANGED = False

    def __init__(
        self,
        title: str,
        step: Step | None,
        *,
        key: str,
        today: date,
        most: int,
        last: date | None = None,
        drafts: Drafts | None = None,
        order: str = "DMY",
    ) -> None:
        super().__init__(title, f"step {key}", drafts)
        self.step, self.today, self.most, self.last, self.order = step or Step(""), today, most, last, order
        self.now = datetime.combine(today, time(12))

    def groups(self) -> Sequence[Sequence[FormField]]:
        return ((FormField("what", "what"), FormField("by", "by", short=True, live=True)),)

    def start(self) -> Mapping[str, str]:
        return {"what": self.step.what, "by": say_day(self.step.by)}

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        try:
            on = self._read(texts["by"])
        except ValueError:
            return {}
        return {"by": f"{day_head(on, self.today)}, {ago(on, self.today)}" if on else "fri, in 2w, 12 may; or no day"}

    def _read(self, text: str) -> date | None:
        if not text.strip():
            return None
        on = read_day(text, self.now, looks="future", order=self.order).on
        if self.last and on > self.last:
            raise ValueError(f"after the end of the goal, {say_day(self.last)}")
        return on

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Step:
        reader = Reader(texts)
        what, by = clean(texts["what"]), reader.take("by", self._read)
        if len(what) > self.most:
            reader.wrong["what"] = f"longer than {self.most} characters"
        if reader.wrong:
            raise Invalid(reader.wrong)
        return Step(what, by)
