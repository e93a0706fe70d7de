"""Programs that are killed, stopped, or write at the same moment: nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from journal.store.journal import Busy, Journal
from journal.store.log import Log

Fresh = Callable[[], Journal]

WRITER = """
import sys
import threading
from journal.store.log import Log, new_id
root, machine, length = sys.argv[1], sys.argv[2], int(sys.argv[3])
log = Log(root, machine)
while True:
    key = new_id()
    log.write("capture", {"interactions": {key: {"note": "x" * length}}})
    print(key, flush=True)
"""
COUNTER = """
import sys
import threading
from datetime import datetime, UTC
from journal.store.journal import Journal
journal = Journal.open(sys.argv[1], machine=sys.argv[2], now=lambda: datetime.now(UTC))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(50):
    with journal.transaction("count") as transaction:
        count = transaction.document("goals", "G")["n"]
        transaction.put("goals", "G", {"n": count + 1})
"""
HOLDER = """
import sys, time
from journal.store.log import Log
with Log(sys.argv[1], "holder-aaaa").locked():
    print("held", flush=True)
    time.sleep(60)
"""
PAIRS = """
import sys
import threading
from datetime import datetime, UTC
from journal.store.journal import Journal
journal = Journal.open(sys.argv[1], machine="desk-bbbb", now=lambda: datetime.now(UTC))
for number in range(150):
    with journal.transaction("pair") as transaction:
        transaction.put("goals", "G", {"n": number})
        transaction.put("events", "E", {"n": number})
"""


def start(code: str, *words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def test_eight_programs_capture_at_once_and_the_order_of_each_is_kept(
    root: Path, fresh: Fresh, nursery: Any, figures: Any, times: Callable[[int, int], int]
) -> None:
    count = times(40, 1000)
    with figures("8 programs capture at once") as row:
        running = [nursery.start("capture", root, f"program {number}", count) for number in range(8)]
        told = [writer.join() for writer in running]
        journal = fresh()
        raws: dict[str, str] = {document["raw"]: key for key, document in journal.interactions.docs.items()}
        row.count(8 * count, sum(text in raws for texts in told for text in texts), rounds=8)
        row.damaged = len(journal.problems) + abs(len(journal.interactions) - 8 * count)
        for texts in told:
            assert len(texts) == count
            revs = [journal.storage.live.rev("interactions", raws[text]) for text in texts]
            ids = [raws[text] for text in texts]
            assert revs == sorted(revs)
            assert ids == sorted(ids)


def test_four_programs_counting_lose_no_count(root: Path, fresh: Fresh) -> None:
    Log(str(root), "laptop-aaaa").write("add", {"goals": {"G": {"n": 0}}})
    running = [start(COUNTER, root, machine) for machine in ("laptop-aaaa", "laptop-aaaa", "desk-bbbb", "phone-cccc")]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.communicate("go\n", timeout=30)
        assert process.returncode == 0
    journal = fresh()
    assert journal.collection("goals").docs == {"G": {"n": 200}}
    assert journal.conflicts() == []


def test_a_half_done_transaction_is_never_seen(root: Path, fresh: Fresh) -> None:
    journal = fresh()
    writer = start(PAIRS, root)
    seen = set()
    while writer.poll() is None:
        journal.poll()
        goal, event = (journal.collection(table).docs.get(key) for table, key in (("goals", "G"), ("events", "E")))
        assert goal == event
        seen.add(json.dumps(goal))
    journal.poll()
    assert journal.collection("goals").docs == {"G": {"n": 149}}
    assert len(seen) > 3


@pytest.fixture
def stopped(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that holds the lock and has been stopped with ctrl-z."""
    holder = start(HOLDER, root)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    os.kill(holder.pid, signal.SIGSTOP)
    yield holder
    holder.kill()
    holder.communicate()


def test_a_stopped_program_that_holds_the_lock_is_named_and_a_killed_one_lets_go(
    root: Path, stopped: subprocess.Popen[str]
) -> None:
    log = Log(str(root), "laptop-aaaa")
    with pytest.raises(Busy, match=r"another journal program .* look for a stopped one"):
        log.locked(timeout=0.1).write("capture", {})
    stopped.kill()
    stopped.communicate()
    assert log.locked(timeout=5).write("capture", {})


