"""The user's own editor: started without a shell, on a file that only the user can read; nothing is lost with it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journal.screens.editor import EditorError, edit_text


class Suspending:
    """An app that gives the terminal away."""

    @contextmanager
    def suspend(self) -> Iterator[None]:
        yield


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """`editor(source)`: the command of an editor that runs these lines; `file` is what it is to edit."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run time"))
    (tmp_path / "run time").mkdir(mode=0o700)

    def make(source: str) -> str:
        program = tmp_path / "my editor.py"
        head = f"#!{sys.executable}\nimport os, sys\nfrom pathlib import Path\nfile = Path(sys.argv[-1])\n"
        program.write_text(head + source, encoding="utf-8")
        program.chmod(0o700)
        return str(program)

    return make


def left(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "run time").rglob("*"))


def edit(command: str, text: str = "before", name: str = "Ana") -> Any:
    return edit_text(Suspending(), text, command, name)  # type: ignore[arg-type]


def test_a_path_with_spaces_and_arguments_is_run_as_it_is(editor: Callable[[str], str], tmp_path: Path) -> None:
    command = editor("file.write_text(' '.join(sys.argv[1:-1]) + ' after')")
    assert edit(command).text == "after"
    assert edit(f"'{command}' -n '+set nobackup' $(touch pwned); touch pwned").text.startswith(
        "-n +set nobackup $(touch"
    )
    assert not list(tmp_path.rglob("pwned"))
    assert not Path("pwned").exists()


def test_the_file_can_be_read_by_the_user_only_whatever_the_umask(editor: Callable[[str], str], tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        command = editor(
            "modes = [oct(p.stat().st_mode & 0o777) for p in (file, file.parent)]\nfile.write_text(str(modes))"
        )
        written = edit(command)
    finally:
        os.umask(old)
    assert written.text == "['0o600', '0o700']"
    written.discard()
    assert not left(tmp_path)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "-rf", "\x1b]0;x\x07", "[/]", "小林", "x" * 10_000, "\ud800", "$(id)"]
)
def test_no_name_leads_out_of_the_folder_or_looks_like_an_option(
    editor: Callable[[str], str], tmp_path: Path, name: str
) -> None:
    written = edit(editor("file.write_text('after')"), name=name)
    assert written.path.parent.parent == tmp_path / "run time"
    assert written.path.name.isascii()
    assert written.path.name[0].isalnum()
    assert stat.S_ISREG(written.path.stat().st_mode)


def test_an_editor_that_is_killed_changes_nothing_and_what_was_written_is_named(
    editor: Callable[[str], str], tmp_path: Path
) -> None:
    with pytest.raises(EditorError, match="ended with an error; nothing was changed") as untouched:
        edit(editor("os.kill(os.getpid(), 9)"))
    assert "What you wrote" not in str(untouched.value)
    assert not left(tmp_path)
    with pytest.raises(EditorError, match="What you wrote is in ") as begun:
        edit(editor("file.write_text('half of it')\nos.kill(os.getpid(), 9)"))
    kept = Path(str(begun.value).split("What you wrote is in ")[1].removesuffix("."))
    assert kept.read_text(encoding="utf-8") == "half of it"


def test_an_editor_that_deletes_the_file_changes_nothing(editor: Callable[[str], str], tmp_path: Path) -> None:
    with pytest.raises(EditorError, match="left no file; nothing was changed"):
        edit(editor("file.unlink()"))
    assert not left(tmp_path)
    with pytest.raises(EditorError, match="left no file; nothing was changed"):
        edit(editor("file.rename(file.with_suffix('.saved'))"))
    assert [path.suffix for path in left(tmp_path) if path.is_file()] == [".saved"]


def test_what_comes_back_is_cleaned_and_may_be_anything_but_what_is_no_text(editor: Callable[[str], str]) -> None:
    assert edit(editor("file.write_bytes(b'a\\x1b]0;x\\x07\\r\\nb\\x00')")).text == "a]0;x\nb"
    with pytest.raises(EditorError, match="cannot be read"):
        edit(editor("file.write_bytes(b'\\xff\\xfe')"))


def test_an_editor_that_is_not_there_is_said(editor: Callable[[str], str], tmp_path: Path) -> None:
    with pytest.raises(EditorError, match="could not be started"):
        edit("/no/such/editor")
    with pytest.raises(EditorError, match="cannot be understood"):
        edit("vi 'unclosed")
    assert not left(tmp_path)
