"""The journal: records in transactions, nobody's change is overwritten unseen, unknown data survives."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.store.journal import Conflict, Journal, NotSaved, StoreError
from journal.store.log import Log, stamp

Opener = Callable[..., Journal]
Lines = Callable[[], list[str]]


def add(journal: Journal, name: str, **fields: object) -> Contact:
    with journal.transaction(f"add {name}") as transaction:
        return transaction.add(Contact(name=name, **fields))


def add_and_fail(journal: Journal) -> None:
    with journal.transaction("add") as transaction:
        transaction.add(Contact(name="Ana"))
        raise KeyError


def add_and_change(journal: Journal, contact: Contact, **fields: object) -> None:
    with journal.transaction("edit") as transaction:
        transaction.add(Contact(name="Bo"))
        transaction.change(contact, contact.changed(**fields))


def newer_line(root: Path, version: int = 2) -> None:
    (root / "log").mkdir(parents=True, exist_ok=True)
    (root / "log" / "2026-05.desk-bbbb.jsonl").write_text(
        json.dumps(
            {"rev": "2026-05-01T10:00:00.000000Z desk-bbbb", "v": version, "put": {"contacts": {"N": {"who": "x"}}}}
        )
        + "\n"
    )


def test_a_record_gets_an_id_and_the_time_and_is_there_after_reopening(opened: Opener) -> None:
    journal = opened()
    ana = add(journal, "Ana Gómez")
    assert len(ana.id) == 26
    assert ana.created == datetime(2026, 11, 24, 8, 31, 7, tzinfo=UTC)
    assert journal.contacts.docs[ana.id] == {"created": "2026-11-24T08:31:07Z", "name": "Ana Gómez", "circle": "active"}
    assert opened().contacts.get(ana.id) == ana


def test_several_tables_are_one_line(opened: Opener, lines: Lines) -> None:
    journal = opened()
    with journal.transaction("log coffee", atomic=True) as transaction:
        ana = transaction.add(Contact(name="Ana"))
        transaction.add(Interaction.parse({"contacts": [ana.id], "on": "2026-05-01"}))
    (line,) = map(json.loads, lines())
    assert (list(line["put"]), line["op"], line["atomic"]) == (["contacts", "interactions"], "log coffee", True)


def test_an_error_inside_a_transaction_writes_nothing(opened: Opener, root: Path) -> None:
    journal = opened()
    with pytest.raises(KeyError):
        add_and_fail(journal)
    assert len(journal.contacts) == 0
    assert not (root / "log").exists()
    add(journal, "Bo")
    assert [contact.name for contact in opened().contacts] == ["Bo"]


def test_a_transaction_sees_its_own_changes(opened: Opener) -> None:
    journal = opened()
    with journal.transaction("add") as transaction:
        ana = transaction.add(Contact(name="Ana"))
        ana = transaction.change(ana, ana.changed(org="ACME"))
        assert transaction.document("contacts", ana.id) == {**ana.document(), "org": "ACME"}
        assert ana.id not in journal.contacts
    assert journal.contacts.get(ana.id) == ana


def test_a_transaction_within_a_transaction_joins_it(opened: Opener, lines: Lines) -> None:
    journal = opened()
    with journal.transaction("outer") as outer:
        outer.add(Contact(name="Ana"))
        add(journal, "Bo")
        journal.db.table("contacts").insert({"name": "Cy"})
        assert len(journal.db.table("contacts")) == 3
    assert len(lines()) == 1
    assert sorted(contact.name for contact in journal.contacts) == ["Ana", "Bo", "Cy"]


def test_nothing_is_written_when_nothing_changes(opened: Opener, lines: Lines) -> None:
    journal = opened()
    ana = add(journal, "Ana")
    with journal.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(name="Ana"))
        transaction.put("contacts", ana.id, ana.document())
        transaction.put("contacts", "missing", None)
    assert len(lines()) == 1


def test_different_fields_changed_at_two_places_both_stay(opened: Opener) -> None:
    laptop, desk = opened("laptop-aaaa"), opened("desk-bbbb")
    ana = add(laptop, "Ana")
    for journal, fields in ((desk, {"org": "ACME"}), (laptop, {"role": "Baker"})):
        with journal.transaction("edit Ana") as transaction:
            changed = transaction.change(ana, ana.changed(**fields))
    assert (changed.org, changed.role) == ("ACME", "Baker")
    assert opened().contacts.get(ana.id) == changed
    assert laptop.conflicts() == []


def test_the_same_field_changed_elsewhere_is_a_conflict_that_names_it(opened: Opener, lines: Lines) -> None:
    laptop, desk = opened("laptop-aaaa"), opened("desk-bbbb")
    ana = add(laptop, "Ana Gómez", how_met="at work")
    with desk.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(how_met="at school"))
    before = lines()
    with pytest.raises(Conflict, match="how met of Ana Gómez has been changed elsewhere"):
        add_and_change(laptop, ana, how_met="in a train")
    assert lines() == before
    with laptop.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(how_met="at school"))  # the same by chance


def test_changing_or_removing_what_is_gone_or_changed_is_a_conflict(opened: Opener) -> None:
    journal = opened()
    ana, bo = add(journal, "Ana"), add(journal, "Bo")
    with journal.transaction("edit") as transaction:
        transaction.remove(ana)
        transaction.change(bo, bo.changed(org="ACME"))
    with pytest.raises(Conflict, match="Ana has been removed meanwhile"), journal.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(org="ACME"))
    with pytest.raises(Conflict, match="Bo has been changed elsewhere"), journal.transaction("edit") as transaction:
        transaction.remove(bo)
    assert journal.contacts.get(bo.id) is not None


def test_changes_at_two_places_that_do_not_fit_together_are_a_conflict(opened: Opener) -> None:
    laptop, desk = opened("laptop-aaaa"), opened("desk-bbbb")
    with laptop.transaction("log") as transaction:
        entry = transaction.add(Interaction.parse({"contacts": ["P"], "on": "2026-05-01", "kind": "note"}))
    with desk.transaction("edit") as transaction:
        transaction.change(entry, entry.changed(contacts=()))
    with pytest.raises(Conflict, match="do not fit together"), laptop.transaction("edit") as transaction:
        transaction.change(entry, entry.changed(kind="call"))


def test_an_id_that_is_taken_is_not_added_again(opened: Opener) -> None:
    journal = opened()
    ana = add(journal, "Ana")
    with pytest.raises(StoreError, match="Ana is there already"), journal.transaction("add") as transaction:
        transaction.add(ana)


def test_unknown_fields_and_tables_survive_an_edit(opened: Opener, root: Path) -> None:
    log = Log(str(root), "desk-bbbb")
    log.write("add", {"contacts": {"P": {"name": "Ana", "shoe_size": 39, "knows": [{"contact": "X", "since": 2001}]}}})
    log.write("add", {"spells": {"S": {"power": 3}}})
    journal = opened()
    ana = journal.contacts.get("P")
    assert ana is not None
    with journal.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(org="ACME", shoe_size=40))
    again = opened()
    assert again.contacts.docs["P"] == {
        "name": "Ana", "shoe_size": 40, "knows": [{"contact": "X", "since": 2001}], "org": "ACME"
    }  # fmt: skip
    assert again.collection("spells").docs == {"S": {"power": 3}}
    assert again.collection("spells").get("S") is None


def test_a_field_that_is_not_valid_stays_in_the_document(opened: Opener, root: Path) -> None:
    Log(str(root), "desk-bbbb").write("add", {"contacts": {"P": {"name": "Ana", "circle": "royal"}, "Q": {"name": 7}}})
    journal = opened()
    ana = journal.contacts.get("P")
    assert ana is not None
    assert ana.circle == "active"
    assert journal.contacts.get("Q") is None
    assert [contact.id for contact in journal.contacts] == ["P"]
    with journal.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(org="ACME"))
    assert journal.contacts.docs["P"] == {"name": "Ana", "circle": "royal", "org": "ACME"}


def test_after_a_newer_version_only_new_records_are_written(opened: Opener, root: Path, lines: Lines) -> None:
    journal = opened()
    ana = add(journal, "Ana")
    newer_line(root)
    journal.poll()
    assert journal.read_only.startswith("2026-05.desk-bbbb.jsonl, line 1: ")
    assert "Update the program" in journal.read_only
    before = lines()
    with pytest.raises(NotSaved, match="newer journal"), journal.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(org="ACME"))
    with pytest.raises(NotSaved, match="newer journal"):
        journal.undo()
    with pytest.raises(NotSaved, match="newer journal"):
        journal.db.table("contacts").remove(doc_ids=[ana.id])
    assert lines() == before
    add(journal, "Bo")
    assert [contact.name for contact in opened().contacts] == ["Ana", "Bo"]


def test_the_clock_of_the_user_never_reaches_a_rev(opened: Opener, lines: Lines) -> None:
    add(opened(), "Ana")
    assert (
        abs(datetime.fromisoformat(json.loads(lines()[0])["rev"][:26]) - datetime.now(UTC).replace(tzinfo=None)).days
        < 1
    )


def test_concurrent_edits_are_found_and_an_edit_settles_them(opened: Opener, root: Path, tmp_path: Path) -> None:
    ana = add(opened("laptop-aaaa"), "Ana")
    other = tmp_path / "other"
    (other / "log").mkdir(parents=True)
    for path in (root / "log").iterdir():
        (other / "log" / path.name).write_bytes(path.read_bytes())
    for journal, org in ((opened("laptop-aaaa"), "ACME"), (opened("desk-bbbb", other), "NHS")):
        with journal.transaction("edit Ana") as transaction:
            transaction.change(ana, ana.changed(org=org))
    for path in (other / "log").glob("*desk*"):
        (root / "log" / path.name).write_bytes(path.read_bytes())
    journal = opened()
    (found,) = journal.conflicts()
    assert (found.table, found.id, {rev[28:] for rev in found.revs}) == (
        "contacts",
        ana.id,
        {"laptop-aaaa", "desk-bbbb"},
    )
    assert journal.contacts.docs[ana.id]["org"] == "NHS"
    assert {version.document["org"] for version in journal.history("contacts", ana.id)[:2] if version.document} == {
        "ACME",
        "NHS",
    }
    shown = journal.contacts.get(ana.id)
    assert shown is not None
    with journal.transaction("edit Ana") as transaction:
        transaction.change(shown, shown.changed(org="ACME"))
    assert journal.conflicts() == []


def test_history_has_every_version_newest_first(opened: Opener) -> None:
    journal = opened()
    ana = add(journal, "Ana")
    with journal.transaction("edit Ana") as transaction:
        transaction.change(ana, ana.changed(org="ACME"))
    with journal.transaction("remove Ana") as transaction:
        transaction.remove(journal.contacts.get(ana.id) or ana)
    versions = journal.history("contacts", ana.id)
    assert [version.op for version in versions] == ["remove Ana", "edit Ana", "add Ana"]
    assert [version.document and version.document.get("org") for version in versions] == [None, "ACME", None]
    assert versions[0].when.isoformat(timespec="microseconds")[:26] == versions[0].rev[:26]
    assert journal.history("contacts", "nobody") == []


def test_an_edit_wins_over_an_older_one_with_a_clock_that_is_ahead(opened: Opener, root: Path) -> None:
    ahead = stamp(4_000_000_000_000_000)
    (root / "log").mkdir(parents=True)
    (root / "log" / "2096-10.desk-bbbb.jsonl").write_text(
        json.dumps({"rev": f"{ahead} desk-bbbb", "v": 1, "op": "", "put": {"contacts": {"P": {"name": "Ana"}}}}) + "\n"
    )
    journal = opened()
    ana = journal.contacts.get("P")
    assert ana is not None
    with journal.transaction("edit") as transaction:
        transaction.change(ana, ana.changed(name="Anabel"))
    assert opened().contacts.docs["P"]["name"] == "Anabel"


def test_a_forgotten_id_is_dropped_whatever_its_rev(opened: Opener, root: Path) -> None:
    log = Log(str(root), "desk-bbbb")
    log.write("add", {"contacts": {"P": {"name": "Ana"}, "Q": {"name": "Bo"}}})
    screen = opened()
    log.write("forget", {}, marks={"forget": ["P"]})
    Log(str(root), "laptop-aaaa").write("add", {"contacts": {"P": {"name": "Ana again"}}})
    assert [(change.id, change.after) for change in screen.poll() or ()] == [("P", None)]
    assert list(opened().contacts.docs) == ["Q"]


def test_numbers_that_are_none_and_depths_that_cannot_be_read_are_refused(opened: Opener, root: Path) -> None:
    journal = opened()
    deep: list[object] = []
    for _ in range(500):
        deep = [deep]
    for value in (float("inf"), deep):
        with pytest.raises(NotSaved, match="could not be read again"), journal.transaction("x") as transaction:
            transaction.put("contacts", "P", {"name": "Ana", "x": value})
    assert opened().problems == []


def test_dates_are_kept_as_they_are(opened: Opener) -> None:
    journal = opened()
    with journal.transaction("log") as transaction:
        entry = transaction.add(Interaction.parse({"contacts": ["P"], "on": date(2028, 2, 29), "time": "02:30"}))
    document = opened().interactions.docs[entry.id]
    assert (document["on"], document["time"]) == ("2028-02-29", "02:30")
