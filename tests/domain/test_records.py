"""Records: what may be kept, what is said about what may not, and that nothing unknown is lost."""

from __future__ import annotations

import json
from datetime import date, time

import pytest
from pydantic import ValidationError

from journal.domain.contacts import Contact
from journal.domain.decisions import Decision, Setting
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.goals import Goal
from journal.domain.introductions import Introduction
from journal.domain.prep import PrepRun
from journal.domain.record import Invalid
from journal.domain.reflections import Reflection
from journal.domain.text import clean
from journal.domain.timeline import Interaction


def wrong(record, **fields):
    with pytest.raises(Invalid) as caught:
        record.parse(fields)
    return caught.value.fields


def test_only_a_name_is_required():
    tom = Contact.parse({"name": "Tom"}, "T1")
    assert (tom.id, tom.name, tom.circle, tom.kinds, tom.given) == ("T1", "Tom", "active", ("other",), "Tom")
    assert tom.document() == {"name": "Tom", "circle": "active"}


def test_what_an_older_or_newer_program_wrote_stays_in_the_document():
    document = {"name": "Ana", "circle": "close", "from_the_future": {"deep": [1]}, "channels": [
        {"kind": "email", "value": "a@b.example", "preferred": True, "label": "work"}]}  # fmt: skip
    ana = Contact.parse(document)
    assert ana.document() == document
    assert ana.changed(role="Head of Data").document() == {**document, "role": "Head of Data"}


def test_a_record_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        Contact.parse({"name": "Ana"}).name = "Bob"


def test_text_is_cleaned_and_lists_hold_nothing_twice():
    ana = Contact.parse(
        {"name": "  Ana\x1b[31m Go\u0301mez\n", "topics": ["Rust", "rust", " ", "RUST", "health"], "notes": "a\r\nb"}
    )
    assert ana.name == "Ana[31m Gómez"
    assert ana.topics == ("Rust", "health")
    assert ana.notes == "a\nb"


def test_errors_name_every_field_and_say_what_would_work():
    assert wrong(Contact) == {"name": "is required"}
    assert wrong(Contact, name=" \x00 ") == {"name": "is empty"}
    fields = wrong(Contact, name="x" * 121, circle="foo", met_on="never", cadence_days=2)
    assert fields["name"] == "is longer than 120 characters"
    assert fields["circle"] == "must be one of inner, close, active, wide, open"
    assert fields["met_on"] == "is not a date such as 2026-05-12"
    assert "greater than or equal to 3" in fields["cadence_days"]


def test_an_error_never_repeats_what_was_entered():
    with pytest.raises(Invalid) as caught:
        Contact.parse({"name": "Zebedee" * 40})
    assert "Zebedee" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"channels": [{"kind": "email", "value": "nowhere"}]}, "channels", "item 1 is not an e-mail address"),
        ({"channels": [{"value": "a@b"}, {"kind": "fax", "value": "1"}]}, "channels", "item 2 must be one of email"),
        ({"moments": [{"label": "birthday", "month": 2, "day": 30}]}, "moments", "has no such day; try 29 feb"),
        (
            {"channels": [{"value": "a@b", "preferred": True}, {"value": "c@d", "preferred": True}]},
            "",
            "only one address",
        ),
        ({"kinds": []}, "kinds", "is empty"),
    ],
)
def test_parts_of_a_contact_are_checked_too(fields, field, says):
    assert says in wrong(Contact, name="Ana", **fields)[field]


def test_nobody_is_introduced_by_themselves():
    with pytest.raises(Invalid, match="by themselves"):
        Contact.parse({"name": "Ana", "introduced_by": "A"}, "A")


def test_an_entry_knows_what_is_usual_for_its_kind():
    email = Interaction.parse({"contacts": ["A"], "on": "2026-05-12", "kind": "email"})
    assert (email.direction, email.depth, email.two_way) == ("out", 2, False)
    assert email.changed(answered="yes").two_way
    talk = Interaction.parse({"contacts": ["A"], "on": "2026-05-12"})
    assert (talk.kind, talk.direction, talk.depth, talk.two_way) == ("meeting", "mutual", 3, True)


def test_a_note_is_never_a_talk_and_needs_nobody():
    note = Interaction.parse({"on": "2026-05-12", "kind": "note", "note": "an idea"})
    assert not note.two_way
    assert "at least one person" in wrong(Interaction, on="2026-05-12", kind="call")[""]


@pytest.mark.parametrize("time", ["24:00", "9:30", "noon", "12:60"])
def test_a_time_is_hours_and_minutes(time):
    assert wrong(Interaction, contacts=["A"], on="2026-05-12", time=time) == {"time": "is not a time such as 17:30"}


def test_what_lies_ahead_may_be_kept_and_what_is_older_than_a_life_may_not():
    assert Interaction.parse({"contacts": ["A"], "on": "2199-01-01"}).on.year == 2199
    assert "older than 1950" in wrong(Interaction, contacts=["A"], on="1949-12-31")[""]


