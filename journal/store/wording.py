"""How records and changes are called in sentences: "Ana Gómez", "3 people", 'capture “coffee with …”'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

Document = Mapping[str, Any]

NOUNS = {
    "contacts": ("person", "people"),
    "interactions": ("entry", "entries"),
    "followups": ("follow-up", "follow-ups"),
    "goals": ("goal", "goals"),
    "events": ("event", "events"),
    "runs": ("preparation", "preparations"),
    "introductions": ("introduction", "introductions"),
    "reflections": ("reflection", "reflections"),
    "decisions": ("decision", "decisions"),
    "settings": ("setting", "settings"),
}
_NAMING = ("name", "title", "statement", "what", "raw", "note", "on")
LONGEST_LABEL = 40


def shorten(text: str, length: int = LONGEST_LABEL) -> str:
    """At most `length` characters of one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[length // 2 :] else cut}…"


def noun(table: str, count: int) -> str:
    """The word for `count` documents of a table."""
    one, many = NOUNS.get(table, (f"document of {table}", f"documents of {table}"))
    return one if count == 1 else many


def label(table: str, document: Document | None) -> str:
    """What a document is called: a name, what was promised, the captured line; else the kind of record."""
    for field in _NAMING:
        value = (document or {}).get(field)
        if isinstance(value, str) and value.strip():
            return shorten(value) if field != "on" else f"{noun(table, 1)} of {value}"
    return f"{'an' if noun(table, 1)[0] in 'aei' else 'a'} {noun(table, 1)}" if table in NOUNS else noun(table, 1)


def count(tables: Iterable[str]) -> str:
    """Documents counted by table: "3 people and 1 entry"."""
    parts = [f"{number:,} {noun(table, number)}" for table, number in Counter(tables).items()]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def summary(line: Document) -> str:
    """What a line of the log is about: its captured text, the one record it touches, or how many of what."""
    touched = [(table, document) for table, documents in line["put"].items() for document in documents.values()]
    texts = ((document or {}).get("raw") for _, document in touched)
    raws = {text for text in texts if isinstance(text, str) and text.strip()}
    if len(raws) == 1:  # what came of one captured line; an import brings many
        return f"“{shorten(raws.pop())}”"
    if len(touched) == 1 and touched[0][1]:
        return label(*touched[0])
    return count(table for table, _ in touched)


def deed(line: Document) -> str:
    """What was done, for a toast: 'capture “coffee with …”', 'edit Ana Gómez', 'import linkedin (500 people)'."""
    op, about = str(line.get("op", "")) or "change", summary(line)
    if " " not in op:
        return f"{op} {about}".strip()
    made = sum(len(documents) for documents in line["put"].values()) if "prev" not in line else 0
    return f"{op} ({about})" if made > 1 else op
