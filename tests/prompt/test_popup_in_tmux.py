"""The key in a real tmux: the popup opens, takes what is typed, saves, and closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not which("tmux"), reason="tmux is not installed")
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
