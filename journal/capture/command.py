"""`journal capture`: a line from the command line, from stdin or from a plain prompt, understood and kept."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime

from journal.capture import preview
from journal.capture.book import Book
from journal.capture.options import HELP, Options, Wrong, decoded, read_options
from journal.capture.records import LONGEST_LINE
from journal.domain.text import clean_lines, shown
from journal.paths import Paths
from journal.store.log import LogError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.book import Understood
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
    except OSError as error:
        _say(f"The output could not be written: {error.strerror or error}.")
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED


class Capture:
    """One run: the lines are understood together, under the lock, and each becomes one line of the log."""

    __slots__ = ("book", "code", "options")

    def __init__(self, options: Options) -> None:
        self.options = options
        self.book = book_of(options)
        if self.book.settings.problem:
            _say(self.book.settings.problem)
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
            why = str(error)
            return self._not_saved(why if why.startswith("Not saved") else f"Not saved: {why}", lines)

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
        index = self.book.names()
        _say_problems(index)
        drafts = [draft for line in lines if (draft := self.book.parse(line, index))]
        for draft in drafts:
            _out(_json(draft.json()) if self.options.json else preview.text(draft, ascii_only=_ascii(sys.stdout)))
        return WRONG_USAGE if self.options.strict and any(draft.doubts for draft in drafts) else self.code

    def _save(self, lines: list[str]) -> int:
        understood, index = self.book.save(lines, self._accepts)
        if self.code == WRONG_USAGE:
            for line in lines:
                _say(line)
            return WRONG_USAGE
        # Only now, when all is safe and nobody waits for the lock, may whoever reads the output keep us waiting.
        try:
            for draft, put in understood:
                self._tell(draft, put)
        except BrokenPipeError:
            raise
        except OSError as error:
            _say(f"Saved; but the output could not be written: {error.strerror or error}.")
        self.book.renew(index)
        return self.code

    def _accepts(self, understood: Understood, index: Index) -> bool:
        _say_problems(index)
        doubts = [doubt for draft, _ in understood for doubt in draft.doubts] if self.options.strict else []
        if doubts:
            self.code = WRONG_USAGE
            _say("Nothing was saved, because of --strict:")
        for doubt in doubts:
            _say(f"! {doubt}")
        return not doubts

    def _tell(self, draft: Draft, put: Put) -> None:
        if self.options.json:
            written = {table: list(documents) for table, documents in put.items()}
            _out(_json({**draft.json(), "written": written}))
        _say(preview.text(draft, ascii_only=_ascii(sys.stderr)))


def book_of(options: Options) -> Book:
    """The journal that is meant, with the clock of the machine or the one of `--now`."""
    return Book(Paths(os.environ, options.folder), lambda: options.now or datetime.now())


def _say_problems(index: Index) -> None:
    for problem in index.problems:
        _say(problem)


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
    if sys.stdout is None:
        raise OSError("stdout is closed")
    encoding = sys.stdout.encoding or "utf-8"
    text = shown(text) if sys.stdout.isatty() else text
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    text = clean_lines(text)  # what somebody passed on may hold what a terminal obeys
    try:
        if sys.stderr is not None:
            text = shown(text) if sys.stderr.isatty() else text
            sys.stderr.write(text.encode("utf-8", "replace").decode() + "\n")
            sys.stderr.flush()
    except OSError:
        pass  # nobody listens, and there is nowhere else to say it
