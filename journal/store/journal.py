"""Journal: the only door to what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from os import PathLike, fspath
from typing import Any

from journal.domain.contacts import Contact
from journal.domain.decisions import Decision, Setting
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.introductions import Introduction
from journal.domain.prep import PrepRun
from journal.domain.reflections import Reflection
from journal.domain.timeline import Interaction
from journal.store import undo
from journal.store.collection import Collection
from journal.store.disk import StoreError
from journal.store.fold import Change, Problem, Siblings
from journal.store.history import Version, versions
from journal.store.log import Busy, LogError, NotSaved, Unreadable
from journal.store.records import RECORDS
from journal.store.removal import remove_contacts
from journal.store.storage import LogStorage
from journal.store.tables import Database
from journal.store.transaction import Conflict, Transaction
from journal.store.undo import Step, Undone

__all__ = [
    "Busy",
    "Change",
    "Conflict",
    "Journal",
    "LogError",
    "NotSaved",
    "Problem",
    "Siblings",
    "Step",
    "StoreError",
    "Transaction",
    "Undone",
    "Unreadable",
    "Version",
]

SLICE = 1500
"""Lines of the timeline folded in one piece while loading: some 12 to 20 ms."""


class Journal:
    """A folder of documents, read into memory and kept up to date with what others write."""

    def __init__(self, root: str | PathLike[str], *, machine: str, now: Callable[[], datetime]) -> None:
        """A journal of which nothing is read yet: `read` comes next, then `loading`."""
        self._use(LogStorage(fspath(root), machine, read=False), now)

    @classmethod
    def on(cls, storage: LogStorage, *, now: Callable[[], datetime]) -> Journal:
        """A journal on a storage that is there already, however much of it is read."""
        journal = cls.__new__(cls)
        journal._use(storage, now)
        return journal

    def _use(self, storage: LogStorage, now: Callable[[], datetime]) -> None:
        self.root = storage.log.root
        self.storage = storage
        self.db = Database(self.storage)
        live = self.storage.live
        self.contacts = Collection(live, "contacts", Contact)
        self.interactions = Collection(live, "interactions", Interaction)
        self.followups = Collection(live, "followups", FollowUp)
        self.introductions = Collection(live, "introductions", Introduction)
        self.goals = Collection(live, "goals", Goal)
        self.events = Collection(live, "events", Event)
        self.runs = Collection(live, "runs", PrepRun)
        self.reflections = Collection(live, "reflections", Reflection)
        self.decisions = Collection(live, "decisions", Decision)
        self.settings = Collection(live, "settings", Setting)
        self._now = now

    @classmethod
    def open(cls, root: str | PathLike[str], *, machine: str, now: Callable[[], datetime]) -> Journal:
        """A journal with all but its interactions read; creates nothing on disk. Raises `Unreadable`."""
        journal = cls(root, machine=machine, now=now)
        journal.read()
        return journal

    def read(self) -> None:
        """Read all but the interactions (0.2 s for 10,000 people and 100,000 entries). Raises `Unreadable`."""
        for _ in self.opening():
            pass

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it at all."""
        return not self.storage.read() and not self.storage.live.view.later

    def opening(self) -> Iterator[None]:
        """Read all but the interactions, in pieces of some 10 ms. Raises `Unreadable`."""
        return self.storage.live.opening()

    def loading(self, limit: int = SLICE) -> Iterator[list[Change]]:
        """Read the interactions, newest first, `limit` lines at a time; yields what each slice brought."""
        return self.storage.live.loading(limit)

    def ready(self) -> None:
        """Finish reading; what it brings is told by the next `poll`."""
        self.storage.live.ready()

    def poll(self, *, patient: bool = False) -> list[Change] | None:
        """What any process, this one included, wrote since the last call; None if everything may have changed.

        Never raises. When a file was swapped for another one, all is read again at once (1 s for 100,000 entries);
        if `patient`, the old view stays, `stale` becomes true, and `reload` reads in slices.
        """
        return self.storage.live.poll(patient=patient)

    @property
    def stale(self) -> bool:
        """Whether files were swapped, and the documents shown are those of before."""
        return self.storage.live.stale

    def reload(self, limit: int = SLICE) -> Iterator[None]:
        """Read everything again in slices; after the last one the next `poll` returns None. Raises `Unreadable`."""
        return self.storage.live.reload(limit)

    def collection(self, table: str) -> Collection[Any]:
        """The records of a table; for tables without a record class only `docs` is of use."""
        return Collection(self.storage.live, table, RECORDS.get(table))

    @contextmanager
    def transaction(self, op: str, *, atomic: bool = False, quiet: bool = False) -> Iterator[Transaction]:
        """Changes that are written together at the end, as one line that says `op`; an exception writes nothing.

        `atomic`: the documents depend on each other, so undo takes back all of them or none. `quiet`: the program notes
        something for itself, which undo passes over. Raises `Busy`, `NotSaved` or `Conflict`.
        """
        marks = {"atomic": True} if atomic else {"quiet": True} if quiet else None
        with self.storage.transaction(op, whole=False, marks=marks):
            yield Transaction(self.storage, self._now)

    def undo(self) -> Undone | None:
        """Take back the newest change made on this machine, whichever program made it; None if there is none.

        What changed since, and people who are named elsewhere by now, are kept: the text says so. Raises `Conflict` if
        a change that holds together cannot be taken back whole, `StoreError` if an earlier version is missing here.
        """
        return undo.undo(self.storage)

    def redo(self) -> Undone | None:
        """Take back the newest undo, unless something else was written since; None if there is none."""
        return undo.redo(self.storage)

    def undo_list(self, limit: int = 20) -> list[Step]:
        """(rev, op, when, summary) of what `undo` would take back, one call after the other."""
        return undo.steps(self.storage.log, limit)

    def remove_contacts(self, contacts: Sequence[Contact], *, with_entries: bool) -> None:
        """Remove people, with the entries, follow-ups and introductions that are theirs alone, in one step.

        Shared ones lose them. Without `with_entries` it raises `StoreError` if anything else names them.
        """
        who = contacts[0].name if len(contacts) == 1 else f"{len(contacts)} people"
        with self.transaction(f"remove {who}") as transaction:
            remove_contacts(self.storage, transaction, contacts, with_entries=with_entries)

    def history(self, table: str, key: str) -> list[Version]:
        """Every version of a document that is still in a file, newest first."""
        return versions(self.storage.log, table, key)

    @property
    def problems(self) -> list[Problem]:
        """Everything in the files that cannot be used at the moment."""
        return self.storage.live.problems

    @property
    def read_only(self) -> str:
        """Why nothing can be changed, as a sentence; "" if all is well."""
        return self.storage.read_only

    def conflicts(self) -> list[Siblings]:
        """Edits of one record made on two machines without knowing of each other, and not edited again since."""
        return self.storage.live.view.state.open_siblings()
