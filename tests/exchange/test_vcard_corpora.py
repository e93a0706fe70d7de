"""vCards of phones, mail programs and standards that nobody here wrote."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from journal.exchange.files import load
from journal.exchange.vcard import read
from journal.exchange.vcard_lines import Card, cards
from journal.exchange.vcard_values import listed, structured, unescaped

pytestmark = pytest.mark.corpora
PARTS = ("family", "given", "additional", "prefixes", "suffixes")
EXPECTED_AT_LEAST = 176


def values(card: Card, field: str) -> Any:
    found = [one for one in card.properties if one.name == field.upper()]
    raw = [one.value for one in found]
    match field:
        case "fn":
            return unescaped(raw[0]) if raw else None
        case "n":
            parts = dict(zip(PARTS, structured(raw[0]), strict=False)) if raw else {}
            return {name: part for name, part in parts.items() if part} or None
        case "org":
            return [", ".join(part) for one in raw for part in structured(one) if part]
        case "categories" | "nickname":
            return [value for one in raw for value in listed(one)]
        case "tel":
            return [unescaped(one).removeprefix("tel:") for one in raw]
        case _:
            return [unescaped(one) for one in raw]


def same(one: Any, other: Any) -> bool:
    return plain(one) == plain(other)


def plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list):
        return [plain(each) for each in value if plain(each)]
    return {name: plain(each) for name, each in value.items()} if isinstance(value, dict) else value


def expected(shared: Path) -> Iterable[tuple[str, Card, str, Any]]:
    folder = shared / "corpora" / "ez-vcard"
    files = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["files"]
    for name, wanted in files.items():
        found = list(cards(load(folder / name, lambda member: False)))
        assert len(found) == len(wanted), name
        for card, fields in zip(found, wanted, strict=True):
            for field, value in fields.items():
                if field not in ("version", "bday") and plain(value):
                    yield name, card, field, value


def test_what_another_reader_finds_in_the_cards_is_found_here(shared: Path) -> None:
    rows = list(expected(shared))
    wrong = [
        (name, field, value, values(card, field))
        for name, card, field, value in rows
        if not same(values(card, field), value)
    ]
    assert len(rows) - len(wrong) >= len(rows) - (180 - EXPECTED_AT_LEAST), wrong


def test_no_card_is_lost_and_every_card_has_a_name_or_a_reason(shared: Path) -> None:
    for file in sorted((shared / "corpora").glob("*/*.vcf")):
        source = load(file, lambda member: False)
        people = list(read(source).people)
        assert len(people) == source.text.upper().count("BEGIN:VCARD"), file.name
        assert all(person.name or person.skip for person in people), file.name
