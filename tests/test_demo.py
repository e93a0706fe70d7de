"""The sample journal: believable, valid, the same every time, and there at any size."""

from __future__ import annotations

import json
import tomllib
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from journal.capture import records
from journal.capture.draft import Draft
from journal.capture.grammar import parse
from journal.capture.names import Names
from journal.demo.make import MACHINE, make, transactions
from journal.derived.audience import Audience
from journal.derived.index import Index
from journal.derived.outlook import Outlook
from journal.domain.confidence import Rated, series
from journal.domain.contacts import STATUSES, Contact
from journal.domain.events import Event
from journal.domain.model import Model
from journal.domain.reasons import ORDER
from journal.domain.record import Record
from journal.domain.timeline import INTERACTION_KINDS, Interaction
from journal.domain.warmth import STATES, Standing, Talk, standing
from journal.paths import shipped_content
from journal.store.records import RECORDS as ALL_RECORDS

TODAY = date(2026, 11, 24)
RECORDS: tuple[type[Record], ...] = tuple(ALL_RECORDS.values())
Tables = dict[str, dict[str, dict[str, Any]]]


def newest(today: date = TODAY, **size: Any) -> Tables:
    tables: Tables = defaultdict(dict)
    for line in transactions(today, **size):
        for table, documents in line.put.items():
            tables[table].update(documents)
    return tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return newest()


def talks_of(tables: Tables, contact: str) -> list[Talk]:
    talks = []
    for entry in tables["interactions"].values():
        if contact in entry["contacts"] and entry["kind"] != "note":
            sizes: Counter[str] = Counter()
            for exchange in entry.get("exchanges", ()):
                sizes[exchange["way"]] += exchange["size"]
            fields = (entry["kind"], entry["direction"], entry.get("answered", "unknown"), entry["depth"])
            talks.append(
                Talk(date.fromisoformat(entry["on"]), *fields, len(entry["contacts"]), sizes["gave"], sizes["got"])
            )
    return talks


def standings(tables: Tables) -> dict[str, Standing]:
    model = Model.parse(tomllib.loads(Path(shipped_content(), "model.toml").read_text(encoding="utf-8")))
    return {
        key: standing(contact, key, talks_of(tables, key), TODAY, model) for key, contact in tables["contacts"].items()
    }


def test_every_version_of_every_document_is_valid_and_written_as_the_program_would_write_it() -> None:
    for line in transactions(TODAY):
        for record in RECORDS:
            for key, document in line.put.get(record.TABLE, {}).items():
                assert document is not None
                assert record.parse(document, key).document() == document


def test_the_same_seed_and_day_give_the_same_journal_and_another_seed_another() -> None:
    first, second = list(transactions(TODAY)), list(transactions(TODAY))
    assert first == second
    assert list(transactions(TODAY, seed=8)) != first


def test_a_hundred_and_fifty_people_and_three_years_of_entries(tables: Tables) -> None:
    assert len(tables["contacts"]) == 150
    assert 700 < len(tables["interactions"]) < 1500
    days = sorted(entry["on"] for entry in tables["interactions"].values())
    assert days[0] < (TODAY - timedelta(days=1000)).isoformat()
    assert (TODAY - timedelta(days=2)).isoformat() <= days[-1] <= TODAY.isoformat()


def test_every_state_and_every_band_of_warmth_is_there(tables: Tables) -> None:
    found = standings(tables)
    assert {one.state for one in found.values()} == set(STATES)
    bands = Counter(one.band for one in found.values() if one.touches)
    assert min(bands[band] for band in ("warm", "steady", "cooling", "quiet")) >= 10


@pytest.mark.parametrize("today", [TODAY + timedelta(days=days) for days in (-1, 0, 3, 5, 40)])
def test_every_reason_to_talk_to_somebody_and_all_that_is_coming_is_there(today: date) -> None:
    model = Model.parse(tomllib.loads(Path(shipped_content(), "model.toml").read_text(encoding="utf-8")))
    tables = newest(today)
    index = Index(tables, model, today)
    audience = Audience(index)
    outlook = Outlook(index, None, audience)
    index.apply(None)
    for each in (audience, outlook):
        assert list(each.build())
    assert {reason.kind for each in outlook.ranked(150) for reason in each.reasons} == set(ORDER)
    assert {index.standing(key).state for key in tables["contacts"]} == set(STATES)
    assert len(outlook.people) == 3
    assert outlook.thread() is not None
    assert all(outlook.followups())
    assert {each.kind for each in outlook.coming()} == {"event", "moment"}
    assert any(0 < each.done < each.steps for each in outlook.coming())
    assert index.away


