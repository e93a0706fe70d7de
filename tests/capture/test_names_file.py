"""The index of names on disk: it may be missing, old, broken or behind, and what is known is always the whole log."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from journal.capture import names_file
from journal.capture.names_file import Index, covered_now
from journal.store.log import Log

TODAY = date(2026, 11, 24)
Known = Callable[[str], str | None]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(str(tmp_path / "journal"), "laptop-aaaa")


@pytest.fixture
def path(tmp_path: Path, log: Log) -> str:
    return names_file.path_for(str(tmp_path / "cache" / "journal"), log.root)


@pytest.fixture
def load(log: Log, path: str) -> Callable[[], Index]:
    return lambda: names_file.load(log, path, TODAY)


@pytest.fixture
def known(load: Callable[[], Index]) -> Known:
    """`known("ana")`: the id of who is called so now, as the next capture would see it."""
    return lambda text: load().names.resolve(text, TODAY).id


@pytest.fixture
def keep(log: Log, path: str, load: Callable[[], Index]) -> Callable[[], None]:
    """Write the index as it would be now."""

    def keep_it() -> None:
        index = load()
        names_file.write(path, log.root, index.names, index.covered, index.newest)

    return keep_it


def person(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "circle": "open", **more}


def add(log: Log, **people: str) -> str:
    return log.write("add", {"contacts": {key: person(name) for key, name in people.items()}})


def test_an_empty_journal_knows_nobody_and_nothing_is_created(load: Callable[[], Index], log: Log) -> None:
    assert load().names.resolve("ana", TODAY).new
    assert not os.path.exists(log.root)


def test_the_names_are_read_from_the_log_where_there_is_no_index(log: Log, known: Known) -> None:
    add(log, P1="Ana Gómez")
    assert known("gomez") == "P1"


def test_an_index_that_fits_gives_the_same_names(
    log: Log, known: Known, keep: Callable[[], None], load: Callable[[], Index]
) -> None:
    add(log, P1="Ana Gómez", P2="Bob Lee")
    event = {"E1": {"title": "PyCon Leeds", "starts": "2026-11-24"}}
    log.write("more", {"events": event, "goals": {"G1": {"statement": "Data lead"}}, "runs": {"R1": {"event": "E1"}}})
    before = load()
    assert before.stale
    keep()
    after = load()
    assert not after.stale
    assert after.names.base == before.names.base
    assert after.names.others == before.names.others
    assert known("ana") == "P1"


def test_what_was_written_after_the_index_is_read_too(log: Log, known: Known, keep: Callable[[], None]) -> None:
    add(log, P1="Ana Gómez")
    keep()
    add(log, P2="Dana Osei", P1="Ana Ruiz")
    Log(log.root, "desk-bbbb").write("add", {"contacts": {"P3": person("Kim Li")}})
    assert [known(text) for text in ("dana", "ruiz", "gomez", "kim")] == ["P2", "P1", None, "P3"]
    log.write("remove", {"contacts": {"P2": None}})
    assert known("dana") is None
    keep()
    assert [known(text) for text in ("dana", "ruiz", "gomez", "kim")] == [None, "P1", None, "P3"]


def test_a_talk_after_the_index_counts_and_is_kept_in_the_next_one(
    log: Log, known: Known, keep: Callable[[], None]
) -> None:
    add(log, P1="Ana Gómez", P2="Ana Hunt")
    keep()
    assert known("ana") is None
    log.write("capture", {"interactions": {"I1": {"contacts": ["P2"], "on": "2026-11-20", "kind": "call"}}})
    assert known("ana") == "P2"
    keep()
    assert known("ana") == "P2"


def test_without_an_index_only_recent_talks_are_looked_at(log: Log, known: Known) -> None:
    add(log, P1="Ana Gómez", P2="Ana Hunt")
    for key, on in (("P1", "2026-01-20"), ("P2", "2026-09-20")):
        log.write("capture", {"interactions": {f"I{key}": {"contacts": [key], "on": on, "kind": "call"}}})
    assert known("ana") == "P2"


def test_a_talk_with_who_was_merged_is_one_with_the_one_who_goes_on(log: Log, known: Known) -> None:
    add(log, P1="Ana Gómez", P2="Ana Hunt")
    log.write("merge", {"contacts": {"P2": person("Ana Hunt", merged=["P3"])}})
    log.write("elsewhere", {"interactions": {"I1": {"contacts": ["P3"], "on": "2026-11-20", "kind": "call"}}})
    assert known("ana") == "P2"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: b"",
        lambda text: text[: len(text) // 2],
        lambda text: text[:-3],
        lambda text: b"\xff\x00" + text,
        lambda text: text.replace(b"journal names 1", b"journal names 2"),
        lambda text: text.replace(b"\nfile\t", b"\nfile\tx\t"),
        lambda text: text.replace(b"root\t", b"root\t/elsewhere"),
        lambda text: text.replace(b"laptop-aaaa", b"laptop-zzzz"),
    ],
)
def test_a_broken_index_is_not_believed(
    log: Log, path: str, known: Known, keep: Callable[[], None], spoil: Callable[[bytes], bytes]
) -> None:
    add(log, P1="Ana Gómez", P2="Bob Lee")
    keep()
    file = Path(path)
    file.write_bytes(spoil(file.read_bytes()))
    assert [known(text) for text in ("ana", "bob", "nobody")] == ["P1", "P2", None]


def test_a_folder_in_its_place_and_a_cache_that_cannot_be_written_are_no_harm(
    log: Log, path: str, known: Known
) -> None:
    add(log, P1="Ana Gómez")
    Path(path).mkdir(parents=True)
    assert known("ana") == "P1"


def test_a_log_that_was_changed_by_hand_is_read_again(log: Log, known: Known, keep: Callable[[], None]) -> None:
    add(log, P1="Ana Gómez")
    keep()
    (file,) = Path(log.dir).glob("*.jsonl")
    file.write_text(file.read_text("utf-8").replace("Ana Gómez", "Eva Gómez"), "utf-8")
    os.utime(file, ns=(1, 1))
    assert [known("ana"), known("eva")] == [None, "P1"]


def test_a_file_that_came_back_under_another_inode_is_followed_if_it_is_the_same(
    log: Log, known: Known, keep: Callable[[], None], load: Callable[[], Index]
) -> None:
    add(log, P1="Ana Gómez")
    keep()
    (file,) = Path(log.dir).glob("*.jsonl")
    text = file.read_bytes()
    spare = file.with_suffix(".tmp")
    spare.write_bytes(text)
    spare.replace(file)
    add(log, P2="Dana Osei")
    assert known("dana") == "P2"
    assert not load().stale


@pytest.mark.parametrize("change", ["shorter", "other", "gone"])
def test_a_file_that_lost_something_makes_all_be_read_again(
    log: Log, known: Known, keep: Callable[[], None], change: str
) -> None:
    add(log, P1="Ana Gómez")
    add(log, P2="Dana Osei")
    keep()
    (file,) = Path(log.dir).glob("*.jsonl")
    first = file.read_bytes().split(b"\n")[0] + b"\n"
    if change == "gone":
        file.unlink()
    else:
        spare = file.with_suffix(".tmp")
        spare.write_bytes(first if change == "shorter" else first * 3)
        spare.replace(file)
    assert [known("ana"), known("dana")] == [None if change == "gone" else "P1", None]


def test_an_older_version_that_arrives_later_does_not_win(log: Log, known: Known, keep: Callable[[], None]) -> None:
    old = {"rev": "2020-01-01T00:00:00.000000Z desk-bbbb", "v": 1, "op": "add", "put": {}}
    old["put"] = {"contacts": {"P1": person("Ana Hunt")}}
    add(log, P1="Ana Hunt-Lee")
    keep()
    Path(log.dir, "2020-01.desk-bbbb.jsonl").write_text(json.dumps(old) + "\n", "utf-8")
    assert known("ana hunt lee") == "P1"


def test_lines_are_folded_by_their_rev_and_not_by_their_place(log: Log, known: Known) -> None:
    add(log, P1="Ana Old")
    newest = add(log, P1="Ana New")
    (file,) = Path(log.dir).glob("*.jsonl")
    file.write_text("".join(reversed(file.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    assert newest in file.read_text("utf-8").split("\n")[0]
    assert [known("new"), known("old")] == ["P1", None]


def test_broken_and_torn_lines_are_passed_over(log: Log, known: Known, keep: Callable[[], None]) -> None:
    add(log, P1="Ana Gómez")
    (file,) = Path(log.dir).glob("*.jsonl")
    keep()
    with file.open("ab") as end:
        end.write(b'nonsense\n[1]\n{"rev":3}\n{"rev":"x","put":[]}\n' + b"[" * 99_999 + b'\n{"rev":"2026-11-24T')
    assert known("ana") == "P1"
    add(log, P2="Dana Osei")
    assert [known("ana"), known("dana")] == ["P1", "P2"]


def test_who_is_forgotten_is_unknown_whatever_else_is_written(
    log: Log, path: str, known: Known, keep: Callable[[], None]
) -> None:
    add(log, P1="Ana Gómez", P2="Bob Lee")
    keep()
    log.write("forget", {}, marks={"forget": ["P1"]})
    assert [known("ana"), known("bob")] == [None, "P2"]
    add(log, P1="Ana Gómez")
    assert known("ana") is None
    keep()
    add(log, P1="Ana Gómez")
    assert known("ana") is None
    Path(path).unlink()
    assert [known("ana"), known("bob")] == [None, "P2"]


def test_a_line_of_a_newer_program_still_tells_its_names(log: Log, known: Known) -> None:
    add(log, P1="Ana Gómez")
    (file,) = Path(log.dir).glob("*.jsonl")
    line = json.loads(file.read_text("utf-8"))
    line |= {"v": 9, "rev": line["rev"].replace("Z", "9Z"), "put": {"contacts": {"P9": person("Dana Osei")}}}
    with file.open("a", encoding="utf-8") as end:
        end.write(json.dumps(line) + "\n")
    assert known("dana") == "P9"


def test_a_long_tail_asks_for_a_new_index(log: Log, load: Callable[[], Index], keep: Callable[[], None]) -> None:
    add(log, P1="Ana Gómez")
    keep()
    note = "x" * names_file.LONGEST_TAIL
    log.write("capture", {"interactions": {"I1": {"contacts": ["P1"], "on": "2026-11-20", "note": note}}})
    assert load().stale
    keep()
    assert not load().stale


def test_the_full_screen_writes_an_index_of_what_it_has_read(log: Log, path: str, load: Callable[[], Index]) -> None:
    newest = add(log, P1="Ana Gómez")
    covered = [covered_now(log, name, inode, size) for name, _, inode, size in log.files()]
    names_file.write(path, log.root, load().names, covered, newest)
    assert not load().stale
    assert not list(Path(path).parent.glob("*.idx.*"))


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_known(
    log: Log, load: Callable[[], Index], monkeypatch: pytest.MonkeyPatch
) -> None:
    from journal.store.log import Unreadable

    add(log, P1="Ana Gómez")
    Log(log.root, "desk-bbbb").write("add", {"contacts": {"P3": person("Kim Li")}})
    whole = Log.read_from

    def read_from(self: Log, path: str, offset: int) -> bytes:
        if "desk" in path:
            raise Unreadable(f"{path} cannot be read.")
        return whole(self, path, offset)

    monkeypatch.setattr(Log, "read_from", read_from)
    index = load()
    assert index.names.resolve("ana", TODAY).id == "P1"
    assert len(index.problems) == 1
    assert not index.stale


def test_a_journal_without_an_index_is_read_in_pieces(log: Log, path: str, known: Known) -> None:
    log.write_many(
        [("add", {"contacts": {f"P{at}": person(f"Person {at}", note="n" * 200)}}, None, None) for at in range(2000)]
    )
    pieces = names_file.loading(log, path, TODAY)
    pauses = 0
    while True:
        try:
            next(pieces)
            pauses += 1
        except StopIteration as end:
            index = end.value
            break
    assert pauses > 20
    assert index.names.resolve("person 1999", TODAY).id == known("person 1999") == "P1999"
