"""Contacts, as somebody uses it."""

from __future__ import annotations

from textual.pilot import Pilot

from journal.app import JournalApp
from journal.screens.contacts import ContactsScreen
from journal.store.journal import Journal


def text_of(app: JournalApp) -> str:
    """What stands on the screen, line by line."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def names(app: JournalApp) -> list[str]:
    screen = app.screen
    assert isinstance(screen, ContactsScreen)
    return [app.desk.name(id) for id in screen.ids]


async def settled(pilot: Pilot[str]) -> None:
    """Until the journal is read and the screen shows it."""
    app = pilot.app
    assert isinstance(app, JournalApp)
    while not app.desk.complete:
        await pilot.pause(0.01)
    await pilot.pause()


async def typed(pilot: Pilot[str], text: str) -> None:
    await pilot.press(*["space" if letter == " " else letter for letter in text])
    await pilot.pause()


async def test_the_most_due_person_stands_first_with_what_matters_about_them(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert names(app)[0] == "Ana Gómez"
        shown = text_of(app)
        assert "Head of Data, Northwind · Leeds" in shown
        assert "mentor · close circle · every 30 days" in shown
        assert "last talk 42 days ago" in shown
        assert "send the salary survey" in shown
        assert "introduction to the NHS team" in shown


async def test_a_filter_narrows_the_list_and_escape_shows_everybody_again(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        await typed(pilot, "hikari")
        assert names(app) == ["小林さくら Sakura Kobayashi"]
        assert "1 of 3" in text_of(app)
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert len(names(app)) == 3


async def test_a_wrong_filter_is_explained_beside_the_field_and_the_list_stays(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        app.screen.filter_bar.text = "cirle:close"
        await pilot.pause()
        assert "No key `cirle`; did you mean `circle`?" in text_of(app)
        assert len(names(app)) == 3


async def test_what_another_program_writes_appears_and_the_cursor_stays_on_its_person(small):
    from .conftest import person

    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("j")
        before = app.screen.rows.current
        small.add(person("Aaron First", circle="inner"))
        app.pulse()
        await pilot.pause(0.05)
        assert "Aaron First" in names(app)
        assert app.screen.rows.current == before


async def test_marked_people_are_archived_together_and_one_undo_brings_them_back(small):
    app = small.app()
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("space", "space", "A")
        await pilot.pause(0.05)
        assert len(names(app)) == 1
        assert "2 people archived" in text_of(app)
        await pilot.press("u")
        await pilot.pause(0.05)
        assert len(names(app)) == 3


async def test_a_new_person_needs_only_a_name_and_is_on_disk_when_the_form_closes(world):
    app = world.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("escape", "n")
        await pilot.pause(0.05)
        await typed(pilot, "Dana Osei")
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert [contact.name for contact in world.journal().contacts] == ["Dana Osei"]
        assert names(app) == ["Dana Osei"]


async def test_removing_somebody_with_entries_asks_and_offers_the_archive(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await pilot.pause(0.05)
        assert "Archived people are out of the way" in text_of(app)
        await pilot.press("a")
        await pilot.pause(0.1)
        assert small.journal().contacts.get("ANA GÓMEZ").status == "archived"


async def test_a_promise_is_done_from_the_page_of_the_person(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "d")
        await pilot.pause(0.1)
        done = [followup for followup in small.journal().followups if followup.status == "done"]
        assert [followup.what for followup in done] == ["send the salary survey"]
        assert done[0].done_on.isoformat() == "2026-11-24"


async def test_circles_move_in_and_out_by_one_key(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("plus")
        await pilot.pause(0.05)
        assert small.journal().contacts.get("ANA GÓMEZ").circle == "inner"
        await pilot.press("minus", "minus")
        await pilot.pause(0.05)
        assert small.journal().contacts.get("ANA GÓMEZ").circle == "active"


async def test_one_pane_on_a_narrow_terminal_opens_and_closes_the_page(small):
    app = small.app()
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        assert "Open between you" not in text_of(app)
        await pilot.press("enter")
        await pilot.pause(0.05)
        assert "Open between you" in text_of(app)
        await pilot.press("escape")
        await pilot.pause(0.05)
        assert "last talk" in text_of(app)


async def test_names_are_blurred_while_somebody_is_looking(small):
    app = small.app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        await pilot.pause(0.05)
        assert "Gómez" not in text_of(app)
        assert "salary" not in text_of(app)
        await pilot.press("f8")
        await pilot.pause(0.05)
        assert "Ana Gómez" in text_of(app)


async def test_a_failed_save_says_why_and_shows_what_was_typed_again(world, monkeypatch):
    from journal.store.log import Log, NotSaved

    app = world.app()
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("escape", "n")
        await pilot.pause(0.05)
        await typed(pilot, "Dana Osei")

        def full(*_: object, **__: object) -> str:
            raise NotSaved("Not saved: the disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(Log, "write", full)
            patch.setattr(Log, "write_many", full)
            await pilot.press("ctrl+s")
            await pilot.pause(0.1)
            assert "the disk is full" in text_of(app)
            assert "Dana Osei" in text_of(app)
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert [contact.name for contact in world.journal().contacts] == ["Dana Osei"]


def test_a_journal_that_was_closed_opens_as_it_was_left(small):
    journal = Journal.open(small.folder, machine="third-0003", now=lambda: None)
    journal.ready()
    assert len(journal.contacts) == 3
    assert len(journal.interactions) == 3
