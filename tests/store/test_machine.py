"""The name of the machine stays, and is never shared by two machines."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from journal.store import machine
from journal.store.machine import machine_name


def test_the_name_is_the_host_and_four_letters_and_stays(tmp_path: Path) -> None:
    name = machine_name(str(tmp_path / "state"))
    assert re.fullmatch(r"[a-z0-9-]+-[a-z0-9]{4}", name)
    assert machine_name(str(tmp_path / "state")) == name
    assert stat.S_IMODE((tmp_path / "state" / "machine").stat().st_mode) == 0o600


@pytest.mark.parametrize("changed", ["_host", "_hardware"])
def test_a_home_copied_to_another_machine_gets_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    name = machine_name(str(tmp_path))
    monkeypatch.setattr(machine, changed, lambda: "elsewhere")
    other = machine_name(str(tmp_path))
    assert other != name
    assert machine_name(str(tmp_path)) == other


def test_two_machines_with_the_same_host_name_differ(tmp_path: Path) -> None:
    assert machine_name(str(tmp_path / "one")) != machine_name(str(tmp_path / "two"))


@pytest.mark.parametrize("text", ["", "\n\n", "../evil\nhost\nid\n", "\x00\xff", "name with spaces\n"])
def test_a_damaged_file_is_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "machine").write_text(text, encoding="utf-8")
    name = machine_name(str(tmp_path))
    assert re.fullmatch(r"[a-z0-9-]+", name)
    assert machine_name(str(tmp_path)) == name


def test_a_host_name_becomes_plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = os.uname()
    node = "Zoë's MacBook_Pro with a very long name.local"
    monkeypatch.setattr(os, "uname", lambda: os.uname_result((real.sysname, node, real.release, "", "")))
    assert re.fullmatch(r"zo--s-macbook-pro-[a-z-]*-[a-z0-9]{4}", machine_name(str(tmp_path)))


def test_of_two_programs_that_start_together_one_gives_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, names = os.link, []

    def late(source: str, target: str) -> None:
        monkeypatch.setattr(os, "link", real)
        names.append(machine_name(str(tmp_path)))
        real(source, target)

    monkeypatch.setattr(os, "link", late)
    names.append(machine_name(str(tmp_path)))
    assert names[0] == names[1]
    assert [path.name for path in tmp_path.iterdir()] == ["machine"]


def test_where_nothing_can_be_kept_the_name_still_stays(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    name = machine_name(str(tmp_path / "state"))
    assert re.fullmatch(r"[a-z0-9-]+-[a-z0-9]{4}", name)
    assert machine_name(str(tmp_path / "state")) == name