def test_a_follow_up_is_done_or_has_no_day_on_which_it_was():
    promise = FollowUp.parse({"what": "send survey", "due": "2026-11-27", "from": "E1"})
    assert (promise.owner, promise.status, promise.contacts, promise.from_) == ("mine", "open", (), "E1")
    assert promise.document()["from"] == "E1"
    done = promise.changed(status="done", done_on="2026-11-26")
    assert done.document()["done_on"] == "2026-11-26"
    assert "only what is done" in wrong(FollowUp, what="x", due="2026-11-27", done_on="2026-11-26")[""]


def test_an_introduction_has_three_different_people():
    made = Introduction.parse({"broker": "me", "a": "A", "b": "B"})
    assert made.status == "idea"
    assert "three different people" in wrong(Introduction, broker="me", a="A", b="A")[""]


def test_no_hostile_name_breaks_a_record_or_grows_on_its_way(shared):
    for each in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8")):
        name = clean(each["s"][:100])
        if not name:
            assert wrong(Contact, name=each["s"][:100]) == {"name": "is empty"}, each["id"]
            continue
        record = Contact.parse({"name": each["s"][:100], "notes": each["s"]})
        assert record.name == name
        document = json.loads(json.dumps(record.document()))
        assert Contact.parse(document).document() == document


def test_a_goal_keeps_all_its_parts_as_they_were_written():
    document = {
        "statement": "Have 12 talks that lead to 3 interviews as data lead in health",
        "status": "active",
        "starts": "2026-09-01",
        "horizon": "2026-12-31",
        "measure": {"name": "talks", "target": 12.0, "current": 7.0},
        "obstacle": "after a no I go silent",
        "if_then": {"if": "somebody says no", "then": "I write to the next one"},
        "slots": [{"label": "Data leads", "want": 3, "role": ["data lead"], "must": ["role"], "people": ["P1"]}],
        "next_action": {"text": "write to Priya"},
    }
    goal = Goal.parse(document, "G1")
    assert Goal.parse(goal.document(), "G1") == goal
    assert goal.document()["if_then"] == document["if_then"]
    assert (goal.slots[0].criteria, goal.measure.current) == (("role",), 7)
    assert goal.changed(status="paused").document() == {**goal.document(), "status": "paused"}


def test_a_goal_says_what_does_not_fit_together():
    base = {"statement": "Meet two people", "starts": "2026-09-01"}
    assert wrong(Goal, statement="Too short") == {"statement": "is shorter than 10 characters"}
    assert "must come after" in str(wrong(Goal, **base, horizon="2026-09-01"))
    assert "five years" in str(wrong(Goal, **base, horizon="2032-01-01"))
    late = [{"title": "Talk", "due": "2027-01-01"}]
    assert "“Talk” lies after" in str(wrong(Goal, **base, horizon="2026-12-01", milestones=late))
    assert "must differ" in str(wrong(Goal, **base, measure={"name": "talks", "target": 0}))
    insists = [{"label": "Leads", "role": ["lead"], "must": ["location"]}]
    assert "cannot insist on location" in str(wrong(Goal, **base, slots=insists))


def test_a_slot_whose_only_person_was_removed_can_still_be_read():
    goal = Goal.parse({"statement": "Meet two people", "slots": [{"label": "Advisers"}]})
    assert goal.slots[0].open_to_anybody


def test_an_event_has_a_day_with_a_time_or_without():
    meetup = Event.parse({"title": "Meetup", "starts": "2026-11-26T18:30", "ends": "2026-11-26"})
    assert (meetup.day, meetup.time) == (date(2026, 11, 26), time(18, 30))
    assert Event.parse({"title": "Fair", "starts": "2026-11-26"}).time is None
    assert "no such day" in str(wrong(Event, title="Fair", starts="2026-02-30"))
    assert "ends before" in str(wrong(Event, title="Fair", starts="2026-11-26T18:30", ends="2026-11-26T18:00"))


def test_preparations_reviews_and_choices_come_back_as_they_were_written():
    run = {"event": "E1", "checklist": "meetup", "confidence_before": 4, "answers": {"s.names": {"status": "done"}},
           "plans": [{"if": "I know nobody", "then": "I greet somebody"}]}  # fmt: skip
    assert PrepRun.parse(PrepRun.parse(run).document()) == PrepRun.parse(run)
    assert PrepRun.parse(run).document()["plans"][0]["if"] == "I know nobody"
    week = {"on": "2026-11-24", "about": {"kind": "week", "id": "2026-11-23"}, "wins": ["spoke up"], "mood": 4}
    assert Reflection.parse(week).document() == week
    away = {"kind": "away", "on": "2026-07-01", "until": "2026-07-20"}
    assert Decision.parse(away).document() == away
    assert Setting.parse({"my_name": "Kim"}, "me").document() == {"my_name": "Kim"}


@pytest.mark.parametrize(
    ("name", "called"),
    [("Ana Gómez", "Ana"), ("Dr Osei", "Dr Osei"), ("Prof. Ada Byron", "Prof. Ada Byron"), ("Mum", "Mum")],
)
def test_what_one_calls_somebody(name, called):
    assert Contact.parse({"name": name}).given == called
    assert Contact.parse({"name": name, "first_name": "Ada"}).given == "Ada"
