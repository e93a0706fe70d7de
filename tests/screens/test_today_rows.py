"""The rows of Today, and where the cursor goes when they change."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from journal.derived.outlook import Coming, Promises
from journal.domain.today import Reason, Suggestion
from journal.screens.today_rows import Gain, GoalLine, TodayRow, View, near, today_rows

PEOPLE = st.lists(st.sampled_from("ABCDEF"), unique=True, max_size=3)
TASKS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
GAINS = tuple(Gain(name, 1, 0) for name in ("opportunity", "knowledge", "reputation", "mentorship", "support"))


def view(people: list[str], tasks: list[str], **more: object) -> View:
    reason = Reason("time", 10.0, "last talk 41 days ago; your rhythm is 30", "last talk 41 days ago")
    suggestions = [Suggestion(name, 10.0, (reason,)) for name in people]
    coming = [Coming("event", "EVENT", "meetup", date(2026, 11, 26), "18:30", 7, 12)]
    goals = [GoalLine("GOAL", "ten talks", 0.5, "5/10", "on the way")]
    fields = {"capacity": 5, "coming": coming, "goals": goals, "promises": Promises(tasks[:4], tasks[4:], (), (), ())}
    return View(people=suggestions, **{**fields, **more})  # type: ignore[arg-type]


def keys(rows: list[TodayRow]) -> list[str]:
    return [row.key for row in rows if row.selectable]


@given(PEOPLE, TASKS, PEOPLE, TASKS, st.booleans(), st.data())
@settings(deadline=None, max_examples=200)
def test_the_cursor_keeps_its_record_or_else_its_section(before_people, before_tasks, people, tasks, tall, data):
    before = today_rows(view(before_people, before_tasks), tall=tall, height=40)
    after = today_rows(view(people, tasks), tall=tall, height=40)
    at = data.draw(st.sampled_from([number for number, row in enumerate(before) if row.selectable]))
    to = near(after, before, at)
    assert to is not None
    assert after[to].selectable
    if before[at].key in keys(after):
        assert after[to].key == before[at].key
    elif any(row.selectable and row.section == before[at].section for row in after):
        assert after[to].section == before[at].section


@given(PEOPLE, TASKS, st.booleans(), st.integers(10, 60))
@settings(deadline=None, max_examples=200)
def test_every_head_has_a_row_and_nothing_stands_twice(people, tasks, tall, height):
    rows = today_rows(view(people, tasks, gains=GAINS), tall=tall, height=height)
    for row, below in zip(rows, [*rows[1:], TodayRow()], strict=True):
        assert row.part != "head" or below.part or (tall and row.section == "reach")
    assert len(set(keys(rows))) == len(keys(rows))
    assert len(rows) <= height or not any(row.part == "gain" for row in rows)


def test_where_there_is_room_a_person_takes_two_lines():
    rows = today_rows(view(["A"], []), tall=True)
    assert [row.part for row in rows[:4]] == ["head", "", "person", "reason"]
    assert rows[2].key == rows[3].key
    assert [row.part for row in today_rows(view(["A"], []), tall=False)[:2]] == ["head", "person"]


def test_what_comes_next_for_a_goal_stands_below_it_when_its_day_has_come_or_there_is_room():
    goal = GoalLine("GOAL", "ten talks", 0.5, "5/10", "on the way", "write to Ana", date(2026, 11, 24))

    def parts(goal: GoalLine, height: int) -> list[str]:
        rows = today_rows(view(["A"], ["a"], goals=[goal]), tall=True, height=height)
        assert len(rows) <= max(height, 18)
        return [row.part for row in rows if row.section == "goals"]

    assert parts(goal._replace(come=True), 0) == ["head", "goal", "next"]
    assert parts(goal, 0) == ["head", "goal"]
    assert parts(goal, 40) == ["head", "goal", "next"]
    assert parts(goal._replace(next=""), 40) == ["head", "goal"]


def test_while_the_journal_is_read_only_that_is_said():
    rows = today_rows(View(reading=True), tall=True)
    assert [row.about for row in rows] == [("Reach out", "reading …")]
