"""The form of a person: what can be entered, what is wrong and where, and that nothing is ever lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Key, Paste

from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.contact import ContactDialog
from journal.domain.contacts import Contact
from journal.widgets.button import PushButton

TODAY = date(2026, 11, 23)
ANA = Contact.parse(
    {
        "name": "Ana Gómez",
        "role": "Head of Data",
        "org": "Northwind",
        "kinds": ["mentor"],
        "circle": "close",
        "moments": [
            {"label": "name day", "month": 7, "day": 26},
            {"label": "Birthday", "month": 2, "day": 12, "year": 1980, "from": "vcard"},
        ],
        "channels": [
            {"kind": "phone", "value": "+44 113 496 0000"},
            {"kind": "email", "value": "ana@northwind.example", "preferred": True, "label": "work"},
            {"kind": "mastodon", "value": "@ana@example.social"},
            {"kind": "linkedin", "value": "https://linkedin.com/in/ana-gomez"},
        ],
        "topics": ["rust", "public speaking", "c#"],
        "met_on": "2023-09-22",
        "trust": 4,
        "from_another_program": {"kept": True},
    },
    "ana",
)

Host = Callable[..., Any]


def edit(contact: Contact | None = ANA, **more: Any) -> ContactDialog:
    return ContactDialog(contact, today=TODAY, **more)


async def test_only_a_name_is_needed(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        await pilot.press(*"Dana", "ctrl+s")
    (dana,) = app.answers
    assert dana.document() == {"name": "Dana", "circle": "active"}


async def test_keys_that_come_in_one_burst_are_all_saved(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        await pilot.pause()
        for letter in "Dana Osei-Mensah":
            app.post_message(Key(letter, letter))
        app.post_message(Key("ctrl+s", None))
        await pilot.pause()
        await pilot.pause()
    assert app.answers[0].name == "Dana Osei-Mensah"


async def test_without_a_name_the_form_stays_and_says_so(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        await pilot.press("down", *"Head", "ctrl+s")
        await pilot.pause()
        assert app.answers == []
        assert app.dialog.fields["name"].error == "a name is needed, nothing else"
        assert app.dialog.fields["name"].well.has_focus
        assert "1 field needs a look" in app.dialog.buttons.state.render().plain
        await pilot.press("D")
        await pilot.pause()
        assert app.dialog.fields["name"].error == ""
        assert app.dialog.buttons.state.render().plain == ""


async def test_an_error_shows_when_the_field_is_left_and_not_while_it_is_typed(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test(size=(120, 36)) as pilot:
        birthday = app.dialog.fields["birthday"]
        birthday.well.focus()
        await pilot.press("ctrl+u", *"30 feb")
        await pilot.pause()
        assert birthday.error == ""
        await pilot.press("tab")
        await pilot.pause()
        assert birthday.error == "no such day; try 28 feb"
        await pilot.press("shift+tab", "backspace", "backspace", "backspace", *"may")
        await pilot.pause()
        assert birthday.error == ""


async def test_saving_without_a_change_returns_nothing(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")
    assert app.answers == [None]


async def test_what_is_not_touched_is_kept_as_it_was(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        await pilot.press("down", "end", *" here", "ctrl+s")
    (after,) = app.answers
    assert after.id == "ana"
    assert after.document() == {**ANA.document(), "role": "Head of Data here"}


async def test_the_birthday_is_one_of_the_moments(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        app.dialog.fields["birthday"].text = "13 feb 1981"
        await pilot.press("ctrl+s")
    moments = app.answers[0].document()["moments"]
    assert moments[0]["label"] == "name day"
    assert moments[1] == {"label": "Birthday", "month": 2, "day": 13, "year": 1981, "remind": True, "from": "vcard"}


async def test_an_emptied_birthday_leaves_the_other_moments(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        app.dialog.fields["birthday"].text = ""
        await pilot.press("ctrl+s")
    assert [moment.label for moment in app.answers[0].moments] == ["name day"]


async def test_addresses_keep_what_else_is_known_about_them(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        app.dialog.fields["email"].text = "new@acme.example, ana@northwind.example"
        app.dialog.fields["web"].text = "https://linkedin.com/in/ana-gomez, ana.example"
        await pilot.press("ctrl+s")
    channels = app.answers[0].document()["channels"]
    assert [(channel["kind"], channel["value"]) for channel in channels] == [
        ("phone", "+44 113 496 0000"),
        ("email", "new@acme.example"),
        ("email", "ana@northwind.example"),
        ("mastodon", "@ana@example.social"),
        ("linkedin", "https://linkedin.com/in/ana-gomez"),
        ("web", "ana.example"),
    ]
    assert channels[2]["preferred"]
    assert channels[2]["label"] == "work"


WRONG = [
    ("email", "ana.example", "no @ in ana.example"),
    ("kind", "mentor, robot", "no such kind"),
    ("circle", "cloze", "no such circle; try close"),
    ("circle", "", "no such circle; try inner"),
    ("every", "1 day", "from 3 days to 3 years"),
    ("every", "often", "not a number of days; try 30 or 6w"),
    ("birthday", "some day", "not a day; try 12 may or 12 may 1980"),
    ("birthday", "29 feb 1981", "no such day; try 28 feb"),
    ("birthday", "40.1.", "no such day; try 28 jan"),
    ("met_on", "soonish", "not a date; try yesterday, fri or 12 may"),
    ("met_on", "31 june 2024", "no such day; try 30 jun"),
    ("name", "x" * 121, "longer than 120 characters"),
    ("boundaries", "x" * 201, "longer than 200 characters"),
    ("topics", "#" + "x" * 61, "item 1 is longer than 60 characters"),
]


async def test_every_error_says_what_is_wrong_beside_its_field(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        for name, text, error in WRONG:
            field = app.dialog.fields[name]
            field.text = text
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert app.answers == []
            assert field.error.startswith(error)
            assert field.well.has_focus
            field.text = app.dialog.fields.first[name]


UNDERSTOOD = [
    ("kind", "ment, fri", "kinds", ("mentor", "friend")),
    ("kind", "", "kinds", ("other",)),
    ("circle", "wi", "circle", "wide"),
    ("every", "6 weeks", "cadence_days", 42),
    ("every", "every 3 months", "cadence_days", 90),
    ("met_on", "yesterday", "met_on", date(2026, 11, 22)),
    ("met_on", "", "met_on", None),
    ("topics", '#go #"deep work"', "topics", ("go", "deep work")),
    ("topics", "go, deep work", "topics", ("go", "deep work")),
    ("topics", "go rust", "topics", ("go", "rust")),
    ("notes", "two\nlines", "notes", "two\nlines"),
]


async def test_short_forms_are_understood(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test():
        for name, text, of, value in UNDERSTOOD:
            texts = {**app.dialog.fields.texts, name: text}
            assert getattr(app.dialog.result(texts, {name}), of) == value, text


async def test_a_stub_that_was_looked_at_is_none_any_more_and_a_rhythm_begins_today(dialog_host: Host) -> None:
    stub = Contact.parse(
        {"name": "Jo", "circle": "open", "stub": True, "triage": {"text": "jo", "candidates": ["a"]}}, "jo"
    )
    app = dialog_host(edit(stub))
    async with app.run_test() as pilot:
        app.dialog.fields["name"].text = "Jo Park"
        app.dialog.fields["circle"].text = "active"
        await pilot.press("ctrl+s")
    assert app.answers[0].document() == {"name": "Jo Park", "circle": "active", "rhythm_since": "2026-11-23"}


async def test_the_circle_says_its_rhythm(dialog_host: Host) -> None:
    app = dialog_host(edit(rhythms={"close": 30, "wide": 365}))
    async with app.run_test(size=(120, 36)) as pilot:
        assert app.dialog.fields["circle"].hint == "every 30 days"
        app.dialog.fields["circle"].text = "wide"
        await pilot.pause()
        assert app.dialog.fields["circle"].hint == "every 365 days"
        app.dialog.fields["circle"].text = "open"
        await pilot.pause()
        assert app.dialog.fields["circle"].hint == "no rhythm"


async def test_escape_closes_at_once_when_nothing_was_changed(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.answers == [None]


async def test_escape_with_changes_asks_and_go_on_goes_on(dialog_host: Host) -> None:
    app = dialog_host(edit(drafts={}))
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmDialog)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is app.dialog
        assert app.dialog.fields["name"].text == "Ana Gómezx"
    assert app.answers == []


async def test_where_no_draft_can_be_kept_none_is_promised(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        assert [label for _, label, _ in app.screen.choices] == ["Go on", "Throw away"]
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.dialog
        assert app.dialog.fields["name"].text == "Ana Gómezx"


async def test_the_buttons_name_the_keys_of_the_user(dialog_host: Host) -> None:
    app = dialog_host(edit())
    app.set_keymap({"form.save": "f2"})
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.dialog.query_one("#save").render().plain == " Save  f2"
        await pilot.press("x", "f2")
    assert app.answers[0].name == "Ana Gómezx"


async def test_kept_changes_are_there_when_the_form_opens_again(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {}
    app = dialog_host(edit(drafts=drafts))
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        await pilot.press("k")
        await pilot.pause()
        assert app.answers == [None]
        app.open(edit(ANA.changed(role="CTO"), drafts=drafts))
        await pilot.pause()
        assert app.dialog.fields["name"].text == "Ana Gómezx"
        assert app.dialog.fields["role"].text == "CTO"
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert app.dialog.fields["name"].text == "Ana Gómez"
        assert drafts == {}


async def test_thrown_away_changes_are_gone(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {}
    app = dialog_host(edit(drafts=drafts))
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        await pilot.press("d")
    assert app.answers == [None]
    assert drafts == {}


async def test_what_is_typed_is_a_draft_from_the_first_letter_and_saving_ends_it(dialog_host: Host) -> None:
    drafts: dict[str, Any] = {}
    app = dialog_host(edit(drafts=drafts))
    async with app.run_test() as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert drafts == {"contact ana": {"name": "Ana Gómezx"}}
        await pilot.press("ctrl+s")
    assert drafts == {}
    assert app.answers[0].name == "Ana Gómezx"


async def test_a_record_that_could_not_be_saved_counts_as_changed(dialog_host: Host) -> None:
    entered = edit(ANA.changed(role="CTO"))
    entered.unsaved = True
    app = dialog_host(entered)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.answers[0].role == "CTO"
        app.open(edit(Contact.parse({"name": "Dana"}), new=True))
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmDialog)


async def test_the_buttons_do_what_the_keys_do(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test() as pilot:
        await pilot.press("x")
        await pilot.click("#save")
        await pilot.pause()
        assert app.answers[0].name == "Ana Gómezx"
        app.open(edit())
        await pilot.pause()
        await pilot.click("#cancel")
    assert app.answers[1] is None


async def test_down_goes_through_all_fields_to_the_button_and_up_goes_back(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test(size=(60, 20)) as pilot:
        seen = []
        while not isinstance(app.focused, PushButton):
            seen.append(app.focused)
            await pilot.press("down")
        assert seen == [field.well for field in app.dialog.fields]
        await pilot.press("up", "up")
        assert app.focused is app.dialog.fields["discreet"].well
        app.dialog.fields["name"].well.focus()
        await pilot.press("up")
        assert app.focused is app.dialog.fields["name"].well


async def test_in_a_low_terminal_the_focused_field_and_the_buttons_can_be_seen(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test(size=(60, 20)) as pilot:
        for _ in app.dialog.fields:
            await pilot.pause()
            inside = app.dialog.query_one("#inside").region
            assert inside.contains_region(app.focused.region) or app.focused.region.height > inside.height
            assert app.dialog.query_one("#save").region.bottom < 20
            await pilot.press("tab")


async def test_notes_beside_short_fields_go_under_them_when_it_gets_narrow(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test(size=(120, 36)) as pilot:
        app.dialog.fields["circle"].text = "x"
        await pilot.press("ctrl+s")
        await pilot.pause()
        circle = app.dialog.fields["circle"]
        assert circle.size.height == 1
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert circle.size.height == 2
        assert "no such circle" in circle.render().plain.split("\n")[1]


async def test_hostile_texts_are_shown_and_kept_as_they_are(dialog_host: Host, shared: Path) -> None:
    strings = [each["s"] for each in json.loads((shared / "hostile_strings.json").read_text())]
    people = [Contact.parse({"name": f"x{text}"[:120], "notes": text[:500]}, "h") for text in strings]
    app = dialog_host(edit(people[0]))
    async with app.run_test() as pilot:
        for person in people[:: len(people) // 8]:
            if app.screen is not app.dialog:
                app.open(edit(person))
            await pilot.pause()
            await pilot.press("down", "x", "ctrl+s")
            await pilot.pause()
            assert app.answers[-1].document() == {**person.document(), "role": "x"}


async def test_pasted_text_is_cleaned_and_stays_on_one_line(dialog_host: Host) -> None:
    app = dialog_host(edit(None))
    async with app.run_test() as pilot:
        app.focused.post_message(Paste("Dana\x1b[31m\r\nOsei\x07"))
        await pilot.pause()
        assert app.dialog.fields["name"].text == "Dana[31m Osei"
        app.dialog.fields["notes"].well.focus()
        await pilot.pause()
        app.focused.post_message(Paste("one\r\ntwo\x1b"))
        await pilot.pause()
        assert app.dialog.fields["notes"].text == "one\ntwo"


async def test_a_form_that_goes_on_below_says_so(dialog_host: Host) -> None:
    app = dialog_host(edit())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        box = app.dialog.query_one("#box")
        assert box.border_subtitle == "more below"
        app.dialog.query_one("#inside").scroll_end(animate=False)
        await pilot.pause()
        assert box.border_subtitle == ""
    app = dialog_host(edit())
    async with app.run_test(size=(120, 70)) as pilot:
        await pilot.pause()
        assert app.dialog.query_one("#box").border_subtitle == ""


PEOPLE = [("c", "Chen Wei"), ("d", "Dana Osei"), ("e", "Park, Eli"), ("ana", "Ana Gómez")]
BOB = Contact.parse({"name": "Bob Lee", "circle": "open"}, "bob")


def named(contact: Contact | None = BOB) -> ContactDialog:
    return edit(contact, people=lambda: PEOPLE, events=lambda: [("v", "PyCon UK")])


async def test_what_is_rarely_needed_is_folded_away_until_it_is_asked_for(dialog_host: Host) -> None:
    app = dialog_host(named())
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.dialog.query("#field-seeks")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert app.focused is app.dialog.fields["called"].well
        assert not app.dialog.query("#more")
        await pilot.press(*"Bobby", "ctrl+s")
    assert app.answers[0].document() == {**BOB.document(), "first_name": "Bobby"}


async def test_the_button_unfolds_the_form_too(dialog_host: Host) -> None:
    app = dialog_host(named())
    async with app.run_test(size=(60, 20)) as pilot:
        app.dialog.query_one("#more").focus()
        await pilot.press("enter")
        await pilot.pause()
        assert app.dialog.query_one("#field-called").region.height


async def test_a_form_with_something_under_more_opens_unfolded(dialog_host: Host) -> None:
    app = dialog_host(named(BOB.changed(seeks="a first job")))
    async with app.run_test():
        assert app.dialog.fields["seeks"].is_attached
        assert not app.dialog.query("#more")


async def test_a_draft_under_more_is_not_folded_away(dialog_host: Host) -> None:
    app = dialog_host(edit(BOB, drafts={"contact bob": {"seeks": "a first job"}}))
    async with app.run_test():
        assert app.dialog.fields["seeks"].is_attached


UNFOLDED = [
    ("also", 'Bobby, "Lee, Bob"', "aliases", ("Bobby", "Lee, Bob")),
    ("level", "lea", "seniority", "lead"),
    ("level", "", "seniority", "unknown"),
    ("offers", "ment, supp", "can_offer", ("mentorship", "support")),
    ("opens", "NHS, data community Leeds", "reaches", ("NHS", "data community Leeds")),
    ("trust", "4", "trust", 4),
    ("trust", "", "trust", None),
    ("through", "chen", "introduced_by", "c"),
    ("through", "Park, Eli", "introduced_by", "e"),
    ("event", "pycon", "met_at", "v"),
    ("care", "in 2w", "care_until", date(2026, 12, 7)),
    ("discreet", "yes", "discreet", True),
    ("private", "y", "private", True),
]


async def test_what_stands_under_more_is_understood(dialog_host: Host) -> None:
    app = dialog_host(named())
    async with app.run_test():
        for name, text, of, value in UNFOLDED:
            texts = {**app.dialog.fields.texts, name: text}
            assert getattr(app.dialog.result(texts, {name}), of) == value, text


ODD = [
    ("trust", "6", "a figure from 1 to 5"),
    ("level", "boss", "no such level"),
    ("offers", "money", "no such benefit"),
    ("through", "nobody here", "nobody is called nobody here yet"),
    ("through", "Chen Wei, Dana Osei", "only one"),
    ("through", "ana g", "nobody is called"),
    ("event", "FOSDEM", "no event is called so"),
    ("knows", "Chen Wei, Zed", "nobody is called Zed yet"),
    ("days", "wedding", "no date behind wedding"),
    ("days", "wedding 31 june", "no such day; try 28 jun"),
    ("prefers", "x@y", "none of the addresses"),
    ("care", "soonish", "not a date"),
    ("discreet", "perhaps", "yes or no"),
]


async def test_errors_under_more_stand_beside_their_fields(dialog_host: Host) -> None:
    app = dialog_host(edit(ANA, people=lambda: PEOPLE, events=lambda: []))
    async with app.run_test() as pilot:
        for name, text, error in ODD:
            field = app.dialog.fields[name]
            field.text = text
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert app.answers == []
            assert field.error.startswith(error), (text, field.error)
            field.text = app.dialog.fields.first[name]


async def test_whom_they_know_is_written_as_names_with_a_word_behind_them(dialog_host: Host) -> None:
    app = dialog_host(named())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+o")
        app.dialog.fields["knows"].text = "chen, Dana Osei (now), Park, Eli (past)"
        await pilot.press("ctrl+s")
        (bob,) = app.answers
        assert [(known.contact, known.edge) for known in bob.knows] == [
            ("c", "said_so"),
            ("d", "same_now"),
            ("e", "shared_past"),
        ]
        app.open(named(bob))
        await pilot.pause()
        assert app.dialog.fields["knows"].text == "Chen Wei, Dana Osei (now), Park, Eli (past)"


async def test_behind_a_name_and_a_bracket_the_words_are_offered(dialog_host: Host) -> None:
    app = dialog_host(named())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        app.dialog.fields["knows"].well.focus()
        await pilot.press(*"dan", "tab", "space", "left_parenthesis", "p", "tab")
        assert app.dialog.fields["knows"].text == "Dana Osei (past)"


async def test_days_keep_their_year_and_what_else_is_known_and_can_be_silent(dialog_host: Host) -> None:
    app = dialog_host(edit(ANA))
    async with app.run_test() as pilot:
        assert app.dialog.fields["days"].text == "name day 26 Jul"
        app.dialog.fields["days"].text = "name day 26 jul (silent); first day at NHS 1 sep 2019"
        await pilot.press("ctrl+s")
    name_day, birthday, first = app.answers[0].document()["moments"]
    assert (name_day["label"], name_day["remind"]) == ("name day", False)
    assert birthday == ANA.document()["moments"][1]
    assert (first["label"], first["day"], first["month"], first["year"]) == ("first day at NHS", 1, 9, 2019)


async def test_other_ways_and_the_best_of_all(dialog_host: Host) -> None:
    app = dialog_host(edit(ANA))
    async with app.run_test() as pilot:
        assert app.dialog.fields["ways"].text == "mastodon @ana@example.social"
        assert app.dialog.fields["prefers"].text == "ana@northwind.example"
        app.dialog.fields["ways"].text = "mastodon @ana@example.social; address 4 Main Street, Leeds; signal 0113"
        app.dialog.fields["prefers"].text = "phone"
        await pilot.press("ctrl+s")
    channels = app.answers[0].channels
    assert [(channel.kind, channel.value) for channel in channels if channel.kind in ("address", "other")] == [
        ("address", "4 Main Street, Leeds"),
        ("other", "signal 0113"),
    ]
    assert [channel.kind for channel in channels if channel.preferred] == ["phone"]


async def test_a_blurred_form_does_not_show_trust(dialog_host: Host) -> None:
    app = dialog_host(edit(ANA))
    async with app.run_test(size=(120, 70)) as pilot:
        app.dialog.veil(True)
        await pilot.pause()
        assert app.dialog.fields["trust"].well.veiled
