"""Milestones as lines of text, one each: "first interview by 4 dec", "✓ the portfolio is two pages"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from journal.dialogs.reading import read_day, say_day
from journal.domain.goals import Milestone
from journal.domain.text import clean, fold
from journal.widgets.line import DONE

_BY = re.compile(r"\s+by\s+", re.IGNORECASE)
_DONE = re.compile(rf"^\s*(?:{DONE}|\[x\]|x\s)\s*", re.IGNORECASE)


def say_milestones(steps: Sequence[Milestone]) -> str:
    """Milestones as the text of a field."""
    return "\n".join(_say(step) for step in steps)


def _say(step: Milestone) -> str:
    mark = f"{DONE} " if step.done_on else ""
    return f"{mark}{step.title}" + (f" by {say_day(step.due)}" if step.due else "")


def read_milestones(text: str, before: Sequence[Milestone], now: datetime, order: str) -> list[dict[str, object]]:
    """The milestones of a text; one that was reached `before` keeps its day. Raises ValueError for an empty title."""
    reached = {fold(step.title): step for step in before}
    steps = []
    for line in text.split("\n"):
        if not clean(line):
            continue
        rest = _DONE.sub("", line)
        title, due = _day_at_end(clean(rest), now, order)
        if not title:
            raise ValueError("a line says only when; what is reached then?")
        old = reached.get(fold(title))
        done = rest != line
        done_on = (old.done_on if old and old.done_on else now.date()) if done else None
        steps.append({**(old.model_dump() if old else {}), "title": title, "due": due, "done_on": done_on})
    return steps


def _day_at_end(text: str, now: datetime, order: str) -> tuple[str, date | None]:
    """The title and the day after its last "by", if that is a day."""
    for found in reversed(list(_BY.finditer(f" {text}"))):
        at = found.start() - 1
        try:
            day = read_day(text[found.end() - 1 :], now, looks="future", order=order).on
        except ValueError:
            continue
        return text[: max(0, at)].strip(), day
    return text, None
