"""Who in the journal a row of a file is: sure by address or by name and company, perhaps by a similar name."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from journal.domain.text import fold
from journal.exchange.likeness import ALIKE, alike, company_key, name_key, same_company, same_words
from journal.exchange.linkedin import profile_of
from journal.exchange.packed import Numbers, Texts
from journal.exchange.person import OWN, Doc, Person, parts

MOST_ALIKE = 5
"""People named at most in "perhaps the same as"."""
BLOCK = 3
"""Letters of a first or family name that similar names have to share."""
LARGEST_BLOCK = 2_000
"""Names that begin alike and are compared with one at most; half a millisecond."""
NOT_DIGITS = re.compile(r"\D+")
TRUNK_ZERO = re.compile(r"\(0\)")
OURS = "from this journal"
BETWEEN, NONE = "\n", -1


class Match(NamedTuple):
    """The contact a row is (`number`, and `why` in words), or those it may be (`alike`, most alike first).

    Numbers count the contacts a matcher was made with, then those that were added. `limit`: more names begin alike than
    were compared.
    """

    number: int | None
    why: str = ""
    alike: tuple[int, ...] = ()
    limit: bool = False


class Matcher:
    """Finds the contact that a row is. Rows that become contacts are added as the file is read."""

    def __init__(self, contacts: Mapping[str, Doc]) -> None:
        self._numbers = Numbers()
        self._names, self._named = Texts(), array("i")
        """All names, and whose each of them is."""
        self._blocks: dict[int, array[int]] = defaultdict(partial(array, "i"))
        """Hash of a beginning of names → the places of those names."""
        self._texts, self._profiles, self._companies = Texts(), array("i"), array("i")
        """Profiles and companies of everybody: places in the texts, or none."""
        self._own = {who: number for number, who in enumerate(contacts)}
        for number, document in enumerate(contacts.values()):
            self._add_since(self.add(document), document)
            self._own |= dict.fromkeys(_texts(document.get("merged")), number)

    def add(self, document: Doc, known: int | None = None) -> int:
        """Take a contact in, or what is new about one that is `known`; its number."""
        number = len(self._profiles) if known is None else known
        if known is None:
            self._profiles.append(NONE)
            self._companies.append(NONE)
        self._say(self._profiles, number, sorted(profiles_of(document)))
        self._say(self._companies, number, [company_key(str(document.get("org", "")))])
        for key in _address_keys(document):
            self._numbers.add(key, number)
        if not document.get("triage"):  # a stub that stands for several people is nobody's other half
            for name in _names(document):
                self._add_name(name, number)
        return number

    def match(self, person: Person, source: str) -> Match:
        """Whom the row is taken for: id, profile, e-mail, day and name, phone, name and company; or who is alike."""
        name, company = name_key(person.name), company_key(person.org)
        if (own := self._own.get(person.uid.removesuffix(OWN))) is not None and person.uid.endswith(OWN):
            return Match(own, OURS)
        if found := self._known(("uid", source, person.uid)):
            return Match(found[0], "imported before")
        if not (person.source_id or person.emails or person.phones or person.since) and (
            found := self._known(("bare", source, company, name or fold(person.name)))
        ):
            return Match(found[0], "imported before")
        if found := self._known(("profile", person.profile)):
            return Match(self._best(found, company), "same LinkedIn address")
        for key in (("email", fold(email)) for email in person.emails):
            if found := self._agreeing(self._known(key), person):
                return Match(self._best(found, company), "same e-mail")
        if person.since and (found := self._known(("since", source, person.since.isoformat(), name))):
            return Match(self._best(found, company), "same name, connected on the same day")
        for key in (("phone", phone_key(phone)) for phone in person.phones):
            if found := self._agreeing(self._known(key), person):
                return Match(self._best(found, company), "same phone")
        return self._by_name(person, name, company)

    def _by_name(self, person: Person, name: str, company: str) -> Match:
        namesakes = self._known(("name", name))
        agreeing = self._agreeing(namesakes, person)
        at_company = [one for one in agreeing if self._works_at(one, company)]
        if len(at_company) == 1:
            return Match(at_company[0], "same name and company")
        # A single word is what a stub is called: too little to be sure without a company.
        open_company = [one for one in agreeing if not company or self._companies[one] == NONE]
        if len(open_company) == 1 and not at_company and " " in name:
            return Match(open_company[0], "same name")
        return self._alike(person, name, company, namesakes)

    def _alike(self, person: Person, name: str, company: str, namesakes: list[int]) -> Match:
        near = dict.fromkeys(namesakes, 1.0)
        limit = False
        for block in filter(None, (self._blocks.get(hash(key)) for key in _blocks(name))):
            limit = limit or len(block) > LARGEST_BLOCK
            places = block[:LARGEST_BLOCK]
            for at, likeness in alike(name, [self._names[place] for place in places], ALIKE):
                who = self._named[places[at]]
                if who in namesakes or not same_words(name, self._names[places[at]]):
                    continue
                if self._agrees(who, person) or self._works_at(who, company):
                    near[who] = max(near.get(who, 0.0), likeness)
        for key in [("email", fold(email)) for email in person.emails]:
            near |= dict.fromkeys(self._known(key), 1.0)
        return Match(None, "", tuple(sorted(near, key=lambda who: -near[who])[:MOST_ALIKE]), limit)

    def _add_name(self, name: str, number: int) -> None:
        self._numbers.add(("name", name), number)
        for key in _blocks(name):
            self._blocks[hash(key)].append(len(self._names))
        self._names.append(name)
        self._named.append(number)

    def _say(self, which: array[int], number: int, texts: list[str]) -> None:
        """Let somebody have these texts besides those they have."""
        there = self._said(which, number)
        if new := [text for text in texts if text and text not in there]:
            which[number] = len(self._texts)
            self._texts.append(BETWEEN.join([*there, *new]))

    def _said(self, which: array[int], number: int, otherwise: Sequence[str] = ()) -> Sequence[str]:
        return self._texts[which[number]].split(BETWEEN) if which[number] != NONE else otherwise

    def _known(self, key: tuple[str, ...]) -> list[int]:
        return self._numbers.of(key) if key[-1] else []

    def _agreeing(self, numbers: Iterable[int], person: Person) -> list[int]:
        return [who for who in numbers if self._agrees(who, person)]

    def _agrees(self, who: int, person: Person) -> bool:
        """Two LinkedIn addresses mean two people, whatever else they share."""
        return not person.profile or person.profile in self._said(self._profiles, who, [person.profile])

    def _works_at(self, who: int, company: str) -> bool:
        return any(same_company(company, other) for other in self._said(self._companies, who))

    def _best(self, numbers: list[int], company: str) -> int:
        return next((who for who in numbers if self._works_at(who, company)), numbers[0])

    def _add_since(self, who: int, document: Doc) -> None:
        for source in parts(document, "sources"):
            if source.get("on"):
                for name in _names(document):
                    self._numbers.add(("since", str(source.get("format")), str(source["on"]), name), who)


def _names(document: Doc) -> list[str]:
    """What somebody is called, for comparing."""
    spoken = [document.get("name"), *_texts(document.get("aliases"))]
    return list(dict.fromkeys(filter(None, (name_key(str(name)) for name in spoken if name))))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def profiles_of(document: Doc) -> set[str]:
    """The LinkedIn profiles of a contact, from its channels and its sources."""
    channels = (str(one.get("value", "")) for one in parts(document, "channels") if one.get("kind") == "linkedin")
    sources = (str(one.get("id", "")) for one in parts(document, "sources") if one.get("format") == "linkedin")
    return {*filter(None, map(profile_of, channels)), *filter(None, sources)}


def phone_key(phone: str) -> str:
    """A phone number for comparing: its digits, with 00 for + and without the (0) of numbers from abroad."""
    text = TRUNK_ZERO.sub("", phone).strip()
    digits = NOT_DIGITS.sub("", text)
    if text.startswith("+"):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def _address_keys(document: Doc) -> Iterator[tuple[str, ...]]:
    for profile in profiles_of(document):
        yield "profile", profile
    for channel in parts(document, "channels"):
        kind, value = channel.get("kind"), str(channel.get("value", ""))
        if kind == "email":
            yield "email", fold(value)
        elif kind == "phone":
            yield "phone", phone_key(value)
    for source in parts(document, "sources"):
        yield "uid", str(source.get("format")), str(source.get("id", ""))
        if not source.get("id"):  # known there by nothing but name and company
            name = str(document.get("name", ""))
            company = company_key(str(source.get("org", "")))
            yield "bare", str(source.get("format")), company, name_key(name) or fold(name)


def _blocks(name: str) -> list[tuple[str, str]]:
    """Where similar names are looked for: the beginnings of first and family name, and the initials."""
    words = name.split()
    if not words:
        return []
    initials = "".join(word[0] for word in words)
    return [("first", words[0][:BLOCK]), ("family", words[-1][:BLOCK]), ("initials", initials)]
