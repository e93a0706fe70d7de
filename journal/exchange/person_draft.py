"""A person while a file is being read: values are tried one by one, and what cannot be used is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from journal.domain.text import clean, clean_lines, fold
from journal.exchange.likeness import company_key, name_key
from journal.exchange.linkedin import profile_of
from journal.exchange.moments import moment_of
from journal.exchange.person import LONGEST_ADDRESS, LONGEST_NAME, Document, Person, shortened

MOST_EACH = 30
"""E-mail addresses, numbers, notes and so on of one person."""
TOO_MANY = f"more than {MOST_EACH} of a kind: the others were left out"
LONGEST_KEPT = 2_000
MOST_KEPT = 100
LONGEST_ABOUT = 20_000
LONGEST_UID = 200
LONGEST_LABEL = 60
NOBODY = "no name, e-mail or company"
WEB = re.compile(r"(?:https?://)?[^\s/@:]+\.[^\s/@:]{2,}(?:[:/?#]\S*)?$", re.IGNORECASE)


@dataclass(slots=True)
class PersonDraft:
    """Collects the values of one row; `person()` makes a `Person` of them."""

    line: int
    name: str = ""
    first: str = ""
    family: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""
    org: str = ""
    role: str = ""
    uid: str = ""
    about: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    moments: list[Document] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    profile: str = ""
    order: str = "DMY"
    """How days in figures are meant where they say it not themselves: DMY or MDY."""

    def email(self, text: str, label: str = "") -> None:
        address = clean(text).removeprefix("mailto:")
        local, at, host = address.rpartition("@")
        if not address:
            return
        if not (local and at and host) or " " in address or len(address) > LONGEST_ADDRESS:
            self.notes.append(f"“{shortened(address, 60)}” is no e-mail address and was left out")
        elif fold(address) not in map(fold, self.emails) and self._room(self.emails):
            self.emails.append(address)
            self._label(address, label)

    def phone(self, text: str, label: str = "") -> None:
        number = clean(text).removeprefix("tel:")
        if not number:
            return
        if len(number) > LONGEST_ADDRESS or not any(letter.isdigit() for letter in number):
            self.keep(label or "phone", number)
        elif number not in self.phones and self._room(self.phones):
            self.phones.append(number)
            self._label(number, label)

    def link(self, text: str, label: str = "", kind: str = "web") -> None:
        """A page, a profile, or (with another `kind`) an account of a messenger."""
        address = clean(text)
        if not address:
            return
        profile = profile_of(address)
        if profile and not self.profile:
            self.profile = profile
        elif len(address) > LONGEST_ADDRESS or (kind == "web" and not WEB.match(address)):
            self.keep(label or kind, address)
        elif (kind, address) not in self.links and self._room(self.links):
            self.links.append((kind, address))
            self._label(address, label)

    def address(self, parts: list[str]) -> None:
        """A postal address from its parts, in the order in which they are to be read."""
        text = ", ".join(filter(None, (clean(part).strip(" ,") for part in parts)))
        if text and text not in self.addresses and self._room(self.addresses):
            self.addresses.append(shortened(text, LONGEST_ADDRESS))

    def moment(self, label: str, text: str) -> None:
        """A day of the year. The year is not kept: it is nobody's business how old people are."""
        day = clean(text)
        found = moment_of(day, self.order) if day else None
        if found is not None:
            moment = {"label": shortened(clean(label), LONGEST_LABEL), "month": found[0], "day": found[1]}
            if moment not in self.moments and self._room(self.moments):
                self.moments.append(moment)
        elif day:
            self.keep(label, day)

    def alias(self, text: str) -> None:
        name = shortened(clean(text), LONGEST_NAME)
        if name and fold(name) not in map(fold, self.aliases) and self._room(self.aliases):
            self.aliases.append(name)

    def note(self, text: str) -> None:
        if (told := clean_lines(text)) and self._room(self.about):
            self.about.append(told)

    def keep(self, name: str, value: str) -> None:
        """Keep what a contact has no field for under the name of its column or property."""
        name, value = shortened(clean(name), LONGEST_LABEL), shortened(clean_lines(value), LONGEST_KEPT)
        if not name or not value or (len(self.kept) >= MOST_KEPT and name not in self.kept):
            return
        before = self.kept.get(name)
        if before is None:
            self.kept[name] = value
        elif value not in before.split("\n"):
            self.kept[name] = shortened(f"{before}\n{value}", LONGEST_KEPT)

    def person(self, cells: tuple[str, ...] = ()) -> Person:
        """What was collected; without anything that could be a name it is a row to be skipped."""
        written = self._written()
        name = self._plain(written) or clean(self.org) or self._local_part()
        if not name:
            return Person(self.line, "", skip=NOBODY, notes=tuple(self.notes), cells=cells)
        org = clean(self.org) if name != clean(self.org) or written else ""
        return Person(
            line=self.line,
            name=shortened(name, LONGEST_NAME),
            first_name=shortened(clean(self.first), 80) if clean(self.first) and written else "",
            org=org,
            role=clean(self.role),
            emails=tuple(self.emails),
            phones=tuple(self.phones),
            profile=self.profile,
            name_there=written if written != name or len(name) > LONGEST_NAME else "",
            uid=self._uid(name, org),
            aliases=tuple(alias for alias in self.aliases if fold(alias) != fold(name)),
            links=tuple(self.links),
            labels=tuple(self.labels),
            about=shortened("\n\n".join(self.about), LONGEST_ABOUT),
            moments=tuple(self.moments),
            addresses=tuple(self.addresses),
            kept=tuple(self.kept.items()),
            notes=tuple(self.notes),
            cells=cells,
        )

    def _room(self, values: Sequence[object]) -> bool:
        """Whether there may be more of a kind; if not, that is said."""
        if len(values) < MOST_EACH:
            return True
        if TOO_MANY not in self.notes:
            self.notes.append(TOO_MANY)
        return False

    def _written(self) -> str:
        """The name as the file has it, unless it is nothing but an address."""
        parts = (self.prefix, self.first, self.middle, self.family, self.suffix)
        whole = clean(self.name) or " ".join(filter(None, map(clean, parts)))
        usable = any(letter.isalnum() for letter in whole) and ("@" not in whole or " " in whole)
        return " ".join(whole.split()) if usable else ""

    def _plain(self, written: str) -> str:
        """The name without Dr. and Jr., if the file names them as such."""
        name, before, after = written, clean(self.prefix), clean(self.suffix)
        if before and name.startswith(f"{before} "):
            name = name[len(before) :].strip()
        if after and name.endswith(f" {after}"):
            name = name[: -len(after)].strip(" ,")
        return name or written

    def _local_part(self) -> str:
        addresses = self.emails or ([clean(self.name)] if "@" in self.name else [])
        return addresses[0].partition("@")[0] if addresses else ""

    def _uid(self, name: str, org: str) -> str:
        """The id in the file; who has neither id nor address is known again by name and company."""
        uid = clean(self.uid)
        if uid or self.emails or self.phones or self.profile:
            return uid[:LONGEST_UID]
        return f"{name_key(name)} / {company_key(org)}"[:LONGEST_UID]

    def _label(self, value: str, label: str) -> None:
        if told := clean(label):
            self.labels.append((value, shortened(told, LONGEST_LABEL)))
