"""Monica 4, friends.md and LinkedIn's messages: people and, where asked for, what was written down with them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.exchange.files import ExchangeError
from journal.exchange.formats import Terms, plan_source
from journal.exchange.offers import Ticks
from journal.exchange.person import Doc
from journal.exchange.plan import Plan
from journal.exchange.source import Source
from journal.exchange.telling import format_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Tables = dict[str, dict[str, Doc]]

FRIENDS = """\
### Activities:
- 2018-11-01: **Grace Hopper** and I went to _Marie's Diner_. @food
- 2017-11-15: Talked to **George Washington Carver** on the phone.
- someday: lunch

### Notes:
- 2018-06-15: **Grace Hopper** gets a building named after her. @navy

### Friends:
- George Washington Carver
- Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science

### Locations:
- Paris
"""
MESSAGES = """\
CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER
c1,,Me Myself,IN/me,Ada Example,IN/ada,2024-03-05 10:00:00 UTC,,secret one,INBOX
c1,,Ada Example,IN/ada,Me Myself,IN/me,2024-03-06 10:00:00 UTC,,secret two,INBOX
c2,,Me Myself,IN/me,Bo Stranger,IN/bo,2024-03-07 10:00:00 UTC,,hi,INBOX
c3,,Me Myself,IN/me,"Ada, Bo","IN/ada,IN/bo",2024-03-08 10:00:00 UTC,,all,INBOX
""".replace("IN/", "https://www.linkedin.com/in/")
ADA: dict[str, Doc] = {
    "A": {
        "name": "Ada Example",
        "circle": "open",
        "channels": [{"kind": "linkedin", "value": "https://www.linkedin.com/in/ada"}],
    }
}


def monica(**facts: Any) -> str:
    contact = {
        "uuid": "c1",
        "properties": {
            "first_name": "Ada",
            "last_name": "Example",
            "nickname": "Addie",
            "job": "CTO",
            "company": "Acme",
            "tags": ["chess"],
            "birthdate": {"is_age_based": False, "date": "1980-12-10T00:00:00Z"},
            **facts,
        },
        "data": [
            {
                "count": 1,
                "type": "contact_field",
                "values": [{"properties": {"type": "t1", "data": "ada@example.org"}}],
            },
            {"count": 1, "type": "note", "values": [{"properties": {"body": "likes kites"}}]},
            {"count": 1, "type": "address", "values": [{"properties": {"street": "12 Road", "city": "Leeds"}}]},
            {"count": 1, "type": "activity", "values": ["a1"]},
            {
                "count": 1,
                "type": "call",
                "values": [{"uuid": "k1", "properties": {"called_at": "2020-02-03", "content": "about the job"}}],
            },
            {"count": 1, "type": "gift", "values": [{"uuid": "g1"}]},
        ],
    }
    activity = {"uuid": "a1", "properties": {"summary": "Lunch", "description": "tacos", "happened_at": "2020-01-02"}}
    types = [{"uuid": "t1", "properties": {"name": "Email", "type": "email"}}]
    account = {
        "uuid": "x",
        "data": [{"type": "contact", "values": [contact]}, {"type": "activity", "values": [activity]}],
        "instance": {"contact_field_types": types},
    }
    return json.dumps({"version": "1.0-preview.1", "app_version": "4.0", "account": account})


def planned(text: str, tables: Tables | None = None, *take: str) -> Plan:
    here = tables or {}
    numbers = iter(range(sum(map(len, here.values())) + 1, 100_000))
    terms = Terms("DMY", NOW, lambda: f"N{next(numbers)}", ticks=Ticks(frozenset(take)))
    return plan_source(Source("file", text), lambda table: here.get(table, {}), terms)


def after(plan: Plan, tables: Tables | None = None) -> Tables:
    here: Tables = {name: dict(documents) for name, documents in (tables or {}).items()}
    for change in plan.changes:
        here.setdefault(change.table, {})[change.id] = change.after
    return here


@pytest.mark.parametrize(("text", "name"), [(FRIENDS, "friends"), (MESSAGES, "messages"), (monica(), "monica")])
def test_each_is_told_by_its_content(text: str, name: str) -> None:
    assert format_of(Source("file", text)) == name


def test_monicas_people_come_in_with_what_they_are_and_how_to_reach_them() -> None:
    (ada,) = after(planned(monica()))["contacts"].values()
    assert (ada["name"], ada["org"], ada["role"], ada["circle"]) == ("Ada Example", "Acme", "CTO", "open")
    assert [channel["value"] for channel in ada["channels"]] == ["ada@example.org"]
    assert ada["sources"][0]["id"] == "c1"
    assert ada["sources"][0]["kept"] == {"Tags": "chess"}
    assert ada["aliases"] == ["Addie"]


def test_what_of_monica_is_not_taken_over_is_said() -> None:
    assert planned(monica()).notes == ("file: 1 × gift is not taken over.",)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [({"is_partial": True}, "only named as somebody's relative"), ({"is_dead": True}, "marked as deceased there")],
)
def test_relatives_and_the_dead_are_left_out_with_a_reason(facts: dict[str, bool], reason: str) -> None:
    assert [(row.verdict, row.reason) for row in planned(monica(**facts)).rows] == [("skip", reason)]


@pytest.mark.parametrize("text", [FRIENDS, monica()])
def test_entries_come_in_only_when_asked_for(text: str) -> None:
    plan = planned(text)
    assert {change.table for change in plan.changes} == {"contacts"}
    assert [(offer.name, offer.ticked) for offer in plan.offers if offer.name == "entries"] == [("entries", False)]


def test_monicas_activities_and_calls_become_entries_with_their_people() -> None:
    tables = after(planned(monica(), None, "entries"))
    (who,) = tables["contacts"]
    entries = {(one["on"], one["kind"], one["note"], *one["contacts"]) for one in tables["interactions"].values()}
    assert entries == {("2020-01-02", "meeting", "Lunch\ntacos", who), ("2020-02-03", "call", "about the job", who)}


def test_friends_come_in_with_their_other_names() -> None:
    george, grace = after(planned(FRIENDS))["contacts"].values()
    assert (george["name"], grace["name"]) == ("George Washington Carver", "Grace Hopper")
    assert grace["aliases"] == ["The Admiral", "Amazing Grace"]
    assert grace["sources"][0]["kept"] == {"Location": "Paris", "Tags": "navy, science"}


def test_activities_of_friends_become_entries_of_their_day_and_kind() -> None:
    plan = planned(FRIENDS, None, "entries")
    entries = [change.after for change in plan.changes if change.table == "interactions"]
    assert [(one["on"], one["kind"]) for one in entries] == [
        ("2018-11-01", "meeting"),
        ("2017-11-15", "call"),
        ("2018-06-15", "note"),
    ]
    assert entries[0]["note"] == "Grace Hopper and I went to Marie's Diner."
    assert (entries[0]["place"], entries[0]["topics"]) == ("Marie's Diner", ["food"])
    assert [row.reason for row in plan.rows if row.verdict == "skip"] == ["has no day such as 2018-01-04"]


@pytest.mark.parametrize("text", [FRIENDS, monica()])
def test_a_second_import_changes_nothing(text: str) -> None:
    tables = after(planned(text, None, "entries"))
    assert not planned(text, tables, "entries").changes


def test_the_last_message_with_somebody_you_have_becomes_an_entry_without_its_text() -> None:
    plan = planned(MESSAGES, {"contacts": ADA})
    (change,) = plan.changes
    assert (change.after["on"], change.after["kind"], change.after["contacts"]) == ("2024-03-06", "message", ["A"])
    assert change.after["direction"] == "mutual"
    assert "secret" not in str(plan)


def test_strangers_and_groups_in_messages_are_left_out_with_a_reason() -> None:
    reasons = {row.name: row.reason for row in planned(MESSAGES, {"contacts": ADA}).rows if row.verdict == "skip"}
    assert reasons["Bo Stranger"] == "not among your people; import Connections.csv first"
    assert "a conversation of several people" in reasons.values()


def test_messages_that_are_here_already_change_nothing() -> None:
    tables = after(planned(MESSAGES, {"contacts": ADA}), {"contacts": ADA})
    assert not planned(MESSAGES, tables).changes


@pytest.mark.parametrize("text", [FRIENDS, MESSAGES, monica()], ids=["friends", "messages", "monica"])
@pytest.mark.parametrize("seed", range(50))
def test_a_file_cut_off_anywhere_gives_verdicts_or_one_sentence(text: str, seed: int) -> None:
    cut = text[: Random(seed).randrange(30, len(text))]
    try:
        plan = planned(cut, {"contacts": ADA}, "entries")
    except ExchangeError as error:
        said = str(error)
    else:
        said = ""
        assert all(row.reason for row in plan.rows if row.verdict == "skip")
    assert "Traceback" not in said


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["data", "properties", "type", "values"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_any_json_in_place_of_an_account_gives_verdicts_or_one_sentence(inner: Any) -> None:
    try:
        planned(
            json.dumps({"account": {"data": [{"type": "contact", "values": [{"data": inner}, inner]}]}}),
            None,
            "entries",
        )
    except ExchangeError as error:
        assert str(error).startswith("file")  # noqa: PT017
