"""Every reader on every kind of file: a verdict for each row, or one sentence for all; a second time nothing is new."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest

from journal.exchange.files import ExchangeError, source_from
from journal.exchange.formats import FORMATS, Terms, plan_source
from journal.exchange.offers import Ticks
from journal.exchange.person import Doc
from journal.exchange.plan import VERDICTS, Plan
from journal.exchange.telling import ASKED_FOR, format_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MANY = 300
CUTS = 50
Tables = dict[str, dict[str, Doc]]
Rows = Sequence[Sequence[str]]
"""(first, last, e-mail, company, note) of people; in calendars and lists of messages their titles and texts."""


def table(header: str, *columns: int | str) -> Callable[[Rows], str]:
    """A CSV file: for each column the place of its value in a row, or a text."""

    def write(rows: Rows) -> str:
        text = io.StringIO()
        text.write(f"{header}\n")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([row[at] if isinstance(at, int) else at for at in columns] for row in rows)
        return text.getvalue()

    return write


def blocks(before: str, block: str, after: str = "") -> Callable[[Rows], str]:
    def write(rows: Rows) -> str:
        plain = [[value.replace("\r", " ").replace("\n", "\\n") for value in row] for row in rows]
        return before + "".join(block.format(*row, at=at) for at, row in enumerate(plain)) + after

    return write


def monica(rows: Rows) -> str:
    contacts = [
        {
            "uuid": f"c{at}",
            "properties": {"first_name": first, "last_name": last, "company": org},
            "data": [{"type": "note", "values": [{"properties": {"body": note}}]}],
        }
        for at, (first, last, _, org, note) in enumerate(rows)
    ]
    return json.dumps({"app_version": "4.0", "account": {"data": [{"type": "contact", "values": contacts}]}})


def archive(rows: Rows) -> str:
    people = {f"A{at}": {"name": f"{row[0]} {row[1]}", "circle": "open"} for at, row in enumerate(rows)}
    return json.dumps({"format": "journal", "version": 1, "tables": {"contacts": people}}, indent=0)


WRITERS: dict[str, Callable[[Rows], str]] = {
    "linkedin": table(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On", 0, 1, "", 2, 3, 4, "05 Mar 2024"
    ),
    "messages": table(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE",
        *(2, 4, 0, "https://www.linkedin.com/in/me", 1, "https://www.linkedin.com/in/ada", "2024-03-05 10:00:00 UTC"),
    ),
    "google": table(
        "Name,Given Name,Family Name,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name",
        *("", 0, 1, 4, "* myContacts", "* Home", 2, 3),
    ),
    "outlook": table("First Name,Last Name,E-mail Address,Company,Notes,Birthday", 0, 1, 2, 3, 4, "3/7/1980"),
    "thunderbird": table("First Name,Last Name,Primary Email,Organization,Notes,Custom 1", 0, 1, 2, 3, 4, 4),
    "csv": table("Vorname;Nachname;E-Mail;Firma;Lieblingsfarbe".replace(";", ","), 0, 1, 2, 3, 4),
    "vcard": blocks("", "BEGIN:VCARD\nVERSION:3.0\nN:{1};{0};;;\nEMAIL:{2}\nORG:{3}\nNOTE:{4}\nX-K:{4}\nEND:VCARD\n"),
    "ical": blocks(
        "BEGIN:VCALENDAR\nVERSION:2.0\n",
        "BEGIN:VEVENT\nUID:u{at}\nSUMMARY:{0} {1}\nDTSTART:20261201T100000\nLOCATION:{3}\n"
        "DESCRIPTION:{4}\nEND:VEVENT\n",
        "END:VCALENDAR\n",
    ),
    "monica": monica,
    "friends": blocks("### Notes:\n- 2018-01-04: one\n\n### Friends:\n", "- {0} {1} (a.k.a. {4}) [{3}] @tag\n"),
    "json": archive,
}
EVERY = pytest.mark.parametrize("name", FORMATS)


def people(number: int) -> list[list[str]]:
    chance = Random(1)

    def word() -> str:
        return "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiouéü") for _ in range(3)).title()

    return [[word(), word(), f"p{at}@example.org", word(), f"note, “{at}”"] for at in range(number)]


def planned(data: bytes, here: Tables, numbers: Any, name: str = "") -> Plan:
    terms = Terms("DMY", NOW, lambda: f"N{next(numbers)}", name, Ticks(frozenset(ASKED_FOR)))
    return plan_source(source_from("file", data), lambda table: here.get(table, {}), terms)


def checked(data: bytes, name: str) -> Plan | None:
    """The plan, and what holds of every plan; None if the file is refused with a sentence."""
    here: Tables = {"contacts": {}}
    numbers = count()
    refused = ""
    try:
        plan = planned(data, here, numbers, name)
    except ExchangeError as error:
        refused = str(error)
    if refused:
        assert refused.endswith(".")
        assert "\n" not in refused
        return None
    for row in plan.rows:
        assert row.verdict in VERDICTS
        assert row.name or row.reason
        assert row.reason or row.verdict != "skip"
        assert (row.id is None) == (row.verdict == "skip")
    for change in plan.changes:
        here.setdefault(change.table, {})[change.id] = change.after
    again = planned(data, here, numbers, name)
    assert not again.changes
    assert {row.verdict for row in again.rows} <= {"same", "skip"}
    assert len(again.rows) == len(plan.rows)
    return plan


@EVERY
@pytest.mark.parametrize("number", [0, 1, MANY])
def test_files_of_none_of_one_and_of_many_rows(name: str, number: int) -> None:
    data = WRITERS[name](people(number)).encode()
    plan = checked(data, name)
    assert format_of(source_from("file", data)) == name or not number
    if name == "messages":
        return  # its rows are conversations with people who are there
    assert plan is not None or (name, number) == ("vcard", 0)
    news = [row for row in (plan.rows if plan else ()) if row.verdict in ("new", "suggest")]
    assert len(news) == number + (name == "friends")


@EVERY
def test_files_that_are_cut_off_anywhere(name: str) -> None:
    data, chance = WRITERS[name](people(12)).encode(), Random(f"cut {name}")
    for _ in range(CUTS):
        checked(data[: chance.randrange(len(data))], "" if chance.random() < 0.5 else name)


@EVERY
def test_files_with_random_bytes_in_them(name: str) -> None:
    data, chance = WRITERS[name](people(12)).encode(), Random(f"bytes {name}")
    for _ in range(CUTS):
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 12)):
            at = chance.randrange(len(broken))
            broken[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        checked(bytes(broken), name)


@EVERY
def test_nothing_but_random_bytes(name: str) -> None:
    chance = Random(f"noise {name}")
    for length in (1, 7, 200, 5000):
        checked(chance.randbytes(length), name)
        checked(bytes(chance.choice(b" ,;\"'\n\r\t:=ABC{}[]") for _ in range(length)), name)


@EVERY
def test_hostile_texts_in_every_field(name: str, shared: Path) -> None:
    strings = [one["s"] for one in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))]
    rows = [[f"Ada{at}", "Example", f"p{at}@example.org", "Acme", "note"] for at in range(len(strings))]
    for at, text in enumerate(strings):
        rows[at][at % 5] = text
    plan = checked(WRITERS[name](rows).encode("utf-8", "surrogatepass"), name)
    assert plan is None or len(plan.rows) >= 1


@EVERY
def test_the_file_of_another_program(name: str) -> None:
    for other in FORMATS:
        checked(WRITERS[other](people(3)).encode(), name)
