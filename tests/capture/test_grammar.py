"""What the parts of a line mean: kind, people, benefits, introductions, and what is said when in doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from journal.capture.draft import Draft

Read = Callable[..., Draft]


def people(draft: Draft) -> list[str]:
    return [match.name for match in draft.contacts]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("coffee with @ana", "meeting"),
        ("@ana lunch", "meeting"),
        ("1:1 with @ana", "meeting"),
        ("caught up with @ana", "meeting"),
        ("quick sync with @ana", "meeting"),
        ("w/ @ana about rust", "meeting"),
        ("called @ana", "call"),
        ("zoom @ana", "video"),
        ("e-mail to @ana", "email"),
        ("dm'd @ana", "message"),
        ("postcard to @ana", "letter"),
        ("talk at PyCon, @ana was there", "event"),
        ("liked @ana's post", "post"),
        ("hiked with @ana", "activity"),
        ("idea: ask @ana", "note"),
        ("@ana is moving to Leeds", "note"),
        ("one two three four coffee @ana", "note"),
        ("yesterday 5pm #rust got:opp coffee @ana", "meeting"),
        ("coffee with @ana kind:call", "call"),
        ("coffee with @ana kind:zoom", "video"),
        ("a line about nothing", "note"),
    ],
)
def test_the_kind_is_said_by_one_of_the_first_four_words(read: Read, line: str, kind: str) -> None:
    assert read(line).kind == kind


def test_a_talk_with_nobody_is_a_note_and_says_so(read: Read) -> None:
    draft = read("coffee with ana yesterday")
    assert (draft.kind, draft.depth, draft.direction) == ("note", None, None)
    assert draft.doubts == ['"coffee" names nobody with an @, so this is kept as a note and counts as no talk.']


@pytest.mark.parametrize(
    ("line", "direction", "depth"),
    [
        ("email from @bob", "in", 2),
        ("@bob wrote about the role", "in", 2),
        ("@bob texted", "in", 2),
        ("@bob called", "in", 3),
        ("wrote to @bob", "out", 2),
        ("@bob coffee", "mutual", 3),
        ("liked @bob's post", "out", 1),
        ("conference with @bob", "mutual", 2),
        ("coffee with @bob depth:5", "mutual", 5),
    ],
)
def test_direction_and_depth_follow_from_the_words(read: Read, line: str, direction: str, depth: int) -> None:
    draft = read(line)
    assert (draft.direction, draft.depth) == (direction, depth)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("lunch @bob, yesterday, about x", "lunch Bob Lee, about x"),
        ("coffee (yesterday) with @ana.", "coffee with Ana Gómez."),
        ("yesterday, coffee with @ana", "coffee with Ana Gómez"),
        ("yesterday: coffee with @ana", "coffee with Ana Gómez"),
        ("monday: coffee with @ana", "coffee with Ana Gómez"),
        ("@ana's boss left", "Ana Gómez's boss left"),
        (r"\@ana, \#1 and \"x", '@ana, #1 and "x'),
        ('they said "@bob yesterday got:opp"', 'they said "@bob yesterday got:opp"'),
        ("with:ana coffee", "coffee"),
        ("lunch with @bob; he liked it; so did I", "lunch with Bob Lee; he liked it; so did I"),
        ("a;b with @bob", "a;b with Bob Lee"),
        ("- dashes and +1 415, C#, @ and #", "- dashes and +1 415, C#, @ and #"),
        (";", ";"),
        ('an "unbalanced quote', 'an "unbalanced quote'),
        ("unknown:key stays", "unknown:key stays"),
        ("mail to me@example.org about +", "mail to me@example.org about +"),
        ("see https://example.org/a;b#c?due:fri; then home", "see https://example.org/a;b#c?due:fri; then home"),
    ],
)
def test_the_note_is_the_line_without_what_was_understood(read: Read, line: str, note: str) -> None:
    draft = read(line)
    assert draft.note == note
    assert draft.raw == line


def test_slots_hold_benefits_place_goal_event_day_and_time(read: Read) -> None:
    draft = read(
        'lunch @bob got:o,know2 gave:s3 loc:"Café Nero" goal:data event:pycon on:"last fri" at:5pm',
        events={"E1": {"title": "PyCon Leeds", "starts": "2026-11-20"}},
        goals={"G1": {"statement": "Data lead in health"}},
    )
    assert draft.exchanges == {("opportunity", "got"): 1, ("knowledge", "got"): 2, ("support", "gave"): 3}
    assert draft.place == "Café Nero"
    assert draft.goals == [("data", "G1", "Data lead in health")]
    assert draft.event == ("pycon", "E1", "PyCon Leeds")
    assert (str(draft.on), draft.time) == ("2026-11-20", "17:00")
    assert draft.doubts == []


@pytest.mark.parametrize(
    "slot", ["got:xyz", "gave:opp,zz", "depth:9", "kind:dance", "event:zz", "goal:zz", "at:late", "on:8/10", "on:soon"]
)
def test_a_slot_that_is_not_understood_stays_text_and_is_said(read: Read, slot: str) -> None:
    draft = read(f"coffee with @ana {slot}")
    assert draft.note.endswith(slot)
    assert len(draft.doubts) == 1
    assert slot in draft.doubts[0]


def test_slots_of_a_later_segment_belong_to_the_entry(read: Read) -> None:
    draft = read("coffee with @ana; send survey fri got:opp #rust")
    assert draft.exchanges == {("opportunity", "got"): 1}
    assert draft.topics == ["rust"]
    assert draft.followups[0].what == "send survey"


def test_what_only_an_entry_can_hold_stays_text_where_there_is_none(read: Read) -> None:
    draft = read("todo book a room #admin got:opp")
    assert draft.followups[0].what == "book a room #admin got:opp"
    assert len(draft.doubts) == 1


def test_a_topic_is_kept_once_and_needs_a_letter(read: Read) -> None:
    assert read("coffee @ana #Rust #rust #日本 #1 C# #a/b-c").topics == ["Rust", "日本", "a/b-c"]


def test_names_of_all_scripts_are_read_whole(read: Read) -> None:
    draft = read("met @हिन्दी and @王伟 and @o'brien and @Jürgen-Müller's son", "Jürgen Müller")
    assert people(draft) == ["हिन्दी", "王伟", "O'brien", "Jürgen Müller"]


def test_a_trailing_s_belongs_to_the_name_if_somebody_is_called_so(read: Read) -> None:
    assert people(read("lunch at @macy's", "Macy's", "Macy Gray")) == ["Macy's"]
    assert people(read("lunch at @bob's", "Bob Lee")) == ["Bob Lee"]


def test_an_organisation_belongs_to_the_new_person_before_it(read: Read) -> None:
    draft = read('met @dana +Acme and @"Li Wu" +"Big Co"; +Nobody hires')
    assert list(draft.orgs.values()) == ["Acme", "Big Co"]
    assert draft.note == "met Dana and Li Wu; +Nobody hires"
    known = read("coffee with @ana +Acme")
    assert known.orgs == {}
    assert "Ana Gómez is already in the book" in known.doubts[0]


def test_via_names_who_introduced_the_others(read: Read) -> None:
    draft = read("met @dana and @li via @priya")
    assert [(link.broker and link.broker.name, link.b and link.b.name) for link in draft.links] == [
        ("Priya Shah", "Dana"),
        ("Priya Shah", "Li"),
    ]
    assert draft.note == "met Dana and Li"
    assert [match.name for match in draft.others] == ["Priya Shah"]
    alone = read("job lead via @priya")
    assert (alone.note, people(alone), alone.links) == ("job lead via Priya Shah", ["Priya Shah"], [])


def test_an_introduction_through_somebody_else_has_that_broker(read: Read) -> None:
    draft = read("intro @ana → @chen via @priya yesterday")
    assert draft.json()["introduction"] == {"broker": "Priya Shah", "a": "Ana Gómez", "b": "Chen Wei"}
    assert (draft.kind, draft.note, str(draft.on)) == (None, "", "2026-11-23")


def test_an_introduction_may_stand_in_a_line_about_something_else(read: Read) -> None:
    draft = read("lunch with @bob, intro @ana => @chen about data")
    assert (draft.kind, people(draft)) == ("meeting", ["Bob Lee"])
    assert draft.json()["introduction"] == {"broker": "me", "a": "Ana Gómez", "b": "Chen Wei"}
    assert {match.name for match in draft.others} == {"Ana Gómez", "Chen Wei"}


def test_nobody_is_introduced_to_themselves(read: Read) -> None:
    assert read("intro @ana -> @ana").links == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("coffee with @ana yesterday and tomorrow", '"tomorrow"'),
        ("coffee with @ana the 25th", '"the 25th"'),
        ("conference with @ana 10-12 may 2026", "only the first day"),
        ("call with @bob due:fri", "due:fri"),
        ("call with @bob tomorrow", "still ahead"),
        ("lunch @bob; send x 3 days ago", "in the past"),
    ],
)
def test_a_doubt_is_one_sentence(read: Read, line: str, words: str) -> None:
    (doubt,) = read(line).doubts
    assert words in doubt
    assert re.fullmatch(r"[^\n]*[.?]", doubt)


def test_an_event_that_is_going_on_holds_the_captures(read: Read) -> None:
    event = {"E1": {"title": "PyCon", "starts": "2026-11-24T09:00", "ends": "2026-11-24T18:00"}}
    for clock, tied in (("08:59", False), ("09:30", True), ("20:59", True), ("21:01", False)):
        now = datetime.fromisoformat(f"2026-11-24T{clock}")
        assert bool(read("met @li", now=now, events=event).event) is tied, clock
    assert read("met @li event:none", events=event).event is None
    assert read("met @li yesterday", events=event).event is None


@pytest.mark.parametrize(
    ("starts", "ends", "tied"),
    [
        ("2026-11-24", "", True),
        ("2026-11-23", "2026-11-24", True),
        ("2026-11-24T05:00", "", True),
        ("2026-11-24T03:00", "", False),
        ("2026-11-23", "", False),
        ("soon", "", False),
    ],
)
def test_an_event_without_an_end_lasts_three_hours_or_the_day(
    read: Read, starts: str, ends: str, *, tied: bool
) -> None:
    event = {"E1": {"title": "PyCon", "starts": starts, "ends": ends}}
    assert bool(read("met @li", events=event).event) is tied


def test_an_open_run_holds_the_captures_of_its_day_and_a_cancelled_event_none(read: Read) -> None:
    event = {"title": "PyCon", "starts": "2026-11-24T19:00"}
    assert read("met @li", events={"E1": event}, runs={"R1": {"event": "E1"}}).event
    assert not read("met @li", events={"E1": event}, runs={"R1": {"event": "E1", "finished": "2026-11-24"}}).event
    assert not read("met @li", events={"E1": {**event, "starts": "2026-12-24"}}, runs={"R1": {"event": "E1"}}).event
    cancelled = {**event, "starts": "2026-11-24T09:00", "status": "cancelled"}
    assert not read("met @li", events={"E1": cancelled}).event


@pytest.mark.parametrize("name", ['"' + "Anna " * 30 + '"', "A" * 130])
def test_a_name_that_is_too_long_is_told_as_that(read: Read, name: str) -> None:
    said = read(f"coffee with @{name} about it").doubts
    assert "stayed text: a name may hold 120 characters" in said[0]
