"""What belongs to no single place: the welcome, capture, undo, help, the palette, broken files, hostile text."""

from __future__ import annotations

import json

import pytest


async def test_an_empty_journal_shows_the_welcome_and_the_first_line_starts_it(world):
    async with world.running() as run:
        await run.see("Start empty")
        await run.press("c")
        await run.type("coffee with @dana about testing")
        await run.see("meeting")
        await run.press("enter")
        await run.see("Dana")
        assert run.names == ["Dana"]
        entry = next(iter(world.journal().interactions))
        assert entry.raw == "coffee with @dana about testing"


async def test_the_welcome_leads_to_the_demo(world):
    async with world.running() as run:
        await run.press("j", "j", "enter")
    assert run.app.return_value == "demo"


async def test_a_line_that_cannot_be_saved_stays_in_the_field(small, monkeypatch):
    from journal.store.log import Log, NotSaved

    async with small.running() as run:
        await run.press("c", "ctrl+u")
        await run.type("call with @bob")

        def full(*_: object, **__: object) -> str:
            raise NotSaved("Not saved: the disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(Log, "write", full)
            await run.press("enter")
            await run.see("the disk is full")
            await run.see("call with @bob")
        await run.press("enter")
        assert any(entry.raw == "call with @bob" for entry in small.journal().interactions)


async def test_escape_keeps_a_line_for_the_next_time(small):
    async with small.running() as run:
        await run.press("c")
        await run.type("half a thought")
        await run.press("escape", "c")
        await run.see("half a thought")


async def test_places_are_one_key_away(small):
    async with small.running() as run:
        for key, words in (
            ("1", "Reach out"),
            ("4", "No goal yet"),
            ("5", "No event to come"),
            ("3", "entries"),
        ):
            await run.press(key)
            await run.see(words)


async def test_undo_and_redo_go_back_and_forth_and_say_what(small):
    async with small.running() as run:
        await run.press("plus", "u")
        await run.see("Undone: circle Ana Gómez")
        assert small.journal().contacts.get("ANA GÓMEZ").circle == "close"
        await run.press("U")
        assert small.journal().contacts.get("ANA GÓMEZ").circle == "inner"


async def test_help_lists_the_keys_of_the_screen(small):
    async with small.running((120, 50)) as run:
        await run.press("question_mark")
        await run.see("Take back the last change")
        await run.see("Log a talk with them")
        await run.press("escape")
        await run.gone("Take back")


async def test_the_palette_finds_people_and_entries_and_goes_there(small):
    async with small.running() as run:
        await run.press("ctrl+p")
        await run.type("offer")
        await run.see("the offer")
        await run.press("down", "enter")
        await run.see("3 entries")
        await run.press("ctrl+p")
        await run.type("sakura")
        await run.see("Hikari")
        await run.press("enter")
        await run.see("3 people")
        assert run.place.rows.current == "小林さくら SAKURA KOBAYASHI"


async def test_a_line_of_the_journal_that_cannot_be_read_is_named_and_the_rest_is_there(small):
    file = next((small.folder / "log").glob("*.jsonl"))
    with file.open("a", encoding="utf-8") as out:
        out.write("{broken\n")
    before = file.read_bytes()
    async with small.running() as run:
        assert len(run.names) == 3
        await run.see(file.name)
        await run.see("journal doctor")
    assert file.read_bytes() == before


async def test_a_journal_written_by_a_newer_version_is_shown_and_not_changed(small):
    file = next((small.folder / "log").glob("*.jsonl"))
    line = {
        "rev": "2026-11-24T09:00:00.000000Z new-0009",
        "v": 99,
        "op": "x",
        "put": {"contacts": {"Z": {"name": "Zed"}}},
    }
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")
    before = file.read_bytes()
    async with small.running() as run:
        await run.see("read only")
        await run.see("newer")
        await run.press("plus")
        assert file.read_bytes() == before
    assert [path.read_bytes() for path in (small.folder / "log").glob("*.jsonl")] == [before]


async def test_a_broken_theme_is_explained_and_skipped(small, tmp_path):
    from journal.themes import load

    folder = tmp_path / "themes"
    folder.mkdir()
    (folder / "mine.toml").write_text('name = "mine"\nprimary = "not a colour"\n')
    themes, problems = load([folder])
    assert themes == []
    assert "mine.toml" in problems[0]


@pytest.mark.parametrize("place", ["contacts", "timeline"])
@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_no_name_however_hostile_breaks_a_screen_or_acts(world, make_person, make_talk, shared, place, size):
    strings = [each["s"] for each in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))]
    people = []
    for number, text in enumerate(strings):
        try:
            people.append(make_person(text[:100], org=text[:100]).model_copy(update={"id": f"P{number:04}"}))
        except ValueError:
            continue  # nothing is left of it once it is clean
    assert len(people) > 200
    world.add(*people)
    world.add(
        *[
            make_talk("X", ago=number, note=person.name).model_copy(update={"contacts": (person.id,)})
            for number, person in enumerate(people)
        ]
    )
    async with world.running(size, place=place) as run:
        for at in range(0, len(people), 7):
            run.place.rows.cursor = at
            await run.pilot.pause()
            assert not any((ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0 for letter in run.text)
        await run.press("e")
        await run.press("escape")
        actions = [
            segment.style.meta
            for strip in run.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
        ]
        assert not any(key.startswith("@") for meta in actions for key in meta)
        assert len(world.journal().contacts) == len(people)


async def test_a_file_swapped_under_the_program_is_read_again(small):
    async with small.running() as run:
        file = next((small.folder / "log").glob("*other-0001.jsonl"))
        text = file.read_text(encoding="utf-8")
        file.unlink()
        file.write_text(text.replace("Northwind", "Southwinds"), encoding="utf-8")
        await run.see("Southwinds")
        assert len(run.names) == 3


async def test_a_journal_folder_that_disappears_is_told_and_what_was_read_stays(small):
    async with small.running() as run:
        away = small.folder.with_name("away")
        small.folder.rename(away)
        await run.see("Read only")
        assert len(run.names) == 3
        await run.see("read only")
        away.rename(small.folder)
        await run.gone("read only")


async def test_a_broken_line_that_arrives_while_the_program_runs_is_told(small):
    async with small.running() as run:
        with next((small.folder / "log").glob("*.jsonl")).open("a", encoding="utf-8") as out:
            out.write("{broken\n")
        await run.see("Left out")
        assert len(run.names) == 3


async def test_a_follow_up_opens_in_its_form(small):
    async with small.running() as run:
        await run.press("enter", "enter")
        await run.see("send the salary survey")
        await run.see("Save")


async def test_marks_stay_when_a_form_is_left_without_saving(small):
    async with small.running() as run:
        await run.press("space", "t", "escape")
        assert len(run.place.rows.marked) == 1
