"""How the weekly review and the insights look: four sizes, dark and light, without colours."""

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
from journal.domain.reflections import Reflection
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.screens.review import ReviewScreen
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
SIZES = [(60, 20), (80, 24), (120, 36), (200, 50)]

PEOPLE = (
    ("Ana Gómez", "Head of Data", "Northwind", "close", 42),
    ("Bob Lee", "Recruiter", "Lee & Partners", "close", 41),
    ("小林さくら Sakura Kobayashi", "Engineer", "Hikari", "active", 130),
    ("Priya Nair", "Data engineer", "NHS Leeds", "active", 1),
    ("Chen Wei", "Staff engineer", "NHS Leeds", "inner", 2),
    ("Zoë Ångström-Fitzgerald", "Conference chair", "HealthConf Nordic", "active", 210),
    ("Ingrid Solberg", "Professor", "Uni Bergen", "wide", 1300),
)
BENEFITS = ("opportunity", "knowledge", "reputation", "mentorship")


def day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


def people() -> list[Any]:
    """People, and what happened with them in a year."""
    found: list[Any] = []
    for number, (name, role, org, circle, ago) in enumerate(PEOPLE):
        key = f"P{number}"
        more = {"trust": 5} if circle == "wide" else {}
        found.append(Contact.parse({"name": name, "role": role, "org": org, "circle": circle, **more}, key))
        for turn in range(6):
            exchanges = [{"benefit": BENEFITS[(turn + number) % 4], "way": "got" if turn % 3 else "gave", "size": 2}]
            entry = {"contacts": [key], "on": day(ago + 43 * turn), "depth": 4, "note": f"about {org}"}
            found.append(Interaction.parse({**entry, "exchanges": exchanges}, f"E{number}{turn}"))
    return found


def promises() -> list[Any]:
    texts = [
        ("send the salary survey", 2, "mine", "P0"),
        ("thank Chen for the introduction to the rust group in Leeds", 0, "mine", "P4"),
        ("book the train", -5, "mine", ""),
        ("introduction to the NHS team", -10, "theirs", "P3"),
    ]
    found: list[Any] = [
        FollowUp.parse(
            {"what": what, "due": day(ago), "owner": owner, "contacts": [who] if who else [], "created": NOW}, f"F{at}"
        )
        for at, (what, ago, owner, who) in enumerate(texts)
    ]
    done = {"status": "done", "done_on": day(8), "due": day(8)}
    found += [FollowUp.parse({"what": f"kept {at}", **done}, f"K{at}") for at in range(6)]
    wrote = {"contacts": ["P1"], "on": day(9), "kind": "email", "direction": "out", "note": "the two offers"}
    return [*found, Interaction.parse(wrote, "MAIL")]


def plans() -> list[Any]:
    """A goal, events, the review of last week, and whom one chose in it."""
    return [
        Goal.parse(
            {
                "statement": "Have 12 talks that lead to 3 interviews as data lead in health, by the end of the year",
                "status": "active",
                "starts": day(60),
                "horizon": day(-40),
                "measure": {"name": "talks", "target": 12, "current": 7},
                "confidence": [{"on": day(8), "value": 4}, {"on": day(0), "value": 6}],
                "next_action": {"text": "ask Priya who else hires", "due": day(-2)},
                "slots": [{"label": "Data leaders in health", "want": 3, "role": ["head of data"]}],
            },
            "G1",
        ),
        Event.parse({"title": "Health data meetup", "kind": "meetup", "starts": f"{day(-2)}T18:30"}, "V1"),
        Event.parse({"title": "HealthConf Nordic", "kind": "conference", "starts": f"{day(-9)}T09:00"}, "V2"),
        Event.parse({"title": "Leeds data breakfast", "kind": "meetup", "starts": day(4)}, "V3"),
        Decision.parse({"kind": "chosen", "on": "2026-11-23", "contacts": ["P3", "P1"]}, "D1"),
        Decision.parse({"kind": "chosen", "on": "2026-11-30", "contacts": ["P1"]}, "D2"),
        Reflection.parse(
            {
                "on": day(8),
                "about": {"kind": "week", "id": "2026-11-16"},
                "plans": [{"if": "I open my laptop on Friday", "then": "I first send the promised article"}],
            },
            "R1",
        ),
        Reflection.parse({"on": day(1), "about": {"kind": "event", "id": "V0"}, "wins": ["asked a question"]}, "R2"),
    ]


@pytest.fixture
def open_app(tmp_path: Path) -> Callable[[str], JournalApp]:
    """Today, on a week with something for every step."""

    def make(theme: str) -> JournalApp:
        journal = Journal.open(tmp_path / "journal", machine="sample-0001", now=lambda: NOW)
        with journal.transaction("sample") as transaction:
            for record in (*people(), *promises(), *plans()):
                transaction.add(record)
        (tmp_path / "home/.config/journal").mkdir(parents=True, exist_ok=True)
        (tmp_path / "home/.config/journal/config.toml").write_text(f'theme = "{theme}"\n')
        paths = Paths({"HOME": str(tmp_path / "home")}, str(tmp_path / "journal"))
        return build(Context(paths, lambda: NOW, {}), "today")

    return make


