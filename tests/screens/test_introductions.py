"""Introductions on the screen: begun with i, gone on with d, shown on both pages and in one list."""

from __future__ import annotations

from typing import Any

from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction

ANA, BOB = "ANA GÓMEZ", "BOB LEE"


def made(world: Any) -> list[Introduction]:
    return list(world.journal().introductions)


async def test_two_are_introduced_from_the_idea_on(small: Any) -> None:
    async with small.running() as screen:
        screen.place.reveal(ANA)
        await screen.press("i", "enter")
        await screen.see("New introduction")
        await screen.see("introduces")
        screen.app.screen.fields["to"].text = "Bob Lee"
        await screen.press("ctrl+s")
        await screen.gone("New introduction")
        assert [(one.broker, one.a, one.b, one.status) for one in made(small)] == [("me", ANA, BOB, "idea")]
        await screen.see("next: ask Ana about meeting Bob")
        await screen.press("u")
        await screen.gone("next: ask Ana")
        assert not made(small)
        assert len(small.journal().followups) == 2


async def test_a_form_without_both_yeses_asks_once(small: Any) -> None:
    async with small.running() as screen:
        screen.place.reveal(ANA)
        await screen.press("space")
        screen.place.reveal(BOB)
        await screen.press("space", "i")
        await screen.see("New introduction")
        form = screen.app.screen
        form.fields["state"].text = "made"
        await screen.press("ctrl+s")
        await screen.see("Without both yeses?")
        await screen.press("escape", "ctrl+s", "s")
        await screen.gone("New introduction")
        assert [one.status for one in made(small)] == ["made"]
        assert [edge.contact for edge in small.journal().contacts.get(ANA).knows] == [BOB]


async def test_the_next_step_is_d_on_the_line_and_on_its_follow_up(small: Any) -> None:
    small.add(
        Introduction.parse({"broker": "me", "a": ANA, "b": BOB, "status": "asked", "asked_on": "2026-11-20"}, "I"),
        FollowUp.parse(
            {"contacts": [ANA], "what": "ask Ana Gómez about meeting Bob Lee", "due": "2026-11-24", "from": "I"}
        ),
    )
    async with small.running() as screen:
        screen.place.reveal(BOB)
        await screen.see("next: ask Ana about meeting Bob")
        await screen.press("ctrl+p")
        await screen.type("introductions")
        await screen.press("enter")
        await screen.see("Under way")
        await screen.press("d")
        await screen.see("What did Ana Gómez say?")
        await screen.press("enter")
        await screen.see("next: ask Bob about meeting Ana")
        await screen.press("d", "enter")
        await screen.see("next: introduce Ana and Bob")
        await screen.press("d")
        await screen.see("made")
        assert made(small)[0].made_on is not None
        await screen.press("u")
        await screen.see("agreed")
        await screen.press("z")
        await screen.see("At rest")
        await screen.press("escape")
        await screen.gone("At rest")
        assert all(one.status != "open" for one in small.journal().followups if one.from_ == "I")


async def test_whoever_made_it_has_asked_the_other_so_nothing_is_asked(small: Any) -> None:
    small.add(Introduction.parse({"broker": ANA, "a": "me", "b": BOB, "status": "asked", "asked_on": "2026-11-20"}))
    async with small.running() as screen:
        await screen.press("ctrl+p")
        await screen.type("introductions")
        await screen.press("enter")
        await screen.see("next: ask Ana again about Bob")
        await screen.press("d")
        await screen.see("What did Ana Gómez say?")
        await screen.press("down", "enter")
        await screen.see("next: thank Ana")
        assert [(one.status, one.both_agree) for one in made(small)] == [("made", True)]


async def test_an_introduction_changed_elsewhere_meanwhile_is_said_and_settled(small: Any) -> None:
    small.add(Introduction.parse({"broker": "me", "a": ANA, "b": BOB, "reason": "both like rust"}, "I"))
    async with small.running() as screen:
        await screen.press("ctrl+p")
        await screen.type("introductions")
        await screen.press("enter")
        await screen.see("Under way")
        await screen.press("e")
        await screen.see("Edit introduction")
        screen.app.screen.fields["why"].text = "both build tools"
        other = made(small)[0]
        with small.journal("third-0003").transaction("elsewhere") as transaction:
            transaction.change(other, other.changed(reason="they asked", note="in May"))
        await screen.press("ctrl+s")
        await screen.see("! elsewhere: they asked")
        await screen.press("ctrl+s")
        await screen.gone("Edit introduction")
        assert [(one.reason, one.note) for one in made(small)] == [("both build tools", "in May")]


async def test_who_could_introduce_me_is_offered_with_the_reason(small: Any, make_person: Any) -> None:
    small.add(make_person("Dana Osei", introduced_by=ANA))
    async with small.running() as screen:
        screen.place.reveal("DANA OSEI")
        await screen.press("i", "down", "enter")
        await screen.see("Who could introduce you to Dana?")
        await screen.see("knows them")
        await screen.press("enter")
        await screen.see("New introduction")
        form = screen.app.screen
        texts = {name: form.fields[name].text for name in ("through", "introduce", "to")}
        assert texts == {"through": "Ana Gómez", "introduce": "you", "to": "Dana Osei"}
        await screen.press("ctrl+s")
        await screen.gone("New introduction")
        assert [(one.broker, one.a, one.b) for one in made(small)] == [(ANA, "me", "DANA OSEI")]


async def test_a_captured_introduction_is_in_the_list(small: Any) -> None:
    async with small.running() as screen:
        await screen.press("c")
        await screen.type('intro @"Ana Gómez" -> @"Bob Lee"')
        await screen.press("enter", "ctrl+p")
        await screen.type("introductions")
        await screen.press("enter")
        await screen.see("Ana Gómez → Bob Lee")
        await screen.see("next: ask whether Ana and Bob met")


async def test_without_introductions_the_list_says_how_one_begins(small: Any) -> None:
    async with small.running(size=(60, 20)) as screen:
        await screen.press("ctrl+p")
        await screen.type("introductions")
        await screen.press("enter")
        await screen.see("Nobody was introduced here yet.")


async def test_no_introduction_to_somebody_one_must_not_contact(small: Any, make_person: Any) -> None:
    small.add(make_person("Eve Stone", status="no_contact"))
    async with small.running() as screen:
        await screen.press("slash")
        await screen.type("status:no_contact")
        await screen.press("enter", "i")
        await screen.see("you set this to no contact")
