"""How Contacts, Timeline and the welcome look: three sizes, a dark and a light theme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.domain.contacts import Contact
from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
SIZES = [(60, 20), (80, 24), (120, 36)]
THEMES = ["lamplight", "daybook"]

PEOPLE = (
    ("Ana Gómez", "Head of Data", "Northwind", "close", 42, 4),
    ("Bob Lee", "Recruiter", "Lee & Partners", "close", 41, 2),
    ("小林さくら Sakura Kobayashi", "Engineer", "Hikari", "open", None, 3),
    ("Priya Nair", "Data engineer", "NHS Leeds", "active", 80, 3),
    ("Chen Wei", "Staff engineer", "NHS Leeds", "inner", 9, 5),
    ("Dana Osei", "Product lead", "Acme", "active", 3, 3),
    ("Zoë Ångström-Fitzgerald", "Conference chair", "HealthConf Nordic", "wide", 210, 2),
    ("Marek Dvořák", "Team lead", "Acme", "active", 36, 3),
    ("Tom", "", "", "open", None, 3),
    ("Ingrid Solberg", "Professor", "Uni Bergen", "wide", 730, 4),
    ("Luca Moretti", "CTO", "Northwind", "wide", 334, 1),
    ("Grace Kim", "Nurse informatician", "NHS Leeds", "active", 45, 3),
    ("Oskar Lindqvist", "Founder", "Plain Health", "close", 12, 4),
    ("Amara Eze", "Data lead", "Trust Connect", "active", 1, 4),
    ("Ravi Shankar Venkataraman", "Architect", "Globex", "wide", 270, 3),
    ("Mum", "", "", "inner", 2, 5),
    ("Elif Yıldız", "PhD student", "Uni Leeds", "active", 58, 3),
    ("Ben Carter", "Colleague", "Acme", "wide", 92, 2),
    ("Sam O’Neill", "Mentee", "Acme", "close", 16, 4),
    ("Yuki Tanaka", "Engineer", "Hikari", "open", None, 3),
    ("Petra Novák", "Head of Data", "Medlab", "wide", 365, 3),
    ("Leila Farah", "Recruiter", "Healthtech Jobs", "active", 50, 3),
    ("Hugo Martin", "Alum", "", "wide", 300, 2),
)
NOTE = (
    "Rust jobs in health: she knows two teams that hire without a recruiter, one at the NHS and one start-up. "
    "Neither advertises. She will ask before she names me.\n\n"
    "Wants a second pair of eyes on her HealthConf talk; I read the draft on the train and sent notes."
)
ANA: dict[str, Any] = {
    "location": "Leeds",
    "kinds": ["mentor"],
    "topics": ["rust", "health", "public-speaking"],
    "channels": [{"kind": "email", "value": "ana@northwind.example"}],
    "how_met": "PyCon UK 2023",
    "introduced_by": "P04",
}


def day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


def entry(id: str, who: str, ago: int, kind: str, note: str, **more: Any) -> Interaction:
    fields = {"contacts": who.split(), "on": day(ago), "kind": kind, "note": note, **more}
    return Interaction.parse(fields, id)


def gain(way: str, benefit: str, note: str = "") -> dict[str, Any]:
    return {"way": way, "benefit": benefit, "note": note}


def records() -> list[Any]:
    """About two dozen people and what happened with them."""
    found: list[Any] = []
    for number, (name, role, org, circle, ago, depth) in enumerate(PEOPLE):
        key = f"P{number:02}"
        extra = ANA if number == 0 else {}
        found.append(Contact.parse({"name": name, "role": role, "org": org, "circle": circle, **extra}, key))
        if ago is not None:
            for turn in range(3):
                found.append(
                    entry(
                        f"T{number:02}{turn}",
                        key,
                        ago + 47 * turn,
                        "meeting",
                        f"about {org or 'the garden'}",
                        depth=depth,
                    )
                )
    return [*found, *_story()]


def _story() -> list[Any]:
    ana = [gain("got", "opportunity", "two teams to talk to"), gain("gave", "knowledge", "notes on her talk")]
    raw = "coffee with @ana about rust jobs in health got:opp gave:know depth:4; send survey; @ana will introduce NHS"
    more = {"topics": ["rust", "health"], "place": "The Hidden Café", "exchanges": ana, "raw": raw, "depth": 4}
    evening = "P00 P04 P02 P07 P11 P16"
    return [
        entry("E1", "P00", 42, "meeting", NOTE, **more),
        entry("E2", "P12", 4, "call", "pricing; the rust rewrite paid off", exchanges=[gain("gave", "knowledge")]),
        entry("E3", evening, 51, "event", "Rust Leeds: “Unsafe in medicine”", exchanges=[gain("got", "knowledge")]),
        entry("E4", "P04", 42, "message", "thanked for the rust reading list", exchanges=[gain("gave", "support")]),
        entry("E5", "P07 P06", 116, "activity", "trust and rust at Acme", exchanges=[gain("got", "support")]),
        promise("F1", "send the salary survey", due=day(2)),
        promise("F2", "introduction to the NHS team", due="2026-12-04", owner="theirs"),
        promise("F3", "notes on the draft", due=day(40), status="done", done_on=day(40)),
        Introduction.parse({"broker": "me", "a": "P00", "b": "P04", "status": "met", "met_on": "2026-06-14"}, "I1"),
    ]


def promise(id: str, what: str, **more: Any) -> FollowUp:
    return FollowUp.parse({"contacts": ["P00"], "what": what, "from": "E1", **more}, id)


@pytest.fixture
def open_app(tmp_path: Path) -> Callable[..., JournalApp]:
    """The full screen on the sample; `empty` leaves the journal as a first start finds it."""

    def make(place: str, theme: str, *, empty: bool = False) -> JournalApp:
        folder = tmp_path / "journal"
        if not empty:
            journal = Journal.open(folder, machine="sample-0001", now=lambda: NOW)
            with journal.transaction("sample") as transaction:
                for record in records():
                    transaction.add(record)
        root = "/home/you/journal" if empty else str(folder)
        (tmp_path / "home/.config/journal").mkdir(parents=True, exist_ok=True)
        (tmp_path / "home/.config/journal/config.toml").write_text(f'theme = "{theme}"\n')
        return build(Context(Paths({"HOME": str(tmp_path / "home")}, root), lambda: NOW, {}), place)

    return make


def keys(*pressed: str) -> Callable[[Pilot[str]], Any]:
    """Wait until the journal is read, then press these keys."""

    async def run(pilot: Pilot[str]) -> None:
        app = pilot.app
        assert isinstance(app, JournalApp)
        while not app.complete:
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        for key in pressed:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(0.05)

    return run


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_contacts(snap_compare, open_app, size, theme):
    """Contacts: the list, and the page of the person most due."""
    assert snap_compare(
        open_app("contacts", theme), terminal_size=size, run_before=keys("j", "j", "j", "j", "space", "g")
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_the_page_of_a_person(snap_compare, open_app, size, theme):
    """The page has the focus: one accent bar on the screen, on the first promise."""
    assert snap_compare(
        open_app("contacts", theme), terminal_size=size, run_before=keys("slash", *"gómez", "enter", "enter")
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_timeline(snap_compare, open_app, size, theme):
    """Timeline: a search for rust, found places marked on the list and on the page."""
    assert snap_compare(
        open_app("timeline", theme), terminal_size=size, run_before=keys("slash", *"rust", "enter", "j")
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_the_page_of_an_entry(snap_compare, open_app, size, theme):
    """An entry opened from the list."""
    pressed = ("slash", *"neither", "enter", "enter")
    assert snap_compare(open_app("timeline", theme), terminal_size=size, run_before=keys(*pressed))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_welcome(snap_compare, open_app, size, theme):
    """The first start: three doors."""
    assert snap_compare(open_app("contacts", theme, empty=True), terminal_size=size, run_before=keys())


def test_very_wide(snap_compare, open_app):
    """200 columns: a wider list, a page of no more than 90 cells."""
    assert snap_compare(open_app("contacts", "lamplight"), terminal_size=(200, 50), run_before=keys())


def test_nobody_fits(snap_compare, open_app):
    """A filter that finds nobody: a fact, and the key that helps."""
    assert snap_compare(open_app("contacts", "lamplight"), terminal_size=(100, 30), run_before=keys("slash", *"qqq"))


def test_help(snap_compare, open_app):
    """The keys of Contacts."""
    assert snap_compare(open_app("contacts", "lamplight"), terminal_size=(100, 40), run_before=keys("question_mark"))


def test_no_colour(snap_compare, open_app, monkeypatch):
    """NO_COLOR: cursor by bar and bold, benefits by arrow."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(open_app("contacts", "lamplight"), terminal_size=(120, 36), run_before=keys())
