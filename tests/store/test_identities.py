"""Whatever names somebody who was merged or forgotten reads as it means now, in whatever order the lines come."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import journal as program
from journal.derived.index import Index
from journal.domain.contacts import Contact
from journal.domain.merging import merged
from journal.domain.model import Model
from journal.exchange import archive
from journal.exchange.markdown import page
from journal.exchange.outgoing import entries_of
from journal.exchange.source import Source
from journal.store.doctor import examine
from journal.store.fold import State
from journal.store.forget import forget, trail_of
from journal.store.journal import Journal
from journal.store.log import Log
from journal.store.merge import merge_contacts

TODAY = date(2026, 11, 24)
MODEL = Model.parse(tomllib.loads((Path(program.__file__).parent / "content" / "model.toml").read_text()))
Opener = Callable[..., Journal]
LATE: dict[str, dict[str, Any]] = {
    "interactions": {
        "I1": {"contacts": ["OLD"], "on": "2026-11-20", "kind": "meeting", "note": "written on the train"},
        "I2": {"contacts": ["OLD", "ZOE", "BOB"], "on": "2026-11-21", "kind": "call"},
    },
    "followups": {"F1": {"contacts": ["OLD"], "what": "send it", "due": "2026-12-01"}},
    "introductions": {
        "N1": {"broker": "me", "a": "OLD", "b": "BOB"},
        "N2": {"broker": "me", "a": "OLD", "b": "ZOE"},
    },
    "goals": {"G1": {"statement": "Find a good job soon", "slots": [{"label": "chairs", "people": ["OLD"]}]}},
    "events": {"E1": {"title": "Fair", "starts": "2026-12-01", "helpers": ["OLD"]}},
    "contacts": {"EVE": {"name": "Eve", "circle": "open", "introduced_by": "OLD", "knows": [{"contact": "OLD"}]}},
}
"""What another machine wrote without knowing of the merge."""


@pytest.fixture
def journal(opened: Opener) -> Journal:
    """Zoë is there twice, and Bob."""
    journal = opened()
    with journal.transaction("test") as transaction:
        for key, name in (("ZOE", "Zoë Ångström"), ("OLD", "Zoe Angstrom"), ("BOB", "Bob Lee")):
            transaction.add(Contact.parse({"name": name, "circle": "open", "created": "2025-01-01T00:00:00Z"}, key))
    return journal


def merge(journal: Journal, goes: str = "OLD", stays: str = "ZOE") -> None:
    one, other = journal.contacts.get(stays), journal.contacts.get(goes)
    assert one is not None
    assert other is not None
    merge_contacts(journal, one, other, merged(one, other, {}).changed(id=stays, merged=(*one.merged, goes)))


def write_late(journal: Journal) -> None:
    Log(str(journal.root), "phone-bbbb").write("elsewhere", {table: dict(docs) for table, docs in LATE.items()})


def everything(journal: Journal) -> dict[str, dict[str, Any]]:
    return {table: dict(docs) for table, docs in journal.storage.read().items()}


def test_what_arrives_late_from_another_machine_is_about_the_one_who_goes_on(journal: Journal) -> None:
    merge(journal)
    index = Index(journal, MODEL, TODAY)
    index.apply(None)
    journal.poll()
    write_late(journal)
    index.apply(journal.poll())
    docs = everything(journal)
    assert docs["interactions"]["I1"]["contacts"] == ["ZOE"]
    assert docs["interactions"]["I2"]["contacts"] == ["ZOE", "BOB"]
    assert docs["followups"]["F1"]["contacts"] == ["ZOE"]
    assert list(docs["introductions"]) == ["N1"], "nobody is introduced to themselves"
    assert docs["introductions"]["N1"]["a"] == "ZOE"
    assert docs["goals"]["G1"]["slots"][0]["people"] == ["ZOE"]
    assert docs["events"]["E1"]["helpers"] == ["ZOE"]
    assert (docs["contacts"]["EVE"]["introduced_by"], docs["contacts"]["EVE"]["knows"]) == (
        "ZOE",
        [{"contact": "ZOE"}],
    )
    assert list(index.entries_of("ZOE")) == ["I2", "I1"]
    assert list(index.followups_of("ZOE")) == ["F1"]
    assert not index.entries_of("OLD")
    assert not [finding for finding in examine(str(journal.root)).findings if "does not exist" in finding.why]


def test_it_is_the_same_for_who_opens_the_journal_afterwards(journal: Journal, opened: Opener) -> None:
    write_late(journal)
    journal.poll()
    late = opened()
    merge(late)
    early = opened()
    Log(str(journal.root), "desk-cccc").write("one more", {"interactions": {"I3": LATE["interactions"]["I1"]}})
    late.poll()
    early.poll()
    assert everything(late) == everything(early) == everything(opened())
    assert everything(opened())["interactions"]["I3"]["contacts"] == ["ZOE"]


def test_when_the_merge_is_undone_they_are_about_the_other_again(journal: Journal, opened: Opener) -> None:
    before = everything(journal)
    merge(journal)
    write_late(journal)
    journal.poll()
    assert journal.undo() is not None
    assert everything(journal)["contacts"]["OLD"] == before["contacts"]["OLD"]
    assert everything(journal)["interactions"] == LATE["interactions"]
    assert set(everything(journal)["introductions"]) == {"N1", "N2"}
    assert everything(opened()) == everything(journal)


def test_who_was_merged_twice_is_found_at_the_end_of_the_way(journal: Journal, opened: Opener) -> None:
    elsewhere = opened("phone-bbbb")
    merge(elsewhere, "OLD", "ZOE")
    journal.poll()
    merge(journal, "ZOE", "BOB")
    write_late(journal)
    docs = everything(opened())
    assert docs["interactions"]["I1"]["contacts"] == ["BOB"]
    assert docs["followups"]["F1"]["contacts"] == ["BOB"]


def test_who_is_forgotten_is_so_with_all_they_were_merged_from(
    journal: Journal, opened: Opener, tmp_path: Path
) -> None:
    elsewhere = opened("phone-bbbb")
    merge(elsewhere, "OLD", "ZOE")
    journal.poll()
    merge(journal, "ZOE", "BOB")
    write_late(journal)
    journal.poll()
    bob = journal.contacts.get("BOB")
    assert bob is not None
    assert trail_of(journal, bob).gone >= {"BOB", "ZOE", "OLD", "I1", "F1"}
    forget(journal, trail_of(journal, bob), TODAY, texts=True, folder=tmp_path / "kept")
    assert set(everything(opened())) <= {"contacts", "goals", "events"}
    assert list(everything(opened())["contacts"]) == ["EVE"]


def test_what_is_exported_names_nobody_who_is_not_there(journal: Journal) -> None:
    merge(journal)
    write_late(journal)
    journal.poll()
    text = "".join(archive.write({name: journal.collection(name).docs for name in archive.TABLES}))
    assert text.count('"OLD"') == 1, "only as the past of the one who goes on"
    plan = archive.plan(Source("j.json", text), lambda table: journal.collection(table).docs)
    assert not plan.changes, "and it comes back without any difference"
    zoe = journal.contacts.get("ZOE")
    assert zoe is not None
    assert "written on the train" in "".join(page(zoe, entries_of(journal, private=False)["ZOE"], [], {}))


def test_an_edit_of_what_came_late_is_written_with_the_one_who_goes_on(journal: Journal, opened: Opener) -> None:
    merge(journal)
    write_late(journal)
    journal.poll()
    entry = journal.interactions.get("I1")
    assert entry is not None
    with journal.transaction("edit") as transaction:
        transaction.change(entry, entry.changed(note="written at home"))
    assert opened().interactions.docs["I1"]["contacts"] == ["ZOE"]
    assert opened().interactions.docs["I1"]["note"] == "written at home"


def test_nobody_who_was_forgotten_is_named_by_what_comes_late(journal: Journal, opened: Opener, tmp_path: Path) -> None:
    old = journal.contacts.get("OLD")
    assert old is not None
    forget(journal, trail_of(journal, old), TODAY, texts=True, folder=tmp_path / "kept")
    write_late(journal)
    docs = everything(opened())
    assert "I1" not in docs["interactions"], "theirs alone"
    assert docs["interactions"]["I2"]["contacts"] == ["ZOE", "BOB"]
    assert "followups" not in docs
    assert "introductions" not in docs
    assert docs["goals"]["G1"]["slots"][0]["people"] == []
    assert "introduced_by" not in docs["contacts"]["EVE"]


def line(number: int, put: dict[str, Any]) -> bytes:
    rev = f"2026-11-24T08:00:00.{number:06}Z m-{number % 3}"
    return json.dumps({"rev": rev, "v": 1, "op": "x", "put": put}).encode()


ids = st.sampled_from(["A", "B", "C", "D"])
contact = st.one_of(
    st.none(), st.builds(lambda name, old: {"name": name, "merged": sorted(old - {name})}, ids, st.sets(ids))
)
entry = st.builds(lambda people: {"contacts": people, "kind": "call"}, st.lists(ids, min_size=1, max_size=3))
put = st.fixed_dictionaries(
    {"contacts": st.dictionaries(ids, contact, max_size=2)},
    optional={"interactions": st.dictionaries(st.sampled_from(["I", "J"]), entry, max_size=2)},
)


@settings(max_examples=60, deadline=None)
@given(puts=st.lists(put, max_size=7), order=st.randoms(use_true_random=False))
def test_the_order_in_which_lines_are_read_changes_nothing(puts: list[dict[str, Any]], order: Any) -> None:
    lines = [line(number, one) for number, one in enumerate(puts)]
    straight, mixed = State(), State()
    for raw in lines:
        straight.take("f", 1, 0, raw)
    straight.settle()
    order.shuffle(lines)
    for raw in lines:
        mixed.take("f", 1, 0, raw)
        mixed.settle()
    assert mixed.tables.get("interactions", {}) == straight.tables.get("interactions", {})
    assert mixed.tables.get("contacts", {}) == straight.tables.get("contacts", {})
