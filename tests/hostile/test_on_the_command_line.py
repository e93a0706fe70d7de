"""Hostile text in what commands print and write: nothing controls the terminal, nothing runs, nothing escapes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from wcwidth import wcwidth

from journal.cli import main

WIDTH = 80
FINE = re.compile(r"\r\n|\x1b\[[0-9;]*m|\x1b\[\?25[hl]|\x1b\[[12]?K|\x1b\[1A|\r")
"""What commands make themselves: ends of lines, colours, and a bar that comes and goes."""
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e0fff]")
NOW = "2026-11-24T09:30"
COMMANDS = (
    ("find",), ("find", "--json"), ("find", "a"), ("find", "nobody [/] \x1b[2J \u202e"), ("find", "org:[b"),
    ("today",), ("today", "--json"), ("today", "--count"), ("goals",), ("goals", "--json"), ("prep", "--json"),
    ("show", "=cmd"), ("show", "A"), ("show", "nobody \x1b]0;x\x07"), ("undo", "--list"), ("doctor",),
    ("no\x1b[2Jsuch",),
    ("export", "json"), ("export", "vcard"), ("export", "vcard", "--vcard", "4", "--private"), ("export", "csv"),
    ("export", "ics"), ("export", "markdown", "--private"), ("capture", "--dry-run", "--json", "with @A \x1b]0;x\x07"),
    ("capture", "--dry-run", "coffee \u202e with @\u2067 #[/] +\x9b2J at\x00 \U000e0041 yesterday"), ("forget", "=cmd"),
    ("capture", "--strict", "coffee \x1b[2J with @nobody"), ("capture", "--no\x1b[2J"), ("import", "/no\x1b[2J.csv"),
)  # fmt: skip


class Terminal:
    """A pseudo-terminal that stands in for stdin, stdout and stderr; `said` is every byte that reached it."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        self.said = bytearray()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.said += data

    def close(self) -> str:
        os.close(self.slave)
        self._reader.join(10)
        os.close(self.master)
        return self.said.decode()


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    shown = Terminal()
    streams = [os.fdopen(os.dup(shown.slave), mode, encoding="utf-8") for mode in ("r", "w", "w")]
    os.write(shown.master, b"n\n" * 4)
    with monkeypatch.context() as patch:
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        patch.setenv("COLUMNS", str(WIDTH))
        yield shown
        for stream in streams:
            stream.close()


def printed(monkeypatch: pytest.MonkeyPatch, folder: Path, *words: str) -> str:
    """What a command prints on a terminal."""
    with terminal(monkeypatch) as shown:
        main(["--dir", str(folder), "--now", NOW, *words] if words[0] != "capture" else ["--dir", str(folder), *words])
    return shown.close()


def cells(line: str) -> int:
    return sum(max(0, wcwidth(letter)) for letter in line)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: ascii(" ".join(words))[1:40])
def test_no_command_prints_what_controls_a_terminal(
    hostile: Any, all_in_one: Sequence[str], monkeypatch: pytest.MonkeyPatch, words: Sequence[str], tmp_path: Path
) -> None:
    hostile.write(all_in_one)
    monkeypatch.chdir(tmp_path)
    text = printed(monkeypatch, hostile.folder, *words)
    assert text.strip()
    assert not [ascii(found) for found in CONTROLS.findall(FINE.sub("", text))]
    assert "Traceback" not in text
    assert not (tmp_path / "pwned").exists()


