"""Pairs of contacts that may be one person, for the user to decide: evidence for and against, added up in points.

The rule. Two records are compared when they share an address, a birthday, or how two words of a name begin.
Points: the same e-mail, profile, phone or id of a source 6; the same full name 6, names alike 4, two words of a longer
name 3, nearly alike or one word 2, unlike -3; the same birthday 4, another -3; the same postal address 3, a similar
one 2; the same company 2, another -1; the same place 1. From 5 points on a pair is offered. Two LinkedIn profiles are
always two people. Pairs that an import thought of are offered too, after all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from journal.domain.text import fold
from journal.exchange.duplicates import phone_key, profiles_of
from journal.exchange.likeness import company_key, jaro_winkler, name_key, same_company, same_words
from journal.exchange.person import Doc, parts

ENOUGH = 5
SLICE = 250
"""People or pairs looked at in one piece: some milliseconds."""
LARGEST_BLOCK = 400
"""People that share a beginning of a name at most; more say nothing, and their other keys find them."""
BEGINNING = 3
ALIKE, NEARLY = 0.93, 0.82
BIRTHDAY = "birthday"
SUGGESTED = "similar name, as an import noticed"


class Pair(NamedTuple):
    """Two contacts, how much speaks for one person, and why in words."""

    one: str
    two: str
    points: int
    why: str


class Features(NamedTuple):
    """What is compared of a contact; everything folded."""

    names: tuple[str, ...]
    keys: frozenset[tuple[str, str]]
    profiles: frozenset[str]
    birthday: tuple[int, int, int | None] | None
    postal: str
    company: str
    place: str


def pairs(contacts: Mapping[str, Doc], apart: Collection[frozenset[str]] = ()) -> Iterator[list[Pair]]:
    """The pairs, in pieces of a few milliseconds; `apart` are those that are known to be two people."""
    features: dict[str, Features] = {}
    blocks: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for at, (who, document) in enumerate(list(contacts.items()), 1):
        if not document.get("triage"):
            features[who] = features_of(document)
            for key in dict.fromkeys(_blocks(features[who])):
                blocks[key].append(who)
        if not at % SLICE:
            yield []
    found: list[Pair] = []
    told = set(apart)
    for compared, (one, two) in enumerate(_candidates(blocks.values()), 1):
        if (pair := _pair(one, two, features)) and frozenset((one, two)) not in told:
            found.append(pair)
            told.add(frozenset((one, two)))
        if not compared % SLICE:
            yield found
            found = []
    yield found
    yield list(_suggested(contacts, features, told))


def _suggested(
    contacts: Mapping[str, Doc], features: Mapping[str, Features], told: set[frozenset[str]]
) -> Iterator[Pair]:
    """The pairs an import thought of, whatever else speaks for them; they are the last ones."""
    for one in features:
        for source in parts(contacts.get(one, {}), "sources"):
            like = source.get("like")
            for two in like if isinstance(like, list) else ():
                pair = frozenset((one, two))
                if two in features and len(pair) == 2 and pair not in told:
                    told.add(pair)
                    points = sum(points for points, _ in _evidence(features[one], features[two]))
                    yield Pair(one, two, min(points, ENOUGH - 1), SUGGESTED)


def in_common(one: Doc, two: Doc) -> list[str]:
    """What two contacts have in common, in words."""
    return [word for points, word in _evidence(features_of(one), features_of(two)) if points > 0]


def likely(document: Doc, contacts: Mapping[str, Doc]) -> list[str]:
    """Contacts that may be the person of a document that is not among them, most likely first."""
    mine = features_of(document)
    keys = set(_blocks(mine))
    found = []
    for who, each in contacts.items():
        theirs = features_of(each)
        if keys.isdisjoint(_blocks(theirs)):
            continue
        points = sum(points for points, _ in _evidence(mine, theirs))
        if points >= ENOUGH or set(mine.names) & set(theirs.names):
            found.append((points, who))
    return [who for _, who in sorted(found, key=lambda each: -each[0])]


def features_of(document: Doc) -> Features:
    """What is compared of a contact."""
    aliases = document.get("aliases")
    spoken = [document.get("name"), *(aliases if isinstance(aliases, list) else ())]
    channels = [(one.get("kind", "email"), str(one.get("value", ""))) for one in parts(document, "channels")]
    keys = {_key(str(kind), value) for kind, value in channels if kind != "address"}
    for source in parts(document, "sources"):
        if source.get("id"):
            keys.add((f"source {source.get('format')}", fold(str(source["id"]))))
    profiles = profiles_of(document)
    keys |= {("linkedin", profile) for profile in profiles}
    return Features(
        names=tuple(dict.fromkeys(filter(None, (name_key(str(name)) for name in spoken if name)))),
        keys=frozenset(key for key in keys if key[1]),
        profiles=frozenset(profiles),
        birthday=_birthday(document),
        postal=name_key(" ".join(value for kind, value in channels if kind == "address")),
        company=company_key(str(document.get("org", ""))),
        place=fold(str(document.get("location", ""))),
    )


def _key(kind: str, value: str) -> tuple[str, str]:
    return kind, phone_key(value) if kind == "phone" else fold(value).strip()


def _birthday(document: Doc) -> tuple[int, int, int | None] | None:
    for moment in parts(document, "moments"):
        if fold(str(moment.get("label", ""))) == BIRTHDAY:
            return moment["month"], moment["day"], moment.get("year")
    return None


def _blocks(features: Features) -> Iterator[tuple[object, ...]]:
    """Two people are compared if one of these is the same for both."""
    yield from features.keys
    if features.birthday:
        yield "birthday", *features.birthday
    for name in features.names:
        words = name.split()
        for word in words[1:] or words:
            first, last = sorted((words[0], word))
            yield from {("begins", first[:BEGINNING], last[:1]), ("begins", first[:1], last[:BEGINNING])}
    words = features.postal.split()
    if words:
        yield "address", *words[:2]


def _candidates(blocks: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """Pairs that are worth comparing, each once."""
    seen: set[tuple[str, str]] = set()
    for members in blocks:
        if len(members) > LARGEST_BLOCK:
            continue
        for pair in combinations(members, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _pair(one: str, two: str, features: Mapping[str, Features]) -> Pair | None:
    evidence = _evidence(features[one], features[two])
    points = sum(each for each, _ in evidence)
    if points < ENOUGH:
        return None
    return Pair(one, two, points, "same " + ", ".join(word for each, word in evidence if each > 0))


def _evidence(one: Features, two: Features) -> list[tuple[int, str]]:
    """(points, what is the same) for everything both say something about."""
    if one.profiles and two.profiles and one.profiles.isdisjoint(two.profiles):
        return [(-10, "LinkedIn profile")]
    found = [(6, WORDS.get(kind, "id")) for kind, _ in sorted(one.keys & two.keys)]
    for compare in (_names, _birthdays, _postal, _companies, _places):
        if evidence := compare(one, two):
            found.append(evidence)
    return found


WORDS: Mapping[str, str] = {"email": "e-mail", "phone": "phone", "linkedin": "LinkedIn profile", "web": "web address"}

Evidence = tuple[int, str] | None


def _names(one: Features, two: Features) -> Evidence:
    if not one.names or not two.names:
        return None
    best = max(_name_points(left, right) for left in one.names for right in two.names)
    return best, "name" if best >= 4 else "name in part"


def _name_points(one: str, two: str) -> int:
    words, others = set(one.split()), set(two.split())
    common = len(words & others)
    if words == others and common > 1:
        return 6
    likeness = max(jaro_winkler(one, two), jaro_winkler(" ".join(sorted(one.split())), " ".join(sorted(two.split()))))
    if likeness >= ALIKE and same_words(one, two):
        return 4
    if words <= others or others <= words:
        return 3 if common > 1 else 2
    return 2 if likeness >= NEARLY else -3


def _birthdays(one: Features, two: Features) -> Evidence:
    if not one.birthday or not two.birthday:
        return None
    same = one.birthday[:2] == two.birthday[:2] and None in (one.birthday[2], two.birthday[2])
    return (4 if same or one.birthday == two.birthday else -3), "birthday"


def _postal(one: Features, two: Features) -> Evidence:
    if not one.postal or not two.postal:
        return None
    if one.postal == two.postal:
        return 3, "address"
    return (2, "address") if jaro_winkler(one.postal, two.postal) >= NEARLY else None


def _companies(one: Features, two: Features) -> Evidence:
    if not one.company or not two.company:
        return None
    return (2 if same_company(one.company, two.company) else -1), "organisation"


def _places(one: Features, two: Features) -> Evidence:
    return (1, "place") if one.place and one.place == two.place else None
