"""keymap.toml: what is good is used, what is not is explained."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from textual.keys import Keys, _character_to_key

from journal.keymap import check, load, same_context, shown

BINDINGS = {
    "app.quit": "q",
    "app.help": "?,f1",
    "app.back": "escape",
    "list.down": "j,down",
    "list.up": "k,up",
    "person.log": "l",
    "person.snooze": "s",
    "followup.later": "s",
    "followup.done": "d",
    "form.save": "ctrl+s",
    "walk.skip": "s",
}


def test_a_good_keymap_comes_back_with_textuals_names_of_the_keys() -> None:
    good, problems = check({"person.log": "L, f5", "app.help": "?", "list.down": ["n", "ctrl+N"]}, BINDINGS)
    assert problems == []
    assert good == {"person.log": "L,f5", "app.help": "question_mark", "list.down": "n,ctrl+n"}


def test_an_unknown_name_is_named_with_the_nearest_one() -> None:
    good, problems = check({"list.dwn": "n"}, BINDINGS)
    assert good == {}
    assert problems == ["there is nothing called `list.dwn`; did you mean `list.down`?"]


@pytest.mark.parametrize("key", ["foo", "", "ctrl+", "ctrl+ctrl+a", "hyper+a", "f99", "ab", "\x1b", "+j"])
def test_a_key_that_does_not_exist_is_refused(key: str) -> None:
    good, problems = check({"person.log": key}, BINDINGS)
    assert good == {}
    assert "`person.log` stays on l: there is no key" in problems[0]
    assert "\x1b" not in problems[0]


@pytest.mark.parametrize("value", [3, True, [], ["a", 3], {"a": "b"}, None])
def test_a_key_that_is_no_text_is_refused(value: object) -> None:
    good, problems = check({"person.log": value}, BINDINGS)
    assert good == {}
    assert len(problems) == 1


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q", "ctrl+i", "ctrl+m", "ctrl+h", "ctrl+[", "ctrl+b", "ctrl+z", "tab"])
def test_keys_of_the_terminal_and_of_textual_are_reserved(key: str) -> None:
    good, problems = check({"person.log": key}, BINDINGS)
    assert good == {}
    assert key in problems[0]


def test_a_binding_may_keep_a_reserved_key_that_is_its_own() -> None:
    assert check({"app.back": "escape,f12"}, BINDINGS) == ({"app.back": "escape,f12"}, [])


def test_shift_and_a_letter_is_explained() -> None:
    _, problems = check({"person.log": "shift+l"}, BINDINGS)
    assert "write 'L'" in problems[0]


def test_a_letter_in_a_form_is_text_and_no_key() -> None:
    good, problems = check({"form.save": "w"}, BINDINGS)
    assert good == {}
    assert "in a field w is text" in problems[0]


def test_two_keys_may_be_swapped() -> None:
    assert check({"list.down": "k,down", "list.up": "j,up"}, BINDINGS)[1] == []


def test_a_key_that_is_taken_in_the_same_context_is_refused_and_the_holder_named() -> None:
    good, problems = check({"person.log": "q", "list.down": "f6"}, BINDINGS)
    assert good == {"list.down": "f6"}
    assert problems == ["`person.log` stays on l: q is taken by `app.quit`."]


def test_a_clash_inside_the_keymap_keeps_the_first_of_the_two() -> None:
    good, problems = check({"list.down": "x", "list.up": "x"}, BINDINGS)
    assert good == {"list.down": "x"}
    assert "x is taken by `list.down`" in problems[0]


def test_falling_back_never_makes_a_new_clash() -> None:
    good, _ = check({"list.up": "j", "list.down": "q"}, BINDINGS)
    used = [key for name in BINDINGS for key in good.get(name, BINDINGS[name]).split(",") if name.startswith("list.")]
    assert len(used) == len(set(used))


def test_places_that_are_never_open_together_may_share_a_key() -> None:
    assert not same_context("person.snooze", "followup.later")
    assert not same_context("walk.skip", "app.quit")
    assert same_context("list.down", "person.log")
    assert check({"walk.skip": "q"}, BINDINGS)[1] == []


def test_every_key_that_textual_knows_is_known_here_under_the_same_name() -> None:
    bindings = {"person.log": "l"}
    for sign in string.printable.strip():
        if sign != ",":
            assert check({"person.log": sign}, bindings)[0] == {"person.log": _character_to_key(sign)}
    unknown = {Keys.Return, Keys.ControlAt, Keys.ControlSpace}
    for key in Keys:
        if key not in unknown and "<" not in key.value:
            assert check({"person.log": key.value}, {"person.log": key.value})[1] == [], key


def test_a_key_is_shown_as_it_is_written() -> None:
    assert [shown(key) for key in ("question_mark", "ctrl+s", "slash", "f1", "comma")] == [
        "?",
        "ctrl+s",
        "/",
        "f1",
        ",",
    ]


def test_the_file_may_be_written_flat_or_in_tables(tmp_path: Path) -> None:
    file = tmp_path / "keymap.toml"
    file.write_text('"person.log" = "f5"\n[list]\ndown = "n"\nup = "q"\n')
    good, problems = load(file, BINDINGS)
    assert good == {"person.log": "f5", "list.down": "n"}
    assert problems == [f"{file}, line 4: `list.up` stays on k,up: q is taken by `app.quit`."]


def test_no_file_is_no_problem_and_a_broken_one_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "keymap.toml"
    assert load(file, BINDINGS) == ({}, [])
    file.write_text('"person.log" = "f5"\nlist.down "n"\n')
    good, (problem,) = load(file, BINDINGS)
    assert good == {}
    assert problem.startswith(f"{file}, line 2, column ")
    assert "standard keys" in problem
