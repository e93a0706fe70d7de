"""Who in the journal a row of a file is: sure by address or by name and company, perhaps by a similar name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from journal.domain.text import fold
from journal.exchange.likeness import (
    ALIKE,
    company_key,
    could_be_alike,
    jaro_winkler,
    name_key,
    same_company,
)
from journal.exchange.linkedin import profile_of
from journal.exchange.person import Doc, Person, parts

MOST_ALIKE = 5
"""People named at most in "perhaps the same as"."""
BLOCK = 3
"""Letters of a first or family name that similar names have to share."""
LARGEST_BLOCK = 400
"""People that share a beginning of a name at most; more say nothing, and would all be compared with each other."""
NOT_DIGITS = re.compile(r"\D+")
TRUNK_ZERO = re.compile(r"\(0\)")


class Match(NamedTuple):
    """The contact a row is (`id`, and `why` in words), or those it may be (`alike`, most alike first)."""

    id: str | None
    why: str = ""
    alike: tuple[str, ...] = ()


@dataclass(slots=True)
class Facts:
    """What is compared of one contact."""

    names: set[str] = field(default_factory=set)
    companies: set[str] = field(default_factory=set)
    profiles: set[str] = field(default_factory=set)


class Matcher:
    """Finds the contact that a row is. Rows that become contacts are added as the file is read."""

    def __init__(self, contacts: Mapping[str, Doc]) -> None:
        self._facts: dict[str, Facts] = defaultdict(Facts)
        self._ids: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for who, document in contacts.items():
            self.add(who, document)
            self._add_since(who, document)

    def add(self, who: str, document: Doc) -> None:
        """Take a contact in, or what is new about one that is known."""
        facts = self._facts[who]
        facts.profiles.update(profiles_of(document))
        if company := company_key(str(document.get("org", ""))):
            facts.companies.add(company)
        for key in _address_keys(document):
            self._ids[key][who] = None
        if document.get("triage"):
            return  # a stub that stands for several people is nobody's other half
        aliases = document.get("aliases")
        spoken = [document.get("name"), *(aliases if isinstance(aliases, list) else ())]
        for name in filter(None, map(name_key, map(str, spoken))):
            facts.names.add(name)
            for key in [("name", name), *_blocks(name)]:
                self._ids[key][who] = None

    def match(self, person: Person, source: str) -> Match:
        """Whom the row is taken for: id, profile, e-mail, day and name, phone, name and company; or who is alike."""
        name, company = name_key(person.name), company_key(person.org)
        if found := self._known(("uid", source, person.uid)):
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
        open_company = [one for one in agreeing if not company or not self._facts[one].companies]
        if len(open_company) == 1 and not at_company and " " in name:
            return Match(open_company[0], "same name")
        return Match(None, alike=self._alike(person, name, company, namesakes))

    def _alike(self, person: Person, name: str, company: str, namesakes: list[str]) -> tuple[str, ...]:
        near = dict.fromkeys(namesakes, 1.0)
        baskets = [found for key in _blocks(name) if len(found := self._known(key)) <= LARGEST_BLOCK]
        for who in dict.fromkeys(one for found in baskets for one in found):
            if who not in near and (self._agrees(who, person) or self._works_at(who, company)):
                likeness = self._likeness(who, name)
                if likeness >= ALIKE:
                    near[who] = likeness
        for key in [("email", fold(email)) for email in person.emails]:
            near |= dict.fromkeys(self._known(key), 1.0)
        return tuple(sorted(near, key=lambda who: -near[who])[:MOST_ALIKE])

    def _likeness(self, who: str, name: str) -> float:
        names = self._facts[who].names
        return max((jaro_winkler(name, other) for other in names if could_be_alike(name, other)), default=0.0)

    def _known(self, key: tuple[str, ...]) -> list[str]:
        return list(self._ids.get(key, ())) if key[-1] else []

    def _agreeing(self, ids: Iterable[str], person: Person) -> list[str]:
        return [who for who in ids if self._agrees(who, person)]

    def _agrees(self, who: str, person: Person) -> bool:
        """Two LinkedIn addresses mean two people, whatever else they share."""
        profiles = self._facts[who].profiles
        return not person.profile or not profiles or person.profile in profiles

    def _works_at(self, who: str, company: str) -> bool:
        return any(same_company(company, other) for other in self._facts[who].companies)

    def _best(self, ids: list[str], company: str) -> str:
        return next((who for who in ids if self._works_at(who, company)), ids[0])

    def _add_since(self, who: str, document: Doc) -> None:
        for source in parts(document, "sources"):
            if source.get("on"):
                for name in self._facts[who].names:
                    self._ids["since", str(source.get("format")), str(source["on"]), name][who] = None


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


def _blocks(name: str) -> list[tuple[str, ...]]:
    """The baskets in which similar names are looked for: beginnings of first and family name, and the initials."""
    words = name.split()
    if not words:
        return []
    initials = "".join(word[0] for word in words)
    return [("first", words[0][:BLOCK]), ("family", words[-1][:BLOCK]), ("initials", initials)]
