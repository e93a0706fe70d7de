"""A file cut or damaged at any byte costs the damaged line only, is never changed, and is always reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal.store.fold import State
from journal.store.journal import Journal
from journal.store.log import Log

Fresh = Callable[[], Journal]
LETTER = ord("}")


@pytest.fixture
def path(root: Path) -> Path:
    """A file of three lines, each with one person."""
    log = Log(str(root), "laptop-aaaa")
    for key in "ABC":
        log.write("add", {"contacts": {key: {"name": f"Person {key} é"}}})
    return Path(log.own_files()[0])


def read(path: Path) -> State:
    state = State()
    offset = 0
    for number, raw in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
        state.take(path.name, number, offset, raw)
        offset += len(raw) + 1
    return state


def test_cut_at_any_byte_the_lines_before_and_the_next_one_are_kept(
    root: Path, path: Path, fresh: Fresh, figures: Any
) -> None:
    whole = path.read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == 10]
    with figures("cut at every byte, read, written to, read") as row:
        for cut in range(len(whole) + 1):
            path.write_bytes(whole[:cut])
            complete = sum(end <= cut for end in ends)
            before = fresh()
            assert list(before.contacts.docs) == list("ABC")[:complete], cut
            assert before.problems == [], cut
            Log(str(root), "laptop-aaaa").write("add", {"contacts": {"NEW": {"name": "New"}}})
            after = fresh()
            kept = complete + (cut + 1 in ends)  # only the line break was missing: it is whole again
            assert list(after.contacts.docs) == [*list("ABC")[:kept], "NEW"], cut
            torn = cut not in (0, *ends) and cut + 1 not in ends
            place = (complete + 1, [0, *ends][complete])
            assert [problem[1:3] for problem in after.problems] == [place] * torn, cut
            row.count(kept + 1, len(after.contacts.docs), rounds=1)
            row.damaged += not path.read_bytes().startswith(whole[:cut])


def test_one_damaged_byte_never_harms_another_line(
    path: Path, fresh: Fresh, figures: Any, times: Callable[[int, int], int]
) -> None:
    whole = path.read_bytes()
    with figures("one byte damaged, every byte in five ways") as row:
        for at in range(len(whole)):
            for byte in (*b'\0"\xff\n', LETTER):
                if whole[at] == byte:
                    continue
                damaged = whole[:at] + bytes([byte]) + whole[at + 1 :]
                path.write_bytes(damaged)
                hit = whole[:at].count(b"\n")
                harmed = {hit, hit + 1} if whole[at] == 10 else {hit}
                unharmed = [key for number, key in enumerate("ABC") if number not in harmed]
                state = read(path) if at % times(41, 1) else fresh().storage.live.view.state
                people = state.tables.get("contacts", {})
                as_before = sum(people.get(key) == {"name": f"Person {key} é"} for key in unharmed)
                row.count(len(unharmed), as_before, rounds=1)
                # one letter of a text may become another one that is as good, and the last line may lose its end
                assert state.problems or byte == LETTER or at == len(whole) - 1, (at, byte)
                assert path.read_bytes() == damaged


def test_a_program_that_is_running_survives_a_cut_and_goes_on_writing(root: Path, path: Path, fresh: Fresh) -> None:
    whole = path.read_bytes()
    for cut in range(1, len(whole), 37):
        path.write_bytes(whole)
        running = fresh()
        path.write_bytes(whole[:cut])
        with running.transaction("add") as transaction:
            transaction.put("contacts", "NEW", {"name": "New"})
        assert running.storage.read() == fresh().storage.read()
        assert running.poll() is None


JUNK = (b"\0" * 4096, b"\x89PNG\r\n\x1a\n", b"<<<<<<< HEAD\n=======\n>>>>>>> main", b"\xef\xbb\xbf")


@pytest.mark.parametrize("tail", JUNK)
def test_junk_at_the_end_is_sealed_reported_and_kept(root: Path, path: Path, fresh: Fresh, tail: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    Log(str(root), "laptop-aaaa").write("add", {"contacts": {"NEW": {"name": "New"}}})
    journal = fresh()
    assert list(journal.contacts.docs) == ["A", "B", "C", "NEW"]
    assert [problem.line for problem in journal.problems] == list(range(4, 4 + len(tail.strip().split(b"\n"))))
    assert path.read_bytes().startswith(whole + tail)


def test_an_empty_file_and_windows_line_ends_are_no_problem(root: Path, path: Path, fresh: Fresh) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (root / "log" / "2026-05.desk-bbbb.jsonl").write_bytes(b"")
    journal = fresh()
    assert list(journal.contacts.docs) == ["A", "B", "C"]
    assert journal.problems == []
