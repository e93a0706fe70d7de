"""Text from people and files: made safe to keep, made comparable."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.text import clean, clean_lines, fold, fold_name


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
