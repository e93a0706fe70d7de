"""Decision and Setting: what the user chose, apart from the people and the entries; it travels with the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from journal.domain.record import Ids, Record

DecisionKind = Literal[
    "pass", "thread_pass", "different", "away", "forgotten", "moment_done", "welcome", "chosen", "help_shown"
]


class Decision(Record):
    """A choice on a day: to pass somebody by, to be away, that two people are not the same.

    "chosen" is whom one took for a week in the weekly review; `on` is then the Monday of that week.
    """

    TABLE = "decisions"
    ALWAYS = frozenset({"kind", "on"})

    kind: DecisionKind
    on: date
    until: date | None = None
    contacts: Ids = ()
    data: Mapping[str, Any] = {}


class Setting(Record):
    """A setting that belongs to the journal, not to one machine; its id is its name.

    `me` holds my_name and about_me, `rhythm` days by circle, `capacity` talks a week, `pitch` versions.
    """

    TABLE = "settings"
