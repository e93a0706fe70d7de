"""The palette: everything that is bound, one line each, and nothing twice."""

from __future__ import annotations

from typing import Any

import pytest
from textual.command import Command, CommandList

from journal.shell.screen import standard_keys


def listed(run: Any) -> list[str]:
    """The rows of the palette as they stand now."""
    options = run.app.screen.query_one(CommandList).options
    return [str(option.prompt) for option in options if isinstance(option, Command)]


async def shown(run: Any, first: str = "") -> list[str]:
    """The rows of the palette, when the first one begins with these words."""
    await run.until(
        lambda: [row.startswith(first) for row in listed(run)[:1]] == [True], "the palette does not show it first"
    )
    return listed(run)


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_every_row_is_one_line_and_no_verb_stands_there_twice(small, size):
    async with small.running(size) as run:
        await run.press("ctrl+p")
        rows = await shown(run)
        assert not [row for row in rows if "\n" in row]
        names = [row.split("  ")[0] for row in rows]
        assert len(names) == len(set(names))
        assert "Quit" in names
        assert not {"Keys", "Maximize", "Screenshot", "Minimize"} & set(names)


async def test_everything_that_has_a_key_here_is_in_the_palette_and_in_the_help(small):
    async with small.running() as run:
        bound = {
            active.binding.id: active.tooltip
            for active in run.app.screen.active_bindings.values()
            if active.binding.id in standard_keys() and active.enabled
        }
        await run.press("ctrl+p")
        rows = "\n".join(await shown(run))
        missing = [tooltip for tooltip in bound.values() if tooltip[:30] not in rows]
        assert missing == []
        await run.press("escape", "question_mark")
        help_text = "\n".join(str(line) for line in run.app.screen.lines)
        assert [tooltip for tooltip in bound.values() if tooltip not in help_text] == []


async def test_a_verb_of_the_list_works_from_the_palette(small):
    async with small.running() as run:
        await run.press("ctrl+p")
        await run.type("last")
        await shown(run, "Last")
        await run.press("enter")
        await run.until(lambda: run.place.rows.cursor == len(run.names) - 1)


async def test_people_can_be_imported_from_the_palette(small):
    async with small.running() as run:
        await run.press("ctrl+p")
        await run.type("import")
        await shown(run, "Import people")
        await run.press("enter")
        await run.see("LinkedIn, Google, Outlook, vCard")
        await run.see("Look at it")
        await run.gone("Save")


async def test_our_themes_stand_first_and_the_one_that_is_worn_says_so(small):
    async with small.running() as run:
        run.app.search_themes()
        await run.pilot.pause()
        rows = await shown(run)
        assert [row.split()[0] for row in rows[:6]] == [theme.name for theme in run.app.ready.themes]
        assert [row for row in rows if row.endswith("now")] == ["lamplight  now"]


async def test_a_key_that_was_moved_keeps_its_place_in_the_key_bar(small):
    async with small.running() as run:
        run.app.set_keymap({"record.log": "L"})
        await run.see("L log   f follow-up")
        await run.press("question_mark")
        lines = [str(line).split() for line in run.app.screen.lines]
        keys = [words[0] for words in lines if words]
        assert keys.index("L") < keys.index("f")
