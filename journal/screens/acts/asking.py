"""Asking for a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from journal.capture.dates import read
from journal.dialogs.ask import AskDialog

if TYPE_CHECKING:
    from journal.screens.acts.base import Acts
    from journal.screens.desk import Desk


class Answer(NamedTuple):
    """A day, or none where the answer was empty."""

    on: date | None


async def ask_day(
    acts: Acts, title: str, label: str, day: date | None, ids: Iterable[str], *, hint: str, past: bool = False
) -> Answer | None:
    """Ask for a day to come, or up to today with `past`; `day` is offered. None where the question was left.

    `ids` are of those it is asked about.
    """
    desk = acts.desk
    offered = day.isoformat() if day else ""
    dialog = AskDialog(
        title, label, offered, hint=hint, check=lambda text: _wrong(text, desk, past=past), about=" ".join(ids)
    )
    answer = await acts.place.ask(dialog)
    return None if answer is None else Answer(_day(answer, desk, past=past))


def _day(text: str, desk: Desk, *, past: bool) -> date | None:
    found = read(text, desk.now, looks="past" if past else "future", order=desk.config.date_order) if text else None
    return found.on if found else None


def _wrong(text: str, desk: Desk, *, past: bool) -> str:
    """What is wrong with an answer, or nothing."""
    if not text:
        return ""
    day = _day(text, desk, past=past)
    if day is None:
        return f"not a date; try {'yesterday, fri' if past else 'fri, in 2w'} or 12 may"
    if past:
        return "that day is still to come" if day > desk.today else ""
    return "" if day > desk.today else "that day has passed"
