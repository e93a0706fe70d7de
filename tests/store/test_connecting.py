"""Writing introductions: the follow-up that each state needs, who knows whom, and one undo."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from journal.derived.pairs import pairs
from journal.domain import introductions
from journal.domain.contacts import Contact
from journal.domain.introduction_steps import let_go
from journal.domain.introductions import Introduction
from journal.domain.timeline import Interaction
from journal.paths import Paths
from journal.shell.context import Context
from journal.store.connecting import keep, meet, take_away
from journal.store.journal import Journal

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    book = Journal.open(tmp_path / "journal", machine="here-0001", now=lambda: NOW)
    book.ready()
    with book.transaction("people") as transaction:
        for name in ("Ana", "Bob", "Priya"):
            transaction.add(Contact.parse({"name": name}, name.upper()))
    return book


def write(journal: Journal, before: Introduction | None, after: Introduction) -> Introduction:
    with journal.transaction("introduction") as transaction:
        stored = keep(transaction, journal, before, after, TODAY)
    journal.poll()
    return stored


def followups(journal: Journal, status: str = "open") -> list[tuple[str, date]]:
    return [(each.what, each.due) for each in journal.followups if each.status == status]


def by_me(**fields: Any) -> Introduction:
    return Introduction(broker="me", a="ANA", b="BOB", **fields)


def in_days(count: int) -> date:
    return TODAY + timedelta(days=count)


def through_priya(**fields: Any) -> Introduction:
    return Introduction(broker="PRIYA", a="me", b="BOB", **fields)


def test_a_talk_with_somebody_one_was_introduced_to_is_the_meeting(journal: Journal) -> None:
    made = write(journal, None, through_priya(status="made", made_on=in_days(-3)))
    talk = {"contacts": ["ANA", "BOB"], "on": in_days(-1), "kind": "meeting"}
    for changes in ({"kind": "note"}, {"on": in_days(-4)}, {"contacts": ["ANA"]}, {"on": in_days(2)}):
        with journal.transaction("log") as transaction:
            meet(transaction, journal, Interaction.parse({**talk, **changes}), TODAY)
        assert journal.introductions.get(made.id).status == "made"
    with journal.transaction("log") as transaction:
        meet(transaction, journal, Interaction.parse(talk), TODAY)
    journal.poll()
    after = journal.introductions.get(made.id)
    assert (after.status, after.met_on) == ("met", in_days(-1))


def test_every_state_makes_the_follow_up_that_it_needs_and_closes_the_one_before(journal: Journal) -> None:
    idea = write(journal, None, by_me())
    assert followups(journal) == [("ask Ana about meeting Bob", TODAY)]
    asked = write(journal, idea, introductions.asked(idea, TODAY))
    assert followups(journal) == [("ask Ana about meeting Bob", in_days(7))]
    one = write(journal, asked, introductions.answered(asked, "a", yes=True))
    assert followups(journal) == [("ask Bob about meeting Ana", in_days(7))]
    both = write(journal, one, introductions.answered(one, "b", yes=True))
    assert followups(journal) == [("introduce Ana and Bob", TODAY)]
    made = write(journal, both, introductions.made(both, TODAY))
    assert followups(journal) == [("ask whether Ana and Bob met", in_days(14))]
    write(journal, made, introductions.met(made, TODAY))
    assert followups(journal) == []
    assert len(followups(journal, "done")) == 4


def test_people_i_connect_know_each_other_from_then_on_and_one_undo_takes_all_of_it_back(journal: Journal) -> None:
    agreed = write(journal, None, by_me(status="agreed", yes_a=True, yes_b=True))
    write(journal, agreed, introductions.made(agreed, TODAY))
    known = {one: [edge.contact for edge in journal.contacts.get(one).knows] for one in ("ANA", "BOB")}  # type: ignore[union-attr]
    assert known == {"ANA": ["BOB"], "BOB": ["ANA"]}
    journal.undo()
    assert journal.contacts.get("ANA").knows == ()  # type: ignore[union-attr]
    assert followups(journal) == [("introduce Ana and Bob", TODAY)]
    assert next(iter(journal.introductions)).status == "agreed"


def test_who_was_introduced_to_me_is_noted_as_coming_from_there(journal: Journal) -> None:
    asked = write(journal, None, Introduction(broker="PRIYA", a="me", b="BOB", status="asked", asked_on=TODAY))
    assert followups(journal) == [("ask Priya again about Bob", in_days(7))]
    write(journal, asked, introductions.made(asked, TODAY, anyway=True))
    assert journal.contacts.get("BOB").introduced_by == "PRIYA"  # type: ignore[union-attr]
    assert followups(journal) == [("thank Priya for the introduction to Bob", in_days(2))]


def test_what_is_let_go_or_removed_asks_for_nothing_any_more(journal: Journal) -> None:
    idea = write(journal, None, by_me())
    left = write(journal, idea, let_go(idea))
    assert followups(journal) == []
    assert followups(journal, "dropped") == [("ask Ana about meeting Bob", TODAY)]
    again = write(journal, left, let_go(left))
    assert followups(journal) == [("ask Ana about meeting Bob", TODAY)]
    with journal.transaction("remove") as transaction:
        take_away(transaction, journal, again)
    assert followups(journal) == []


def test_history_that_is_noted_later_makes_no_follow_up(journal: Journal) -> None:
    write(journal, None, Introduction(broker="PRIYA", a="me", b="BOB", status="met", met_on=in_days(-200)))
    assert followups(journal) == []


def test_whom_somebody_should_meet_leaves_out_who_knows_them_already(journal: Journal, tmp_path: Path) -> None:
    with journal.transaction("topics") as transaction:
        for contact in list(journal.contacts):
            transaction.change(contact, contact.changed(topics=["rust"]))
        transaction.add(Contact.parse({"name": "Away", "topics": ["rust"], "status": "archived"}, "AWAY"))
    write(journal, None, by_me(status="met", met_on=TODAY))
    index = Context(Paths({"HOME": str(tmp_path)}, str(tmp_path / "journal")), lambda: NOW, {}).index(journal)
    for _ in index.build():
        pass
    *_, found = pairs(index, "ANA")
    assert [(pair.contact, pair.why) for pair in found] == [("PRIYA", "both: rust")]
