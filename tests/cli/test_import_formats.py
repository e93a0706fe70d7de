"""`journal import` of vCards, CSV files of other programs and calendars; the same people from several places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Tables = Callable[[], dict[str, dict[str, Any]]]

CARD = """\
BEGIN:VCARD
VERSION:3.0
FN:Ada Example
EMAIL:ada@example.org
TEL:+44 20 7946 0001
BDAY:1980-12-10
NOTE:likes kites
X-SKYPE:ada.skype
END:VCARD
"""
EVENT = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:m1
SUMMARY:Rust Meetup
DTSTART:29991126T183000
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], str]:
    def make(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return make


def only(table: dict[str, Any]) -> dict[str, Any]:
    (document,) = table.values()
    return document  # type: ignore[no-any-return]


def test_a_card_comes_in_as_open_without_notes_and_birthday(run: Run, tables: Tables, file: Any) -> None:
    done = run("import", file("a.vcf", CARD), "--yes")
    assert "Left out: notes (1), birthdays (1). --with notes,birthdays takes them in." in done.out
    assert "Kept beside: X-SKYPE (1)." in done.out
    ada = only(tables()["contacts"])
    assert (ada["name"], ada["circle"], ada.get("notes"), ada.get("moments")) == ("Ada Example", "open", None, None)


def test_with_and_without_say_what_is_stored(run: Run, tables: Tables, file: Any) -> None:
    run("import", file("a.vcf", CARD), "--yes", "--with", "notes,birthdays", "--without", "x-skype")
    ada = only(tables()["contacts"])
    assert (ada["notes"], len(ada["moments"])) == ("likes kites", 1)
    assert "ada.skype" not in str(ada)


def test_without_kept_leaves_out_every_unknown_column(run: Run, tables: Tables, file: Any) -> None:
    run("import", file("a.csv", "Name,Shoe,Hat\nAda,42,M\n"), "--yes", "--without", "kept")
    assert "kept" not in str(tables())


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(("--with", "photos"), "--with does not know “photos”"), (("--map", "Name"), "say it as Column=field")],
)
def test_options_that_mean_nothing_are_refused(run: Run, file: Any, options: tuple[str, ...], sentence: str) -> None:
    refused = run("import", file("a.csv", "Name\nAda\n"), *options)
    assert refused.code == 2
    assert sentence in refused.err


def test_columns_are_said_once_and_remembered(run: Run, tables: Tables, file: Any) -> None:
    first, second = file("a.csv", "Wer,Wo\nAda,Acme\n"), file("b.csv", "Wer,Wo\nBob,Initech\n")
    refused = run("import", first, "--yes")
    assert (refused.code, "--map" in refused.err) == (1, True)
    assert run("import", first, "--yes", "--map", "Wer=name,Wo=company").code == 0
    assert run("import", second, "--yes").code == 0
    assert {(one["name"], one["org"]) for one in tables()["contacts"].values()} == {("Ada", "Acme"), ("Bob", "Initech")}


def test_a_calendar_comes_in_and_one_undo_takes_it_back(run: Run, tables: Tables, file: Any) -> None:
    path = file("a.ics", EVENT)
    run("import", path, "--yes")
    assert only(tables()["events"])["title"] == "Rust Meetup"
    assert "already" in run("import", path, "--yes").err
    run("undo")
    assert tables()["events"] == {}


def test_the_same_people_from_three_places_are_there_once(run: Run, tables: Tables, file: Any) -> None:
    numbers = range(60)
    google = "Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value\n" + "".join(
        f"Ada Example{n},Ada,Example{n},Work,ada{n}@example.org\n" for n in numbers
    )
    phone = "".join(f"BEGIN:VCARD\nFN:Ada Example{n}\nTEL:+44 20 {n:04}\nEND:VCARD\n" for n in numbers)
    linkedin = "First Name,Last Name,URL,Company,Connected On\n" + "".join(
        f"Ada,Example{n},https://www.linkedin.com/in/ada{n},Acme,05 Mar 2024\n" for n in numbers
    )
    for name, text in (("g.csv", google), ("p.vcf", phone), ("Connections.csv", linkedin)):
        assert run("import", file(name, text), "--yes").code == 0
    people = tables()["contacts"].values()
    assert len(people) == len(numbers)
    assert {tuple(source["format"] for source in one["sources"]) for one in people} == {("google", "vcard", "linkedin")}
    run("undo")
    assert {len(one["sources"]) for one in tables()["contacts"].values()} == {2}
