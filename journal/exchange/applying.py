"""Doing what plans say: all of it as one change of the journal, in pieces, with little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from journal.domain.contacts import Contact
from journal.exchange.person import Doc
from journal.exchange.plan import PROGRESS_EVERY, Change, Plan, Progress
from journal.store.bulk import Bulk
from journal.store.transaction import onto

if TYPE_CHECKING:
    from journal.store.journal import Journal


def apply(plans: Sequence[Plan], journal: Journal, progress: Progress | None = None) -> int:
    """Write what the plans say, as one change that one undo takes back; returns how many documents changed.

    `progress` hears (done, all). Raises `StoreError`, also when somebody changed the same field of the same person
    since the plan was made; then nothing is written.
    """
    bulk = prepared(plans, journal, progress)
    bulk.run()
    return bulk.size


def prepared(plans: Sequence[Plan], journal: Journal, progress: Progress | None = None) -> Bulk:
    """What the plans say, ready to be written; may be called in a thread. Raises `StoreError`."""
    bulk = Bulk(journal.storage, _title(plans))
    whole = sum(len(one.changes) for one in plans)
    for done, change in enumerate(_joined(plans)):
        if progress and not done % PROGRESS_EVERY:
            progress(done, whole)
        document = _newest(change, journal)
        if document != journal.collection(change.table).docs.get(change.id):
            bulk.put(change.table, change.id, document)
    if progress:
        progress(whole, whole)
    return bulk


def _newest(change: Change, journal: Journal) -> Doc:
    """The document as it will be; what was changed elsewhere since the plan was made stays."""
    fresh = journal.collection(change.table).docs.get(change.id)
    if change.before is None or change.table != Contact.TABLE or fresh is change.before:
        return change.after
    before, after = (Contact.parse(one, change.id) for one in (change.before, change.after))
    return onto(dict(fresh) if fresh is not None else None, before, after)[0]


def _title(plans: Sequence[Plan]) -> str:
    return f"import {', '.join(dict.fromkeys(one.format for one in plans if one.changes))}"


def _joined(plans: Sequence[Plan]) -> Iterator[Change]:
    """The changes of several files: a document that two of them touch changes once, from first to last."""
    if len(plans) == 1:
        yield from plans[0].changes
        return
    first: dict[tuple[str, str], Doc | None] = {}
    last: dict[tuple[str, str], int] = {}
    for number, plan in enumerate(plans):
        for change in plan.changes:
            first.setdefault((change.table, change.id), change.before)
            last[change.table, change.id] = number
    for number, plan in enumerate(plans):
        for change in plan.changes:
            if last[change.table, change.id] == number:
                yield change._replace(before=first[change.table, change.id])
