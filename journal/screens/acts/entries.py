"""What can be done to entries: edit, log again, follow up, topics, write in an editor, remove."""

from __future__ import annotations

from collections.abc import Callable

from journal.dialogs.followup import FollowUpDialog
from journal.dialogs.interaction import InteractionDialog
from journal.dialogs.tags import TagsDialog
from journal.domain.followups import FollowUp
from journal.domain.timeline import Interaction
from journal.domain.words import day_head, plural
from journal.screens.acts.base import Acts
from journal.screens.acts.followups import new_follow_up
from journal.screens.acts.linking import link_entries
from journal.screens.editor import edit_text, keeping
from journal.screens.relining import Relining
from journal.store.journal import Transaction


class EntryActs(Acts):
    """Verbs for entries of the timeline."""

    verbs = frozenset({"edit", "log", "follow_up", "tags", "editor", "remove", "attach"})

    def entries(self, ids: list[str]) -> list[Interaction]:
        return [entry for id in ids if (entry := self.desk.journal.interactions.get(id)) is not None]

    def naming(self, entries: list[Interaction]) -> str:
        if len(entries) > 1:
            return plural(len(entries), "entry", "entries")
        entry = entries[0]
        names = ", ".join(self.desk.names(entry.contacts))
        return f"{entry.kind} with {names}" if names else entry.kind

    async def new(self) -> None:
        entry = await self._log([], lambda entry: "")
        if entry is not None:
            self.place.post_message(self.place.Wanted("interactions", entry.id))

    async def log(self, ids: list[str]) -> None:
        """A new entry, with the same people."""
        chosen = [person for entry in self.entries(ids[:1]) for person in entry.contacts]
        await self._log(chosen, self._logged)

    def _logged(self, entry: Interaction) -> str:
        return f"Logged: {self.naming([entry])}, {day_head(entry.on, self.desk.today)}.   u takes it back"

    async def _log(self, chosen: list[str], said: Callable[[Interaction], str]) -> Interaction | None:
        entry: Interaction | None = await self.ask_and_write(
            lambda draft: InteractionDialog(draft, new=True, topics=self.desk.topics(), **self.form_of_people(chosen)),
            None,
            "log a talk",
            lambda transaction, entry: transaction.add(entry),
            said,
        )
        return entry

    async def edit(self, ids: list[str]) -> None:
        entry = self.entries(ids[:1])[0]
        relining = Relining(self.desk, entry)

        def form(draft: Interaction) -> InteractionDialog:
            about = self.form_of_people(entry.contacts)
            about["people"] += relining.people()
            return InteractionDialog(draft, as_line=relining, topics=self.desk.topics(), **about)

        await self.ask_and_change(form, entry, f"edit {self.naming([entry])}", relining.settle)

    async def follow_up(self, ids: list[str]) -> None:
        entry = self.entries(ids[:1])[0]

        def add(transaction: Transaction, followup: FollowUp) -> FollowUp:
            return transaction.add(followup.changed(from_=entry.id))

        await self.ask_and_write(
            lambda draft: FollowUpDialog(draft, new=True, **self.form_of_people(entry.contacts)),
            None,
            "new follow-up",
            add,
            lambda followup: self.told(new_follow_up(followup, self.desk), ids),
        )

    async def tags(self, ids: list[str]) -> None:
        entries = self.entries(ids)
        common = [topic for topic in entries[0].topics if all(topic in entry.topics for entry in entries)]
        title, known = f"Topics of {self.naming(entries)}", self.desk.topics()
        answer = await self.place.ask(TagsDialog(title, common, known, about=" ".join(ids)))
        if answer is None:
            return

        def changes(transaction: Transaction) -> None:
            for entry in entries:
                kept = [topic for topic in entry.topics if topic not in common or topic in answer]
                transaction.change(entry, entry.changed(topics=[*kept, *answer]))

        self.write("topics", changes, f"Topics of {self.naming(entries)} changed.   u takes it back")

    async def attach(self, ids: list[str]) -> None:
        entries = self.entries(ids)
        await link_entries(self, entries, self.naming(entries))

    async def editor(self, ids: list[str]) -> None:
        entry = self.entries(ids[:1])[0]
        written = edit_text(self.place.app, entry.note, self.desk.config.editor, name=self.naming([entry]))
        if written is not None:
            after = entry.changed(note=written.text)
            with keeping(written):
                op = f"note of {self.naming([entry])}"
                self.write(op, lambda transaction: transaction.change(entry, after), "Note kept.   u takes it back")

    async def remove(self, ids: list[str]) -> None:
        entries = self.entries(ids)

        def changes(transaction: Transaction) -> None:
            for entry in entries:
                transaction.remove(entry)

        self.write(f"remove {self.naming(entries)}", changes, f"Removed {self.naming(entries)}.   u takes it back")
