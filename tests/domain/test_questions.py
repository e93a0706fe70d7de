"""Questions: three that fit an event, one for a person, and the bank to choose from."""

from __future__ import annotations

import pytest

from journal.domain.packs import Pack
from journal.domain.questions import SLOTS, browse, for_person, pick
from journal.prep_texts import load_prep
from journal.texts import load_packs

TEXTS = load_prep("/nowhere")
BANK = TEXTS.questions


@pytest.mark.parametrize("kind", TEXTS.checklists.checklists)
def test_every_kind_of_event_gets_an_opener_one_that_goes_deeper_and_a_closer(kind: str) -> None:
    picked = pick(BANK, kind, ("knowledge",), "E1")
    assert [one.slot for one in picked] == ["opener", "deeper", "closer"]
    assert not any("{" in one.text for one in picked)
    for one in picked:
        kinds = BANK.questions[one.id].kinds
        assert not kinds or kind in kinds


def test_the_same_event_brings_the_same_three_and_another_turn_others() -> None:
    assert pick(BANK, "meetup", (), "E1") == pick(BANK, "meetup", (), "E1")
    turns = {pick(BANK, "meetup", (), "E1", turn=turn) for turn in range(5)}
    assert len(turns) == 5
    assert len({pick(BANK, "meetup", (), f"E{number}") for number in range(10)}) > 3


def test_a_goal_brings_questions_for_its_benefit() -> None:
    deeper = pick(BANK, "coffee_chat", ("mentorship",), "E1")[1]
    assert BANK.questions[deeper.id].benefit == "mentorship"


def test_an_interviewer_is_asked_what_one_asks_interviewers() -> None:
    picked = pick(BANK, "job_interview", ("opportunity",), "E1")
    assert BANK.questions[picked[1].id].stage == "interview"
    assert "What brought you here" not in picked[0].text


def test_somebody_i_know_is_asked_about_what_we_talked_about() -> None:
    asked = {for_person(BANK, f"E:{number}", friend=True, known={"topic": "kites"}) for number in range(20)}
    assert all("kites" in text for text in asked)
    stranger = for_person(BANK, "E:x", friend=False, kind="meetup")
    assert stranger
    assert for_person(BANK, "E:x", friend=False, kind="meetup") == stranger
    assert for_person(BANK._replace(questions={}), "E:x", friend=False) == ""


def test_in_the_bank_what_suits_comes_first_and_words_are_found_in_any_order() -> None:
    stages = dict(browse(BANK, "conference", "knowledge"))
    first = stages["Start a conversation"][0]
    assert "conference" in first.kinds
    assert first.benefit == "knowledge"
    assert sum(len(some) for _, some in browse(BANK)) == len(BANK.questions)
    assert [one.id for _, some in browse(BANK, words="tuesday practice") for one in some] == ["q.follow.11"]
    assert browse(BANK, words="no such words") == []


PACKS = load_packs("/nowhere")[0].packs


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_what_a_starting_point_puts_first_is_first_in_the_bank_and_taken_to_its_events(pack: Pack) -> None:
    bank = BANK._replace(pinned=pack.questions)
    first = [some[0].id for _, some in browse(bank) if set(pack.questions) & {one.id for one in some}]
    assert first
    assert set(first) <= set(pack.questions)
    picked = [one.id for kind in pack.events for one in pick(bank, kind, (), "E1")]
    for slot, stages in SLOTS.items():
        suited = [id for id in pack.questions if bank.questions[id].stage in stages and not bank.questions[id].kinds]
        assert not suited or set(suited) & set(picked), slot
    for kind in pack.events:
        three = pick(bank, kind, (), "E1")
        assert len({one.id for one in three}) == len(three)
