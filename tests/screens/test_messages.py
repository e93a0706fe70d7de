"""Writing a message: choose a template, fill its places, take it away, log it. Nothing is ever sent."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from journal.derived.situation import situation
from journal.dialogs.message import MessageDialog
from journal.domain.contacts import Contact
from journal.domain.decisions import Setting
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction
from journal.store.disk import StoreError

TODAY = date(2026, 11, 24)
ANA, BOB = "ANA GÓMEZ", "BOB LEE"
HELLO = "Hi Ana, you came to mind today because "


async def to_ana(screen: Any) -> None:
    """Open a message to Ana, who is the second in the list."""
    screen.place.reveal(ANA)
    await screen.press("m")
    await screen.see("find a draft")


async def draft(screen: Any, *words: str) -> None:
    """Find a template and go on to its draft."""
    await screen.type(" ".join(words))
    await screen.press("enter")
    await screen.see(" ctrl+s")


def dialog_of(screen: Any) -> MessageDialog:
    assert isinstance(screen.app.screen, MessageDialog), screen.app.screen
    return screen.app.screen


def text_of(screen: Any) -> str:
    return str(dialog_of(screen).editor.text.text)


def messages_in(world: Any) -> list[Any]:
    return [entry for entry in world.journal().interactions if entry.template]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The links that were opened."""
    links: list[str] = []
    monkeypatch.setattr("textual.app.App.open_url", lambda app, url, **more: links.append(url))
    return links


