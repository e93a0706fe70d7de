"""Preparations in the journal: every answer lands once, a debrief is one change that is undone as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from journal.domain.answers import Named
from journal.domain.checklists import Step
from journal.domain.contacts import Contact
from journal.domain.debrief import Debrief, Promised
from journal.domain.events import Event
from journal.domain.pitch import versions
from journal.domain.record import Invalid
from journal.domain.timeline import Interaction
from journal.domain.walk import Walk, begun, walk
from journal.prep_texts import load_prep
from journal.store.disk import StoreError
from journal.store.journal import Journal
from journal.store.prep_landing import looked_back
from journal.store.prep_runs import (
    add_step,
    answer,
    begin,
    debrief,
    help_shown,
    help_was_shown,
    keep_pitch,
    later,
    new_event,
    note,
    plan_happened,
    run_of,
    set_version,
    skip,
    went,
)

Opener = Callable[..., Journal]
CHECKLISTS = load_prep("/nowhere").checklists
BEFORE = datetime(2026, 11, 20, 10).astimezone()
AFTER = datetime(2026, 11, 27, 9).astimezone()


class Evening:
    """A meetup on 26 November at half past six, expected there: Ana Gómez, and somebody by name."""

    def __init__(self, journal: Journal, kind: str = "meetup", now: datetime = AFTER) -> None:
        self.journal, self.now = journal, now
        with journal.transaction("people") as transaction:
            for id, name in (("ANA", "Ana Gómez"), ("BO", "Bo Lee"), ("BO2", "Bo Chen")):
                transaction.add(Contact.parse({"name": name}, id))
            event = {"title": "Health data meetup", "kind": kind, "starts": "2026-11-26T18:30"}
            transaction.add(Event.parse({**event, "expected": ["ANA", "the organiser"]}, "E"))
        begin(journal, self.event, CHECKLISTS, now, short=False)

    @property
    def event(self) -> Event:
        found = self.journal.events.get("E")
        assert found is not None
        return found

    @property
    def walk(self) -> Walk:
        run = run_of(self.journal, "E")
        assert run is not None
        return walk(self.event, run, CHECKLISTS, self.now)

    def step(self, id: str) -> Step:
        step = self.walk.checklist.step(id) or CHECKLISTS.shared[id]
        assert step is not None
        return step

    def give(self, step: str, value: Any) -> None:
        answer(self.journal, self.walk, self.step(step), value, self.now)

    def entries(self) -> list[Interaction]:
        return sorted(self.journal.interactions, key=lambda entry: entry.contacts)

    def names(self) -> set[str]:
        return {contact.name for contact in self.journal.contacts}


@pytest.fixture
def evening(opened: Opener) -> Evening:
    return Evening(opened())


def test_an_event_needs_three_fields_and_knows_what_its_kind_costs(opened: Opener) -> None:
    journal = opened()
    event = new_event(journal, "Trust Connect", "2026-12-04T10:00", "job_interview", CHECKLISTS)
    assert event.energy_cost == CHECKLISTS.of("job_interview").energy_cost
    assert journal.events.get(event.id) == event
    with pytest.raises(Invalid, match="title"):
        new_event(journal, " ", "2026-12-04", "other", CHECKLISTS)
    assert len(journal.events) == 1


def test_an_event_has_one_preparation_that_is_taken_up_again_on_another_machine(opened: Opener) -> None:
    evening = Evening(opened(), now=BEFORE)
    evening.give("s.baseline", 4)
    other = opened("desktop-bbbb")
    event = other.events.get("E")
    assert event is not None
    run = begin(other, event, CHECKLISTS, BEFORE + timedelta(days=1))
    assert run.confidence_before == 4
    found = walk(event, run, CHECKLISTS, BEFORE)
    assert found.at is not None
    assert found.steps[found.at].id == "s.objective"
    assert len(other.runs) == 1


def test_every_answer_is_on_disk_when_it_is_given(opened: Opener) -> None:
    evening = Evening(opened(), now=BEFORE)
    evening.give("s.objective", "learn three names")
    again = opened()
    event = again.events.get("E")
    assert event is not None
    assert event.objective == "learn three names"
    run = run_of(again, "E")
    assert run is not None
    assert run.behind("s.objective")


def test_skipping_and_leaving_for_later_keep_what_was_typed(evening: Evening) -> None:
    step = evening.step("s.objective")
    later(evening.journal, evening.walk, step, "learn tw", evening.now)
    assert evening.walk.run.answer("s.objective").value == "learn tw"
    assert not evening.walk.run.behind("s.objective")
    skip(evening.journal, evening.walk, step, evening.now)
    assert evening.walk.run.answer("s.objective").status == "skipped"
    assert evening.walk.run.answer("s.objective").value == "learn tw"
    assert evening.event.objective == ""


def test_leaving_for_later_without_a_word_writes_nothing(evening: Evening, lines: Callable[[], list[str]]) -> None:
    before = lines()
    later(evening.journal, evening.walk, evening.step("s.objective"), "", evening.now)
    assert lines() == before


def test_people_met_become_contacts_with_an_entry_each_and_known_ones_are_recognised(evening: Evening) -> None:
    evening.give("s.log_people", [{"who": "ana", "detail": "moves to Leeds"}, {"who": "Dana Osei"}])
    dana, ana = evening.entries()
    assert ana.contacts == ("ANA",)
    assert (ana.note, ana.on, ana.kind, ana.event, ana.time) == (
        "moves to Leeds",
        date(2026, 11, 26),
        "event",
        "E",
        "18:30",
    )
    newcomer = evening.journal.contacts.get(dana.contacts[0])
    assert newcomer is not None
    assert (newcomer.name, newcomer.circle, newcomer.met_at, newcomer.met_on) == (
        *("Dana Osei", "open", "E", date(2026, 11, 26)),
    )
    assert evening.event.met == ("ANA", newcomer.id)
    assert evening.event.status == "attended"


def test_the_same_people_given_again_are_there_once(evening: Evening) -> None:
    met = [{"who": "Ana Gómez", "detail": "kites"}, {"who": "Dana"}]
    evening.give("s.log_people", met)
    evening.give("s.log_people", met)
    kept = evening.walk.run.answer("s.log_people").value
    evening.give("s.log_people", kept)
    assert len(evening.entries()) == 2
    assert sorted(evening.names()) == ["Ana Gómez", "Bo Chen", "Bo Lee", "Dana"]
    assert len(evening.event.met) == 2


def test_a_detail_that_is_changed_changes_the_entry_and_who_was_a_slip_goes(evening: Evening) -> None:
    evening.give("s.log_people", [{"who": "ANA", "detail": "kites"}, {"who": "BO"}])
    evening.give("s.log_people", [{"who": "ANA", "detail": "builds kites"}])
    (entry,) = evening.entries()
    assert entry.note == "builds kites"
    assert evening.event.met == ("ANA",)


def test_an_entry_that_was_written_on_since_stays(evening: Evening) -> None:
    evening.give("s.log_people", [{"who": "BO", "detail": "kites"}])
    (entry,) = evening.entries()
    with evening.journal.transaction("edit") as transaction:
        transaction.change(entry, entry.changed(note="kites, and the whole story"))
    evening.give("s.log_people", [{"who": "ANA"}])
    assert [each.note for each in evening.entries()] == ["", "kites, and the whole story"]


def test_a_name_that_may_be_two_people_waits_for_an_answer(evening: Evening) -> None:
    with evening.journal.transaction("twin") as transaction:
        transaction.add(Contact.parse({"name": "Bo Lee"}, "TWIN"))
    evening.give("s.log_people", [{"who": "Bo Lee"}])
    (entry,) = evening.entries()
    stub = evening.journal.contacts.get(entry.contacts[0])
    assert stub is not None
    assert stub.triage is not None
    assert set(stub.triage.candidates) == {"BO", "TWIN"}


def test_whom_a_capture_has_noted_already_gets_no_second_entry(evening: Evening) -> None:
    with evening.journal.transaction("capture") as transaction:
        entry = {"contacts": ["ANA"], "on": "2026-11-26", "kind": "event", "event": "E", "note": "met at the door"}
        transaction.add(Interaction.parse(entry))
    evening.give("s.log_people", ["ANA"])
    assert len(evening.entries()) == 1
    assert evening.event.met == ("ANA",)


def test_promises_are_due_two_days_after_the_event_and_name_whom_they_name(evening: Evening) -> None:
    evening.give("s.log_people", ["ANA", "BO"])
    evening.give("s.promises", "send Ana the kite link\n- ask around for a room\nThey will send the slides")
    found = {each.what: each for each in evening.journal.followups}
    assert found["send Ana the kite link"].contacts == ("ANA",)
    assert found["send Ana the kite link"].due == date(2026, 11, 28)
    assert found["send Ana the kite link"].from_ == "E"
    assert found["send Ana the kite link"].template == "follow_up_event"
    assert found["ask around for a room"].contacts == ()
    assert found["They will send the slides"].owner == "theirs"


def test_a_promise_given_again_is_there_once_and_one_that_was_kept_stays(evening: Evening) -> None:
    evening.give("s.promises", "send the link\ncall Bo")
    sent = next(each for each in evening.journal.followups if each.what == "send the link")
    with evening.journal.transaction("done") as transaction:
        transaction.change(sent, sent.changed(status="done", done_on=date(2026, 11, 27)))
    evening.give("s.promises", "write to Bo")
    assert {each.what for each in evening.journal.followups} == {"send the link", "write to Bo"}


def test_promises_noted_late_are_never_due_in_the_past(opened: Opener) -> None:
    evening = Evening(opened(), now=AFTER + timedelta(days=20))
    evening.give("s.promises", "send the link")
    assert [each.due for each in evening.journal.followups] == [date(2026, 12, 17)]


def test_a_next_move_is_a_plan_and_a_follow_up(evening: Evening) -> None:
    evening.give("meetup.three_times", {"if": "the next invitation arrives", "then": "I say yes and tell Ana"})
    (followup,) = evening.journal.followups
    assert (followup.what, followup.contacts, followup.due) == ("I say yes and tell Ana", ("ANA",), date(2026, 12, 4))
    assert [plan.then for plan in evening.walk.run.plans] == ["I say yes and tell Ana"]


def test_connecting_two_people_makes_an_idea_of_an_introduction_with_its_follow_up(opened: Opener) -> None:
    evening = Evening(opened(), kind="industry_dinner")
    evening.give("dinner.connect_two", ["ANA", "BO"])
    evening.give("dinner.connect_two", ["ANA", "BO"])
    (introduction,) = evening.journal.introductions
    assert (introduction.broker, introduction.a, introduction.b, introduction.status) == ("me", "ANA", "BO", "idea")
    assert len(evening.journal.followups) == 1


def test_a_review_becomes_a_reflection_and_what_went_well_a_win(opened: Opener) -> None:
    evening = Evening(opened(), kind="conference")
    step = evening.step("s.fair_review")
    evening.give("s.fair_review", {step.prompts[0]: "I stayed\nI asked a question", step.prompts[1]: "come early"})
    evening.give("s.fair_review", {step.prompts[0]: "I stayed", step.prompts[1]: "come earlier"})
    (found,) = evening.journal.reflections
    assert found.about.id == "E"
    assert found.wins == ("I stayed", "I asked a question")
    assert found.answers[step.prompts[1]] == "come earlier"


def test_a_preparation_ends_with_the_last_step_after_the_event(opened: Opener) -> None:
    evening = Evening(opened())
    set_version(evening.journal, evening.walk.run, short=True)
    evening.give("s.log_people", ["ANA"])
    evening.give("s.promises", "send the link")
    assert evening.walk.run.open
    evening.give("s.after_ready", 6)
    assert evening.walk.run.finished == AFTER
    assert evening.walk.run.confidence_after == 6


def test_one_undo_takes_back_an_answer_with_all_it_brought(evening: Evening) -> None:
    evening.give("s.log_people", [{"who": "Dana"}])
    evening.journal.undo()
    assert evening.names() == {"Ana Gómez", "Bo Lee", "Bo Chen"}
    assert evening.entries() == []
    assert evening.event.met == ()
    assert not evening.walk.run.behind("s.log_people")


SAID = Debrief(
    met=(Named("ana", "moves to Leeds"), Named("Dana", "kites")),
    promises=(Promised("send Dana the kite link", ("Dana",)), Promised("read the paper")),
    thanks=(Named("the organiser", "the warm welcome"),),
    answers={"One thing I will try next time": "come early"},
    wins=("asked a question",),
)


def test_a_debrief_is_one_change_with_everything_in_it(evening: Evening, lines: Callable[[], list[str]]) -> None:
    before = len(lines())
    left = debrief(evening.journal, evening.event, CHECKLISTS, SAID, evening.now)
    assert len(lines()) == before + 1
    assert (left.met, left.promises, left.thanks, left.reflected) == (2, 2, 1, True)
    assert [evening.journal.contacts.docs[id]["name"] for id in left.new_people] == ["Dana", "the organiser"]
    followups = {each.what: each for each in evening.journal.followups}
    assert followups["send Dana the kite link"].contacts == (left.new_people[0],)
    assert followups["thank the organiser for the warm welcome"].template == "thank_host"
    assert all(each.due == date(2026, 11, 28) for each in followups.values())
    reflection = looked_back(evening.journal, "E")
    assert reflection is not None
    assert reflection.wins == ("asked a question",)
    assert len(evening.entries()) == 2
    evening.journal.undo()
    assert len(evening.journal.contacts) == 3
    assert not evening.entries()
    assert not list(evening.journal.followups)
    assert evening.event.status == "planned"


def test_what_was_said_in_a_debrief_is_not_asked_again_and_nothing_is_there_twice(evening: Evening) -> None:
    evening.give("s.promises", "read the paper")
    debrief(evening.journal, evening.event, CHECKLISTS, SAID, evening.now)
    debrief(evening.journal, evening.event, CHECKLISTS, SAID._replace(thanks=()), evening.now)
    assert evening.walk.run.behind("s.log_people")
    assert evening.walk.run.behind("s.promises")
    assert len(evening.entries()) == 2
    assert sorted(each.what for each in evening.journal.followups) == [
        *("read the paper", "send Dana the kite link", "thank the organiser for the warm welcome"),
    ]
    assert len(list(evening.journal.reflections)) == 1


def test_an_event_that_nobody_prepared_can_be_looked_back_at(opened: Opener) -> None:
    journal = opened()
    with journal.transaction("event") as transaction:
        event = transaction.add(Event.parse({"title": "Coffee", "kind": "coffee_chat", "starts": "2026-11-26"}))
    left = debrief(journal, event, CHECKLISTS, Debrief(met=(Named("Dana"),)), AFTER)
    assert left.run.event == event.id
    assert left.run.confidence_before is None
    assert [entry.kind for entry in journal.interactions] == ["meeting"]
    assert not walk(event, left.run, CHECKLISTS, AFTER).unknown


def test_a_win_alone_is_kept_too(evening: Evening) -> None:
    debrief(evening.journal, evening.event, CHECKLISTS, Debrief(wins=("stayed to the end",)), evening.now)
    assert [each.wins for each in evening.journal.reflections] == [("stayed to the end",)]


def test_steps_plans_and_whether_one_went_are_kept(evening: Evening) -> None:
    add_step(evening.journal, evening.walk.run, CHECKLISTS.shared["s.reset"])
    assert "s.reset" in {step.id for step in evening.walk.steps}
    evening.give("s.wobble", {"if": "I know nobody", "then": "I greet the first person"})
    plan_happened(evening.journal, evening.walk.run, 0, "yes")
    assert evening.walk.run.plans[0].happened == "yes"
    went(evening.journal, evening.event, "missed")
    assert evening.event.status == "missed"


def test_versions_of_the_pitch_are_kept_with_their_event(evening: Evening) -> None:
    keep_pitch(evening.journal, "I count. You?", date(2026, 11, 20), event="E", frame="bridge", length="short")
    keep_pitch(evening.journal, "I count things. You?", date(2026, 11, 21))
    keep_pitch(evening.journal, "I count. You?", date(2026, 11, 22), event="E")
    setting = evening.journal.settings.docs["pitch"]
    assert [(each.text, each.on) for each in versions(setting)] == [
        ("I count. You?", "2026-11-22"),
        ("I count things. You?", "2026-11-21"),
    ]
    assert evening.event.pitch == "I count. You?"


def test_help_is_mentioned_once(evening: Evening) -> None:
    assert not help_was_shown(evening.journal)
    help_shown(evening.journal, date(2026, 11, 24))
    assert help_was_shown(evening.journal)


def test_an_answer_to_what_was_removed_meanwhile_is_refused_with_a_sentence(evening: Evening) -> None:
    before = evening.walk
    with evening.journal.transaction("remove") as transaction:
        transaction.remove(before.run)
    with pytest.raises(StoreError, match="removed meanwhile"):
        answer(evening.journal, before, CHECKLISTS.shared["s.baseline"], 4, AFTER)


LANDED: dict[str, tuple[str, str, Any, Any]] = {
    "event.objective": ("meetup", "s.objective", {"By the time I leave I will have...": "three names"}, "three names"),
    "event.pitch": ("meetup", "s.pitch", "I count. You?", "I count. You?"),
    "event.questions": ("other", "s.questions", ["Why kites?", "Since when?"], ("Why kites?", "Since when?")),
    "event.goals": ("other", "s.goal", ["G"], ("G",)),
    "event.expected": ("other", "s.people", [{"who": "BO"}], ("ANA", "the organiser", "BO")),
    "event.helpers": ("job_interview", "int.insider", [{"who": "BO"}, {"who": "Kim"}], ("BO", "Kim")),
    "event.met": ("meetup", "s.log_people", [{"who": "BO", "detail": "kites"}], ("BO",)),
}


@pytest.mark.parametrize("writes", LANDED)
@pytest.mark.parametrize("way", ["twice", "back and again", "skipped, then done"])
def test_an_answer_lands_once_however_often_it_is_given(opened: Opener, writes: str, way: str) -> None:
    kind, id, value, expected = LANDED[writes]
    evening = Evening(opened(), kind=kind)
    step = evening.step(id)
    assert step.writes == writes
    if way == "skipped, then done":
        skip(evening.journal, evening.walk, step, evening.now)
    evening.give(id, value)
    if way == "back and again":
        evening.give(
            id, [] if isinstance(value, list) else {"x": "other"} if isinstance(value, dict) else "other words"
        )
    if way != "skipped, then done":
        evening.give(id, value)
    assert getattr(evening.event, writes.removeprefix("event.")) == expected
    assert len(evening.entries()) == int(writes == "event.met")
    assert len(evening.journal.runs) == 1


@pytest.mark.parametrize("rating", ["confidence_before", "confidence_door", "confidence_after", "expected", "actual"])
def test_a_rating_given_again_is_the_last_one(evening: Evening, rating: str) -> None:
    steps: dict[str, str] = {step.writes: step.id for step in evening.walk.checklist.steps}
    id = steps[f"run.{rating}"]
    skip(evening.journal, evening.walk, evening.step(id), evening.now)
    assert getattr(evening.walk.run, rating) is None
    evening.give(id, 4)
    evening.give(id, 6)
    assert getattr(evening.walk.run, rating) == 6


def test_a_plan_given_again_replaces_what_it_was_and_keeps_whether_it_came_up(evening: Evening) -> None:
    plan = {"if": "I know nobody", "then": "I greet the first person"}
    evening.give("s.wobble", plan)
    plan_happened(evening.journal, evening.walk.run, 0, "yes")
    evening.give("s.wobble", plan)
    assert [each.happened for each in evening.walk.run.plans] == ["yes"]
    evening.give("s.wobble", {**plan, "then": "I get a drink"})
    assert [each.then for each in evening.walk.run.plans] == ["I get a drink"]


def test_what_was_noted_lands_when_the_event_is_looked_back_at_and_only_then(evening: Evening) -> None:
    met, promise = evening.step("s.log_people"), evening.step("s.promises")
    note(evening.journal, evening.walk, promise, ["send Dana the link"], evening.now, done=True)
    note(evening.journal, evening.walk, met, [{"who": "Dana", "detail": "kites"}], evening.now, done=False)
    assert evening.names() == {"Ana Gómez", "Bo Lee", "Bo Chen"}
    assert evening.walk.run.behind("s.promises")
    left = debrief(evening.journal, evening.event, CHECKLISTS, Debrief(), evening.now)
    assert left.said == "1 person and 1 promise"
    (followup,) = evening.journal.followups
    assert followup.contacts == left.new_people
    assert not evening.walk.run.behind("s.log_people")  # one was not through with it
    evening.journal.undo()
    assert evening.names() == {"Ana Gómez", "Bo Lee", "Bo Chen"}
    assert evening.walk.run.answer("s.promises").waits


def test_what_is_taken_out_of_a_note_goes_and_what_was_skipped_is_not_taken_in(evening: Evening) -> None:
    met = evening.step("s.log_people")
    evening.give("s.log_people", [{"who": "ANA"}, {"who": "BO"}])
    note(evening.journal, evening.walk, met, [{"who": "ANA"}], evening.now, done=True)
    debrief(evening.journal, evening.event, CHECKLISTS, Debrief(), evening.now)
    assert evening.event.met == ("ANA",)
    assert len(evening.entries()) == 1
    note(evening.journal, evening.walk, met, [{"who": "BO"}], evening.now, done=False)
    skip(evening.journal, evening.walk, met, evening.now)
    debrief(evening.journal, evening.event, CHECKLISTS, Debrief(), evening.now)
    assert evening.event.met == ("ANA",)


def test_the_first_answer_of_a_preparation_is_one_change_with_its_beginning(opened: Opener) -> None:
    journal = opened()
    event = new_event(journal, "Coffee", "2026-11-26", "coffee_chat", CHECKLISTS)
    found = walk(event, begun(event, BEFORE, CHECKLISTS), CHECKLISTS, BEFORE)
    answer(journal, found, CHECKLISTS.shared["s.baseline"], 4, BEFORE)
    answer(journal, found, CHECKLISTS.shared["s.ready"], 5, BEFORE)
    assert len(journal.runs) == 1
    journal.undo()
    journal.undo()
    assert len(journal.runs) == 0


def test_what_the_program_notes_for_itself_is_passed_over_by_undo_and_redo(evening: Evening) -> None:
    evening.give("s.after_ready", 2)
    help_shown(evening.journal, AFTER.date())
    evening.journal.undo()
    assert evening.walk.run.confidence_after is None
    assert help_was_shown(evening.journal)
    help_shown(evening.journal, AFTER.date())
    evening.journal.redo()
    assert evening.walk.run.confidence_after == 2
