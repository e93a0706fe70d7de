"""The log: one line per transaction, durable, under a lock, with revs that grow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journal.store.log import Log, NotSaved, new_id, stamp

FORBIDDEN = {
    "argparse",
    "contextlib",
    "dataclasses",
    "inspect",
    "pathlib",
    "subprocess",
    "tempfile",
    "tomllib",
    "typing",
}
IMPORTED = """
import sys
old = set(sys.modules)
import journal.store.log, journal.store.machine
print(*set(sys.modules) - old)
"""


@pytest.fixture
def log(root: Path) -> Log:
    return Log(str(root), "laptop-aaaa")


def own_file(log: Log) -> Path:
    return Path(log.own_files()[-1])


def test_ids_grow_and_never_repeat() -> None:
    ids = [new_id() for _ in range(5000)]
    assert ids == sorted(set(ids))
    assert {len(key) for key in ids} == {26}


def test_a_stamp_has_microseconds_and_says_utc() -> None:
    assert stamp(1_795_509_067_123_456) == "2026-11-24T08:31:07.123456Z"


def test_a_line_holds_everything_in_a_fixed_order_with_interactions_last(log: Log) -> None:
    put = {"interactions": {"B": {"note": "Łódź"}}, "contacts": {"A": None}}
    rev = log.write("capture", put, prev={"A": "2026-01-01T00:00:00.000000Z desk-bbbb"}, marks={"atomic": True})
    raw = own_file(log).read_text(encoding="utf-8")
    assert raw == (
        f'{{"rev":"{rev}","v":1,"op":"capture","put":{{"contacts":{{"A":null}},"interactions":{{"B":{{"note":"Łódź"}}}}}},'
        '"prev":{"A":"2026-01-01T00:00:00.000000Z desk-bbbb"},"atomic":true}\n'
    )


def test_the_file_is_named_after_the_month_and_the_machine(log: Log) -> None:
    rev = log.write("capture", {"contacts": {"A": {}}})
    assert own_file(log).name == f"{rev[:7]}.laptop-aaaa.jsonl"
    assert rev.endswith(" laptop-aaaa")


def test_looking_creates_nothing_and_the_first_write_creates_all(root: Path, log: Log) -> None:
    assert log.files() == []
    assert log.find("2026-01-01T00:00:00.000000Z laptop-aaaa") is None
    assert not root.exists()
    log.write("capture", {})
    assert sorted(path.name for path in root.iterdir()) == [".gitattributes", ".gitignore", ".lock", ".stignore", "log"]
    assert (root / ".gitattributes").read_text() == "*.jsonl -text merge=union\n"
    assert (root / ".stignore").read_text() == ".lock\n"


def test_settings_of_git_that_are_there_already_stay(root: Path, log: Log) -> None:
    root.mkdir()
    (root / ".gitattributes").write_text("mine\n")
    log.write("capture", {})
    assert (root / ".gitattributes").read_text() == "mine\n"


def test_two_captures_in_one_microsecond_get_two_revs(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_795_509_067_999_999_000)
    revs = [log.write("capture", {}) for _ in range(3)]
    assert [rev[:27] for rev in revs] == [
        "2026-11-24T08:31:07.999999Z",
        "2026-11-24T08:31:08.000000Z",
        "2026-11-24T08:31:08.000001Z",
    ]


def test_a_rev_is_newer_than_every_rev_it_replaces(log: Log) -> None:
    future = "2031-05-05T00:00:00.000000Z desk-bbbb"
    rev = log.write("edit", {"contacts": {"A": {}}}, prev={"A": future})
    assert rev == "2031-05-05T00:00:00.000001Z laptop-aaaa"


def test_a_month_that_ends_starts_another_file(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    for second in (1_793_491_199, 1_793_491_200):  # the last second of October, the first of November
        monkeypatch.setattr(time, "time_ns", lambda second=second: second * 10**9)
        log.write("capture", {})
    assert [Path(path).name[:7] for path in log.own_files()] == ["2026-10", "2026-11"]


def test_the_last_own_rev_is_found_behind_torn_foreign_and_long_lines(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = log.write("capture", {})
    with own_file(log).open("ab") as file:
        file.write(
            b'{"rev":"2026-01-01T00:00:00.000000Z desk-bbbb","v":1,"op":"","put":{}}\n' + b"x" * 20_000 + b"\n{torn"
        )
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert Log(log.root, log.machine).write("capture", {}) > last


def test_a_torn_tail_is_sealed_and_never_cut(log: Log) -> None:
    log.write("capture", {})
    path = own_file(log)
    torn = path.read_bytes()[:-20]
    path.write_bytes(torn)
    rev = log.write("capture", {})
    assert path.read_bytes().startswith(torn + b"\n")
    assert log.find(rev) is not None


def test_many_entries_go_into_one_write(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    log.write("first", {})
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    revs = log.write_many([("import", {"contacts": {str(n): {}}}, None, None) for n in range(100)])
    assert revs == sorted(set(revs))
    assert len(revs) == 100
    assert len(synced) == 1


def test_nothing_is_written_when_one_of_many_cannot_be(log: Log) -> None:
    log.write("first", {})
    before = own_file(log).read_bytes()
    with pytest.raises(NotSaved, match="cannot be written down"):
        log.write_many([("a", {}, None, None), ("b", {"t": {"x": {"n": float("nan")}}}, None, None)])
    assert own_file(log).read_bytes() == before


def test_a_lone_surrogate_does_not_spoil_the_line(log: Log) -> None:
    rev = log.write("capture", {"contacts": {"A": {"name": "a\ud800b"}}})
    found = log.find(rev)
    assert found is not None
    assert found["put"]["contacts"]["A"]["name"] == "a?b"


def test_a_line_is_found_whichever_file_holds_it_now(root: Path, log: Log) -> None:
    rev = log.write("capture", {"contacts": {"A": {"n": 1}}})
    log.write("edit", {"contacts": {"A": {"n": 2}}}, prev={"A": rev})
    own_file(log).rename(root / "log" / "2020-01.restored.jsonl")
    found = log.find(rev)
    assert found is not None
    assert found["put"] == {"contacts": {"A": {"n": 1}}}
    assert log.find("2020-01-01T00:00:00.000000Z nobody") is None


def test_a_line_edited_by_hand_is_found_too(log: Log) -> None:
    rev = log.write("capture", {"contacts": {"A": {"n": 1}}})
    path = own_file(log)
    path.write_text(json.dumps(json.loads(path.read_text())) + "\n")  # with spaces after commas
    assert log.find(rev) is not None


def test_reading_leaves_an_unfinished_line_alone(log: Log) -> None:
    log.write("capture", {})
    path = own_file(log)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"rev":')
    assert log.read_from(str(path), 0) == whole
    assert log.read_from(str(path), len(whole)) == b""
    assert log.read_from(str(path) + ".gone", 0) == b""


def test_only_files_of_lines_count(root: Path, log: Log) -> None:
    log.write("capture", {})
    (root / "log" / "notes.txt").write_text("mine")
    (root / "log" / "folder.jsonl").mkdir()
    (root / "log" / "nowhere.jsonl").symlink_to(root / "missing")
    assert [file[0] for file in log.files()] == [own_file(log).name]


def test_what_is_no_json_is_a_mistake_of_the_program(log: Log) -> None:
    with pytest.raises(TypeError):
        log.write("capture", {"contacts": {"A": {"x": object()}}})


def test_writing_needs_few_modules() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "json" in loaded
    assert not loaded & FORBIDDEN
    assert not {name.partition(".")[0] for name in loaded} & {"pydantic", "pydantic_core", "tinydb", "textual"}


def test_ids_grow_when_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 10**18)
    assert new_id() > before


def test_revs_grow_when_the_clock_goes_back_a_year_even_in_another_process(
    root: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = log.write("capture", {})
    monkeypatch.setattr(time, "time_ns", lambda: 1_700_000_000 * 10**9)
    second = log.write("capture", {})
    third = Log(str(root), "laptop-aaaa").write("capture", {})
    assert first < second < third
    assert second[:19] == first[:19]
    assert len(log.own_files()) == 1


def test_a_damaged_year_does_not_move_the_clock(log: Log) -> None:
    log.write("capture", {})
    with own_file(log).open("ab") as file:
        file.write(b'{"rev":"9926-01-01T00:00:00.000000Z laptop-aaaa","v":1,"op":"","put":{}}\n')
    assert Log(log.root, log.machine).write("capture", {}) < "2200"
