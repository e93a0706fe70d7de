"""The five places, imported together once the frame is painted."""

from __future__ import annotations

from journal.screens.contacts import ContactsScreen
from journal.screens.goals import GoalsScreen
from journal.screens.place import Place
from journal.screens.prep import PrepScreen
from journal.screens.timeline import TimelineScreen
from journal.screens.today import TodayScreen

PLACE_SCREENS: tuple[type[Place], ...] = (TodayScreen, ContactsScreen, TimelineScreen, GoalsScreen, PrepScreen)
