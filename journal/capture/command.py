"""`journal capture`: a line from the command line, from stdin or from a plain prompt, understood and kept."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime

from journal.capture import grammar, names_file, preview, records, settings
from journal.capture.options import HELP, Options, Wrong, decoded, read_options
from journal.capture.records import LONGEST_LINE
from journal.paths import Paths
from journal.store.log import Log, LogError
from journal.store.machine import machine_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.draft import Draft
    from journal.capture.names_file import Index
    from journal.capture.records import Put

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
PROMPT = "journal> "


def main(argv: list[str]) -> int:
    """Run `journal capture` with these words; returns 0, 1 (not saved, and why) or 2 (wrong usage, or doubts)."""
    try:
        options = read_options(argv, os.environ)
        if options.help:
            _out(HELP)
            return DONE
        return Capture(options).run(_lines(options))
    except Wrong as error:
        _say(f"journal capture: {error}")
        return WRONG_USAGE
    except BrokenPipeError:
        # Whoever read the output has seen enough. Without this, Python complains once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED


class Capture:
    """One run: the lines are understood together, under the lock, and each becomes one line of the log."""

    __slots__ = ("code", "index_path", "now", "options", "order", "paths", "wall_clock")

    def __init__(self, options: Options) -> None:
        self.options = options
        self.paths = Paths(os.environ, options.folder)
        self.index_path = names_file.path_for(self.paths.cache, self.paths.data)
        self.now = options.now or datetime.now()
        chosen = settings.read(self.paths)
        if chosen.problem:
            _say(chosen.problem)
        self.order = chosen.date_order
        self.wall_clock = chosen.wall_clock(self.now)
        self.code = DONE

    def run(self, lines: list[str]) -> int:
        """Understand and keep the lines that hold anything; returns the exit code."""
        lines = [line for line in lines if self._fits(line)]
        if not lines:
            return self.code
        try:
            if self.options.dry_run:
                return self._show(lines)
            return self._save(lines)
        except LogError as error:
            return self._not_saved(str(error), lines)

    def _fits(self, line: str) -> bool:
        if len(line) > LONGEST_LINE:
            why = f"Not saved: a line may hold {LONGEST_LINE:,} characters, and this one has {len(line):,}. Cut it up:"
            self._not_saved(why, [line])
            return False
        return bool(line.strip())

    def _not_saved(self, why: str, lines: list[str]) -> int:
        """Say why, and give the text back."""
        _say(why)
        for line in lines:
            _say(line)
        self.code = FAILED
        return FAILED

    def _show(self, lines: list[str]) -> int:
        index = self._index(Log(self.paths.data, ""))
        drafts = [draft for line in lines if (draft := self._parse(line, index))]
        for draft in drafts:
            _out(_json(draft.json()) if self.options.json else preview.text(draft, ascii_only=_ascii(sys.stdout)))
        return WRONG_USAGE if self.options.strict and any(draft.doubts for draft in drafts) else self.code

    def _save(self, lines: list[str]) -> int:
        log = Log(self.paths.data, machine_name(self.paths.state))
        with log.locked():
            index = self._index(log)
            understood = self._understood(lines, index)
            if self.options.strict and (doubts := [doubt for draft, _ in understood for doubt in draft.doubts]):
                return self._refuse(doubts, lines)
            log.write_many([("capture", put, None, None) for _, put in understood])
        # Only now, when all is safe and nobody waits for the lock, may whoever reads the output keep us waiting.
        for draft, put in understood:
            self._tell(draft, put)
        if index.stale:
            self._renew(log, index)
        return self.code

    def _index(self, log: Log) -> Index:
        index = names_file.load(log, self.index_path, self.wall_clock.date())
        for problem in index.problems:
            _say(problem)
        return index

    def _understood(self, lines: list[str], index: Index) -> list[tuple[Draft, Put]]:
        """What each line says and writes; a person who is new in one line is known in the next."""
        created = records.created_at(self.now)
        found = []
        for line in lines:
            draft = self._parse(line, index)
            if draft:
                put = records.documents(draft, created)
                index.names.put(put, self.wall_clock.date().isoformat())
                found.append((draft, put))
        return found

    def _parse(self, line: str, index: Index) -> Draft | None:
        return grammar.parse(line, self.wall_clock, index.names, self.order)

    def _refuse(self, doubts: list[str], lines: list[str]) -> int:
        _say("Nothing was saved, because of --strict:")
        for doubt in doubts:
            _say(f"! {doubt}")
        for line in lines:
            _say(line)
        return WRONG_USAGE

    def _tell(self, draft: Draft, put: Put) -> None:
        if self.options.json:
            written = {table: list(documents) for table, documents in put.items()}
            _out(_json({**draft.json(), "written": written}))
        _say(preview.text(draft, ascii_only=_ascii(sys.stderr)))

    def _renew(self, log: Log, index: Index) -> None:
        try:
            names_file.write(self.index_path, log.root, index.names, index.covered, index.newest)
        except OSError:
            return  # the line is safe; without an index the next capture only takes longer


def _lines(options: Options) -> list[str]:
    """What is to be captured: the words of the command, one line typed at a prompt, or every line of stdin."""
    if options.words:
        return [" ".join(options.words)]
    if sys.stdin is None:
        return []
    if sys.stdin.isatty():
        sys.stderr.write(PROMPT)
        sys.stderr.flush()
        return [sys.stdin.readline()]
    return [decoded(raw) for raw in sys.stdin.buffer.read().split(b"\n")]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=_ascii(sys.stdout))


def _ascii(stream: object) -> bool:
    return "utf" not in (getattr(stream, "encoding", None) or "").lower()


def _out(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    sys.stderr.write(text.encode("utf-8", "replace").decode() + "\n")
    sys.stderr.flush()
