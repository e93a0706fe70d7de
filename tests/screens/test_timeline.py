"""Timeline, as somebody uses it."""

from __future__ import annotations

import re


def first_line_with(text: str, words: str) -> str:
    return next(line for line in text.split("\n") if words in line)


async def test_entries_stand_under_their_days_newest_first(small):
    async with small.running(place="timeline") as run:
        shown = run.text
        assert shown.index("Sat 21 Nov") < shown.index("Tue 13 Oct") < shown.index("Sun 16 Aug")
        assert re.search(r"Sat 21 Nov +3 days ago", shown)
        assert re.search(r"call +Bob Lee +the offer", shown)
        assert "3 entries" in shown


async def test_an_entry_shows_what_it_brought_and_all_its_people(small):
    async with small.running(place="timeline") as run:
        await run.press("j")
        await run.see("got opportunity")
        await run.press("j")
        await run.see("Video with Ana Gómez and Bob Lee")


async def test_full_text_search_finds_words_in_notes_and_marks_them(small):
    async with small.running(place="timeline") as run:
        await run.press("slash")
        await run.type("rust")
        await run.see("2 of 3")
        await run.gone("the offer")
        marked = run.app.get_theme(run.app.theme).variables["match-background"].lower()
        strips = run.app.screen._compositor.render_strips()
        lit = [
            segment.text
            for strip in strips
            for segment in strip
            if segment.style and segment.style.bgcolor and segment.style.bgcolor.get_truecolor().hex == marked
        ]
        assert "rust" in lit


async def test_a_filter_by_person_and_benefit(small):
    async with small.running(place="timeline") as run:
        run.place.filter_bar.text = "@ana got:opp"
        await run.see("1 of 3")
        await run.see("rust jobs in health")


async def test_what_is_planned_stands_apart(small, make_talk):
    small.add(make_talk("Ana Gómez", ago=-5, note="lunch to come"))
    async with small.running(place="timeline") as run:
        assert "in 5 days" in first_line_with(run.text, "Planned  Sun 29 Nov")


async def test_a_captured_line_from_another_terminal_arrives_under_today(small, capsys, monkeypatch):
    from journal.cli import main

    async with small.running(place="timeline") as run:
        before = run.place.rows.current
        monkeypatch.setenv("JOURNAL_NOW", "2026-11-24T10:00:00")
        assert main(["capture", "--dir", str(small.folder), "call with @bob about the contract"]) == 0
        await run.see("call with Bob Lee about")
        assert "Bob Lee" in first_line_with(run.text, "Lee about")
        assert run.place.rows.current == before


async def test_an_entry_is_removed_by_one_key_and_comes_back_by_another(small):
    async with small.running(place="timeline") as run:
        await run.press("x")
        await run.see("Removed call with Bob Lee")
        assert len(small.journal().interactions) == 2
        await run.press("u")
        assert len(small.journal().interactions) == 3


async def test_logging_again_keeps_the_people_of_the_entry(small):
    async with small.running(place="timeline") as run:
        await run.press("j", "j", "l")
        await run.see("Log a talk")
        await run.type("second round")
        await run.press("ctrl+s")
        await run.see("Logged: meeting with Ana")
        newest = max(small.journal().interactions, key=lambda entry: entry.on)
        assert newest.note == "second round"
        assert newest.contacts == ("ANA GÓMEZ", "BOB LEE")


async def test_changing_the_captured_line_changes_the_entry(small, make_talk):
    small.add(make_talk("Bob Lee", ago=0, note="coffee with Bob Lee about pay", raw="coffee with @bob about pay"))
    async with small.running(place="timeline") as run:
        await run.press("e")
        await run.see("as written")
        await run.type(" got:knowledge")
        await run.press("tab", "ctrl+s")
        entry = next(entry for entry in small.journal().interactions if entry.raw.endswith("got:knowledge"))
        assert [(exchange.way, exchange.benefit) for exchange in entry.exchanges] == [("got", "knowledge")]


async def test_the_order_can_be_turned_round(small):
    async with small.running(place="timeline") as run:
        await run.press("o")
        await run.see("oldest first")
        await run.press("j", "enter")
        shown = run.text
        assert shown.index("Sun 16 Aug") < shown.index("Sat 21 Nov")


