"""Outputs that take nothing: a closed stdout, a full disk, nobody who reads. One sentence, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def shell(tmp_path: Path, words: str, redirect: str) -> tuple[int, str]:
    """Run `journal WORDS REDIRECT` in a shell; its exit code and what it says on stderr."""
    command = f"{sys.executable} -m journal --dir {tmp_path / 'book'} {words} {redirect}"
    done = subprocess.run(["sh", "-c", command], env={**os.environ}, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def lines(tmp_path: Path) -> int:
    return sum(len(file.read_text().splitlines()) for file in (tmp_path / "book" / "log").glob("*.jsonl"))


REDIRECTS = [">&-", pytest.param(">/dev/full", marks=needs_full)]


@pytest.mark.parametrize("redirect", REDIRECTS)
def test_a_captured_line_that_was_saved_is_never_said_to_be_lost(tmp_path: Path, redirect: str) -> None:
    code, said = shell(tmp_path, "capture --json 'coffee with @ana'", redirect)
    assert (code, lines(tmp_path)) == (0, 1)
    assert "Traceback" not in said
    assert "Saved; but the output could not be written" in said


@pytest.mark.parametrize("redirect", REDIRECTS)
def test_capture_without_data_needs_no_stdout(tmp_path: Path, redirect: str) -> None:
    code, said = shell(tmp_path, "capture 'coffee with @ana'", redirect)
    assert (code, lines(tmp_path), "Traceback" in said) == (0, 1, False)


@pytest.mark.parametrize("redirect", REDIRECTS)
def test_a_look_at_a_line_that_cannot_be_shown_says_so(tmp_path: Path, redirect: str) -> None:
    code, said = shell(tmp_path, "capture --dry-run 'coffee with @ana'", redirect)
    assert (code, said.count("The output could not be written")) == (1, 1)
    assert "Traceback" not in said


@pytest.mark.parametrize("redirect", REDIRECTS)
@pytest.mark.parametrize("words", ["find", "find --json", "doctor --json", "today", "export json", "undo --list"])
def test_commands_say_in_one_sentence_that_nothing_could_be_written(tmp_path: Path, words: str, redirect: str) -> None:
    shell(tmp_path, "capture 'coffee with @ana'", "2>/dev/null")
    code, said = shell(tmp_path, words, redirect)
    assert (code, said.count("The output could not be written")) == (1, 1)
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.parametrize("redirect", REDIRECTS)
def test_what_was_taken_back_is_said_beside_so_that_nobody_does_it_twice(tmp_path: Path, redirect: str) -> None:
    shell(tmp_path, "capture 'coffee with @ana'", "2>/dev/null")
    code, said = shell(tmp_path, "undo", redirect)
    assert (code, lines(tmp_path)) == (0, 2)
    assert said.startswith("Undone: capture")
    assert said.count("The output could not be written") == 1


def test_the_count_for_a_status_line_says_so_too(tmp_path: Path) -> None:
    shell(tmp_path, "today --count", f">{tmp_path / 'out'}")
    for redirect, expected in ((">&-", 1), ("| true", 0)):
        code, said = shell(tmp_path, "today --count", redirect)
        assert (code, "Traceback" in said) == (expected, False)


def test_an_export_that_nobody_reads_to_its_end_says_so(tmp_path: Path) -> None:
    shell(tmp_path, "capture 'coffee with @ana'", "2>/dev/null")
    _, said = shell(tmp_path, "export json", "| true")
    assert said == "The export was cut off: whoever read it stopped before its end.\n"


@pytest.mark.parametrize("words", ["--help", "--version", "find --help", "capture --help"])
def test_help_to_nowhere_ends_quietly(tmp_path: Path, words: str) -> None:
    code, said = shell(tmp_path, words, ">&-")
    assert "Traceback" not in said
    assert code in (0, 1)


@pytest.mark.parametrize("redirect", ["2>&-", pytest.param("2>/dev/full", marks=needs_full)])
def test_words_that_nobody_hears_do_not_change_what_happens(tmp_path: Path, redirect: str) -> None:
    code, _ = shell(tmp_path, "capture 'coffee with @ana'", redirect)
    assert (code, lines(tmp_path)) == (0, 1)
    code, _ = shell(tmp_path, "find nobody-at-all", redirect)
    assert code == 0


def test_finding_in_a_folder_without_a_journal_says_that_there_is_none(tmp_path: Path) -> None:
    code, said = shell(tmp_path, "find --json ana", f">{tmp_path / 'out'}")
    assert code == 0
    assert json.loads((tmp_path / "out").read_text()) == {"contacts": [], "entries": []}
    assert f"There is no journal in {tmp_path / 'book'} yet." in said


def test_a_date_that_is_none_is_told_for_the_list_that_has_the_key(tmp_path: Path) -> None:
    code, said = shell(tmp_path, "find on:last-week", "")
    assert code == 2
    assert "`on:` needs a date" in said
    assert "not for Contacts" not in said
