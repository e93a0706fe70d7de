"""Undo and redo: per document, across restarts, and never more than what was done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.store.journal import Conflict, Journal, StoreError
from journal.store.log import Log, new_id

Opener = Callable[..., Journal]
Lines = Callable[[], list[str]]


def add(journal: Journal, *names: str, op: str = "import linkedin", atomic: bool = False) -> list[Contact]:
    with journal.transaction(op, atomic=atomic) as transaction:
        return [transaction.add(Contact(name=name)) for name in names]


def edit(journal: Journal, contact: Contact, **fields: object) -> Contact:
    with journal.transaction(f"edit {contact.name}") as transaction:
        return transaction.change(contact, contact.changed(**fields))


def meet(journal: Journal, *people: Contact) -> Interaction:
    with journal.transaction("log coffee") as transaction:
        return transaction.add(Interaction.parse({"contacts": [p.id for p in people], "on": "2026-05-01"}))


def capture(root: Path, text: str, name: str, machine: str = "laptop-aaaa") -> tuple[str, str]:
    person, entry = new_id(), new_id()
    document = {"contacts": [person], "on": "2026-05-01", "kind": "meeting", "raw": text}
    put = {"contacts": {person: {"name": name, "circle": "open", "stub": True}}, "interactions": {entry: document}}
    Log(str(root), machine).write("capture", put)
    return person, entry


def said(done: object) -> str:
    assert done is not None
    return done.text  # type: ignore[attr-defined,no-any-return]


def test_there_may_be_nothing_to_undo(opened: Opener, root: Path) -> None:
    journal = opened()
    assert journal.undo() is None
    assert journal.redo() is None
    assert journal.undo_list() == []
    assert not root.exists()


def test_a_capture_is_undone_after_a_restart_whichever_program_wrote_it(opened: Opener, root: Path) -> None:
    capture(root, "coffee with @ana about rust", "Ana")
    journal = opened()
    done = journal.undo()
    assert said(done) == "Undone: capture “coffee with @ana about rust”"
    assert done is not None
    assert {change.table for change in done.changes} == {"contacts", "interactions"}
    assert len(journal.contacts) == len(journal.interactions) == 0
    again = opened()
    assert said(again.redo()) == "Redone: capture “coffee with @ana about rust”"
    assert [contact.name for contact in opened().contacts] == ["Ana"]


def test_an_edit_gives_back_the_earlier_version(opened: Opener) -> None:
    journal = opened()
    (ana,) = add(journal, "Ana")
    edit(journal, ana, org="ACME")
    assert said(journal.undo()) == "Undone: edit Ana"
    assert journal.contacts.docs[ana.id] == ana.document()
    journal.redo()
    assert journal.contacts.docs[ana.id]["org"] == "ACME"


def test_a_removal_gives_the_record_back(opened: Opener) -> None:
    journal = opened()
    (ana,) = add(journal, "Ana")
    with journal.transaction("remove Ana") as transaction:
        transaction.remove(ana)
    assert said(journal.undo()) == "Undone: remove Ana"
    assert journal.contacts.get(ana.id) == ana


def test_undo_goes_back_step_by_step_and_redo_forward_again(opened: Opener) -> None:
    journal = opened()
    (ana,) = add(journal, "Ana")
    for org in "ABC":
        ana = edit(journal, ana, org=org)
    orgs = []
    for _ in range(5):
        journal = opened()
        journal.undo()
        orgs.append([contact.org for contact in journal.contacts])
    assert orgs == [["B"], ["A"], [""], [], []]
    forward = []
    for _ in range(5):
        journal = opened()
        journal.redo()
        forward.append([contact.org for contact in journal.contacts])
    assert forward == [[""], ["A"], ["B"], ["C"], ["C"]]
    assert said(journal.undo()) == "Undone: edit Ana"
    assert [contact.org for contact in journal.contacts] == ["B"]


def test_after_another_change_there_is_nothing_to_redo(opened: Opener) -> None:
    journal = opened()
    add(journal, "Ana", op="add Ana")
    journal.undo()
    add(journal, "Bo", op="add Bo")
    assert journal.redo() is None
    assert said(journal.undo()) == "Undone: add Bo"
    assert journal.undo() is None


def test_the_list_says_what_undo_would_do(opened: Opener, root: Path) -> None:
    journal = opened()
    add(journal, "Ana", "Bo")
    capture(root, "coffee with @cy", "Cy")
    edit(journal, add(journal, "Di", op="add Di")[0], org="ACME")
    journal.undo()
    steps = journal.undo_list()
    assert [(step.op, step.summary) for step in steps] == [
        ("add Di", "Di"),
        ("capture", "“coffee with @cy”"),
        ("import linkedin", "2 people"),
    ]
    assert [step.op for step in journal.undo_list(limit=1)] == ["add Di"]
    assert steps[0].when.isoformat(timespec="microseconds")[:26] == steps[0].rev[:26]


def test_changes_of_other_machines_are_left_to_them(opened: Opener) -> None:
    add(opened("desk-bbbb"), "Ana", op="add Ana")
    assert opened("laptop-aaaa").undo() is None


def test_the_order_of_the_file_counts_and_not_that_of_the_clock(
    opened: Opener, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(opened(), "Ana", op="add Ana")
    monkeypatch.setattr("time.time_ns", lambda: 1_600_000_000 * 10**9)
    add(opened(), "Bo", op="add Bo")
    assert said(opened().undo()) == "Undone: add Bo"


def test_people_used_since_are_kept_when_an_import_is_undone(opened: Opener) -> None:
    journal = opened()
    people = add(journal, *(f"Person {n}" for n in range(500)))
    desk = opened("desk-bbbb")
    meet(desk, people[1], people[2])
    with desk.transaction("edit") as transaction:  # 4 stands in a document of the import that is kept itself
        transaction.change(people[3], people[3].changed(introduced_by=people[4].id))
    assert said(journal.undo()) == (
        "Undone: import linkedin (500 people). 496 people removed, 4 kept because you used them since"
    )
    assert sorted(contact.name for contact in journal.contacts) == [f"Person {n}" for n in (1, 2, 3, 4)]
    assert said(journal.redo()).startswith("Redone: import linkedin (500 people)")
    assert len(journal.contacts) == 500


def test_a_person_named_by_somebody_who_is_kept_is_kept_too(opened: Opener) -> None:
    journal = opened()
    with journal.transaction("import linkedin") as transaction:
        first = transaction.add(Contact(name="First"))
        second = transaction.add(Contact(name="Second", introduced_by=first.id))
        third = transaction.add(Contact(name="Third", introduced_by=second.id))
        transaction.add(Contact(name="Fourth", introduced_by=third.id))
    meet(opened("desk-bbbb"), second)
    journal.undo()
    assert sorted(contact.name for contact in journal.contacts) == ["First", "Second"]


def test_the_stub_of_a_capture_stays_when_somebody_else_uses_it(opened: Opener, root: Path) -> None:
    person, entry = capture(root, "coffee with @ana", "Ana")
    journal = opened()
    ana = journal.contacts.get(person)
    assert ana is not None
    meet(opened("desk-bbbb"), ana)
    assert said(journal.undo()) == (
        "Undone: capture “coffee with @ana”. 1 entry removed, 1 person kept because you used it since"
    )
    assert person in journal.contacts
    assert entry not in journal.interactions


def test_a_record_changed_elsewhere_since_is_kept_and_said(opened: Opener) -> None:
    journal = opened()
    (ana,) = add(journal, "Ana", op="add Ana")
    edit(opened("desk-bbbb"), ana, org="ACME")
    assert said(journal.undo()) == "Nothing undone: add Ana. 1 person kept because you changed it since"
    assert journal.contacts.docs[ana.id]["org"] == "ACME"
    assert journal.undo() is None


def test_what_holds_together_is_undone_whole_or_not_at_all(opened: Opener, lines: Lines) -> None:
    journal = opened()
    ana, bo = add(journal, "Ana", "Bo", op="merge Ana", atomic=True)
    edit(opened("desk-bbbb"), bo, org="ACME")
    before = lines()
    with pytest.raises(Conflict, match="Cannot be undone as a whole: Bo changed or came"):
        journal.undo()
    assert lines() == before
    assert ana.id in journal.contacts


def test_undo_of_what_holds_together_is_redone_whole_or_not_at_all(opened: Opener, lines: Lines) -> None:
    journal = opened()
    add(journal, "Ana", "Bo", op="merge", atomic=True)
    journal.undo()
    assert json.loads(lines()[-1])["atomic"] is True
    journal.redo()
    assert len(journal.contacts) == 2


def test_undo_refuses_when_the_earlier_version_is_not_on_this_machine(opened: Opener, root: Path, lines: Lines) -> None:
    (ana,) = add(opened("desk-bbbb"), "Ana Gómez")
    journal = opened("laptop-aaaa")
    edit(journal, ana, org="ACME")
    next((root / "log").glob("*desk*")).unlink()
    before = lines()
    with pytest.raises(StoreError, match="the earlier version of Ana Gómez is not on this machine"):
        opened("laptop-aaaa").undo()
    assert lines() == before


def test_forgetting_cannot_be_undone(opened: Opener, root: Path) -> None:
    add(opened(), "Ana")
    Log(str(root), "laptop-aaaa").write("forget", {}, marks={"forget": ["P"]})
    with pytest.raises(StoreError, match="cannot be undone"):
        opened().undo()


def test_lines_of_another_machine_in_an_own_file_are_not_ours_to_undo(opened: Opener, root: Path) -> None:
    add(opened("desk-bbbb"), "Ana", op="add Ana")
    add(opened("laptop-aaaa"), "Bo", op="add Bo")
    desk, own = sorted((root / "log").glob("*.jsonl"))
    own.write_bytes(own.read_bytes() + desk.read_bytes())
    assert said(opened("laptop-aaaa").undo()) == "Undone: add Bo"


def test_a_line_that_stands_twice_is_undone_once(opened: Opener, root: Path) -> None:
    add(opened(), "Ana", op="add Ana")
    (path,) = (root / "log").glob("*.jsonl")
    path.write_bytes(path.read_bytes() * 2)
    journal = opened()
    assert said(journal.undo()) == "Undone: add Ana"
    assert journal.undo() is None


def test_ids_that_stand_in_two_tables_are_told_apart(opened: Opener) -> None:
    journal = opened()
    with journal.transaction("first") as transaction:
        transaction.put("settings", "me", {"name": "A"})
    with journal.transaction("second") as transaction:
        transaction.put("settings", "me", {"name": "B"})
        transaction.put("decisions", "me", {"kind": "x"})
    journal.undo()
    assert journal.collection("settings").docs == {"me": {"name": "A"}}
    assert journal.collection("decisions").docs == {}


def test_undo_reads_past_lines_longer_than_a_block_and_broken_ones(opened: Opener, root: Path) -> None:
    journal = opened()
    with journal.transaction("add Long") as transaction:
        transaction.add(Contact(name="Long", notes="x" * 20_000, blob="y" * 300_000))
    (path,) = (root / "log").glob("*.jsonl")
    with path.open("ab") as file:
        file.write(b"\n{broken\n[1]\n" * 3 + b'{"rev":"torn')
    assert said(opened().undo()) == "Undone: add Long"
