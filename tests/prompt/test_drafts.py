"""Lines that were not saved: each is offered again until it is saved or dropped, whichever line is in the field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.capture import draft_file
from journal.capture.recall import Recall

Prompt = Callable[..., Any]
Raws = Callable[[], list[str]]
UP = "\x1b[A"


@pytest.fixture
def drafts(tmp_path: Path, env: dict[str, str]) -> Callable[..., list[str]]:
    """`drafts("one", "two")` keeps lines; `drafts()` says which are kept."""
    from journal.paths import Paths

    path = draft_file.path_for(Paths(env))

    def keep(*lines: str) -> list[str]:
        draft_file.change(path, [], list(lines))
        return draft_file.load(path)

    return keep


def test_an_older_line_can_be_saved_and_the_newer_one_stays(
    prompt: Prompt, raws: Raws, drafts: Callable[..., list[str]]
) -> None:
    drafts("call @bob", "coffee with @ana")
    screen = prompt()
    screen.until("coffee with @ana")
    screen.type(UP)
    screen.until("call @bob")
    screen.type("\r")
    assert screen.ended() == 0
    assert (raws(), drafts()) == (["call @bob"], ["coffee with @ana"])


def test_what_was_changed_in_one_line_before_another_was_looked_at_is_kept(
    prompt: Prompt, drafts: Callable[..., list[str]]
) -> None:
    drafts("call @bob", "coffee with @ana")
    screen = prompt()
    screen.until("coffee with @ana")
    screen.type(f" today{UP}")
    screen.until("call @bob")
    screen.type(" at noon\x1b")
    assert screen.ended() == 0
    assert drafts() == ["coffee with @ana today", "call @bob at noon"]


def test_only_the_line_in_the_field_is_dropped(prompt: Prompt, drafts: Callable[..., list[str]]) -> None:
    drafts("call @bob", "coffee with @ana")
    screen = prompt()
    screen.until("coffee with @ana")
    screen.type("\x03")
    assert screen.ended() == 130
    assert drafts() == ["call @bob"]


def test_a_line_that_was_emptied_is_a_draft_no_more(prompt: Prompt, drafts: Callable[..., list[str]]) -> None:
    drafts("call @bob")
    screen = prompt()
    screen.until("call @bob")
    screen.type("\x15\x1b")
    assert screen.ended() == 0
    assert drafts() == []


def test_what_is_typed_after_enter_before_it_has_closed_is_kept(
    prompt: Prompt, raws: Raws, drafts: Callable[..., list[str]]
) -> None:
    assert prompt(before=b"coffee with @ana\rsend survey fri\r\rcall @bob").ended() == 0
    assert (raws(), drafts()) == (["coffee with @ana"], ["send survey fri", "call @bob"])


def test_two_prompts_take_nothing_from_each_other(prompt: Prompt, raws: Raws, drafts: Callable[..., list[str]]) -> None:
    drafts("call @bob")
    one, other = prompt(), prompt()
    for screen in (one, other):
        screen.until("call @bob")
    one.type("\x15note mine\x1b")
    assert one.ended() == 0
    other.type("\r")
    assert other.ended() == 0
    assert (raws(), drafts()) == (["call @bob"], ["note mine"])


def test_a_line_over_which_the_program_stumbles_does_not_lock_anybody_out(
    prompt: Prompt, raws: Raws, drafts: Callable[..., list[str]]
) -> None:
    faulty = (
        "import journal.capture.grammar as grammar; parse = grammar.parse; "
        "grammar.parse = lambda line, *more: parse(line, *more) if 'boom' not in line else 1 / 0; "
    )
    screen = prompt(first=faulty)
    screen.until("enter")
    screen.type("call @bob boom")
    assert screen.ended() == 1
    again = prompt(first=faulty)
    again.until("coffee with @ana yesterday")
    again.type("note two\r")
    assert again.ended() == 0
    mended = prompt()
    mended.until("enter")
    mended.type(UP)
    mended.until("boom")
    mended.type("\r")
    assert mended.ended() == 0
    assert (raws(), drafts()) == (["note two", "call @bob boom"], [])


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True), st.lists(st.integers(0, 5), max_size=14))
def test_no_line_is_lost_between_moves_changes_and_saves(kept: list[str], acts: list[int]) -> None:
    recall, file, saved, number, text = Recall(kept), set(kept), set(), 0, ""
    typed, text = set(kept), recall.text
    for act in acts:
        if act in (0, 1) and recall.move(act * 2 - 1, text):
            text = recall.text
        elif act in (2, 3):
            number += 1
            typed.discard(text)
            text = f"line {number}"
            typed.add(text)
        elif act == 4 and text:
            file -= set(recall.take_saved(text))
            saved.add(text)
            text = ""
    recall.lines[recall.seen].text = text
    gone, new = recall.unsaved()
    assert typed <= saved | ((file - set(gone)) | set(new))
