"""The user's own texts: they are laid over those of the program, and what is wrong with them is said with its place."""

from __future__ import annotations

from pathlib import Path

from journal.texts import load_templates, load_text


def own(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


GOOD = '''
[placeholders]
dog = { about = "The name of their dog" }

[[template]]
id = "dogs"
group = "my_dogs"
title = "How is the dog?"
body = """
Hi {first_name}, how is {dog}?"""
'''


def test_without_a_file_of_the_user_the_texts_of_the_program_are_used(tmp_path: Path) -> None:
    found, problems = load_templates(tmp_path)
    assert problems == []
    assert found.templates["hello_no_reason"].title == "Just hello"
    assert found.evidence["reach_out"].says.startswith("People underrate")


def test_new_templates_and_places_are_added(tmp_path: Path) -> None:
    own(tmp_path, "templates", GOOD)
    found, problems = load_templates(tmp_path)
    assert problems == []
    assert found.templates["dogs"].places == ("first_name", "dog")
    assert found.placeholders["dog"].about == "The name of their dog"
    assert "hello_no_reason" in found.templates


def test_a_template_with_a_known_id_replaces_the_one_of_the_program(tmp_path: Path) -> None:
    own(tmp_path, "templates", '[[template]]\nid = "praise"\ngroup = "thanks"\ntitle = "Mine"\nbody = "x"\n')
    found, _ = load_templates(tmp_path)
    assert found.templates["praise"].title == "Mine"
    assert len(found.templates) == 43


def test_a_broken_entry_is_named_with_its_line_and_the_one_of_the_program_stays(tmp_path: Path) -> None:
    text = GOOD + '\n[[template]]\nid = "praise"\ngroup = "thanks"\ntitle = "Mine"\nchannel = "fax"\nbody = "x"\n'
    file = own(tmp_path, "templates", text)
    found, problems = load_templates(tmp_path)
    line = text.split("\n").index('channel = "fax"') + 1
    assert problems == [
        f"{file}, line {line}: the entry `praise`: `channel` must be one of message, email; it is left out."
    ]
    assert found.templates["praise"].title == "You did that well"
    assert "dogs" in found.templates


def test_an_entry_without_what_it_needs_is_named_with_the_line_of_its_head(tmp_path: Path) -> None:
    file = own(tmp_path, "templates", '\n[[template]]\nid = "x"\ngroup = "thanks"\ntitle = "Mine"\n')
    _, problems = load_templates(tmp_path)
    assert problems == [f"{file}, line 2: the entry `x`: `body` is required; it is left out."]


def test_a_slip_in_the_name_of_a_field_is_said_and_the_entry_is_used(tmp_path: Path) -> None:
    text = '[[template]]\nid = "x"\ngroup = "thanks"\ntitle = "Mine"\nbody = "x"\nquiet_day = 3\n'
    file = own(tmp_path, "templates", text)
    found, problems = load_templates(tmp_path)
    assert problems == [f"{file}, line 6: there is no field `quiet_day`; did you mean `quiet_days`?"]
    assert "x" in found.templates


def test_a_place_that_nothing_knows_is_said(tmp_path: Path) -> None:
    own(tmp_path, "templates", GOOD.replace("{first_name}", "{fist_name}"))
    _, problems = load_templates(tmp_path)
    assert len(problems) == 1
    assert "{fist_name}" in problems[0]
    assert "did you mean `first_name`?" in problems[0]


def test_a_file_that_is_no_toml_is_said_with_its_line_and_nothing_else_changes(tmp_path: Path) -> None:
    own(tmp_path, "templates", "[[template]]\nid = \n")
    found, problems = load_templates(tmp_path)
    assert len(found.templates) == 43
    assert len([why for why in problems if "line 2" in why]) == 1


def test_a_file_for_another_version_is_left_alone(tmp_path: Path) -> None:
    own(tmp_path, "templates", "schema = 2\n" + GOOD)
    found, problems = load_templates(tmp_path)
    assert "dogs" not in found.templates
    assert "line 1" in problems[0]


def test_entries_that_are_no_tables_are_left_out(tmp_path: Path) -> None:
    own(tmp_path, "templates", "template = 3\nplaceholders = 4\n")
    found, problems = load_templates(tmp_path)
    assert len(found.templates) == 43
    assert problems


def test_nothing_a_terminal_would_obey_comes_in_from_a_file(tmp_path: Path) -> None:
    own(tmp_path, "templates", GOOD.replace("How is the dog?", r"How \u001b[31mis it").replace("Hi ", r"Hi\u009b "))
    found, problems = load_templates(tmp_path)
    assert problems == []
    assert found.templates["dogs"].title == "How [31mis it"
    assert "\u009b" not in found.templates["dogs"].body


def test_a_text_without_a_model_is_laid_over_key_by_key_and_id_by_id(tmp_path: Path) -> None:
    own(tmp_path, "review", 'minutes = 30\n[[step]]\nid = "r.log"\ntitle = "Mine"\n[[step]]\nid = "r.new"\n')
    shipped, _ = load_text("review", tmp_path / "nothing")
    found, problems = load_text("review", tmp_path)
    assert problems == []
    assert found["minutes"] == 30
    ids = [step["id"] for step in found["step"]]
    assert ids == [*(step["id"] for step in shipped["step"]), "r.new"]
    assert next(step for step in found["step"] if step["id"] == "r.log") == {"id": "r.log", "title": "Mine"}


def test_what_is_not_of_the_shipped_kind_is_left_out_and_said(tmp_path: Path) -> None:
    file = own(tmp_path, "review", '# mine\nminutes = "long"\nstep = "none"\n')
    found, problems = load_text("review", tmp_path)
    assert found == load_text("review", tmp_path / "nothing")[0]
    assert problems == [
        f"{file}, line 2: `minutes` is not of the shipped kind; left out.",
        f"{file}, line 3: `step` is not of the shipped kind; left out.",
    ]
