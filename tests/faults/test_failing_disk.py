"""Whichever call to the disk fails, and however: nothing acknowledged is lost, and the next write works."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal.store.journal import Journal, NotSaved
from journal.store.log import Log

Fresh = Callable[[], Journal]

CALLS = ("open", "write", "fsync", "ftruncate", "mkdir", "fchmod", "fstat")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EINTR)


class Faults:
    """Lets the n-th call to the disk fail, once or from then on; a write may do half its work before."""

    def __init__(self, number: int, error: int, *, lasting: bool, short: bool) -> None:
        self.number, self.error, self.lasting, self.short = number, error, lasting, short
        self.calls = 0

    @property
    def struck(self) -> bool:
        return self.calls >= self.number

    def wrap(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            self.calls += 1
            if self.calls == self.number or (self.lasting and self.calls > self.number):
                if name == "write" and self.short:
                    real(args[0], args[1][: len(args[1]) // 2])  # type: ignore[index, arg-type]
                raise OSError(self.error, os.strerror(self.error))
            return real(*args, **options)

        return call


def faults() -> Iterator[Faults]:
    for error in ERRORS:
        for lasting in (False, True):
            for short in (False, True):
                number = 0
                while True:
                    number += 1
                    fault = Faults(number, error, lasting=lasting, short=short)
                    yield fault
                    if not fault.struck:
                        break


def attempt(root: Path, fault: Faults) -> tuple[list[str], list[str]]:
    """Five writes while the disk fails; what was acknowledged and what was refused."""
    acknowledged, refused = [], []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)  # what is durable is not at stake here, and it is slow
        for name in CALLS:
            patch.setattr(os, name, fault.wrap(name, getattr(os, name)))
        log = Log(str(root), "laptop-aaaa")
        for number in range(4):
            try:
                log.write("add", {"contacts": {str(number): {"name": "x" * 50}}})
                acknowledged.append(str(number))
            except NotSaved:
                refused.append(str(number))
    return acknowledged, refused


def test_every_call_may_fail_in_every_way(tmp_path: Path) -> None:
    struck = 0
    for number, fault in enumerate(faults()):
        root = tmp_path / str(number)
        acknowledged, refused = attempt(root, fault)
        struck += fault.struck
        assert not (fault.lasting and fault.struck and not refused), vars(fault)
        Log(str(root), "laptop-aaaa").write("add", {"contacts": {"after": {"name": "After"}}})
        journal = Journal.open(root, machine="x", now=None)  # type: ignore[arg-type]
        found = set(journal.contacts.docs)
        assert {*acknowledged, "after"} <= found, vars(fault)
        assert found <= {*acknowledged, *refused, "after"}, vars(fault)
    assert struck > 300


@pytest.fixture
def journal(fresh: Fresh) -> Journal:
    journal = fresh()
    with journal.transaction("add") as transaction:
        transaction.put("contacts", "A", {"name": "Ana"})
    journal.poll()
    return journal


def rename(journal: Journal) -> None:
    with journal.transaction("edit") as transaction:
        transaction.put("contacts", "A", {"name": "Changed"})


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
