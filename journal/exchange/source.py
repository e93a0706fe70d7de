"""The text of one file, kept as its bytes and read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

LINE_END = re.compile(rb"\r{0,2}\n|\r")
LONGEST_LINE = 100_000
"""Characters of a line that readers take; what is longer comes cut, but longer than this, so that they can tell."""
WIDEST = 4
"""Bytes of one character at most."""
SURROGATES = {"utf-8": "surrogatepass", "cp1252": "surrogateescape"}


class Source:
    """The text of one file. `name` is what messages call it; `notes` says how it had to be read.

    `encoding` is that of the bytes, utf-8 or cp1252; bytes that cp1252 does not know become surrogates, so that they
    can be told again.
    """

    __slots__ = ("data", "encoding", "name", "notes")

    def __init__(self, name: str, content: str | bytes, notes: tuple[str, ...] = (), encoding: str = "utf-8") -> None:
        self.name, self.notes, self.encoding = name, notes, encoding
        self.data = content.encode(encoding, SURROGATES[encoding]) if isinstance(content, str) else content

    @property
    def text(self) -> str:
        """All of it, made anew each time: up to four times as large as the file."""
        return self._decoded(self.data)

    def start(self, length: int) -> str:
        """The first characters."""
        return self._decoded(self.data[: length * WIDEST], cut=True)[:length]

    def lines(self) -> Iterator[str]:
        """The lines without what ends them, made one by one."""
        data, begin = self.data, 0
        for end in LINE_END.finditer(data):
            yield self._line(begin, end.start())
            begin = end.end()
        yield self._line(begin, len(data))

    @property
    def line_count(self) -> int:
        return sum(1 for _ in LINE_END.finditer(self.data)) + 1

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it but blanks."""
        return not self.data[:WIDEST].strip() and not self.text.strip()

    def _line(self, begin: int, end: int) -> str:
        longest = WIDEST * (LONGEST_LINE + 1)
        if end - begin > longest:
            return self._decoded(self.data[begin : begin + longest], cut=True)
        return self._decoded(self.data[begin:end])

    def _decoded(self, data: bytes, *, cut: bool = False) -> str:
        errors = "ignore" if cut and self.encoding == "utf-8" else SURROGATES[self.encoding]
        return data.decode(self.encoding, errors)
