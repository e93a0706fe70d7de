"""Opening the full screen and the demo: what is put together, and what broken settings say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from journal.cli import main
from journal.shell import demo, screen
from journal.shell.context import Context

NOW = "2026-11-24T09:00"


def test_the_screen_opens_in_spite_of_broken_settings_and_says_them_all(tmp_path: Path) -> None:
    config = tmp_path / "config" / "journal"
    (config / "themes").mkdir(parents=True)
    (config / "config.toml").write_text('theme = "nowhere"\nclock = "13"\n')
    (config / "keymap.toml").write_text('"list.down" = "ctrl+n"\n"list.dwon" = "j"\n')
    (config / "themes" / "mine.toml").write_text("name = \n")
    app = screen.build(Context.build(str(tmp_path / "journal"), NOW), "timeline")
    said = "\n".join(app.start.load().problems)
    for part in ("config.toml, line 2", "list.dwon", "mine.toml, line 1", "nowhere"):
        assert part in said
    assert (app.theme, app.first_place) == ("lamplight", "timeline")
    assert not (tmp_path / "journal").exists()


def test_every_binding_with_an_id_can_be_changed() -> None:
    keys = screen.standard_keys()
    assert keys["go.today"] == "1"
    assert keys["app.capture"] == "c"
    assert len(keys) > 40


def test_a_place_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--screen", "kitchen"]) == 2
    assert "kitchen" in capsys.readouterr().err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """The folders the full screen was opened on, and whether a journal was there."""
    folders: list[tuple[str, bool]] = []

    def open_screen(context: Context, *_: Any) -> int:
        folders.append((context.paths.data, Path(context.paths.data, "log").is_dir()))
        return 0

    monkeypatch.setattr(screen, "open_screen", open_screen)
    monkeypatch.setattr(demo, "on_terminal", lambda: True)
    return folders


def test_the_demo_lives_in_a_folder_that_goes_away(opened: list[tuple[str, bool]], tmp_path: Path) -> None:
    assert main(["demo", "--people", "20", "--entries", "30", "--now", NOW]) == 0
    ((folder, there),) = opened
    assert there
    assert not Path(folder).exists()
    assert not (tmp_path / "state").exists()


def test_a_demo_can_be_kept_but_never_over_a_journal(opened: list[tuple[str, bool]], tmp_path: Path) -> None:
    kept = ["demo", "--people", "20", "--entries", "30", "--dir", str(tmp_path / "kept")]
    assert main(kept) == 0
    assert (tmp_path / "kept" / "log").is_dir()
    before = sorted((tmp_path / "kept" / "log").iterdir())
    assert main(kept) == 1
    assert sorted((tmp_path / "kept" / "log").iterdir()) == before
    assert len(opened) == 1
