"""The form of a follow-up: what, when, and whose promise it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from journal.dialogs.followup import FollowUpDialog
from journal.domain.followups import FollowUp

NOW = datetime(2026, 11, 23, 14, 0)
PEOPLE = [("a", "Ana Gómez"), ("b", "Bob Lee")]
SURVEY = FollowUp.parse(
    {
        "contacts": ["a"],
        "what": "send the survey",
        "due": "2026-11-27",
        "from": "e1",
        "raw": "send survey fri",
        "kept": 1,
    },
    "f",
)

Host = Callable[..., Any]


def edit(followup: FollowUp | None = SURVEY, **more: Any) -> FollowUpDialog:
    return FollowUpDialog(followup, people=PEOPLE, now=NOW, **more)


async def test_a_promise_without_a_day_is_due_in_a_week_and_theirs_in_two(dialog_host: Host) -> None:
    app = dialog_host(edit(None, chosen=["a"]))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*"call")
        await pilot.pause()
        assert app.dialog.fields["due"].hint == "empty: Mon 30 Nov"
        app.dialog.fields["owner"].text = "they"
        await pilot.pause()
        assert app.dialog.fields["due"].hint == "empty: Mon 7 Dec"
        assert app.dialog.fields["owner"].hint == "they promised it"
        await pilot.press("ctrl+s")
    expected = {"contacts": ["a"], "what": "call", "owner": "theirs", "due": "2026-12-07", "status": "open"}
    assert app.answers[0].document() == expected


async def test_the_day_is_understood_while_it_is_typed(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*"call", "down", *"fri 5pm")
        await pilot.pause()
        assert app.dialog.fields["due"].hint == "Fri 27 Nov, in 4 days"
        await pilot.press("down", "ctrl+s")
    assert (app.answers[0].due, app.answers[0].time) == (date(2026, 11, 27), "17:00")


async def test_the_understood_day_is_shown_on_narrow_terminals_too(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("down", *"in 2w")
        await pilot.pause()
        assert "Mon 7 Dec" in app.dialog.fields["due"].render().plain
        assert "17:30" not in app.dialog.fields["time"].render().plain


async def test_errors_stand_at_their_fields_and_a_promise_needs_words(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        app.dialog.fields["due"].text = "someday"
        app.dialog.fields["owner"].text = "nobody"
        app.dialog.fields["with"].text = "Zoe"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.answers == []
        errors = {field.key: field.error for field in app.dialog.fields if field.error}
    assert errors == {
        "what": "needed",
        "due": "not a date; try fri, in 2w or 12 may",
        "owner": "no such owner; try you",
        "with": "nobody is called Zoe yet",
    }


async def test_a_long_promise_says_how_long_it_may_be(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        app.dialog.fields["what"].text = "x" * 201
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.dialog.fields["what"].error == "longer than 200 characters"


async def test_what_is_not_touched_is_kept(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        app.dialog.fields["due"].text = "2 dec"
        await pilot.press("ctrl+s")
    assert app.answers[0].document() == {**SURVEY.document(), "due": "2026-12-02"}


async def test_a_task_of_ones_own_needs_nobody(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        app.dialog.fields["with"].text = ""
        await pilot.press("ctrl+s")
    assert app.answers[0].contacts == ()


async def test_new_drafts_are_kept_for_the_people_they_are_about(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {}
    app = dialog_host(edit(None, chosen=["a"], drafts=drafts))
    async with app.run_test() as pilot:
        await pilot.press(*"call", "escape")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        app.open(edit(None, chosen=["b"], drafts=drafts))
        await pilot.pause()
        assert app.dialog.fields.texts["what"] == ""
        await pilot.press("escape")
        await pilot.pause()
        app.open(edit(None, chosen=["a"], drafts=drafts))
        await pilot.pause()
        assert app.dialog.fields.texts["what"] == "call"
