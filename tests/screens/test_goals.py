"""Goals: the list, the page with its board of places, forms that keep what is typed, links from anywhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from journal.domain.decisions import Setting
from journal.domain.events import Event
from journal.domain.goals import Goal

TODAY = date(2026, 11, 24)


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


def goal(id: str = "LEAD", **fields: object) -> Goal:
    return Goal.parse(
        {
            "statement": "Have 12 talks about data in health",
            "why": "So that my work is about patients.",
            "status": "active",
            "starts": day(-45),
            "horizon": day(45),
            "measure": {"name": "talks about the work", "unit": "talks", "target": 12, "current": 7},
            "obstacle": "I wait until I feel ready",
            "if_then": {"if": "a role fits by half", "then": "I ask for the talk that day"},
            "next_action": {"text": "write to Ana about her team", "due": day(0)},
            "milestones": [{"title": "First interview", "due": day(21)}],
            "slots": [
                {"label": "Data leads in health", "want": 2, "role": ["head of data"], "industry": ["health"]},
                {"label": "A recruiter", "want": 1, "role": ["recruiter"]},
            ],
            **fields,
        },
        id,
    )


@pytest.fixture
def board(world, make_person, make_talk):
    """A goal with two places: one half filled, one that nobody fits, but somebody reaches."""
    world.add(
        make_person("Ana", role="Head of Data", industries=["health"], org="NHS"),
        make_person("Bob", role="Head of Data"),
        make_person("Chen", role="Nurse", knows=[{"contact": "BOB", "kind": "said_so"}]),
        *[make_talk("Ana", ago=ago, depth=4) for ago in (3, 30, 60)],
        *[make_talk("Chen", ago=ago, depth=4) for ago in (5, 25, 50)],
        make_talk("Ana", ago=2, note="her spring team", goals=["LEAD"]),
        goal(),
        goal("STAGE", statement="Speak at one conference next year", status="draft", measure=None, slots=[]),
        Event.parse({"title": "Health data meetup", "starts": day(3)}, "MEETUP"),
    )
    return world


def stored(world, id: str = "LEAD") -> Goal:
    found = world.journal().goals.get(id)
    assert found is not None
    return found


async def go_to(run, words: str) -> None:
    """Move the cursor of the page down to the line that holds these words."""
    page = run.place.page
    if not page.has_focus:
        await run.press("enter")
    for _ in range(60):
        line = page.current
        if line is not None and words in line.content.plain:
            return
        await run.press("j")
    raise AssertionError(f"the cursor does not come to {words!r}:\n{run.text}")


async def test_the_list_shows_how_far_each_goal_is_and_how_long_there_is(board):
    async with board.running(place="goals") as run:
        await run.see("7/12")
        left = [line.split("│")[0] for line in run.text.split("\n")]
        assert any("Goals" in line and "1 active" in line for line in left)
        assert any("7/12" in line and "on the way" in line and "45 days" in line for line in left)
        assert any("Drafts" in line for line in left)
        assert any("Speak at one conference" in line for line in left)


async def test_the_page_says_what_why_how_far_and_what_is_next(board):
    async with board.running(place="goals") as run:
        for words in (
            "So that my work is about patients.",
            "7 of 12 talks · on the way · 45 days left · expected 6",
            "if a role fits by half, I ask for the talk that day",
            "□ write to Ana about her team",
            "□ First interview",
            "her spring team",
        ):
            await run.see(words)


async def test_the_board_shows_who_fills_a_place_who_could_and_who_opens_the_door(board):
    async with board.running(place="goals") as run:
        await run.see("1 of 3 places filled")
        await run.see("→ ask Chen (warm) for Bob: knows them")
        text = run.text
        assert "1 place open" in text
        assert "◆◇" in text
        ana, bob = (
            next(line for line in text.split("\n") if f" {name} " in line and "role" in line) for name in ("Ana", "Bob")
        )
        assert "◆ Ana" in ana
        assert "100 fits" in ana
        assert "50 maybe" in bob
        assert "? industry" in bob
        assert "nobody in the book fits yet" in text


async def test_enter_on_somebody_of_the_board_goes_to_them(board):
    async with board.running(place="goals") as run:
        await go_to(run, "Bob ")
        await run.press("enter")
        await run.see("2 Contacts")
        assert run.place.NUMBER == 1
        assert run.place.rows.current == "BOB"


async def test_a_puts_a_candidate_into_the_place_and_takes_them_out_again(board):
    async with board.running(place="goals") as run:
        await go_to(run, "50 maybe")
        await run.press("a")
        await run.see("pinned")
        assert stored(board).slots[0].people == ("BOB",)
        await run.see("2 of 3 places filled")
        await go_to(run, "pinned")
        await run.press("a")
        await run.gone("pinned")
        assert stored(board).slots[0].people == ()
        await run.press("u")
        await run.see("pinned")


async def test_w_tells_what_agrees_what_does_not_and_what_to_ask(board):
    async with board.running(place="goals") as run:
        await go_to(run, "50 maybe")
        await run.press("w")
        await run.see("Ask them: which industry?")
        await run.see("50 of 100, maybe")
        await run.see("role: head of data; they: Head of Data")


async def test_one_more_and_one_less_move_the_measure(board):
    async with board.running(place="goals") as run:
        await run.press("+")
        await run.see("8/12")
        await run.press("-", "-")
        await run.see("6/12")


async def test_a_number_that_is_counted_from_entries_is_not_moved_by_hand(board):
    measure = {"name": "talks", "target": 12, "counts": "talks"}
    board.add(goal("COUNTED", statement="Have 12 talks with people who teach", horizon=day(30), measure=measure))
    async with board.running(place="goals") as run:
        run.place.reveal("COUNTED")
        await run.press("+")
        await run.see("This number counts the talks linked to the goal")


async def test_d_reaches_a_milestone_and_opens_it_again(board):
    async with board.running(place="goals") as run:
        await go_to(run, "First interview")
        await run.press("d")
        await run.see("✓ First interview")
        assert stored(board).milestones[0].done_on == TODAY
        await run.press("d")
        await run.see("□ First interview")


async def test_the_next_step_is_done_and_another_one_written_where_it_stands(board):
    async with board.running(place="goals") as run:
        await go_to(run, "write to Ana")
        await run.press("d")
        await run.see("nothing yet; e writes it")
        await go_to(run, "nothing yet")
        await run.press("e")
        await run.see("What comes next?")
        await run.type("ask Bob for a talk")
        await run.press("tab")
        await run.type("fri")
        await run.press("ctrl+s")
        await run.see("□ ask Bob for a talk")
        action = stored(board).next_action
        assert action is not None
        assert action.due == date(2026, 11, 27)


async def test_a_new_goal_needs_a_sentence_and_gets_hints_and_time(board):
    async with board.running(place="goals") as run:
        await run.press("n")
        await run.see("New goal")
        await run.type("Become a data lead somewhere")
        await run.see("A number would show how far you are")
        await run.press("ctrl+s")
        await run.see("2 active")
        made = next(each for each in board.journal().goals if each.statement.startswith("Become"))
        assert (made.status, made.starts, made.horizon) == ("active", TODAY, TODAY + timedelta(days=90))


async def test_a_goal_that_cannot_be_saved_says_why_and_keeps_the_text(board):
    async with board.running(place="goals") as run:
        await run.press("n")
        await run.type("short")
        await run.press("ctrl+s")
        await run.see("shorter than 10 characters")
        await run.press("escape")
        await run.see("Close without saving?")
        await run.press("k")
        await run.gone("New goal")
        await run.press("n")
        await run.see("Your changes of before are back.")


async def test_a_fourth_active_goal_is_said_and_not_refused(board):
    for number in range(2):
        board.add(goal(f"G{number}", statement=f"Another goal that is active, number {number}"))
    async with board.running(place="goals") as run:
        run.place.reveal("STAGE")
        await run.press("s", "enter")
        await run.see("4 goals are active now; 3 at a time are easier.")
        await run.see("4 active, more than three")
        assert stored(board, "STAGE").status == "active"


async def test_a_new_place_shows_who_fits_while_it_is_typed(board):
    async with board.running(place="goals") as run:
        await run.press("enter", "n")
        await run.see("New place")
        await run.see("Who fits is shown here while you type.")
        await run.type("Nurses")
        await run.press("tab", "tab")
        await run.type("nurse")
        await run.see("1 fit, 0 may; 1 of 2 places filled at once")
        await run.see("100 fits")
        await run.press("ctrl+s")
        await run.see("2 of 5 places filled")
        assert stored(board).slots[2].role == ("nurse",)


async def test_a_place_that_says_nothing_about_whom_is_not_saved(board):
    async with board.running(place="goals") as run:
        await run.press("enter", "n")
        await run.type("Anybody")
        await run.press("ctrl+s")
        await run.see("say more below")


async def test_a_place_changed_elsewhere_meanwhile_is_not_overwritten_unseen(board):
    async with board.running(place="goals") as run:
        await go_to(run, "A recruiter")
        await run.press("e")
        await run.see("Edit place")
        await run.press("end")
        await run.type(" in Leeds")
        other = stored(board)
        slots = [slot.model_dump() for slot in other.slots]
        slots[1]["want"] = 3
        with board.journal("third-0003").transaction("elsewhere") as transaction:
            transaction.change(other, other.changed(slots=slots))
        await run.press("ctrl+s")
        await run.see("changed elsewhere meanwhile")
        await run.see("A recruiter in Leeds")
        await run.press("ctrl+s")
        await run.gone("Edit place")
        slots = [(slot.label, slot.want) for slot in stored(board).slots]
        assert slots == [("Data leads in health", 2), ("A recruiter in Leeds", 3)]


async def test_a_goal_changed_elsewhere_while_its_form_is_open_is_said_and_settled(board):
    async with board.running(place="goals") as run:
        await run.press("e")
        await run.see("Edit goal")
        form = run.app.screen
        form.fields["statement"].text = "Have 14 talks about data in health"
        form.fields["target"].text = "14 talks"
        form.fields["next"].text = "write to Bob"
        other = stored(board)
        measure = {**other.measure.model_dump(), "current": 9}
        theirs = {"statement": "Have 20 talks", "measure": measure, "why": "So that it is said.", "obstacle": ""}
        with board.journal("third-0003").transaction("elsewhere") as transaction:
            transaction.change(other, other.changed(**theirs))
        await run.press("ctrl+s")
        await run.see("changed elsewhere")
        await run.see("! elsewhere: Have 20 talks")
        assert stored(board).statement == "Have 20 talks"
        texts = {name: run.app.screen.fields[name].text for name in ("statement", "why", "so_far", "obstacle", "next")}
        assert list(texts.values()) == [
            "Have 14 talks about data in health", "So that it is said.", "9", "", "write to Bob"
        ]  # fmt: skip
        await run.press("ctrl+s")
        await run.gone("Edit goal")
        after = stored(board)
        assert (after.statement, after.why) == ("Have 14 talks about data in health", "So that it is said.")
        assert (after.measure.target, after.measure.current, after.next_action.text) == (14, 9, "write to Bob")


async def test_a_line_captured_for_a_goal_while_its_form_is_open_does_no_harm(board, make_talk):
    async with board.running(place="goals") as run:
        await run.press("e")
        await run.see("Edit goal")
        run.app.screen.fields["why"].text = "Because."
        board.add(make_talk("Bob", note="data in Leeds", goals=["LEAD"]), machine="m-2")
        await run.press("ctrl+s")
        await run.gone("Edit goal")
        assert stored(board).why == "Because."
        await run.see("data in Leeds")


async def test_the_next_step_written_elsewhere_meanwhile_is_said_and_settled(board):
    async with board.running(place="goals") as run:
        await go_to(run, "write to Ana")
        await run.press("e")
        await run.see("What comes next?")
        run.app.screen.fields["what"].text = "call Ana"
        other = stored(board)
        with board.journal("third-0003").transaction("elsewhere") as transaction:
            transaction.change(other, other.changed(next_action={"text": "write to Chen", "due": day(5)}))
        await run.press("ctrl+s")
        await run.see("changed elsewhere meanwhile")
        await run.see("! elsewhere: write to Chen")
        await run.press("ctrl+s")
        await run.gone("What comes next?")
        after = stored(board).next_action
        assert (after.text, after.due.isoformat()) == ("call Ana", day(5))


async def test_a_place_that_moved_elsewhere_meanwhile_is_found_again(board):
    async with board.running(place="goals") as run:
        await go_to(run, "A recruiter")
        await run.press("e")
        await run.see("Edit place")
        run.app.screen.fields["label"].text = "A recruiter in Leeds"
        other = stored(board)
        slots = [slot.model_dump() for slot in other.slots]
        with board.journal("third-0003").transaction("elsewhere") as transaction:
            transaction.change(other, other.changed(slots=[slots[1], slots[0], {"label": "Nurses", "role": ["nurse"]}]))
        await run.press("ctrl+s")
        await run.gone("Edit place")
        assert [slot.label for slot in stored(board).slots] == [
            "A recruiter in Leeds", "Data leads in health", "Nurses"
        ]  # fmt: skip


async def test_x_removes_a_place_and_u_brings_it_back(board):
    async with board.running(place="goals") as run:
        await go_to(run, "A recruiter")
        await run.press("x")
        await run.see("Removed the place A recruiter")
        assert len(stored(board).slots) == 1
        await run.press("u")
        await run.see("A recruiter")
        assert len(stored(board).slots) == 2


async def test_a_goal_with_entries_is_rather_let_go_than_removed(board):
    async with board.running(place="goals") as run:
        await run.press("x")
        await run.see("1 entry is linked to it")
        await run.press("z")
        await run.see("Let go")
        assert stored(board).status == "dropped"


async def test_removing_a_goal_takes_the_links_away_and_undo_brings_all_back(board):
    async with board.running(place="goals") as run:
        await run.press("x")
        await run.see("1 entry is linked to it")
        await run.press("r")
        await run.see("Removed Have 12 talks")
        journal = board.journal()
        assert journal.goals.get("LEAD") is None
        assert not any(entry.goals for entry in journal.interactions)
        await run.press("u")
        await run.see("7/12")
        assert any(entry.goals == ("LEAD",) for entry in board.journal().interactions)


async def test_a_person_is_linked_to_a_place_from_contacts(board):
    async with board.running(place="contacts") as run:
        run.place.reveal("CHEN")
        await run.press("a")
        await run.see("Link Chen to")
        await run.press("j", "enter")
        await run.see("Chen: linked to A recruiter")
        assert stored(board).slots[1].people == ("CHEN",)


async def test_an_entry_is_linked_to_a_goal_and_to_an_event_from_the_timeline(board):
    async with board.running(place="timeline") as run:
        await run.press("j", "a")
        await run.see("to …")
        await run.press("enter")
        await run.see("linked to Have 12 talks")
        assert sum("LEAD" in entry.goals for entry in board.journal().interactions) == 2
        await run.press("a", "G", "enter")
        await run.see("linked to Health data meetup")
        assert any(entry.event == "MEETUP" for entry in board.journal().interactions)


async def test_a_goal_is_found_by_name_in_the_palette(board):
    async with board.running(place="today") as run:
        await run.press("ctrl+p")
        await run.type("conference")
        await run.see("Speak at one conference next year")
        await run.press("down", "enter")
        await run.see("4 Goals")
        assert run.place.rows.current.id == "STAGE"


async def test_a_line_captured_here_begins_with_the_goal(board):
    async with board.running(place="goals") as run:
        for _ in range(50):
            if run.app.desk.capturing.ready:
                break
            await run.pilot.pause(0.02)
        await run.press("c")
        await run.see("goal:")


async def test_no_goal_yet_is_a_fact_and_a_key(world, make_person):
    world.add(make_person("Ana"))
    async with world.running(place="goals") as run:
        await run.see("No goal yet.")
        await run.see("n writes one, in a sentence.")


async def test_names_and_goals_are_blurred(board):
    async with board.running(place="goals") as run:
        await run.press("f8")
        await run.gone("Data leads in health")
        for words in ("Have 12 talks", "about patients", "First interview", "Ana", "write to"):
            await run.gone(words)


async def test_on_a_narrow_terminal_enter_opens_the_page_and_escape_goes_back(board):
    async with board.running((60, 20), place="goals") as run:
        await run.gone("Data leads in health")
        await run.press("enter")
        await run.see("talks about the work")
        await run.press("escape")
        await run.see("1 active")


async def test_i_on_a_way_in_asks_for_the_introduction_it_offers(board):
    async with board.running(place="goals") as run:
        await go_to(run, "→ ask Chen")
        await run.press("i")
        await run.see("New introduction")
        await run.press("ctrl+s")
        await run.gone("New introduction")
        made = list(board.journal().introductions)
        assert [(each.broker, each.a, each.b) for each in made] == [("CHEN", "me", "BOB")]


async def test_an_introduction_is_gone_on_with_on_the_board_where_it_was_asked_for(board):
    async with board.running(place="goals") as run:
        await go_to(run, "→ ask Chen")
        await run.press("i")
        await run.see("New introduction")
        await run.press("ctrl+s")
        await run.see("next: ask Chen to introduce you to Bob")
        await run.gone("→ ask Chen (warm) for Bob")
        await go_to(run, "through Chen")
        await run.press("d")
        await run.see("next: ask Chen again about Bob")
        await run.press("d", "down", "enter")
        await run.see("next: thank Chen")
        assert [(one.status, one.both_agree) for one in board.journal().introductions] == [("made", True)]
        await run.press("u")
        await run.see("next: ask Chen again about Bob")


async def test_the_message_that_asks_for_an_introduction_is_the_step_itself(board):
    board.add(Setting.parse({"my_name": "Jo"}, "me"))
    async with board.running(place="goals") as run:
        await go_to(run, "→ ask Chen")
        await run.press("i")
        await run.see("New introduction")
        await run.press("ctrl+s")
        await run.see("next: ask Chen")
        await go_to(run, "through Chen")
        await run.press("m")
        await run.see("Would you introduce me to Bob?")
        await run.press("ctrl+s", "t")
        await run.see("Log it as sent?")
        await run.press("y")
        await run.see("next: ask Chen again about Bob")
        journal = board.journal()
        assert [one.status for one in journal.introductions] == ["asked"]
        assert [each.what for each in journal.followups if each.status == "open"] == ["ask Chen again about Bob"]


async def test_a_talk_logged_on_the_board_is_for_its_goal(board):
    async with board.running(place="goals") as run:
        await go_to(run, "50 maybe")
        await run.press("l")
        await run.see("Log a talk")
        run.app.screen.fields["what"].text = "his way into data"
        await run.press("ctrl+s")
        await run.see("his way into data")
        assert [entry.goals for entry in board.journal().interactions if entry.note == "his way into data"] == [
            ("LEAD",)
        ]


async def test_today_shows_what_comes_next_for_a_goal(board):
    async with board.running((60, 20), place="today") as run:
        await run.see("□ write to Ana about her team")
        line = next(line for line in run.text.split("\n") if "write to Ana" in line)
        assert line.rstrip().endswith("today")


async def test_a_part_of_the_page_is_changed_in_its_field(board):
    async with board.running(place="goals") as run:
        for words, field in (("talks about the work", "measure"), ("I wait until", "obstacle"), ("if a role", "if")):
            await go_to(run, words)
            await run.press("e")
            await run.see("Edit goal")
            await run.until(lambda field=field: run.app.screen.fields[field].well.has_focus)
            await run.press("escape")
            await run.gone("Edit goal")