async def test_what_fits_stands_first_with_its_reason(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        lines = screen.text.split("\n")
        first = next(at for at, line in enumerate(lines) if "Fits now" in line)
        assert "Saw this, thought of you" in lines[first + 1]
        assert "you promised: send the salary survey" in lines[first + 1]
        assert "Check-in: done, stuck, question" in lines[first + 3]
        assert "last talk 42 days ago" in lines[first + 3]
        assert "Before an event" in screen.text
        assert "43 drafts" in screen.text


async def test_typing_finds_a_draft_by_any_of_its_words(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await screen.type("sorry slow")
        assert "1 draft" in screen.text
        assert "Sorry for the slow answer" in screen.text
        await screen.type(" zebra")
        assert "No draft says that" in screen.text
        await screen.press("enter")
        assert dialog_of(screen).template is None


async def test_the_draft_is_filled_and_the_cursor_is_in_the_first_open_place(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        assert text_of(screen).startswith(HELLO + "{memory}.")
        assert "Something the two of you shared" in screen.text
        assert "1 open" in screen.text
        await screen.type("of the kites")
        assert text_of(screen).startswith(HELLO + "of the kites. I hope")
        assert "1 open" not in screen.text


async def test_boundaries_last_contact_and_last_promise_stand_above_the_draft(small: Any) -> None:
    small.add(Contact.parse({"name": "Zoë", "boundaries": "no calls before ten"}, "ZOË"))
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        assert "42 days ago · meeting · rust jobs in health" in screen.text
        assert "you, due 2 days ago: send the salary survey" in screen.text
        await screen.press("escape", "escape")
        screen.place.reveal("ZOË")
        await screen.press("m")
        await draft(screen, "just hello")
        assert "! no calls before ten" in screen.text
        assert "nothing noted yet" in screen.text


async def test_tab_goes_through_the_open_places_then_to_the_buttons_and_round(small: Any) -> None:
    small.add(Setting.parse({"my_name": "Jo", "about_me": "an engineer"}, "me"))
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "former acquaintance")
        seen = []
        for _ in range(5):
            editor = dialog_of(screen).editor
            well = next(well for well in editor.wells if well.has_focus)
            text = well.value if well is editor.subject else well.text
            seen.append(text[slice(*well.chosen)])
            await screen.press("tab")
        assert seen == ["{memory}", "{topic}", "{memory}", "{topic}", "{ask}"]
        assert screen.app.focused.label == "Copy"
        await screen.press("shift+tab")
        text = dialog_of(screen).editor.text
        assert text.text[slice(*text.chosen)] == "{ask}"
        await screen.press("tab", "tab", "tab", "tab")
        assert dialog_of(screen).editor.subject.has_focus
        assert dialog_of(screen).editor.subject.chosen == (0, len("{memory}"))


async def test_copying_with_open_places_asks_once_and_goes_back_to_the_place(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.press("ctrl+s")
        assert "1 place is still open" in screen.text
        await screen.press("escape")
        start, end = dialog_of(screen).editor.text.chosen
        assert text_of(screen)[start:end] == "{memory}"
        await screen.press("ctrl+s", "t")
        await screen.see("Log it as sent?")
        assert "{memory}" in screen.app.clipboard


async def test_a_finished_message_is_copied_and_kept_in_a_file_that_only_the_user_can_read(
    small: Any, tmp_path: Path, opened: list[str]
) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.type("of the kites")
        await screen.press("ctrl+s")
        await screen.see("Log it as sent?")
        file = Path(screen.app.desk.paths.state, "message.txt")
        assert file.read_text(encoding="utf-8").startswith(HELLO + "of the kites.")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert screen.app.clipboard.startswith(HELLO)
        assert "message.txt" in screen.text
        await screen.press("escape")
    assert opened == []
    assert messages_in(small) == []


async def test_log_it_writes_one_entry_that_can_be_taken_back(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.type("of the kites")
        await screen.press("ctrl+s")
        await screen.see("Log it as sent?")
        await screen.press("y")
        await screen.see("Logged: message to Ana Gómez")
        (entry,) = messages_in(small)
        assert (entry.kind, entry.direction, entry.on, entry.note) == ("message", "out", TODAY, "Just hello")
        assert entry.contacts == (ANA,)
        assert entry.template == "hello_no_reason"
        assert entry.exchanges == ()
        assert screen.app.desk.drafts == {}
        await screen.press("u")
        assert messages_in(small) == []


async def test_a_template_of_care_never_logs_a_benefit(small: Any) -> None:
    small.add(Setting.parse({"my_name": "Jo"}, "me"))
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "condolence")
        assert "Name the loss plainly" in screen.text
        await screen.press("ctrl+s", "t")
        await screen.see("Log it as sent?")
        await screen.press("y")
    (entry,) = messages_in(small)
    assert entry.template == "condolence"
    assert entry.exchanges == ()


async def test_a_message_for_a_follow_up_closes_it_in_the_same_change(small: Any) -> None:
    async with small.running() as screen:
        screen.place.reveal(ANA)
        await screen.press("enter")
        await screen.press("m")
        await screen.see("find a draft")
        assert "you promised: send the salary survey" in screen.text
        await screen.press("enter")
        await screen.see("I came across")
        await screen.press("ctrl+s", "t")
        await screen.see("Log, and done")
        await screen.press("y")
        await screen.see("Logged, and done: send the salary survey")
        (followup,) = [one for one in small.journal().followups if one.owner == "mine"]
        assert (followup.status, followup.done_on) == ("done", TODAY)
        assert len(messages_in(small)) == 1
        await screen.press("u")
        (followup,) = [one for one in small.journal().followups if one.owner == "mine"]
        assert followup.status == "open"
        assert messages_in(small) == []


async def test_a_follow_up_may_stay_open(small: Any) -> None:
    async with small.running() as screen:
        screen.place.reveal(ANA)
        await screen.press("enter", "m", "enter", "ctrl+s", "t")
        await screen.see("Log only")
        await screen.press("l")
        await screen.see("Logged")
    assert len(messages_in(small)) == 1
    assert {one.status for one in small.journal().followups} == {"open"}


async def test_a_follow_up_of_nobody_says_so_and_one_of_several_asks_whom(small: Any) -> None:
    both = {"contacts": [ANA, BOB], "what": "write to both", "due": "2026-11-20"}
    small.add(FollowUp.parse(both))
    async with small.running() as screen:
        screen.place.reveal(BOB)
        await screen.press("enter", "m")
        await screen.see("Write to whom?")
        await screen.press("j", "enter")
        await screen.see("Message to Bob Lee")


async def test_the_mail_program_gets_subject_and_text(small: Any, opened: list[str]) -> None:
    small.add(Setting.parse({"my_name": "Jo & co", "about_me": "an engineer"}, "me"))
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "after the interview")
        await screen.press("ctrl+o", "t")
        await screen.see("other programs")
        assert opened == []
        await screen.press("o")
        await screen.see("sending it is up to you")
        parts = urlsplit(opened[0])
        assert (parts.scheme, parts.path) == ("mailto", "ana@northwind.example")
        fields = parse_qs(parts.query)
        assert fields["subject"] == ["Thank you for today"]
        assert fields["body"][0].startswith("Dear Ana,\r\n\r\nThank you")
        assert fields["body"][0].endswith("Jo & co")
        await screen.press("y")
        await screen.see("Logged: e-mail to Ana Gómez")
    (entry,) = messages_in(small)
    assert (entry.kind, entry.note) == ("email", "Thank you for today")


async def test_what_others_could_read_is_said_once(small: Any, opened: list[str]) -> None:
    async with small.running() as screen:
        for answer in ("c", "escape", "o", ""):
            await to_ana(screen)
            await draft(screen, "just hello")
            dialog_of(screen).editor.text.text = "kites"
            await screen.press("ctrl+o")
            if answer:
                await screen.see("Open the mail program?")
                await screen.press(answer)
            if answer == "escape":
                await screen.press("escape", "escape")
                continue
            await screen.see("Log it as sent?")
            await screen.press("escape")
    assert len(opened) == 2
    assert small.journal().settings.docs["mail"]["link_said"] is True


@pytest.mark.parametrize("private", ["person", "entry"])
async def test_what_is_private_does_not_go_into_the_link(
    world: Any, make_person: Any, make_talk: Any, opened: list[str], private: str
) -> None:
    mail = [{"kind": "email", "value": "ana@example.org"}]
    world.add(
        make_person("Ana", private=private == "person", channels=mail),
        make_talk("Ana", ago=40, private=private == "entry"),
    )
    async with world.running() as screen:
        await screen.press("m")
        await draft(screen, "just hello")
        dialog_of(screen).editor.text.text = "about the clinic"
        await screen.press("ctrl+o")
        await screen.see("has the address only")
        assert screen.app.clipboard == "about the clinic"
    assert opened == ["mailto:ana@example.org"]


async def test_a_thank_you_that_is_logged_closes_what_it_answers(world: Any, make_person: Any) -> None:
    world.add(
        make_person("Priya"),
        make_person("Osei"),
        Introduction.parse(
            {"broker": "PRIYA", "a": "me", "b": "OSEI", "status": "met", "met_on": "2026-11-20"}, "OPENED"
        ),
    )
    async with world.running() as screen:
        outlook = screen.app.desk.outlook
        assert outlook.why("PRIYA").lead.kind == "thanks"
        screen.place.reveal("PRIYA")
        await screen.press("m")
        await draft(screen, "thank you for introducing us")
        dialog_of(screen).editor.text.text = "Thank you"
        await screen.press("ctrl+s")
        await screen.see("Log it as sent?")
        await screen.press("y")
        await screen.see("Logged")
        assert world.journal().introductions.get("OPENED").thanked_on == TODAY
        await screen.pilot.pause(0.1)
        why = outlook.why("PRIYA")
        assert why is None or all(reason.kind != "thanks" for reason in why.reasons)
        await screen.press("u")
        assert world.journal().introductions.get("OPENED").thanked_on is None


async def test_what_is_too_long_for_the_mail_program_is_copied_and_that_is_said(small: Any, opened: list[str]) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        dialog_of(screen).editor.text.text = "long words " * 400
        await screen.press("ctrl+o")
        await screen.see("Too long for the mail program, so it was copied")
        assert screen.app.clipboard.startswith("long words")
    assert opened == []


async def test_without_an_address_there_is_no_mail_button_and_its_key_says_why(small: Any, opened: list[str]) -> None:
    async with small.running() as screen:
        screen.place.reveal(BOB)
        await screen.press("m")
        await draft(screen, "just hello")
        assert "Open mail" not in screen.text
        await screen.press("ctrl+o")
        await screen.see("no e-mail address of Bob Lee")
    assert opened == []


async def test_the_name_is_asked_once_and_kept(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await screen.type("your time")
        await screen.press("enter")
        await screen.see("What is your name?")
        await screen.type("Jo")
        await screen.press("enter")
        await screen.see("Thank you for your time, to Ana")
        assert text_of(screen).endswith("Jo")
        assert small.journal().settings.docs["me"]["my_name"] == "Jo"
        await screen.press("escape", "escape")
        await screen.press("m")
        await screen.type("your time")
        await screen.press("enter")
        await screen.see(" ctrl+s")
        assert "What is your name?" not in screen.text


async def test_who_does_not_want_to_say_their_name_has_an_open_place(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await screen.type("your time")
        await screen.press("enter")
        await screen.see("What is your name?")
        await screen.press("escape")
        await screen.see(" ctrl+s")
        assert text_of(screen).endswith("{my_name}")
    assert "me" not in small.journal().settings.docs


async def test_a_draft_survives_escape_and_stands_first_the_next_time(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.type("of the kites")
        await screen.press("escape")
        assert "as you left it" in screen.text
        await screen.press("escape", "m")
        await screen.see("Begun")
        await screen.press("enter")
        await screen.see(" ctrl+s")
        assert "of the kites" in text_of(screen)
        await screen.press("ctrl+r")
        assert "{memory}" in text_of(screen)
        await screen.press("escape")
        assert "Begun" not in screen.text
        assert screen.app.desk.drafts == {}


async def test_a_draft_is_kept_when_the_program_ends(small: Any, tmp_path: Path) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.type("of the kites")
        screen.app.ending.keep_drafts()
        (file,) = Path(screen.app.desk.paths.state).glob("drafts-*.json")
        kept = json.loads(file.read_text(encoding="utf-8"))
    assert "of the kites" in kept[f"message {ANA} hello_no_reason"]["text"]


async def test_back_to_it_and_not_sent_keep_the_draft(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.type("of the kites")
        await screen.press("ctrl+s", "b")
        await screen.see(" ctrl+s")
        assert "of the kites" in text_of(screen)
        await screen.press("ctrl+s", "escape", "m")
        await screen.see("Begun")


async def test_a_failed_save_is_said_and_asked_again(small: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.type("of the kites")
        await screen.press("ctrl+s")
        await screen.see("Log it as sent?")

        def full(op: str) -> Any:
            raise StoreError("The disk is full.")

        with monkeypatch.context() as broken:
            broken.setattr(screen.app.desk.journal, "transaction", full)
            await screen.press("y")
            await screen.see("The disk is full.")
        await screen.see("Log it as sent?")
        assert screen.app.desk.drafts
        await screen.press("y")
        await screen.see("Logged")
    assert len(messages_in(small)) == 1


async def test_a_file_that_cannot_be_written_brings_the_draft_back(small: Any, tmp_path: Path) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await draft(screen, "just hello")
        await screen.type("of the kites")
        folder = Path(screen.app.desk.paths.state, "message.txt")
        folder.mkdir(parents=True)
        await screen.press("ctrl+s")
        await screen.see("could not be written")
        assert "of the kites" in text_of(screen)


@pytest.mark.parametrize(("status", "said"), [("no_contact", "set this to no contact"), ("deceased", "has died")])
async def test_some_people_are_not_written_to(world: Any, status: str, said: str) -> None:
    world.add(Contact.parse({"name": "Ana", "status": status}, "ANA"))
    async with world.running() as screen:
        screen.place.filter_bar.text = "status:any"
        await screen.see("Ana")
        screen.place.rows.focus()
        await screen.press("m")
        await screen.see(said)
        assert not isinstance(screen.app.screen, MessageDialog)


async def test_discreet_people_and_hard_times_are_said_above_the_list(world: Any) -> None:
    world.add(Contact.parse({"name": "Ana", "discreet": True, "care_until": "2026-12-20"}, "ANA"))
    async with world.running() as screen:
        await screen.press("m")
        await screen.see("find a draft")
        assert "A hard time, noted until 20 Dec 2026" in screen.text
        assert "Discreet: no drafts that tell of a search" in screen.text
        assert "Thinking of you in a hard time" in screen.text
        await screen.type("looking")
        assert "I am looking, and this would help" not in screen.text


async def test_a_message_of_before_rests_and_says_so(small: Any, make_talk: Callable[..., Any]) -> None:
    small.add(make_talk("Ana Gómez", ago=5, kind="message", note="Just hello", template="hello_no_reason"))
    async with small.running() as screen:
        await to_ana(screen)
        assert "“Just hello” went out 5 days ago" in screen.text
        assert "last talk 42 days ago" not in screen.text
        await screen.type("just hello")
        assert "let it rest until Sat 19 Dec" in screen.text


async def test_names_are_blurred_in_what_is_shown_but_not_in_what_is_copied(small: Any) -> None:
    async with small.running() as screen:
        await to_ana(screen)
        await screen.press("f8")
        await screen.see("░░░ ░░░░░")
        assert "Ana" not in screen.text
        await draft(screen, "just hello")
        assert "Ana" not in screen.text
        assert "kites" not in screen.text
        await screen.press("ctrl+s", "t")
        await screen.see("Log it as sent?")
        assert screen.app.clipboard.startswith("Hi Ana,")


async def test_what_the_user_wrote_in_templates_toml_counts_at_once(small: Any) -> None:
    async with small.running() as screen:
        folder = Path(screen.app.desk.paths.config)
        folder.mkdir(parents=True)
        text = (
            '[[template]]\nid = "dogs"\ngroup = "my_dogs"\ntitle = "How is [b]the[/b] dog?"\nbody = "Hi {first_name}"\n'
        )
        (folder / "templates.toml").write_text(text + '[[template]]\nid = "x"\n', encoding="utf-8")
        await to_ana(screen)
        await screen.see("templates.toml, line 6")
        await draft(screen, "dog")
        assert text_of(screen) == "Hi Ana"
        assert "How is [b]the[/b] dog?, to Ana Gómez" in screen.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36), (200, 50)])
async def test_everything_fits_into_every_terminal(world: Any, size: tuple[int, int]) -> None:
    name = "小林さくら Sakura Kobayashi-Fitzgerald von und zu Hohenstein the Third of Her Name"
    fields = {"boundaries": "no calls before ten, prefers e-mail, " * 3, "circle": "close"}
    world.add(Contact.parse({"name": name, **fields}, "S"), Setting.parse({"my_name": "Jo"}, "me"))
    async with world.running(size) as screen:
        await screen.press("m")
        await screen.see("find a draft")
        box = screen.app.screen.query_one("#box")
        assert box.region.bottom <= size[1]
        await draft(screen, "condolence")
        assert box.region.bottom <= size[1]
        assert screen.app.screen.query_one("#copy").region.bottom <= size[1]
        assert screen.app.screen.query_one("#meaning").region.bottom <= box.region.bottom


async def test_the_situation_is_what_the_journal_holds(small: Any) -> None:
    small.add(
        Event.parse({"title": "Meetup", "starts": "2026-11-26T18:30", "expected": ["ana gomez"]}, "E1"),
        Event.parse({"title": "PyCon", "starts": "2026-11-20", "status": "attended", "met": [ANA]}, "E2"),
        Introduction.parse(
            {"broker": ANA, "a": "me", "b": BOB, "status": "met", "met_on": "2026-11-22", "yes_a": True, "yes_b": True}
        ),
    )
    async with small.running() as screen:
        desk = screen.app.desk
        now = situation(desk.index, desk.journal, desk.person(ANA))
        assert (now.next_event.name, now.last_event.name) == ("Meetup", "PyCon")
        assert now.introduction.name == "Bob Lee"
        assert (now.favour.name, now.favour.on) == ("opportunity", date(2026, 10, 13))
        assert (now.last.name, now.close, now.first_name) == ("meeting", True, "Ana")
        bob = situation(desk.index, desk.journal, desk.person(BOB))
        assert bob.introducer == "Ana Gómez"
        assert bob.unanswered is None
