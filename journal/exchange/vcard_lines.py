"""vCard text, 2.1 to 4.0, as cards of properties: unfolded, decoded, each card on its own.

Lines with parameters go through the parser of `icalendar`; what it refuses (the bare parameters of 2.1) is read here.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from journal.domain.text import clean
from journal.exchange.source import LONGEST_LINE, Source

BEGIN, END = "BEGIN:VCARD", "END:VCARD"
DROPPED = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "CERT", "THUMBNAIL"})
"""Pictures, sounds and keys: never stored, so never decoded."""
DEEPEST = 20
HEAD = re.compile(r"[^:;]*")
BASE64 = ("BASE64", "B")
BASE64_LINE = re.compile(r"[A-Za-z0-9+/=]{20,}$|[A-Za-z0-9+/]*={1,2}$")
ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"})
UNENDED = "the card does not end: END:VCARD is missing"


@dataclass(frozen=True, slots=True)
class Property:
    """One property: `value` is decoded but still escaped; `params` has names in capitals and all their values."""

    name: str
    value: str
    params: dict[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""

    @property
    def types(self) -> tuple[str, ...]:
        return tuple(one.lower() for one in self.params.get("TYPE", ()))


@dataclass(frozen=True, slots=True)
class Card:
    """One card, the line on which it begins, and what was odd about it."""

    line: int
    properties: tuple[Property, ...]
    notes: tuple[str, ...] = ()


def is_vcard(text: str) -> bool:
    """Whether the text begins with a card, after nothing but blank lines."""
    return text.lstrip().replace(" ", "", 6)[: len(BEGIN)].upper() == BEGIN


def cards(source: Source) -> Iterator[Card]:
    """The cards of a file in their order. A card that is broken off or holds nonsense still comes, with a note."""
    begun, depth = 0, 0
    lines: list[str] = []
    for number, line in enumerate(source.lines(), 1):
        mark = line.strip().upper().replace(" ", "") if line[:1] in "BbEe \t" and len(line) < 40 else ""
        if mark == BEGIN and depth and not _continues(lines):
            if _inner(lines):  # an agent: a card within a card
                depth = min(depth + 1, DEEPEST)
                continue
            yield _card(begun, lines, source, (UNENDED,))
            begun, lines = number, []
        elif mark == BEGIN and not depth:
            begun, lines, depth = number, [], 1
        elif mark == END and depth:
            depth -= 1
            if not depth:
                yield _card(begun, lines, source)
        elif depth == 1:
            lines.append(line)
    if depth:
        yield _card(begun, lines, source, (UNENDED,))


def _continues(lines: list[str]) -> bool:
    return bool(lines) and "QUOTED-PRINTABLE" in lines[-1].upper() and lines[-1].endswith("=")


def _inner(lines: list[str]) -> bool:
    last = next((line for line in reversed(lines) if line.strip()), "")
    return last.upper().startswith("AGENT")


def _card(begun: int, lines: list[str], source: Source, notes: tuple[str, ...] = ()) -> Card:
    found: list[Property] = []
    odd: list[str] = []
    for line in _unfolded(lines):
        name = HEAD.match(line)[0].rpartition(".")[2].strip().upper()  # type: ignore[index]
        if name in DROPPED:
            continue
        elif not name or ":" not in line or len(line) > LONGEST_LINE:
            odd.append(line)
        else:
            found.append(_property(line, source.encoding))
    if odd:
        more = f" and {len(odd) - 1} more" if len(odd) > 1 else ""
        notes += (f"“{clean(odd[0][:40])}”{more} is no property and was left out",)
    return Card(begun, tuple(found), notes)


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Lines as they were before they were folded: by spaces, by soft breaks of 2.1, or as naked base64."""
    parts: list[str] = []
    soft = coded = False
    for raw in lines:
        if soft:
            parts.append(raw)
            soft = raw.endswith("=")
            continue
        if raw[:1] in (" ", "\t") and parts:
            parts.append(raw[1:])
            continue
        if coded and BASE64_LINE.match(raw.strip()) and ":" not in raw:
            parts.append(raw.strip())
            continue
        if line := "".join(_joined(parts)):
            yield line
        parts = [raw]
        head = raw.partition(":")[0].upper()
        soft = "QUOTED-PRINTABLE" in head and raw.endswith("=")
        coded = "BASE64" in head or "ENCODING=B" in head
    if line := "".join(_joined(parts)):
        yield line


def _joined(parts: list[str]) -> list[str]:
    """Soft breaks go: an = at the end of a piece that is not the last."""
    if len(parts) == 1:
        return parts if parts[0].strip() else []
    if not parts or "QUOTED-PRINTABLE" not in parts[0].partition(":")[0].upper():
        return parts if any(part.strip() for part in parts) else []
    return [*(part[:-1] if part.endswith("=") else part for part in parts[:-1]), parts[-1]]


def _property(line: str, encoding: str) -> Property:
    head, _, value = line.partition(":")
    if '"' in head or "^" in head:
        end = _colon(line)
        head, value = line[:end], line[end + 1 :]
    name, group, params = _head(head)
    return Property(name, _decoded(value, params, encoding) if params else value, params, group)


@lru_cache(maxsize=1000)  # a file has few heads and many lines
def _head(head: str) -> tuple[str, str, dict[str, tuple[str, ...]]]:
    """Name in capitals, group and parameters of what stands before the colon."""
    written, params = _with_params(head) if ";" in head else (head, {})
    group, _, name = written.strip().rpartition(".")
    return name.upper(), group.lower(), params


def _with_params(head: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    from icalendar.parser import Contentline

    try:
        name, found, _ = Contentline(f"{head}:").raw_parts()  # type: ignore[no-untyped-call]
    except (ValueError, IndexError):
        return _tolerant(head)
    params = {
        str(key).upper(): tuple(map(str, one)) if isinstance(one, list | tuple) else tuple(str(one).split(","))
        for key, one in found.items()
    }
    return str(name), params


def _tolerant(head: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """A head whose parameters are not in order: bare types, an = without a name, quotes that do not close."""
    name, *rest = head.split(";")
    params: dict[str, tuple[str, ...]] = {}
    for part in rest:
        key, equals, value = part.partition("=")
        if not equals:
            key, value = ("ENCODING" if part.strip().upper() in ENCODINGS else "TYPE"), part
        key = key.strip().upper()
        params[key] = params.get(key, ()) + tuple(one.strip().strip('"') for one in value.split(",") if one.strip())
    return name, params


def _colon(line: str) -> int:
    """Where the value begins: at the first colon that is not within quotes; if quotes never close, at the first."""
    quoted = False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return at
    return line.index(":")


def _decoded(value: str, params: dict[str, tuple[str, ...]], encoding: str) -> str:
    charset = next(iter(params.get("CHARSET", ())), "")
    code = next(iter(params.get("ENCODING", ())), "").upper()
    if code in ("QUOTED-PRINTABLE", "Q"):
        data = quopri.decodestring(value.encode("utf-8", "surrogateescape"))
        return _text(data, charset or "utf-8")
    if code in BASE64:
        try:
            return _text(binascii.a2b_base64(value.encode("ascii", "ignore")), charset or "utf-8")
        except (binascii.Error, ValueError):
            return value
    if charset and encoding == "cp1252":
        return _text(value.encode("cp1252", "surrogateescape"), charset)
    return value


def _text(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")
