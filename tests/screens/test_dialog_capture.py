"""The capture dialog: the line, what is understood of it, the keys of a shell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.events import Paste

from journal.dialogs.capture import CaptureDialog

Host = Callable[..., Any]


def preview(line: str) -> list[tuple[str, list[tuple[str, str]]]]:
    entry = [("entry", [("meeting · ", "plain"), (line[:40], "strong")]), ("", [("↓ ", "got"), ("got [b]", "plain")])]
    return [*entry, ("", [("! ", "doubt"), ("Nobody called Jo yet.", "muted")])]


def capture(**more: Any) -> CaptureDialog:
    return CaptureDialog(preview, **more)


async def test_enter_returns_the_line_and_an_empty_one_closes(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test() as pilot:
        await pilot.press(*"coffee with @ana", "enter")
        await pilot.pause()
        app.open(capture())
        await pilot.pause()
        await pilot.press("enter")
    assert app.answers == ["coffee with @ana", None]


async def test_what_is_understood_is_shown_while_one_types(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.dialog.shown.display
        await pilot.press(*"coffee")
        await pilot.pause()
        shown = [line.rstrip() for line in app.dialog.shown.render().plain.split("\n")]
        assert shown == [
            "entry       meeting · coffee",
            "            ↓ got [b]",
            "",
            "! Nobody called Jo yet.",
        ]


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


async def test_ctrl_o_saves_and_stays(dialog_host: Host) -> None:
    saved: list[str] = []
    app = dialog_host(capture(save=lambda line: saved.append(line) or ""))
    async with app.run_test() as pilot:
        await pilot.press(*"one", "ctrl+o")
        await pilot.pause()
        assert app.dialog.field.value == ""
        assert "one" in app.dialog.shown.render().plain
        await pilot.press(*"two", "enter")
    assert saved == ["one", "two"]
    assert app.answers == ["two"]


async def test_a_line_that_cannot_be_saved_stays_with_the_reason(dialog_host: Host) -> None:
    answers = iter(["The disk is full.", ""])
    drafts: dict[str, Any] = {}
    app = dialog_host(capture(drafts=drafts, save=lambda line: next(answers)))
    async with app.run_test() as pilot:
        await pilot.press(*"one", "enter")
        await pilot.pause()
        assert app.answers == []
        assert "! The disk is full." in app.dialog.shown.render().plain
        assert drafts == {"capture": "one"}
        await pilot.press("enter")
    assert app.answers == ["one"]


async def test_the_key_line_holds_no_dead_keys(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test() as pilot:
        assert "ctrl+o" not in app.dialog.key_line().plain
        await pilot.press(*"one", "ctrl+o")
        await pilot.pause()
        assert app.dialog.field.value == "one"


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


async def test_pasted_lines_become_one(dialog_host: Host) -> None:
    app = dialog_host(capture())
    async with app.run_test() as pilot:
        app.dialog.field.post_message(Paste("coffee with @ana\r\n\n  send survey\x1b[31m fri\n"))
        await pilot.pause()
        assert app.dialog.field.value == "coffee with @ana; send survey[31m fri"


async def test_the_keys_can_be_seen_in_a_low_terminal_however_long_the_preview(dialog_host: Host) -> None:
    long = [("entry", [("word " * 200, "plain")])]
    app = dialog_host(CaptureDialog(lambda line: long, save=lambda line: ""))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert app.dialog.query_one("#keys").region.bottom < 20
        assert app.dialog.field.region.y > 0
