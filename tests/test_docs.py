"""What the guide says is what the program does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from journal.config import Config, load
from journal.paths import Paths
from journal.shell.screen import standard_keys

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")


def test_the_guide_names_every_key_that_can_be_changed_on_the_places() -> None:
    ours = ("app.", "list.", "place.", "record.")
    for name in standard_keys():
        if name.startswith(ours):
            assert name in " ".join(GUIDE.split()), name


def test_the_example_of_the_settings_holds_every_setting_and_is_valid(tmp_path: Path) -> None:
    (example,) = [block for block in re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL) if "theme =" in block]
    assert set(tomllib.loads(example)) == set(Config.model_fields)
    folder = tmp_path / ".config/journal"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(example, encoding="utf-8")
    config, problems = load(Paths({"HOME": str(tmp_path)}))
    assert problems == []
    assert config.model["circle"]["close"]["cadence_days"] == 21


@pytest.mark.parametrize("text", [README, GUIDE], ids=["README", "guide"])
def test_links_lead_somewhere(text: str) -> None:
    base = DOCS.parent if text is README else DOCS
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (base / target).exists(), target


def test_the_filters_of_the_readme_are_understood() -> None:
    from datetime import date

    from journal.search.query import parse_for_both

    table = README[README.index("| filter | finds |") : README.index("journal find 'circle:close due:yes'")]
    for row in re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE):
        assert any(parse_for_both(row, date(2026, 11, 24))), row
