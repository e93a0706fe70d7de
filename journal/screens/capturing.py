"""Capturing inside the full screen: the line that was typed, what it means, and its documents; as in the popup."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from journal.capture import dismissal, preview
from journal.capture.choices import Choices, Finder
from journal.capture.draft import Draft
from journal.capture.grammar import parse
from journal.capture.names import RECENT, Names
from journal.capture.records import LONGEST_LINE, created_at, documents
from journal.capture.settings import Settings
from journal.screens import mentions
from journal.screens.known_names import KnownNames
from journal.screens.veil import settled_by, veil
from journal.store.disk import busy
from journal.store.journal import Busy, Change, NotSaved

if TYPE_CHECKING:
    from journal.screens.desk import Desk

OP = "capture"
PATIENCE, NAP = 10.0, 0.02
"""Seconds to wait for a program that is writing, and between two looks."""
MOST_NAMED = 8
"""People whom a line begins with at most."""

Lines = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class Capturing:
    """One parser and one resolver of names, kept in step with the journal; `said` are the lines of this session."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.said: list[str] = []
        self._known = KnownNames(desk)
        self._finder: Finder | None = None
        self._prepared: Finder | None = None

    def follow(self, changes: Iterable[Change] | None) -> None:
        """Learn what was written; None means that anything may have changed."""
        self._known.follow(changes)
        self._finder = None

    @property
    def ready(self) -> bool:
        """Whether all names are known; else there is neither preview nor completion yet."""
        return self._known.there

    def preparing(self) -> Iterator[None]:
        """Learn all names, and get ready for the first list of them, in pieces of a few milliseconds."""
        yield from self._known.learn()
        finder = self.finder
        if finder is not self._prepared:
            yield from finder.prepare()
            self._prepared = finder

    @property
    def names(self) -> Names:
        return self._known.names

    @property
    def wall_clock(self) -> datetime:
        return self.clock_at(self.desk.now)

    def clock_at(self, moment: datetime) -> datetime:
        """The wall clock of a moment, on the day that it is for the user."""
        config = self.desk.config
        return Settings(config.date_order, config.day_starts).wall_clock(moment.replace(tzinfo=None))

    def parse(self, line: str, when: datetime | None = None) -> Draft | None:
        """What a line means that is written now, or was written at another time."""
        return parse(line, self.clock_at(when or self.desk.now), self.names, self.desk.config.date_order)

    @property
    def finder(self) -> Finder:
        """Finds what may be meant, in the names as they are now."""
        names, now = self.names, self.wall_clock
        if self._finder is None or self._finder.names is not names or self._finder.now.date() != now.date():
            self._finder = Finder(names, now, self.desk.journal.root)
        return self._finder

    def preview(self, line: str) -> Lines:
        """Label and (text, role) of each line that says what was understood, with the keys that settle a doubt."""
        draft = self.parse(line) if self.ready else None
        if draft is None:
            return ()
        if self.desk.blurred:
            return preview.lines(veil(draft, self.desk.seen))
        return settled_by(preview.lines(draft), draft, self.finder)

    def misread(self, line: str) -> Sequence[tuple[int, str]]:
        """What of the line was not understood, with its place."""
        draft = self.parse(line) if self.ready else None
        return draft.misread_in(line) if draft else ()

    def choices(self, line: str, at: int) -> Choices | None:
        """What the word before the cursor may become. Nothing while names are blurred: a list would show them."""
        if self.desk.blurred or not self.ready or not any(sign in line[:at] for sign in "@#+:"):
            return None
        return self.finder.at(line, at)

    def doubtful(self, line: str) -> tuple[str, Choices] | None:
        """The line as it is kept, and who may be meant by its first name that is in doubt."""
        draft = self.parse(line) if self.ready and not self.desk.blurred else None
        choices = self.finder.doubtful(draft) if draft else None
        return (draft.raw, choices) if draft and choices else None

    def next_date(self, line: str, at: int) -> tuple[str, int]:
        """The line with the date that counts made text, and where the cursor stands then."""
        return dismissal.next_date(line, at, self.wall_clock, self.names, self.desk.config.date_order)

    def start(self, targets: Sequence[tuple[str, str]]) -> str:
        """How a line begins that is about these records (table, id): it names their people, the event or the goal.

        Nothing while names are blurred or not known yet, and nothing for more people than a line can hold.
        """
        if self.desk.blurred or not self.ready:
            return ""
        slots = [mentions.titled(self.finder, table, id) for table, id in targets if table in mentions.SLOTS]
        people = list(dict.fromkeys(person for target in targets for person in self._people_of(*target)))
        named = [self._mention(id) for id in people] if len(people) <= MOST_NAMED else []
        return mentions.joined([*slots, *named])

    def _people_of(self, table: str, id: str) -> Sequence[str]:
        if table == "contacts":
            return (id,)
        record = self.desk.journal.collection(table).get(id) if table in ("interactions", "followups") else None
        return record.contacts if record else ()

    def _mention(self, id: str) -> str:
        person = self.desk.person(id)
        if person is None:
            return ""
        emails = [channel.value for channel in person.channels if channel.kind == "email"]
        return mentions.person(self.finder, id, person.name, next(iter(emails), ""))

    async def save(self, line: str) -> bool:
        """Write what the line means, as soon as no other program is writing. Raises StoreError.

        Returns whether others had written what nobody has been told of yet.
        Names are looked up under the lock, so that two captures at the same time do not both make a new person.
        """
        if len(line) > LONGEST_LINE:
            size = f"{len(line):,}"
            raise NotSaved(
                f"Not saved: a line may hold {LONGEST_LINE:,} characters, and this one has {size}. Cut it up."
            )
        await self._know(line)
        log, end = self.desk.journal.storage.log, time.monotonic() + PATIENCE
        while True:
            try:
                with log.locked(0):
                    others = self._write(line)
                break
            except Busy:
                if time.monotonic() >= end:
                    raise Busy(busy(self.desk.journal.root, PATIENCE)) from None
            await asyncio.sleep(NAP)
        self.said.append(line)
        return others

    async def _know(self, line: str) -> None:
        """Wait for what the line depends on: the names, and the last talks where these decide who is meant."""
        while True:
            for _ in self._known.learn():
                await asyncio.sleep(0)
            if self.desk.complete or not _hangs_on_talks(self.parse(line)):
                return
            await asyncio.sleep(NAP)

    def _write(self, line: str) -> bool:
        with self.desk.journal.transaction(OP) as transaction:
            others = self.desk.poll() != []
            draft = self.parse(line)
            for table, put in documents(draft, created_at(self.desk.now)).items() if draft else ():
                for key, document in put.items():
                    if document is not None:
                        transaction.insert(table, key, document)
        return others


def _hangs_on_talks(draft: Draft | None) -> bool:
    matches = [*draft.contacts, *draft.others] if draft else []
    return any(match.candidates or match.assumed == RECENT for match in matches)