def test_goals_events_and_preparations_name_what_is_there(tables: Tables) -> None:
    assert {goal["status"] for goal in tables["goals"].values()} == {"active", "done", "draft"}
    assert {event["status"] for event in tables["events"].values()} == {"planned", "attended", "missed"}
    assert {run["event"] for run in tables["runs"].values()} < set(tables["events"])
    for event in tables["events"].values():
        assert set(event.get("goals", ())) <= set(tables["goals"])
        assert set(event.get("met", ())) <= set(tables["contacts"])
    for goal in tables["goals"].values():
        assert all(key in tables["contacts"] for slot in goal.get("slots", ()) for key in slot["people"])


def test_a_conference_is_half_prepared_a_coffee_is_tomorrow_and_eight_past_events_show_a_trend(tables: Tables) -> None:
    events, runs = tables["events"], tables["runs"]
    ahead = {event["kind"]: event["starts"][:10] for event in events.values() if event["starts"] > TODAY.isoformat()}
    assert ahead["conference"] == (TODAY + timedelta(days=5)).isoformat()
    assert ahead["coffee_chat"] == (TODAY + timedelta(days=1)).isoformat()
    prepared = {events[run["event"]]["kind"]: len(run["answers"]) for run in runs.values() if "finished" not in run}
    assert prepared["conference"] == 5
    past = [run for run in runs.values() if "finished" in run]
    assert len(past) == 8
    rated = [
        Rated(
            key, run["event"], "", run["checklist"], date.fromisoformat(events[run["event"]]["starts"][:10])
        )._replace(before=run["confidence_before"], door=run["confidence_door"])
        for key, run in runs.items()
        if "finished" in run
    ]
    meetups = next(one for one in series(rated) if one.kind == "meetup")
    assert meetups.text == "3 3 4 4 5 5"
    assert meetups.trend.value == pytest.approx(4 / 3)
    assert meetups.lift.value == 1


def test_nothing_in_an_event_says_how_the_sample_was_written(tables: Tables) -> None:
    assert not [event for event in tables["events"].values() if event.keys() - Event.model_fields.keys()]


def test_the_most_due_people_make_a_good_first_page(tables: Tables) -> None:
    found = standings(tables)
    due = [key for key, one in found.items() if one.is_due(TODAY)]
    assert len(due) >= 15
    assert {found[key].state for key in due} == {"due", "a while", "new"}
    assert "Ana Gómez" in {tables["contacts"][key]["name"] for key in due}


def test_all_kinds_of_record_and_all_their_words_are_used(tables: Tables) -> None:
    entries = tables["interactions"].values()
    assert {entry["kind"] for entry in entries} == set(INTERACTION_KINDS)
    assert {entry["direction"] for entry in entries} == {"in", "out", "mutual"}
    assert any(len(entry["contacts"]) >= 6 for entry in entries)
    assert any(not entry["contacts"] for entry in entries)
    assert any(entry.get("private") for entry in entries)
    ways = {(one["way"], one["benefit"]) for entry in entries for one in entry.get("exchanges", ())}
    assert len(ways) == 10
    states = {(one["owner"], one["status"]) for one in tables["followups"].values()}
    assert states == {(owner, status) for owner in ("mine", "theirs") for status in ("open", "done", "dropped")}
    assert {one["status"] for one in tables["introductions"].values()} == {
        *("idea", "asked", "agreed", "made", "met", "declined", "stale"),
    }
    contacts = tables["contacts"].values()
    assert {contact.get("status", "active") for contact in contacts} == set(STATUSES)
    for field in Contact.model_fields.keys() - {"id", "met_at", "merged"}:
        assert any(field in contact for contact in contacts), field


def test_names_are_short_and_long_and_of_many_scripts(tables: Tables) -> None:
    names = [contact["name"] for contact in tables["contacts"].values()]
    assert {"Tom", "Mum", "小林さくら Sakura Kobayashi", "Zoë Ångström-Fitzgerald"} <= set(names)
    assert max(map(len, names)) > 35
    assert len(set(names)) == len(names)


def test_stubs_wait_for_an_answer_with_their_candidates(tables: Tables) -> None:
    contacts = tables["contacts"]
    unsure = [contact for contact in contacts.values() if contact.get("triage")]
    assert unsure
    assert all(key in contacts for contact in unsure for key in contact["triage"]["candidates"])


def test_every_id_that_is_named_exists(tables: Tables) -> None:
    contacts, entries = tables["contacts"], tables["interactions"]
    for entry in entries.values():
        assert all(key in contacts for key in entry["contacts"])
    for promise in tables["followups"].values():
        assert all(key in contacts for key in promise["contacts"])
        assert promise.get("from") is None or promise["from"] in entries
    for one in tables["introductions"].values():
        assert all(one[side] in contacts or one[side] == "me" for side in ("broker", "a", "b"))
    for contact in contacts.values():
        assert contact.get("introduced_by") is None or contact["introduced_by"] in contacts
        assert all(edge["contact"] in contacts for edge in contact.get("knows", ()))


