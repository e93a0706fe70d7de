"""People as Markdown pages, to print or to keep under version control: the same journal gives the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.text import clean_lines
from journal.domain.timeline import Interaction
from journal.domain.words import MONTHS, long_day

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
AT_START = re.compile(r"^(\s*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)
CLOSED = {"open": " ", "done": "x", "dropped": "-"}
UNFIT = re.compile(r"[^\w.-]+")
LONGEST_NAME = 60


def page(
    person: Contact, entries: Sequence[Interaction], followups: Sequence[FollowUp], names: Mapping[str, str]
) -> Iterator[str]:
    """One person in lines; `names` of the others who may be named, by id."""
    yield f"# {escaped(person.name)}\n"
    yield "\n"
    yield from (f"- **{label}:** {escaped(text)}\n" for label, text in _facts(person) if text)
    if person.notes:
        yield from ("\n", "## Notes\n", "\n", f"{escaped(person.notes)}\n")
    if followups:
        yield from ("\n", "## Follow-ups\n", "\n")
        yield from (_followup(one, person, names) for one in followups)
    if entries:
        yield from ("\n", "## Entries\n", "\n")
        for entry in entries:
            yield from _entry(entry, person, names)


def file_name(person: Contact, taken: set[str]) -> str:
    """A name for the file of a person, which is not taken yet, whatever case of letters is; takes it."""
    stem = UNFIT.sub("-", person.name).strip("-.")[:LONGEST_NAME] or "person"
    name = next(
        name
        for number in range(1, len(taken) + 2)
        if (name := f"{stem}{f'-{number}' if number > 1 else ''}.md").casefold() not in taken
    )
    taken.add(name.casefold())
    return name


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    marked = SPECIAL.sub(r"\\\1", clean_lines(text))
    return AT_START.sub(
        lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[1]}{found[3]}\\{found[4]}", marked
    )


def _facts(person: Contact) -> Iterator[tuple[str, str]]:
    yield "role", ", ".join(filter(None, (person.role, person.org)))
    yield "place", person.location
    yield "called", person.first_name
    yield "also known as", ", ".join(person.aliases)
    yield "kind", ", ".join(kind for kind in person.kinds if kind != "other")
    yield "circle", person.circle
    yield "status", "" if person.status == "active" else person.status.replace("_", " ")
    for channel in person.channels:
        yield {"email": "e-mail"}.get(channel.kind, channel.kind), channel.value
    for moment in person.moments:
        yield moment.label, f"{moment.day} {MONTHS[moment.month - 1]}{f' {moment.year}' if moment.year else ''}"
    yield "met", ", ".join(filter(None, (person.how_met, long_day(person.met_on) if person.met_on else "")))
    yield "topics", ", ".join(person.topics)
    yield "industries", ", ".join(person.industries)
    yield "communities", ", ".join(person.communities)
    yield "can offer", ", ".join(person.can_offer)
    yield "is looking for", person.seeks
    yield "boundaries", person.boundaries


def _followup(one: FollowUp, person: Contact, names: Mapping[str, str]) -> str:
    whose = "" if one.owner == "mine" else "they: "
    with_ = _others(one.contacts, person, names)
    return f"- [{CLOSED[one.status]}] {_day(one.due)} {whose}{escaped(one.what)}{with_}\n"


def _entry(entry: Interaction, person: Contact, names: Mapping[str, str]) -> Iterator[str]:
    gains = "".join(f", {each.way} {each.benefit}" for each in entry.exchanges)
    topics = "".join(f" #{topic}" for topic in entry.topics)
    yield f"- **{_day(entry.on)}** {entry.kind}{_others(entry.contacts, person, names)}{gains}{escaped(topics)}\n"
    if entry.note:
        yield "".join(f"  {line}\n" for line in escaped(entry.note).split("\n"))


def _others(ids: Iterable[str], person: Contact, names: Mapping[str, str]) -> str:
    others = [escaped(names[id]) for id in ids if id != person.id and id in names]
    return f", with {', '.join(others)}" if others else ""


def _day(day: date) -> str:
    return day.isoformat()
