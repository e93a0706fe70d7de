"""In whatever order lines arrive, from however many machines, the same documents come out."""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.store.fold import State
from journal.store.journal import Journal
from journal.store.log import Log

Opener = Callable[..., Journal]

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["laptop-aaaa", "desk-bbbb", "phone-cccc"]),
        st.sampled_from(["P", "Q", "R"]),
        st.one_of(st.none(), st.integers(0, 9)),
        st.booleans(),
    ),
    max_size=12,
)


def folded(lines: list[bytes]) -> tuple[object, object]:
    state = State()
    for number, raw in enumerate(lines):
        state.take("file", number, 0, raw)
    assert state.problems == []
    return {name: table for name, table in state.tables.items() if table}, state.revs


def history(edits: list[tuple[str, str, int | None, bool]]) -> list[bytes]:
    """The lines of machines that sometimes know of each other's changes and sometimes do not."""
    with tempfile.TemporaryDirectory() as folder:
        revs: dict[str, dict[str, str]] = {}
        for machine, key, value, synced in edits:
            seen = revs.setdefault("all" if synced else machine, {})
            prev = {key: seen[key]} if key in seen else None
            document = None if value is None else {"n": value}
            seen[key] = Log(folder, machine).write("edit", {"contacts": {key: document}}, prev=prev)
        return (
            [line for path in Path(folder, "log").glob("*") for line in path.read_bytes().split(b"\n")[:-1]]
            if edits
            else []
        )


@settings(deadline=None, max_examples=60)
@given(EDITS, st.randoms(use_true_random=False))
def test_shuffled_and_repeated_lines_give_the_same_documents(
    edits: list[tuple[str, str, int | None, bool]], chance: random.Random
) -> None:
    lines = history(edits)
    mixed = lines + chance.sample(lines, k=len(lines) // 2)
    chance.shuffle(mixed)
    assert folded(mixed) == folded(lines)


def test_a_copy_left_by_a_sync_program_adds_only_what_is_new(opened: Opener, root: Path) -> None:
    log = Log(str(root), "desk-bbbb")
    log.write("add", {"contacts": {"P": {"name": "Ana"}}})
    path = Path(log.own_files()[0])
    copy = path.with_name(path.name.replace(".jsonl", ".sync-conflict-20261124-083107-ABCDEFG.jsonl"))
    copy.write_bytes(path.read_bytes())
    log.write("edit", {"contacts": {"P": {"name": "Anabel"}}}, prev={})
    Log(str(root), "desk-bbbb").write("add", {"contacts": {"Q": {"name": "Bo"}}})
    journal = opened()
    assert journal.contacts.docs == {"P": {"name": "Anabel"}, "Q": {"name": "Bo"}}
    assert journal.conflicts() == []


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("machines", [("laptop-aaaa", "desk-bbbb"), ("same-aaaa", "same-aaaa")])
def test_two_clones_merge_with_git_and_nothing_is_lost(
    opened: Opener, root: Path, tmp_path: Path, machines: tuple[str, str]
) -> None:
    here, there = machines
    Log(str(root), here).write("add", {"contacts": {"P": {"name": "Ana"}}})
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "start")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", str(root), str(clone))
    assert not (clone / ".lock").exists()
    for folder, machine in ((root, here), (clone, there)):
        for number in range(3):
            Log(str(folder), machine).write("add", {"contacts": {f"{folder.name}{number}": {"name": "x"}}})
        git(folder, "add", ".")
        git(folder, "commit", "-m", "more")
    running = opened(here)
    git(root, "pull", "--no-rebase", "--no-edit", str(clone), "main")
    changes = running.poll()
    assert changes is None or len(changes) == 3
    assert len(running.contacts) == 7
    assert running.problems == []
    assert opened(here).storage.read() == running.storage.read()
