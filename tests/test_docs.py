"""What the guide says is what the program does."""

from __future__ import annotations

import io
import re
import shlex
import sys
import tomllib
import zipfile
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest

from journal.capture.options import HELP
from journal.cli import main
from journal.config import Config, load
from journal.paths import Paths
from journal.shell.parser import COMMANDS
from journal.shell.screen import standard_keys

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDE = (DOCS / "guide.md").read_text(encoding="utf-8")
README = (DOCS.parent / "README.md").read_text(encoding="utf-8")
PAGES = {
    path.name: path.read_text(encoding="utf-8") for path in (DOCS.parent / "README.md", *sorted(DOCS.glob("*.md")))
}
BLOCKS = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
NAMED = {"/": "slash", "?": "question_mark", "+": "plus", "-": "minus"}
OPENS_A_SCREEN = ("demo", "prep")
ASKS = ("import", "forget")
PEOPLE = "First Name,Last Name,Email Address\nAna,Gomez,ana@example.org\nBob,Lee,\n"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Cleo Park\nEND:VCARD\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTART:20991126T183000\nSUMMARY:Meetup\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


def shown_commands() -> list[str]:
    """Every command line in a block of a page, without what a shell does after it."""
    found = []
    for text in PAGES.values():
        for language, block in BLOCKS.findall(text):
            lines = block.split("\n") if language in ("", "sh") else []
            found += [line for line in lines if line.startswith("journal ")]
    return list(dict.fromkeys(found))


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


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    base = DOCS.parent if page == "README.md" else DOCS
    for target, heading in re.findall(r"\]\(([^)#\s]*)(?:#([^)]+))?\)", PAGES[page]):
        if "://" in target:
            continue
        assert not target or (base / target).exists(), target
        if heading:
            text = PAGES[Path(target).name if target else page]
            assert heading in [slug(line) for line in re.findall(r"^#+ (.+)$", text, re.MULTILINE)], heading


def slug(heading: str) -> str:
    """The name under which a heading can be linked to."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_command_that_is_shown_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after the other, as somebody would who reads the pages; a pipe's other end is left out."""
    monkeypatch.chdir(tmp_path)
    files = {"Connections.csv": PEOPLE, "contacts.csv": PEOPLE, "phone.vcf": CARD, "calendar.ics": CALENDAR}
    for name, text in {**files, "lines.txt": "coffee with @ana\n"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "Basic_LinkedInDataExport.zip", "w") as archive:
        archive.writestr("Connections.csv", PEOPLE)
    assert main(["export", "json", "-o", "everything.json"]) == 1
    main(["capture", "coffee with @ana"])
    assert main(["export", "json", "-o", "everything.json"]) == 0
    commands = shown_commands()
    assert len(commands) > 12
    for line in commands:
        words = shlex.split(re.split(r" [|<>] ", line)[0], comments=True)[1:]
        if words[0] in OPENS_A_SCREEN:
            continue
        words += ["--yes"] if words[0] in ASKS and "--dry-run" not in words else []
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"coffee with @ana\n")))
        assert main(words) == 0, line


def test_every_command_and_option_that_is_named_exists() -> None:
    modules = {command.name: import_module(command.module) for command in COMMANDS}
    for page, text in PAGES.items():
        for line in [*shown_commands(), *re.findall(r"`(journal [^`]+)`", text)]:
            words = re.split(r" [|<>] ", line.split("#")[0])[0].split()[1:]
            name = next((word for word in words if not word.startswith("-")), "")
            if not name.islower() or (words and words[0].startswith("-")):
                continue
            assert name in modules, (page, line)
            for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", " ".join(re.sub(r"'[^']*'", "", line).split()[2:])):
                assert option in options(name, modules[name]), (page, line)


def options(name: str, module: object) -> set[str]:
    if name == "capture":
        return set(re.findall(r"--?[a-z-]+", HELP))
    parser = ArgumentParser()
    module.arguments(parser)  # type: ignore[attr-defined]
    return {option for action in parser._actions for option in action.option_strings} | {"--dir", "--now"}


def test_every_key_of_the_guide_is_bound() -> None:
    """The first column of the tables of keys; keys of fields and the prompt have tests of their own."""
    bound = {key for keys in standard_keys().values() for key in keys.split(",")}
    tables = GUIDE[: GUIDE.index("## Forms")]
    rows = re.findall(r"^\| (`.+?`) \|", tables, re.MULTILINE)
    for key in {key for row in rows for key in re.findall(r"`(\S+?)`", row)}:
        if len(key) == 1 and key not in "↓↑":
            assert NAMED.get(key, key) in bound, key


def test_the_filters_of_the_readme_are_understood() -> None:
    from datetime import date

    from journal.search.query import parse_for_both

    table = README[README.index("| filter | finds |") : README.index("journal find 'circle:close due:yes'")]
    for row in re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE):
        assert any(parse_for_both(row, date(2026, 11, 24))), row
