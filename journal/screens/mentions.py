"""How people, events and goals are written in a captured line so that exactly they are meant, the shortest way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from journal.capture import nearest
from journal.capture.choices import Finder

SHORTEST_WORD = 4
"""Letters of a word that says enough of a title."""
SLOTS = {"events": ("event", "e", 5), "goals": ("goal", "g", 3)}
"""Table → its slot, and where capture keeps the title of such a record."""


def person(finder: Finder, id: str, name: str, email: str = "") -> str:
    """`@…` for somebody, without doubt; nothing if every way to write them could mean somebody else."""
    for text, written in _ways(name, email):
        match = finder.names.resolve(text, finder.now.date())
        if match.id == id and not match.assumed:
            return f"@{written}"
    return ""


def _ways(name: str, email: str) -> Iterator[tuple[str, str]]:
    """(who is meant, how it is written), the shortest first: Ana, Ana.G, Ana-Gómez, "Ana Gómez", their address."""
    words = name.split()
    plain = [word for word in words if word.isalnum() and (len(word) > 1 or not word.isascii())]
    yield from ((word, word) for word in plain[:1])
    if len(words) > 1 and all(map(str.isalnum, words)):
        yield f"{words[0]} {words[-1][0]}", f"{words[0]}.{words[-1][0]}"
        yield name, "-".join(words)
    yield from ((text, f'"{text}"') for text in (name, email) if text and '"' not in text)


def titled(finder: Finder, table: str, id: str) -> str:
    """`event:…` or `goal:…` with the first word that only this one has, else with all of its title."""
    slot, sort, at = SLOTS[table]
    fields = finder.names.others.get(id)
    if not fields or fields[0] != sort:
        return ""
    title = fields[at]
    words = [word for word in title.split() if word.isalnum() and len(word) >= SHORTEST_WORD]
    ways = [*words, *([f'"{title}"'] if '"' not in title else [])]
    return next((way for word in ways if _only(finder, way := f"{slot}:{word}", title, id)), "")


def _only(finder: Finder, way: str, title: str, id: str) -> bool:
    """Whether this means the record, and nothing with another title."""
    slot, _, word = way.partition(":")
    found, text = finder.at(way, len(way)), word.strip('"')
    if slot == "event":
        meant = nearest.event_called(finder.names, text, finder.now)
    else:
        meant = nearest.goal_called(finder.names, text)
    if found is None or meant is None:
        return False
    return meant[0] == id and {option.label for option in found.options} == {title}


def joined(mentions: Iterable[str]) -> str:
    """The beginning of a line that names all of these, ready to be written on."""
    return "".join(f"{mention} " for mention in mentions if mention)
