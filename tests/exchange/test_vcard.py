"""vCards: names, addresses, days and notes of one card; and cards that are broken."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.exchange.files import source_from
from journal.exchange.formats import Terms, plan_source
from journal.exchange.offers import Ticks
from journal.exchange.person import Person
from journal.exchange.plan import Plan
from journal.exchange.source import Source
from journal.exchange.vcard import read

ADA = """\
BEGIN:VCARD
VERSION:3.0
N:Example;Ada;;Dr.;
FN:Dr. Ada Example
NICKNAME:Addie
ORG:Acme\\, Inc.;Data
TITLE:Head of Data
item1.EMAIL;type=INTERNET;type=pref:ada@example.org
item1.X-ABLabel:club
TEL;TYPE=CELL:+44 20 7946 0001
TEL;TYPE=WORK,FAX:+44 20 7946 0002
URL:https://www.linkedin.com/in/Ada-Example/
URL:http\\://ada.example.org
ADR;TYPE=HOME:;;12 Road;Leeds;;LS1 1AA;UK
BDAY:1815-12-10
NOTE:Likes kites\\, and\\nrain.
X-SKYPE:ada.skype
UID:urn:uuid:77
END:VCARD
"""
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def one(*lines: str, version: str = "3.0") -> Person:
    (person,) = read(
        Source("a.vcf", "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]))
    ).people
    return person


def planned(text: str, contacts: dict[str, dict[str, object]], *take: str, leave: tuple[str, ...] = ()) -> Plan:
    numbers = iter(range(len(contacts) + 1, 100_000))
    terms = Terms("DMY", NOW, lambda: f"N{next(numbers)}", ticks=Ticks(frozenset(take), frozenset(leave)))
    return plan_source(Source("a.vcf", text), lambda table: contacts if table == "contacts" else {}, terms)


def contacts_after(plan: Plan, before: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    return {**before, **{change.id: change.after for change in plan.changes}}


def test_a_card_gives_name_company_role_and_the_ways_to_reach_them() -> None:
    (ada,) = read(Source("a.vcf", ADA)).people
    assert (ada.name, ada.first_name, ada.org, ada.role) == ("Ada Example", "Ada", "Acme, Inc.", "Head of Data")
    assert (ada.emails, ada.phones, ada.profile) == (("ada@example.org",), ("+44 20 7946 0001",), "ada-example")
    assert ada.links == (("web", "http://ada.example.org"),)
    assert (ada.aliases, ada.uid) == (("Addie",), "urn:uuid:77")
    assert dict(ada.labels)["ada@example.org"] == "club"


def test_what_no_field_holds_is_kept_as_the_card_has_it() -> None:
    (ada,) = read(Source("a.vcf", ADA)).people
    assert dict(ada.kept) == {"Department": "Data", "TEL;TYPE=work,fax": "+44 20 7946 0002", "X-SKYPE": "ada.skype"}


def test_notes_birthdays_and_addresses_come_in_only_when_asked_for_and_without_a_year() -> None:
    (plain,) = contacts_after(planned(ADA, {}), {}).values()
    assert "notes" not in plain
    assert "moments" not in plain
    assert {channel["kind"] for channel in plain["channels"]} == {"email", "phone", "linkedin", "web"}  # type: ignore[attr-defined]
    (full,) = contacts_after(planned(ADA, {}, "notes", "birthdays", "addresses"), {}).values()
    assert full["notes"] == "Likes kites, and\nrain."
    assert [(m["label"], m["month"], m["day"], m["year"]) for m in full["moments"]] == [("birthday", 12, 10, None)]  # type: ignore[attr-defined]
    assert "12 Road, Leeds, LS1 1AA, UK" in [channel["value"] for channel in full["channels"]]  # type: ignore[attr-defined]


def test_the_offers_say_how_many_people_have_what() -> None:
    offers = {
        offer.name: (offer.people, offer.ticked) for offer in planned(ADA, {}, "notes", leave=("x-skype",)).offers
    }
    assert offers["notes"] == (1, True)
    assert offers["birthdays"] == (1, False)
    assert offers["X-SKYPE"] == (1, False)
    assert offers["Department"] == (1, True)


def test_an_unticked_property_is_not_stored() -> None:
    (ada,) = contacts_after(planned(ADA, {}, leave=("x-skype",)), {}).values()
    assert "ada.skype" not in str(ada)
    assert "Data" in str(ada["sources"])


def test_a_second_import_changes_nothing_whatever_is_ticked_again() -> None:
    for ticks in ((), ("notes", "birthdays", "addresses")):
        there = contacts_after(planned(ADA, {}, *ticks), {})
        again = planned(ADA, there, *ticks)
        assert (len(again.changes), [row.verdict for row in again.rows]) == (0, ["same"])


def test_ticking_more_the_second_time_adds_it() -> None:
    there = contacts_after(planned(ADA, {}), {})
    (ada,) = contacts_after(planned(ADA, there, "notes", "birthdays"), there).values()
    assert ada["notes"]
    assert ada["moments"]


def test_what_the_user_took_away_does_not_come_back() -> None:
    there = contacts_after(planned(ADA, {}, "notes", "birthdays", "addresses"), {})
    (who,) = there
    there[who] = {**there[who], "notes": "", "moments": [], "aliases": [], "channels": []}
    assert not planned(ADA, there, "notes", "birthdays", "addresses").changes


def test_a_person_whose_name_and_address_changed_is_known_by_their_id() -> None:
    there = contacts_after(planned(ADA, {}), {})
    changed = ADA.replace("Example", "Married").replace("ada@example.org", "am@example.org").replace("linkedin", "x")
    plan = planned(changed, there)
    assert [row.verdict for row in plan.rows] == ["update"]
    assert len(contacts_after(plan, there)) == 1


def test_a_card_of_2_1_with_bare_types_soft_breaks_and_an_old_charset() -> None:
    person = one(
        "N;CHARSET=windows-1250;ENCODING=QUOTED-PRINTABLE:Iksi=F1ski;Piotr",
        "TEL;WORK;VOICE:+48 1",
        "EMAIL;PREF;INTERNET:p@example.org",
        "ORG;QUOTED-PRINTABLE:Very long=",
        " name of a company",
        version="2.1",
    )
    assert (person.name, person.org) == ("Piotr Iksiński", "Very long name of a company")
    assert (person.phones, person.emails) == (("+48 1",), ("p@example.org",))


def test_letters_of_an_old_codepage_are_read_as_the_card_says() -> None:
    data = "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=windows-1250:Žofie Ťuhýk\nEND:VCARD\n".encode("windows-1250")
    assert next(iter(read(source_from("a.vcf", data)).people)).name == "Žofie Ťuhýk"


def test_a_card_of_4_0_with_uris_and_quoted_types() -> None:
    person = one('TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-0100', "FN:Bo", "IMPP:xmpp:bo@example.org", version="4.0")
    assert person.phones == ("+1-555-0100",)
    assert person.links == (("other", "xmpp:bo@example.org"),)


@pytest.mark.parametrize(
    ("line", "day"),
    [("BDAY:--0412", (4, 12)), ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", (2, 29)), ("BDAY:19750312T000000Z", (3, 12))],
)
def test_birthdays_with_and_without_a_year(line: str, day: tuple[int, int]) -> None:
    (moment,) = one("FN:Bo", line).moments
    assert (moment["month"], moment["day"]) == day


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:;;;;", "ORG:Acme"], "Acme"),
        (["FN:cleo@example.org", "EMAIL:cleo@example.org"], "cleo"),
        (["FN:", "N:Lee;Bo;;;"], "Bo Lee"),
        (["FN:王伟"], "王伟"),
    ],
)
def test_a_card_without_a_name_is_called_after_its_company_or_address(lines: list[str], name: str) -> None:
    assert one(*lines).name == name


def test_groups_and_empty_cards_are_skipped_with_a_reason() -> None:
    assert one("FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group").skip == "a group of people, not a person"
    assert one("REV:2020").skip == "no name, e-mail or company"


def test_a_broken_card_harms_no_other() -> None:
    broken = "BEGIN:VCARD\nFN:Half\nPHOTO;ENCODING=b:AAAA\nnonsense without a mark\n"
    people = list(read(Source("a.vcf", ADA + broken + ADA + "BEGIN:VCARD\nFN:Last")).people)
    assert [person.name for person in people] == ["Ada Example", "Half", "Ada Example", "Last"]
    assert any("END:VCARD is missing" in note for note in people[1].notes)


def test_a_card_within_a_card_is_not_a_person_of_its_own() -> None:
    agent = "AGENT:\nBEGIN:VCARD\nFN:The Agent\nEND:VCARD\nORG:Acme"
    person = one("FN:Ada", *agent.split("\n"))
    assert (person.name, person.org) == ("Ada", "Acme")


@pytest.mark.parametrize("seed", range(50))
def test_a_file_cut_off_anywhere_gives_a_verdict_for_every_card(seed: int) -> None:
    text = ADA * 4
    cut = text[: Random(seed).randrange(12, len(text))]
    plan = planned(cut, {})
    assert len(plan.rows) == cut.count("BEGIN:VCARD")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_between_two_cards_never_raise(noise: bytes) -> None:
    data = ADA.encode() + noise + b"\n" + ADA.encode()
    people = list(read(source_from("a.vcf", data)).people)
    assert people[0].name == "Ada Example"
    assert all(person.name or person.skip for person in people)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=10), st.text(max_size=10))
def test_any_text_in_any_property_gives_a_contact_or_a_reason(key: str, value: str) -> None:
    plan = planned(
        f"BEGIN:VCARD\nFN:Bo\n{key}:{value}\nNOTE:{value}\nEND:VCARD\n", {}, "notes", "birthdays", "addresses"
    )
    assert plan.rows


def test_hostile_texts_come_in_as_plain_text(shared: Path) -> None:
    import json

    hostile = json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))
    texts = [str(one) for one in (hostile if isinstance(hostile, list) else hostile.values())]
    cards = "".join(f"BEGIN:VCARD\nFN:{text}\nORG:{text}\nNOTE:{text}\nEND:VCARD\n" for text in texts)
    plan = planned(cards, {}, "notes")
    assert len(plan.rows) == cards.count("BEGIN:VCARD\n")