async def test_a_long_note_is_written_in_the_editor_of_the_user(small, monkeypatch, tmp_path):
    from contextlib import nullcontext

    script = tmp_path / "my editor"
    script.write_text('#!/bin/sh\nprintf "first\\n\\nsecond\\n" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    async with small.running(place="timeline") as run:
        monkeypatch.setattr(type(run.app), "suspend", lambda self: nullcontext())
        await run.press("E")
        await run.see("second")
        assert next(e for e in small.journal().interactions if e.kind == "call").note == "first\n\nsecond"


async def test_an_editor_that_fails_loses_nothing_and_says_where_the_text_is(small, monkeypatch, tmp_path):
    from contextlib import nullcontext

    script = tmp_path / "broken"
    script.write_text('#!/bin/sh\necho "precious" > "$1"\nexit 3\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    async with small.running(place="timeline") as run:
        monkeypatch.setattr(type(run.app), "suspend", lambda self: nullcontext())
        await run.press("E")
        await run.see("ended with an error")
        kept = next(tmp_path.glob("journal-*/*.md"))
        assert kept.read_text() == "precious\n"
        assert next(e for e in small.journal().interactions if e.kind == "call").note == "the offer"


async def test_dates_in_a_captured_line_are_those_of_the_day_it_was_captured(small, make_talk):
    raw = "coffee with @bob yesterday"
    small.add(make_talk("Bob Lee", ago=11, note="coffee with Bob Lee", raw=raw, created="2026-11-14T12:00:00Z"))
    async with small.running(place="timeline") as run:
        run.place.filter_bar.text = "coffee"
        await run.see("1 of 4")
        await run.press("e")
        await run.see("as written")
        await run.type(" got:support")
        await run.press("tab", "ctrl+s")
        entry = next(entry for entry in small.journal().interactions if entry.raw.endswith("got:support"))
        assert entry.on.isoformat() == "2026-11-13"
        assert [exchange.benefit for exchange in entry.exchanges] == ["support"]


def test_the_editor_is_the_setting_then_visual_then_editor(monkeypatch, tmp_path):
    from journal.screens.editor import editor_command

    monkeypatch.setenv("EDITOR", "nano")
    assert editor_command("") == ["nano"]
    monkeypatch.setenv("VISUAL", "code -w")
    assert editor_command("") == ["code", "-w"]
    assert editor_command("hx") == ["hx"]
    spaced = tmp_path / "my editor"
    spaced.write_text("#!/bin/sh\n")
    spaced.chmod(0o755)
    assert editor_command(str(spaced)) == [str(spaced)]


async def test_an_editor_that_is_not_there_is_told_and_the_screen_goes_on(small, monkeypatch):
    from contextlib import nullcontext

    monkeypatch.setenv("VISUAL", "no-such-program")
    async with small.running(place="timeline") as run:
        monkeypatch.setattr(type(run.app), "suspend", lambda self: nullcontext())
        await run.press("E")
        await run.see("could not be started")
        monkeypatch.setenv("VISUAL", "vi 'x")
        await run.press("E")
        await run.see("cannot be understood")
        await run.press("j")
        await run.see("3 entries")


async def test_what_was_written_in_the_editor_survives_a_save_that_fails(small, monkeypatch, tmp_path):
    from contextlib import nullcontext

    script = tmp_path / "writer"
    script.write_text('#!/bin/sh\nprintf "precious\\n" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    async with small.running(place="timeline") as run:
        entry = next(each for each in small.journal().interactions if each.kind == "call")

        def elsewhere(self):
            journal = small.journal()
            with journal.transaction("elsewhere") as transaction:
                transaction.change(entry, entry.changed(note="theirs"))
            return nullcontext()

        monkeypatch.setattr(type(run.app), "suspend", elsewhere)
        await run.press("E")
        await run.see("changed elsewhere")
        kept = next(tmp_path.glob("journal-*/*.md"))
        assert kept.read_text() == "precious\n"


async def test_a_key_pressed_twice_in_a_hurry_removes_one_entry(small):
    async with small.running(place="timeline") as run:
        await run.pilot.press("x", "x")
        await run.pilot.pause(0.2)
        assert run.app.is_running
        assert len(small.journal().interactions) in (1, 2)
        await run.pilot.press("n", "n")
        await run.see("Log a talk")
        assert len(run.app.screen_stack) == 2


async def test_a_long_entry_opens_at_its_title(small, make_talk):
    small.add(make_talk("Bob Lee", ago=0, note="\n\n".join(f"paragraph {n}" for n in range(30))))
    async with small.running((60, 20), place="timeline") as run:
        await run.press("enter")
        await run.see("Meeting with Bob Lee")
