"""CSV files of mail programs, each with the vCards that another program makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journal.exchange import csv_people, vcard
from journal.exchange.files import load
from journal.exchange.person import Person
from journal.exchange.telling import format_of

pytestmark = pytest.mark.corpora
FIELDS = ("name", "first_name", "org", "role", "emails", "phones", "aliases", "links", "moments", "addresses", "about")


def fields(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in FIELDS}


@pytest.mark.parametrize(
    ("name", "written_by"),
    [
        ("gmail", "google"),
        ("outlook", "outlook"),
        ("tb_plain", "thunderbird"),
        ("all", "outlook"),
        ("email", "thunderbird"),
    ],
)
def test_a_csv_file_gives_the_same_people_as_its_vcards(shared: Path, name: str, written_by: str) -> None:
    folder = shared / "corpora" / "roundcube"
    table, cards = (load(folder / f"{name}.{end}", lambda member: False) for end in ("csv", "vcf"))
    assert format_of(table) == written_by
    people = csv_people.read(table, written_by, "DMY", {}).people
    assert [fields(one) for one in people] == [fields(one) for one in vcard.read(cards).people]
