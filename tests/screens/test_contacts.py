"""Contacts, as somebody uses it."""

from __future__ import annotations

from journal.store.journal import Journal


async def test_the_most_due_person_stands_first_with_what_matters_about_them(small):
    async with small.running() as run:
        assert run.names[0] == "Ana Gómez"
        shown = run.text
        assert "Head of Data, Northwind · Leeds" in shown
        assert "mentor · close circle · every 30 days" in shown
        assert "last talk 42 days ago" in shown
        assert "send the salary survey" in shown
        assert "introduction to the NHS team" in shown


async def test_a_filter_narrows_the_list_and_escape_shows_everybody_again(small):
    async with small.running() as run:
        await run.press("slash")
        await run.type("hikari")
        assert run.names == ["小林さくら Sakura Kobayashi"]
        await run.see("1 of 3")
        await run.press("enter", "escape")
        assert len(run.names) == 3


async def test_a_wrong_filter_is_explained_beside_the_field_and_the_list_stays(small):
    async with small.running() as run:
        await run.press("slash")
        run.place.filter_bar.text = "cirle:close"
        await run.see("No key `cirle`; did you mean `circle`?")
        assert len(run.names) == 3


async def test_what_another_program_writes_appears_and_the_cursor_stays_on_its_person(small, make_person):
    async with small.running() as run:
        await run.press("j")
        before = run.place.rows.current
        small.add(make_person("Aaron First", circle="inner"))
        await run.see("Aaron First")
        assert "Aaron First" in run.names
        assert run.place.rows.current == before


async def test_marked_people_are_archived_together_and_one_undo_brings_them_back(small):
    async with small.running() as run:
        await run.press("space", "space", "A")
        assert len(run.names) == 1
        await run.see("2 people archived")
        await run.press("u")
        assert len(run.names) == 3


async def test_a_new_person_needs_only_a_name_and_is_on_disk_when_the_form_closes(world):
    async with world.running() as run:
        await run.press("escape", "n")
        await run.type("Dana Osei")
        await run.press("ctrl+s")
        assert [contact.name for contact in world.journal().contacts] == ["Dana Osei"]
        assert run.names == ["Dana Osei"]


async def test_removing_somebody_with_entries_asks_and_offers_the_archive(small):
    async with small.running() as run:
        await run.press("x")
        await run.see("Archived people are out of the way")
        await run.press("a")
        assert small.journal().contacts.get("ANA GÓMEZ").status == "archived"


async def test_a_promise_is_done_from_the_page_of_the_person(small):
    async with small.running() as run:
        await run.press("enter", "d")
        done = [followup for followup in small.journal().followups if followup.status == "done"]
        assert [followup.what for followup in done] == ["send the salary survey"]
        assert done[0].done_on.isoformat() == "2026-11-24"


async def test_circles_move_in_and_out_by_one_key(small):
    async with small.running() as run:
        await run.press("plus")
        assert small.journal().contacts.get("ANA GÓMEZ").circle == "inner"
        await run.press("minus", "minus")
        assert small.journal().contacts.get("ANA GÓMEZ").circle == "active"


async def test_one_pane_on_a_narrow_terminal_opens_and_closes_the_page(small):
    async with small.running((60, 20)) as run:
        await run.gone("Open between you")
        await run.press("enter")
        await run.see("Open between you")
        await run.press("escape")
        await run.see("last talk")


async def test_names_are_blurred_while_somebody_is_looking(small):
    async with small.running() as run:
        await run.press("f8")
        await run.gone("Gómez")
        await run.gone("salary")
        await run.press("f8")
        await run.see("Ana Gómez")


