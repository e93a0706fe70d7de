"""Every step of every checklist stands on the screen as a whole, in the smallest terminal and in a usual one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.paths import shipped_content
from journal.prep_texts import load_prep
from journal.screens.walk.screen import WalkScreen

TEXTS = load_prep(shipped_content())
KINDS = sorted(TEXTS.checklists.checklists)


@pytest.fixture
def planned(world: Any, make_person: Any) -> Any:
    """Somebody, and an event of each kind with its preparation begun."""
    added: list[Any] = [make_person("Ana Gómez", role="Head of Data", org="Northwind"), Contact.parse({"name": "Tom"})]
    for kind in KINDS:
        event = {
            "title": f"A {kind}",
            "kind": kind,
            "starts": "2026-12-05T18:30",
            "expected": ["ANA GÓMEZ", "the host"],
        }
        added += [Event.parse(event, f"E-{kind}"), PrepRun(event=f"E-{kind}", checklist=kind)]
    world.add(*added)
    return world


@asynccontextmanager
async def at_step(run: Any, kind: str, step: str) -> AsyncIterator[WalkScreen]:
    event = run.app.desk.journal.events.get(f"E-{kind}")
    screen = WalkScreen(run.app.desk, event, TEXTS, step)
    await run.app.push_screen(screen)
    await run.pilot.pause(0.02)
    yield screen
    await run.app.pop_screen()


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
@pytest.mark.parametrize("kind", KINDS)
async def test_every_step_is_seen_as_a_whole(planned: Any, kind: str, size: tuple[int, int]) -> None:
    async with planned.running(size, place="prep") as run:
        for step in TEXTS.checklists.of(kind).steps:
            async with at_step(run, kind, step.id) as screen:
                text = run.text
                assert step.title in text, step.id
                words = step.guidance.split()
                assert words[0] in text, f"{step.id}\n{text}"
                assert words[-1] in text, f"{step.id}\n{text}"
                for widget in screen.query("#head, #rows, Field, PushButton"):
                    if widget.display and widget.size.height:
                        where = f"{step.id}: {widget}\n{text}"
                        assert widget.region.bottom <= screen.query_one("#keys").region.y, where
                        assert screen.region.contains_region(widget.region), where
                        assert not widget.max_scroll_y, where
                column = screen.query_one("#column")
                inside = max(child.region.bottom for child in column.children if child.display)
                assert inside <= column.region.bottom, f"{step.id}\n{text}"
                assert "Done" in text, f"{step.id}\n{text}"
                assert "Skip" in text, f"{step.id}\n{text}"
