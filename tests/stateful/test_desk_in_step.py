"""Everything that follows from the documents stays in step: after any changes it says what it says if made anew."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.derived import introducing, weeks
from journal.derived.audience import Audience
from journal.derived.gains import Gains
from journal.derived.index import Index
from journal.derived.outlook import Outlook
from journal.derived.rhythms import Rhythms
from journal.domain.warmth import Model
from journal.paths import shipped_content
from journal.search.haystack import Haystack
from journal.search.query import parse_query
from journal.search.ranking import PEOPLE_ORDERS
from journal.search.search import EntrySearch, PeopleSearch
from journal.store.forget import forget, trail_of
from journal.store.journal import Journal, StoreError
from journal.store.merge import merge_contacts

MODEL = Model.parse(tomllib.loads(Path(shipped_content(), "model.toml").read_text(encoding="utf-8")))
TODAY = date(2026, 11, 24)
PEOPLE = ("01A", "01B", "01C", "01D")
"""No id is ever a name."""
NAMES = ("Ana", "Bob", "Zoë")
ENTRIES = ("i1", "i2", "i3", "i4")
FILTERS = {
    "contacts": (
        "",
        "health",
        "circle:close",
        "due:yes,soon",
        "last:>60d",
        "warmth:any",
        "status:any",
        "goal:any -#rust",
    ),
    "timeline": ("", "ana", "@bob", "got:any", "on:3m", "goal:any", "-#rust coffee", "has:followup"),
}


class View:
    """What a running program keeps beside the documents."""

    def __init__(self, root: Path, today: date = TODAY) -> None:
        self.journal = opened(root)
        self.index = Index(self.journal, MODEL, today)
        self.haystack = Haystack(self.index)
        self.people, self.entries = PeopleSearch(self.index, self.haystack), EntrySearch(self.index, self.haystack)
        self.audience, self.gains, self.rhythms = Audience(self.index), Gains(self.index), Rhythms(self.index)
        self.outlook = Outlook(self.index, self.journal, self.audience)
        self.index.apply(None)
        self.catch_up()

    @property
    def behind(self) -> Iterator[Any]:
        return (each for each in (self.audience, self.outlook, self.gains, self.rhythms) if not each.ready)

    def poll(self) -> None:
        """Take in what was written, as the pulse of the screen does."""
        changes = self.journal.poll(patient=True)
        if self.journal.stale:
            list(self.journal.reload())
            changes = self.journal.poll(patient=True)
        if changes != []:
            self.index.apply(changes)

    def catch_up(self) -> None:
        for each in self.behind:
            list(each.build())


def opened(root: Path, machine: str = "laptop-aaaa") -> Journal:
    journal = Journal.open(root, machine=machine, now=lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    journal.ready()
    journal.poll()
    return journal


def said(view: View) -> dict[str, Any]:
    """Everything that screens ask for."""
    index, outlook, audience, gains, rhythms = view.index, view.outlook, view.audience, view.gains, view.rhythms
    monday = index.today - timedelta(days=index.today.weekday())
    return {
        "lists": (list(index.timeline), dict(index.last_talk), list(index.open_followups), index.model, index.away),
        "of": {who: (list(index.entries_of(who)), list(index.followups_of(who))) for who in PEOPLE},
        "of introductions": {who: list(index.introductions_of(who)) for who in PEOPLE},
        "about": [list(index.entries_about(id)) for id in ("g", "e")]
        + [list(index.followups_from(id)) for id in ENTRIES],
        "stand": {who: (index.standing(who), index.rhythm(who), index.per_week(who, 6)) for who in PEOPLE},
        "today": (list(outlook.people), outlook.share_done, outlook.talked, outlook.capacity, outlook.ranked(9)),
        "day": (outlook.followups(), outlook.coming(), outlook.thread(), outlook.welcome_back, outlook.away_until),
        "why": {who: (outlook.why(who), outlook.wider_circle(who), outlook.explain_warmth(who)) for who in PEOPLE},
        "goals": [(audience.view(id), places(audience, id)) for id in ("g", "h")] + [audience.active, audience.places],
        "fits": {who: (audience.fit(who), audience.ways_in(who), audience.may_be_asked(who)) for who in PEOPLE},
        "questions": {who: (audience.questions(who), audience.relevance(who)) for who in PEOPLE},
        "gains": (gains.balance(90), gains.balance(None), gains.hints(), gains.people_by_week(8), gains.usual_week()),
        "rates": (gains.follow_through(), gains.promises_kept(), gains.spread(), gains.concentration()),
        "rhythms": (rhythms.upkeep().hint, rhythms.crowds(), rhythms.movable()),
        "talks a week": (round(rhythms.upkeep().load, 6), round(rhythms.without(PEOPLE[:2]), 6)),
        "introducing": (introducing.waiting(index, str), introducing.connections(index)),
        "weeks": (
            weeks.talked_to(index, monday, index.today),
            weeks.unanswered(index),
            weeks.gifts_in(index, monday, index.today),
        ),
        "found people": {
            (text, order): view.people.start(parse_query(text, "contacts", index.today), order).all()
            for text in FILTERS["contacts"]
            for order in PEOPLE_ORDERS
        },
        "found entries": {
            text: view.entries.start(parse_query(text, "timeline", index.today)).all() for text in FILTERS["timeline"]
        },
    }


def places(audience: Audience, id: str) -> Any:
    board = audience.board(id)
    return board and [(view.filled, view.gap, list(view.candidates), view.ways_in) for view in board.slots]


def day(back: int) -> str:
    return (TODAY - timedelta(days=back)).isoformat()


WHO = st.sampled_from(PEOPLE)
SOME = st.lists(WHO, max_size=2, unique=True)
DAY = st.sampled_from([-20, -3, -1, 0, 1, 5, 30, 70, 100, 400, 800]).map(day)
WORDS = st.lists(st.sampled_from(["health", "data lead", "NHS", "Leeds"]), max_size=2, unique=True)
EXCHANGES = st.lists(
    st.fixed_dictionaries(
        {
            "benefit": st.sampled_from(["opportunity", "support", "mentorship"]),
            "way": st.sampled_from(["got", "gave"]),
            "size": st.integers(1, 3),
        }
    ),
    max_size=2,
)


def either(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


def record(needed: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {name: one if isinstance(one, st.SearchStrategy) else st.just(one) for name, one in needed.items()},
        optional=optional,
    )


CREATED = "2024-01-01T00:00:00Z"
DOCUMENTS: dict[str, tuple[tuple[str, ...], st.SearchStrategy[dict[str, Any]]]] = {
    "contacts": (
        PEOPLE,
        record(
            {
                "name": st.sampled_from(NAMES),
                "circle": either("inner", "close", "wide", "open"),
                "created": CREATED,
            },
            status=either("active", "archived", "deceased", "no_contact"),
            org=either("NHS", "Acme"),
            industries=WORDS,
            communities=WORDS,
            reaches=WORDS,
            topics=st.just(["rust"]),
            role=st.just("data lead"),
            every=st.sampled_from([7, 400]),
            snoozed_until=DAY,
            care_until=DAY,
            met_on=DAY,
            seeks=st.just("a flat"),
            knows=st.lists(record({"contact": WHO, "edge": either("said_so", "same_now")}), max_size=2),
            introduced_by=WHO,
            moments=st.just([{"label": "birthday", "month": 11, "day": 26}]),
        ),
    ),
    "interactions": (
        ENTRIES,
        record(
            {"contacts": SOME, "on": DAY, "kind": either("meeting", "message", "note"), "created": CREATED},
            direction=either("out", "in", "mutual"),
            depth=st.integers(1, 5),
            exchanges=EXCHANGES,
            goals=st.just(["g"]),
            event=st.just("e"),
            note=either("coffee", "about health"),
            topics=st.just(["rust"]),
            answered=either("yes", "no"),
        ),
    ),
    "followups": (
        ("f1", "f2"),
        record(
            {"contacts": SOME, "what": either("send it", "thank them"), "due": DAY, "created": CREATED},
            owner=either("mine", "theirs"),
            status=either("open", "done", "dropped"),
            done_on=DAY,
            **{"from": either(*ENTRIES, "e", "r")},
        ),
    ),
    "introductions": (
        ("n1", "n2"),
        record(
            {"broker": either("me", *PEOPLE), "a": either("me", "01A"), "b": either("01B", "01C"), "created": CREATED},
            status=either("idea", "asked", "made", "met", "declined"),
            asked_on=DAY,
            made_on=DAY,
            met_on=DAY,
        ),
    ),
    "goals": (
        ("g", "h"),
        record(
            {
                "statement": "Lead a data team",
                "status": either("active", "draft", "done"),
                "slots": st.lists(
                    record({"label": "x", "want": st.integers(1, 2)}, industry=WORDS, people=SOME), max_size=2
                ),
            },
            horizon=DAY,
            measure=st.just({"name": "talks", "target": 4, "counts": "talks"}),
        ),
    ),
    "events": (
        ("e",),
        record(
            {
                "title": "PyCon",
                "starts": DAY,
                "status": either("planned", "attended", "cancelled"),
                "expected": SOME | st.just(["01A", "Bob", "Dee"]),
            }
        ),
    ),
    "runs": (("r",), record({"event": "e", "checklist": "meetup", "started": "2026-11-20T10:00:00Z"})),
    "decisions": (
        ("d1", "d2"),
        record(
            {"kind": either("pass", "thread_pass", "chosen", "moment_done", "away", "welcome"), "on": DAY},
            contacts=SOME,
            until=DAY,
        ),
    ),
    "settings": (("rhythm", "capacity"), st.sampled_from([{"close": 7}, {"close": 200, "inner": 3}, {"weekly": 1}])),
}
WEIGHTS = {"contacts": 3, "interactions": 3, "settings": 2, "decisions": 2}
WRITES = st.one_of(
    [
        st.tuples(st.just(table), st.sampled_from(ids), st.none() | documents | documents)
        for table, (ids, documents) in DOCUMENTS.items()
        for _ in range(WEIGHTS.get(table, 1))
    ]
)
BEGINNING: list[tuple[str, str, dict[str, Any]]] = [
    *(
        ("contacts", who, {"name": name, "circle": "close", "created": CREATED})
        for who, name in zip(PEOPLE, (*NAMES, "Dee"), strict=True)
    ),
    ("interactions", "i1", {"contacts": ["01A", "01B"], "on": day(100), "kind": "meeting", "goals": ["g"]}),
    ("interactions", "i2", {"contacts": ["01C"], "on": day(1), "kind": "message", "direction": "out"}),
    ("followups", "f1", {"contacts": ["01D"], "what": "send it", "due": day(1), "status": "open", "from": "i1"}),
    ("goals", "g", {"statement": "Lead a team", "status": "active", "slots": [{"label": "x", "people": ["01A"]}]}),
    ("events", "e", {"title": "PyCon", "starts": day(-3), "status": "planned", "expected": ["01B", "Zoë"]}),
]


class Desk:
    """One program shows, and it and another machine write."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "journal"
        with opened(self.root).transaction("start") as transaction:
            for change in BEGINNING:
                transaction.put(*change)
        self.view = View(self.root)
        self.others = [self.view.journal, opened(self.root, "desk-bbbb")]

    def write(self, who: int, changes: list[tuple[str, str, dict[str, Any] | None]]) -> None:
        with self.others[who].transaction("write") as transaction:
            for change in changes:
                transaction.put(*change)

    def undo(self, who: int) -> None:
        self.others[who].undo()

    def redo(self, who: int) -> None:
        self.others[who].redo()

    def remove(self, who: int, person: str) -> None:
        if contact := self.others[who].contacts.get(person):
            self.others[who].remove_contacts([contact], with_entries=True)

    def merge(self, who: int, stays: str, goes: str) -> None:
        one, other = (self.others[who].contacts.get(id) for id in (stays, goes))
        if one and other and stays != goes:
            merge_contacts(self.others[who], one, other, one.changed(merged=(*one.merged, goes)))

    def forget(self, who: int, person: str) -> None:
        if contact := self.others[who].contacts.get(person):
            forget(self.others[who], trail_of(self.others[who], contact), TODAY, texts=False)

    def turn(self, days: int) -> None:
        self.view.index.turn(TODAY + timedelta(days=days))

    def swap(self) -> None:
        """A program that carries files puts others in their place."""
        for path in sorted((self.root / "log").glob("*.jsonl")):
            other = path.with_suffix(".other")
            shutil.copy2(path, other)
            other.rename(path)

    def pulse(self, pieces: int) -> None:
        self.view.poll()
        for each in self.view.behind:
            for _ in islice(each.build(), pieces):
                pass

    def look(self) -> None:
        """Compare with one made anew; what is remembered now must be forgotten when it changes."""
        self.view.poll()
        self.view.catch_up()
        now, anew = said(self.view), said(View(self.root, self.view.index.today))
        for part, what in anew.items():
            assert now[part] == what, part


PROGRAM = st.integers(0, 1)
WRITE = st.tuples(st.just("write"), PROGRAM, st.lists(WRITES, min_size=1, max_size=3))
LOOK = st.just(("look",))
STEPS = st.one_of(
    *[WRITE] * 5,
    *[LOOK] * 3,
    st.tuples(either("undo", "redo"), PROGRAM),
    st.tuples(st.just("undo"), PROGRAM),
    st.tuples(either("remove", "forget"), PROGRAM, WHO),
    st.tuples(st.just("merge"), PROGRAM, WHO, WHO),
    st.tuples(st.just("turn"), st.sampled_from([0, 1, 7, 60])),
    st.just(("swap",)),
    st.tuples(st.just("pulse"), st.integers(0, 3)),
)


@given(st.lists(STEPS, min_size=6, max_size=16))
@settings(deadline=None, max_examples=settings().max_examples // 2)
def test_after_any_changes_every_screen_says_what_it_would_say_if_made_anew(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for name, *values in [*steps, ("look",)]:
            with suppress(StoreError):
                getattr(desk, name)(*values)
