"""The texts of preparations: what comes with the program, and what the user lays over it or gets wrong."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from journal.domain.checklists import FORECASTS, STAGES, Step, minutes
from journal.domain.events import Event
from journal.domain.prep import PrepRun
from journal.domain.walk import walk
from journal.prep_texts import PrepTexts, load_prep

TEXTS = load_prep("/nowhere")
STEPS = [
    pytest.param(step, id=f"{kind}-{step.id}")
    for kind in TEXTS.checklists.checklists
    for step in TEXTS.checklists.of(kind).steps
]
# What the design says of each kind: steps, required ones, minutes of both versions.
TABLE = {
    "conference": (16, 8, 56, 25),
    "meetup": (15, 8, 49, 24),
    "coffee_chat": (16, 6, 48, 15),
    "career_fair": (16, 7, 70, 27),
    "job_interview": (16, 9, 112, 82),
    "online_event": (14, 6, 41, 16),
    "work_social": (15, 7, 30, 12),
    "alumni_community": (16, 7, 50, 25),
    "industry_dinner": (16, 7, 46, 15),
    "giving_talk": (16, 8, 113, 62),
    "other": (16, 8, 44, 24),
}
OWN = """\
schema = 1
[checklist]
id = "book_club"
title = "Book club"
[[step]]
use = "s.baseline"
[[step]]
id = "club.page"
stage = "plan"
type = "text"
title = "Mark one page"
guidance = "One you would like to read aloud."
prompts = ["The page"]
[[step]]
use = "s.ready"
title = "Ready for the book?"
"""


def with_files(folder: Path, **files: str) -> PrepTexts:
    (folder / "prep").mkdir()
    for name, text in files.items():
        (folder / "prep" / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_prep(folder)


def test_all_that_comes_with_the_program_can_be_used() -> None:
    assert TEXTS.problems == ()
    assert len(TEXTS.checklists.shared) == 38
    assert len(TEXTS.questions.questions) == 94
    assert len(TEXTS.pitch.frame) == 6


@pytest.mark.parametrize("kind", TABLE)
def test_a_checklist_is_as_long_as_it_was_designed(kind: str) -> None:
    checklist = TEXTS.checklists.without_forecasts().of(kind)
    found = (len(checklist.steps), len(checklist.short), minutes(checklist.steps), minutes(checklist.short))
    assert found == TABLE[kind]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_what_its_type_needs(step: Step) -> None:
    assert 0 < len(step.title) <= 60
    assert set(step.evidence) <= TEXTS.evidence.keys()
    needs = {
        "timer": step.seconds and step.pattern.inhale + step.pattern.exhale,
        "ifthen": step.suggest,
        "text": step.prompts or step.bank,
        "rehearse": step.target_seconds,
        "rate": step.writes.startswith(("run.confidence", "run.expected", "run.actual")),
    }
    assert needs.get(step.type, True)


@pytest.mark.parametrize("kind", TABLE)
def test_the_two_forecasts_come_just_before_the_ratings(kind: str) -> None:
    ids = [step.id for step in TEXTS.checklists.of(kind).steps]
    assert ids[ids.index("s.ready") - 1] == "s.expect"
    assert ids[ids.index("s.after_ready") - 1] == "s.actual"
    stages = [STAGES.index(step.stage) for step in TEXTS.checklists.of(kind).steps]
    assert stages == sorted(stages)


def test_without_calibration_no_forecast_is_asked_added_or_shown() -> None:
    texts = load_prep("/nowhere", calibration=False)
    for kind in TABLE:
        assert not any(step.writes in FORECASTS for step in texts.checklists.of(kind, ["s.expect"]).steps)
    assert "s.actual" not in {step.id for step in texts.checklists.addable(texts.checklists.of("meetup"))}
    event = Event.parse({"title": "Evening", "kind": "meetup", "starts": "2026-05-01T18:00"}, "E")
    answers = {"s.expect": {"status": "done", "value": 4}, "old.step": {"status": "done", "value": "kept"}}
    run = PrepRun.parse({"event": "E", "checklist": "meetup", "answers": answers}, "R")
    found = walk(event, run, texts.checklists, datetime(2026, 4, 28))
    assert [each.id for each in found.unknown] == ["old.step"]


def test_what_is_inserted_everywhere_by_the_user_stays_without_calibration(tmp_path: Path) -> None:
    (tmp_path / "prep").mkdir()
    everywhere = '[[everywhere]]\nuse = "s.reset"\nbefore_step = "s.ready"\n'
    (tmp_path / "prep" / "more.toml").write_text(everywhere, encoding="utf-8")
    steps = [step.id for step in load_prep(tmp_path, calibration=False).checklists.of("meetup").steps]
    assert "s.reset" in steps
    assert "s.expect" not in steps


def test_a_step_that_is_added_stands_in_its_stage() -> None:
    checklist = TEXTS.checklists.of("meetup", ["s.reset", "s.reset", "s.no_such"])
    assert [step.id for step in checklist.steps if step.stage == "during"][-1] == "s.reset"
    assert "s.reset" not in {step.id for step in TEXTS.checklists.addable(checklist)}
    assert "s.slow_five" in {step.id for step in TEXTS.checklists.addable(checklist)}


def test_a_kind_without_a_checklist_gets_the_general_one() -> None:
    assert TEXTS.checklists.of("garden party").id == "other"


def test_a_checklist_of_ones_own_uses_shared_steps_with_other_words(tmp_path: Path) -> None:
    texts = with_files(tmp_path, club=OWN)
    assert texts.problems == ()
    steps = texts.checklists.of("book_club").steps
    assert [step.id for step in steps] == ["s.baseline", "club.page", "s.expect", "s.ready"]
    assert steps[-1].title == "Ready for the book?"
    assert TEXTS.checklists.shared["s.ready"].title == texts.checklists.shared["s.ready"].title


def test_a_checklist_with_the_id_of_another_replaces_it(tmp_path: Path) -> None:
    texts = with_files(tmp_path, anything=OWN.replace("book_club", "meetup"))
    assert texts.checklists.of("meetup").title == "Book club"
    assert len(texts.checklists.checklists) == len(TABLE)


def test_a_shared_step_of_ones_own_counts_in_all_checklists(tmp_path: Path) -> None:
    step = '[[step]]\nid = "s.ready"\nstage = "door"\ntype = "rate"\nrequired = true\ntitle = "Now?"\n'
    step += 'guidance = "One number."\nwrites = "run.confidence_door"\n'
    texts = with_files(tmp_path, shared=step)
    assert texts.problems == ()
    for kind in ("meetup", "job_interview"):
        found = texts.checklists.of(kind).step("s.ready")
        assert found is not None
        assert found.title == "Now?"


@pytest.mark.parametrize(
    ("change", "line", "why"),
    [
        (('type = "text"', 'type = "essay"'), 10, "must be one of"),
        (('prompts = ["The page"]', ""), 8, "needs `prompts`"),
        (('use = "s.baseline"', 'use = "s.basline"'), 6, "did you mean `s.baseline`?"),
        (
            ('title = "Mark one page"', 'titel = "Mark one page"'),
            11,
            "there is no field `titel`; did you mean `title`?",
        ),
        (('stage = "plan"', 'stage = "plan"\nevidence = ["practise"]'), 10, "did you mean `practice`?"),
        (('id = "book_club"', 'id = "Book club"'), 3, "the checklist: `id`"),
    ],
)
def test_what_cannot_be_used_is_said_with_file_and_line(
    tmp_path: Path, change: tuple[str, str], line: int, why: str
) -> None:
    assert change[0] in OWN
    texts = with_files(tmp_path, club=OWN.replace(*change))
    assert any(f"club.toml, line {line}" in problem and why in problem for problem in texts.problems), texts.problems
    assert texts.checklists.of("meetup") == TEXTS.checklists.of("meetup")


def test_a_file_that_is_no_toml_is_skipped_and_the_others_count(tmp_path: Path) -> None:
    texts = with_files(tmp_path, broken="[checklist\n", club=OWN)
    (problem,) = texts.problems
    assert "broken.toml, line 1" in problem
    assert problem.endswith("The file is skipped.")
    assert "book_club" in texts.checklists.checklists


def test_a_step_that_stands_there_twice_counts_once(tmp_path: Path) -> None:
    texts = with_files(tmp_path, club=OWN + '[[step]]\nuse = "s.baseline"\n')
    assert "twice" in texts.problems[0]
    assert [step.id for step in texts.checklists.of("book_club").steps].count("s.baseline") == 1


def test_control_characters_in_a_checklist_never_reach_the_screen(tmp_path: Path) -> None:
    texts = with_files(tmp_path, club=OWN.replace("Mark one page", "Mark \\u001b[31mone page"))
    step = texts.checklists.of("book_club").step("club.page")
    assert step is not None
    assert step.title == "Mark [31mone page"


def test_questions_of_ones_own_are_added_and_slips_are_said(tmp_path: Path) -> None:
    question = '[[question]]\nid = "mine.1"\ntext = "What is on your desk?"\nstage = "open"\nkinds = ["meatup"]\n'
    (tmp_path / "questions.toml").write_text(question, encoding="utf-8")
    texts = load_prep(tmp_path)
    assert texts.questions.questions["mine.1"].text == "What is on your desk?"
    assert "did you mean `meetup`?" in texts.problems[0]


def test_a_pitch_that_makes_no_sense_is_said_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "pitch.toml").write_text("words_per_second = 0.0\n", encoding="utf-8")
    texts = load_prep(tmp_path)
    assert "words_per_second" in texts.problems[0]
    assert texts.pitch == TEXTS.pitch


def test_the_checklist_in_the_documentation_can_be_used(tmp_path: Path) -> None:
    page = Path(__file__).resolve().parent.parent / "docs" / "prep.md"
    (example,) = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    texts = with_files(tmp_path, example=example)
    assert texts.problems == ()
    assert len(texts.checklists.of("book_club").steps) == 8
