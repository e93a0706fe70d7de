"""A journal full of text that nobody means well with, as another program may have written it into the log."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from journal.app import JournalApp
from journal.paths import Paths
from journal.shell.context import Context
from journal.shell.screen import build
from journal.widgets.line import exact
from journal.widgets.row_list import RowList

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LONGEST = 10_000
OWN = (
    "[/]", "[bold]Ann", "[@click=app.quit]x[/]", "[link=file:///etc/passwd]x[/link]", "a[i] [TODO] call",
    "\x1b]0;PWNED\x07Ann", "\x1b]52;c;cm0gLXJm\x07", "\x9b2J\x1b[2J\x1b[6n", "nul\x00byte \x7f",
    "\u202egnp.exe \u2066x", "tag \U000e0041\U000e0042", "Zal" + "\u0301" * 60 + "go", "zero\u200bwidth \u200djoin",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 fam", "\u2764\ufe0f heart", "1\ufe0f\u20e3 key", "\U0001f44b\U0001f3fd",
    "\U0001f1ec\U0001f1e7 flag", "\u0915\u094d\u200d\u0937 ksha", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "line\u2028sep\u2029par\u0085nel", "two\r\nlines\tand a tab", "lone \ud800 surrogate", "小林さくら" * 20,
    "=HYPERLINK(\"http://evil\")", "+61 2 9999", "@SUM(A1)", "-2+3", "\t=1+1", "$(touch pwned)", "`id`", "#(id) #{l:x}",
    "../../etc/passwd", "-rf", "{name} %s {0.__class__}", "", "   ", "x" * LONGEST,
)  # fmt: skip
"""What always runs; the long list of test data comes on top where it is there."""
ALL_IN_ONE = (
    "[/][b]A[@click=app.quit]x[/]\x1b]0;P\x07\x9b2J\u202eg\u2066\U000e0041\u2764\ufe0f\U0001f468\u200d\U0001f469 "
    "\U0001f1ec\U0001f1e7a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 \x00\u2028 $(id)'\"`#{l:x}",
    "=cmd|'/c calc'!A1 [link=file:///x]小林さくら[/link]\t\r\n\x1b[31mred \u200dz\U0001f44b\U0001f3fd "
    "1\ufe0f\u20e3 %s{0}\\",
    "\u2067\u05d0\u05d1[/nope]\x85-rf ../../x\x7f\u0085\ufeff&#x1b; \x1b[?1049l@SUM(A1)",
)
"""A little of everything in one text, for where every text alone would take too long."""


@pytest.fixture
def own() -> Sequence[str]:
    return [storable(text) for text in OWN]


@pytest.fixture
def all_in_one() -> Sequence[str]:
    return [ALL_IN_ONE[at % 3] + str(at) for at in range(8)]


@pytest.fixture
def all_strings(shared: Path) -> Sequence[str]:
    """The long list and the own ones."""
    found = [each["s"] for each in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))]
    return [storable(text) for text in [*OWN, *found]]


def storable(text: str) -> str:
    """As it may stand in a file: half of a surrogate pair cannot."""
    return text.encode("utf-8", "replace").decode()


def at(days: int) -> str:
    return (date(2026, 11, 24) + timedelta(days=days)).isoformat()


def documents(texts: Sequence[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(table, id, document) of a person for every text, and of whatever else can hold texts."""
    size = len(texts)
    for number, text in enumerate(texts):
        other = [texts[(number + step) % size] for step in range(1, 12)]
        id, next_id = f"P{number:05}", f"P{(number + 1) % size:05}"
        yield "contacts", id, {
            **{"name": text or "nobody", "circle": ("close", "active", "open")[number % 3], "org": other[0][:120]},
            **{"role": other[1][:120], "location": other[2][:120], "topics": [other[3][:40] or "t"]},
            **{"aliases": [other[4][:80] or "a"], "notes": other[5], "how_met": other[6][:300]},
            **{"boundaries": other[7][:200], "seeks": other[8][:200], "industries": [other[9][:40] or "i"]},
            **{"channels": [{"kind": "other", "value": other[10][:300] or "c"}], "reaches": [other[9][:40] or "i"]},
            "moments": [{"label": other[2][:60] or "m", "month": 11, "day": 28}],
            "knows": [{"contact": next_id, "edge": "said_so"}],
        }  # fmt: skip
        yield "interactions", f"I{number:05}", {
            **{"contacts": [id, next_id], "on": at(-number % 90 - 90), "kind": "meeting", "direction": "mutual"},
            **{"depth": 3, "note": other[0], "topics": [other[1][:40] or "t"], "place": other[2][:120], "raw": text},
            "exchanges": [{"benefit": "opportunity", "way": "got", "note": other[3][:200]}],
        }  # fmt: skip
        if number % 4 == 0:
            yield from plans(number, id, next_id, other)


