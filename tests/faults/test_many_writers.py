"""Programs that are killed, stopped, or write at the same moment: nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.store.journal import Busy, Journal
from journal.store.log import Log

Fresh = Callable[[], Journal]

WRITER = """
import sys
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


@pytest.mark.parametrize(("writers", "length"), [(1, 50), (2, 400), (2, 30_000)])
def test_killed_at_any_moment_nothing_acknowledged_is_missing(
    root: Path, fresh: Fresh, writers: int, length: int
) -> None:
    chance, acknowledged = random.Random(writers), set()
    for _ in range(7):
        running = [start(WRITER, root, "laptop-aaaa", length) for _ in range(writers)]
        for process in running:
            assert process.stdout is not None
            acknowledged.add(process.stdout.readline().strip())
        time.sleep(chance.random() * 0.02)
        for process in running:
            process.send_signal(signal.SIGKILL)
            output, _ = process.communicate()
            acknowledged.update(line for line in output.split("\n") if len(line) == 26)
    journal = fresh()
    assert acknowledged <= set(journal.interactions.docs)
    assert len(journal.problems) <= 7 * writers
    Log(str(root), "laptop-aaaa").write("capture", {"contacts": {"after": {"name": "After"}}})
    assert "after" in fresh().contacts


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


def test_a_stopped_program_that_holds_the_lock_is_named_and_a_killed_one_lets_go(root: Path) -> None:
    holder = start(HOLDER, root)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    os.kill(holder.pid, signal.SIGSTOP)
    log = Log(str(root), "laptop-aaaa")
    with pytest.raises(Busy, match=r"another journal program .* look for a stopped one"):
        log.locked(timeout=0.1).write("capture", {})
    holder.kill()
    holder.communicate()
    assert log.locked(timeout=5).write("capture", {})


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
