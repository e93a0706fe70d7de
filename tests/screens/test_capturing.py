"""Capturing over a place: what the line begins with, hurry and trouble, entries edited as their line."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Key

from journal.store.log import Log


def field(run):
    return run.app.screen.field


def captured(world):
    entries = sorted(world.journal().interactions, key=lambda entry: entry.id)
    return [entry.raw for entry in entries if entry.raw]


async def test_the_line_begins_with_whom_the_cursor_is_on(small):
    async with small.running(place="contacts") as run:
        await run.press("c")
        assert field(run).value == "@Ana "
        await run.type("called")
        await run.see("Ana Gómez")
        await run.press("enter")
        await run.see("Noted: @Ana called")
    assert captured(small) == ["@Ana called"]


async def test_what_nobody_typed_is_not_kept(small):
    async with small.running(place="contacts") as run:
        await run.press("c", "escape")
        assert run.app.desk.drafts == {}
        await run.press("down", "c")
        assert field(run).value == "@Bob "


@pytest.mark.parametrize(
    ("names", "begins"),
    [
        (["Ana Gómez", "Ana Silva"], "@Ana.G "),
        (["Ana Gómez", "Ana Gonzaga"], "@Ana-Gómez "),
        (["O'Neil Dr. Pat"], "@Pat "),
        (["O'Neil"], '@"O\'Neil" '),
        (["小林さくら Sakura"], "@小林さくら "),
        (['"The" Rock'], "@Rock "),
        (["Ana Gómez", "ana gómez"], ""),
    ],
)
async def test_a_name_is_written_the_shortest_way_that_means_only_them(world, make_person, names, begins):
    world.add(*[make_person(name).model_copy(update={"id": f"P{at}"}) for at, name in enumerate(names)])
    async with world.running(place="contacts") as run:
        assert run.app.desk.capturing.start([("contacts", "P0")]) == begins


async def test_an_entry_and_a_follow_up_begin_the_line_with_their_people(small):
    async with small.running(place="timeline") as run:
        await run.press("down", "down", "c")
        assert field(run).value == "@Ana @Bob "
        desk = run.app.desk
        (promise, *_) = desk.journal.followups
        assert desk.capturing.start([("followups", promise.id)]) == "@Ana "


async def test_all_who_are_marked_begin_the_line(small):
    async with small.running(place="contacts") as run:
        await run.press("space", "space", "c")
        assert field(run).value == "@Ana @Bob "


async def test_a_goal_and_an_event_are_named_by_a_word_of_their_own(small):
    with small.journal().transaction("test") as transaction:
        goals = {"g1": "find a job in Rust", "g2": "find a flat"}
        for key, statement in goals.items():
            transaction.insert("goals", key, {"statement": statement, "status": "active"})
        transaction.insert("events", "e1", {"title": "Health meetup", "starts": "2026-11-26T18:30"})
        transaction.insert("events", "e2", {"title": "Health meetup", "starts": "2027-03-26T18:30"})
    async with small.running(place="contacts") as run:
        start = run.app.desk.capturing.start
        assert start([("goals", "g2")]) == "goal:flat "
        assert start([("goals", "g1")]) == "goal:Rust "
        assert start([("events", "e1")]) == "event:Health "
        assert start([("events", "e2")]) == "", "the other one is nearer, and would be meant"


async def test_blurred_nothing_is_shown_that_was_not_typed(small):
    async with small.running(place="contacts") as run:
        await run.press("f8", "c")
        assert field(run).value == ""
        await run.type("tea with @an")
        await run.gone("Ana")
        await run.type("a and @sakur; ask @ana about it")
        await run.gone("Ana G")
        await run.gone("Sakura")
        await run.see("1 doubt; not shown while names are blurred")
        await run.press("enter")
        await run.see("Noted   u takes it back")
    assert captured(small) == ["tea with @ana and @sakur; ask @ana about it"]


async def test_letters_typed_right_after_c_are_in_the_line(small):
    async with small.running(place="contacts") as run:
        rows = run.place.rows
        for key in "ccoffee":
            run.app.post_message(Key(key, key))
        await run.see("@Ana coffee")
        assert len(run.app.screen_stack) == 2
        assert rows.current == "ANA GÓMEZ"


async def test_two_lines_in_a_hurry_are_two_entries(small):
    async with small.running(place="contacts") as run:
        await run.press("c", "ctrl+u")
        for key in [*"one", "ctrl+o", *"two", "enter"]:
            run.app.post_message(Key(key, key if len(key) == 1 else None))
        await run.see("Noted: two")
    assert captured(small) == ["one", "two"]


async def test_while_another_program_writes_the_screen_goes_on_and_the_line_is_saved_after_it(small):
    async with small.running(place="contacts") as run:
        await run.press("c", "ctrl+u", *"tea")
        with Log(str(small.folder), "other-0002").locked():
            run.app.post_message(Key("enter", None))
            for _ in range(100):
                await asyncio.sleep(0.02)  # a pause of the pilot would wait for the line
                if "saving; another program is writing" in run.text:
                    break
            await run.see("saving; another program is writing")
            assert captured(small) == []
        await run.see("Noted: tea")
    assert captured(small) == ["tea"]


async def test_a_folder_that_cannot_be_written_is_said_and_the_text_stays(small, monkeypatch):
    def forbidden(*_: object) -> str:
        return "the folder cannot be written."

    async with small.running(place="contacts") as run:
        await run.press("c", "ctrl+u", *"tea")
        with monkeypatch.context() as patch:
            patch.setattr("journal.store.disk.obstacle", forbidden)
            await run.press("enter")
            await run.see("! Not saved: the folder cannot be written.")
        await run.press("escape", "c")
        assert field(run).value == "tea"


async def test_a_line_that_is_too_long_is_not_saved(small):
    async with small.running(place="contacts") as run:
        await run.press("c")
        field(run).value = "x" * 20_001
        await run.press("enter")
        assert "20,001" in run.text, run.text
    assert captured(small) == []


async def test_a_line_is_saved_while_the_timeline_is_still_being_read(small, make_talk, monkeypatch):
    small.add(make_talk("Bob Lee"))
    app = small.app(place="contacts")
    go_on = asyncio.Event()

    async def slowly(feed):
        await go_on.wait()
        return await read(feed)

    read = type(app.feed).read_timeline
    monkeypatch.setattr(type(app.feed), "read_timeline", slowly)
    async with app.run_test(size=(120, 36)) as pilot:
        while app.place is None or not app.desk.journal.contacts.docs:
            await pilot.pause(0.01)
        await pilot.pause(0.05)
        assert app.desk.journal.storage.live.view.later
        await pilot.press("c", "ctrl+u", *"call with @sakura", "enter")
        await pilot.pause(0.1)
        assert captured(small) == ["call with @sakura"]
        assert app.desk.journal.storage.live.view.later, "nothing was read for it"
        await pilot.press("c", "ctrl+u", *"call with @dana", "ctrl+o", "escape")
        go_on.set()
        while not app.complete:
            await pilot.pause(0.01)
        assert len(app.desk.journal.interactions) == 6
        assert app.desk.journal.interactions.docs.keys() == small.journal().interactions.docs.keys()


async def edit_line(run, line: str) -> None:
    await run.press("e", "ctrl+u")
    await run.type(line)


async def test_people_who_are_new_in_an_edited_line_are_said_and_made_with_it(small):
    async with small.running(place="timeline") as run:
        await run.press("c", "ctrl+u", *"tea with @bob", "enter", "g")
        await edit_line(run, "tea with @bob and @dana-lee +Acme")
        await run.see("+ Dana Lee new")
        await run.press("tab")
        await run.see("Bob Lee, Dana Lee")
        await run.press("ctrl+s")
        await run.pilot.pause(0.1)
        journal = small.journal()
        await run.press("u")
        assert len(small.journal().contacts) == 3, "one step takes back both"
    (dana,) = [person for person in journal.contacts if person.name == "Dana Lee"]
    assert (dana.stub, dana.circle, dana.org) == (True, "open", "Acme")
    (entry,) = [entry for entry in journal.interactions if entry.raw]
    assert entry.contacts == ("BOB LEE", dana.id)


async def test_somebody_made_elsewhere_meanwhile_is_not_made_again(small, make_person):
    async with small.running(place="timeline") as run:
        await run.press("c", "ctrl+u", *"tea with @bob", "enter", "g")
        await edit_line(run, "tea with @dana")
        await run.press("tab")
        small.add(make_person("Dana"))
        await run.press("ctrl+s")
        await run.pilot.pause(0.1)
    journal = small.journal()
    assert [entry.contacts for entry in journal.interactions if entry.raw] == [("DANA",)]
    assert sum(person.name == "Dana" for person in journal.contacts) == 1


async def test_a_save_that_cannot_be_brings_the_new_people_back_too(small, monkeypatch):
    from journal.store.log import NotSaved

    def full(*_: object, **__: object) -> str:
        raise NotSaved("Not saved: the disk is full.")

    async with small.running(place="timeline") as run:
        await run.press("c", "ctrl+u", *"tea with @bob", "enter", "g")
        await edit_line(run, "tea with @dana")
        with monkeypatch.context() as patch:
            patch.setattr(Log, "write", full)
            await run.press("ctrl+s")
            await run.see("the disk is full")
            await run.see("Dana")
        await run.press("ctrl+s")
        await run.pilot.pause(0.1)
    journal = small.journal()
    (entry,) = [entry for entry in journal.interactions if entry.raw]
    assert [journal.contacts.get(id).name for id in entry.contacts] == ["Dana"]


async def test_a_kept_form_still_knows_who_is_new(small):
    async with small.running(place="timeline") as run:
        await run.press("c", "ctrl+u", *"tea with @bob", "enter", "g")
        await edit_line(run, "tea with @dana")
        await run.press("tab", "escape", "k")
        await run.press("e", "ctrl+s")
        await run.pilot.pause(0.1)
    journal = small.journal()
    (entry,) = [entry for entry in journal.interactions if entry.raw]
    assert [journal.contacts.get(id).name for id in entry.contacts] == ["Dana"]
