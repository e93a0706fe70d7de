"""Every step of every checklist stands on the screen as a whole, in the smallest terminal and in a usual one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journal.domain.checklists import Step
from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.paths import shipped_content
from journal.prep_texts import PrepTexts, load_prep
from journal.screens.walk.screen import WalkScreen

SIZES = [(60, 20), (120, 36)]
TEXTS = load_prep(shipped_content())
LONG = "a long one of three hundred letters, as many as fit, "
SENTENCE = (LONG * 6)[:299] + "."
OWN = """
schema = 1
[checklist]
id = "own"
title = "My own"
summary = "Everything that a step may be, with the longest texts that are allowed."
lead_days = 3
energy_cost = 2
default_objective = "Be there."
benefits = ["support"]
""" + "".join(
    f"""
[[step]]
id = "own.{kind}"
stage = "plan"
type = "{kind}"
title = "{f"{kind}, and a title as long as it may be, which is sixty letters"[:60]}"
guidance = "{SENTENCE}"
{more}
"""
    for kind, more in {
        "tick": 'template = "before_host"',
        "text": f'prompts = ["{SENTENCE}", "Short"]\nlines = 8\nexamples = ["{SENTENCE}"]',
        "ifthen": f'suggest = [{{ if = "{SENTENCE}", then = "{SENTENCE}" }}]',
        "contacts": "max_contacts = 3",
        "goal": 'writes = "event.goals"',
        "rate": 'writes = "run.expected"',
        "timer": "seconds = 60\npattern = { inhale = 4, exhale = 6 }",
        "rehearse": 'target_seconds = 20\nrepeats = 2\nwrites = "event.pitch"',
    }.items()
)


def each_once(texts: PrepTexts) -> Iterator[tuple[str, Step]]:
    """Every step with a kind of event that has it; one that many share, and nobody changes, comes once."""
    seen: list[Step] = []
    for kind in sorted(texts.checklists.checklists):
        for step in texts.checklists.of(kind).steps:
            if step not in seen:
                seen.append(step)
                yield kind, step


def clipped(screen: WalkScreen, text: str, step: Step) -> str:
    """What of a step cannot be seen, as a sentence; "" if all of it stands on the screen."""
    read = " ".join(text.split())
    for words in (step.title, step.guidance):
        if " ".join(words.split()) not in read:
            return f"{words!r} does not stand there"
    for word in ("Done", "Skip"):
        if word not in text:
            return f"the button {word} does not stand there"
    for widget in screen.query("#head, #rows, Field, PushButton"):
        if not (widget.display and widget.size.height):
            continue
        inside = screen.region.contains_region(widget.region)
        if not inside or widget.region.bottom > screen.query_one("#keys").region.y or widget.max_scroll_y:
            return f"{widget} is cut off"
    column = screen.query_one("#column")
    if max(child.region.bottom for child in column.children if child.display) > column.region.bottom:
        return "the column is longer than the screen"
    return ""


async def shown(run: Any, kind: str, step: Step, texts: PrepTexts) -> str:
    """What is wrong with a step on the screen."""
    screen = WalkScreen(run.app.desk, run.app.desk.journal.events.get(f"E-{kind}"), texts, step.id)
    await run.app.push_screen(screen)
    await run.pilot.pause(0.02)
    for _ in range(50):
        if not (wrong := clipped(screen, run.text, step)):
            break
        await run.pilot.pause(0.01)
    text = run.text
    await run.app.pop_screen()
    return wrong and f"{step.id}: {wrong}\n{text}"


def add_events(world: Any, make_person: Any, kinds: list[str]) -> None:
    """Somebody, and an event of each kind with its preparation begun."""
    added: list[Any] = [make_person("Ana Gómez", role="Head of Data", org="Northwind"), Contact.parse({"name": "Tom"})]
    for kind in kinds:
        fields = {"title": f"A {kind}", "kind": kind, "starts": "2026-12-05T18:30", "expected": ["ANA GÓMEZ", "a host"]}
        added += [Event.parse(fields, f"E-{kind}"), PrepRun(event=f"E-{kind}", checklist=kind)]
    world.add(*added)


@pytest.mark.parametrize("size", SIZES)
async def test_every_step_is_seen_as_a_whole(world: Any, make_person: Any, size: tuple[int, int]) -> None:
    add_events(world, make_person, sorted(TEXTS.checklists.checklists))
    async with world.running(size, place="prep") as run:
        wrong = [found for kind, step in each_once(TEXTS) if (found := await shown(run, kind, step, TEXTS))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", SIZES)
async def test_steps_of_ones_own_are_seen_as_a_whole_however_long_their_texts(
    world: Any, make_person: Any, tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "settings/prep").mkdir(parents=True)
    (tmp_path / "settings/prep/own.toml").write_text(OWN, encoding="utf-8")
    texts = load_prep(tmp_path / "settings")
    assert not texts.problems
    add_events(world, make_person, ["own"])
    async with world.running(size, place="prep") as run:
        steps = texts.checklists.checklists["own"].steps
        assert len({step.type for step in steps}) == 8
        wrong = [found for step in steps if (found := await shown(run, "own", step, texts))]
    assert not wrong, "\n".join(wrong)


async def test_a_step_that_does_not_fit_is_noticed(world: Any, make_person: Any) -> None:
    """The two tests above can fail: a guidance far too long for the screen does not pass."""
    step = TEXTS.checklists.shared["s.baseline"].model_copy(update={"guidance": SENTENCE * 4})
    meetup = TEXTS.checklists.checklists["meetup"].model_copy(update={"steps": (step,)})
    texts = TEXTS._replace(checklists=TEXTS.checklists._replace(checklists={"meetup": meetup}))
    add_events(world, make_person, ["meetup"])
    async with world.running((60, 20), place="prep") as run:
        assert await shown(run, "meetup", step, texts)