def test_every_text_of_the_long_list_is_listed_in_its_column(
    hostile: Any, all_strings: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile.write(all_strings)
    for words in (("find",), ("today",), ("goals",)):
        text = printed(monkeypatch, hostile.folder, *words)
        assert not CONTROLS.findall(FINE.sub("", text))
        lines = FINE.sub("\n", text.replace("\r\n", "\n")).split("\n")
        assert not [ascii(line) for line in lines if cells(line) > WIDTH]


@pytest.fixture
def exported(hostile: Any, all_strings: Sequence[str], tmp_path: Path) -> Callable[..., Path]:
    hostile.write(all_strings)

    def export(*words: str) -> Path:
        target = tmp_path / "out" / words[0]
        target.parent.mkdir(exist_ok=True)
        name = f"{target}/" if words[0] == "markdown" else str(target)
        assert main(["--dir", str(hostile.folder), "export", *words, "-o", name]) == 0
        return target

    return export


def test_no_cell_of_a_table_is_a_formula(exported: Callable[..., Path]) -> None:
    rows = list(csv.reader(io.StringIO(exported("csv", "--private").read_text("utf-8-sig"), newline="")))
    assert len(rows) > 30
    assert not [cell for row in rows for cell in row if cell.strip()[:1] in "=+-@＝＋－＠\t\r" and cell.strip()]


def test_files_are_named_after_people_and_stay_in_their_folder(exported: Callable[..., Path], tmp_path: Path) -> None:
    folder = exported("markdown")
    pages = list(folder.iterdir())
    assert len(pages) > 30
    for page in pages:
        assert page.is_file()
        assert len(os.fsencode(page.name)) <= 255
        assert page.name.isprintable()
        assert page.name[0] not in "-."
    assert {path.name for path in tmp_path.iterdir()} == {"out", "journal", "state"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"markdown"}


@pytest.mark.parametrize("format", ["vcard", "ics"])
def test_no_text_begins_a_line_of_its_own_in_other_formats(exported: Callable[..., Path], format: str) -> None:
    text = exported(format).read_bytes().decode()
    names = {re.split("[:;]", line)[0] for line in text.replace("\r\n ", "").split("\r\n")}
    assert not [name for name in names if not re.fullmatch(r"(item[0-9]+\.)?[A-Z0-9-]*", name)]
    assert "X-EVIL" not in names
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)


def test_everything_comes_back_from_the_archive(exported: Callable[..., Path], tmp_path: Path) -> None:
    """Once it is kept, that is: the first archive holds what somebody else's program wrote, as it was written."""
    archives = [exported("json"), tmp_path / "second.json", tmp_path / "third.json"]
    for before, after in pairwise(archives):
        folder = str(tmp_path / f"from-{before.stem}")
        assert main(["--dir", folder, "import", str(before), "--yes"]) == 0
        assert main(["--dir", folder, "export", "json", "-o", str(after)]) == 0
    second, third = (json.loads(file.read_text("utf-8"))["tables"] for file in archives[1:])
    assert second == third
    assert len(second["contacts"]) > 30


@pytest.mark.parametrize("command", ["capture", "find", "show", "import", "export json -o"])
def test_bytes_that_are_no_utf8_are_taken_or_refused_in_a_sentence(tmp_path: Path, command: str) -> None:
    word = b"caf\xe9 \xff\xfe \x1b]0;x\x07"
    words = [sys.executable, "-m", "journal", "--dir", str(tmp_path / "book"), *command.split(), word]
    done = subprocess.run(words, capture_output=True, cwd=tmp_path, check=False)
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr
    assert b"\x1b" not in done.stdout.replace(b"\\u001b", b"")


@pytest.mark.parametrize("ending", ["csv", "vcf", "ics", "json", "txt"])
def test_a_file_of_rubbish_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str, all_in_one: Sequence[str]
) -> None:
    for number, rubbish in enumerate(
        (b"\x00\xff\xfe\x1b]0;x\x07\x80", "\r\n".join(all_in_one).encode("utf-8", "replace"))
    ):
        file = tmp_path / f"[b]{number}\x1b[2J.{ending}"
        file.write_bytes(rubbish)
        text = printed(monkeypatch, tmp_path / "book", "import", str(file), "--dry-run")
        assert text.strip()
        assert "Traceback" not in text
        assert not CONTROLS.findall(FINE.sub("", text))


def test_lines_of_a_pipe_may_hold_anything(tmp_path: Path, all_strings: Sequence[str]) -> None:
    data = "\n".join(f"coffee with @ana {each}" for each in all_strings if len(each) < 5000).encode("utf-8", "replace")
    command = [sys.executable, "-m", "journal", "--dir", str(tmp_path / "book"), "capture"]
    done = subprocess.run(command, input=data + b"\nnul\x00 \xff\xfe", capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert not re.search(b"[\x00-\x08\x0b-\x1f\x7f]", done.stderr.replace(b"\r\n", b"\n"))
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "book") in (
        [],
        ["cache"],
        ["cache", "state"],
        ["state"],
    )