def test_a_capture_that_finds_the_lock_held_says_so_in_time_and_gives_the_text_back(
    root: Path, stopped: subprocess.Popen[str], figures: Any, times: Callable[[int, int], int]
) -> None:
    patience = times(1, 10)
    code = f"""
import sys
import threading
import journal.store.log as log
log.TIMEOUT, log.Log.locked.__defaults__ = {patience}, ({patience},)
from journal.cli import main
raise SystemExit(main())
"""
    text = "coffee with @ana about the spring team"
    with figures("lock held by a stopped program: said in time") as row:
        command = [sys.executable, "-c", code, "--dir", str(root), "capture", text]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert ran.returncode == 1
        assert "Not saved" in ran.stderr
        assert "look for a stopped one" in ran.stderr
        row.count(1, text in ran.stderr, rounds=1)
        stopped.send_signal(signal.SIGCONT)


async def test_a_form_that_finds_the_lock_held_keeps_what_was_typed(
    small: Any, monkeypatch: pytest.MonkeyPatch, figures: Any
) -> None:
    monkeypatch.setattr("journal.store.log.Log.locked.__defaults__", (0.3,))
    with figures("lock held while a form is saved: text is still there") as row:
        async with small.running() as run:
            holder = start(HOLDER, small.folder)
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            os.kill(holder.pid, signal.SIGSTOP)
            await run.press("e")
            await run.see("Edit Ana")
            await run.press("end", "x", "y", "z", "ctrl+s")
            await run.see("look for a stopped one")
            row.count(1, "Ana Gómezxyz" in run.app.screen.fields["name"].text, rounds=1)
            holder.kill()
            holder.communicate()
            await run.press("ctrl+s")
            await run.gone("Edit Ana")
        row.count(1, small.journal().contacts.get("ANA GÓMEZ").name == "Ana Gómezxyz")


def test_a_capture_during_a_transaction_waits_and_both_are_kept(root: Path, fresh: Fresh) -> None:
    journal = fresh()
    with journal.transaction("edit") as transaction:
        capture = start(WRITER, root, "laptop-aaaa", 10)
        transaction.put("contacts", "A", {"name": "Ana"})
        time.sleep(0.1)
        assert len(fresh().interactions) == 0
    assert capture.stdout is not None
    key = capture.stdout.readline().strip()
    capture.kill()
    capture.communicate()
    again = fresh()
    assert "A" in again.contacts
    assert key in again.interactions


def test_a_second_journal_in_the_middle_of_a_change_of_the_same_thread_is_told_so_at_once(
    root: Path, fresh: Fresh
) -> None:
    one, two = fresh(), fresh()
    with one.transaction("outer") as transaction:
        transaction.put("goals", "A", {"n": 1})
        with pytest.raises(Busy, match="in the middle of another change"), two.transaction("inner"):
            pass
    with two.transaction("after") as transaction:
        transaction.put("goals", "B", {"n": 1})
    assert fresh().collection("goals").docs == {"A": {"n": 1}, "B": {"n": 1}}


def test_another_thread_waits_for_its_turn(root: Path, fresh: Fresh) -> None:
    def count(journal: Journal) -> None:
        for _ in range(50):
            with journal.transaction("count") as transaction:
                number = (transaction.document("goals", "G") or {"n": 0})["n"]
                transaction.put("goals", "G", {"n": number + 1})

    threads = [threading.Thread(target=count, args=[fresh()]) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fresh().collection("goals").docs == {"G": {"n": 150}}


@pytest.mark.parametrize("read", ["nothing", "people", "a slice"])
def test_a_change_may_begin_before_everything_is_read(root: Path, fresh: Fresh, read: str) -> None:
    log = Log(str(root), "laptop-aaaa")
    for number in range(10):
        log.write("capture", {"interactions": {f"I{number}": {"n": number}}})
    journal = Journal(root, machine="laptop-aaaa", now=lambda: datetime.now(UTC))
    if read != "nothing":
        journal.read()
    loading = journal.loading(3)
    if read == "a slice":
        next(loading)
    with journal.transaction("edit") as transaction:
        transaction.put("interactions", "I1", {"n": 11})
        transaction.put("goals", "G", {"n": 1})
    for _ in loading:
        pass
    journal.ready()
    journal.poll()
    assert journal.storage.read() == fresh().storage.read()
    assert len(journal.interactions) == 10
