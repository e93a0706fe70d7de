"""The prompt as a person meets it: typed ahead, pasted into, resized, closed by force, on a full disk."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Prompt = Callable[..., Any]
Raws = Callable[[], list[str]]


def kept(tmp_path: Path) -> str:
    files = list((tmp_path / "state" / "journal").glob("lines-*.txt"))
    return files[0].read_text("utf-8") if files else ""


def test_what_was_typed_before_the_first_paint_is_saved_enter_included(prompt: Prompt, raws: Raws) -> None:
    assert prompt(before=b"coffee with @ana\r").ended() == 0
    assert raws() == ["coffee with @ana"]


def test_the_preview_says_what_a_line_means(prompt: Prompt) -> None:
    screen = prompt()
    screen.type("coffee with @ana yesterday got:opp; send survey fri")
    shown = screen.until("send survey → Ana")
    for part in ("meeting · Mon 23 Nov", "+ Ana new", "got opportunity", "Fri 27 Nov", "enter save"):
        assert part in shown


def test_two_pasted_lines_are_one(prompt: Prompt, raws: Raws) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("\x1b[200~coffee with @ana\rsend survey fri\x1b[201~\r")
    assert screen.ended() == 0
    assert raws() == ["coffee with @ana; send survey fri"]


@pytest.mark.parametrize("line", ["met @آنا today", "coffee with @李小龍", "call @ana 👩‍👩‍👧 né", "note e\u0301 is é"])
def test_every_script_is_kept(prompt: Prompt, lines: Any, line: str) -> None:
    screen = prompt(size=(6, 20))
    screen.until("enter")
    screen.type(line + "\r")
    assert screen.ended() == 0
    (entry,) = lines()[0]["put"]["interactions"].values()
    assert entry["raw"] == line.replace("e\u0301", "é")


def test_escape_keeps_the_line_and_the_next_prompt_offers_it(prompt: Prompt, raws: Raws, tmp_path: Path) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("call with @bob\x1b")
    assert screen.ended() == 0
    assert kept(tmp_path) == "call with @bob\n"
    assert next((tmp_path / "state" / "journal").glob("lines-*")).stat().st_mode & 0o777 == 0o600
    again = prompt()
    again.until("call with @bob")
    again.type(" today\r")
    assert again.ended() == 0
    assert (raws(), kept(tmp_path)) == (["call with @bob today"], "")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_prompt_closed_by_force_keeps_the_line(prompt: Prompt, raws: Raws, tmp_path: Path, number: int) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("half a thou")
    screen.until("half a thou")
    os.kill(screen.pid, number)
    screen.ended()
    assert (raws(), kept(tmp_path)) == ([], "half a thou\n")


def test_ctrl_c_drops_the_line(prompt: Prompt, raws: Raws, tmp_path: Path) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("never mind\x03")
    assert screen.ended() == 130
    assert (raws(), kept(tmp_path)) == ([], "")


def test_save_and_stay_then_the_line_before_comes_back(prompt: Prompt, raws: Raws) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("note one\x0f")
    screen.until("saved")
    screen.type("\x1b[A two\r")
    assert screen.ended() == 0
    assert raws() == ["note one", "note one two"]


def test_a_failure_keeps_the_prompt_with_the_reason_and_the_text(prompt: Prompt, raws: Raws, tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way", encoding="utf-8")
    screen = prompt()
    screen.until("enter")
    screen.type("coffee with @ana\r")
    shown = screen.until("! ")
    assert "coffee with @ana" in shown
    (tmp_path / "journal").unlink()
    screen.type("\r")
    assert screen.ended() == 0
    assert raws() == ["coffee with @ana"]


def test_it_can_be_made_smaller_while_it_is_open(prompt: Prompt) -> None:
    screen = prompt()
    screen.type("coffee with @ana about rust jobs yesterday")
    screen.until("Mon 23 Nov")
    screen.resize(3, 20)
    shown = screen.until("yesterday")
    assert "…" in shown.split("\n")[0]


def test_a_name_is_completed_and_a_date_is_dismissed(prompt: Prompt, raws: Raws) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("met @Ana-Gómez\x0f")
    screen.until("saved")
    screen.type("call @gom")
    screen.until("talked")
    screen.type("\tyesterday\x14\r")
    assert screen.ended() == 0
    assert raws()[1] == "call @ana-gómez \\yesterday"


def test_a_dumb_terminal_gets_a_plain_line(prompt: Prompt, raws: Raws) -> None:
    screen = prompt(TERM="dumb")
    screen.until("journal>")
    screen.type("note plain\n")
    assert screen.ended() == 0
    assert raws() == ["note plain"]


def test_without_colours_there_are_none(prompt: Prompt) -> None:
    screen = prompt(NO_COLOR="1")
    screen.type("coffee with @ana got:opp ")
    screen.until("got opportunity")
    assert not [code for code in (b"\x1b[33m", b"\x1b[36m", b"\x1b[31m") if code in screen.output]


def test_escape_closes_the_list_first(prompt: Prompt, raws: Raws) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("met @Ana-Gómez\x0f")
    screen.until("saved")
    screen.type("call @gom")
    screen.until("tab take")
    screen.type("\x1b")
    screen.until("esc keep and close")
    screen.type("\r")
    assert screen.ended() == 0
    assert raws()[1] == "call @gom"


def test_tab_says_who_is_meant_by_a_name_in_doubt(prompt: Prompt, lines: Any) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("met @Joanna-Marsh\x0f")
    screen.until("saved")
    screen.type("call @joana-marsh today")
    screen.until("did you mean Joanna Marsh?")
    screen.until("tab say who")
    screen.type("\t")
    screen.until("tab take")
    screen.type("\t\r")
    assert screen.ended() == 0
    first, second = lines()
    ((person, _),) = first["put"]["contacts"].items()
    ((_, entry),) = second["put"]["interactions"].items()
    assert entry["contacts"] == [person]


def test_what_is_not_understood_is_underlined(prompt: Prompt) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("coffee with @ana; send x due:frz")
    screen.until("due:frz is no date")
    assert b"\x1b[4mdue:frz\x1b[0m" in screen.output
    screen.type("\x7fi")
    screen.until("Fri 27 Nov")
    assert b"\x1b[4m" not in screen.output[screen.output.rindex(b"coffee") :]


def test_an_answer_of_the_terminal_that_comes_late_is_no_text(prompt: Prompt, raws: Raws) -> None:
    screen = prompt()
    screen.until("enter")
    screen.type("note \x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\one\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c\r")
    assert screen.ended() == 0
    assert raws() == ["note one"]


def test_a_terminal_that_was_left_not_to_wait_is_no_hindrance(prompt: Prompt, raws: Raws) -> None:
    screen = prompt(first="import os; os.set_blocking(0, False); os.set_blocking(1, False); ", before=b"note one")
    screen.until("note one")
    screen.type("\x1b[200~" + " and more" * 300 + "\x1b[201~")
    screen.until("…")
    screen.type("\r")
    assert screen.ended() == 0
    assert raws() == ["note one" + " and more" * 300]
