"""The small dialogs: confirm, ask, choose, topics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from journal.dialogs.ask import AskDialog
from journal.dialogs.choose import ChooseDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.tags import TagsDialog

Host = Callable[..., Any]
HOSTILE = "[/] [b]x[/b] [@click=app.bell]y[/]"


def remove() -> ConfirmDialog:
    choices = [("a", "Archive", "archive"), ("r", "Remove", "remove"), ("escape", "Cancel", None)]
    return ConfirmDialog(f"Remove {HOSTILE}?", HOSTILE, choices)


async def test_enter_takes_the_first_answer_and_a_key_takes_its_own(dialog_host: Host) -> None:
    app = dialog_host(remove())
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await pilot.pause()
        app.open(remove())
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        app.open(remove())
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        app.open(remove())
        await pilot.pause()
        await pilot.press("right", "space")
    assert app.answers == ["archive", "remove", None, "remove"]


async def test_the_default_answer_can_be_another_one(dialog_host: Host) -> None:
    app = dialog_host(ConfirmDialog("Sure?", "", [("y", "Yes", True), ("n", "No", False)], default=False))
    async with app.run_test() as pilot:
        await pilot.press("enter")
    assert app.answers == [False]


async def test_a_button_can_be_clicked(dialog_host: Host) -> None:
    app = dialog_host(remove())
    async with app.run_test() as pilot:
        await pilot.click("#choice-1")
    assert app.answers == ["remove"]


def until(**more: Any) -> AskDialog:
    return AskDialog("Not now", "until", "7 dec", check=lambda text: "" if text != "x" else "not a date", **more)


async def test_what_is_offered_can_be_taken_with_enter(dialog_host: Host) -> None:
    app = dialog_host(until())
    async with app.run_test() as pilot:
        await pilot.press("enter")
    assert app.answers == ["7 dec"]


async def test_an_answer_that_will_not_do_is_said_and_can_be_mended(dialog_host: Host) -> None:
    app = dialog_host(until(hint="a date"))
    async with app.run_test() as pilot:
        assert "a date" in app.dialog.fields["answer"].render().plain
        await pilot.press("ctrl+u", "x", "enter")
        await pilot.pause()
        assert app.dialog.fields["answer"].error == "not a date"
        await pilot.press("backspace", *" fri ", "enter")
    assert app.answers == ["fri"]


async def test_escape_gives_no_answer(dialog_host: Host) -> None:
    app = dialog_host(until())
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.answers == [None]


async def test_one_of_a_list_is_chosen_and_every_step_is_told(dialog_host: Host) -> None:
    seen: list[str] = []
    options = [("i", HOSTILE, "every 14 days"), ("c", "close", HOSTILE), ("w", "wide", "")]
    app = dialog_host(ChooseDialog(HOSTILE, options, current="c", moved=seen.append))
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("j", "k", "k", "enter")
    assert app.answers == ["i"]
    assert seen == ["c", "w", "c", "i"]


async def test_a_long_list_scrolls_inside_a_low_terminal(dialog_host: Host) -> None:
    app = dialog_host(ChooseDialog("Theme", [(at, f"option {at}", "") for at in range(60)]))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert app.dialog.query_one("#box").region.bottom <= 20
        assert app.dialog.query_one("#keys").region.bottom <= 20
        await pilot.press("enter")
    assert app.answers == [59]


async def test_topics_are_read_completed_and_never_doubled(dialog_host: Host) -> None:
    app = dialog_host(TagsDialog("Topics", ["rust"], ["rust", "public-speaking", "python"]))
    async with app.run_test() as pilot:
        await pilot.press("end", "space", "#", "p", "down", "enter", *" new", *" Rust", "enter")
    assert app.answers == [("rust", "public-speaking", "new")]


async def test_a_new_topic_is_not_replaced_by_one_that_begins_like_it(dialog_host: Host) -> None:
    app = dialog_host(TagsDialog("Topics", [], ["rustaceans"]))
    async with app.run_test() as pilot:
        await pilot.press(*"#rust", "enter")
    assert app.answers == [("rust",)]


async def test_all_topics_can_be_taken_away(dialog_host: Host) -> None:
    app = dialog_host(TagsDialog("Topics", ["rust"]))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+u", "enter")
    assert app.answers == [()]


async def test_a_topic_that_is_too_long_is_said(dialog_host: Host) -> None:
    app = dialog_host(TagsDialog("Topics", ["x" * 60]))
    async with app.run_test() as pilot:
        await pilot.press("end", "backspace", "y", "enter")
        await pilot.pause()
        assert "longer than 60" in app.dialog.fields["topics"].error
    assert app.answers == []


async def test_the_next_topic_is_typed_without_a_space_first(dialog_host: Host) -> None:
    app = dialog_host(TagsDialog("Topics", ["rust", "deep work"]))
    async with app.run_test() as pilot:
        await pilot.press(*"health", "ctrl+s")
        await pilot.pause()
        assert app.answers == [("rust", "deep work", "health")]
