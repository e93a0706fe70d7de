"""What can be done to people: edit, log a talk, promise, snooze, circles, topics, archive, remove, copy, link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlsplit

from journal.capture.dates import read
from journal.dialogs.ask import AskDialog
from journal.dialogs.choose import ChooseDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.contact import ContactDialog
from journal.dialogs.followup import FollowUpDialog
from journal.dialogs.interaction import InteractionDialog
from journal.dialogs.tags import TagsDialog
from journal.domain.contacts import CIRCLES, Channel, Contact
from journal.domain.words import day_head, plural
from journal.screens.acts.base import Acts
from journal.screens.acts.followups import new_follow_up
from journal.screens.acts.handing import show_everything
from journal.screens.acts.messages import write_message
from journal.screens.acts.reasons import explain, pass_by
from journal.screens.editor import edit_text, keeping
from journal.store.journal import Transaction

SNOOZE = timedelta(days=14)
SAFE_LINKS = frozenset({"http", "https", "mailto", "tel"})


class PeopleActs(Acts):
    """Verbs for contacts."""

    verbs = frozenset(
        {"edit", "log", "follow_up", "snooze", "tags", "archive", "circle_in", "circle_out", "remove", "copy", "link"}
        | {"editor", "everything", "why", "skip", "message"}
    )

    def people(self, ids: Iterable[str]) -> list[Contact]:
        return [person for id in ids if (person := self.desk.person(id)) is not None]

    def naming(self, people: list[Contact]) -> str:
        """One by name, several by number: for toasts and dialog titles."""
        return self.desk.seen(people[0].name) if len(people) == 1 else plural(len(people), "person", "people")

    def _person_form(self, draft: Contact | None, *, new: bool = False) -> ContactDialog:
        rhythms = {name: int(circle["cadence_days"]) for name, circle in self.desk.config.model["circle"].items()}
        today, topics = self.desk.today, self.desk.topics()
        return ContactDialog(draft, new=new, today=today, topics=topics, rhythms=rhythms, **self.form())

    async def new(self) -> None:
        person = await self.ask_and_write(
            lambda draft: self._person_form(draft, new=True),
            None,
            "new person",
            lambda transaction, person: transaction.add(person),
        )
        if person is not None:
            self.place.post_message(self.place.Wanted("contacts", person.id))

    async def edit(self, ids: list[str]) -> None:
        person = self.people(ids[:1])[0]
        await self.ask_and_change(self._person_form, person, f"edit {person.name}")

    async def log(self, ids: list[str]) -> None:
        await self.ask_and_write(
            lambda draft: InteractionDialog(draft, new=True, topics=self.desk.topics(), **self.form_of_people(ids)),
            None,
            "log a talk",
            lambda transaction, entry: transaction.add(entry),
            lambda entry: self.told(f"Logged: {entry.kind}, {day_head(entry.on, self.desk.today)}", ids),
        )

    async def follow_up(self, ids: list[str]) -> None:
        await self.ask_and_write(
            lambda draft: FollowUpDialog(draft, new=True, **self.form_of_people(ids)),
            None,
            "new follow-up",
            lambda transaction, followup: transaction.add(followup),
            lambda followup: self.told(new_follow_up(followup, self.desk), ids),
        )

    async def snooze(self, ids: list[str]) -> None:
        people, now = self.people(ids), self.desk.now
        answer = await self.place.ask(
            AskDialog(
                f"Not now: {self.naming(people)}",
                "until",
                (self.desk.today + SNOOZE).isoformat(),
                hint="a date, in 3w, next month; empty ends it",
                check=lambda text: _later(text, self.desk),
            )
        )
        if answer is None:
            return
        found = read(answer, now, looks="future", order=self.desk.config.date_order) if answer else None
        until = found.on if found else None
        said = f"{self.naming(people)} hidden until {day_head(until, self.desk.today)}" if until else "Shown again"
        self._change(people, "snooze", f"{said}.", snoozed_until=until)

    async def tags(self, ids: list[str]) -> None:
        people = self.people(ids)
        common = [topic for topic in people[0].topics if all(topic in person.topics for person in people)]
        answer = await self.place.ask(TagsDialog(f"Topics of {self.naming(people)}", common, self.desk.topics()))
        if answer is None:
            return
        added, taken = set(answer) - set(common), set(common) - set(answer)

        def topics(person: Contact) -> list[str]:
            return [topic for topic in person.topics if topic not in taken] + [t for t in answer if t in added]

        self._write_each(people, "topics", f"Topics of {self.naming(people)} changed.", lambda p: {"topics": topics(p)})

    async def archive(self, ids: list[str]) -> None:
        people = self.people(ids)
        back = all(person.status == "archived" for person in people)
        said = f"{self.naming(people)} {'back in the list' if back else 'archived'}."
        self._change(people, "unarchive" if back else "archive", said, status="active" if back else "archived")

    async def circle_in(self, ids: list[str]) -> None:
        self._move(ids, -1)

    async def circle_out(self, ids: list[str]) -> None:
        self._move(ids, 1)

    def _move(self, ids: list[str], step: int) -> None:
        people = self.people(ids)

        def moved(person: Contact) -> dict[str, object]:
            at = CIRCLES.index(person.circle) + step
            circle = CIRCLES[max(0, min(at, len(CIRCLES) - 1))]
            started = {"rhythm_since": self.desk.today} if person.circle == "open" and circle != "open" else {}
            return {"circle": circle, **started}

        after = moved(people[0])["circle"] if len(people) == 1 else "one circle " + ("in" if step < 0 else "out")
        self._write_each(people, "circle", f"{self.naming(people)}: {after}.", moved)

    def _change(self, people: list[Contact], op: str, said: str, **fields: object) -> None:
        self._write_each(people, op, said, lambda person: fields)

    def _write_each(self, people: list[Contact], op: str, said: str, fields: object) -> None:
        def changes(transaction: Transaction) -> None:
            for person in people:
                transaction.change(person, person.changed(**fields(person)))  # type: ignore[operator]

        self.write(f"{op} {self.naming_plainly(people)}", changes, f"{said}   u takes it back")

    def naming_plainly(self, people: list[Contact]) -> str:
        """As `naming`, never blurred: for the journal itself."""
        return people[0].name if len(people) == 1 else plural(len(people), "person", "people")

    async def remove(self, ids: list[str]) -> None:
        await self.place.all_read()
        people = self.people(ids)
        if not people:
            return
        entries = sum(len(self.desk.index.entries_of(person.id)) for person in people)
        if not entries:
            self.desk.journal.remove_contacts(people, with_entries=False)
            self.place.written(f"Removed {self.naming(people)}.   u takes it back")
            return
        answer = await self.place.ask(
            ConfirmDialog(
                f"Remove {self.naming(people)}?",
                f"{plural(entries, 'entry names', 'entries name')} them. Archived people are out of the way, "
                "and everything stays. Removing also takes the entries in which they are alone, "
                "and takes them out of shared ones.",
                [("a", "Archive", "archive"), ("r", "Remove", "remove"), ("escape", "Cancel", None)],
            )
        )
        if answer == "archive":
            self._change(people, "archive", f"{self.naming(people)} archived.", status="archived")
        elif answer == "remove":
            self.desk.journal.remove_contacts(people, with_entries=True)
            self.place.written(f"Removed {self.naming(people)}.   u takes it back")

    async def message(self, ids: list[str]) -> None:
        await write_message(self, self.people(ids[:1]))

    async def why(self, ids: list[str]) -> None:
        await explain(self, self.people(ids[:1])[0])

    async def skip(self, ids: list[str]) -> None:
        await pass_by(self, self.people(ids))

    async def editor(self, ids: list[str]) -> None:
        person = self.people(ids[:1])[0]
        written = edit_text(self.place.app, person.notes, self.desk.config.editor, name=self.desk.seen(person.name))
        if written is not None:
            with keeping(written):
                self._change([person], "notes of", "Notes kept.", notes=written.text)

    async def everything(self, ids: list[str]) -> None:
        await show_everything(self, self.people(ids[:1])[0])

    async def copy(self, ids: list[str]) -> None:
        person = self.people(ids[:1])[0]
        channel = await self._channel(person, "Copy", list(person.channels))
        if channel:
            self.place.app.copy_to_clipboard(channel.value)
            self.place.app.notify(f"Copied {self.desk.seen(channel.value)}", markup=False)

    async def link(self, ids: list[str]) -> None:
        person = self.people(ids[:1])[0]
        channel = await self._channel(person, "Open", [c for c in person.channels if link_of(c)])
        if channel:
            self.place.app.open_url(link_of(channel))

    async def _channel(self, person: Contact, verb: str, channels: list[Channel]) -> Channel | None:
        if not channels:
            self.place.app.notify(f"{self.desk.seen(person.name)} has no address here yet; e adds one.", markup=False)
            return None
        preferred = next((channel for channel in channels if channel.preferred), None)
        if preferred or len(channels) == 1:
            return preferred or channels[0]
        options = [(channel, self.desk.seen(channel.value), channel.kind) for channel in channels]
        chosen: Channel | None = await self.place.ask(ChooseDialog(f"{verb} which?", options))
        return chosen


def link_of(channel: Channel) -> str:
    """A link that is safe to open (web, mail, telephone), or nothing."""
    prefix = {"email": "mailto:", "phone": "tel:"}.get(channel.kind, "")
    link = prefix + channel.value
    if channel.kind in ("linkedin", "web") and "://" not in link:
        link = "https://" + link
    return link if urlsplit(link).scheme in SAFE_LINKS and link.isprintable() and " " not in link else ""


def _later(text: str, desk: object) -> str:
    """What is wrong with a day to hide somebody until, or nothing."""
    if not text:
        return ""
    found = read(text, desk.now, looks="future", order=desk.config.date_order)  # type: ignore[attr-defined]
    if found is None:
        return "not a date; try fri, in 2w or 12 may"
    on: date = found.on
    return "" if on > desk.today else "that day has passed"  # type: ignore[attr-defined]
