"""How the page and the form of a person look where there is more to say, or less, than usual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.dialogs.contact import ContactDialog
from journal.domain.contacts import Contact
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = NOW.date()
SIZES = [(60, 20), (80, 24), (120, 36)]
THEMES = ["lamplight", "daybook"]
SIZED = pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
THEMED = pytest.mark.parametrize("theme", THEMES)
RHYTHMS = {"inner": 14, "close": 30, "active": 90, "wide": 365, "open": 0}
BIRTHDAY = {"label": "birthday", "month": 2, "day": 12, "year": 1980}
FULL: dict[str, Any] = {
    "name": "Ana Gómez",
    "circle": "close",
    "role": "Head of Data",
    "org": "Northwind",
    "location": "Leeds",
    "kinds": ["mentor", "industry"],
    "say_as": "GO-meth",
    "pronouns": "she/her",
    "seniority": "lead",
    "industries": ["health", "energy"],
    "communities": ["Rust Leeds"],
    "reaches": ["NHS data teams", "speakers"],
    "can_offer": ["mentorship", "knowledge"],
    "seeks": "a second pair of eyes on her talk",
    "trust": 4,
    "channels": [
        {"kind": "email", "value": "ana@northwind.example", "preferred": True},
        {"kind": "mastodon", "value": "@ana@example.social"},
    ],
    "how_met": "PyCon UK 2023",
    "introduced_by": "CHEN",
    "knows": [{"contact": "CHEN"}, {"contact": "LONG", "edge": "same_now"}],
    "moments": [BIRTHDAY, {"label": "first day at Northwind", "month": 9, "day": 1, "year": 2019, "remind": False}],
    "boundaries": "no calls before ten",
    "discreet": True,
    "care_until": "2027-01-22",
    "aliases": ["Annie"],
    "notes": "Runs the Leeds data meetup.",
}
PEOPLE = {
    "full": FULL,
    "CHEN": {"name": "Chen Wei", "circle": "inner"},
    "LONG": {
        "name": "小林さくら Maximiliane von Hohenberg-Waldstätten",
        "circle": "open",
        "role": "Engineer",
        "org": "Hikari",
    },
    "memory": {
        "name": "Harold Pickering",
        "circle": "close",
        "status": "deceased",
        "kinds": ["mentor"],
        "notes": "Write it down.",
    },
    "apart": {"name": "Derek Stott", "circle": "wide", "status": "no_contact", "kinds": ["colleague"]},
}
SEARCHED = {"full": "annie", "LONG": "hikari", "memory": "harold", "apart": "derek"}


def talk(who: str, ago: int, note: str) -> Interaction:
    return Interaction.parse({"contacts": [who], "on": (TODAY - timedelta(days=ago)).isoformat(), "note": note})


@pytest.fixture
def open_app(tmp_path: Path) -> Callable[[str], JournalApp]:
    def make(theme: str) -> JournalApp:
        folder, home = tmp_path / "journal", tmp_path / "home"
        journal = Journal.open(folder, machine="sample-0001", now=lambda: NOW)
        with journal.transaction("sample") as transaction:
            for id, fields in PEOPLE.items():
                transaction.add(Contact.parse(fields, id))
            for number in range(15):
                transaction.add(talk("full", 20 + 31 * number, "rust jobs in health: she knows two teams"))
            for who in ("LONG", "memory", "apart"):
                transaction.add(talk(who, 40, "the garden bench"))
                transaction.add(talk(who, 400, "the walk to the rocks, slower than usual, and no worse for it"))
        (home / ".config/journal").mkdir(parents=True)
        (home / ".config/journal/config.toml").write_text(f'theme = "{theme}"\n')
        return build(Context(Paths({"HOME": str(home)}, str(folder)), lambda: NOW, {}), "contacts")

    return make


def opened(who: str, *keys: str) -> Callable[[Pilot[str]], Any]:
    """Wait until the journal is read, then open the page of somebody."""

    async def run(pilot: Pilot[str]) -> None:
        app = pilot.app
        assert isinstance(app, JournalApp)
        while not app.complete:
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        letters = ["space" if letter == " " else letter for letter in f"{SEARCHED[who]} status:any"]
        for key in ("slash", *letters, "enter", "enter", *keys):
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(0.05)

    return run


@THEMED
@SIZED
@pytest.mark.parametrize("who", ["full", "LONG", "memory", "apart"])
def test_page(snap_compare, open_app, who, size, theme):
    """Everything known, a long and wide name, in memory, no contact."""
    assert snap_compare(open_app(theme), terminal_size=size, run_before=opened(who))


def test_the_whole_page(snap_compare, open_app):
    """Everything that can be known, on a high terminal."""
    assert snap_compare(open_app("daybook"), terminal_size=(120, 70), run_before=opened("full"))


@SIZED
def test_what_has_changed(snap_compare, open_app, size):
    """The choice of what has become of a tie."""
    assert snap_compare(open_app("lamplight"), terminal_size=size, run_before=opened("full", "escape", "S"))


def form(contact: Contact | None) -> ContactDialog:
    people = [(id, str(fields["name"])) for id, fields in PEOPLE.items()]
    return ContactDialog(contact, today=date(2026, 11, 23), rhythms=RHYTHMS, people=lambda: people)


@THEMED
@SIZED
def test_form_unfolded(snap_compare, dialog_host, size, theme):
    """The fields under "more", the cursor on whom they know."""
    keys = ["shift+tab"] * 9
    assert snap_compare(dialog_host(form(Contact.parse(FULL, "full")), theme), press=keys, terminal_size=size)


@SIZED
def test_form_folded(snap_compare, dialog_host, size):
    """A new person: the line that offers more."""
    assert snap_compare(dialog_host(form(None)), press=["shift+tab"] * 3, terminal_size=size)
