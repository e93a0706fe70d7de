"""config.toml: every good setting is used, everything else is a sentence, and the file is never touched."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.config import Config, ConfigError, keep_theme, load
from journal.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths({"HOME": str(tmp_path)})


def write(paths: Paths, text: str | bytes) -> Path:
    file = Path(paths.config, "config.toml")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_without_a_file_everything_has_its_default(paths: Paths) -> None:
    config, problems = load(paths)
    assert problems == []
    assert (config.theme, config.date_order, config.clock, config.day_starts) == ("lamplight", "DMY", "24", "00:00")
    assert config.model["circle"]["close"]["cadence_days"] == 30
    assert not Path(paths.config).exists()


def test_good_settings_are_used(paths: Paths) -> None:
    write(paths, 'theme="daybook"\ndate_order="mdy"\nclock=12\nday_starts=04:00:00\nascii=true\neditor="hx -w"\n')
    config, problems = load(paths)
    assert problems == []
    assert (config.theme, config.date_order, config.clock) == ("daybook", "MDY", "12")
    assert (config.day_starts, config.ascii, config.editor) == ("04:00", "on", "hx -w")


def test_a_broken_file_is_one_sentence_with_line_and_column_and_stays_as_it_is(paths: Paths) -> None:
    file = write(paths, 'theme = "daybook"\nclock 24\n')
    config, problems = load(paths)
    assert config.theme == "lamplight"
    assert len(problems) == 1
    assert problems[0].startswith(f"{file}, line 2, column 7: ")
    assert problems[0].endswith("The default settings are used.")
    assert file.read_text() == 'theme = "daybook"\nclock 24\n'


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"a = '\xe9'", b"\x00", b'theme = """', b"[" * 5000], ids=range(5))
def test_a_file_that_is_no_toml_is_explained(paths: Paths, raw: bytes) -> None:
    file = write(paths, raw)
    config, problems = load(paths)
    assert config == load(Paths({"HOME": "/nowhere"}))[0]
    assert len(problems) == 1
    assert str(file) in problems[0]


def test_a_folder_in_place_of_the_file_is_explained(paths: Paths) -> None:
    Path(paths.config, "config.toml").mkdir(parents=True)
    assert "cannot be read" in load(paths)[1][0]


def test_a_file_with_a_byte_order_mark_is_read(paths: Paths) -> None:
    write(paths, b'\xef\xbb\xbftheme = "daybook"\r\n')
    assert load(paths)[0].theme == "daybook"


def test_an_unknown_setting_is_named_with_the_nearest_one_and_the_rest_is_used(paths: Paths) -> None:
    file = write(paths, '# mine\nthem = "daybook"\nclock = "12"\n')
    config, problems = load(paths)
    assert problems == [f"{file}, line 2: there is no setting `them`; did you mean `theme`?"]
    assert config.clock == "12"


def test_a_wrong_value_says_what_would_do_and_what_is_used_instead(paths: Paths) -> None:
    file = write(paths, 'clock = "25"\ndate_order = 3\nday_starts = "4"\ntheme = ""\n')
    config, problems = load(paths)
    assert config.clock == "24"
    assert len(problems) == 4
    assert f"{file}, line 1: `clock` must be one of 24, 12; 24 is used." in problems


def test_the_model_table_lies_over_the_shipped_numbers(paths: Paths) -> None:
    write(paths, "[model.circle.close]\ncadence_days = 21\n[model.today]\nweekly_capacity = 7\npoints = {time = 2.5}\n")
    config, problems = load(paths)
    assert problems == []
    assert config.model["circle"]["close"]["cadence_days"] == 21
    assert config.model["circle"]["close"]["weight"] == 0.9
    assert config.model["today"]["weekly_capacity"] == 7
    assert config.model["today"]["points"]["time"] == 2.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[model.circle.cloze]\ncadence_days = 3", "`model.circle.cloze`; did you mean `close`?"),
        ("[model.today]\nweekly_capacity = true", "`model.today.weekly_capacity` must be a number; 5 is used"),
        ("[model.today]\nweekly_capacity = 2.5", "must be a whole number"),
        ("[model.today]\nweekly_capacity = -2", "must not be below 0"),
        ("[model.warmth]\nfamily_factor = nan", "must be a number"),
        ("[model.warmth]\ndepth_points = [1, 2]", "must be a list of 5 values"),
        ("[model]\ncircle = 3", "`model.circle` must be a table"),
        ("model = 3", "`model` must be a table"),
        ('[model.circle.close]\ntitle = ["a"]', "must be text"),
    ],
)
def test_a_number_that_does_not_fit_keeps_the_shipped_one(paths: Paths, text: str, said: str) -> None:
    write(paths, text)
    config, problems = load(paths)
    assert len(problems) == 1
    assert said in problems[0]
    assert config.model == load(Paths({"HOME": "/nowhere"}))[0].model


