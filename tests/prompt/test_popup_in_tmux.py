"""The key in a real tmux: the popup opens, takes what is typed, saves, and closes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not which("tmux"), reason="tmux is not installed")
FULL_DISK = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
Raws = Callable[[], list[str]]


def test_the_key_opens_saves_and_closes(tmux: Callable[..., Any], raws: Raws) -> None:
    server = tmux()
    server.open()
    server.client.until("enter save")
    server.client.type("coffee with @ana yesterday")
    server.client.until("Mon 23 Nov")
    server.client.type("\r")
    server.closed()
    assert raws() == ["coffee with @ana yesterday"]


def test_two_pasted_lines_in_a_popup_are_one(tmux: Callable[..., Any], raws: Raws) -> None:
    server = tmux()
    server.open()
    server.client.until("enter save")
    server.client.type("\x1b[200~coffee with @ana\rsend survey fri\x1b[201~")
    server.client.until("; send")
    server.client.type("\r")
    server.closed()
    assert raws() == ["coffee with @ana; send survey fri"]


def test_escape_keeps_the_line_and_a_small_popup_offers_it(tmux: Callable[..., Any], raws: Raws) -> None:
    server = tmux(size=(12, 27))
    server.open()
    server.client.until("enter")
    server.client.type("call @李小龍 today\x1b")
    server.closed()
    server.open()
    server.client.until("today")
    server.client.type("\r")
    server.closed()
    assert raws() == ["call @李小龍 today"]


def test_a_popup_closed_by_force_keeps_the_line(tmux: Callable[..., Any], raws: Raws, tmp_path: Path) -> None:
    server = tmux()
    server.open()
    server.client.until("enter save")
    server.client.type("half a thou")
    server.client.until("half a thou")
    server.run("display-popup", "-C")
    server.closed()
    (kept,) = (tmp_path / "state" / "journal").glob("lines-*.txt")
    assert (raws(), kept.read_text("utf-8")) == ([], "half a thou\n")


def test_it_is_still_there_after_the_terminal_got_smaller(tmux: Callable[..., Any], raws: Raws) -> None:
    server = tmux()
    server.open()
    server.client.until("enter save")
    server.client.type("note still here")
    server.client.until("still here")
    server.client.resize(16, 50)
    server.client.type(" now\r")
    server.closed()
    assert raws() == ["note still here now"]


def test_what_is_typed_while_the_popup_opens_is_kept_in_order_enter_included(
    tmux: Callable[..., Any], raws: Raws
) -> None:
    server = tmux(first="import time; time.sleep(0.4); ")
    server.open()
    while not server.prompts():
        server.client.read(0.01)
    for letter in "coffee with @ana":
        server.client.type(letter)
    server.client.type("\r")
    server.closed()
    assert raws() == ["coffee with @ana"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_popup_that_is_killed_keeps_the_line(
    tmux: Callable[..., Any], raws: Raws, tmp_path: Path, number: int
) -> None:
    server = tmux()
    server.open()
    server.client.until("enter save")
    server.client.type("call @bob about")
    server.client.until("@bob about")
    (prompt,) = server.prompts()
    os.kill(prompt, number)
    server.closed()
    (kept,) = (tmp_path / "state" / "journal").glob("lines-*.txt")
    assert (raws(), kept.read_text("utf-8")) == ([], "call @bob about\n")


def test_a_full_disk_keeps_the_popup_with_the_reason_and_the_text(tmux: Callable[..., Any], raws: Raws) -> None:
    server = tmux(first=FULL_DISK)
    server.open()
    server.client.until("enter save")
    server.client.type("coffee with @ana\r")
    shown = server.client.until("! Not saved")
    assert "coffee with @ana" in shown
    assert raws() == []
    server.client.type("\x03")
    server.closed()


@pytest.mark.parametrize(
    "line", ["met @\u0622\u0646\u0627 today", "call @李小龍", "tea 👩\u200d👩\u200d👧 with @zoë", "note é"]
)
def test_every_script_is_kept_in_a_popup_of_20_columns(tmux: Callable[..., Any], raws: Raws, line: str) -> None:
    server = tmux(size=(10, 28))
    server.open()
    server.client.until("enter")
    server.client.type(line)
    server.client.type(" \x7f\r")
    server.closed()
    assert raws() == [line]


def test_an_older_tmux_opens_it_in_a_split_window(tmux: Callable[..., Any], raws: Raws) -> None:
    server = tmux(version=(3, 1))
    server.open()
    server.client.until("enter save")
    assert len(server.run("list-panes").split("\n")) == 2
    server.client.type("coffee with @ana\r")
    server.closed()
    assert raws() == ["coffee with @ana"]
    server.client.until("READY")
    assert len(server.run("list-panes").split("\n")) == 1
