"""FollowUpDialog: a promise, mine or theirs, in a form; the day that was understood stands beside its field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from journal.dialogs.form import Drafts, Form
from journal.dialogs.people import People
from journal.dialogs.reading import Reader, read_choice, read_day, read_time, say_day
from journal.domain.followups import DUE_DAYS, FollowUp
from journal.domain.words import ago, day_head, hour
from journal.widgets.completion import words_completer
from journal.widgets.field import Field
from journal.widgets.form_fields import FormField

OWNERS = {"you": "mine", "they": "theirs", "mine": "mine", "theirs": "theirs", "me": "mine", "i": "mine"}
SHOWN = {"mine": "you", "theirs": "they"}


class FollowUpDialog(Form[FollowUp]):
    """Edit a follow-up, or with `new` make one (then `followup`, if given, fills the form)."""

    def __init__(
        self,
        followup: FollowUp | None = None,
        *,
        people: Sequence[tuple[str, str]],
        chosen: Iterable[str] = (),
        now: datetime,
        drafts: Drafts | None = None,
        new: bool = False,
        order: str = "DMY",
        clock: str = "24",
    ) -> None:
        self.new = new or followup is None
        chosen = tuple(chosen)
        self.chosen = chosen if followup is None else followup.contacts
        key = f"follow-up new {' '.join(chosen)}" if self.new or followup is None else f"follow-up {followup.id}"
        super().__init__("New follow-up" if self.new else "Edit follow-up", key, drafts)
        self.followup, self.now, self.today = followup, now, now.date()
        self.people, self.order, self.clock = People(people, self.chosen), order, clock
        self.unsaved = self.new and followup is not None

    def groups(self) -> Sequence[Sequence[FormField]]:
        owners = words_completer(("you", "they"), many=False)
        return (
            (FormField("what", "what"),),
            (
                FormField("due", "due", short=True, live=True),
                FormField("time", "time", short=True),
                FormField("owner", "who", short=True, completer=owners),
            ),
            (FormField("with", "with", completer=self.people.complete),),
        )

    def start(self) -> Mapping[str, str]:
        followup = self.followup
        if followup is None:
            return {"what": "", "due": "", "time": "", "owner": "you", "with": self.people.say(self.chosen)}
        return {
            "what": followup.what,
            "due": say_day(followup.due),
            "time": hour(followup.time, self.clock) if followup.time else "",
            "owner": SHOWN[followup.owner],
            "with": self.people.say(followup.contacts),
        }

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {
            "due": self._due(texts),
            "time": "" if texts["time"].strip() else "17:30, 5pm",
            "owner": "you promised it" if self._owner(texts["owner"]) == "mine" else "they promised it",
        }

    def _due(self, texts: Mapping[str, str]) -> str:
        if not texts["due"].strip():
            return f"empty: {day_head(self._usual(texts['owner']), self.today)}"
        try:
            on = self._read_due(texts["due"])
        except ValueError:
            return ""
        return f"{day_head(on, self.today)}, {ago(on, self.today)}"

    def _owner(self, text: str) -> str:
        try:
            return OWNERS[read_choice(text, tuple(OWNERS), "owner")]
        except ValueError:
            return "mine"

    def _usual(self, owner: str) -> date:
        return self.today + timedelta(days=DUE_DAYS[self._owner(owner)])

    def _read_due(self, text: str) -> date:
        return read_day(text, self.now, looks="future", order=self.order).on

    def left(self, field: Field) -> None:
        """Take over a time that was written beside the day."""
        if field.key == "due" and field.text.strip() and not self.fields["time"].text.strip():
            try:
                found = read_day(field.text, self.now, looks="future", order=self.order)
            except ValueError:
                return
            self.fields["time"].text = hour(found.time, self.clock) if found.time else ""

    def result(self, texts: Mapping[str, str], changed: set[str]) -> FollowUp:
        reader, followup = Reader(texts), self.followup
        fields = self._fields(reader, set(self.fields.names) if followup is None else changed)
        where = {"contacts": "with"}
        return reader.build(lambda: FollowUp.parse(fields) if followup is None else followup.changed(**fields), where)

    def _fields(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        texts = reader.texts
        fields: dict[str, Any] = {"what": texts["what"]} if "what" in changed else {}
        if "due" in changed:
            usual = self._usual(texts["owner"])
            fields["due"] = reader.take("due", lambda text: self._read_due(text) if text.strip() else usual)
        if "time" in changed:
            fields["time"] = reader.take("time", lambda text: read_time(text, self.now))
        if "owner" in changed:
            fields["owner"] = reader.take("owner", lambda text: OWNERS[read_choice(text, tuple(OWNERS), "owner")])
        if "with" in changed:
            fields["contacts"] = reader.take("with", self.people.read)
        return fields
