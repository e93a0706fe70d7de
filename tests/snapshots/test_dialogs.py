"""How the dialogs look, in three sizes and the two signature themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from textual.screen import Screen

from journal.capture import preview
from journal.capture.choices import Choices, Finder
from journal.capture.grammar import parse
from journal.capture.names import Names
from journal.dialogs.capture import CaptureDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.contact import ContactDialog
from journal.dialogs.followup import FollowUpDialog
from journal.dialogs.interaction import InteractionDialog
from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.timeline import Interaction
from journal.screens.veil import settled_by

SIZES = [(60, 20), (80, 24), (120, 36)]
THEMES = ["lamplight", "daybook"]
NOW = datetime(2026, 11, 23, 14, 0)
TODAY = date(2026, 11, 23)
RHYTHMS = {"inner": 14, "close": 30, "active": 90, "wide": 365, "open": 0}
PEOPLE = [("a", "Ana Gómez"), ("b", "Bob Lee"), ("s", "小林さくら Sakura Kobayashi"), ("o", "Anders Ångström")]
ANA = Contact.parse(
    {
        "name": "Ana Gómez",
        "role": "Head of Data",
        "org": "Northwind",
        "location": "Leeds",
        "kinds": ["mentor"],
        "circle": "close",
        "channels": [
            {"kind": "email", "value": "ana@northwind.example"},
            {"kind": "phone", "value": "+44 113 496 0000"},
            {"kind": "linkedin", "value": "https://linkedin.com/in/ana-gomez"},
        ],
        "topics": ["rust", "health", "public-speaking"],
        "how_met": "PyCon UK 2023, through Chen Wei",
        "met_on": "2023-09-22",
        "boundaries": "no calls before ten",
        "notes": "Runs the Leeds data meetup.\nTwo children, Leo and Mia.",
    },
    "a",
)
TALK = Interaction.parse(
    {
        "contacts": ["a", "s"],
        "on": "2026-11-22",
        "time": "17:30",
        "note": "rust jobs in health: she knows two teams that hire without a recruiter",
        "exchanges": [
            {"benefit": "opportunity", "way": "got", "size": 2},
            {"benefit": "knowledge", "way": "gave"},
        ],
        "topics": ["hiring"],
        "place": "Opposite café",
        "raw": "coffee with @ana and @sakura about rust jobs got:opp2 gave:knowledge yesterday 5:30pm",
    },
    "t",
)
LINE = "coffee with @ana and @jo about rust jobs got:opp yesterday, not 12 may; send survey fri"

Keys = Sequence[str]


class AsWritten:
    """The line of an entry that is not changed."""

    def read(self, line: str) -> Interaction:
        return TALK

    def people(self) -> list[tuple[str, str]]:
        return []

    def says(self, line: str) -> list[str]:
        return []


class Book:
    """What the capture dialog knows of a journal with a few people."""

    ready = True
    said = ()

    def __init__(self) -> None:
        people = {
            "a": "Ana Gómez",
            "j": "Jonas Weber",
            "s": "小林さくら Sakura Anzai",
            "o": "Anders Ångström-Fitzgerald",
        }
        contacts = {id: {"name": name} for id, name in people.items()}
        talks = {"a": "2026-11-01", "s": "2026-11-22", "o": "2024-05-12"}
        self.names = Names.from_documents(contacts, talks, events={}, goals={}, runs={})
        self.finder = Finder(self.names, NOW, "/nonexistent")

    def preparing(self) -> Iterator[None]:
        yield from ()

    def preview(self, line: str) -> list[Any]:
        draft = parse(line, NOW, self.names)
        return settled_by(preview.lines(draft), draft, self.finder) if draft else []

    def choices(self, line: str, at: int) -> Choices | None:
        return self.finder.at(line, at)

    def doubtful(self, line: str) -> tuple[str, Choices] | None:
        return None

    def next_date(self, line: str, at: int) -> tuple[str, int]:
        return line, at


async def saved(line: str) -> str:
    return ""


def contact_with_an_error() -> tuple[Screen[Any], Keys]:
    dialog = ContactDialog(ANA, today=TODAY, rhythms=RHYTHMS)
    return dialog, [*["down"] * 7, *"30 feb", "tab", "shift+tab"]


def interaction() -> tuple[Screen[Any], Keys]:
    dialog = InteractionDialog(TALK, people=PEOPLE, now=NOW, as_line=AsWritten())
    return dialog, ["down", "end", "comma", "space", "a", "n"]


def followup() -> tuple[Screen[Any], Keys]:
    promise = FollowUp.parse({"contacts": ["a"], "what": "send the salary survey", "due": "2026-11-27"})
    return FollowUpDialog(promise, people=PEOPLE, now=NOW), ["down", "ctrl+u", *"in 2w"]


def confirm() -> tuple[Screen[Any], Keys]:
    text = "24 entries name them. Archived people are out of the way, and everything stays."
    choices = [("a", "Archive", 1), ("r", "Remove", 2), ("escape", "Cancel", None)]
    return ConfirmDialog("Remove Ana Gómez?", text, choices), []


def capture() -> tuple[Screen[Any], Keys]:
    """Understood, with a name and a date in doubt."""
    return CaptureDialog(Book(), saved, drafts={"capture": [LINE]}), ["end"]


def capture_list() -> tuple[Screen[Any], Keys]:
    """With the list of the people whose name begins so."""
    return CaptureDialog(Book(), saved), [*"coffee with @an", "down"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("make", [contact_with_an_error, interaction, followup, confirm, capture, capture_list])
def test_dialog(
    snap_compare: Callable[..., bool],
    dialog_host: Callable[..., Any],
    make: Callable[[], tuple[Screen[Any], Keys]],
    size: tuple[int, int],
    theme: str,
) -> None:
    """The dialog over a place, its keys pressed as the test says."""
    dialog, keys = make()
    app = dialog_host(dialog, theme)
    assert snap_compare(app, press=keys, terminal_size=size)
    assert app.return_code in (None, 0), "the dialog stopped the program"