def test_notes_vary_from_a_word_to_several_paragraphs_and_seldom_repeat(tables: Tables) -> None:
    notes = [entry["note"] for entry in tables["interactions"].values()]
    assert all(notes)
    assert any(note.count("\n\n") >= 3 for note in notes)
    assert len(set(notes)) > 0.9 * len(notes)


def test_captured_lines_say_what_their_entries_hold(tables: Tables) -> None:
    everybody = {
        key: {field: value for field, value in contact.items() if field != "status"}
        for key, contact in tables["contacts"].items()
    }
    names = Names.from_documents(everybody, {}, events={}, goals={}, runs={})
    read = 0
    for line in transactions(TODAY):
        for entry in line.put.get("interactions", {}).values():
            assert entry is not None
            if line.op == "capture":
                promises = [one for one in line.put.get("followups", {}).values() if one is not None]
                check_line(entry, promises, parse(entry["raw"], datetime.fromisoformat(entry["created"]), names))
                read += 1
    assert read > 400


def check_line(entry: dict[str, Any], promises: list[dict[str, Any]], draft: Draft | None) -> None:
    assert draft is not None
    document = Interaction.parse(next(iter(records.documents(draft, entry["created"])["interactions"].values())) or {})
    said, held = document.document(), Interaction.parse(entry).document()
    for record in (said, held):
        record.pop("contacts")
        record["exchanges"] = [(one["way"], one["benefit"], one["size"]) for one in record.get("exchanges", ())]
        record.pop("answered", None)  # became known later
        record.pop("energy", None)
        record.pop("private", None)
    assert said == held
    assert len(draft.contacts) == len(entry["contacts"])
    assert {match.id for match in draft.contacts if not match.new and not match.candidates} <= set(entry["contacts"])
    assert [(one.what, one.owner) for one in draft.followups] == [(one["what"], one["owner"]) for one in promises]


def test_open_promises_are_few_and_some_are_for_these_days(tables: Tables) -> None:
    due = [date.fromisoformat(one["due"]) for one in tables["followups"].values() if one["status"] == "open"]
    assert 10 <= len(due) <= 30
    assert TODAY in due
    assert min(due) < TODAY < max(due)


def test_revs_grow_name_what_they_replace_and_lie_in_the_past() -> None:
    seen: dict[str, str] = {}
    last = ""
    edits = 0
    for line in transactions(TODAY):
        assert last < line.rev < (TODAY + timedelta(days=1)).isoformat()
        last = line.rev
        ids = [key for documents in line.put.values() for key in documents]
        assert line.prev == {key: seen[key] for key in ids if key in seen}
        edits += bool(line.prev)
        seen.update(dict.fromkeys(ids, line.rev))
    assert edits > 100


def test_what_was_created_once_keeps_its_time_of_creation() -> None:
    created: dict[str, str] = {}
    for line in transactions(TODAY):
        for documents in line.put.values():
            for key, document in documents.items():
                assert document is not None
                assert created.setdefault(key, document["created"]) == document["created"]


def test_nobody_stands_in_an_entry_before_the_line_that_brought_them() -> None:
    known: set[str] = set()
    for line in transactions(TODAY):
        known |= line.put.get("contacts", {}).keys()
        for entry in line.put.get("interactions", {}).values():
            assert entry is not None
            assert set(entry["contacts"]) <= known


def test_it_is_written_as_a_journal_of_many_months(tmp_path: Path) -> None:
    count = make(tmp_path / "sample", TODAY, people=60)
    files = sorted((tmp_path / "sample" / "log").iterdir())
    assert len(files) > 30
    assert all(file.name.endswith(f".{MACHINE}.jsonl") for file in files)
    lines = [line for file in files for line in file.read_bytes().split(b"\n") if line]
    assert len(lines) == count
    for file in files:
        for raw in file.read_bytes().split(b"\n")[:-1]:
            assert json.loads(raw)["rev"].startswith(file.name[:7])
            assert raw.find(b'"interactions":{"0') == -1 or raw.find(b'"contacts":{"0') < raw.find(
                b'"interactions":{"0'
            )


def test_a_folder_with_a_journal_in_it_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path, TODAY, people=5)
    before = {file.name: file.read_bytes() for file in (tmp_path / "log").iterdir()}
    with pytest.raises(FileExistsError, match="empty folder"):
        make(tmp_path, TODAY)
    assert {file.name: file.read_bytes() for file in (tmp_path / "log").iterdir()} == before


@pytest.mark.parametrize(("people", "entries"), [(0, 0), (1, 0), (3, 40), (80, 30), (150, 400), (400, 2000)])
def test_any_size_is_met_exactly(people: int, entries: int) -> None:
    sized = newest(people=people, entries=entries)
    assert len(sized["contacts"]) == people
    assert len(sized["interactions"]) == entries


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(2031, 3, 31)])
def test_it_can_be_made_on_any_day(today: date) -> None:
    for line in transactions(today, people=70):
        for key, document in line.put.get("contacts", {}).items():
            assert document is not None
            Contact.parse(document, key)
