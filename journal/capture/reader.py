"""What the prompt knows of the journal. Loaded piece by piece while nobody types, at the latest when it is needed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from journal.capture.book import Book
    from journal.capture.choices import Choices, Finder
    from journal.capture.draft import Draft
    from journal.capture.editing import Line
    from journal.capture.names_file import Index
    from journal.capture.options import Options
    from journal.capture.preview import Line as Shown

_PIECES = (
    *("enum", "re", "datetime", "json", "fcntl", "unicodedata"),
    *("journal.capture.dates", "journal.capture.grammar", "journal.capture.preview"),
    *("journal.capture.book", "journal.capture.command", "journal.capture.choices"),
)
"""Each takes a few milliseconds; between two of them a key that was typed is shown."""

_ALL = object()
"""There is no further piece."""


class Reader:
    """Names, preview, completion and saving for one prompt."""

    __slots__ = ("_finder", "_opening", "book", "index", "known", "loading", "problem", "told")

    def __init__(self, options: Options) -> None:
        self.book: Book | None = None
        self.index: Index | None = None
        self.problem = ""
        """Why the journal or its settings cannot be read; a sentence."""
        self.told = ""
        """What was saved last, in words."""
        self.known = False
        """Whether the names are there, and kept for the next time."""
        self.loading = True
        self._opening = self._open(options)
        self._finder: Finder | None = None

    def step(self) -> bool:
        """Load one more piece; False if all is there."""
        self.loading = next(self._opening, _ALL) is not _ALL
        return self.loading

    def finish(self) -> None:
        """Load all that is needed to understand and to save a line."""
        while not self.known and self.step():
            pass

    def _open(self, options: Options) -> Iterator[object]:
        for name in _PIECES:
            __import__(name)
            yield None
        from journal.capture.command import book_of
        from journal.store.log import StoreError

        self.book = book_of(options)
        self.problem = self.book.settings.problem
        yield None
        try:
            self.index = yield from self.book.reading()
        except (StoreError, OSError) as error:
            self.problem = str(error)
            return
        self.problem = " ".join(filter(None, [self.problem, *self.index.problems]))
        yield None
        self.book.renew(self.index)
        self.known = True
        yield None
        finder = self.finder()
        if finder:
            yield from finder.prepare()

    def draft(self, text: str) -> Draft | None:
        """What the text means; None if it is empty, or the names are not there yet."""
        return self.book.parse(text, self.index) if self.book and self.index else None

    def preview(self, draft: Draft) -> list[Shown]:
        """The lines that say what was understood."""
        from journal.capture import preview

        return preview.lines(draft)

    def save(self, text: str, patience: float) -> str | None:
        """Write what the line means, durably. Returns "", the reason if that failed, None if another program writes."""
        self.finish()
        from journal.capture import preview
        from journal.capture.records import LONGEST_LINE
        from journal.store.log import Busy, StoreError

        if len(text) > LONGEST_LINE:
            return f"Not saved: a line may hold {LONGEST_LINE:,} characters, and this one has {len(text):,}. Cut it up."
        if self.book is None:
            return "Not saved: the journal is not there yet. Try again."
        try:
            understood, self.index = self.book.save([text], lambda *_: True, patience)
        except Busy:
            return None
        except StoreError as error:
            return str(error)
        except OSError as error:
            return f"Not saved: {error.strerror or error}."
        self.told = "\n".join(preview.text(draft) for draft, _ in understood)
        return ""

    def busy(self, seconds: float) -> str:
        """Why a line is not saved after so many seconds in which another program was writing."""
        from journal.store import disk

        return disk.busy(self.book.paths.data if self.book else "the journal", seconds)

    def renew(self) -> None:
        """After a line was saved: look names up as they are now, and write the index anew if it is time."""
        self._finder = None
        if self.book is not None and self.index is not None:
            self.book.renew(self.index)

    def finder(self) -> Finder | None:
        """Finds what a word may be completed to; None while the names are not there."""
        if self._finder is None and self.book is not None and self.index is not None:
            from journal.capture.choices import Finder

            self._finder = Finder(self.index.names, self.book.wall_clock(), self.book.paths.data)
        return self._finder

    def choices(self, text: str, at: int) -> Choices | None:
        """What the word before the cursor may become."""
        # Almost always there is none, and then nothing is looked up.
        finder = self.finder() if any(sign in text[:at] for sign in "@#+:") else None
        return finder.at(text, at) if finder else None

    def doubtful(self, line: Line) -> Choices | None:
        """Who may be meant by the first name in the line that is ambiguous or nearly a known one."""
        finder = self.finder()
        draft = self.draft(line.text)
        if finder is None or draft is None:
            return None
        line.put(draft.raw, min(line.at, len(draft.raw)))
        return finder.doubtful(draft)

    def next_date(self, line: Line) -> None:
        """Mark the date that counts as text, so that the next one does; after the last one, none is marked."""
        if self.book is not None and self.index is not None:
            from journal.capture.dismissal import next_date

            order = self.book.settings.date_order
            line.put(*next_date(line.text, line.at, self.book.wall_clock(), self.index.names, order))