async def test_a_failed_save_says_why_and_shows_what_was_typed_again(world, monkeypatch):
    from journal.store.log import Log, NotSaved

    async with world.running() as run:
        await run.press("escape", "n")
        await run.type("Dana Osei")

        def full(*_: object, **__: object) -> str:
            raise NotSaved("Not saved: the disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(Log, "write", full)
            patch.setattr(Log, "write_many", full)
            await run.press("ctrl+s")
            await run.see("the disk is full")
            await run.see("Dana Osei")
        await run.press("ctrl+s")
        assert [contact.name for contact in world.journal().contacts] == ["Dana Osei"]


def test_a_journal_that_was_closed_opens_as_it_was_left(small):
    journal = Journal.open(small.folder, machine="third-0003", now=lambda: None)
    journal.ready()
    assert len(journal.contacts) == 3
    assert len(journal.interactions) == 3


async def test_two_people_who_change_the_same_field_are_told_and_nothing_else_is_overwritten(small):
    async with small.running() as run:
        await run.press("e")
        await run.see("Edit Ana")
        await run.press("tab", "end")
        await run.type(" x")
        journal = small.journal()
        ana = journal.contacts.get("ANA GÓMEZ")
        with journal.transaction("elsewhere") as transaction:
            transaction.change(ana, ana.changed(role="Director", location="York"))
        await run.press("ctrl+s")
        await run.see("has been changed elsewhere")
        assert small.journal().contacts.get("ANA GÓMEZ").role == "Director"
        await run.see("Head of Data x")
        await run.see("! elsewhere: Director")
        await run.gone("elsewhere: York")
        await run.press("ctrl+s")
        await run.gone("Edit Ana")
        after = small.journal().contacts.get("ANA GÓMEZ")
        assert (after.role, after.location) == ("Head of Data x", "York")


async def test_what_could_not_be_saved_can_be_kept_for_later(world, monkeypatch):
    from journal.store.log import Log, NotSaved

    def full(*_: object, **__: object) -> str:
        raise NotSaved("Not saved: the disk is full.")

    async with world.running() as run:
        await run.press("escape", "n")
        await run.type("Dana Osei")
        with monkeypatch.context() as patch:
            patch.setattr(Log, "write", full)
            patch.setattr(Log, "write_many", full)
            await run.press("ctrl+s")
            await run.see("the disk is full")
        await run.press("escape")
        await run.see("Keep for later")
        await run.press("k", "n")
        await run.see("Dana Osei")


def contact(world, id: str):
    return world.journal().contacts.get(id)


async def test_all_entries_stand_on_the_page_the_earlier_ones_below_what_else_is_known(world, make_person, make_talk):
    world.add(make_person("Ana Gómez", topics=["rust"]), *(make_talk("Ana Gómez", ago=day) for day in range(1, 1001)))
    async with world.running() as run:
        await run.see("1,000")
        await run.press("enter", "G")
        lines = run.place.page.rows
        heads = [line.drawn.plain.split("  ")[0] for line in lines]
        assert sum(line.table == "interactions" for line in lines) == 1000
        assert heads.index("Entries") < heads.index("About") < heads.index("Earlier")
        assert "2024" in heads


async def test_what_to_know_before_writing_stands_at_the_top(world, make_person):
    world.add(make_person("Ana Gómez", boundaries="no calls before ten", care_until="2027-01-20", discreet=True))
    async with world.running() as run:
        await run.see("! no calls before ten")
        await run.see("! A hard time, until 20 Jan 2027: no asks.")
        await run.see("discreet")


async def test_after_two_talks_without_a_rhythm_one_is_offered_and_plus_gives_it(world, make_person, make_talk):
    world.add(make_person("Ana Gómez", circle="open"), make_talk("Ana Gómez", ago=3), make_talk("Ana Gómez", ago=9))
    async with world.running() as run:
        await run.see("Talked twice. A rhythm?  + gives one.")
        await run.press("plus")
        ana = contact(world, "ANA GÓMEZ")
        assert (ana.circle, ana.rhythm_since.isoformat()) == ("wide", "2026-11-24")
        await run.see("Ana Gómez: wide. Warmth may move, because the yardstick")


async def test_the_form_says_too_that_warmth_may_move_with_another_rhythm(small):
    async with small.running() as run:
        await run.press("e")
        await run.see("Edit Ana")
        await run.press(*["tab"] * 6)
        await run.type("20 days")
        await run.press("ctrl+s")
        await run.see("Warmth may move, because the yardstick did.")


async def test_an_own_rhythm_stays_when_the_circle_moves_and_that_is_said(world, make_person):
    world.add(make_person("Ana Gómez", cadence_days=20))
    async with world.running() as run:
        await run.press("plus")
        await run.see("inner; their own rhythm, every 20 days, stays.")


async def test_a_hard_time_is_sixty_days_unless_another_day_is_given(small):
    async with small.running() as run:
        await run.press("S")
        await run.see("what has changed?")
        await run.press("enter")
        await run.see("A hard time: Ana")
        await run.press("ctrl+s")
        await run.see("no asks until 23 Jan 2027")
        assert contact(small, "ANA GÓMEZ").care_until.isoformat() == "2027-01-23"
        await run.press("u")
        assert contact(small, "ANA GÓMEZ").care_until is None


async def test_no_contact_refuses_a_draft_and_says_how_to_change_it(small):
    async with small.running() as run:
        await run.press("S", "down", "down", "enter")
        await run.see("no contact. Nothing comes up")
        assert contact(small, "ANA GÓMEZ").status == "no_contact"
        await run.press("slash")
        await run.type("gómez status:any")
        await run.press("enter")
        await run.see("You set this to no contact.")
        await run.press("m")
        await run.see("you set this to no contact")
        await run.press("S", "enter")
        await run.see("back in the list")
        assert contact(small, "ANA GÓMEZ").status == "active"


async def test_who_died_is_in_memory_and_the_anniversary_is_asked_about_once(world, make_person, make_talk):
    birthday = {"label": "birthday", "month": 2, "day": 12}
    world.add(make_person("Ana Gómez", moments=[birthday]), make_talk("Ana Gómez", ago=30))
    async with world.running() as run:
        await run.press("S", "G", "enter")
        await run.see("In memory of Ana")
        await run.type("20 nov")
        await run.press("ctrl+s")
        await run.see("Keep the anniversary?")
        await run.press("y")
        ana = contact(world, "ANA GÓMEZ")
        assert ana.status == "deceased"
        assert [(moment.label, moment.remind) for moment in ana.moments] == [("birthday", False), ("in memory", True)]
        await run.press("slash")
        await run.type("gómez status:any")
        await run.press("enter")
        await run.see("In memory")
        shown = run.text
        assert "●" not in shown
        assert "due" not in shown
        assert "silent" in shown


async def test_who_introduced_whom_stands_on_the_page(world, make_person):
    world.add(make_person("Ana Gómez", circle="inner"), make_person("Bob Lee", introduced_by="ANA GÓMEZ"))
    async with world.running() as run:
        await run.press("slash")
        await run.type("gómez")
        await run.press("enter")
        await run.see("You know Bob Lee through them.")


async def test_the_days_of_a_person_say_when_they_come_and_trust_is_hidden_while_blurred(world, make_person):
    days = [{"label": "birthday", "month": 12, "day": 1, "year": 1980}]
    world.add(make_person("Ana Gómez", moments=days, trust=4))
    async with world.running() as run:
        await run.see("birthday 1 Dec 1980  in 7 days")
        await run.see("4 of 5")
        await run.press("f8")
        await run.gone("of 5")


async def test_what_was_filled_in_is_saved_without_a_change(small):
    async with small.running() as run:
        before = len(run.app.desk.journal.interactions)
        await run.press("l")
        await run.see("Log")
        await run.press("ctrl+s")
        await run.gone("ctrl+s")
        entries = list(run.app.desk.journal.interactions)
        assert len(entries) == before + 1
        newest = max(entries, key=lambda entry: entry.id)
        assert (newest.contacts, newest.on, newest.kind) == (("ANA GÓMEZ",), run.app.desk.today, "meeting")
