"""The form of an entry: people by name, short forms, the captured line that is read anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from journal.dialogs.interaction import InteractionDialog
from journal.domain.record import Invalid
from journal.domain.timeline import Interaction
from journal.widgets.completion import Suggestions

NOW = datetime(2026, 11, 23, 14, 0)
PEOPLE = [
    ("a", "Ana Gómez"),
    ("b", "Bob Lee"),
    ("s", "小林さくら Sakura"),
    ("x", "Lee, Christopher"),
    ("c", "Chen Wei"),
]
ENTRY = Interaction.parse(
    {
        "contacts": ["a", "b"],
        "on": "2026-11-20",
        "time": "17:30",
        "kind": "meeting",
        "depth": 4,
        "energy": 1,
        "note": "rust jobs",
        "exchanges": [
            {"benefit": "mentorship", "way": "got", "size": 2, "note": "how to say no"},
            {"benefit": "knowledge", "way": "gave"},
        ],
        "topics": ["hiring"],
        "raw": "coffee with @ana and @bob about rust jobs",
        "goals": ["g"],
        "kept": True,
    },
    "e",
)

Host = Callable[..., Any]


def edit(entry: Interaction | None = ENTRY, **more: Any) -> InteractionDialog:
    return InteractionDialog(entry, people=PEOPLE, now=NOW, **more)


def wrong(dialog: InteractionDialog, **texts: str) -> dict[str, str]:
    try:
        dialog.result({**dialog.fields.texts, **texts}, set(texts))
    except Invalid as error:
        return error.fields
    return {}


def means(dialog: InteractionDialog, **texts: str) -> Interaction:
    return dialog.result({**dialog.fields.texts, **texts}, set(texts))


async def test_a_talk_is_logged_with_the_people_chosen_and_a_few_words(dialog_host: Host) -> None:
    app = dialog_host(edit(None, chosen=["a", "c"]))
    async with app.run_test() as pilot:
        await pilot.press(*"her talk", "ctrl+s")
    assert app.answers[0].document() == {
        "contacts": ["a", "c"],
        "on": "2026-11-23",
        "kind": "meeting",
        "direction": "mutual",
        "depth": 3,
        "note": "her talk",
    }


async def test_an_entry_without_people_must_be_a_note(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "at least one person" in app.dialog.fields["with"].error
        app.dialog.fields["kind"].text = "note"
        await pilot.press("ctrl+s")
    assert app.answers[0].kind == "note"


async def test_what_is_not_touched_is_kept(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        app.dialog.fields["place"].text = "Opposite café"
        await pilot.press("ctrl+s")
    assert app.answers[0].document() == {**ENTRY.document(), "place": "Opposite café"}


async def test_short_forms_are_understood(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test():
        form = app.dialog
        assert means(form, on="yesterday").on == date(2026, 11, 22)
        assert means(form, on="fri").on == date(2026, 11, 20)
        assert means(form, time="5pm").time == "17:00"
        assert means(form, time="1845").time == "18:45"
        assert means(form, time="").time is None
        assert means(form, kind="em").kind == "email"
        assert means(form, kind="Coffee").kind == "meeting"
        assert means(form, way="out, ans").answered == "yes"
        assert means(form, depth="").depth == 3
        assert means(form, private="y").private
        assert means(form, topics="#hiring #go").topics == ("hiring", "go")
        assert means(form, **{"with": "chen, ana"}).contacts == ("c", "a")
        assert means(form, **{"with": "Lee, Christopher, bob"}).contacts == ("x", "b")
        assert means(form, **{"with": "sakura"}).contacts == ("s",)


async def test_what_was_got_keeps_its_note(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test():
        entry = means(app.dialog, got="opportunity, ment 3")
    assert [(e.benefit, e.way, e.size, e.note) for e in entry.exchanges] == [
        ("opportunity", "got", 1, ""),
        ("mentorship", "got", 3, "how to say no"),
        ("knowledge", "gave", 1, ""),
    ]


async def test_another_kind_takes_its_usual_direction_and_depth_unless_they_were_chosen(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test():
        email = means(app.dialog, kind="email")
        assert (email.direction, email.depth) == ("out", 4)
        assert means(app.dialog, kind="email", way="in").direction == "in"


async def test_every_error_stands_at_its_field(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test():
        form = app.dialog
        assert wrong(form, **{"with": "Zoe"})["with"] == "nobody is called Zoe yet"
        assert wrong(form, **{"with": "Lee"})["with"] == "Lee could be Bob Lee or Lee, Christopher"
        assert wrong(form, on="")["on"].startswith("not a date")
        assert wrong(form, time="25:00")["time"] == "not a time; try 17:30 or 5pm"
        assert wrong(form, kind="colour")["kind"].startswith("no such kind; try")
        assert wrong(form, got="gold")["got"].startswith("no such benefit; try")
        assert wrong(form, got="knowledge 4")["got"] == "knowledge: a size is 1, 2 or 3"
        assert wrong(form, depth="6")["depth"] == "a figure from 1 to 5"
        assert wrong(form, private="maybe")["private"] == "yes or no"
        assert set(wrong(form, depth="6", time="x", got="gold")) == {"depth", "time", "got"}


async def test_a_name_is_completed_from_the_book(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        await pilot.press(*"an")
        await pilot.pause()
        offered = app.dialog.query_one(Suggestions)
        assert offered.display
        assert [suggestion.text for suggestion in offered.all] == ["Ana Gómez"]
        await pilot.press("tab")
        await pilot.pause()
        assert app.dialog.fields["with"].text == "Ana Gómez"
        assert not offered.display
        await pilot.press("comma", "space", *"lee", "down", "enter", "tab")
        await pilot.pause()
        assert app.dialog.fields["with"].text == "Ana Gómez, Lee, Christopher"
        assert not app.dialog.fields["with"].well.has_focus
        await pilot.press("ctrl+s")
    assert app.answers[0].contacts == ("a", "x")


async def test_a_suggestion_can_be_clicked_and_escape_closes_the_list_first(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        await pilot.press(*"le")
        await pilot.pause()
        await pilot.click(Suggestions, offset=(2, 1))
        await pilot.pause()
        assert app.dialog.fields["with"].text == "Lee, Christopher"
        await pilot.press("comma", *"bo", "escape")
        await pilot.pause()
        assert not app.dialog.query_one(Suggestions).display
        assert app.screen is app.dialog
        assert app.dialog.fields["with"].text == "Lee, Christopher,bo"


async def test_people_of_one_name_are_told_apart(dialog_host: Host) -> None:
    people = [("1", "Jo Park"), ("2", "Jo Park"), ("3", "Jo Parker")]
    app = dialog_host(InteractionDialog(None, people=people, chosen=["2"], now=NOW))
    async with app.run_test():
        assert app.dialog.fields.texts["with"] == "Jo Park (2)"
        assert means(app.dialog, **{"with": "Jo Park (1)", "on": "today"}).contacts == ("1",)
        assert "could be Jo Park (1) or Jo Park (2)" in wrong(app.dialog, **{"with": "Jo Park", "on": "today"})["with"]


async def test_somebody_who_is_no_longer_in_the_book_stays_in_the_entry(dialog_host: Host) -> None:
    entry = ENTRY.changed(contacts=["gone", "a", "lost"])
    app = dialog_host(edit(entry))
    async with app.run_test():
        assert app.dialog.fields.texts["with"] == "somebody (1), Ana Gómez, somebody (2)"
        changed = means(app.dialog, **{"with": "somebody (1), Ana Gómez, somebody (2), Chen Wei"})
    assert changed.contacts == ("gone", "a", "lost", "c")


class Lines:
    """A stand-in for the parser: Dana is new."""

    def read(self, line: str) -> Interaction | None:
        if "coffee" not in line:
            return None
        people = [id for id, name in (*PEOPLE, *self.people()) if f"@{name.split()[0].lower()}" in line]
        depth = 5 if "depth:5" in line else 3
        fields = {"contacts": people, "on": "2026-11-23", "kind": "meeting", "depth": depth, "raw": line}
        return Interaction.parse(fields)

    def people(self) -> list[tuple[str, str]]:
        return [("n", "Dana")]

    def says(self, line: str) -> list[str]:
        return ["+ Dana new"] if "@dana" in line else []


async def test_changing_the_captured_line_changes_what_it_speaks_of_and_nothing_else(dialog_host: Host) -> None:
    app = dialog_host(edit(as_line=Lines()))
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.dialog.fields["line"].well.has_focus
        await pilot.press("end", *" depth:5")
        app.dialog.fields["line"].text = app.dialog.fields["line"].text.replace("@bob", "@chen")
        await pilot.press("tab")
        await pilot.pause()
        assert app.dialog.fields.texts["with"] == "Ana Gómez, Chen Wei"
        assert app.dialog.fields.texts["depth"] == "5"
        assert app.dialog.fields.texts["what"] == "rust jobs"
        assert app.dialog.fields.texts["on"] == "20 Nov 2026"
        await pilot.press("ctrl+s")
    (after,) = app.answers
    assert after.raw == "coffee with @ana and @chen about rust jobs depth:5"
    assert (after.contacts, after.depth, after.note) == (("a", "c"), 5, "rust jobs")


async def test_saving_from_the_line_reads_it_first(dialog_host: Host) -> None:
    app = dialog_host(edit(as_line=Lines()))
    async with app.run_test() as pilot:
        await pilot.press("end", *" depth:5", "ctrl+s")
    assert app.answers[0].depth == 5


async def test_a_line_that_means_nothing_cannot_be_saved(dialog_host: Host) -> None:
    app = dialog_host(edit(as_line=Lines()))
    async with app.run_test() as pilot:
        app.dialog.fields["line"].text = "nothing"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.answers == []
        assert app.dialog.fields["line"].error == "this line says nothing that happened"


async def test_an_entry_that_was_not_captured_has_no_line(dialog_host: Host) -> None:
    app = dialog_host(edit(ENTRY.changed(raw=""), as_line=Lines()))
    async with app.run_test():
        assert "line" not in app.dialog.fields.names


async def test_the_day_that_was_understood_stands_beside_it_and_gives_its_time(dialog_host: Host) -> None:
    app = dialog_host(edit(None, chosen=["a"]))
    async with app.run_test(size=(120, 36)) as pilot:
        app.dialog.fields["on"].well.focus()
        await pilot.press("ctrl+u", *"yesterday 5pm")
        await pilot.pause()
        assert app.dialog.fields["on"].hint == "Sun 22 Nov, yesterday"
        await pilot.press("tab")
        await pilot.pause()
        assert app.dialog.fields.texts["time"] == "17:00"
        app.dialog.fields["on"].text = "next friday"
        await pilot.pause()
        assert app.dialog.fields["on"].hint.endswith("planned")
