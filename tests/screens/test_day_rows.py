"""Entries under the heads of their days."""

from hypothesis import given
from hypothesis import strategies as st

from journal.screens.day_rows import BLANK, DayRow, DayRows


def test_a_day_has_a_head_then_its_entries_and_a_blank_line_before_the_next():
    rows = DayRows()
    rows.add([("a", "2026-11-24"), ("b", "2026-11-24"), ("c", "2026-11-20")])
    assert list(rows) == [
        DayRow("2026-11-24"),
        DayRow(id="a"),
        DayRow(id="b"),
        BLANK,
        DayRow("2026-11-20"),
        DayRow(id="c"),
    ]


def test_no_entries_are_no_rows():
    assert list(DayRows()) == []


@given(st.lists(st.sampled_from(["1", "2", "3"]), max_size=30), st.integers(1, 7))
def test_rows_that_arrive_in_slices_are_those_that_arrive_at_once(days, size):
    entries = [(f"id{number}", day) for number, day in enumerate(sorted(days))]
    whole, sliced = DayRows(), DayRows()
    whole.add(entries)
    for at in range(0, len(entries), size):
        sliced.add(entries[at : at + size])
    assert list(whole) == list(sliced)
    assert [sliced[sliced.row_of(id)] for id, _ in entries] == [DayRow(id=id) for id, _ in entries]
