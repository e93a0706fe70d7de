"""The JSON archive: everything out, everything in again, and a sentence for each way it can be broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.exchange import archive
from journal.exchange.files import ExchangeError
from journal.exchange.plan import Plan
from journal.exchange.source import Source

Tables = dict[str, dict[str, dict[str, Any]]]
LETTERS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=25, max_size=25)
TEXTS = st.text(max_size=30) | st.sampled_from(
    ["[red]x[/]", "\x1b[2J", "\u202eexe", "'; --", "=1+1", "\ud800", "👩‍👩‍👧", "a\u2028b"]
)


def taken(tables: Tables, text: str) -> Plan:
    return archive.plan(Source("journal.json", text), lambda table: tables.get(table, {}))


def applied(tables: Tables, plan: Plan) -> Tables:
    after = {table: dict(documents) for table, documents in tables.items()}
    for change in plan.changes:
        after.setdefault(change.table, {})[change.id] = change.after
    return {table: documents for table, documents in after.items() if documents}


def contact(name: str, notes: str, extra: str) -> dict[str, Any] | None:
    try:
        return Contact.parse({"name": name, "notes": notes, "shoe": {"size": plain(extra)}}).document()
    except ValueError:
        return None


def entry(note: str, raw: str) -> dict[str, Any]:
    return Interaction.parse({"contacts": ["A"], "on": "2026-05-12", "note": note, "raw": raw}).document()


CONTACTS = st.builds(contact, TEXTS, TEXTS, st.text(max_size=10)).filter(bool)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)


def plain(value: Any) -> Any:
    """Without control characters, which nothing in a journal has."""
    return json.loads(json.dumps(archive._scrubbed(value)))


def ids(letter: str) -> st.SearchStrategy[str]:
    """Ids of one table; no other table has them."""
    return LETTERS.map(lambda rest: f"{letter}{rest}")


def _free(document: dict[str, Any]) -> bool:
    """Whether it uses none of the names that mean something in every record."""
    return not {"id", "created"} & document.keys()


TABLES = st.fixed_dictionaries(
    {
        "contacts": st.dictionaries(ids("C"), CONTACTS, max_size=4),
        "interactions": st.dictionaries(ids("I"), st.builds(entry, TEXTS, TEXTS), max_size=4),
        "settings": st.dictionaries(
            ids("S"), st.dictionaries(st.text(max_size=5), JSON, max_size=4).map(plain).filter(_free), max_size=3
        ),
    }
)


@settings(deadline=None, max_examples=120)
@given(TABLES)
def test_what_goes_out_comes_back_without_any_difference(tables: Tables) -> None:
    text = "".join(archive.write(tables))
    json.loads(text)
    plan = taken({}, text)
    assert applied({}, plan) == {table: documents for table, documents in tables.items() if documents}
    assert "".join(archive.write(applied({}, plan))) == text
    assert not taken(tables, text).changes
    assert {row.verdict for row in taken(tables, text).rows} <= {"same"}


def test_an_archive_names_format_version_and_every_table() -> None:
    found = json.loads("".join(archive.write({})))
    assert (found["format"], found["version"]) == ("journal", 1)
    assert set(found["tables"]) == set(archive.TABLES)


def test_documents_stand_on_lines_of_their_own_and_rows_name_those_lines() -> None:
    text = "".join(archive.write({"contacts": {"A1": {"name": "Ada", "circle": "open"}, "B2": {"name": ""}}}))
    lines = text.split("\n")
    for row, key in zip(taken({}, text).rows, ["A1", "B2"], strict=True):
        assert lines[row.line - 1].startswith(f'"{key}"')


def test_a_document_that_is_wrong_is_skipped_with_its_reason_and_the_rest_comes_in() -> None:
    tables: Any = {
        "contacts": {"A1": {"name": ""}, "A2": {"name": "Ada"}, "A3": 7, "": {"name": "Bob"}, "\x1b": {"name": "Cleo"}},
        "interactions": {"I1": {"contacts": ["A2"], "on": "never"}},
        "spells": {"S1": {}},
    }
    plan = taken({}, json.dumps({"format": "journal", "version": 1, "tables": tables}))
    reasons = [row.reason for row in plan.rows if row.verdict == "skip"]
    assert [change.id for change in plan.changes] == ["A2"]
    assert "contacts: name: is empty" in reasons
    assert "interactions: on: is not a date such as 2026-05-12" in reasons
    assert "spells: this program does not know the table" in reasons
    assert len(reasons) == 6


def test_unclean_text_is_cleaned_on_its_way_in() -> None:
    tables = {
        "contacts": {"A1": {"name": "A\x1b[2Jda\n", "odd": "\x07x"}},
        "goals": {"G1": {"statement": "\x9bMeet two people"}},
    }
    plan = taken({}, json.dumps({"format": "journal", "version": 1, "tables": tables}))
    ada, goal = (change.after for change in plan.changes)
    assert (ada["name"], ada["odd"], goal["statement"]) == ("A[2Jda", "x", "Meet two people")


def test_what_differs_here_is_replaced_and_said() -> None:
    here = {"contacts": {"A1": {"name": "Ada", "circle": "open", "notes": "mine"}}}
    text = "".join(archive.write({"contacts": {"A1": {"name": "Ada", "circle": "open"}}}))
    plan = taken(here, text)
    (row,) = plan.rows
    assert (row.verdict, row.like) == ("update", ("A1",))
    assert "takes its place" in row.reason
    assert plan.changes[0].before == here["contacts"]["A1"]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ('{"a": ' + "[" * 80 + "]" * 80 + "}", "is nested too deep"),
        ('{"a": 1e999}', "holds a number that is too large"),
    ],
)
def test_what_could_not_be_read_again_is_skipped(document: str, why: str) -> None:
    text = f'{{"format": "journal", "version": 1, "tables": {{"settings": {{"S1": {document}, "S2": {{}}}}}}}}'
    plan = taken({}, text)
    assert [(row.verdict, row.reason) for row in plan.rows] == [("skip", f"settings: {why}"), ("new", "settings")]


def test_one_id_in_two_tables_is_taken_once() -> None:
    tables = {"contacts": {"A1": {"name": "Ada"}}, "goals": {"A1": {"statement": "Meet two people"}}}
    plan = taken({}, json.dumps({"format": "journal", "version": 1, "tables": tables}))
    assert [row.verdict for row in plan.rows] == ["new", "skip"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"format": "journal",\n"version": 1, "tables": {', r"journal\.json, line 2, column 26: not valid JSON"),
        ("{}", "no export of journal"),
        ("[]", "no export of journal"),
        ('{"format": "journal", "version": 2, "tables": {}}', "newer journal"),
        ('{"format": "journal", "tables": {}}', 'which "version"'),
        ('{"format": "journal", "version": true, "tables": {}}', 'which "version"'),
        ('{"format": "journal", "version": 1, "tables": []}', "damaged"),
        ('{"format": "journal", "version": 1, "tables": {"contacts": []}}', "damaged"),
        ('{"format": "journal", "version": NaN}', "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ('{"version": ' + "9" * 5000 + "}", "cannot be read"),
    ],
)
def test_a_broken_archive_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        taken({}, text)


def test_every_hostile_string_survives_in_a_note_as_the_journal_keeps_it(shared: Path) -> None:
    strings = [case["s"] for case in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))]
    entries = {f"I{number}": entry(text, text) for number, text in enumerate(strings)}
    tables = {"interactions": entries}
    assert applied({}, taken({}, "".join(archive.write(tables)))) == tables


def test_parts_written_without_their_defaults_stay_as_they_are() -> None:
    goal = {"statement": "Meet two people", "slots": [{"label": "Advisers", "role": ["mentor"]}]}
    entry_ = {"contacts": ["A1"], "on": "2026-05-12", "exchanges": [{"benefit": "knowledge", "way": "got"}]}
    here = {"goals": {"G1": goal}, "interactions": {"I1": entry_}}
    plan = taken(here, "".join(archive.write(here)))
    assert [row.verdict for row in plan.rows] == ["same", "same"]


def test_an_archive_of_before_a_merge_brings_nobody_back() -> None:
    before: Tables = {
        "contacts": {"A": {"name": "Ana", "circle": "open"}, "B": {"name": "Anna", "circle": "open"}},
        "interactions": {"I": entry("x", "") | {"contacts": ["B"]}},
    }
    after: Tables = {"contacts": {"A": {"name": "Ana", "circle": "open", "merged": ["B"]}}}
    plan = taken(after, "".join(archive.write(before)))
    done = applied(after, plan)
    assert list(done["contacts"]) == ["A"]
    assert done["interactions"]["I"]["contacts"] == ["A"]
    assert any("one person with Ana by now" in row.reason for row in plan.rows)
