"""Starting points: what they ask, and what they make of the answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.goals import Goal
from journal.domain.packs import Packs, asked, goals_of, plan, said, wrong
from journal.texts import load_packs

TODAY = date(2026, 11, 24)
PACKS, PROBLEMS = load_packs(Path("no", "such", "folder"))
CHANGER = PACKS.packs["career_changer"]


def test_the_packs_that_come_with_the_program_are_sound() -> None:
    assert not PROBLEMS
    assert len(PACKS.packs) == 7
    assert all(len(asked(pack, PACKS.asks)) <= 5 for pack in PACKS.packs.values())
    assert PACKS.unanswered.keys() >= PACKS.asks.keys() - {"n"}


def test_answers_fill_the_sentences_and_the_criteria() -> None:
    goal = goals_of(CHANGER, PACKS, {"new_field": "health data, genomics"}, TODAY)[0]
    assert goal.statement == (
        "Test health data or genomics in 10 talks and 2 small trials, then decide, by 23 Apr 2027"
    )
    assert (goal.status, goal.pack, goal.horizon) == ("draft", "career_changer", date(2027, 4, 23))
    assert goal.slots[1].industry == ("health data", "genomics")
    assert goal.slots[2].community == ("left health data", "left genomics")
    assert goal.milestones[0].due == date(2027, 1, 8)


def test_without_an_answer_the_place_is_there_without_that_criterion() -> None:
    goal = goals_of(CHANGER, PACKS, {}, TODAY)[0]
    assert "{" not in goal.statement
    assert (goal.slots[1].criteria, goal.slots[1].must) == (("benefit",), ())


def test_a_figure_that_was_answered_is_the_target_of_its_goal() -> None:
    goal = goals_of(PACKS.packs["freelancer"], PACKS, {"n": "6", "why": "rent, food, time"}, TODAY)[0]
    assert goal.measure is not None
    assert (goal.measure.target, goal.statement[:14], goal.why) == (6, "Win 6 clients ", "rent, food, time")
    assert wrong("n", "many") == "not a figure; try 4"
    assert wrong("field", "x" * 61)
    assert not wrong("why", "x" * 200)


def test_of_several_packs_all_goals_are_made_and_the_last_rhythm_holds() -> None:
    both = plan([CHANGER, PACKS.packs["returner"]], PACKS, {}, TODAY)
    assert len(both.goals) == 4
    assert (both.cadence, both.capacity) == ({"close": 45, "active": 90, "wide": 270}, 3)
    assert (both.rhythm_from, both.instead_of) == ("Returning from a break", ("Changing career",))
    assert both.first_week[0].due == date(2026, 11, 25)
    assert both.first_week[-1].due <= date(2026, 12, 1)
    assert said(both).endswith("close every 45 days, active every 90 days, wide every 270 days; 3 talks a week")


@pytest.mark.parametrize("pack", PACKS.packs.values(), ids=PACKS.packs)
@settings(max_examples=25, deadline=None)
@given(answer=st.text(max_size=400))
def test_whatever_is_answered_makes_goals_that_can_be_kept(pack: object, answer: str) -> None:
    answers = dict.fromkeys(PACKS.asks, answer)
    for goal in goals_of(pack, PACKS, answers, TODAY):  # type: ignore[arg-type]
        assert Goal.parse(goal.document(), "g").statement == goal.statement


def test_a_pack_of_ones_own_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "packs.toml").write_text(
        '[asks]\nplanet = "Which planet?"\n'
        '[[pack]]\nid = "student"\ntitle = "Mine"\nwho = "me"\ncapacity = 2\ncadence = { close = 10 }\n'
        '[[pack.goal]]\nstatement = "Know two people on {planet}"\n'
        '[[pack]]\nid = "broken"\ntitle = "No goals"\nwho = "me"\ncapacity = 2\ncadence = {}\n',
        encoding="utf-8",
    )
    packs, problems = load_packs(tmp_path)
    assert isinstance(packs, Packs)
    assert packs.packs["student"].title == "Mine"
    assert asked(packs.packs["student"], packs.asks) == ["planet"]
    assert goals_of(packs.packs["student"], packs, {}, TODAY)[0].statement == "Know two people on the planet"
    assert len(problems) == 1
    assert "`broken`" in problems[0]
