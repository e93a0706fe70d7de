"""Makes the pictures of the README with the program itself, on the sample journal of a fixed day."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from textual.pilot import Pilot

from docs import prompt_picture
from journal.app import JournalApp
from journal.demo.make import make
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build

IMAGES = Path(__file__).parent / "images"
HOME = "/home/you"
"""The home that the pictures show; it does not exist, and nothing is written there."""
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LINE = "coffee with @ana about rust jobs got:opportunity yesterday; send survey fri"


class Picture(NamedTuple):
    """A file name, where it begins, its size in cells, its theme, and what is pressed before it is taken."""

    name: str
    place: str
    size: tuple[int, int]
    theme: str
    keys: Sequence[str] = ()
    empty: bool = False


PICTURES = (
    Picture("today", "today", (120, 36), "lamplight"),
    Picture("contacts", "contacts", (120, 36), "lamplight"),
    Picture("timeline", "timeline", (120, 36), "daybook", ("slash", *"rust", "enter", *"jjjjjj")),
    Picture("capture", "contacts", (100, 26), "lamplight", ("c", *LINE)),
    Picture("goals", "goals", (120, 36), "lamplight"),
    Picture("prep", "prep", (120, 36), "lamplight", ("down",)),
    Picture("walk", "prep", (100, 30), "daybook", ("down", "enter", "t", "l", "l")),
    Picture("insights", "today", (120, 36), "lamplight", ("v",)),
    Picture("form", "contacts", (100, 30), "daybook", ("e",)),
    Picture("narrow", "contacts", (60, 20), "midwatch", ("enter",)),
    Picture("welcome", "contacts", (80, 24), "letterpaper", empty=True),
)
KEYS = {" ": "space", "@": "at", ":": "colon", ";": "semicolon"}


async def take(picture: Picture, root: str, folder: str) -> str:
    """The picture as SVG. Settings, state and cache go into `folder`."""
    config = Path(folder, "journal/config.toml")
    config.parent.mkdir(parents=True)
    config.write_text(f'theme = "{picture.theme}"\nascii = "off"\n', encoding="utf-8")
    env = {"HOME": HOME, **dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), folder)}
    app = build(Context(Paths(env, root), lambda: NOW, env), picture.place)
    async with app.run_test(size=picture.size) as pilot:
        await settle(app, pilot)
        for key in picture.keys:
            await pilot.press(KEYS.get(key, key))
            await pilot.pause()
        await pilot.pause(0.3)
        return app.export_screenshot(title="journal")


async def settle(app: JournalApp, pilot: Pilot[str]) -> None:
    """Until everything is read and shown."""
    while not app.complete:
        await pilot.pause(0.01)
    await pilot.pause(0.2)


def steady(svg: str, name: str) -> str:
    """The same names inside the picture every time it is made, and nothing that is fetched from elsewhere."""
    local = re.sub(r',\s*url\("https?://[^)]*\)\s*format\("\w+"\)', "", svg)
    return re.sub(r"terminal-\d+", f"terminal-{name}", local)


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    os.environ["HOME"] = HOME
    with TemporaryDirectory() as folder:
        sample = f"{folder}/sample"
        make(sample, TODAY)
        for picture in PICTURES:
            root = f"{HOME}/.local/share/journal" if picture.empty else sample
            svg = asyncio.run(take(picture, root, f"{folder}/{picture.name}"))
            (IMAGES / f"{picture.name}.svg").write_text(steady(svg, picture.name), encoding="utf-8")
            print(IMAGES / f"{picture.name}.svg")
        svg = prompt_picture.draw("lamplight", _env(f"{folder}/prompt", sample))
        (IMAGES / "prompt.svg").write_text(steady(svg, "prompt"), encoding="utf-8")
        print(IMAGES / "prompt.svg")


def _env(folder: str, root: str) -> dict[str, str]:
    """The surroundings of a program that is run by itself."""
    return {
        **{"PATH": os.environ["PATH"], "HOME": HOME, "JOURNAL_DIR": root, "JOURNAL_NOW": f"{NOW:%Y-%m-%dT%H:%M}"},
        **{f"XDG_{name}_HOME": folder for name in ("CONFIG", "STATE", "CACHE")},
    }


if __name__ == "__main__":
    main()
