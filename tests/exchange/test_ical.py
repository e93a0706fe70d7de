"""Calendars: which events come in, what changes when the calendar does, and why others stay out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.exchange.files import load
from journal.exchange.formats import Terms, plan_source
from journal.exchange.ics_out import write
from journal.exchange.offers import Ticks
from journal.exchange.person import Doc
from journal.exchange.plan import Plan
from journal.exchange.source import Source

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
MEETUP = """\
BEGIN:VEVENT
UID:m1@example.org
SUMMARY:Rust Meetup
DTSTART;TZID=Europe/London:20261126T183000
DTEND;TZID=Europe/London:20261126T203000
LOCATION:Leeds\\, The Old Mill
URL:https://example.org/m1
DESCRIPTION:Bring a badge
ATTENDEE;CN="Ada Example":mailto:ada@example.org
END:VEVENT
"""


def calendar(*entries: str, head: str = "") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(entries)}END:VCALENDAR\n"


PEOPLE: dict[str, Doc] = {"A": {"name": "Ana Gómez"}, "B": {"name": "Bob Lee"}}


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", "SUMMARY:Thing", *lines, "END:VEVENT", ""])


def planned(text: str, events: dict[str, Doc] | None = None, *take: str, now: datetime = NOW) -> Plan:
    here = events or {}
    numbers = iter(range(len(here) + 1, 100_000))
    terms = Terms("DMY", now, lambda: f"E{next(numbers)}", ticks=Ticks(frozenset(take)))
    tables: dict[str, dict[str, Doc]] = {"events": here, "contacts": PEOPLE}
    return plan_source(Source("a.ics", text), lambda table: tables.get(table, {}), terms)


def after(plan: Plan, before: dict[str, Doc] | None = None) -> dict[str, Any]:
    return {**(before or {}), **{change.id: change.after for change in plan.changes}}


def test_an_event_comes_in_with_title_time_place_and_link() -> None:
    (meetup,) = after(planned(calendar(MEETUP))).values()
    assert (meetup["title"], meetup["kind"], meetup["status"]) == ("Rust Meetup", "meetup", "planned")
    assert (meetup["starts"], meetup["ends"]) == ("2026-11-26T18:30", "2026-11-26T20:30")
    assert (meetup["tz"], meetup["place"]) == ("Europe/London", "Leeds, The Old Mill")
    assert meetup["url"] == "https://example.org/m1"


def test_descriptions_and_guests_come_in_only_when_asked_for() -> None:
    plain, full = planned(calendar(MEETUP)), planned(calendar(MEETUP), None, "notes", "guests")
    assert "badge" not in str(plain.changes)
    assert "Ada" not in str(plain.changes)
    (meetup,) = after(full).values()
    assert (meetup["note"], meetup["expected"]) == ("Bring a badge", ["Ada Example"])
    assert {(offer.name, offer.people, offer.ticked) for offer in plain.offers} == {
        ("notes", 1, False),
        ("guests", 1, False),
    }


def test_a_second_import_changes_nothing() -> None:
    there = after(planned(calendar(MEETUP)))
    again = planned(calendar(MEETUP), there)
    assert (len(again.changes), [row.verdict for row in again.rows]) == (0, ["same"])


def test_an_event_that_was_moved_moves_here_too_and_says_so() -> None:
    there = after(planned(calendar(MEETUP)))
    moved = planned(calendar(MEETUP.replace("20261126T", "20261127T")), there)
    assert [(row.verdict, row.reason) for row in moved.rows] == [("update", "start, end")]
    assert after(moved, there)["E1"]["starts"] == "2026-11-27T18:30"


def test_what_the_user_changed_stays() -> None:
    there = after(planned(calendar(MEETUP)))
    there["E1"] = {**there["E1"], "title": "My words", "objective": "two hellos"}
    moved = planned(calendar(MEETUP.replace("Rust Meetup", "Rust Night").replace("Old Mill", "New Mill")), there)
    meetup = after(moved, there)["E1"]
    assert (meetup["title"], meetup["objective"], meetup["place"]) == ("My words", "two hellos", "Leeds, The New Mill")


def test_an_event_that_was_noted_by_hand_is_not_doubled() -> None:
    there: dict[str, Doc] = {
        "E1": {"title": "rust meetup", "starts": "2026-11-26", "kind": "meetup", "status": "planned"}
    }
    plan = planned(calendar(MEETUP), there)
    assert [row.id for row in plan.rows] == ["E1"]
    assert after(plan, there)["E1"]["place"] == "Leeds, The Old Mill"


def test_an_event_called_off_is_marked_when_it_is_here_and_left_out_when_not() -> None:
    off = calendar(MEETUP.replace("UID:", "STATUS:CANCELLED\nUID:"))
    there = after(planned(calendar(MEETUP)))
    assert after(planned(off, there), there)["E1"]["status"] == "cancelled"
    assert [(row.verdict, row.reason) for row in planned(off).rows] == [("skip", "it is called off")]


def test_what_is_over_stays_out_unless_asked_for() -> None:
    old = calendar(MEETUP.replace("20261126", "20200101"))
    assert [row.verdict for row in planned(old).rows] == ["skip"]
    assert planned(old).rows[0].reason == "it is over"
    assert ("past", 1, False) in planned(old).offers
    (meetup,) = after(planned(old, None, "past")).values()
    assert meetup["status"] == "attended"


def test_all_day_events_end_on_their_last_day() -> None:
    text = calendar(event("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261204"))
    (thing,) = after(planned(text)).values()
    assert (thing["starts"], thing["ends"]) == ("2026-12-01", "2026-12-03")


def test_times_in_utc_are_shown_in_the_calendars_own_zone() -> None:
    text = calendar(event("DTSTART:20261201T180000Z"), head="X-WR-TIMEZONE:Europe/Berlin\n")
    (thing,) = after(planned(text)).values()
    assert (thing["starts"], thing["tz"]) == ("2026-12-01T19:00", "Europe/Berlin")


def test_a_series_gives_its_next_three_occurrences_and_stays_the_same_a_week_later() -> None:
    text = calendar(event("UID:s", "DTSTART:20260101T180000", "RRULE:FREQ=WEEKLY", "EXDATE:20261203T180000"))
    there = after(planned(text))
    assert [one["starts"] for one in there.values()] == ["2026-11-26T18:00", "2026-12-10T18:00", "2026-12-17T18:00"]
    later = planned(text, there, now=datetime(2026, 12, 11, tzinfo=UTC))
    assert [row.verdict for row in later.rows] == ["same", "new", "new"]


def test_one_occurrence_that_was_moved_comes_with_its_own_time() -> None:
    series = event("UID:s", "DTSTART:20261126T180000", "RRULE:FREQ=WEEKLY;COUNT=2")
    moved = event("UID:s", "RECURRENCE-ID:20261203T180000", "DTSTART:20261204T190000")
    there = after(planned(calendar(series, moved)))
    assert [one["starts"] for one in there.values()] == ["2026-11-26T18:00", "2026-12-04T19:00"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (event("UID:x"), "no day on which it starts"),
        (event("DTSTART:20200101T100000", "RRULE:FREQ=DAILY;COUNT=3"), "the last time of it is past"),
        (event("DTSTART:20200101T100000", "RRULE:FREQ=SECONDLY"), "it repeats several times a day"),
        ("BEGIN:VTODO\nSUMMARY:Milk\nEND:VTODO\n", "a task, not an event"),
        ("BEGIN:VJOURNAL\nSUMMARY:Day\nEND:VJOURNAL\n", "a diary entry, not an event"),
    ],
)
def test_what_cannot_come_in_says_why_and_harms_no_other(entry: str, reason: str) -> None:
    rows = planned(calendar(entry, MEETUP)).rows
    assert (rows[0].verdict, rows[0].reason) == ("skip", reason)
    assert rows[1].verdict == "new"


def test_an_event_without_an_id_is_known_again() -> None:
    text = calendar(event("DTSTART:20261201T180000"))
    assert not planned(text, after(planned(text))).changes


@pytest.mark.parametrize("seed", range(50))
def test_a_calendar_cut_off_anywhere_gives_a_verdict_for_every_entry(seed: int) -> None:
    text = calendar(*(MEETUP.replace("m1", f"m{number}") for number in range(4)))
    cut = text[: Random(seed).randrange(20, len(text))]
    assert len(planned(cut).rows) == cut.count("BEGIN:VEVENT\n")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["DTSTART", "RRULE", "DTEND", "DURATION", "EXDATE", "UID", "ATTENDEE"]))
def test_any_text_in_any_property_gives_a_verdict(text: str, name: str) -> None:
    plan = planned(calendar(event("DTSTART:20261201T180000", f"{name}:{text}"), MEETUP))
    assert all(row.verdict == "new" or row.reason for row in plan.rows)


@pytest.mark.corpora
@pytest.mark.parametrize("folder", ["icalendar", "meetup-google"])
def test_calendars_of_others_come_in_or_are_refused_with_a_reason(shared: Path, folder: str) -> None:
    for file in sorted((shared / "corpora" / folder).glob("*.ics")):
        plan = planned(load(file, lambda member: False).text, None, "past", "notes", "guests", now=LONG_AGO)
        assert plan.rows or plan.notes, file.name
        assert all(row.reason for row in plan.rows if row.verdict == "skip"), file.name
        again = planned(load(file, lambda member: False).text, after(plan), "past", "notes", "guests", now=LONG_AGO)
        assert again.changes == (), file.name


@pytest.mark.corpora
def test_exports_of_meetup_google_outlook_and_facebook_bring_their_events(shared: Path) -> None:
    for file in sorted((shared / "corpora" / "meetup-google").glob("*.ics")):
        plan = planned(load(file, lambda member: False).text, None, "past", now=LONG_AGO)
        assert plan.counts["new"] or all("last time" in row.reason for row in plan.rows), file.name


OWN = {
    "E7": {"title": "Rust evening", "kind": "meetup", "starts": "2026-12-01T18:00", "status": "planned"},
    "E8": {"title": "Fair", "kind": "career_fair", "starts": "2026-12-02", "ends": "2026-12-03", "status": "planned"},
    "E9": {
        "title": "Dinner with Ana Gómez",
        "kind": "other",
        "starts": "2026-07-01T19:00",
        "tz": "Asia/Tokyo",
        "status": "attended",
    },
}


def exported(titles: Any = "full", **events: Doc) -> str:
    followup = FollowUp.parse({"what": "send the survey", "due": "2026-12-01", "contacts": []}, "F1")
    names = {id: str(each["name"]) for id, each in PEOPLE.items()}
    return write([followup], [Event.parse(each, id) for id, each in events.items()], names, lambda record: NOW, titles)


@pytest.mark.parametrize("titles", ["full", "initials", "generic"])
def test_what_this_journal_wrote_into_a_calendar_changes_nothing_when_it_comes_back(titles: str) -> None:
    plan = planned(exported(titles, **OWN), dict(OWN), "past")
    assert (len(plan.changes), plan.brings) == (0, {})
    assert [(row.verdict, row.reason.partition(",")[0]) for row in plan.rows] == [
        ("skip", "a follow-up of a journal"),
        *[("same", "your own event")] * 3,
    ]


def test_an_own_event_that_was_moved_or_called_off_in_the_calendar_follows_it() -> None:
    text = exported(**OWN).replace("20261201T180000", "20261201T190000").replace("20261201T210000", "20261201T220000")
    plan = planned(text.replace("SUMMARY:Fair", "SUMMARY:Job fair"), dict(OWN))
    there = after(plan, dict(OWN))
    assert (there["E7"]["starts"], there["E7"]["ends"]) == ("2026-12-01T19:00", "2026-12-01T22:00")
    assert (there["E8"]["title"], there["E8"]["starts"]) == ("Job fair", "2026-12-02")
    assert "source" not in there["E7"]
    assert len(there) == 3
    off = exported(E7=OWN["E7"]).replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
    assert after(planned(off, dict(OWN)), dict(OWN))["E7"]["status"] == "cancelled"


def test_an_imported_event_that_was_exported_in_another_zone_stays_where_it_is() -> None:
    there = after(planned(calendar(MEETUP.replace("20261126", "20260701")), None, "past"))
    again = planned(exported(**there), there, "past")
    assert [(row.verdict, row.reason) for row in again.rows[1:]] == [("same", "")]
