"""Editing a line without a terminal: characters as people see them, words, killing; bytes as keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.capture import cells
from journal.capture.editing import ERASURES, MOVES, Line, erase, move
from journal.capture.keys import KEY, PASTE, TEXT, Keys
from journal.domain.text import clean

FAMILY, FLAG, MARKED = "👩‍👩‍👧", "🇩🇪", "e\u0301"


def typed(line: Line, data: bytes) -> Line:
    for kind, value in Keys().feed(data):
        {TEXT: line.insert, PASTE: line.paste}[kind](value)
    return line


@pytest.mark.parametrize(
    ("text", "width"),
    [("ana", 3), ("李小", 4), (MARKED, 1), (FAMILY, 2), (FLAG, 2), ("👍🏽", 2), ("آنا", 3), ("각", 2)],
)
def test_width_is_counted_in_cells(text: str, width: int) -> None:
    assert cells.width(text) == width


@pytest.mark.parametrize("character", [FAMILY, FLAG, MARKED, "👍🏽", "각", "李"])
def test_one_key_moves_over_and_deletes_a_whole_character(character: str) -> None:
    line = Line(f"a{character}b")
    move(line, "left")
    move(line, "left")
    assert line.tail == f"{character}b"
    erase(line, "delete")
    assert line.text == "ab"


def test_what_was_killed_can_be_yanked() -> None:
    line = Line("coffee with @ana-gomez")
    erase(line, "kill_word")
    assert (line.text, line.killed) == ("coffee with ", "@ana-gomez")
    move(line, "home")
    line.insert(line.killed)
    assert line.text == "@ana-gomezcoffee with "
    erase(line, "kill")
    assert line.text == "@ana-gomez"


def test_several_pasted_lines_become_one() -> None:
    assert typed(Line(), b"\x1b[200~one\r\n two\t\n\nthree\x1b[201~").text == "one; two; three"


def test_a_sequence_split_between_two_reads_is_one_key() -> None:
    keys = Keys()
    assert keys.feed(b"\x1b[") == []
    assert keys.patience
    assert keys.feed(b"3~\xc3") == [(KEY, "delete")]
    assert keys.feed(b"\xa9") == [(TEXT, "é")]


def test_an_escape_alone_leaves_once_nothing_follows() -> None:
    keys = Keys()
    assert keys.feed(b"\x1b") == []
    assert keys.flush() == [(KEY, "leave")]


def test_a_paste_whose_end_was_lost_is_shown_and_keys_work_again() -> None:
    keys = Keys()
    assert keys.feed(b"\x1b[200~one\ntwo") == []
    assert keys.flush() == [(PASTE, "one\ntwo")]
    assert keys.feed(b"\r") == [(KEY, "save")]


def test_a_paste_that_only_halted_goes_on() -> None:
    keys = Keys()
    keys.feed(b"\x1b[200~one\n")
    assert keys.flush() == [(PASTE, "one\n")]
    assert keys.patience is None
    assert keys.feed(b"two\nthree\x1b[201~\r") == [(PASTE, "two\nthree"), (KEY, "save")]


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_pasted_text_is_kept_as_clean_text(text: str) -> None:
    line = Line()
    line.paste(text)
    assert clean(line.text) == clean(cells.safe(line.text))
    assert cells.safe(line.text) == line.text
    if not set(text) & set("\r\n\u2028\u2029"):
        assert clean(line.text) == clean(text)


@given(st.binary(max_size=60), st.integers(0, 60))
@settings(deadline=None)
def test_bytes_mean_the_same_however_they_are_split(data: bytes, at: int) -> None:
    def said(events: list[tuple[str, str]]) -> list[tuple[str, str]]:
        merged: list[tuple[str, str]] = []
        for kind, value in events:
            if kind == TEXT and merged and merged[-1][0] == TEXT:
                merged[-1] = (TEXT, merged[-1][1] + value)
            else:
                merged.append((kind, value))
        return merged

    split = Keys()
    assert said(split.feed(data[:at]) + split.feed(data[at:])) == said(Keys().feed(data))


@given(st.text(max_size=30), st.lists(st.sampled_from((*MOVES, *ERASURES)), max_size=12))
@settings(deadline=None)
def test_no_key_leaves_the_line(text: str, names: list[str]) -> None:
    line = Line(cells.safe(text))
    for name in names:
        (move if name in MOVES else erase)(line, name)
        assert 0 <= line.at <= len(line.text)


@given(st.text(max_size=40), st.integers(1, 30))
@settings(deadline=None)
def test_a_cut_text_fits(text: str, room: int) -> None:
    text = cells.safe(text)
    assert cells.width(cells.cut(text, room)) <= room
    assert all(sum(cells.width(piece) for piece, _ in row) <= room + 1 for row in cells.wrap([(text, "")], room))
