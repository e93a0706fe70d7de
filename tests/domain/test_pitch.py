"""The pitch: six frames, three lengths, four checks, and versions that are kept."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.pitch import Finding, check, draft, frames_for, versions, with_version
from journal.prep_texts import load_prep

BUILDER = load_prep("/nowhere").pitch
SHORT, USUAL, LONG = BUILDER.lengths
GOOD = "I help small clinics keep their records safe. Last year we moved forty of them. How did you come to this?"


def findings(text: str, length: object = USUAL) -> dict[str, Finding]:
    assert length in BUILDER.lengths
    return {one.id: one for one in check(BUILDER, text, next(each for each in BUILDER.lengths if each == length))}


@pytest.mark.parametrize("frame", BUILDER.frame, ids=lambda frame: frame.id)
def test_every_frame_asks_for_its_parts_in_order_and_joins_them(frame: object) -> None:
    found = next(each for each in BUILDER.frame if each == frame)
    prompts = BUILDER.prompts(found)
    assert len(prompts) == len(found.parts) == 4
    text = draft(BUILDER, found, {prompt.id: f"part {number}" for number, prompt in enumerate(prompts)})
    assert text == "part 0. part 1. part 2. part 3."


def test_a_draft_keeps_what_ends_a_sentence_and_leaves_out_what_is_empty() -> None:
    frame = BUILDER.frame[0]
    answers = {"name_for_whom": "I help clinics.\n", "proof": "  ", "question": "And how did you begin?"}
    assert draft(BUILDER, frame, answers) == "I help clinics. And how did you begin?"
    assert draft(BUILDER, frame, {}) == ""


def test_a_good_one_passes_all_checks() -> None:
    assert all(one.well for one in check(BUILDER, GOOD, USUAL))
    assert len(check(BUILDER, GOOD, USUAL)) == 4
    assert check(BUILDER, "  ", USUAL) == []


def test_it_should_end_on_a_question_or_an_invitation() -> None:
    assert not findings("I help clinics. I like it.")["ends_with_question"].well
    assert findings("I help clinics. If you ever fight with invoices, talk to me.")["ends_with_question"].well
    assert findings("I help clinics. “How did you come to this?”")["ends_with_question"].well


def test_what_takes_too_long_is_said_in_seconds() -> None:
    found = findings("word " * 100 + "right?", SHORT)["word_count"]
    assert not found.well
    assert found.say.startswith("This takes about 40 seconds to say.")
    assert findings("word " * 100 + "right?", LONG)["word_count"].well
    assert [BUILDER.length_for(seconds).id for seconds in (5, 20, 60, 120)] == ["short", "usual", "long", "long"]


def test_empty_words_and_many_ands_are_named() -> None:
    found = findings("I am a passionate, world-class guru. You?")["no_superlatives"]
    assert found.say.startswith("'passionate' tells people nothing.")
    assert findings("I give world-class help. You?")["no_superlatives"].say.startswith("'world-class'")
    assert findings("A and b and c and d. You?")["one_idea"].say == (
        "There are 3 'and's in here. Which one thing should stay?"
    )


def test_versions_are_kept_newest_first_with_their_day_and_event() -> None:
    setting = with_version({"other": 1}, "One?", date(2026, 1, 1), event="E1")
    setting = with_version(setting, "Two?", date(2026, 2, 1), frame="bridge", length="short")
    setting = with_version(setting, "One?", date(2026, 3, 1), event="E1")
    assert [(one.text, one.on, one.event) for one in versions(setting)] == [
        ("One?", "2026-03-01", "E1"),
        ("Two?", "2026-02-01", ""),
    ]
    assert setting["other"] == 1
    assert versions({"versions": "nonsense"}) == []


def test_the_frame_of_a_starting_point_comes_first() -> None:
    assert [frame.id for frame in frames_for(BUILDER, ["bridge"])][:2] == ["bridge", BUILDER.frame[0].id]


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=300))
def test_any_text_can_be_checked(text: str) -> None:
    for length in BUILDER.lengths:
        assert all("{" not in one.say or "{" in text for one in check(BUILDER, text, length))
