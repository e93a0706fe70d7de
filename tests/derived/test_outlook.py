"""The outlook: people, promises, what is coming and old threads, in step with the documents, whatever is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import journal
from journal.derived.audience import Audience
from journal.derived.index import Index
from journal.derived.outlook import Outlook
from journal.domain.warmth import Model

TODAY = date(2026, 3, 4)  # a Wednesday
MODEL = Model.parse(tomllib.loads((Path(journal.__file__).parent / "content" / "model.toml").read_text()))
TABLES = ("contacts", "interactions", "followups", "introductions", "goals", "events", "runs", "decisions", "settings")
Doc = dict[str, Any]


class Written(NamedTuple):
    table: str
    id: str


class Book:
    """Documents with an index, an audience and an outlook over them, as the desk would keep them."""

    def __init__(self, today: date = TODAY, **tables: Mapping[str, Doc]) -> None:
        self.documents: dict[str, dict[str, Doc]] = {name: dict(tables.get(name, {})) for name in TABLES}
        self.index = Index(self.documents, MODEL, today)
        self.audience = Audience(self.index)
        self.outlook = Outlook(self.index, None, self.audience)
        self.index.apply(None)
        self.settle()

    def settle(self) -> None:
        for each in (self.audience, self.outlook):
            if not each.ready:
                list(each.build())

    def put(self, table: str, id: str, document: Doc | None) -> None:
        if document is None:
            self.documents[table].pop(id, None)
        else:
            self.documents[table][id] = document
        self.index.apply([Written(table, id)])
        self.settle()

    @property
    def people(self) -> list[str]:
        return [each.contact for each in self.outlook.people]

    def lead(self, contact: str) -> str:
        found = self.outlook.why(contact)
        return found.lead.kind if found else ""


def iso(days_ago: int) -> str:
    return (TODAY - timedelta(days=days_ago)).isoformat()


def person(name: str = "Ana", **fields: Any) -> Doc:
    return {"name": name, "circle": "close", "created": "2025-01-01T00:00:00Z", **fields}


def entry(days_ago: int, *contacts: str, **fields: Any) -> Doc:
    return {"contacts": list(contacts), "on": iso(days_ago), "kind": "meeting", "direction": "mutual", **fields}


def promise(days_late: int, *contacts: str, **fields: Any) -> Doc:
    return {
        "contacts": list(contacts),
        "what": "send it",
        "owner": "mine",
        "due": iso(days_late),
        "status": "open",
        **fields,
    }


def decision(kind: str, days_ago: int, *contacts: str, **fields: Any) -> Doc:
    return {"kind": kind, "on": iso(days_ago), "contacts": list(contacts), **fields}


def due_people(n: int, **fields: Any) -> dict[str, dict[str, Doc]]:
    return {
        "contacts": {f"p{k}": person(f"Person {k}", **fields) for k in range(n)},
        "interactions": {f"e{k}": entry(60 + k, f"p{k}") for k in range(n)},
    }


def test_a_talk_takes_somebody_off_the_list_and_its_removal_brings_them_back() -> None:
    book = Book(contacts={"ana": person()}, interactions={"1": entry(60, "ana")})
    assert book.people == ["ana"]
    book.put("interactions", "2", entry(0, "ana"))
    assert (book.people, book.outlook.talked) == ([], 1)
    book.put("interactions", "2", None)
    assert (book.people, book.outlook.talked) == (["ana"], 0)


def test_whom_one_passes_by_comes_back_after_a_week() -> None:
    book = Book(**due_people(4))
    assert book.people == ["p3", "p2"]
    book.put("decisions", "d", decision("pass", 0, "p3"))
    assert book.people == ["p2", "p1"]
    assert "p3" not in [each.contact for each in book.outlook.ranked(9)]
    assert book.lead("p3") == "time"
    book.put("decisions", "d", decision("pass", 6, "p3"))
    assert "p3" not in book.people
    book.put("decisions", "d", decision("pass", 7, "p3"))
    assert book.people == ["p3", "p2"]


def test_three_passes_since_the_last_talk_offer_a_wider_circle() -> None:
    book = Book(contacts={"ana": person()}, interactions={"1": entry(60, "ana")})
    for n, days in enumerate((70, 40, 20)):
        book.put("decisions", f"d{n}", decision("pass", days, "ana"))
    assert book.outlook.wider_circle("ana") is None
    book.put("decisions", "d3", decision("pass", 0, "ana"))
    assert book.outlook.wider_circle("ana") == "active"
    book.put("interactions", "2", entry(0, "ana"))
    assert book.outlook.wider_circle("ana") is None


def test_after_the_share_of_the_week_only_promises_moments_and_thanks_show() -> None:
    book = Book(**due_people(3))
    for n in range(5):
        book.put("contacts", f"met{n}", person(f"Met {n}"))
        book.put("interactions", f"w{n}", entry(2, f"met{n}"))
    assert (book.outlook.share_done, book.outlook.talked, book.outlook.capacity, book.people) == (True, 5, 5, [])
    book.put("followups", "f", promise(1, "p1"))
    assert book.people == ["p1"]
    book.put("settings", "capacity", {"weekly": 8})
    assert (book.outlook.share_done, book.people) == (False, ["p1", "p2", "p0"])


def test_what_was_said_last_week_or_got_no_answer_is_no_talk_of_this_week() -> None:
    book = Book(contacts={"ana": person()}, interactions={"1": entry(3, "ana")})
    book.put("interactions", "2", entry(0, "ana", kind="message", direction="out"))
    book.put("interactions", "3", entry(0, "ana", kind="note"))
    assert book.outlook.talked == 0
    book.put("interactions", "2", entry(0, "ana", kind="message", direction="out", answered="yes"))
    assert book.outlook.talked == 1


def test_whom_one_took_for_the_week_comes_first_until_one_has_talked() -> None:
    book = Book(**due_people(5))
    book.put("decisions", "d", decision("chosen", 2, "p0"))
    assert book.people[0] == "p0"
    book.put("decisions", "d", decision("chosen", 9, "p0"))
    assert "p0" not in book.people


def test_a_rhythm_of_the_journal_changes_who_is_due() -> None:
    book = Book(contacts={"ana": person()}, interactions={"1": entry(60, "ana")})
    assert book.people == ["ana"]
    book.put("settings", "rhythm", {"close": 90})
    assert (book.people, book.index.rhythm("ana"), book.index.standing("ana").state) == ([], 90, "fresh")
    book.put("settings", "rhythm", {"close": "often", "inner": -3})
    assert (book.people, book.index.rhythm("ana")) == (["ana"], 30)


def test_days_away_make_nobody_due_and_coming_back_is_welcomed() -> None:
    book = Book(contacts={"ana": person()}, interactions={"1": entry(40, "ana")})
    assert (book.people, book.outlook.welcome_back) == (["ana"], True)
    book.put("decisions", "a", decision("away", 39, until=iso(1)))
    assert (book.people, book.outlook.welcome_back) == ([], True)
    book.put("decisions", "w", decision("welcome", 0))
    assert not book.outlook.welcome_back
    book.put("decisions", "w", None)
    book.put("interactions", "2", entry(0, "ana"))
    assert not book.outlook.welcome_back


def test_nobody_is_welcomed_back_to_an_empty_journal_or_while_away() -> None:
    assert not Book().outlook.welcome_back
    book = Book(contacts={"ana": person()}, interactions={"1": entry(40, "ana")})
    book.put("decisions", "a", decision("away", 39, until=iso(-3)))
    assert not book.outlook.welcome_back


def test_another_day_is_worked_off_in_pieces_while_the_old_view_stays() -> None:
    book = Book(**due_people(40))
    before = book.people
    book.index.turn(TODAY + timedelta(days=400))
    assert not book.outlook.ready
    assert book.people == before
    book.settle()
    assert book.outlook.ready
    assert book.people == []  # all dormant by then


def test_listeners_are_told_of_every_change() -> None:
    book, told = Book(contacts={"ana": person()}), []
    book.outlook.listeners.append(lambda: told.append(1))
    for table in TABLES:
        told.clear()
        book.put(table, "x", {"name": "X", "contacts": [], "on": iso(0)})
        assert told, table


def test_follow_ups_stand_by_day_mine_and_theirs() -> None:
    book = Book(
        contacts={"ana": person()},
        followups={
            "late": promise(9, "ana"),
            "today": promise(0),
            "soon": promise(-7),
            "later": promise(-8),
            "odd": promise(0, due="someday"),
            "their late": promise(1, "ana", owner="theirs"),
            "their later": promise(-1, owner="theirs"),
            "done": promise(1, status="done"),
        },
    )
    assert book.outlook.followups() == (
        ["late", "today"],
        ["soon"],
        ["later", "odd"],
        ["their late"],
        ["their later"],
    )
    book.put("followups", "late", promise(9, "ana", status="dropped"))
    assert book.outlook.followups().mine_due == ["today"]


def test_a_promise_that_moves_to_somebody_else_leaves_the_first() -> None:
    book = Book(
        contacts={"ana": person(circle="open"), "bob": person("Bob", circle="open")}, followups={"f": promise(1, "ana")}
    )
    assert (book.lead("ana"), book.lead("bob")) == ("promise", "")
    book.put("followups", "f", promise(1, "bob"))
    assert (book.lead("ana"), book.lead("bob")) == ("", "promise")
    book.put("followups", "f", promise(1, "bob", owner="theirs"))
    assert book.lead("bob") == ""


def test_a_promise_from_an_event_is_called_a_promise() -> None:
    event = {"title": "PyCon", "starts": iso(3), "status": "attended"}
    book = Book(contacts={"ana": person()}, events={"e": event}, followups={"f": promise(0, "ana", what="kites")})
    assert book.outlook.people[0].lead.text == "follow-up: kites · today"
    book.put("followups", "f", promise(0, "ana", what="kites", **{"from": "e"}))
    assert book.outlook.people[0].lead.text == "you promised: kites · today"


def moment(day: date, label: str = "birthday", **fields: Any) -> Doc:
    return {"label": label, "month": day.month, "day": day.day, **fields}


def test_moments_come_up_unless_they_are_done_or_not_to_be_reminded_of() -> None:
    book = Book(contacts={"ana": person(circle="open", moments=[moment(TODAY + timedelta(days=2))])})
    assert [(each.kind, each.id, each.title, each.on) for each in book.outlook.coming()] == [
        ("moment", "ana", "birthday", TODAY + timedelta(days=2))
    ]
    assert book.outlook.people[0].lead.text == "birthday on Friday"
    book.put("decisions", "d", decision("moment_done", -2, "ana", data={"label": "Birthday"}))
    assert (book.outlook.coming(), book.people) == ([], [])
    book.put("decisions", "d", decision("moment_done", 0, "ana"))
    assert (book.outlook.coming(), book.people) == ([], [])
    book.put("decisions", "d", decision("moment_done", 0, "ana", data={"label": "first day at work"}))
    assert book.people == ["ana"]
    for change in ({"moments": [moment(TODAY, remind=False)]}, {"status": "deceased", "moments": [moment(TODAY)]}):
        book.put("contacts", "ana", person(circle="open", **change))
        assert (book.outlook.coming(), book.people) == ([], [])


@pytest.mark.parametrize(
    ("today", "on"), [(date(2026, 2, 26), date(2026, 2, 28)), (date(2028, 2, 28), date(2028, 2, 29))]
)
def test_the_29th_of_february_falls_to_the_28th(today: date, on: date) -> None:
    leap = {"label": "birthday", "month": 2, "day": 29}
    book = Book(today, contacts={"ana": person(circle="open", moments=[leap, {"label": "odd", "month": 2, "day": 31}])})
    assert [each.on for each in book.outlook.coming()] == [on]


def test_events_to_come_stand_with_their_preparation() -> None:
    book = Book(
        events={
            "a": {"title": "Meetup", "kind": "meetup", "starts": f"{iso(-1)}T18:30", "status": "planned"},
            "b": {"title": "Fair", "starts": iso(1), "ends": iso(-1), "status": "planned"},
            "c": {"title": "Too far", "starts": iso(-15), "status": "planned"},
            "d": {"title": "Cancelled", "starts": iso(-1), "status": "cancelled"},
            "e": {"title": "Past", "starts": iso(1), "status": "planned"},
        },
        runs={
            "r": {
                "event": "a",
                "checklist": "meetup",
                "answers": {"x": {"status": "done"}, "y": {"status": "skipped"}, "z": {"status": "todo"}},
            }
        },
    )
    found = [(each.title, each.on, each.time, each.done, each.steps) for each in book.outlook.coming()]
    assert found == [("Fair", TODAY, "", 0, 0), ("Meetup", TODAY + timedelta(days=1), "18:30", 2, 17)]


def test_both_expected_at_an_event_is_a_reason_also_by_name() -> None:
    people = {"ana": person(circle="open"), "bob": person("Bob Lee", circle="open")}
    event = {"title": "PyCon", "starts": iso(-4), "status": "planned", "expected": ["ana", "bob lee", "the organiser"]}
    book = Book(contacts=people, events={"e": event})
    assert (book.lead("ana"), book.lead("bob")) == ("event", "event")
    book.put("contacts", "other", person("Bob Lee"))
    assert book.lead("bob") == ""  # which Bob Lee it is nobody knows
    book.put("contacts", "other", None)
    book.put("events", "e", {**event, "expected": ["bob lee"]})
    assert (book.lead("ana"), book.lead("bob")) == ("", "event")
    book.put("events", "e", {**event, "status": "cancelled"})
    assert book.lead("bob") == ""


def test_who_introduced_me_is_to_be_thanked() -> None:
    people = {"chen": person("Chen", circle="open"), "dana": person("Dana", circle="open")}
    introduction = {"broker": "chen", "a": "me", "b": "dana", "status": "met", "met_on": iso(3)}
    book = Book(contacts=people, introductions={"i": introduction})
    assert (book.lead("chen"), book.lead("dana")) == ("thanks", "")
    book.put("introductions", "i", {**introduction, "thanked_on": iso(0)})
    assert book.lead("chen") == ""
    book.put("introductions", "i", introduction)
    book.put("followups", "f", promise(0, "chen", what="thank Chen for the introduction"))
    assert [reason.kind for reason in book.outlook.people[0].reasons] == ["promise", "thanks"]
    book.put("followups", "f", promise(0, "chen", what="thank Chen", status="done", done_on=iso(0)))
    assert book.lead("chen") == ""


GOAL = {
    "statement": "Lead a data team in health",
    "status": "active",
    "slots": [{"label": "Data lead in health", "want": 1, "role": ["data lead"], "industry": ["health"]}],
}


def test_a_goal_brings_up_who_fits_and_its_end_lets_them_go() -> None:
    fit = {"role": "data lead", "industries": ["health"], "circle": "active"}
    book = Book(contacts={"ana": person(**fit)}, interactions={"1": entry(60, "ana", depth=1)})
    assert book.people == []
    book.put("goals", "g", GOAL)
    assert book.outlook.people[0].lead.text == "fits “Data lead in health” (100)"
    book.put("goals", "g", {**GOAL, "status": "paused"})
    assert book.people == []


def test_one_old_thread_a_week_the_trusted_one_from_another_world() -> None:
    old = {"circle": "wide", "channels": [{"kind": "email", "value": "a@b", "preferred": True}], "trust": 5}
    people = {
        "far": person("Far", **old, industries=["health"]),
        "near": person("Near", **old, org="Acme"),
        "odd": person("Odd", circle="wide"),
        **{f"w{n}": person(f"Warm {n}", org="Acme") for n in range(3)},
    }
    talks = {f"o{n}": entry(1500 + 90 * n, "far", "near", depth=4) for n in range(2)}
    talks |= {"o9": entry(1500, "odd")} | {f"t{n}": entry(1, f"w{n}", depth=5) for n in range(3)}
    book = Book(contacts=people, interactions=talks)
    found = book.outlook.thread()
    assert found is not None
    assert (found.contact, found.score, found.novelty, found.trust, found.ease) == ("far", 77, 1.0, 1.0, 1.0)
    book.put("decisions", "d", decision("thread_pass", 3, "far"))
    assert book.outlook.thread() is None  # near is of the same world as everybody
    book.put("decisions", "d", decision("thread_pass", 90, "far"))
    assert book.outlook.thread() == found
    book.put("decisions", "e", decision("thread_pass", 0, "odd"))
    assert book.outlook.thread() is None  # one a week
    book.put("decisions", "e", None)
    book.put("interactions", "hello", entry(0, "far", kind="message", direction="out"))
    assert book.outlook.thread() is None


def test_an_import_of_eight_hundred_people_makes_nobody_due_on_its_day() -> None:
    source = [{"format": "linkedin", "id": "x", "on": TODAY.isoformat()}]
    fields = {"created": f"{TODAY}T08:00:00Z", "sources": source}
    people = {f"01H{n:05}": person(f"Person {n}", circle="open", **fields) for n in range(800)}
    book = Book(contacts=people)
    assert book.people == []
    given_a_rhythm = {id: {**document, "circle": "active", "rhythm_since": iso(0)} for id, document in people.items()}
    book = Book(contacts=given_a_rhythm)
    assert len(book.outlook.ranked(800)) < 40  # one day's share of sixty
    assert len(book.people) <= 3


def test_a_discouraging_word_is_nowhere() -> None:
    book = Book(**due_people(3), followups={"f": promise(30, "p0")})
    text = " ".join(reason.text for each in book.outlook.people for reason in each.reasons)
    assert not {"overdue", "failed", "lead", "streak", "!"} & set(text.split())


PEOPLE = ["ana", "bob", "chen"]
contacts = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ana", "Bob", "Zoë"]),
        "circle": st.sampled_from(["inner", "close", "wide", "open"]),
        "status": st.sampled_from(["active", "active", "archived", "deceased"]),
        "created": st.just("2025-01-01T00:00:00Z"),
    },
    optional={
        "met_on": st.integers(0, 20).map(iso),
        "seeks": st.just("a flat"),
        "role": st.just("data lead"),
        "industries": st.just(["health"]),
        "moments": st.integers(-5, 5).map(lambda n: [moment(TODAY + timedelta(days=n))]),
        "care_until": st.integers(-3, 3).map(iso),
    },
)
entries = st.builds(
    lambda on, who, kind, got: entry(on, *who, kind=kind, direction="out", exchanges=got),
    st.sampled_from([-2, 0, 1, 5, 40, 100, 800]),
    st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True),
    st.sampled_from(["meeting", "message", "note"]),
    st.sampled_from([[], [{"benefit": "support", "way": "got", "size": 3}]]),
)
decisions = st.builds(
    lambda kind, on, who: decision(kind, on, who, until=iso(on - 3)),
    st.sampled_from(["pass", "thread_pass", "chosen", "moment_done", "away", "welcome"]),
    st.integers(-3, 10),
    st.sampled_from(PEOPLE),
)
written = st.one_of(
    st.tuples(st.just("contacts"), st.sampled_from(PEOPLE), st.none() | contacts),
    st.tuples(st.just("interactions"), st.sampled_from("1234"), st.none() | entries),
    st.tuples(
        st.just("followups"),
        st.sampled_from("12"),
        st.none() | st.builds(promise, st.integers(-9, 9), st.sampled_from(PEOPLE)),
    ),
    st.tuples(
        st.just("introductions"),
        st.just("i"),
        st.none()
        | st.builds(
            lambda who, on: {"broker": who, "a": "me", "b": "x", "status": "made", "made_on": iso(on)},
            st.sampled_from(PEOPLE),
            st.integers(0, 20),
        ),
    ),
    st.tuples(
        st.just("events"),
        st.just("e"),
        st.none()
        | st.builds(
            lambda on, who: {"title": "PyCon", "starts": iso(on), "status": "planned", "expected": [who]},
            st.integers(-9, 1),
            st.sampled_from([*PEOPLE, "Zoë"]),
        ),
    ),
    st.tuples(st.just("goals"), st.just("g"), st.none() | st.just(GOAL)),
    st.tuples(st.just("decisions"), st.sampled_from("12"), st.none() | decisions),
    st.tuples(st.just("settings"), st.just("rhythm"), st.none() | st.just({"close": 60})),
    st.tuples(st.just("settings"), st.just("capacity"), st.none() | st.just({"weekly": 1})),
)


def everything(outlook: Outlook) -> tuple[object, ...]:
    return (
        list(outlook.people),
        outlook.share_done,
        outlook.talked,
        outlook.ranked(9),
        [outlook.why(who) for who in PEOPLE],
        [outlook.wider_circle(who) for who in PEOPLE],
        outlook.followups(),
        outlook.coming(),
        outlook.thread(),
        outlook.welcome_back,
    )


@given(changes=st.lists(written, max_size=12), day=st.sampled_from([0, 0, 1, 30]), data=st.data())
@settings(max_examples=60, deadline=None)
def test_after_any_changes_it_says_what_one_built_from_scratch_says(
    changes: list[tuple[str, str, Doc | None]], day: int, data: st.DataObject
) -> None:
    book = Book(contacts={who: person(who.title()) for who in PEOPLE})
    turn_at = data.draw(st.integers(0, len(changes)))
    for at, change in enumerate(changes):
        if at == turn_at:
            book.index.turn(TODAY + timedelta(days=day))
            book.settle()
        book.put(*change)
    shuffled = {table: dict(data.draw(st.permutations(list(those.items())))) for table, those in book.documents.items()}
    assert everything(book.outlook) == everything(Book(book.index.today, **shuffled).outlook)
