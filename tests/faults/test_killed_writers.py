"""kill -9 at any moment, whatever is being written: nothing acknowledged is missing, and nothing is half there."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal.store.journal import Journal
from journal.store.log import Log

LAPTOP = "laptop-aaaa"
SHARE = {
    **{"captures": 10, "long lines": 5, "two captures": 8, "edits": 8, "imports": 5},
    **{"large imports": 3, "merges": 4, "forgets": 3, "sync": 4},
}
"""Rounds of the short form: 50 in all; the long form has twenty times as many."""
KINDS: dict[str, list[tuple[object, ...]]] = {
    "captures": [("log", LAPTOP)],
    "long lines": [("log", LAPTOP, 30_000), ("log", LAPTOP, 300_000)],
    "two captures": [("log", LAPTOP), ("log", LAPTOP, 400)],
    "edits": [("edit", LAPTOP), ("edit", LAPTOP)],
    "imports": [("bring", LAPTOP), ("log", LAPTOP)],
    "large imports": [("bulk", LAPTOP), ("log", LAPTOP)],
    "merges": [("merge", LAPTOP), ("log", LAPTOP)],
    "forgets": [("efface", LAPTOP), ("log", LAPTOP)],
    "sync": [("carry", "desk-bbbb"), ("log", LAPTOP)],
}
"""What writes at the same time: kind of writer, machine, and what else it needs."""


def has_entry(journal: Journal, told: str) -> bool:
    return told in journal.interactions.docs


def has_count(journal: Journal, told: str) -> bool:
    return bool(journal.collection("goals").docs["G"]["n"] >= int(told))


def has_batch(journal: Journal, told: str) -> bool:
    return sum(document.get("org") == told for document in journal.contacts.docs.values()) == size_of(told)


def size_of(batch: str) -> int:
    """People in a batch: its name begins with it."""
    return int(batch.split()[0])


def has_merged(journal: Journal, told: str) -> bool:
    stays, goes = told.split()
    return journal.contacts.docs[stays]["merged"] == [goes] and goes not in journal.contacts.docs


def has_forgotten(journal: Journal, told: str) -> bool:
    stays, gone = told.split()
    return stays in journal.contacts.docs and gone not in journal.contacts.docs


FOUND: dict[str, Callable[[Journal, str], bool]] = {
    **{"log": has_entry, "carry": has_entry, "edit": has_count},
    **{"bring": has_batch, "bulk": has_batch, "merge": has_merged, "efface": has_forgotten},
}


def halves(journal: Journal) -> int:
    """Changes of which only a part is there."""
    contacts, goals = journal.contacts.docs, journal.collection("goals").docs
    batches: dict[str, int] = {}
    for document in contacts.values():
        if "org" in document:
            batches[document["org"]] = batches.get(document["org"], 0) + 1
    named = {who for goal in goals.values() for slot in goal.get("slots", ()) for who in slot["people"]}
    merged = {who for document in contacts.values() for who in document.get("merged", ())}
    return (
        sum(count != size_of(batch) for batch, count in batches.items())
        + len(named - contacts.keys())
        + len(merged & contacts.keys())
        + (goals.get("G") != journal.collection("events").docs.get("E"))
    )


@pytest.mark.parametrize("what", KINDS)
def test_killed_at_any_moment_nothing_acknowledged_is_missing(
    what: str,
    root: Path,
    fresh: Callable[..., Journal],
    nursery: Any,
    figures: Any,
    times: Callable[[int, int], int],
    chance: random.Random,
) -> None:
    told: dict[str, list[str]] = {kind: [] for kind, *_ in KINDS[what]}
    watching = fresh()
    with figures(f"kill -9: {what}") as row:
        for number in range(times(SHARE[what], 20 * SHARE[what])):
            running = [(kind, nursery.start(kind, root, *words)) for kind, *words in KINDS[what]]
            if number % 3:
                chance.choice(running)[1].wait_for_one()
            time.sleep(chance.random() ** 2 * 0.03)
            for kind, writer in chance.sample(running, len(running)):
                told[kind] += writer.kill()
            row.rounds += 1
            watching.poll()
        journal = fresh()
        for kind, all_told in told.items():
            row.count(len(all_told), sum(FOUND[kind](journal, each) for each in all_told))
        row.damaged = halves(journal) + (watching.storage.read() != journal.storage.read())
        assert row.acknowledged > row.rounds
    assert len(journal.problems) <= row.rounds * len(KINDS[what])
    Log(str(root), LAPTOP).write("capture", {"contacts": {"after": {"name": "After"}}})
    assert "after" in fresh().contacts
