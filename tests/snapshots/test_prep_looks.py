"""How Prep and the walk look: three sizes, dark and light, without colours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.domain.contacts import Contact
from journal.domain.decisions import Setting
from journal.domain.events import Event
from journal.domain.goals import Goal
from journal.domain.prep import PrepRun
from journal.domain.reflections import Reflection
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.screens.prep import PrepScreen
from journal.screens.walk.screen import WalkScreen
from journal.shell.context import Context
from journal.shell.screen import build
from journal.store.journal import Journal

BEFORE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DURING = datetime(2026, 11, 26, 19, 0, tzinfo=UTC)
AFTER = datetime(2026, 11, 26, 23, 0, tzinfo=UTC)
SIZES = [(60, 20), (80, 24), (120, 36)]
PAST = (
    ("Rust Leeds", "2026-10-03", "meetup", (4, 6, 7)),
    ("Interview Trust Connect", "2026-09-18", "job_interview", (3, 5, 6)),
    ("Acme summer party", "2026-07-09", "work_social", (5, 5, 5)),
    ("PyData York", "2026-06-12", "meetup", (3, 5, 5)),
    ("Data breakfast", "2026-03-12", "meetup", (3, 4, 5)),
    ("小林さくら lecture evening with a long name", "2026-02-12", "meetup", (2, 4, 5)),
)
DONE = ("s.baseline", "s.objective", "meetup.host", "s.wobble")


def records() -> list[Any]:
    """A meetup half prepared, two more to come, six past events."""
    found: list[Any] = [
        Contact.parse({"name": "Ana Gómez", "role": "Head of Data", "org": "Northwind", "circle": "close"}, "ANA"),
        Contact.parse({"name": "Chen Wei", "role": "Staff engineer", "org": "NHS Leeds", "circle": "inner"}, "CHEN"),
        Interaction.parse({"contacts": ["ANA"], "on": "2026-10-12", "note": "rust jobs in health"}, "E1"),
        Goal.parse({"statement": "Have 12 talks that lead to 3 interviews", "status": "active"}, "GOAL"),
    ]
    for number, (title, day, kind, ratings) in enumerate(PAST):
        found.append(Event.parse({"title": title, "starts": day, "kind": kind, "status": "attended"}, f"P{number}"))
        named = zip(("confidence_before", "confidence_door", "confidence_after"), ratings, strict=True)
        found.append(PrepRun.parse({"event": f"P{number}", "checklist": kind, **dict(named)}, f"R{number}"))
    answers = {step: {"status": "done", "value": True} for step in DONE}
    plan = {"if": "I arrive and know nobody", "then": "I get a drink and say hello to the first person alone"}
    return [
        *found,
        Event.parse({"title": "Careers fair", "starts": "2026-05-02", "kind": "career_fair"}, "FAIR"),
        Event.parse(
            {
                "title": "Health data meetup",
                "kind": "meetup",
                "starts": "2026-11-26T18:30",
                "place": "Leeds Dock",
                "objective": "learn the names of three people and what each cares about",
                "expected": ["ANA", "CHEN", "the organiser"],
                "questions": ["How did you get into that?"],
                "goals": ["GOAL"],
            },
            "MEETUP",
        ),
        PrepRun.parse(
            {"event": "MEETUP", "checklist": "meetup", "confidence_before": 4, "answers": answers, "plans": [plan]},
            "RUN",
        ),
        Event.parse(
            {"title": "Coffee with Petra Novák", "kind": "coffee_chat", "starts": "2026-12-02T10:00"}, "COFFEE"
        ),
        Event.parse({"title": "Reading circle", "kind": "other", "starts": "2026-12-04T19:00"}, "OTHER"),
        Event.parse({"title": "Party", "kind": "work_social", "starts": "2026-12-18", "expected": ["CHEN"]}, "PARTY"),
        Event.parse({"title": "HealthConf Nordic", "kind": "conference", "starts": "2027-01-20"}, "CONF"),
        Setting.parse({"versions": [VERSION]}, "pitch"),
        Reflection.parse(
            {"on": "2026-10-04", "about": {"kind": "event", "id": "P0"}, "wins": ["asked a question"]}, "W"
        ),
    ]


VERSION = {
    "text": "I help small clinics keep their records safe. Last year we moved forty of them and nobody lost a day.",
    "on": "2026-11-20",
    "event": "MEETUP",
    "frame": "help_proof_now",
    "length": "usual",
}


@pytest.fixture
def open_app(tmp_path: Path) -> Callable[..., JournalApp]:
    def make(theme: str = "lamplight", now: datetime = BEFORE, *, empty: bool = False) -> JournalApp:
        journal = Journal.open(tmp_path / "journal", machine="sample-0001", now=lambda: now)
        with journal.transaction("sample") as transaction:
            for record in records()[:1] if empty else records():
                transaction.add(record)
        (tmp_path / "home/.config/journal").mkdir(parents=True, exist_ok=True)
        (tmp_path / "home/.config/journal/config.toml").write_text(f'theme = "{theme}"\n')
        paths = Paths({"HOME": str(tmp_path / "home")}, str(tmp_path / "journal"))
        return build(Context(paths, lambda: now, {}), "prep")

    return make


async def settled(pilot: Pilot[str]) -> PrepScreen:
    app = pilot.app
    assert isinstance(app, JournalApp)
    while not (app.complete and isinstance(app.place, PrepScreen) and app.place.texts):
        await pilot.pause(0.01)
    await pilot.pause(0.05)
    return app.place


def place(*keys: str, reveal: str = "") -> Callable[[Pilot[str]], Any]:
    async def run(pilot: Pilot[str]) -> None:
        there = await settled(pilot)
        if reveal:
            there.reveal(reveal)
            await pilot.pause(0.1)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.1)

    return run


def walk(step: str, *keys: str, event: str = "MEETUP", seconds: int = 0) -> Callable[[Pilot[str]], Any]:
    """Go to a step, press these keys, and let seconds go by."""

    async def run(pilot: Pilot[str]) -> None:
        (await settled(pilot)).walk(event, step)
        while not isinstance(screen := pilot.app.screen, WalkScreen):
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        if seconds:
            screen.view.gone = seconds
            screen.view.running = False
            screen.draw()
        pilot.app.clear_notifications()
        await pilot.pause(0.1)

    return run


def typed(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
def test_prep(snap_compare: Any, open_app: Any, size: Any, theme: str) -> None:
    """The list and the page of the next event."""
    assert snap_compare(open_app(theme), terminal_size=size, run_before=place())


@pytest.mark.parametrize("size", [(60, 20), (200, 50)], ids="{0[0]}x{0[1]}".format)
def test_the_page(snap_compare: Any, open_app: Any, size: Any) -> None:
    """The page alone, and beside a wide list."""
    assert snap_compare(open_app(), terminal_size=size, run_before=place("enter" if size[0] == 60 else "j"))


def test_a_past_event(snap_compare: Any, open_app: Any) -> None:
    """How ready one felt at events of its kind."""
    assert snap_compare(open_app(), terminal_size=(120, 36), run_before=place(reveal="P0"))


def test_did_you_go(snap_compare: Any, open_app: Any) -> None:
    assert snap_compare(open_app(), terminal_size=(120, 36), run_before=place(reveal="FAIR"))


def test_no_events(snap_compare: Any, open_app: Any) -> None:
    assert snap_compare(open_app(empty=True), terminal_size=(80, 24), run_before=place())


def test_a_new_event(snap_compare: Any, open_app: Any) -> None:
    keys = ["n", *typed("Dinner at Medlab"), "tab", *typed("fri 19:00")]
    assert snap_compare(open_app(), terminal_size=(120, 36), run_before=place(*keys))


@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
@pytest.mark.parametrize("size", [(60, 20), (120, 36)], ids="{0[0]}x{0[1]}".format)
def test_questions(snap_compare: Any, open_app: Any, size: Any, theme: str) -> None:
    """The bank for an event, with one that goes along and two that are marked."""
    keys = ["Q", "j", "j", "space", "space"]
    assert snap_compare(open_app(theme), terminal_size=size, run_before=place(*keys))


@pytest.mark.parametrize("size", [(60, 20), (120, 36)], ids="{0[0]}x{0[1]}".format)
def test_introduction(snap_compare: Any, open_app: Any, size: Any) -> None:
    """Ways to build one, and a version with what the checks say of it."""
    assert snap_compare(open_app(), terminal_size=size, run_before=place("p"))


def test_an_introduction_is_written(snap_compare: Any, open_app: Any) -> None:
    """The checks while one writes."""
    keys = ["p", "e", "ctrl+end", *typed(" I am passionate about it.")]
    assert snap_compare(open_app("daybook"), terminal_size=(80, 24), run_before=place(*keys))


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("step", ["s.wobble", "s.ready", "glance", "s.log_people", "s.promises"])
def test_walk(snap_compare: Any, open_app: Any, size: Any, step: str) -> None:
    """Steps of a meetup."""
    keys = {"s.ready": ["6"], "s.wobble": ["ctrl+u", *typed("I arrive and know nobody"), "tab"]}.get(step, [])
    assert snap_compare(open_app(), terminal_size=size, run_before=walk(step, *keys))


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids="{0[0]}x{0[1]}".format)
def test_walk_breathing(snap_compare: Any, open_app: Any, size: Any) -> None:
    """The bar of slow breathing, in the middle of a breath out."""
    before = walk("s.settle", event="FAIR", seconds=27)
    assert snap_compare(open_app(), terminal_size=size, run_before=before)


@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
def test_walk_begins(snap_compare: Any, open_app: Any, theme: str) -> None:
    """The two versions."""
    assert snap_compare(open_app(theme), terminal_size=(100, 30), run_before=walk("", event="CONF"))


@pytest.mark.parametrize(
    ("event", "step"),
    [("CONF", "s.people"), ("OTHER", "s.questions"), ("OTHER", "s.goal"), ("PARTY", "s.names"), ("MEETUP", "s.aloud")],
)
def test_walk_other_types(snap_compare: Any, open_app: Any, event: str, step: str) -> None:
    """The other types of steps, in light."""
    keys = typed("Ana Gómez") if step == "s.people" else []
    assert snap_compare(open_app("daybook"), terminal_size=(100, 30), run_before=walk(step, *keys, event=event))


def test_walk_the_card_during_an_event(snap_compare: Any, open_app: Any) -> None:
    """What is opened while the event is on."""
    assert snap_compare(open_app(now=DURING), terminal_size=(100, 30), run_before=walk(""))


def test_walk_without_colours(snap_compare: Any, open_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(open_app(), terminal_size=(100, 30), run_before=walk("s.ready", "6"))


def at_the_end(page: str) -> Callable[[Pilot[str]], Any]:
    """A page behind the last step, with somebody and a promise noted."""

    async def run(pilot: Pilot[str]) -> None:
        await walk("s.log_people")(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        for step, value in (
            ("s.log_people", [{"who": "小林さくら", "detail": "paints maps"}, {"who": "ANA"}]),
            ("s.promises", ["send Ana the kite link, and the names of the three people who asked for it"]),
        ):
            screen.book.add(next(each for each in screen.book.steps if each.id == step), value)
        found = screen.way.find(page)
        assert found is not None
        await screen.go(found)
        await pilot.pause(0.1)

    return run


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize("page", ["plans", "left"])
def test_walk_looks_back(snap_compare: Any, open_app: Any, size: Any, page: str) -> None:
    """Whether plans came up; what an event leaves behind."""
    assert snap_compare(open_app(now=AFTER), terminal_size=size, run_before=at_the_end(page))


@pytest.mark.parametrize("size", [(60, 20), (100, 30)], ids="{0[0]}x{0[1]}".format)
def test_walk_writes_several_lines(snap_compare: Any, open_app: Any, size: Any) -> None:
    keys = [*typed("I stayed"), "enter", *typed("I asked a question"), "enter", "enter"]
    assert snap_compare(open_app(), terminal_size=size, run_before=walk("s.fair_review", *keys, event="CONF"))


def test_walk_shows_whom_one_will_meet(snap_compare: Any, open_app: Any) -> None:
    assert snap_compare(open_app("daybook"), terminal_size=(80, 24), run_before=walk("s.baseline", "i"))
