"""Connections.csv in all the shapes it is found in."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.exchange import linkedin
from journal.exchange.files import LONGEST_TABLE, ExchangeError, load, source_from
from journal.exchange.person import Person, Reading
from journal.exchange.source import Source

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ADA = 'Ada,Example,https://www.linkedin.com/in/ada-example,,"Example, Inc.",Head of Data,05 Mar 2024'
BOB = "Bob,Lee,https://www.linkedin.com/in/boblee,bob@lee.example,Northwind,Engineer,06 Apr 2023"
PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some addresses are missing.\n'
    'You will only see those, who allowed it: https://www.linkedin.com/help, and more."\n\n'
)


def read(text: str, order: str = "DMY") -> Reading:
    return linkedin.read(Source("Connections.csv", text), order)


def one(row: str, header: str = HEADER, order: str = "DMY") -> Person:
    (person,) = read(f"{header}\n{row}\n", order).people
    return person


def on_disk(tmp_path: Path, data: bytes, name: str = "Connections.csv") -> Reading:
    path = tmp_path / name
    path.write_bytes(data)
    return linkedin.read(load(path, linkedin.is_connections), "DMY")


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv"), data)
    return buffer.getvalue()


def test_a_row_gives_name_company_position_profile_and_the_day_it_began() -> None:
    ada = one(ADA)
    assert (ada.name, ada.org, ada.role) == ("Ada Example", "Example, Inc.", "Head of Data")
    assert (ada.profile, ada.since, ada.emails) == ("ada-example", date(2024, 3, 5), ())
    assert ada.line == 2


@pytest.mark.parametrize("before", ["", "\n\n", PREAMBLE, PREAMBLE + "\n", 'Notes: an "unclosed quote\n'])
def test_the_header_is_found_by_its_words_and_is_line_one(before: str) -> None:
    reading = read(f"{before}{HEADER}\n{ADA}\n{BOB}\n")
    assert [(person.line, person.name) for person in reading.people] == [(2, "Ada Example"), (3, "Bob Lee")]
    assert reading.header_line == before.count("\n") + 1


def test_columns_may_come_in_any_order_and_case_and_with_strangers_between() -> None:
    ada = one("Chief,Example,secret,Ada,Acme", "position,LAST NAME,Shoe Size,first name,Company")
    assert (ada.name, ada.role, ada.org) == ("Ada Example", "Chief", "Acme")


def test_a_file_without_the_header_is_refused_with_a_sentence() -> None:
    with pytest.raises(ExchangeError, match=r"Connections\.csv is not LinkedIn's .* First Name and Last Name"):
        read("Name,Mail\nAda,ada@example.org\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_ending_gives_the_same_people(tmp_path: Path, encoding: str, ending: str) -> None:
    text = f"{PREAMBLE}{HEADER}\n{ADA}\nJosé,Gómez,,,Señor,,\n".replace("\n", ending)
    people = on_disk(tmp_path, text.encode(encoding)).people
    assert [(person.name, person.org) for person in people] == [
        ("Ada Example", "Example, Inc."),
        ("José Gómez", "Señor"),
    ]


def test_a_file_in_windows_letters_is_read_and_says_so(tmp_path: Path) -> None:
    reading = on_disk(tmp_path, f"{HEADER}\nJosé,Gómez,,,,,\n".encode("cp1252"))
    assert next(iter(reading.people)).name == "José Gómez"
    assert "line 2: not UTF-8" in reading.notes[0]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_told_by_the_header(delimiter: str) -> None:
    text = f"{HEADER}\n{BOB}\n".replace(",", delimiter)
    assert next(iter(read(text).people)).emails == ("bob@lee.example",)


@pytest.mark.parametrize(
    "row", [",,,,,,", ",,https://www.linkedin.com/in/gone,,,,05 Mar 2024", "undefined,undefined,,,,,"]
)
def test_a_row_without_a_name_is_skipped_with_its_reason(row: str) -> None:
    person = one(row)
    assert person.skip
    assert person.name == ""


def test_short_rows_come_in_with_what_they_have() -> None:
    ada = one("Ada,Example,https://www.linkedin.com/in/ada")
    assert (ada.name, ada.profile, ada.org, ada.skip) == ("Ada Example", "ada", "", "")


def test_a_row_with_a_comma_too_many_keeps_only_what_is_sure() -> None:
    ada = one("Ada,Example,https://www.linkedin.com/in/ada,,Example, Inc.,Head,05 Mar 2024")
    assert (ada.name, ada.profile, ada.org, ada.role) == ("Ada Example", "ada", "", "")
    assert ada.since == date(2024, 3, 5)
    assert "more cells than the header" in ada.notes[0]


def test_empty_cells_at_the_end_do_no_harm() -> None:
    assert one(f"{BOB},,,").org == "Northwind"


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Ada", "Looper, DipWSET", "Ada Looper"),
        ("Ada", "Looper, PhD, MBA", "Ada Looper"),
        ("Ada", ".", "Ada"),
        ("", "Example", "Example"),
        ("Ada", "", "Ada"),
        ("Ada 🚀", "Example", "Ada 🚀 Example"),
        ("王", "伟", "王 伟"),
        ("Ada", "undefined", "Ada"),
        ("", "Doe, Jane", "Doe, Jane"),
        ("\x1b[31mAda\x1b[0m", "Ex\x07ample\u2028", "[31mAda[0m Example"),
        ('=HYPERLINK("http://x.example")', "Example", '=HYPERLINK("http://x.example") Example'),
        ("'=1+1", "Example", "=1+1 Example"),
    ],
)
def test_names_are_tidied_but_never_lost(first: str, last: str, name: str) -> None:
    cells = ",".join('"' + cell.replace('"', '""') + '"' for cell in (first, last))
    assert one(f"{cells},,,,,").name == name


def test_the_name_as_written_is_remembered_beside_the_tidied_one() -> None:
    assert one('Ada,"Looper, DipWSET",,,,,').name_there == "Ada Looper, DipWSET"


@pytest.mark.parametrize(
    ("url", "profile"),
    [
        ("https://www.linkedin.com/in/ada-example", "ada-example"),
        ("http://uk.linkedin.com/in/Ada-Example/?trk=abc#top", "ada-example"),
        ("www.linkedin.com/in/ada-example/", "ada-example"),
        ("https://LinkedIn.com/in/j%C3%B6rg-m%C3%BCller", "jörg-müller"),
        ("https://www.linkedin.com/in/ada-example/details/experience/", "ada-example"),
        ("javascript:alert(1)//linkedin.com/in/ada", ""),
        ("javascript://www.linkedin.com/in/ada", ""),
        ("file:///in/ada", ""),
        ("https://evil.example/in/ada", ""),
        ("https://linkedin.com.evil.example/in/ada", ""),
        ("https://notlinkedin.com/in/ada", ""),
        ("https://www.linkedin.com/in/%FF%FE", ""),
        ("https://www.linkedin.com/in/a%2F..%2Fb", ""),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://[www.linkedin.com/in/ada", ""),
        ("https://www.linkedin.com/in/ada%E2%80%AEexe", ""),
        ("", ""),
    ],
)
def test_profiles_are_told_apart_by_the_last_part_of_their_address(url: str, profile: str) -> None:
    assert linkedin.profile_of(url) == profile


def test_a_refused_address_is_named_in_the_reason() -> None:
    assert "javascript:alert(1)" in one("Ada,Example,javascript:alert(1),,,,").notes[0]


def test_what_is_no_mail_address_is_left_out_and_said() -> None:
    ada = one("Ada,Example,,nowhere,,,")
    assert (ada.emails, "no e-mail address" in ada.notes[0]) == ((), True)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("05 Mar 2024", date(2024, 3, 5)),
        ("5 March 2024", date(2024, 3, 5)),
        ("05-Mar-24", date(2024, 3, 5)),
        ("Mar 5, 2024", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05 00:00:00", date(2024, 3, 5)),
        ("2024/3/5", date(2024, 3, 5)),
        ("05.03.2024", date(2024, 3, 5)),
        ("25/3/2024", date(2024, 3, 25)),
        ("3/25/24", date(2024, 3, 25)),
        ("45356", date(2024, 3, 5)),
    ],
)
def test_days_are_read_however_the_file_was_saved_again(cell: str, day: date) -> None:
    assert one(f'Ada,Example,,,,,"{cell}"').since == day


@pytest.mark.parametrize("cell", ["soon", "31 Feb 2024", "99/99/2024", "1", "2024-13-45", "05 Foo 2024", "0001-01-01"])
def test_a_day_that_cannot_be_read_is_said_and_left_out(cell: str) -> None:
    ada = one(f"Ada,Example,,,,,{cell}")
    assert (ada.since, ada.skip) == (None, "")
    assert "no day that can be read" in ada.notes[0]


def rows_on(*days: str) -> str:
    return "\n".join([HEADER, *(f"P{number},Q,,,,,{day}" for number, day in enumerate(days)), ""])


def test_day_or_month_first_is_told_by_the_file_itself() -> None:
    american = read(rows_on("3/5/2024", "3/25/2024"), "DMY")
    assert (next(iter(american.people)).since, american.notes) == (date(2024, 3, 5), ())
    european = read(rows_on("3/5/2024", "25/3/2024"), "MDY")
    assert (next(iter(european.people)).since, european.notes) == (date(2024, 5, 3), ())


def test_when_the_file_does_not_tell_the_setting_decides_and_it_is_said() -> None:
    reading = read(rows_on("3/5/2024"), "MDY")
    assert next(iter(reading.people)).since == date(2024, 3, 5)
    assert "3/5/2024 were read as month/day/year" in reading.notes[0]


def test_the_newest_day_tells_how_old_the_file_is() -> None:
    assert read(f"{HEADER}\n{ADA}\n{BOB}\n").as_of == date(2024, 3, 5)


def test_a_cell_over_two_lines_is_one_row() -> None:
    reading = read(f'{HEADER}\nAda,Example,,,"Acme\nand Sons",Head,05 Mar 2024\n{BOB}\n')
    assert [(person.line, person.org) for person in reading.people] == [(2, "Acme and Sons"), (4, "Northwind")]


def test_a_quote_that_never_closes_costs_only_its_own_row() -> None:
    reading = read(f'{HEADER}\nAda,Example,,,"Acme,Head,05 Mar 2024\n{BOB}\n{ADA}\n')
    broken, bob, ada = reading.people
    assert (broken.line, broken.skip) == (2, "a quote is opened and never closed")
    assert (bob.name, ada.name) == ("Bob Lee", "Ada Example")


def test_an_inch_mark_is_no_quote() -> None:
    assert one('Ada,Example,,,6" Pipes,Head,05 Mar 2024').org == '6" Pipes'


def test_a_second_header_in_the_middle_is_no_person() -> None:
    names = [person.name for person in read(f"{HEADER}\n{ADA}\n{HEADER}\n{BOB}\n").people if not person.skip]
    assert names == ["Ada Example", "Bob Lee"]


def test_an_endless_line_is_skipped_alone() -> None:
    reading = read(f"{HEADER}\nAda,{'x' * 200_000},,,,,\n{BOB}\n")
    assert [person.skip for person in reading.people] == ["the line is too long", ""]


@pytest.mark.parametrize("member", ["Connections_csv", "Basic_LinkedInDataExport__Connections_csv", "CONNECTIONS_csv"])
def test_the_zip_of_linkedin_is_opened(tmp_path: Path, member: str) -> None:
    data = zipped(**{"messages_csv": b"x", member: f"{PREAMBLE}{HEADER}\n{ADA}\n".encode()})
    assert next(iter(on_disk(tmp_path, data, "Basic_LinkedInDataExport_11-24-2026.zip").people)).name == "Ada Example"


def test_a_zip_without_connections_says_what_to_ask_for(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"holds no Connections\.csv"):
        on_disk(tmp_path, zipped(messages_csv=b"x"), "export.zip")


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="unpacks to more than 50 MB"):
        on_disk(tmp_path, zipped(Connections_csv=b"," * (LONGEST_TABLE + 1)), "bomb.zip")


@pytest.mark.parametrize("cut", [4, 20, 60, 100])
def test_a_damaged_zip_gets_a_sentence(tmp_path: Path, cut: int) -> None:
    whole = zipped(Connections_csv=f"{HEADER}\n{ADA}\n".encode())
    with pytest.raises(ExchangeError, match=r"damaged zip|cannot be unpacked"):
        on_disk(tmp_path, whole[:-cut], "export.zip")


def test_a_missing_file_and_a_folder_get_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="There is no file"):
        load(tmp_path / "none.csv", linkedin.is_connections)
    with pytest.raises(ExchangeError, match="is a folder"):
        load(tmp_path, linkedin.is_connections)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    source = source_from("x.csv", HEADER.encode() + b"\n" + ADA.encode() + b"\n" + data)
    assert next(iter(linkedin.read(source, "DMY").people)).name.startswith("Ada")


def test_hostile_names_come_in_clean(shared: Path) -> None:
    strings = [case["s"] for case in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))]
    cells = ('"' + text.replace('"', '""') + '"' for text in strings)
    reading = read("\n".join([HEADER, *(f"{cell},Example,,,,," for cell in cells), ""]))
    assert all(person.name.isprintable() or not person.name.isascii() for person in reading.people)
    assert not any(letter < " " or "\x7f" <= letter < "\xa0" for person in reading.people for letter in person.name)
    assert sum(not person.skip for person in reading.people) >= len(strings) * 0.95
