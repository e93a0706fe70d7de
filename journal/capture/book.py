"""The journal as capture sees it: its names, what a line means against them, and writing what it means."""

from __future__ import annotations

from journal.capture import grammar, names_file, records, settings
from journal.store.log import TIMEOUT, Log
from journal.store.machine import machine_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from journal.capture.draft import Draft
    from journal.capture.names import Pieces
    from journal.capture.names_file import Index
    from journal.capture.records import Put
    from journal.paths import Paths

    Understood = list[tuple[Draft, Put]]


class Book:
    """One journal. Its settings are read once; `clock` is asked for every line."""

    __slots__ = ("clock", "index_path", "paths", "settings")

    def __init__(self, paths: Paths, clock: Callable[[], datetime]) -> None:
        self.paths = paths
        self.clock = clock
        self.index_path = names_file.path_for(paths.cache, paths.data)
        self.settings = settings.read(paths)

    def wall_clock(self) -> datetime:
        return self.settings.wall_clock(self.clock())

    def names(self, log: Log | None = None) -> Index:
        """All names as they are on disk now; under the lock of `log` the answer stays true."""
        log = log or Log(self.paths.data, "")
        return names_file.load(log, self.index_path, self.wall_clock().date())

    def reading(self) -> Pieces[Index]:
        """Like `names`, in pieces of a few milliseconds."""
        return names_file.loading(Log(self.paths.data, ""), self.index_path, self.wall_clock().date())

    def parse(self, line: str, index: Index) -> Draft | None:
        return grammar.parse(line, self.wall_clock(), index.names, self.settings.date_order)

    def save(
        self, lines: list[str], accept: Callable[[Understood, Index], bool], patience: float = TIMEOUT
    ) -> tuple[Understood, Index]:
        """Write what the lines mean, durably; nothing if they are not accepted. Raises `LogError`.

        They are understood together, under the lock, and each becomes one line of the log. `patience` is for how many
        seconds the lock is waited for; then it is `Busy`.
        """
        log = Log(self.paths.data, machine_name(self.paths.state))
        with log.locked(patience):
            index = self.names(log)
            understood = self._understood(lines, index)
            if accept(understood, index):
                log.write_many([("capture", put, None, None) for _, put in understood])
        return understood, index

    def _understood(self, lines: list[str], index: Index) -> Understood:
        """What each line says and writes; a person who is new in one line is known in the next."""
        created = records.created_at(self.clock())
        found = []
        for line in lines:
            draft = self.parse(line, index)
            if draft:
                put = records.documents(draft, created)
                index.names.put(put, self.wall_clock().date().isoformat())
                found.append((draft, put))
        return found

    def renew(self, index: Index) -> None:
        """Write the index anew, if the next capture would be slow without it."""
        if not index.stale:
            return
        try:
            names_file.write(self.index_path, self.paths.data, index.names, index.covered, index.newest)
        except OSError:
            return  # every line is safe; without an index the next capture only takes longer
