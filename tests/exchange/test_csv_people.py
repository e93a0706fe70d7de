"""CSV files of Google, Outlook, Thunderbird and others: what each column becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.exchange.columns import UnknownColumns, header_key
from journal.exchange.csv_people import read
from journal.exchange.files import ExchangeError
from journal.exchange.formats import Terms, plan_source
from journal.exchange.person import Doc, Person
from journal.exchange.plan import Plan
from journal.exchange.source import Source
from journal.exchange.telling import format_of, is_noise

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,Organization Department,Birthday,"
    "Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,"
    "Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Website 1 - Value,"
    "Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
ADA_NEW = (
    'Ada,,Example,Addie,Acme,Head of Data,Research,--03-07,"Likes\nkites",https://x.example/p.jpg,'
    "Friends ::: * myContacts,* Work,ada@example.org ::: ada2@example.org,Mobile,+44 1 ::: +44 2,Work Fax,+44 9,Home,"
    '"12 Road\nLeeds",12 Road,Leeds,https://www.linkedin.com/in/ada,Anniversary,2001-06-05,Shoe,42'
)


def people(text: str, order: str = "DMY", **said: str) -> tuple[Person, ...]:
    return tuple(read(Source("a.csv", text), "csv", order, said).people)


def planned(text: str, contacts: dict[str, Doc] | None = None, **terms: object) -> Plan:
    here = contacts or {}
    numbers = iter(range(len(here) + 1, 100_000))
    all_terms = Terms("DMY", NOW, lambda: f"N{next(numbers)}")._replace(**terms)
    return plan_source(Source("a.csv", text), lambda table: here if table == "contacts" else {}, all_terms)


def test_googles_new_columns() -> None:
    (ada,) = people(f"{GOOGLE_NEW}\n{ADA_NEW}\n")
    assert (ada.name, ada.org, ada.role, ada.aliases) == ("Ada Example", "Acme", "Head of Data", ("Addie",))
    assert (ada.emails, ada.phones) == (("ada@example.org", "ada2@example.org"), ("+44 1", "+44 2"))
    assert (ada.profile, ada.about, ada.addresses) == ("ada", "Likes\nkites", ("12 Road, Leeds",))
    assert [(one["label"], one["month"], one["day"]) for one in ada.moments] == [
        ("birthday", 3, 7),
        ("Anniversary", 6, 5),
    ]
    assert dict(ada.kept) == {
        "Department": "Research",
        "Labels": "Friends, myContacts",
        "Phone (Work Fax)": "+44 9",
        "Custom Field 1 - Value (Shoe)": "42",
    }


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (GOOGLE_NEW, "google"),
        ("Name,Given Name,Family Name,Name Prefix,E-mail 1 - Type,E-mail 1 - Value", "google"),
        ("First Name,Last Name,E-mail Address,Business Phone", "outlook"),
        ("First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email", "thunderbird"),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "linkedin"),
        ("First Name,Last Name,Phone", "csv"),
        ("Vorname;Nachname;E-Mail-Adresse", "outlook"),
    ],
)
def test_the_program_that_wrote_a_file_is_told_by_its_columns(header: str, name: str) -> None:
    assert format_of(Source("a.csv", f"{header}\n")) == name


def test_outlooks_own_columns() -> None:
    header = (
        "Title,First Name,Last Name,Suffix,Company,Job Title,Business Street,Business City,Business Country/Region,"
        "Business Fax,Mobile Phone,Birthday,E-mail Address,E-mail Type,E-mail Display Name,Gender,Notes"
    )
    row = 'Dr.,Ada,Example,,Acme,CTO,"1 Way",Leeds,UK,+44 9,+44 1,12/31/1980,ada@example.org,SMTP,Ada E,Unspecified,'
    (ada,) = people(f"{header}\n{row}\n")
    assert (ada.name, ada.role, ada.emails, ada.phones) == ("Ada Example", "CTO", ("ada@example.org",), ("+44 1",))
    assert ada.addresses == ("1 Way, Leeds, UK",)
    assert (ada.moments[0]["month"], ada.moments[0]["day"]) == (12, 31)
    assert dict(ada.kept) == {"Business Fax": "+44 9", "Gender": "Unspecified"}


@pytest.mark.parametrize(
    "header",
    [
        "Vorname;Nachname;Firma;E-Mail-Adresse",
        "Prénom;Nom;Société;Adresse e-mail",
        "Nombre;Apellidos;Empresa;Correo electrónico",
        "Voornaam;Achternaam;Bedrijf;E-mailadres",
        "Imię;Nazwisko;Firma;Adres e-mail",
    ],
)
def test_headers_in_other_languages(header: str) -> None:
    (ada,) = people(f"{header}\nAda;Example;Acme;ada@example.org\n")
    assert (ada.name, ada.org, ada.emails) == ("Ada Example", "Acme", ("ada@example.org",))


def test_unknown_columns_are_refused_until_the_user_says_what_they_are() -> None:
    text = "Wer,Wo,Bei\nAda Example,Leeds,Acme\n"
    with pytest.raises(UnknownColumns, match='--map "Wer=name"') as refused:
        people(text)
    assert refused.value.header == ("Wer", "Wo", "Bei")
    assert refused.value.rows == (("Ada Example", "Leeds", "Acme"),)
    (ada,) = people(text, Wer="name", Bei="company", Wo="drop")
    assert (ada.name, ada.org, ada.kept) == ("Ada Example", "Acme", ())


def test_what_was_said_about_a_header_holds_for_the_next_file_with_it() -> None:
    known = {header_key(["wer", "BEI"]): {"Wer": "name", "Bei": "company"}}
    assert [row.name for row in planned("Wer,Bei\nAda,Acme\n", remembered=known).rows] == ["Ada"]


@pytest.mark.parametrize(
    ("said", "why"), [({"Nix": "name"}, "no column “Nix”"), ({"Name": "shoe"}, "“shoe” is no field")]
)
def test_a_mapping_to_nothing_is_refused(said: dict[str, str], why: str) -> None:
    with pytest.raises(ExchangeError, match=why):
        read(Source("a.csv", "Name\nAda\n"), "csv", "DMY", said)


def test_a_single_column_of_addresses_is_a_list_of_people() -> None:
    assert [one.name for one in people("Email\nada@example.org\nbob@example.org\n")] == ["ada", "bob"]


def test_people_without_any_address_are_known_again() -> None:
    text = "Name,Shoe\nAna,42\nAna,43\nBo Lee,44\n"
    first = planned(text)
    there: dict[str, Doc] = {change.id: change.after for change in first.changes}
    assert sorted(str(one["name"]) for one in there.values()) == ["Ana", "Bo Lee"]
    assert not planned(text, there).changes


def test_dropped_columns_are_not_stored() -> None:
    plan = planned("Name,Secret\nAna,xyzzy\n", columns={"Secret": "drop"})
    assert "xyzzy" not in str(plan.changes)


def test_one_bad_row_harms_no_other() -> None:
    text = 'Name,Email\nAda,ada@example.org\n"Bob,x\nCleo,cleo@example.org\n,\nName,Email\n'
    assert [(one.name, bool(one.skip)) for one in people(text)] == [
        ("Ada", False),
        ("Bob,x", True),
        ("Cleo", False),
        ("", True),
        ("Name", True),
    ]


def test_a_file_with_a_header_alone_has_no_rows() -> None:
    assert people("Name,Email\n") == ()


@pytest.mark.parametrize("seed", range(50))
def test_a_file_cut_off_anywhere_gives_a_verdict_for_every_row_that_is_left(seed: int) -> None:
    rows = "".join(f"{ADA_NEW.replace('ada', f'ada{number}')}\n" for number in range(20))
    text = f"{GOOGLE_NEW}\n{rows}"
    cut = text[: Random(seed).randrange(len(GOOGLE_NEW) + 1, len(text))]
    plan = planned(cut)
    assert sum(plan.counts.values()) == len(plan.rows) >= cut.count("Acme") - 1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=6))
def test_any_cells_give_a_verdict_for_every_row(rows: list[list[str]]) -> None:
    text = "Name,Email,Phone,Birthday,Notes\n" + "\n".join(",".join(row) for row in rows)
    assert is_noise(text) or all(row.name or row.reason for row in planned(text).rows)
