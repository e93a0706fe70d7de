"""Forks writers on demand, with the whole store loaded once; each notes in a file what it was told is saved.

Orders come as lines of JSON: ["start", kind, file of notes, words…], ["ended", pid], ["reap", pid].
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from journal.capture import command
from journal.domain.contacts import Contact
from journal.store.bulk import Bulk
from journal.store.forget import forget, trail_of
from journal.store.journal import Journal
from journal.store.log import Log, new_id
from journal.store.merge import merge_contacts

Told = Iterator[str]
NEVER = 1 << 62
MONTH = 31 * 24 * 3600 * 10**9


def opened(root: str, machine: str) -> Journal:
    journal = Journal.open(root, machine=machine, now=lambda: datetime.now(UTC))
    journal.ready()
    return journal


def log(root: str, machine: str, length: str = "50") -> Told:
    """Lines as `journal capture` writes them."""
    writer = Log(root, machine)
    while True:
        key = new_id()
        writer.write("capture", {"interactions": {key: {"note": "x" * int(length)}}})
        yield key


def months(root: str, machine: str) -> Told:
    """The same, but every seventh line falls into another month, and so into a new file."""
    writer, real = Log(root, machine), time.time_ns
    for number in itertools.count():
        shift = number // 7 * MONTH
        time.time_ns = lambda: real() + shift  # noqa: B023
        key = new_id()
        writer.write("capture", {"interactions": {key: {"note": "x" * 400}}})
        yield key


def unsynced(root: str, machine: str) -> Told:
    """The same without waiting for the disk: the control that has to lose."""
    os.fsync = lambda handle: None
    yield from months(root, machine)


def capture(root: str, who: str, count: str = str(NEVER)) -> Told:
    """The whole of `journal capture`, over and over."""
    for number in range(int(count)):
        text = f"coffee with @ana, {who} number {number}"
        with redirect_stderr(StringIO()) as said:
            code = command.main(["--dir", root, text])
        assert code == 0, said.getvalue()
        yield text


def edit(root: str, machine: str) -> Told:
    """A full screen that changes a record: the newest version is read and one is added."""
    journal = opened(root, machine)
    while True:
        with journal.transaction("count") as transaction:
            count = (transaction.document("goals", "G") or {"n": 0})["n"] + 1
            transaction.put("goals", "G", {"n": count})
            transaction.put("events", "E", {"n": count})
        yield str(count)


def bring(root: str, machine: str) -> Told:
    """An import: forty people in one step."""
    journal = opened(root, machine)
    while True:
        batch = f"40 {new_id()}"
        with journal.transaction("import") as transaction:
            for _ in range(40):
                transaction.add(Contact.parse({"name": "Ana Gómez", "org": batch}))
        yield batch


def bulk(root: str, machine: str) -> Told:
    """A large import: a thousand people in one line that is written piece by piece."""
    journal = opened(root, machine)
    while True:
        batch = f"1000 {new_id()}"
        all_of_them = Bulk(journal.storage, "import")
        for _ in range(1000):
            all_of_them.put("contacts", new_id(), {"name": "Ana Gómez", "org": batch, "notes": "x" * 200})
        all_of_them.run()
        yield batch


def merge(root: str, machine: str) -> Told:
    """Two records of one person, made and put together."""
    journal = opened(root, machine)
    while True:
        with journal.transaction("add") as transaction:
            stays, goes = (transaction.add(Contact.parse({"name": name})) for name in ("Ana", "Anna"))
            transaction.put("goals", new_id(), {"statement": "x", "slots": [{"people": [goes.id]}]})
        merge_contacts(journal, stays, goes, stays.changed(merged=(goes.id,), aliases=("Anna",)))
        yield f"{stays.id} {goes.id}"


def efface(root: str, machine: str) -> Told:
    """Somebody is noted and forgotten again: files are rewritten."""
    journal = opened(root, machine)
    while True:
        with journal.transaction("add") as transaction:
            gone = transaction.add(Contact.parse({"name": "Zebedee"}))
            stays = transaction.add(Contact.parse({"name": "Ana"}))
        forget(journal, trail_of(journal, gone), date(2026, 11, 24), texts=True)
        yield f"{stays.id} {gone.id}"


def carry(root: str, machine: str) -> Told:
    """What git or Syncthing does: longer versions of another machine's file are put in its place."""
    path = Path(root, "log", f"2026-05.{machine}.jsonl")
    path.parent.mkdir(parents=True, exist_ok=True)
    data = path.read_bytes() if path.exists() else b""
    number = data.count(b"\n")
    while True:
        number += 1
        key = new_id()
        rev = f"2026-05-01T10:00:00.{number:06}Z {machine}"
        data += (
            json.dumps({"rev": rev, "v": 1, "op": "x", "put": {"interactions": {key: {"n": number}}}}).encode() + b"\n"
        )
        spare = path.with_name(f".syncthing.{path.name}.tmp")
        with spare.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        spare.replace(path)
        yield key


WRITERS: dict[str, Callable[..., Told]] = {
    each.__name__: each for each in (log, months, unsynced, capture, edit, bring, bulk, merge, efface, carry)
}


def write(kind: str, notes: str, *words: str) -> None:
    """Save until killed, or until the test that wanted it has ended."""
    handle, parent = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), os.getppid()
    for told in WRITERS[kind](*words):
        os.write(handle, f"{told}\n".encode())
        if os.getppid() != parent:
            break


def start(*words: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        write(*words)
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
        sys.stderr.flush()
    finally:
        os._exit(code)


def main() -> None:
    ends: dict[int, int] = {}
    for line in sys.stdin:
        order, *words = json.loads(line)
        if order == "start":
            answer = start(*words)
        elif order == "ended":
            pid, status = (words[0], 0) if words[0] in ends else os.waitpid(words[0], os.WNOHANG)
            if pid:
                ends.setdefault(pid, os.waitstatus_to_exitcode(status))
            answer = int(pid != 0)
        else:
            pid = words[0]
            answer = ends.pop(pid) if pid in ends else os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


main()
