"""How Today looks: four sizes, a dark and a light theme, no colour, and the days on which there is little to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.domain.contacts import Contact
from journal.domain.decisions import Decision
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.prep import PrepRun
from journal.domain.record import Record
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]
NOTE = (
    "Rust jobs in health: she knows two teams that hire without a recruiter. Wants a second pair of eyes on her talk."
)


def day(ahead: int) -> str:
    return (NOW.date() + timedelta(days=ahead)).isoformat()


def person(id: str, name: str, **fields: Any) -> Contact:
    return Contact.parse({"name": name, "circle": "close", **fields}, id)


def talk(who: str, ago: int, **fields: Any) -> Interaction:
    return Interaction.parse({"contacts": [who], "on": day(-ago), **fields}, f"T{who}{ago:03}")


def promise(id: str, what: str, ahead: int, *who: str, owner: str = "mine", **more: Any) -> FollowUp:
    return FollowUp.parse({"contacts": list(who), "what": what, "due": day(ahead), "owner": owner, **more}, id)


def people() -> list[Record]:
    ana = {"role": "Head of Data", "org": "Northwind", "location": "Leeds", "kinds": ["mentor"]}
    return [
        person("ANA", "Ana Gómez", **ana, boundaries="no calls after six"),
        person("BOB", "Bob Lee"),
        person("SAKURA", "小林さくら Sakura Kobayashi", circle="open", met_on=day(-3)),
        person("PRIYA", "Priya Nair", circle="wide", moments=[{"label": "birthday", "month": 11, "day": 28}]),
        person("ZOE", "Zoë Ångström-Fitzgerald", circle="wide"),
        *[talk("ANA", ago, depth=3 + ago % 2) for ago in range(75, 340, 19)],
        talk("ANA", 42, note=NOTE, exchanges=[gain("got", "opportunity"), gain("gave", "knowledge")]),
        *[talk("BOB", ago) for ago in (41, 90)],
        talk("PRIYA", 12, kind="call", exchanges=[gain("got", "support")]),
        talk("ZOE", 0, kind="video", note="the panel"),
    ]


def gain(way: str, benefit: str) -> dict[str, Any]:
    return {"way": way, "benefit": benefit}


def plans() -> list[Record]:
    answers = {f"step{number}": {"status": "done"} for number in range(7)}
    lead = {"name": "talks", "target": 12, "current": 7}
    speak = {"name": "proposals", "target": 3, "current": 1}
    return [
        promise("F1", "send the salary survey", -2, "ANA", **{"from": "TANA042"}),
        promise("F2", "thank Chen for the introduction", 0),
        promise("F3", "ask Zoë Ångström-Fitzgerald about the panel on data in health", 4, "ZOE"),
        promise("F4", "bring the notebooks back", 30, "BOB"),
        promise("F5", "introduction to the NHS team", 11, "ANA", owner="theirs"),
        Event.parse({"title": "Health data meetup", "starts": f"{day(3)}T18:30", "kind": "meetup"}, "EVENT"),
        PrepRun.parse({"event": "EVENT", "checklist": "meetup", "answers": answers}, "RUN"),
        Goal.parse({"statement": "Lead a data team in health", **goal(-95, 90), "measure": lead}, "GOAL1"),
        Goal.parse({"statement": "Speak at one conference", **goal(-95, 95), "measure": speak}, "GOAL2"),
    ]


def goal(starts: int, horizon: int) -> dict[str, str]:
    return {"status": "active", "starts": day(starts), "horizon": day(horizon)}


def quiet() -> list[Record]:
    """Five talks this week, and nothing else."""
    return [each for id in "ABCDE" for each in (person(id, f"Person {id}"), talk(id, 0))]


def back() -> list[Record]:
    """Nothing for two months."""
    return [each for id in "ABC" for each in (person(id, f"Person {id}", circle="active"), talk(id, 100))]


def away() -> list[Record]:
    """As on a full day, but on holiday; nobody is waiting but for what was promised."""
    return [*people(), *plans(), Decision.parse({"kind": "away", "on": "2026-11-20", "until": "2026-12-06"}, "AWAY")]


def too_much() -> list[Record]:
    """More close people than a week has room for."""
    return [each for at in range(40) for each in (person(f"P{at}", f"Person {at:02}"), talk(f"P{at}", at + 1))]


JOURNALS: dict[str, Callable[[], list[Record]]] = {
    "full": lambda: [*people(), *plans()],
    "share done": quiet,
    "back": back,
    "away": away,
    "too much": too_much,
    "calm": lambda: [person("ANA", "Ana Gómez"), talk("ANA", 2)],
}


@pytest.fixture
def open_today(tmp_path: Path) -> Callable[..., JournalApp]:
    """Today, on one of the journals."""

    def make(journal: str = "full", theme: str = "lamplight") -> JournalApp:
        store = Journal.open(tmp_path / "journal", machine="sample-0001", now=lambda: NOW)
        with store.transaction("sample") as transaction:
            for record in JOURNALS[journal]():
                transaction.add(record)
        settings = tmp_path / "home/.config/journal"
        settings.mkdir(parents=True)
        (settings / "config.toml").write_text(f'theme = "{theme}"\n')
        paths = Paths({"HOME": str(tmp_path / "home")}, str(tmp_path / "journal"))
        return build(Context(paths, lambda: NOW, {}), "today")

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


@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_today(snap_compare, open_today, size, theme):
    """Three people, follow-ups, what is coming, goals; beside them the first person and why now."""
    assert snap_compare(open_today(theme=theme), terminal_size=size, run_before=keys())


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("journal", ["share done", "back", "away", "calm"])
def test_a_day_with_little_to_do(snap_compare, open_today, size, journal):
    """A fact, then the key that offers."""
    assert snap_compare(open_today(journal), terminal_size=size, run_before=keys())


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
def test_whom_to_move_one_circle_out(snap_compare, open_today, size):
    """Insights say that the rhythms ask for too much; whom to move is chosen in a list."""
    pressed = ("v", *(("G",) if size[0] < 100 else ()), "enter", "space", "space")
    assert snap_compare(open_today("too much"), terminal_size=size, run_before=keys(*pressed))


@pytest.mark.parametrize("verb", ["away", "rhythms"])
@pytest.mark.parametrize("size", SIZES[:2], ids="{0[0]}x{0[1]}".format)
def test_dialogs_of_the_palette(snap_compare, open_today, size, verb):
    """Days away; rhythms and capacity."""

    async def run(pilot: Pilot[str]) -> None:
        await keys()(pilot)
        await pilot.app.run_action(f"screen.{verb}")
        await pilot.pause(0.1)
        for key in ("tab", *"in 9d") if verb == "away" else ():
            await pilot.press("space" if key == " " else key)
        await pilot.pause(0.1)

    assert snap_compare(open_today("too much"), terminal_size=size, run_before=run)


def test_no_colour(snap_compare, open_today, monkeypatch):
    """NO_COLOR: cursor by bar and bold, got and gave by arrow and word."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(open_today(), terminal_size=(120, 36), run_before=keys("j"))


@pytest.mark.parametrize("size", SIZES[:2], ids="{0[0]}x{0[1]}".format)
def test_the_page_in_place_of_the_list(snap_compare, open_today, size):
    """One pane: enter shows why now."""
    assert snap_compare(open_today(), terminal_size=size, run_before=keys("enter"))


@pytest.mark.parametrize(("name", "moves"), [("follow-up", 3), ("later", 6), ("event", 7), ("moment", 8), ("goal", 9)])
def test_other_pages(snap_compare, open_today, name, moves):
    """What stands beside a follow-up, those of later, an event, a moment and a goal."""
    assert name
    assert snap_compare(open_today(), terminal_size=(120, 36), run_before=keys(*"j" * moves))


@pytest.mark.parametrize("size", SIZES[:3], ids="{0[0]}x{0[1]}".format)
def test_why(snap_compare, open_today, size):
    """The score, term by term."""
    assert snap_compare(open_today(theme="daybook"), terminal_size=size, run_before=keys("w"))
