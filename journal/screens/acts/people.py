"""What can be done to people: edit, log a talk, promise, snooze, circles, topics, archive, remove, copy, link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from journal.dialogs.choose import ChooseDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.contact import ContactDialog
from journal.dialogs.followup import FollowUpDialog
from journal.dialogs.interaction import InteractionDialog
from journal.dialogs.tags import TagsDialog
from journal.domain.contacts import Channel, Contact
from journal.domain.timeline import Interaction
from journal.domain.words import day_head, plural
from journal.screens.acts import standing
from journal.screens.acts.asking import ask_day
from journal.screens.acts.base import Acts
from journal.screens.acts.followups import new_follow_up
from journal.screens.acts.forgetting import forget_somebody
from journal.screens.acts.handing import show_everything
from journal.screens.acts.introducing import introduce
from journal.screens.acts.linking import link_people
from journal.screens.acts.merging import merge, offer_twin
from journal.screens.acts.messages import write_message
from journal.screens.acts.reasons import explain, pass_by
from journal.screens.editor import edit_text, keeping
from journal.store.connecting import meet
from journal.store.journal import Transaction

SNOOZE = timedelta(days=14)
SAFE_LINKS = frozenset({"http", "https", "mailto"})


class PeopleActs(Acts):
    """Verbs for contacts."""

    verbs = frozenset(
        {"edit", "log", "follow_up", "snooze", "tags", "archive", "circle_in", "circle_out", "remove", "copy", "link"}
        | {"editor", "everything", "why", "skip", "message", "attach", "introduce", "merge", "forget"}
        | {"status", "care", "no_contact", "died", "come_back"}
    )

    def people(self, ids: Iterable[str]) -> list[Contact]:
        return [person for id in ids if (person := self.desk.person(id)) is not None]

    def naming(self, people: list[Contact]) -> str:
        """One by name, several by number: for toasts and dialog titles."""
        return self.desk.seen(people[0].name) if len(people) == 1 else plural(len(people), "person", "people")

    def _person_form(self, draft: Contact | None, *, new: bool = False) -> ContactDialog:
        rhythms = {name: circle.cadence_days for name, circle in self.desk.index.model.circle.items()}
        named = [draft.introduced_by, *(known.contact for known in draft.knows)] if draft else []
        return ContactDialog(
            draft,
            new=new,
            today=self.desk.today,
            topics=self.desk.topics(),
            rhythms=rhythms,
            people=lambda: self.form_of_people(list(filter(None, named)))["people"],
            events=self._events,
            **self.form(),
        )

    def _events(self) -> list[tuple[str, str]]:
        """(id, title) of all events, the latest first."""
        events = self.desk.journal.events.docs.items()
        latest = sorted(events, key=lambda event: str(event[1].get("starts", "")), reverse=True)
        return [(id, str(document["title"])) for id, document in latest]

    async def new(self) -> None:
        person = await self.ask_and_write(
            lambda draft: self._person_form(draft, new=True),
            None,
            "new person",
            lambda transaction, person: transaction.add(person),
        )
        if person is not None:
            self.place.post_message(self.place.Wanted("contacts", person.id))
            await offer_twin(self, person)

    async def edit(self, ids: list[str]) -> None:
        person = self.people(ids[:1])[0]
        await self.ask_and_change(
            self._person_form,
            person,
            f"edit {person.name}",
            said=lambda after: standing.told_of_edit(self.desk, person, after),
        )

    async def log(self, ids: list[str]) -> None:
        await self.ask_and_write(
            lambda draft: InteractionDialog(draft, new=True, topics=self.desk.topics(), **self.form_of_people(ids)),
            None,
            "log a talk",
            self._log,
            lambda entry: self.told(f"Logged: {entry.kind}, {day_head(entry.on, self.desk.today)}", ids),
        )

    def _log(self, transaction: Transaction, entry: Interaction) -> Interaction:
        stored = transaction.add(self.belonging(entry))
        meet(transaction, self.desk.journal, stored, self.desk.today)
        return stored

    def belonging(self, entry: Interaction) -> Interaction:
        """A new entry with what it belongs to, where it is logged."""
        return entry

    async def follow_up(self, ids: list[str]) -> None:
        await self.ask_and_write(
            lambda draft: FollowUpDialog(draft, new=True, **self.form_of_people(ids)),
            None,
            "new follow-up",
            lambda transaction, followup: transaction.add(followup),
            lambda followup: self.told(new_follow_up(followup, self.desk), ids),
        )

    async def snooze(self, ids: list[str]) -> None:
        people = self.people(ids)
        title, day = f"Not now: {self.naming(people)}", self.desk.today + SNOOZE
        answer = await ask_day(self, title, "until", day, ids, hint="a date, in 3w, next month; empty ends it")
        if answer is None:
            return
        until = answer.on
        said = f"{self.naming(people)} hidden until {day_head(until, self.desk.today)}" if until else "Shown again"
        self.change(people, "snooze", f"{said}.", snoozed_until=until)

    async def tags(self, ids: list[str]) -> None:
        people = self.people(ids)
        common = [topic for topic in people[0].topics if all(topic in person.topics for person in people)]
        title, known = f"Topics of {self.naming(people)}", self.desk.topics()
        answer = await self.place.ask(TagsDialog(title, common, known, about=" ".join(ids)))
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
        self.change(people, "unarchive" if back else "archive", said, status="active" if back else "archived")

    async def circle_in(self, ids: list[str]) -> None:
        self._move(ids, -1)

    async def circle_out(self, ids: list[str]) -> None:
        self._move(ids, 1)

    def _move(self, ids: list[str], step: int) -> None:
        people, today = self.people(ids), self.desk.today
        said = standing.told_of_move(self, people, step)
        self._write_each(people, "circle", said, lambda person: standing.moved(person, step, today))

    async def status(self, ids: list[str]) -> None:
        await standing.choose_standing(self, self.people(ids))

    async def care(self, ids: list[str]) -> None:
        await standing.hard_time(self, self.people(ids))

    async def no_contact(self, ids: list[str]) -> None:
        await standing.break_off(self, self.people(ids))

    async def died(self, ids: list[str]) -> None:
        await standing.remember(self, self.people(ids[:1])[0])

    async def come_back(self, ids: list[str]) -> None:
        await standing.come_back(self, self.people(ids))

    def change(self, people: list[Contact], op: str, said: str, **fields: object) -> None:
        """Give all of them these fields, in one step that `said` tells of."""
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
            self.change(people, "archive", f"{self.naming(people)} archived.", status="archived")
        elif answer == "remove":
            self.desk.journal.remove_contacts(people, with_entries=True)
            self.place.written(f"Removed {self.naming(people)}.   u takes it back")

    async def message(self, ids: list[str]) -> None:
        await write_message(self, self.people(ids[:1]))

    async def introduce(self, ids: list[str]) -> None:
        await introduce(self, self.people(ids))

    async def why(self, ids: list[str]) -> None:
        await explain(self, self.people(ids[:1])[0])

    async def skip(self, ids: list[str]) -> None:
        await pass_by(self, self.people(ids))

    async def editor(self, ids: list[str]) -> None:
        person = self.people(ids[:1])[0]
        written = edit_text(self.place.app, person.notes, self.desk.config.editor, name=self.desk.seen(person.name))
        if written is not None:
            with keeping(written):
                self.change([person], "notes of", "Notes kept.", notes=written.text)

    async def merge(self, ids: list[str]) -> None:
        await merge(self, self.people(ids))

    async def attach(self, ids: list[str]) -> None:
        people = self.people(ids)
        await link_people(self, people, self.naming(people))

    async def forget(self, ids: list[str]) -> None:
        await forget_somebody(self, self.people(ids[:1])[0])

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
    """A link that is safe to open (web or mail), or nothing."""
    prefix = {"email": "mailto:"}.get(channel.kind, "")
    link = prefix + channel.value
    if channel.kind in ("linkedin", "web") and "://" not in link:
        link = "https://" + link
    return link if urlsplit(link).scheme in SAFE_LINKS and link.isprintable() and " " not in link else ""