def test_the_line_of_a_number_in_a_table_is_found(paths: Paths) -> None:
    file = write(paths, "[model.due]\nsoon_ratio = 0.5\n[model.today]\n# x\nsize = -1\n")
    assert load(paths)[1] == [f"{file}, line 5: `model.today.size` must not be below 0; 3 is used."]


def test_a_theme_picked_on_the_screen_is_remembered_outside_the_config(paths: Paths) -> None:
    keep_theme(paths, "daybook")
    config, problems = load(paths)
    assert (config.theme, config.theme_pinned, problems) == ("daybook", False, [])
    assert not Path(paths.config).exists()


def test_the_theme_of_the_config_wins_over_the_one_picked(paths: Paths) -> None:
    file = write(paths, 'theme = "inkstone"\n')
    keep_theme(paths, "daybook")
    config, _ = load(paths)
    assert (config.theme, config.theme_pinned) == ("inkstone", True)
    assert file.read_text() == 'theme = "inkstone"\n'


def test_remembering_a_theme_keeps_what_else_is_in_the_file(paths: Paths) -> None:
    Path(paths.state).mkdir(parents=True)
    Path(paths.state, "ui.json").write_text('{"sort": "name"}')
    keep_theme(paths, "daybook")
    assert json.loads(Path(paths.state, "ui.json").read_text()) == {"sort": "name", "theme": "daybook"}


@pytest.mark.parametrize("text", ["{", "[]", '"x"', "[" * 3000], ids=["cut", "list", "text", "deep"])
def test_a_broken_memory_of_the_screen_is_explained_and_mended_by_the_next_choice(paths: Paths, text: str) -> None:
    Path(paths.state).mkdir(parents=True)
    Path(paths.state, "ui.json").write_text(text)
    config, problems = load(paths)
    assert config.theme == "lamplight"
    assert "ui.json cannot be read" in problems[0]
    keep_theme(paths, "daybook")
    assert load(paths)[0].theme == "daybook"


def test_a_theme_that_cannot_be_remembered_is_a_sentence(paths: Paths) -> None:
    Path(paths.state).parent.mkdir(parents=True)
    Path(paths.state).write_text("a file where a folder should be")
    with pytest.raises(ConfigError, match="could not be remembered"):
        keep_theme(paths, "daybook")


def test_a_day_may_begin_later_than_midnight() -> None:
    late = datetime(2026, 11, 24, 2, 30)
    assert Config().day_of(late).isoformat() == "2026-11-24"
    assert Config(day_starts="04:00").day_of(late).isoformat() == "2026-11-23"


def test_hostile_names_are_shown_without_control_characters(paths: Paths) -> None:
    write(paths, '"a\\u001b[31m" = 1\n')
    assert "\x1b" not in load(paths)[1][0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_whatever_stops_the_program(paths: Paths, raw: bytes) -> None:
    write(paths, raw)
    config, problems = load(paths)
    assert config.theme
    assert all("\x1b" not in problem for problem in problems)


def test_preparations_can_do_without_forecasts(paths: Paths) -> None:
    assert load(paths)[0].prep.calibration
    write(paths, "[prep]\ncalibration = false\n")
    config, problems = load(paths)
    assert problems == []
    assert not config.prep.calibration


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('[prep]\ncalibration = "maybe"\n', 2, "`prep.calibration` must be true or false; true is used."),
        ("[prep]\ncalibraton = false\n", 2, "there is no setting `prep.calibraton`; did you mean `calibration`?"),
        ("prep = 3\n", 1, "`prep` must be a table; what is usual is used."),
    ],
)
def test_slips_in_the_table_of_preparations_are_said_with_their_line(
    paths: Paths, text: str, line: int, why: str
) -> None:
    file = write(paths, text)
    config, problems = load(paths)
    assert config.prep.calibration
    assert problems == [f"{file}, line {line}: {why}"]
