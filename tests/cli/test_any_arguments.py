"""Whatever stands on a command line: an exit code that says what happened, and one sentence, never a traceback."""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.cli import main
from journal.shell.parser import COMMANDS

OPENS_A_SCREEN = ("demo",)
CONTROLS = frozenset(map(chr, (*range(9), *range(11, 32), *range(127, 160))))
ODD = [
    *("", " ", "-", "--", "-x", "--no-such-thing", "--json=maybe", "\x1b[2J", "\udcff", "a\nb", "[red]x[/]", "é" * 300),
    *(
        "99999999999999999999",
        "-1",
        "nan",
        "0x10",
        "2026-13-45",
        "today",
        "next fri",
        "2026-11-24T09:00",
        "@ana",
        "x" * 5000,
    ),
    *(
        "no such file",
        ".",
        "people.csv",
        "people.csv/x",
        "out.json",
        "~nobody",
        "$(touch hacked)",
        "; touch hacked",
        "*",
    ),
    *(
        "due:yes",
        "cirle:close",
        'last:>"',
        "json",
        "vcard",
        "csv",
        "Ana",
        "Bob",
        "ana.gomez",
        "PyCon",
        "--dir",
        "--now",
    ),
]
FILE = "First Name,Last Name,Company\nAna,Gomez,Acme\nBob,Lee,\n"


def options(command: str) -> list[str]:
    """Every option of a command."""
    module = {each.name: each.module for each in COMMANDS}[command]
    parser = ArgumentParser()
    if hasattr(found := import_module(module), "arguments"):
        found.arguments(parser)
    own = [option for action in parser._actions for option in action.option_strings]
    return [*own, "--now", "--strict", "--dry-run", "--dir"]


NAMES = [command.name for command in COMMANDS if command.name not in OPENS_A_SCREEN]
LINES = st.sampled_from(NAMES).flatmap(
    lambda name: st.lists(st.sampled_from(ODD) | st.sampled_from(options(name)), max_size=4).map(
        lambda words: [name, *words]
    )
)


def run(*words: str, typed: str = "") -> tuple[int, str, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True) for _ in range(2))
    typing = io.TextIOWrapper(io.BytesIO(typed.encode()))
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", typing):
        code = main(list(words))
    said, told = (stream.detach().getvalue().decode() for stream in (out, err))
    return code, said, told


def in_folder(folder: str, words: list[str]) -> None:
    """In a folder of its own with a small journal; nothing outside it is touched."""
    before, home = Path.cwd(), {**os.environ, "HOME": folder, "JOURNAL_DIR": f"{folder}/journal"}
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        home.pop(f"XDG_{name}_HOME", None)
    with patch.dict(os.environ, home, clear=True):
        os.chdir(folder)
        try:
            Path("people.csv").write_text(FILE, encoding="utf-8")
            assert run("import", "people.csv", "--yes")[0] == 0
            check(*run(*words, typed="y\n"))
            assert not Path("hacked").exists()
            assert run("find", "", "--json")[0] == 0
        finally:
            os.chdir(before)


def check(code: int, out: str, err: str) -> None:
    assert code in (0, 1, 2)
    assert "Traceback" not in out + err
    assert not CONTROLS.intersection(out.replace("\r\n", "\n") + err)  # so the lines of vCards and calendars end
    assert code == 0 or err.strip() or out.strip()
    if code == 2 and err:
        assert err.startswith(("journal", "Nothing was saved", "No ", "`")), err
        assert err.count("\n") == 1 or "Nothing was saved" in err


@given(LINES)
@settings(deadline=None, max_examples=settings().max_examples // 2)
def test_any_words_after_a_command_end_in_a_code_and_a_sentence(line: list[str]) -> None:
    with TemporaryDirectory() as folder:
        in_folder(folder, line)


@given(st.lists(st.sampled_from([one for one in ODD if one[:1] in ("-", "")]), min_size=1, max_size=2))
@settings(deadline=None, max_examples=settings().max_examples // 8)
def test_any_words_instead_of_a_command_end_in_a_code_and_a_sentence(before: list[str]) -> None:
    with TemporaryDirectory() as folder:
        in_folder(folder, [*before, "--dir", "journal", "nothing"])


def test_a_path_that_the_system_refuses_is_a_sentence() -> None:
    with TemporaryDirectory() as folder:
        in_folder(folder, ["backup", "x" * 5000])


def test_what_a_line_gives_back_controls_no_terminal() -> None:
    with TemporaryDirectory() as folder:
        in_folder(folder, ["capture", "--now", "\x1b[2J", "coffee"])
        in_folder(folder, ["capture", "--strict", "on:\x1b]0;x\x07"])
