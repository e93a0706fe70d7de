"""The texts that come with the program fit together: every reference leads somewhere, every limit is kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journal.domain.templates import Evidence
from journal.domain.timeline import BENEFITS
from journal.paths import shipped_content
from journal.texts import load_entries

CONTENT = Path(shipped_content())
TEXTS = {
    file.relative_to(CONTENT).as_posix(): tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted(CONTENT.rglob("*.toml"))
}
STAGES = ["plan", "eve", "door", "during", "after"]
TYPES = {"tick", "text", "ifthen", "contacts", "goal", "rate", "timer", "rehearse"}
STEP_FIELDS = {"id", "stage", "type", "required", "minutes", "title", "guidance", "evidence", "writes"}
SHARED = {step["id"]: step for step in TEXTS["prep/shared.toml"]["step"]}
CHECKLISTS = {name: text for name, text in TEXTS.items() if name.startswith("prep/") and "checklist" in text}
KINDS = {text["checklist"]["id"] for text in CHECKLISTS.values()}
EVIDENCE = TEXTS["evidence.toml"].keys() - {"schema"}
TEMPLATES = {template["id"]: template for template in TEXTS["templates.toml"]["template"]}
PLACES = TEXTS["templates.toml"]["placeholders"]
QUESTIONS = {question["id"]: question for question in TEXTS["questions.toml"]["question"]}
PACKS = {pack["id"]: pack for pack in TEXTS["packs.toml"]["pack"]}
MODEL = TEXTS["model.toml"]
PITCH = TEXTS["pitch.toml"]
SENTENCE_END = re.compile(r"(?<=[.!?])['\")]?\s+(?=[A-Z'(])")
PLACE = re.compile(r"\{(\w+)\}")
UNKIND = re.compile(r"\b(overdue|prospect|pipeline|streak|failed)\b", re.IGNORECASE)


def steps_of(checklist: str) -> list[dict[str, Any]]:
    """The steps of a checklist, those it shares with others filled in."""
    return [{**SHARED[raw["use"]], **raw} if "use" in raw else raw for raw in CHECKLISTS[checklist]["step"]]


def all_steps() -> Iterator[Any]:
    yield from (pytest.param(step, id=step["id"]) for step in SHARED.values())
    for name in CHECKLISTS:
        yield from (pytest.param(step, id=f"{Path(name).stem}-{step['id']}") for step in steps_of(name))


def texts_in(value: object) -> Iterator[str]:
    """Every text in a file, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_says_its_version_and_is_kind(name: str) -> None:
    assert TEXTS[name]["schema"] == 1
    assert not [text for text in texts_in(TEXTS[name]) if UNKIND.search(text)]


def test_ids_are_there_once() -> None:
    for name, table in [("templates", "template"), ("questions", "question"), ("packs", "pack"), ("review", "step")]:
        ids = [entry["id"] for entry in TEXTS[f"{name}.toml"][table]]
        assert len(ids) == len(set(ids)), name
    assert len(SHARED) == len(TEXTS["prep/shared.toml"]["step"])


def test_the_evidence_can_be_read(tmp_path: Path) -> None:
    found, problems = load_entries("evidence", "", Evidence, tmp_path)
    assert problems == []
    assert found.keys() == EVIDENCE


@pytest.mark.parametrize("step", all_steps())
def test_a_step_of_a_preparation_has_what_it_needs(step: dict[str, Any]) -> None:
    assert step.keys() >= STEP_FIELDS
    assert step["stage"] in STAGES
    assert step["type"] in TYPES
    assert len(step["title"]) <= 60
    assert len(step["guidance"]) <= 300
    assert 1 <= len(SENTENCE_END.split(step["guidance"].strip())) <= 3
    assert set(step["evidence"]) <= EVIDENCE
    assert step.get("template", "praise") in TEMPLATES
    needs = {"timer": "seconds", "ifthen": "suggest"}
    assert needs.get(step["type"], "id") in step
    assert step["type"] != "text" or step.get("prompts") or step.get("bank")


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_checklist_goes_through_all_stages_in_order(name: str) -> None:
    about, steps = CHECKLISTS[name]["checklist"], steps_of(name)
    assert about["id"] == Path(name).stem
    assert set(about["benefits"]) <= set(BENEFITS)
    ids = [step["id"] for step in steps]
    assert len(ids) == len(set(ids))
    assert 8 <= len(ids) <= 16
    stages = [step["stage"] for step in steps]
    assert stages == sorted(stages, key=STAGES.index)
    assert set(stages) == set(STAGES)
    assert {"s.baseline", "s.ready", "s.after_ready"} <= set(ids)


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_checklist_uses_shared_steps_that_exist_and_hides_none(name: str) -> None:
    raw = CHECKLISTS[name]["step"]
    assert {step["use"] for step in raw if "use" in step} <= SHARED.keys()
    assert not {step["id"] for step in raw if "use" not in step} & SHARED.keys()


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_knows_its_places_and_its_evidence(template: dict[str, Any]) -> None:
    assert template.keys() >= {"id", "group", "title", "when", "channel", "body", "evidence"}
    assert set(PLACE.findall(template["body"] + template.get("subject", ""))) <= PLACES.keys()
    assert set(template["evidence"]) <= EVIDENCE
    assert not (template.get("no_ask") and "{ask}" in template["body"])
    assert template["channel"] == "message" or template.get("subject") or template["id"] == "intro_blurb"


def test_every_place_is_used() -> None:
    used = {place for one in TEMPLATES.values() for place in PLACE.findall(one["body"] + one.get("subject", ""))}
    assert used == PLACES.keys()


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_has_its_place(question: dict[str, Any]) -> None:
    assert question["benefit"] in {*BENEFITS, "any"}
    assert question["stage"] in TEXTS["questions.toml"]["stages"]
    assert set(question.get("kinds", [])) <= KINDS


def test_no_question_is_asked_twice() -> None:
    assert len({question["text"] for question in QUESTIONS.values()}) == len(QUESTIONS)


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_pack_names_only_what_there_is(pack: dict[str, Any]) -> None:
    assert set(pack["cadence"]) <= MODEL["circle"].keys()
    assert pack["frame"] in {frame["id"] for frame in PITCH["frame"]}
    assert set(pack["events"]) <= KINDS
    assert set(pack["templates"]) <= TEMPLATES.keys()
    assert set(pack["questions"]) <= QUESTIONS.keys()
    assert set(PLACE.findall(repr(pack))) <= {*TEXTS["packs.toml"]["asks"], "date"}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_a_goal_of_a_pack_is_complete(pack: dict[str, Any]) -> None:
    criteria = MODEL["match"]["weights"].keys()
    for goal in pack["goal"]:
        assert goal["benefit"] in BENEFITS
        assert goal["slots"]
        assert goal["milestones"]
        assert goal["if_then"]
        for slot in goal["slots"]:
            assert set(slot.get("benefit", [])) <= set(BENEFITS)
            assert slot.keys() <= {"label", "want", "must", *criteria}
            assert set(slot.get("must", [])) <= criteria


def test_the_frames_of_a_pitch_are_made_of_prompts_that_exist() -> None:
    prompts = {prompt["id"] for prompt in PITCH["prompt"]}
    for frame in PITCH["frame"]:
        assert set(frame["parts"]) <= prompts, frame["id"]


def test_the_review_is_made_of_known_steps() -> None:
    review = TEXTS["review.toml"]
    assert {step["type"] for step in review["step"]} <= TYPES | {"show"}
    assert set(review["quick"]) <= {step["id"] for step in review["step"]}
    assert {tag for step in review["step"] for tag in step.get("evidence", [])} <= EVIDENCE
