"""IntroductionDialog: who connects whom, why, how far it is; asks once before two meet who have not both said yes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from textual import work

from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.form import Drafts, Form
from journal.dialogs.people import People
from journal.dialogs.reading import Reader, read_choice, read_day, say_day
from journal.domain.introductions import HAPPENED, ME, Introduction, state
from journal.domain.record import Invalid
from journal.domain.words import day_head
from journal.widgets.completion import words_completer
from journal.widgets.form_fields import FormField

YOU = "you"
STATES = ("idea", "asked", "agreed", "made", "met", "declined")
DAYS = {"asked": "asked_on", "made": "made_on", "met": "met_on", "thanked": "thanked_on"}
"""Field of the form → field of the record."""
MEANS = {
    "idea": "nobody was asked yet",
    "asked": "waiting for an answer",
    "agreed": "both want it",
    "made": "they are connected",
    "met": "they have met",
    "declined": "nothing comes of it",
    "stale": "no answer for three weeks",
}
ROLES = {"through": "broker", "introduce": "a", "to": "b"}


class IntroductionDialog(Form[Introduction]):
    """Edit an introduction, or with `new` make one from what `introduction` or `begin` (field → text) says.

    `people` are all who can be named; "you" is added to them.
    """

    def __init__(
        self,
        introduction: Introduction | None = None,
        *,
        people: Sequence[tuple[str, str]],
        chosen: Iterable[str] = (),
        now: datetime,
        drafts: Drafts | None = None,
        new: bool = False,
        begin: Mapping[str, str] | None = None,
        order: str = "DMY",
        clock: str = "24",
    ) -> None:
        self.new = new or introduction is None
        self.begin = dict(begin or {})
        key = f"introduction new {' '.join(self.begin.get(role, '') for role in ROLES.values())}"
        super().__init__(
            "New introduction" if self.new else "Edit introduction",
            key if self.new or introduction is None else f"introduction {introduction.id}",
            drafts,
        )
        self.introduction, self.now, self.today, self.order = introduction, now, now.date(), order
        self.people = People([(ME, YOU), *people], chosen)
        self.unsaved = self.new and introduction is not None
        self._insisted = False

    def groups(self) -> Sequence[Sequence[FormField]]:
        whom, states = self.people.complete, words_completer(STATES, many=False)
        days = [FormField(name, name, short=True, live=True) for name in DAYS]
        return (
            (
                FormField("through", "through", completer=whom, live=True),
                FormField("introduce", "introduces", completer=whom),
                FormField("to", "to", completer=whom),
            ),
            (
                FormField("why", "why", lines=2),
                FormField("state", "state", short=True, completer=states),
                FormField("yes", "said yes", completer=whom),
            ),
            days,
            (FormField("note", "note", lines=2),),
        )

    def start(self) -> Mapping[str, str]:
        one = self.introduction
        if one is None:
            given = {field: self._called(self.begin.get(role, "")) for field, role in ROLES.items()}
            empty = dict.fromkeys((*DAYS, "yes", "note"), "")
            return {**empty, **given, "why": self.begin.get("reason", ""), "state": self.begin.get("status", "idea")}
        agreed = [person for person, yes in ((one.a, one.yes_a), (one.b, one.yes_b)) if yes and person != ME]
        return {
            **{field: self._called(getattr(one, role)) for field, role in ROLES.items()},
            **{field: say_day(getattr(one, role)) for field, role in DAYS.items()},
            "why": one.reason,
            "state": one.status,
            "yes": self.people.say(agreed),
            "note": one.note,
        }

    def on_mount(self) -> None:
        super().on_mount()
        if all(self.fields[role].text for role in ROLES):
            self.call_after_refresh(self.fields["why"].well.focus)

    def _called(self, id: str) -> str:
        return self.people.names.get(id, "")

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        through = "" if texts["through"].strip() else "who connects the two"
        return {
            "through": through,
            "state": self._means(texts["state"]),
            **{day: self._day(texts, day) for day in DAYS},
        }

    def _means(self, text: str) -> str:
        one = self.introduction
        if one is not None and text.strip() == one.status:
            return MEANS[state(one, self.today)]
        try:
            return MEANS[read_choice(text, (*STATES, "stale"), "state")]
        except ValueError:
            return ""

    def _day(self, texts: Mapping[str, str], name: str) -> str:
        text = texts[name].strip()
        if not text:
            return "empty: today" if self._begins(texts, name) else ""
        try:
            return day_head(self._read_day(text), self.today)
        except ValueError:
            return ""

    def _begins(self, texts: Mapping[str, str], name: str) -> bool:
        """Whether the state that is written there begins today, because no day is given."""
        before = self.introduction.status if self.introduction and not self.unsaved else ""
        return texts["state"].strip() == name and name != before

    def _read_day(self, text: str) -> date:
        return read_day(text, self.now, looks="past", order=self.order).on

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Introduction:
        reader, one = Reader(texts), self.introduction
        fields = self._fields(reader, set(self.fields.names) if one is None else changed)
        # The record says of all three at once that they must differ: that belongs beside the last of them.
        where = {**{role: field for field, role in ROLES.items()}, "": "to", "reason": "why", "status": "state"}
        made = reader.build(lambda: Introduction.parse(fields) if one is None else one.changed(**fields), where)
        if (one is None or changed & ROLES.keys()) and ME not in (made.broker, made.a, made.b):
            raise Invalid({"to": "you are not in it; one of the three is you"})
        return made

    def _fields(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        texts = reader.texts
        fields: dict[str, Any] = {}
        for field, role in ROLES.items():
            if field in changed:
                fields[role] = reader.take(field, self._one) or ""
        if "why" in changed:
            fields["reason"] = " ".join(texts["why"].split())
        if "note" in changed:
            fields["note"] = texts["note"]
        if "state" in changed:
            choices = (*STATES, "stale")
            fields["status"] = reader.take("state", lambda text: read_choice(text, choices, "state")) or "idea"
        for field, role in DAYS.items():
            if field in changed or self._begins(texts, field):
                fields[role] = self._taken_day(reader, field)
        if changed & {"yes", "state", "introduce", "to"}:
            fields |= self._answers(reader, fields)
        return fields

    def _taken_day(self, reader: Reader, field: str) -> date | None:
        usual = self.today if self._begins(reader.texts, field) else None
        return reader.take(field, lambda text: self._read_day(text) if text.strip() else usual)

    def _answers(self, reader: Reader, fields: Mapping[str, Any]) -> dict[str, bool | None]:
        """Who of the two said yes: those named, and both where it is agreed."""
        named = reader.take("yes", self.people.read) or []
        one = self.introduction
        answers: dict[str, bool | None] = {}
        for part in ("a", "b"):
            person = fields.get(part) or (getattr(one, part) if one else "")
            before = getattr(one, f"yes_{part}") if one else None
            said = person in named or fields.get("status") == "agreed"
            answers[f"yes_{part}"] = True if said and person != ME else False if before is False else None
        return answers

    def _one(self, text: str) -> str:
        if not text.strip():
            raise ValueError("needed")
        found = self.people.read(text)
        if len(found) != 1:
            raise ValueError("one person only")
        return found[0]

    def action_save(self) -> None:
        """Save; ask once where the two have not both said yes."""
        if (why := self._not_agreed()) and not self._insisted:
            self._insist(why)
        else:
            super().action_save()

    @work
    async def _insist(self, why: str) -> None:
        choices = [("escape", "Back", False), ("s", "Save anyway", True)]
        self._insisted = await self.app.push_screen_wait(ConfirmDialog("Without both yeses?", why, choices))
        if self._insisted:
            self.action_save()

    def _not_agreed(self) -> str:
        """Who has not said yes, where the form makes the introduction; nothing where that is not so."""
        changed = set(self.fields.changed)
        try:
            made = self.result(self.fields.texts, changed)
        except Invalid:
            return ""
        already = self.introduction is not None and not self.unsaved and self.introduction.status in HAPPENED
        if made.broker != ME or already or made.status not in HAPPENED or made.both_agree:
            return ""
        parts = ((made.a, made.said_yes("a")), (made.b, made.said_yes("b")))
        names = " and ".join(self._called(person) for person, yes in parts if not yes)
        return f"{names} did not say yes yet. People like to be asked before they are introduced."
