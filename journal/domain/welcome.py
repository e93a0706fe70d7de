"""Welcome back: whether the user was away for so long that a quiet word is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from journal.domain.away import Away

WELCOME_DAYS = 7
"""So long after coming back the word is said, unless it was seen or something was noted since."""
SILENT_DAYS = 28
"""So many days without any entry are an absence too."""
TEXT = "Welcome back. Three people, no rush."


def welcome_back(today: date, away: Sequence[Away], last_entry: date | None, welcomed: date | None) -> bool:
    """Whether to say it: after an absence, until something is noted or the word was seen (`welcomed`)."""
    if last_entry is None or any(first <= today <= last for first, last in away):
        return False
    if (today - last_entry).days >= SILENT_DAYS:
        return welcomed is None or welcomed <= last_entry
    ended = max((last for _, last in away if last < today), default=None)
    if ended is None or today > ended + timedelta(days=WELCOME_DAYS):
        return False
    return last_entry <= ended and (welcomed is None or welcomed <= ended)
