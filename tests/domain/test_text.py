"""Text from people and files: made safe to keep, made comparable."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from journal.domain.text import MOST_MARKS, clean, clean_lines, fold, fold_name, shown, shown_in


def is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs")


@given(st.text())
def test_what_is_kept_holds_no_control_characters_and_is_stable(text):
    once = clean(text)
    assert not any(is_control(letter) for letter in once)
    assert once == clean(once) == unicodedata.normalize("NFC", once) == once.strip()


@given(st.text())
def test_several_lines_keep_their_breaks_and_nothing_else_that_controls(text):
    once = clean_lines(text)
    assert not any(is_control(letter) and letter not in "\n\t" for letter in once)
    assert once == clean_lines(once)


def test_escape_sequences_lose_what_makes_them_work():
    assert clean("\x1b]0;PWNED\x07Ana\x9b2J") == "]0;PWNEDAna2J"
    assert clean("two\r\nlines\tand a tab") == "two lines and a tab"
    assert clean_lines("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert clean("lone \ud800 surrogate") == "lone \ufffd surrogate"


def test_a_letter_and_its_accent_become_one_sign():
    assert clean("Go\u0301mez") == "Gómez"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Gómez", "gomez"), ("Straße", "STRASSE"), ("Øyvind", "oyvind"), ("Łódź", "lodz"), ("Yıldız", "yildiz"),
     ("Æther", "aether"), ("Þórður", "thordur"), ("O’Neill", "o'neill"), ("İstanbul", "istanbul")],
)  # fmt: skip
def test_case_and_accents_do_not_matter_when_comparing(one, other):
    assert fold(one) == fold(other)


def test_separators_are_all_the_same_in_names():
    assert fold_name("Jürgen-Müller") == fold_name("jurgen  muller") == fold_name("J.urgen_Muller".replace("J.", "J"))
    assert fold_name("rust.berlin") == "rust berlin"


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert fold_name(fold_name(text)) == fold_name(text)


def test_no_hostile_string_is_kept_as_it_is(shared):
    for each in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8")):
        kept = clean(each["s"])
        assert not any(is_control(letter) for letter in kept), each["id"]
        kept.encode("utf-8")


def cells(text: str) -> int:
    """As a terminal counts that gives every code point its own cells."""
    return sum(max(0, wcwidth(letter)) for letter in text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\u202egnp.exe \u2066x\u2069", "gnp.exe x"),
        ("tag \U000e0041\U000e0042", "tag "),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467 fam", "\U0001f468 fam"),
        ("\u2764\ufe0f 1\ufe0f\u20e3 \U0001f44b\U0001f3fd", "\u2764 1 \U0001f44b"),
        ("\U0001f1ec\U0001f1e7", "GB"),
        ("\u0915\u094d\u200d\u0937", "\u0915\u094d\u0937"),
        ("\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648"),
        ("a\x1b[2J\x9b\x00\tb\nc\x85d", "a[2J b\nc d"),
    ],
)
def test_what_is_shown_takes_the_same_cells_on_every_terminal(text, seen):
    assert shown(text) == seen
    assert cell_len(seen) == cells(seen)


def test_a_flood_of_accents_ends():
    assert shown("Z" + "\u0301" * 60 + "a") == "Z" + "\u0301" * MOST_MARKS + "a"


@given(st.text())
def test_nothing_that_is_shown_turns_lines_around_and_showing_twice_is_showing_once(text):
    once = shown(text)
    assert shown(once) == once
    assert not any(
        letter in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for letter in once
    )
    assert not any(is_control(letter) and letter != "\n" for letter in once)


PARTS = [
    *("a", "1", " ", "\U0001f468", "\u2764", "\u200d\U0001f469", "\ufe0f", "\U0001f3fd", "\u20e3", "\u202e", "\u0301"),
    *("\U0001f1ec", "\U0001f1e7", "\u5c0f", "\U000e0041", "\u00ad"),
]
PICTURES = st.lists(st.sampled_from(PARTS)).map("".join)
"""A joiner only before a picture: before a letter the program has taken it away when it measured (`shown`)."""


@given(PICTURES)
def test_what_the_driver_writes_takes_the_cells_that_were_measured(text):
    assert cell_len(shown_in(text, cell_len)) == cell_len(text)
