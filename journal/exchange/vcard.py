"""vCards, 2.1 to 4.0: cards → people. What a contact has no field for is kept as the card has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from journal.domain.text import clean
from journal.exchange.person import People, Person, Reading
from journal.exchange.person_draft import PersonDraft
from journal.exchange.source import Source
from journal.exchange.vcard_lines import Card, Property, cards
from journal.exchange.vcard_values import listed, structured, unescaped

FORMAT = "vcard"
PICTURE = re.compile(rb"^(?:[\w-]+\.)?(?:PHOTO|LOGO)[;:]", re.MULTILINE | re.IGNORECASE)
GROUP = "a group of people, not a person"
TECHNICAL = frozenset(
    re.findall(
        r"\S+",
        "VERSION PRODID REV FN N UID KIND PROFILE CLIENTPIDMAP AGENT SORT-STRING CLASS MAILER LABEL X-ABADR X-ABLABEL "
        "X-ABSHOWAS X-ABUID X-ADDRESSBOOKSERVER-KIND X-ADDRESSBOOKSERVER-MEMBER X-IMAGETYPE X-IMAGEHASH",
    )
)
"""What only serves the program that wrote the card, or is used elsewhere."""
NOT_VOICE = frozenset({"fax", "pager", "bbs", "modem", "homefax", "workfax"})
TYPES_SAID = frozenset({"home", "work", "cell", "mobile", "school", "main", "car", "iphone"})
OMIT_YEAR = "X-APPLE-OMIT-YEAR"
APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_$")


def read(source: Source) -> Reading:
    """The people of a file of vCards, one for each card."""
    pictures = sum(1 for _ in PICTURE.finditer(source.data))
    said = (f"{source.name}: pictures ({pictures:,}) are not stored.",) if pictures else ()
    people = People(lambda: map(person_of, cards(source)))
    return Reading(FORMAT, people, notes=(*source.notes, *said), lines=source.line_count)


def person_of(card: Card) -> Person:
    """The person of one card; a group is to be skipped."""
    draft = PersonDraft(card.line, notes=list(card.notes))
    labels = _labels(card)
    for one in card.properties:
        reader = READERS.get(one.name)
        if reader:
            reader(draft, one, labels.get(one.group, "") or _type(one))
        elif one.name not in TECHNICAL:
            _keep(draft, one)
    if any("KIND" in one.name and one.value.strip().lower() == "group" for one in card.properties):
        return Person(card.line, draft.person().name, skip=GROUP)
    return draft.person()


def _labels(card: Card) -> Mapping[str, str]:
    """Group → what an Apple address book calls its entry."""
    found = {one.group: unescaped(one.value) for one in card.properties if one.name == "X-ABLABEL" and one.group}
    return {group: APPLE_LABEL.sub(r"\1", label) for group, label in found.items()}


def _type(one: Property) -> str:
    return next((known for known in one.types if known in TYPES_SAID), "")


def _keep(draft: PersonDraft, one: Property) -> None:
    types = ",".join(each for each in one.types if each not in ("pref", "internet"))
    value = one.value.replace("\r\n", "\n").strip().replace("\n", "\\n")
    if value.replace(";", ""):
        draft.keep(f"{one.name};TYPE={types}" if types else one.name, value)


def _fn(draft: PersonDraft, one: Property, label: str) -> None:
    draft.name = draft.name or clean(unescaped(one.value))


def _n(draft: PersonDraft, one: Property, label: str) -> None:
    if draft.first or draft.family:
        return
    parts = [" ".join(part) for part in structured(one.value)] + [""] * 5
    draft.family, draft.first, draft.middle, draft.prefix, draft.suffix = (clean(part) for part in parts[:5])


def _nickname(draft: PersonDraft, one: Property, label: str) -> None:
    for name in listed(one.value):
        draft.alias(name)


def _org(draft: PersonDraft, one: Property, label: str) -> None:
    parts = [clean(", ".join(part)) for part in structured(one.value)]
    if draft.org or not any(parts):
        _keep(draft, one)
        return
    draft.org = parts[0] or next(filter(None, parts))
    draft.keep("Department", ", ".join(part for part in parts[1:] if part and part != draft.org))


def _title(draft: PersonDraft, one: Property, label: str) -> None:
    if draft.role:
        _keep(draft, one)
    else:
        draft.role = clean(unescaped(one.value))


def _email(draft: PersonDraft, one: Property, label: str) -> None:
    draft.email(unescaped(one.value), label)


def _tel(draft: PersonDraft, one: Property, label: str) -> None:
    if NOT_VOICE.intersection(one.types):
        _keep(draft, one)
    else:
        draft.phone(unescaped(one.value), label)


def _url(draft: PersonDraft, one: Property, label: str) -> None:
    draft.link(unescaped(one.value), label)


def _impp(draft: PersonDraft, one: Property, label: str) -> None:
    address = unescaped(one.value)
    draft.link(address, label, "matrix" if address.startswith("matrix:") else "other")


def _adr(draft: PersonDraft, one: Property, label: str) -> None:
    draft.address([" ".join(part).replace("\n", ", ") for part in structured(one.value)])


def _birthday(draft: PersonDraft, one: Property, label: str) -> None:
    draft.moment("birthday", unescaped(one.value))


def _anniversary(draft: PersonDraft, one: Property, label: str) -> None:
    draft.moment("anniversary", unescaped(one.value))


def _other_day(draft: PersonDraft, one: Property, label: str) -> None:
    draft.moment(label or "day", unescaped(one.value))


def _note(draft: PersonDraft, one: Property, label: str) -> None:
    draft.note(unescaped(one.value))


def _uid(draft: PersonDraft, one: Property, label: str) -> None:
    draft.uid = draft.uid or clean(one.value)


READERS: Mapping[str, Callable[[PersonDraft, Property, str], None]] = {
    "FN": _fn,
    "N": _n,
    "NICKNAME": _nickname,
    "ORG": _org,
    "TITLE": _title,
    "ROLE": _title,
    "EMAIL": _email,
    "TEL": _tel,
    "URL": _url,
    "X-SOCIALPROFILE": _url,
    "IMPP": _impp,
    "ADR": _adr,
    "BDAY": _birthday,
    "ANNIVERSARY": _anniversary,
    "X-ANNIVERSARY": _anniversary,
    "X-EVOLUTION-ANNIVERSARY": _anniversary,
    "X-ABDATE": _other_day,
    "NOTE": _note,
    "UID": _uid,
}
