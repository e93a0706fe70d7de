"""Whichever call to the disk fails, and however: nothing acknowledged is lost, and the next write works."""

from __future__ import annotations

import ast
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from journal.store import disk, files, log
from journal.store.bulk import Bulk
from journal.store.journal import Journal, NotSaved
from journal.store.log import Log

Fresh = Callable[..., Journal]

ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EINTR, errno.EMFILE, errno.EACCES, errno.EROFS)
HARMLESS = {"fsencode", "getpid", "strerror", "urandom", "uname", "access"}
"""Calls that have nothing to do with what is written."""


@cache
def calls() -> list[tuple[Any, str]]:
    """Every call to the system in the modules that write, read from their source."""
    found = {("os", "stat")}  # within `os.path`
    for module in (log, disk, files):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_bytes())):
            if isinstance(node, ast.Call) and isinstance(name := node.func, ast.Attribute):
                found.add((ast.unparse(name.value), name.attr))
    known = {"os": os, "fcntl": fcntl}
    return [(known[where], name) for where, name in sorted(found) if where in known and name not in HARMLESS]


class Faults:
    """Lets the n-th call to the disk fail, once or from then on; a write may do half its work before."""

    def __init__(self, number: int, error: int, *, lasting: bool, short: bool) -> None:
        self.number, self.error, self.lasting, self.short = number, error, lasting, short
        self.count = 0

    @property
    def struck(self) -> bool:
        return self.count >= self.number

    def wrap(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            self.count += 1
            if self.count == self.number or (self.lasting and self.count > self.number):
                if name == "close":
                    real(*args)  # the system lets go of it all the same
                if name == "write" and self.short:
                    real(args[0], args[1][: len(args[1]) // 2])  # type: ignore[index, arg-type]
                raise OSError(self.error, os.strerror(self.error))
            return real(*args, **options)

        return call

    def at_work(self, patch: pytest.MonkeyPatch) -> None:
        for module, name in calls():
            patch.setattr(module, name, self.wrap(name, getattr(module, name)))
        patch.setattr(log, "open", self.wrap("open", open), raising=False)


def faults(errors: Callable[[int], tuple[int, ...]]) -> Iterator[Faults]:
    """One fault after the other, at every position; `errors` are those tried at a position."""
    for lasting, short in ((False, False), (False, True), (True, False), (True, True)):
        number, struck = 0, True
        while struck:
            number += 1
            for error in errors(number):
                fault = Faults(number, error, lasting=lasting, short=short)
                yield fault
                struck = fault.struck


@pytest.fixture
def every_fault(times: Callable[[int, int], int]) -> Callable[[], Iterator[Faults]]:
    """Every position with every error; in the short form with one error after the other."""
    if times(0, 1):
        return lambda: faults(lambda number: ERRORS)
    return lambda: faults(lambda number: (ERRORS[number % len(ERRORS)],))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is durable is not at stake here, and it is slow."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def attempt(root: Path, fault: Faults) -> tuple[list[str], list[str]]:
    """Three writes while the disk fails; what was acknowledged and what was refused."""
    acknowledged, refused = [], []
    with pytest.MonkeyPatch.context() as patch:
        fault.at_work(patch)
        writer = Log(str(root), "laptop-aaaa")
        for number in range(3):
            try:
                writer.write("add", {"contacts": {str(number): {"name": "x" * 50}}})
                acknowledged.append(str(number))
            except NotSaved:
                refused.append(str(number))
    return acknowledged, refused


def test_every_call_of_an_append_may_fail_in_every_way(
    tmp_path: Path, fresh: Fresh, quick: None, every_fault: Callable[[], Iterator[Faults]], figures: Any
) -> None:
    with figures("every call of an append fails") as row:
        for number, fault in enumerate(every_fault()):
            root = tmp_path / str(number)
            acknowledged, refused = attempt(root, fault)
            Log(str(root), "laptop-aaaa").write("add", {"contacts": {"after": {"name": "After"}}})
            journal = fresh(root)
            found = set(journal.contacts.docs)
            assert "after" in found, vars(fault)
            assert found <= {*acknowledged, *refused, "after"}, vars(fault)
            row.count(len(acknowledged), len(found.intersection(acknowledged)), rounds=1)
            shutil.rmtree(root)
        assert row.rounds > 100


def test_every_call_of_an_edit_may_fail_and_memory_is_what_is_on_the_disk(
    tmp_path: Path, fresh: Fresh, quick: None, every_fault: Callable[[], Iterator[Faults]], figures: Any
) -> None:
    with figures("every call of an edit fails") as row:
        for number, fault in enumerate(every_fault()):
            root = tmp_path / str(number)
            Log(str(root), "laptop-aaaa").write("add", {"contacts": {"A": {"name": "Ana"}}})
            journal = fresh(root)
            name = "Ana"
            with pytest.MonkeyPatch.context() as patch:
                fault.at_work(patch)
                for attempt_ in "12":
                    with suppress(NotSaved):
                        rename(journal, attempt_)
                        name = attempt_
            journal.poll()
            assert journal.contacts.docs == fresh(root).contacts.docs, vars(fault)
            rename(journal, "after")
            row.count(1, fresh(root).contacts.docs["A"]["name"] == "after", rounds=1)
            assert name in "Ana12"
            shutil.rmtree(root)


def bring(journal: Journal, org: str) -> None:
    """A large import, as one line that is written in pieces."""
    bulk = Bulk(journal.storage, "import")
    for number in range(200):
        bulk.put("contacts", f"{org}{number}", {"name": "Ana", "org": org})
    bulk.run()


def test_every_call_of_a_large_import_may_fail_and_it_is_there_whole_or_not_at_all(
    tmp_path: Path, fresh: Fresh, quick: None, every_fault: Callable[[], Iterator[Faults]], figures: Any
) -> None:
    with figures("every call of a large import fails") as row:
        for number, fault in enumerate(every_fault()):
            root = tmp_path / str(number)
            Log(str(root), "laptop-aaaa").write("add", {"contacts": {"A": {"name": "Ana"}}})
            journal, done = fresh(root), False
            with pytest.MonkeyPatch.context() as patch:
                fault.at_work(patch)
                with suppress(NotSaved):
                    bring(journal, "one")
                    done = True
            journal.poll()
            found = fresh(root).contacts.docs
            assert journal.contacts.docs == found, vars(fault)
            row.count(1 + 200 * done, len(found) if done else 1, rounds=1, damaged=len(found) not in (1, 201))
            bring(journal, "two")
            assert len(fresh(root).contacts) == len(found) + 200
            shutil.rmtree(root)


def test_every_call_of_a_rewrite_may_fail_and_the_old_file_or_the_new_one_is_there(
    tmp_path: Path, quick: None, every_fault: Callable[[], Iterator[Faults]], figures: Any
) -> None:
    lines = [b'{"rev":"a"}\n', b'{"rev":"b"}\n']
    whole, changed = b"".join(lines), b" " * 11 + b"\n" + lines[0]

    def rewrite(path: Path) -> bool:
        return files.rewrite(path, lambda old: [line for line in old if b'"b"' not in line], Log(str(tmp_path), "x"))

    with figures("every call of a rewrite (forget) fails") as row:
        for number, fault in enumerate(every_fault()):
            path = tmp_path / f"{number}.jsonl"
            path.write_bytes(whole)
            with pytest.MonkeyPatch.context() as patch:
                fault.at_work(patch)
                try:
                    done = rewrite(path)
                except NotSaved:
                    done = False
            found = path.read_bytes()
            row.count(1, found in ({changed} if done else {whole, changed}), rounds=1)
            rewrite(path)
            assert path.read_bytes() == changed, vars(fault)
            path.unlink()


@pytest.fixture
def journal(fresh: Fresh) -> Journal:
    journal = fresh()
    with journal.transaction("add") as transaction:
        transaction.put("contacts", "A", {"name": "Ana"})
    journal.poll()
    return journal


def rename(journal: Journal, name: str = "Changed") -> None:
    with journal.transaction("edit") as transaction:
        transaction.put("contacts", "A", {"name": name})


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_refused_write_leaves_memory_and_file_as_they_were(
    journal: Journal, root: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: int
) -> None:
    path = next((root / "log").iterdir())
    before = path.read_bytes()
    fault = Faults(1, error, lasting=True, short=True)
    monkeypatch.setattr(os, call, fault.wrap(call, getattr(os, call)))
    with pytest.raises(NotSaved, match=r"Not saved: .*jsonl cannot be written"):
        rename(journal)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert journal.contacts.docs == {"A": {"name": "Ana"}}
    assert journal.poll() == []
    rename(journal)
    assert journal.contacts.docs == {"A": {"name": "Changed"}}


def test_short_writes_are_finished(journal: Journal, fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
    with journal.transaction("edit") as transaction:
        transaction.put("contacts", "B", {"name": "Bo" * 100})
    assert fresh().contacts.docs["B"] == {"name": "Bo" * 100}


def test_an_interrupt_by_the_user_takes_the_half_line_back(journal: Journal, root: Path, fresh: Fresh) -> None:
    path = next((root / "log").iterdir())
    before = path.read_bytes()

    def interrupted(handle: int) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            rename(journal)
    assert path.read_bytes() == before
    assert fresh().contacts.docs == journal.contacts.docs


def test_what_another_process_appended_meanwhile_is_never_taken_back(
    journal: Journal, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = next((root / "log").iterdir())

    def foreign(handle: int) -> None:
        with path.open("ab") as file:
            file.write(b"something else\n")
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(os, "fsync", foreign)
    with pytest.raises(NotSaved):
        rename(journal)
    assert path.read_bytes().endswith(b"something else\n")


def test_a_lock_that_cannot_be_had_is_said(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "x")

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(NotSaved, match="has no locks"):
        rename(journal)
    monkeypatch.undo()
    rename(journal)
