"""The capture dialog: the line, what is understood of it, the list, the keys of a shell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from textual.events import Paste

from journal.capture import dismissal, preview
from journal.capture.choices import Choices, Finder
from journal.capture.grammar import parse
from journal.capture.names import Names
from journal.dialogs.capture import CaptureDialog

Host = Callable[..., Any]
NOW = datetime(2026, 11, 24, 9, 30)
PEOPLE = {
    "a": {"name": "Ana Gómez"},
    "s": {"name": "Ana Silva"},
    "b": {"name": "Bob Lee"},
    "j": {"name": "Jonas Weber"},
}
TALKS = {"a": "2026-11-20", "b": "2026-11-23"}


class Book:
    """Four people, as the dialog sees a journal."""

    def __init__(self, said: tuple[str, ...] = (), *, ready: bool = True) -> None:
        self.names = Names.from_documents(
            PEOPLE, TALKS, goals={"g": {"statement": "a job in Rust"}}, events={}, runs={}
        )
        self.said, self.ready = said, ready
        self.finder = Finder(self.names, NOW, "/nonexistent")

    def preparing(self) -> Iterator[None]:
        yield
        self.ready = True

    def preview(self, line: str) -> list[Any]:
        draft = parse(line, NOW, self.names)
        return preview.lines(draft) if draft and self.ready else []

    def misread(self, line: str) -> list[tuple[int, str]]:
        draft = parse(line, NOW, self.names)
        return draft.misread_in(line) if draft else []

    def choices(self, line: str, at: int) -> Choices | None:
        return self.finder.at(line, at) if self.ready else None

    def doubtful(self, line: str) -> tuple[str, Choices] | None:
        draft = parse(line, NOW, self.names)
        choices = self.finder.doubtful(draft) if draft else None
        return (draft.raw, choices) if draft and choices else None

    def next_date(self, line: str, at: int) -> tuple[str, int]:
        return dismissal.next_date(line, at, NOW, self.names, "DMY")


class Disk:
    """Takes the lines; `answers` say what goes wrong first, `open` whether it is not held up by another program."""

    def __init__(self, *answers: str) -> None:
        self.lines: list[str] = []
        self.answers = list(answers)
        self.open = asyncio.Event()
        self.open.set()

    async def save(self, line: str) -> str:
        await self.open.wait()
        why = self.answers.pop(0) if self.answers else ""
        if not why:
            self.lines.append(line)
        return why


def capture(book: Book | None = None, disk: Disk | None = None, **more: Any) -> CaptureDialog:
    return CaptureDialog(book or Book(), (disk or Disk()).save, **more)


def shown(app: Any) -> list[str]:
    """What stands under the line: the list, or what is understood."""
    dialog = app.dialog
    widget = dialog.list if dialog.list.display else dialog.shown
    return [line.rstrip() for line in widget.render().plain.split("\n")] if widget.display else []


async def test_enter_returns_the_line_and_an_empty_one_closes(dialog_host: Host) -> None:
    disk = Disk()
    app = dialog_host(capture(disk=disk))
    async with app.run_test() as pilot:
        await pilot.press(*"coffee with @bob", "enter")
        await pilot.pause()
        app.open(capture(disk=disk))
        await pilot.pause()
        await pilot.press("enter")
    assert app.answers == ["coffee with @bob", None]
    assert disk.lines == ["coffee with @bob"]


async def test_what_is_understood_is_shown_while_one_types(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        assert shown(app) == []
        await pilot.press(*"coffee with @jo yesterday not 12 may got:opp ")
        await pilot.pause()
        assert shown(app) == [
            "entry       meeting · Mon 23 Nov · + Jo new",
            "            ↓ got opportunity",
            "",
            '! Nobody is called "jo" yet; did you mean Jonas Weber?',
            '! "12 may" stayed text: the first date counts.',
        ]


async def test_the_list_opens_with_the_word_and_tab_takes_from_it(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"tea with @an")
        await pilot.pause()
        assert [line.split("  ")[0] for line in shown(app)] == ["▌Ana Gómez", " Ana Silva"]
        assert "talked Fri 20 Nov" in shown(app)[0]
        await pilot.press("down", "tab", *"and @bo", "tab")
        assert app.dialog.field.value == "tea with @ana-silva and @bob-lee "
        await pilot.pause()
        assert shown(app)[0].endswith("Ana Silva, Bob Lee")


async def test_the_list_goes_round_and_escape_closes_only_it(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"@an")
        await pilot.pause()
        await pilot.press("up")
        await pilot.pause()
        assert shown(app)[1].startswith("▌Ana Silva")
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == []
        assert shown(app)[0].startswith("note")
        await pilot.press("escape")
    assert app.answers == [None]


@pytest.mark.parametrize(
    ("typed", "options"), [("x got:o", ["opportunity"]), ("x kind:vi", ["video"]), ("x goal:job", ["a job in Rust"])]
)
async def test_values_are_offered_too(dialog_host: Host, typed: str, options: list[str]) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*typed)
        await pilot.pause()
        assert [line[1:] for line in shown(app)] == options


async def test_a_click_takes_from_the_list(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"@an")
        await pilot.pause()
        await pilot.click(app.dialog.list, offset=(3, 1))
        await pilot.pause()
        assert app.dialog.field.value == "@ana-silva "


async def test_who_is_meant_by_a_name_in_doubt_can_be_chosen(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"call @jo about it")
        await pilot.pause()
        await pilot.press("tab")
        await pilot.pause()
        assert shown(app) == ["▌Jonas Weber"]
        await pilot.press("tab")
        assert app.dialog.field.value == "call @jonas-weber about it"


async def test_a_date_that_is_none_gives_way_to_the_next(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"call @bob yesterday not 12 may", "ctrl+t")
        await pilot.pause()
        assert app.dialog.field.value == "call @bob \\yesterday not 12 may"
        assert "Tue 12 May" in shown(app)[0]
        await pilot.press("ctrl+t", "ctrl+t")
        assert app.dialog.field.value == "call @bob yesterday not 12 may"


async def test_keys_that_follow_each_other_fast_act_in_their_order(dialog_host: Host) -> None:
    disk = Disk()
    app = dialog_host(capture(disk=disk))
    async with app.run_test() as pilot:
        field = app.dialog.field
        for key in (*"@bo", "tab", *"x", "ctrl+o", *"two", "ctrl+o", *"three", "enter", *"jj"):
            field.post_message(press(key))
        await pilot.pause()
        await pilot.pause()
    assert disk.lines == ["@bob-lee x", "two", "three"]
    assert app.answers == ["three"]


def press(key: str) -> Any:
    from textual.events import Key

    return Key(key, key if len(key) == 1 else None)


async def test_escape_keeps_the_text_for_the_next_time(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {}
    app = dialog_host(capture(drafts=drafts))
    async with app.run_test() as pilot:
        await pilot.press(*"coffee", "escape")
        await pilot.pause()
        assert app.answers == [None]
        app.open(capture(drafts=drafts))
        await pilot.pause()
        await pilot.press(*"!", "enter")
    assert app.answers == [None, "coffee!"]
    assert drafts == {}


async def test_what_is_in_view_begins_the_line_and_is_no_draft(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {}
    app = dialog_host(capture(drafts=drafts, start=lambda: "@Bob "))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.dialog.field.value == "@Bob "
        assert shown(app) == []
        await pilot.press("escape")
        await pilot.pause()
        assert drafts == {}
        app.open(capture(drafts=drafts, start=lambda: "@Bob "))
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.answers == [None, None]
        app.open(capture(drafts=drafts, start=lambda: "@Bob "))
        await pilot.pause()
        await pilot.press(*"called", "escape")
        await pilot.pause()
        assert drafts == {"capture": ["@Bob called"]}
        app.open(capture(drafts=drafts, start=lambda: "@Ana "))
        await pilot.pause()
        assert app.dialog.field.value == "@Bob called"


async def test_a_kept_line_is_not_shown_while_somebody_is_looking(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {"capture": ["about @ana"]}
    app = dialog_host(capture(drafts=drafts, hidden=True))
    async with app.run_test() as pilot:
        assert app.dialog.field.value == ""
        await pilot.press(*"tea", "enter")
        await pilot.pause()
        assert drafts == {"capture": ["about @ana"]}
        app.open(capture(drafts=drafts, hidden=True))
        await pilot.pause()
        await pilot.press("up")
        assert app.dialog.field.value == "about @ana"
        await pilot.press("enter")
    assert drafts == {}


async def test_a_veil_hides_what_was_not_written_just_now(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {"capture": ["about @ana"]}
    app = dialog_host(capture(drafts=drafts))
    async with app.run_test() as pilot:
        assert app.dialog.field.value == "about @ana"
        app.dialog.veil(True)
        assert app.dialog.field.value == ""
        await pilot.press(*"tea")
        app.dialog.veil(True)
        assert app.dialog.field.value == "tea"
        await pilot.press("escape")
        await pilot.pause()
        assert drafts == {"capture": ["about @ana", "tea"]}
        app.open(capture(start=lambda: "@Bob "))
        await pilot.pause()
        app.dialog.veil(True)
        assert app.dialog.field.value == ""


async def test_a_draft_of_an_older_version_is_understood(dialog_host: Host) -> None:
    app = dialog_host(capture(drafts={"capture": "coffee"}))
    async with app.run_test():
        assert app.dialog.field.value == "coffee"


async def test_ctrl_o_saves_and_stays_and_the_arrow_up_brings_lines_back(dialog_host: Host) -> None:
    disk = Disk()
    app = dialog_host(capture(Book(said=("zero",)), disk))
    async with app.run_test() as pilot:
        await pilot.press(*"one", "ctrl+o")
        await pilot.pause()
        assert app.dialog.field.value == ""
        assert shown(app) == ["saved  one"]
        await pilot.press(*"tw", "up")
        assert app.dialog.field.value == "one"
        await pilot.press("up")
        assert app.dialog.field.value == "zero"
        await pilot.press("down", "down", *"o", "enter")
        await pilot.pause()
    assert disk.lines == ["one", "two"]
    assert app.answers == ["two"]


async def test_a_line_that_cannot_be_saved_stays_with_the_reason(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {}
    disk = Disk("The disk is full.")
    app = dialog_host(capture(disk=disk, drafts=drafts))
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter")
        await pilot.pause()
        assert app.answers == []
        assert shown(app)[0] == "! The disk is full."
        assert drafts == {"capture": ["one"]}
        await pilot.press(*"!", "enter")
        await pilot.pause()
    assert app.answers == ["one!"]


async def test_while_another_program_writes_the_line_waits_and_letters_wait_too(dialog_host: Host) -> None:
    disk = Disk()
    app = dialog_host(capture(disk=disk))
    async with app.run_test() as pilot:
        disk.open.clear()
        for key in (*"one", "ctrl+o", *"two", "enter"):
            app.dialog.field.post_message(press(key))
        await asyncio.sleep(0.7)
        assert shown(app)[0].startswith("saving; another program is writing")
        disk.open.set()
        await pilot.pause()
        await pilot.pause()
    assert disk.lines == ["one", "two"]
    assert app.answers == ["two"]


async def test_names_that_come_late_are_used_as_soon_as_they_are_there(dialog_host: Host) -> None:
    app = dialog_host(capture(Book(ready=False), start=lambda: "@Bob "))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.dialog.field.value == "@Bob "
        await pilot.press(*"called")
        await pilot.pause()
        assert shown(app)[0].startswith("entry       call")


async def test_the_keys_of_a_shell_work(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test() as pilot:
        field = app.dialog.field
        await pilot.press(*"one two three", "ctrl+w")
        assert field.value == "one two "
        await pilot.press("ctrl+w", "ctrl+y")
        assert field.value == "one two three"
        await pilot.press("alt+b", "ctrl+k")
        assert field.value == "one two "
        await pilot.press("ctrl+a", "ctrl+y")
        assert field.value == "threeone two "
        await pilot.press("ctrl+e", "ctrl+u")
        assert field.value == ""
        await pilot.press("ctrl+y", "home", "alt+f", "ctrl+u")
        assert field.value == "two "
        await pilot.press("home", "alt+d", "ctrl+d", *"ab", "ctrl+a", "ctrl+f", *"x")
        assert field.value == "axb"
        await pilot.press("ctrl+u", "ctrl+k", "ctrl+d")
        await pilot.pause()
    assert app.answers == [None]


async def test_pasted_lines_become_one(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test() as pilot:
        app.dialog.field.post_message(Paste("coffee with @ana\r\n\n  send survey\x1b[31m fri\n"))
        await pilot.pause()
        assert app.dialog.field.value == "coffee with @ana; send survey[31m fri"


@pytest.mark.parametrize("line", ["word " * 200, "@an"], ids=["preview", "list"])
async def test_the_keys_can_be_seen_in_a_low_terminal_however_much_there_is(dialog_host: Host, line: str) -> None:
    app = dialog_host(capture(drafts={"capture": [line]}))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("backspace")
        await pilot.pause()
        assert app.dialog.query_one("#keys").region.bottom < app.dialog.query_one("#box").region.bottom < 20
        assert app.dialog.field.region.y > 0
        assert app.dialog.key_line().cell_length <= app.dialog.field.size.width


async def test_what_was_not_understood_is_underlined(dialog_host: Host) -> None:
    app = dialog_host(CaptureDialog(Book(), Disk()))
    async with app.run_test() as pilot:
        field = app.screen.field
        field.value = "call with @bob; send survey due:frz"
        await pilot.pause()
        underlined = [field._value.plain[span.start : span.end] for span in field._value.spans]
        assert underlined == ["due:frz"]
        field.value = "call with @bob; send survey due:fri"
        await pilot.pause()
        assert field._value.spans == []
