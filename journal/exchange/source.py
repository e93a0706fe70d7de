"""The text of one file, kept as its bytes and read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

LINE_END = re.compile(rb"\r{0,2}\n|\r")
CLOSING, STRAY = re.compile(rb"\r{1,2}\Z"), re.compile(rb"\r")
LONGEST_LINE = 100_000
"""Characters of a line that readers take; what is longer comes cut, but longer than this, so that they can tell."""
WIDEST = 4
"""Bytes of one character at most."""
LONGEST = WIDEST * (LONGEST_LINE + 1)
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
        data, encoding, errors = self.data, self.encoding, SURROGATES[self.encoding]
        begin = 0
        while (end := data.find(b"\n", begin)) >= 0 and end - begin <= LONGEST:
            raw = data[begin:end]
            if b"\r" in raw:
                yield from (part.decode(encoding, errors) for part in STRAY.split(CLOSING.sub(b"", raw)))
            else:
                yield raw.decode(encoding, errors)
            begin = end + 1
        for found in LINE_END.finditer(data, begin):  # something odd: a huge line, or lines that no \n ends
            yield self._line(begin, found.start())
            begin = found.end()
        yield self._line(begin, len(data))

    @property
    def line_count(self) -> int:
        """How many lines there are, roughly where several kinds of ends are mixed."""
        return max(self.data.count(b"\n"), self.data.count(b"\r")) + 1

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it but blanks."""
        return not self.data[:WIDEST].strip() and not self.text.strip()

    def _line(self, begin: int, end: int) -> str:
        if end - begin > LONGEST:
            return self._decoded(self.data[begin : begin + LONGEST], cut=True)
        return self._decoded(self.data[begin:end])

    def _decoded(self, data: bytes, *, cut: bool = False) -> str:
        errors = "ignore" if cut and self.encoding == "utf-8" else SURROGATES[self.encoding]
        return data.decode(self.encoding, errors)
