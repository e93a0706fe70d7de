"""Which record class belongs to which table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from journal.domain.contacts import Contact
from journal.domain.decisions import Decision, Setting
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.introductions import Introduction
from journal.domain.prep import PrepRun
from journal.domain.record import Record
from journal.domain.reflections import Reflection
from journal.domain.timeline import Interaction

RECORDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        kind.TABLE: kind
        for kind in (
            Contact,
            Interaction,
            FollowUp,
            Introduction,
            Goal,
            Event,
            PrepRun,
            Reflection,
            Decision,
            Setting,
        )
    }
)
