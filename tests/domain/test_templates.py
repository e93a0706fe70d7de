"""Templates: what is filled, what stays open, which are offered, which fit, which rest."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.fitting import fitting, offered, quiet_until, resting, went_out
from journal.domain.mail import LONGEST_LINK, fits, mail_link
from journal.domain.situation import Occasion, Promise, Sent, Situation, care, known, refusal
from journal.domain.templates import (
    PLACE,
    Placeholder,
    Template,
    fill,
    group_head,
    in_groups,
    open_places,
    values,
    written,
)
from journal.texts import load_templates

TODAY = date(2026, 11, 24)
SHIPPED, PROBLEMS = load_templates(Path("no-folder-of-the-user"))
ALL = list(SHIPPED.templates.values())


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def about(**fields: Any) -> Situation:
    return Situation(TODAY, "Ana", **fields)


def template(id: str = "own", **fields: Any) -> Template:
    return Template.model_validate({"id": id, "group": "thanks", "title": "Own", "body": "Hi {first_name}", **fields})


def fit_ids(situation: Situation) -> list[str]:
    return [fit.template.id for fit in fitting(offered(ALL, situation), situation)]


def test_the_shipped_templates_have_no_problems() -> None:
    assert PROBLEMS == []
    assert len(ALL) == 43


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_shipped_template_fills_without_a_place_that_is_not_known(one: Template) -> None:
    everything = dict.fromkeys(SHIPPED.placeholders, "something")
    for text in (one.subject, one.body):
        assert not PLACE.search(written(fill(text, everything)))
        assert not any(piece.place for piece in fill(text, everything))
    assert set(one.places) <= set(SHIPPED.placeholders)


def test_known_places_are_filled_and_the_others_stay_open_in_braces() -> None:
    pieces = fill("Hi {first_name}, {detail}. {my_name}", {"first_name": "Ana", "my_name": "Jo"})
    assert [(piece.text, piece.place) for piece in pieces] == [
        ("Hi Ana, ", ""),
        ("{detail}", "detail"),
        (". Jo", ""),
    ]


@given(st.text(), st.dictionaries(st.sampled_from(["a", "first_name"]), st.text()))
@settings(deadline=None)
def test_filling_loses_no_text(text: str, known_values: dict[str, str]) -> None:
    assert written(fill(text, {})) == text
    expected = PLACE.sub(lambda found: known_values.get(found[1], found[0]), text)
    assert written(fill(text, known_values)) == expected


def test_open_places_are_found_where_they_stand_and_other_braces_are_text() -> None:
    text = "{detail} and {nothing_such} and {ask}"
    found = open_places(text, ["detail", "ask"])
    assert [text[place.start : place.end] for place in found] == ["{detail}", "{ask}"]


def test_a_place_is_filled_from_what_it_names_and_an_empty_text_fills_nothing() -> None:
    places = {"who": Placeholder(about="x", auto="contact.first_name"), "x": Placeholder(about="x")}
    assert values(places, {"contact.first_name": "Ana"}) == {"who": "Ana"}
    assert values(places, {"contact.first_name": "", "": "never"}) == {}


def test_what_is_known_depends_on_what_the_template_is_for() -> None:
    now = about(
        topic="rust",
        org="Northwind",
        last_event=Occasion("PyCon", ago(2)),
        next_event=Occasion("Meetup", TODAY + timedelta(days=3)),
        introduction=Occasion("Chen Wei", ago(1)),
        to_introduce="Bob Lee",
        to_meet="Dr Osei",
    )
    me = {"my_name": "Jo"}
    by_group = {group: known(now, some[0], me) for group, some in in_groups(ALL)}
    assert by_group["before"]["event.title"] == "Meetup"
    assert by_group["follow_up"]["event.title"] == "PyCon"
    assert by_group["thanks"]["interaction.topics[0]"] == "rust"
    assert by_group["ask"]["interaction.topics[0]"] == ""
    assert by_group["thanks"]["introduction.other"] == "Chen Wei"
    assert by_group["introduce"]["introduction.other"] == "Bob Lee"
    assert by_group["ask"]["introduction.other"] == "Dr Osei"
    assert by_group["ask"]["settings.my_name"] == "Jo"
    assert by_group["ask"]["settings.about_me"] == ""


def test_nobody_is_written_to_who_was_set_to_no_contact_or_has_died() -> None:
    assert refusal(about(status="no_contact"), "Ana") == "Ana: you set this to no contact."
    assert "has died" in refusal(about(status="deceased"), "Ana")
    assert refusal(about(), "Ana") == ""


def test_a_discreet_person_is_never_offered_a_draft_that_tells_of_a_search() -> None:
    ids = {one.id for one in offered(ALL, about(discreet=True))}
    assert not ids & {"news_looking", "ask_insight", "ask_intro", "intro_blurb", "ask_reference", "after_rejection"}
    assert {"hello_no_reason", "thank_coffee", "praise"} <= ids
    telling = ("i am looking", "i have an interview", "i am applying", "my next role", "to apply for")
    for one in offered(ALL, about(discreet=True)):
        assert not [words for words in telling if words in one.body.lower()], one.id


def test_in_a_hard_time_care_comes_first_and_nothing_asks() -> None:
    now = about(care_until=TODAY + timedelta(days=30), state="due", last=Occasion("call", ago(90)))
    assert fit_ids(now)[0] == "support_hard_time"
    assert not [one.id for one in offered(ALL, now) if one.asks]
    assert "24 Dec 2026" in care(now)
    over = about(care_until=ago(1))
    assert care(over) == ""
    assert len(offered(ALL, over)) == len(ALL)


@pytest.mark.parametrize(
    ("fields", "first", "why"),
    [
        ({"favour": Occasion("opportunity", ago(3))}, "thank_coffee", "got an opportunity 3 days ago"),
        ({"favour": Occasion("mentorship", ago(21))}, "report_back", "got advice 21 days ago"),
        ({"met_on": ago(3)}, "follow_up_event", "you met 3 days ago"),
        ({"last_event": Occasion("PyCon", ago(1))}, "follow_up_event", "PyCon, yesterday"),
        ({"last": Occasion("call", ago(1))}, "thank_coffee", "call yesterday"),
        ({"introduction": Occasion("Chen", ago(2))}, "thank_intro", "introduced you to Chen 2 days ago"),
        ({"to_introduce": "Bob"}, "intro_ask_consent", "to meet Bob, as you noted"),
        ({"moment": Occasion("birthday", TODAY)}, "congratulate", "birthday today"),
        ({"next_event": Occasion("Meetup", TODAY + timedelta(2))}, "before_event", "Meetup, in 2 days"),
        ({"unanswered": ago(8)}, "nudge_once", "no answer to your message of Mon 16 Nov"),
        ({"state": "due", "last": Occasion("call", ago(90))}, "hello_no_reason", "last talk 3 months ago"),
        ({"state": "dormant", "close": True, "last": Occasion("call", ago(900))}, "reconnect_strong", None),
        ({"state": "dormant", "last": Occasion("call", ago(900))}, "reconnect_weak", "last talk 2 years ago"),
        ({"state": "due", "kinds": ("mentor",), "last": Occasion("call", ago(40))}, "mentor_checkin", None),
        ({"promise": Promise("send the survey", True, TODAY)}, "give_resource", "you promised: send the survey"),
        ({"promise": Promise("Thank her", True, TODAY)}, "thank_coffee", "you promised: Thank her"),
        ({"promise": Promise("the intro", False, ago(1))}, "nudge_once", "they promised: the intro"),
        (
            {"promise": Promise("ask her to introduce you to Bob", True, TODAY), "to_meet": "Bob"},
            "ask_intro",
            "to meet Bob, as you noted",
        ),
        ({"promise": Promise("x", True, TODAY, "praise")}, "praise", "planned with the follow-up"),
    ],
)
def test_what_fits_comes_with_its_reason(fields: dict[str, Any], first: str, why: str | None) -> None:
    now = about(**fields)
    found = fitting(offered(ALL, now), now)
    assert found[0].template.id == first
    assert why in (None, found[0].why)


def test_nothing_fits_somebody_of_whom_nothing_is_known() -> None:
    assert fit_ids(about()) == []


def test_few_templates_fit_at_a_time() -> None:
    now = about(
        favour=Occasion("knowledge", ago(1)),
        met_on=ago(1),
        last=Occasion("call", ago(1)),
        last_event=Occasion("PyCon", ago(1)),
        moment=Occasion("birthday", TODAY),
        unanswered=ago(9),
    )
    ids = fit_ids(now)
    assert len(ids) == len(set(ids)) == 4


def test_nothing_is_suggested_while_the_last_message_has_its_quiet_days() -> None:
    old = {"state": "due", "last": Occasion("call", ago(90))}
    assert fit_ids(about(**old)) == ["hello_no_reason"]
    assert fit_ids(about(**old, sent=(Sent("praise", ago(3)),))) == []
    assert fit_ids(about(**old, sent=(Sent("praise", ago(7)),))) == ["hello_no_reason"]
    assert fit_ids(about(**old, sent=(Sent("no_such_template", ago(1)),))) == ["hello_no_reason"]


def test_what_happened_after_the_last_message_may_be_answered_all_the_same() -> None:
    sent = (Sent("hello_no_reason", ago(5)),)
    assert "thank_coffee" in fit_ids(about(favour=Occasion("knowledge", ago(2)), sent=sent))
    assert fit_ids(about(favour=Occasion("knowledge", ago(9)), sent=sent)) == []


def test_the_same_template_rests_even_where_it_would_answer_something_newer() -> None:
    sent = (Sent("thank_coffee", ago(5)),)
    assert "thank_coffee" not in fit_ids(about(favour=Occasion("knowledge", ago(2)), sent=sent))


def test_it_is_said_when_a_message_of_that_kind_went_out_and_how_long_it_should_rest() -> None:
    hello = SHIPPED.templates["hello_no_reason"]
    now = about(sent=(Sent("hello_no_reason", ago(5)), Sent("hello_no_reason", ago(50))))
    assert went_out(hello, now) == "went out 5 days ago; let it rest until Sat 19 Dec"
    assert resting(ALL, now) == "“Just hello” went out 5 days ago; nothing needs writing before Sat 19 Dec."
    later = about(sent=(Sent("hello_no_reason", ago(30)),))
    assert quiet_until(hello, later) is None
    assert went_out(hello, later) == "went out 30 days ago"
    assert resting(ALL, later) == ""
    assert went_out(hello, about()) == ""


def test_a_promise_is_kept_whatever_went_out_before() -> None:
    now = about(promise=Promise("send the survey", True, TODAY), sent=(Sent("hello_no_reason", ago(1)),))
    assert fit_ids(now) == ["give_resource", "follow_up_event"]


def test_a_template_that_says_no_ask_asks_for_nothing() -> None:
    with pytest.raises(ValueError, match="although it says no_ask"):
        template(body="Hi, could you {ask}?", no_ask=True)


def test_groups_of_the_user_come_after_those_of_the_program() -> None:
    groups = [group for group, _ in in_groups([template(group="my_dogs"), *ALL])]
    assert groups[0] == "before"
    assert groups[-1] == "my_dogs"
    assert group_head("my_dogs") == "My dogs"
    assert group_head("care") == "Hard times and good news"


def test_a_mail_link_quotes_everything_that_could_end_it() -> None:
    subject, body = "50% & more? #1 + =", "Hi Ana,\nwie geht’s?\n\n小林 & co"
    link = mail_link("ana+x@northwind.example", subject, body)
    assert link.isascii()
    assert " " not in link
    parts = urlsplit(link)
    assert parts.path == "ana%2Bx@northwind.example"
    assert parse_qs(parts.query) == {"subject": [subject], "body": [body.replace("\n", "\r\n")]}


def test_a_mail_link_has_only_what_there_is_and_knows_when_it_is_too_long() -> None:
    assert mail_link("a@b.example", "", "Hi") == "mailto:a@b.example?body=Hi"
    assert mail_link("a@b.example", "", "") == "mailto:a@b.example"
    assert "?" not in mail_link("a?cc=x@b.example", "", "")
    assert fits("x" * LONGEST_LINK)
    assert not fits(mail_link("a@b.example", "", "ä" * 400))