def plans(number: int, id: str, next_id: str, other: Sequence[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    goal, event = f"G{number:05}", f"E{number:05}"
    yield "followups", f"F{number:05}", {
        **{"contacts": [id], "what": other[0][:200] or "w", "owner": "mine", "due": at(number % 9 - 4)},
        "status": "open",
    }  # fmt: skip
    yield "goals", goal, {
        **{"statement": f"{other[1][:140]} some goal", "why": other[2][:300], "status": "active", "starts": at(-20)},
        **{"horizon": at(60), "obstacle": other[3][:160], "measure": {"name": other[4][:120] or "m", "target": 5}},
        "slots": [{"label": other[5][:120] or "s", "role": [other[6][:40] or "r"], "people": [id]}],
        "milestones": [{"title": other[7][:120] or "m", "due": at(10)}],
        "next_action": {"text": other[8][:200] or "n", "due": at(3)},
    }  # fmt: skip
    yield "events", event, {
        **{"title": other[9][:120] or "e", "kind": "conference", "starts": f"{at(number % 20 - 2)}T18:30"},
        **{"status": "planned", "place": other[0][:120], "objective": other[1][:300], "goals": [goal]},
        **{"expected": [id, other[2][:60] or "x"], "questions": [other[3][:300] or "q"], "note": other[4]},
    }  # fmt: skip
    yield "introductions", f"N{number:05}", {
        **{"broker": "me", "a": id, "b": next_id, "status": "asked", "reason": other[5][:300], "note": other[6]},
        "asked_on": at(-3),
    }  # fmt: skip


class Hostile:
    """The folder of such a journal, and what one does with it."""

    def __init__(self, folder: Path) -> None:
        self.home, self.folder = folder, folder / "journal"

    def write(self, texts: Sequence[str]) -> None:
        """Write the journal as a program would that cleans nothing."""
        put: dict[str, dict[str, Any]] = {}
        for table, id, document in documents(texts):
            put.setdefault(table, {})[id] = document
        line = {"rev": "2026-11-20T08:31:07.123456Z other-0001", "v": 1, "op": texts[0], "put": put}
        log = self.folder / "log"
        log.mkdir(parents=True)
        (log / "2026-11.other-0001.jsonl").write_text(json.dumps(line, ensure_ascii=True) + "\n", encoding="ascii")

    def context(self) -> Context:
        return Context(Paths({"HOME": str(self.home)}, str(self.folder)), lambda: NOW, {})

    @asynccontextmanager
    async def running(self, size: tuple[int, int], place: str = "contacts") -> AsyncIterator[Looking]:
        app = build(self.context(), place)
        async with app.run_test(size=size, notifications=True) as pilot:
            while not app.complete:
                await pilot.pause(0.01)
            await pilot.pause()
            yield Looking(app, pilot)


class Looking:
    """Somebody in front of the full screen who looks closely after every step."""

    def __init__(self, app: JournalApp, pilot: Pilot[str]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def rows(self) -> list[str]:
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.rows)

    def look(self) -> None:
        """Nothing on the screen acts, controls or is wider than it may be."""
        width = self.app.size.width
        for strip in self.app.screen._compositor.render_strips():
            row = "".join(segment.text for segment in strip)
            assert not [letter for letter in row if ord(letter) < 32 or 127 <= ord(letter) < 160], ascii(row)
            assert not [letter for letter in row if 0xD800 <= ord(letter) < 0xE000], ascii(row)
            assert sum(cell_len(segment.text) for segment in strip) == width, ascii(row)
            for segment in strip:
                style = segment.style
                assert style is None or not style.link, ascii(row)
                assert style is None or "@click" not in style.meta, ascii(row)

    def look_at(self, rows: RowList[Any], row: Any) -> str:
        """A row as it is drawn: nothing in it acts or controls, and it is no wider than it may be."""
        line = exact(rows.draw(row, rows.text_width, True), rows.text_width)
        plain = line.plain
        assert not [letter for letter in plain if ord(letter) < 32 or 127 <= ord(letter) < 160], ascii(plain)
        assert line.cell_length == rows.text_width, ascii(plain)
        assert not [span for span in line.spans if "@" in str(span.style) or "link" in str(span.style)], ascii(plain)
        return plain

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            self.look()

    async def until(self, there: Callable[[], object], what: str = "") -> None:
        for _ in range(500):
            if there():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"{what or there} did not come:\n{self.text}")

    async def type(self, text: str) -> None:
        await self.pilot.press(*text)


@pytest.fixture
def hostile(tmp_path: Path) -> Hostile:
    return Hostile(tmp_path)
