"""`journal find`: people and entries, in the filter language of the screens."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from journal.shell.context import Context
from journal.shell.output import WrongUsage, put, put_json, say

if TYPE_CHECKING:
    from journal.derived.index import Index
    from journal.domain.warmth import Standing
    from journal.search.search import Hits

EXAMPLES = """\
  journal find ana leeds                    people and entries with both words
  journal find circle:close due:yes         whom it is time to talk to
  journal find '@ana got:opp on:3m'         what came of talks with Ana
  journal find '"head of data" -org:nhs'    a phrase, and not at the NHS
  journal find --json --limit 0 ''          everything, for a script

Words, "phrases", @names, #topics and key:value must all hold; a - before one
means not. Keys for people: name kind circle org role topic last due state
warmth status is has; for entries: with kind on got gave topic event goal depth
dir is has."""

LIMIT = 200
DAY = 11
"""Cells for a day."""
OPTIONS = ("--json", "--limit", "--help", "-h", "--dir", "--now")
WITH_VALUE = ("--limit", "--dir", "--now")


class Found(NamedTuple):
    """Ids of one list, in order; `more` if the limit cut it off."""

    ids: list[str]
    more: bool


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="what to find; nothing finds all")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument(
        "--limit", type=_limit, default=LIMIT, metavar="N", help=f"most of each (default {LIMIT}; 0: all)"
    )


def ordered(words: Sequence[str]) -> list[str]:
    """The words with all options before the query, so that `-org:nhs` is a part of it and no option."""
    options: list[str] = []
    query: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            query += rest
        elif word.startswith("--") or word == "-h":
            options += [word, *([next(rest, "")] if word in WITH_VALUE else [])]
        else:
            query.append(word)
    return [*options, "--", *query]


def run(args: Namespace, context: Context) -> int:
    from journal.search.query import QueryError, parse_for_both

    text = " ".join(args.query)
    try:
        people, entries = parse_for_both(text, context.today, date_order=context.config.date_order)
    except QueryError as error:
        raise WrongUsage(f"{error} (in {text[error.start : error.end]!r})") from None
    index = _index(context)
    searches = _searches(index)
    found_people = _take(searches[0].start(people), args.limit) if people is not None else Found([], False)
    found_entries = _take(searches[1].start(entries), args.limit) if entries is not None else Found([], False)
    context.say_problems()
    if args.json:
        contacts = [_person_json(index, key) for key in found_people.ids]
        put_json({"contacts": contacts, "entries": [_entry_json(index, key) for key in found_entries.ids]})
    else:
        _show(index, found_people.ids, found_entries.ids)
    if not (found_people.ids or found_entries.ids or args.json or context.missing):
        say("Nothing found.")
    if found_people.more or found_entries.more:
        say(f"Only the first {args.limit:,} are shown; --limit 0 shows all.")
    return 0


def _limit(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text!r} is no number")
    return int(text)


def _index(context: Context) -> Index:
    index = context.index(context.read_journal())
    index.apply(None)
    return index


def _searches(index: Index) -> tuple[Any, Any]:
    from journal.search.haystack import Haystack
    from journal.search.search import EntrySearch, PeopleSearch

    haystack = Haystack(index)
    return PeopleSearch(index, haystack), EntrySearch(index, haystack)


def _take(hits: Hits, limit: int) -> Found:
    if not limit:
        return Found(hits.all(), False)
    ids: list[str] = []
    while not hits.done and len(ids) <= limit:
        ids += hits.step()
    return Found(ids[:limit], len(ids) > limit)


def _person_json(index: Index, key: str) -> dict[str, Any]:
    from journal.derived import facts

    document, standing = index.documents["contacts"][key], index.standing(key)
    return {
        "id": key,
        "name": facts.text(document, "name"),
        "org": facts.text(document, "org"),
        "circle": facts.text(document, "circle", "active"),
        "state": standing.state,
        "due": standing.due.isoformat() if standing.due else None,
        "ratio": standing.ratio,
        "warmth": standing.warmth,
        "band": standing.band,
        "last_talk": standing.last_talk.isoformat() if standing.last_talk else None,
    }


def _entry_json(index: Index, key: str) -> dict[str, Any]:
    from journal.derived import facts

    document = index.documents["interactions"][key]
    people = [{"id": who, "name": _name(index, who)} for who in facts.texts(document, "contacts")]
    return {
        "id": key,
        "on": facts.text(document, "on"),
        "kind": facts.text(document, "kind", "meeting"),
        "contacts": people,
        "note": facts.text(document, "note"),
    }


def _name(index: Index, who: str) -> str:
    from journal.derived import facts

    return facts.text(index.documents["contacts"].get(who, {}), "name", "somebody")


def _show(index: Index, people: Sequence[str], entries: Sequence[str]) -> None:
    from journal.domain.words import plural

    if people:
        put(plural(len(people), "person", "people"))
        for key in people:
            put(_person_line(index, key))
    if entries:
        if people:
            put()
        put(plural(len(entries), "entry", "entries"))
        for key in entries:
            put(_entry_line(index, key))


def _person_line(index: Index, key: str) -> str:
    from journal.derived import facts
    from journal.domain.words import span
    from journal.shell.columns import columns

    document, standing = index.documents["contacts"][key], index.standing(key)
    who = ", ".join(filter(None, (facts.text(document, "role"), facts.text(document, "org"))))
    last = span(standing.last_talk, index.today)
    circle = facts.text(document, "circle", "active")
    return columns((facts.text(document, "name"), 20), (who, 0), (circle, 6), (last, -9), (_dots(standing), 5))


def _entry_line(index: Index, key: str) -> str:
    from datetime import date

    from journal.derived import facts
    from journal.domain.words import day_head, long_day
    from journal.shell.columns import columns

    document = index.documents["interactions"][key]
    day = facts.IsoDays()[facts.text(document, "on")]
    names = ", ".join(_name(index, who) for who in facts.texts(document, "contacts"))
    head = day_head(date.fromisoformat(day), index.today) if day else ""
    on = head if len(head) <= DAY else long_day(date.fromisoformat(day))
    note = " ".join(facts.text(document, "note").split())
    return columns((on, DAY), (facts.text(document, "kind", "meeting"), 8), (names, 18), (note, 0))


def _dots(standing: Standing) -> str:
    return "●" * standing.dots + "○" * (5 - standing.dots) if standing.touches else "–"
