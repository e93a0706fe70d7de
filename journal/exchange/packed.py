"""Long lists of plain values in little memory: what an import knows of a large file between preview and yes."""

from __future__ import annotations

import marshal
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")

CHUNK = 64
"""Values packed together: fewer take more memory, more take longer to get at one of them."""
WAITING = 512
"""Values that were replaced and are not packed yet."""
QUICK = 1
LEAST, FULL = 1 << 10, 0.75
MOST = 64
"""Numbers of one key; what so many have in common tells nobody apart."""
EMPTY = -1


class Packed(Sequence[T], Generic[T]):
    """A sequence that grows at its end. Values are packed as `plain` makes them: of lists, dicts, texts, numbers.

    What is taken out is made anew each time, so changing it changes nothing here.
    """

    def __init__(self, made: Callable[[Any], T], plain: Callable[[T], Any]) -> None:
        self._made, self._plain = made, plain
        self._chunks: list[bytes] = []
        self._last: list[Any] = []
        self._replaced: dict[int, Any] = {}
        self._open: tuple[int, list[Any]] = (-1, [])

    def append(self, value: T) -> None:
        self._last.append(self._plain(value))
        if len(self._last) == CHUNK:
            self._chunks.append(_packed(self._last))
            self._last = []

    def __len__(self) -> int:
        return len(self._chunks) * CHUNK + len(self._last)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        place = at + len(self) if at < 0 else at
        if not 0 <= place < len(self):
            raise IndexError(at)
        return self._made(self._at(place))

    def __setitem__(self, at: int, value: T) -> None:
        self._replaced[at] = self._plain(value)
        if len(self._replaced) >= WAITING:
            self._repack()

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._chunks) + 1):
            values = _unpacked(self._chunks[number]) if number < len(self._chunks) else self._last
            for at, value in enumerate(values, number * CHUNK):
                yield self._made(self._replaced.get(at, value))

    def _at(self, place: int) -> Any:
        if place in self._replaced:
            return self._replaced[place]
        number, at = divmod(place, CHUNK)
        if number == len(self._chunks):
            return self._last[at]
        if self._open[0] != number:
            self._open = number, _unpacked(self._chunks[number])
        return self._open[1][at]

    def _repack(self) -> None:
        self._open = -1, []
        waiting, self._replaced = sorted(self._replaced.items()), {}
        chunk, values = -1, self._last
        for place, value in waiting:
            number, at = divmod(place, CHUNK)
            if number != chunk:
                self._close(chunk, values)
                chunk, values = number, self._last if number == len(self._chunks) else _unpacked(self._chunks[number])
            values[at] = value
        self._close(chunk, values)

    def _close(self, chunk: int, values: list[Any]) -> None:
        if 0 <= chunk < len(self._chunks):
            self._chunks[chunk] = _packed(values)


class Texts:
    """Short texts by place; a few bytes more than their letters each, where a list would take sixty."""

    def __init__(self) -> None:
        self._letters, self._ends = bytearray(), array("I", [0])

    def append(self, text: str) -> None:
        self._letters += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._letters))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, at: int) -> str:
        return self._letters[self._ends[at] : self._ends[at + 1]].decode("utf-8", "surrogatepass")


class Numbers:
    """Which numbers belong to a key; twelve bytes for each pair where a dict would take a hundred.

    Keys are told apart by their 64-bit hash alone.
    """

    def __init__(self) -> None:
        self._size = 0
        self._room(LEAST)

    def add(self, key: tuple[str, ...], number: int) -> None:
        """Let a number belong to a key, unless it does already, or the key says nothing or has very many."""
        if not key[-1]:
            return
        if self._size >= FULL * len(self._numbers):
            self._grow()
        self._put(hash(key), number)

    def of(self, key: tuple[str, ...]) -> list[int]:
        """The numbers of a key in the order in which they were added."""
        wanted, length = hash(key), len(self._numbers)
        at, found = wanted % length, []
        while (number := self._numbers[at]) != EMPTY:
            if self._hashes[at] == wanted:
                found.append(number)
            at = (at + 1) % length
        return found

    def _put(self, wanted: int, number: int) -> None:
        length = len(self._numbers)
        at, same = wanted % length, 0
        while self._numbers[at] != EMPTY:
            same += self._hashes[at] == wanted
            if self._hashes[at] == wanted and (self._numbers[at] == number or same == MOST):
                return
            at = (at + 1) % length
        self._hashes[at], self._numbers[at] = wanted, number
        self._size += 1

    def _room(self, length: int) -> None:
        self._hashes, self._numbers = array("q", [0]) * length, array("i", [EMPTY]) * length

    def _grow(self) -> None:
        hashes, numbers = self._hashes, self._numbers
        self._room(len(numbers) + len(numbers) // 2)
        self._size = 0
        # From the beginning of a run of neighbours on, so that the numbers of a key stay in their order.
        begin = numbers.index(EMPTY)
        for at in chain(range(begin, len(numbers)), range(begin)):
            if numbers[at] != EMPTY:
                self._put(hashes[at], numbers[at])


def _packed(values: list[Any]) -> bytes:
    return zlib.compress(marshal.dumps(values), QUICK)


def _unpacked(data: bytes) -> list[Any]:
    found: list[Any] = marshal.loads(zlib.decompress(data))
    return found
