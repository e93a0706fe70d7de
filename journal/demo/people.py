"""The people of the sample journal: the cast whose stories are told, and a crowd made up from names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from journal.demo.calendar import START, Calendar
from journal.demo.fates import IMPORTED_AGO, Fate, fates
from journal.demo.texts import Texts
from journal.domain.text import fold, fold_name

RHYTHM = {"inner": 14, "close": 30, "active": 90, "wide": 365, "open": 400}
"""About how many days lie between two talks."""


SHOP = (
    "team",
    "hiring",
    "privacy",
    "oncall",
    "migration",
    "dashboards",
    "standards",
    "rust",
    "speaking",
    "meetup",
    "salary",
)
"""Threads that people talk about who know each other from work."""


class Person:
    """Somebody in the sample journal; days are counted back from today."""

    __slots__ = (
        "beats",
        "created",
        "fields",
        "first",
        "gap",
        "handle",
        "id",
        "imported",
        "key",
        "last",
        "met",
        "name",
        "org",
        "threads",
        "told",
        "tries",
        "was",
    )

    def __init__(self, key: str, fields: dict[str, Any], handle: str, fate: Fate, threads: Sequence[str]) -> None:
        self.key = key
        self.fields = fields
        self.name: str = fields["name"]
        self.first: str = fields.get("first_name") or self.name.split()[0]
        self.handle = handle
        self.org: str = fields.get("org", "")
        self.met, self.last, self.tries, self.gap, self.imported = (
            fate.met,
            fate.last,
            fate.tries,
            fate.gap,
            fate.imported,
        )
        self.threads = list(threads)
        self.was: Sequence[Mapping[str, Any]] = ()
        self.beats: Counter[str] = Counter()
        self.told = False
        self.id = ""
        self.created = 0

    @property
    def entered(self) -> int:
        """The day, counted back, on which they came into the book."""
        return min(self.met, START - 1) if not self.imported else IMPORTED_AGO


PLAIN = (
    *("name", "first_name", "say_as", "pronouns", "aliases", "kinds", "circle", "cadence_days", "status"),
    *("org", "role", "location", "seniority", "industries", "communities", "reaches", "topics", "can_offer", "seeks"),
    *("trust", "boundaries", "discreet", "private", "notes"),
)
"""Fields that stand in cast.toml just as in a contact."""


def cast(texts: Texts, calendar: Calendar) -> list[Person]:
    """The people of cast.toml, in its order."""
    people = []
    for number, given in enumerate(texts.cast):
        fields = {name: given[name] for name in PLAIN if name in given}
        if "notes" in fields:
            fields["notes"] = fields["notes"].strip()
        gap = RHYTHM[given["circle"]] / given.get("near", 1)
        fate = Fate(given["circle"], given["met"], given.get("last"), given.get("tries", []), gap)
        person = Person(given["key"], fields, given.get("handle", given["key"]), fate, given.get("threads", []))
        person.was, person.told = given.get("was", ()), True
        _add_dates(person, given, calendar)
        fields |= _channels(given.get("addresses", ()), person, number)
        people.append(person)
    return people


def _add_dates(person: Person, given: Mapping[str, Any], calendar: Calendar) -> None:
    fields = person.fields
    if "how" in given:
        fields |= {"how_met": given["how"], "met_on": calendar.day(given["met"])}
    for source, name in (("snoozed", "snoozed_until"), ("care", "care_until")):
        if source in given:
            ahead = given[source]
            fields[name] = calendar.day(-abs(ahead))
    if "moments" in given:
        fields["moments"] = [_moment(moment, calendar) for moment in given["moments"]]


def _moment(given: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    _, month, day = calendar.day(-given["ahead"]).split("-")
    further = {"year": given.get("year"), "remind": given.get("remind", True)}
    return {"label": given["label"], "month": int(month), "day": int(day), **further}


def _channels(kinds: Sequence[str], person: Person, number: int) -> dict[str, Any]:
    slug = fold_name(person.name).encode("ascii", "ignore").decode().replace("'", "").split()
    host = "".join(letter for letter in fold(person.org) if letter.isascii() and letter.isalnum()) or "post"
    values = {
        "email": f"{'.'.join(slug) or person.key}@{host}.example",
        "phone": f"07700 900{number % 1000:03d}",
        "linkedin": f"https://www.linkedin.com/in/{'-'.join(slug) or person.key}-sample",
        "web": f"https://{host}.example",
        "mastodon": f"@{(slug or [person.key])[0]}@social.example",
        "matrix": f"@{(slug or [person.key])[0]}:chat.example",
        "address": f"{number % 90 + 3} Moor View, {person.fields.get('location', 'Leeds')}",
    }
    several = len(kinds) > 1
    channels = [{"kind": kind, "value": values[kind], "preferred": several and kind == kinds[0]} for kind in kinds]
    return {"channels": channels} if channels else {}


def crowd(count: int, texts: Texts, calendar: Calendar, rng: Random) -> list[Person]:
    """So many people made up from names.toml, in all the states a book of people knows."""
    names = _names(count, texts.names, rng)
    people = []
    for number, (name, fate) in enumerate(zip(names, fates(count, rng), strict=True)):
        fields = _crowd_fields(name, fate, texts, calendar, rng)
        handle = ".".join(fold(name).replace(".", "").split())
        threads = rng.sample(SHOP, 2) if rng.random() < 0.7 else []
        person = Person(f"p{number}", fields, handle, fate, ["trade", *threads])
        kinds = ["linkedin"] if fate.imported else ["email"] if rng.random() < 0.6 else []
        fields |= _channels(kinds, person, number)
        if fate.imported:
            slug = fields["channels"][0]["value"].rpartition("/")[2]
            fields["sources"] = [{"format": "linkedin", "id": slug, "on": calendar.day(IMPORTED_AGO)}]
        people.append(person)
    return people


def _names(count: int, names: Mapping[str, Any], rng: Random) -> list[str]:
    first, last = names["first"], names["last"]
    every = len(first) * len(last)
    initials = "ABCDEFGHJKLMNPRSTW"
    chosen = []
    for number in rng.sample(range(every * len(initials)) if count > every else range(every), count):
        turn, place = divmod(number, every)
        middle = f"{initials[turn]}. " if turn else ""
        chosen.append(f"{first[place % len(first)]} {middle}{last[place // len(first)]}")
    return chosen


def _crowd_fields(name: str, fate: Fate, texts: Texts, calendar: Calendar, rng: Random) -> dict[str, Any]:
    org, industry = rng.choice(texts.names["orgs"])
    role, seniority = rng.choice(texts.names["roles"])
    kind = (
        "industry"
        if rng.random() < 0.6
        else rng.choice(["colleague", "alum", "community", "client", "recruiter", "friend"])
    )
    fields: dict[str, Any] = {"name": name, "kinds": ["colleague" if org == "Acme" else kind], "circle": fate.circle}
    fields |= {"org": org, "role": role}
    if fate.status != "active":
        fields["status"] = fate.status
    if not fate.imported or fate.last is not None:
        fields |= {"location": rng.choice(texts.names["towns"]), "seniority": seniority, "industries": [industry]}
    if not fate.imported:
        fields |= {"how_met": rng.choice(texts.names["how"]), "met_on": calendar.day(fate.met)}
    if fate.snoozed:
        fields["snoozed_until"] = calendar.day(-fate.snoozed)
    if fate.rhythm_since is not None:
        fields["rhythm_since"] = calendar.day(fate.rhythm_since)
    if rng.random() < 0.12:
        fields["notes"] = rng.choice(texts.names["notes"])
    if fate.last is not None and rng.random() < 0.3:
        fields["trust"] = rng.randint(2, 4)
    return fields


def connect(people: Sequence[Person], texts: Texts) -> None:
    """Write who introduced and who knows whom into the people of the cast, once all of them have ids."""
    ids = {person.key: person.id for person in people}
    for person, given in zip(people, texts.cast, strict=False):
        if given.get("via") in ids:
            person.fields["introduced_by"] = ids[given["via"]]
        known = [key for key in given.get("knows", ()) if key in ids]
        if known:
            person.fields["knows"] = [{"contact": ids[key], "edge": "said_so"} for key in known]
