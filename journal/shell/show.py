"""`journal show`: one person as text: how things stand, what is open between you, what happened."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from journal.shell.context import Context
from journal.shell.output import Failure, put, put_json, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journal.derived.index import Index
    from journal.domain.contacts import Contact
    from journal.domain.followups import FollowUp
    from journal.domain.timeline import Interaction
    from journal.store.journal import Journal

EXAMPLES = """\
  journal show ana                  how you are doing, and what is open
  journal show 'Ana Gómez' --json   the same and more, for a script
  journal show ana --all            everything about them, as text to hand over

NAME is a name as after the @ of a captured line: the full name, an alias, an
e-mail address, a part of the name, or its beginning; or an id."""

MOST_ENTRIES = 12
DAY, KIND, WHOSE = 11, 8, 6
EXAMPLE_CANDIDATES = 8


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="whom to show")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--all", action="store_true", help="everything about this person, as text")


def run(args: Namespace, context: Context) -> int:
    journal = context.read_journal()
    index = context.index(journal)
    index.apply(None)
    person = find_person(" ".join(args.name), journal, index)
    context.say_problems()
    if args.json:
        put_json(_json(journal, index, person))
    else:
        for line in _everything(journal, index, person) if args.all else _lines(journal, index, person):
            put(line)
    return 0


def find_person(name: str, journal: Journal, index: Index) -> Contact:
    """Whom a name means. Raises `Failure` with who it could be."""
    from journal.capture.names import Names
    from journal.capture.nearest import near

    named = journal.contacts.get(name)
    if named is not None:
        return named
    names = Names.from_documents(journal.contacts.docs, index.last_talk)
    match = names.resolve(name.removeprefix("@").strip(), index.today)
    person = journal.contacts.get(match.id) if match.id else None
    if person is not None:
        if match.assumed:
            say(f"“{name}” is taken for {person.name}.")
        return person
    if match.candidates:
        people = ", ".join(who for _, who in match.candidates[:EXAMPLE_CANDIDATES])
        raise Failure(f"“{name}” could be {people}; write more of the name.")
    close = near(names, name)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    raise Failure(f"Nobody in the journal is called “{name}”.{hint}")


def _everything(journal: Journal, index: Index, person: Contact) -> Iterator[str]:
    from journal.exchange.everything import everything

    return everything(journal, person, index.today, journal.history("contacts", person.id))


def _json(journal: Journal, index: Index, person: Contact) -> dict[str, Any]:
    standing = index.standing(person.id)
    entries = [(key, journal.interactions.docs[key]) for key in index.entries_of(person.id)]
    followups = [(key, journal.followups.docs[key]) for key in index.followups_of(person.id)]
    return {
        **person.document(),
        "id": person.id,
        "state": standing.state,
        "due": standing.due.isoformat() if standing.due else None,
        "ratio": standing.ratio,
        "warmth": standing.warmth,
        "band": standing.band,
        "trend": standing.trend,
        "last_talk": standing.last_talk.isoformat() if standing.last_talk else None,
        "entries": [{**document, "id": key} for key, document in entries],
        "followups": [{**document, "id": key} for key, document in followups],
    }


def _lines(journal: Journal, index: Index, person: Contact) -> Iterator[str]:
    yield person.name
    yield from _who(index, person)
    if person.boundaries:
        yield f"! {person.boundaries}"
    yield from _section("Open between you", _open(journal, index, person))
    yield from _section("Entries", _entries(journal, index, person))
    yield from _section("About", _about(person))


def _section(head: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield head
        yield from found


def _who(index: Index, person: Contact) -> Iterator[str]:
    from journal.domain.warmth import cadence
    from journal.domain.words import ago, day_head

    where = ", ".join(filter(None, (person.role, person.org)))
    yield from filter(None, [" · ".join(filter(None, (where, person.location)))])
    standing = index.standing(person.id)
    rhythm = cadence(person.document(), index.model)
    kinds = [", ".join(person.kinds)] if person.kinds != ("other",) else []
    circle = "no rhythm" if person.circle == "open" else f"{person.circle} circle"
    status = {"archived": "archived", "no_contact": "no contact, as you set it", "deceased": "in memory"}
    if person.status in status:
        yield " · ".join([*kinds, status[person.status]])
        return
    yield " · ".join([*kinds, circle, *([f"every {rhythm} days"] if rhythm else [])])
    facts = []
    if standing.touches:
        way = {"up": ", rising", "down": ", falling"}.get(standing.trend, "")
        facts.append(f"{'●' * standing.dots}{'○' * (5 - standing.dots)} {standing.band}{way}")
    if standing.last_talk:
        facts.append(f"last talk {ago(standing.last_talk, index.today)}")
    if standing.due and standing.state not in ("dormant", "resting"):
        since = "since " if standing.due < index.today else ""
        facts.append(f"due {since}{day_head(standing.due, index.today)}")
    elif standing.state in ("dormant", "resting"):
        facts.append(standing.state)
    yield from filter(None, [" · ".join(facts)])


def _open(journal: Journal, index: Index, person: Contact) -> Iterator[str]:
    from journal.domain.words import due
    from journal.shell.columns import columns

    found = [followup for key in index.followups_of(person.id) if (followup := journal.followups.get(key))]
    for followup in sorted(filter(_is_open, found), key=lambda followup: (followup.owner, followup.due)):
        whose = "you" if followup.owner == "mine" else person.given
        yield columns(("□", 1), (whose, WHOSE), (followup.what, 0), (due(followup.due, index.today), -DAY))


def _is_open(followup: FollowUp) -> bool:
    return followup.status == "open"


def _entries(journal: Journal, index: Index, person: Contact) -> Iterator[str]:
    from journal.domain.words import plural

    keys = index.entries_of(person.id)
    for entry in filter(None, map(journal.interactions.get, keys[:MOST_ENTRIES])):
        yield _entry(index, entry)
    if len(keys) > MOST_ENTRIES:
        yield f"  and {plural(len(keys) - MOST_ENTRIES, 'earlier entry', 'earlier entries')}; --all shows everything"


def _entry(index: Index, entry: Interaction) -> str:
    from journal.domain.words import day_head, long_day
    from journal.shell.columns import columns

    head = day_head(entry.on, index.today)
    gains = " ".join(dict.fromkeys({"got": "↓", "gave": "↑"}[each.way] + each.benefit for each in entry.exchanges))
    note = " ".join(entry.note.split()) + (f"  {gains}" if gains else "")
    return columns((head if len(head) <= DAY else long_day(entry.on), DAY), (entry.kind, KIND), (note, 0))


def _about(person: Contact) -> Iterator[str]:
    from journal.shell.columns import columns

    facts: list[tuple[str, str]] = [(channel.kind, channel.value) for channel in person.channels]
    facts += [("topics", " ".join(f"#{topic}" for topic in person.topics))]
    facts += [("seeks", person.seeks), ("met", person.how_met), ("also", ", ".join(person.aliases))]
    facts += [("notes", " ".join(person.notes.split()))]
    for label, value in facts:
        if value:
            yield columns((label, KIND), (value, 0))
