"""Everything about a person: read on the screen, copied, or saved where only the user can read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any


async def test_everything_about_a_person_is_read_and_saved(world: Any, tmp_path: Path, make_person: Any) -> None:
    world.add(make_person("Ana Gómez", notes="likes kites", trust=4))
    async with world.running() as running:
        await running.press("I")
        await running.see("Everything about Ana Gómez")
        assert "likes kites" in running.text
        await running.press("ctrl+s")
        await running.see("Save to a file")
        await running.press("ctrl+u")
        await running.type(str(tmp_path / "no" / "ana.txt"))
        await running.press("ctrl+s")
        await running.see("was not written")
        await running.press("ctrl+u")
        await running.type(str(tmp_path / "ana.txt"))
        await running.press("ctrl+s")
        await running.see("only you can read it")
    saved = tmp_path / "ana.txt"
    assert "likes kites" in saved.read_text(encoding="utf-8")
    assert saved.stat().st_mode & 0o777 == 0o600


async def test_a_blurred_screen_shows_nothing_of_it(world: Any, make_person: Any) -> None:
    world.add(make_person("Ana Gómez", notes="likes kites"))
    async with world.running() as running:
        await running.press("f8", "I")
        await running.see("░░░░░ ░░░░░")
        assert "kites" not in running.text
        await running.press("y")
        assert "likes kites" in running.app.clipboard
