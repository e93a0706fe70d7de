"""The doctor finds everything that is wrong, says where, and changes nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.store.doctor import Report, examine
from journal.store.journal import Journal, Unreadable
from journal.store.log import Log, stamp

Opener = Callable[..., Journal]


def desk_line(root: Path, text: str, name: str = "2026-05.desk-bbbb.jsonl") -> None:
    log = root / "log"
    for folder in (root, log):
        folder.mkdir(mode=0o700, exist_ok=True)
    (log / name).touch(mode=0o600)
    with (log / name).open("a") as file:
        file.write(text)


def line(put: object, rev: str = "2026-05-01T10:00:00.000000Z desk-bbbb", **more: object) -> str:
    return json.dumps({"rev": rev, "v": 1, "op": "", "put": put, **more}) + "\n"


def everything(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def only(report: Report) -> str:
    (sentence,) = report.sentences()
    return sentence


def test_a_sound_journal_has_no_findings(opened: Opener, root: Path) -> None:
    journal = opened()
    with journal.transaction("log") as transaction:
        ana = transaction.add(Contact(name="Ana"))
        transaction.add(Interaction.parse({"contacts": [ana.id], "on": "2026-05-01"}))
        transaction.put("spells", "S", {"unknown": "table"})
    assert examine(str(root)) == Report(files=1, lines=1, documents=3, findings=[])


def test_no_journal_at_all_is_sound(root: Path) -> None:
    assert examine(str(root)) == Report(0, 0, 0, [])
    assert not root.exists()


def test_what_is_no_folder_cannot_be_examined(root: Path) -> None:
    root.write_text("a file")
    with pytest.raises(Unreadable, match="is not a folder"):
        examine(str(root))


def test_a_bad_line_is_found_at_its_place_and_nothing_is_changed(root: Path) -> None:
    first = line({"contacts": {"P": {"name": "Ana"}}})
    desk_line(root, first + "{oops\n")
    before = everything(root)
    assert only(examine(str(root))).startswith(
        f"2026-05.desk-bbbb.jsonl, line 2 (byte {len(first)}): This line is not valid JSON"
    )
    assert everything(root) == before


def test_an_unfinished_last_line_is_found(root: Path) -> None:
    first = line({"contacts": {"P": {"name": "Ana"}}})
    desk_line(root, first + '{"rev"')
    assert only(examine(str(root))) == (
        f"2026-05.desk-bbbb.jsonl, line 2 (byte {len(first)}): "
        "The last line is not finished (6 bytes); it is kept and not read. The next save closes it; "
        "if another program is carrying this file here just now, wait until it is done."
    )


def test_fields_that_are_not_valid_are_named_with_the_line_that_counts(root: Path) -> None:
    desk_line(root, line({"contacts": {"P": {"name": "Ana", "circle": "royal"}}}))
    later = "2026-05-02T10:00:00.000000Z desk-bbbb"
    desk_line(root, line({"contacts": {"P": {"name": "Ana", "trust": 9, "circle": "open"}}}, later))
    text = only(examine(str(root)))
    assert "line 2" in text
    assert "Ana (contacts P): trust: " in text


def test_names_of_records_that_do_not_exist_are_found(root: Path) -> None:
    entry = {"contacts": ["P", "GONE"], "on": "2026-05-01", "event": "NOWHERE"}
    person = {"name": "Ana", "knows": [{"contact": "NOBODY"}], "introduced_by": "P2"}
    desk_line(root, line({"contacts": {"P": person, "P2": {"name": "Bo"}}, "interactions": {"E": entry}}))
    found = examine(str(root)).sentences()
    assert [text.split(": ", 2)[2] for text in found] == [
        "knows names NOBODY, which does not exist.",
        "contacts names GONE, which does not exist.",
        "event names NOWHERE, which does not exist.",
    ]


def test_i_am_no_missing_person(root: Path) -> None:
    people = {"P": {"name": "Ana"}, "Q": {"name": "Bo"}}
    desk_line(root, line({"contacts": people, "introductions": {"I": {"broker": "me", "a": "P", "b": "Q"}}}))
    assert examine(str(root)).findings == []


def test_a_clock_that_was_ahead_is_found_once_for_each_machine(root: Path) -> None:
    for minute in (10, 11):
        rev = f"2099-05-01T10:{minute}:00.000000Z desk-bbbb"
        desk_line(root, line({"contacts": {"P": {"name": "Ana"}}}, rev), "2099-05.desk-bbbb.jsonl")
    text = only(examine(str(root)))
    assert "This line and 1 more of desk-bbbb are from the future (2099-05-01T10:10)" in text


def test_a_clock_a_little_ahead_is_nothing(root: Path) -> None:
    import time

    rev = f"{stamp(time.time_ns() // 1000 + 60 * 10**6)} desk-bbbb"
    desk_line(root, line({"contacts": {"P": {"name": "Ana"}}}, rev), f"{rev[:7]}.desk-bbbb.jsonl")
    assert examine(str(root)).findings == []


def test_edits_made_without_knowing_of_each_other_are_found(root: Path) -> None:
    revs = [
        f"2026-05-0{day}T10:00:00.000000Z {who}" for day, who in ((1, "desk-bbbb"), (2, "desk-bbbb"), (3, "phone-cccc"))
    ]
    for number, rev in enumerate(revs):
        more = {"prev": {"P": revs[0]}} if number else {}
        desk_line(root, line({"contacts": {"P": {"name": f"Ana {number}"}}}, rev, **more))
    text = only(examine(str(root)))
    assert "line 2" in text
    assert "Ana 2 was changed on desk-bbbb and on phone-cccc without knowing of each other" in text


def test_two_machines_with_one_name_are_found(root: Path) -> None:
    desk_line(root, line({"contacts": {"P": {"name": "Ana"}}}) + line({"contacts": {"Q": {"name": "Bo"}}}))
    assert "two machines write as desk-bbbb" in only(examine(str(root)))


def test_files_that_others_may_read_are_found_in_one_sentence(opened: Opener, root: Path) -> None:
    Log(str(root), "laptop-aaaa").write("add", {"contacts": {"P": {"name": "Ana"}}})
    assert examine(str(root)).findings == []
    root.chmod(0o755)
    next((root / "log").glob("*.jsonl")).chmod(0o644)
    assert only(examine(str(root))).endswith(f"look into this and 1 more (mode 755): chmod -R go= {root}")


def test_files_that_do_not_belong_and_copies_are_found(root: Path) -> None:
    desk_line(root, line({"contacts": {"P": {"name": "Ana"}}}))
    copy = "2026-05.desk-bbbb.sync-conflict-20261124-083107-ABCDEFG.jsonl"
    desk_line(root, line({"contacts": {"P": {"name": "Ana"}}}), copy)
    for name in ("notes.txt", "log/2026-05.desk-bbbb.jsonl.orig", ".git", ".DS_Store"):
        (root / name).write_text("x")
    found = examine(str(root)).sentences()
    assert found == [
        f"{root}/notes.txt: No file of this program; it is not read. Leave it, or move it out of this folder.",
        "2026-05.desk-bbbb.jsonl.orig: A copy that another program left; it is not read. Leave it, or move it out of "
        "this folder.",
        f"{copy}: A copy that another program left; its lines count like all others. Leave it: "
        "the same line twice changes nothing.",
    ]


def test_a_file_that_may_not_be_read_is_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk_line(root, line({"contacts": {"P": {"name": "Ana"}}}))

    def refuse(self: Path, *args: object, **kwargs: object) -> object:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read (permission denied)" in only(examine(str(root)))
