"""Which view belongs to which step of the weekly review."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from journal.screens.weekly.catching_up import CatchUp
from journal.screens.weekly.ends import OpenEnds
from journal.screens.weekly.goals import LookAtGoals
from journal.screens.weekly.looking import LookAhead, LookBack
from journal.screens.weekly.people import ChooseThree, OldThread, Thank
from journal.screens.weekly.step import StepView
from journal.screens.weekly.words import MakePlan, OneLine

VIEWS: Mapping[str, type[StepView]] = MappingProxyType(
    {
        "r.look_back": LookBack,
        "r.open_ends": OpenEnds,
        "r.log": CatchUp,
        "r.thank": Thank,
        "r.three": ChooseThree,
        "r.old_thread": OldThread,
        "r.goals": LookAtGoals,
        "r.ahead": LookAhead,
        "r.next": MakePlan,
        "r.note": OneLine,
    }
)
"""A step that is not here shows its title and guidance."""