async def settled(pilot: Pilot[str]) -> None:
    app = pilot.app
    assert isinstance(app, JournalApp)
    while not (app.complete and app.desk.outlook.ready and app.desk.gains.ready and app.desk.audience.ready):
        await pilot.pause(0.01)
    await pilot.pause(0.05)


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await pilot.pause(0.1)


async def at(pilot: Pilot[str], review: ReviewScreen, id: str) -> None:
    """Wait until a step is on the screen."""
    for _ in range(300):
        if review.view.step.id == id:
            return
        await pilot.pause(0.01)
    raise AssertionError(f"still at {review.view.step.id}, not at {id}")


def step(id: str, *keys: str) -> Callable[[Pilot[str]], Any]:
    """Go to a step by skipping those before it, then press these keys."""

    async def run(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await press(pilot, "r")
        for _ in range(300):
            if isinstance(review := pilot.app.screen, ReviewScreen):
                break
            await pilot.pause(0.01)
        steps = [step.id for step in review.book.guide.step]
        if id != "first":
            await press(pilot, "j", "enter")
            await at(pilot, review, steps[0])
        for next_one in [*steps[1:], "last"] if id not in ("first", steps[0]) else []:
            await press(pilot, "escape", "s") if review.in_field else await press(pilot, "s")
            await at(pilot, review, next_one)
            if next_one == id:
                break
        pilot.app.clear_notifications()
        await press(pilot, *keys)

    return run


def insights(*keys: str) -> Callable[[Pilot[str]], Any]:
    async def run(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await press(pilot, "v", *keys)

    return run


def typed(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


PLAN = ["tab", *typed("it is Tuesday after lunch"), "enter", *typed("I write to Bob")]


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_open_ends(snap_compare, open_app, size):
    """What was promised and what waits; one is done and stays."""
    assert snap_compare(open_app("lamplight"), terminal_size=size, run_before=step("r.open_ends", "d", "j"))


@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
@pytest.mark.parametrize("size", [(60, 20), (120, 36)], ids="{0[0]}x{0[1]}".format)
def test_choosing_three(snap_compare, open_app, size, theme):
    """Suggestions with their reasons; one is taken."""
    assert snap_compare(open_app(theme), terminal_size=size, run_before=step("r.three"))


@pytest.mark.parametrize(
    "id", ["first", "r.look_back", "r.log", "r.thank", "r.old_thread", "r.goals", "r.ahead", "r.note", "last"]
)
def test_steps(snap_compare, open_app, id):
    """The other steps, on a middling terminal."""
    assert snap_compare(open_app("lamplight"), terminal_size=(100, 30), run_before=step(id))


def test_goals_in_light(snap_compare, open_app):
    """The goal under the cursor, narrow and light."""
    assert snap_compare(open_app("daybook"), terminal_size=(60, 20), run_before=step("r.goals", "8"))


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids="{0[0]}x{0[1]}".format)
def test_a_plan_being_written(snap_compare, open_app, size):
    """Two fields, and the plan of last week above."""
    assert snap_compare(open_app("lamplight"), terminal_size=size, run_before=step("r.next", *PLAN))


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids="{0[0]}x{0[1]}".format)
def test_a_plan_read_twice(snap_compare, open_app, size):
    """The finished sentence, twice."""
    assert snap_compare(open_app("lamplight"), terminal_size=size, run_before=step("r.next", *PLAN, "enter"))


def test_why(snap_compare, open_app):
    """What is known about a step, with its caveat."""
    assert snap_compare(open_app("lamplight"), terminal_size=(100, 30), run_before=step("r.old_thread", "w"))


def test_without_colours(snap_compare, open_app, monkeypatch):
    """NO_COLOR: the cursor by bar, who is taken by a mark."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(open_app("lamplight"), terminal_size=(100, 30), run_before=step("r.three"))


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_insights(snap_compare, open_app, size):
    """Charts with their figures, two pages or one."""
    assert snap_compare(open_app("lamplight"), terminal_size=size, run_before=insights())


def test_insights_in_light(snap_compare, open_app):
    """The same in daybook, over all time."""
    assert snap_compare(open_app("daybook"), terminal_size=(120, 36), run_before=insights("o", "o"))


def test_insights_without_colours(snap_compare, open_app, monkeypatch):
    """NO_COLOR: got and gave by arrow, word and number."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(open_app("lamplight"), terminal_size=(120, 36), run_before=insights())


def test_how_it_is_counted(snap_compare, open_app):
    """What the figures mean."""
    assert snap_compare(open_app("lamplight"), terminal_size=(80, 24), run_before=insights("w"))
