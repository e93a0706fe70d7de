"""Days and spans in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain import words

TODAY = date(2026, 11, 23)  # a Monday


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (2, "2 days ago"),
        (-3, "in 3 days"),
        (60, "60 days ago"),
        (61, "2 months ago"),
        (116, "3 months ago"),
        (334, "11 months ago"),
        (360, "11 months ago"),
        (365, "1 year ago"),
        (366, "1 year ago"),
        (725, "1 year ago"),
        (730, "2 years ago"),
        (1022, "2 years ago"),
        (-90, "in 3 months"),
    ],
)
def test_a_sentence_counts_days_up_to_sixty_then_months_then_years(days: int, sentence: str) -> None:
    assert words.ago(back(days), TODAY) == sentence


@pytest.mark.parametrize(
    ("days", "narrow", "wide"),
    [
        (0, "today", "today"),
        (1, "yesterday", "yesterday"),
        (9, "9 days", "9 days"),
        (34, "34 days", "34 days"),
        (35, "5 weeks", "35 days"),
        (41, "5 weeks", "41 days"),
        (59, "8 weeks", "59 days"),
        (73, "2 months", "2 months"),
        (340, "11 months", "11 months"),
        (400, "1 year", "1 year"),
    ],
)
def test_a_column_counts_weeks_where_nine_cells_are_all_there_is(days: int, narrow: str, wide: str) -> None:
    assert words.span(back(days), TODAY) == narrow
    assert words.span(back(days), TODAY, width=12) == wide


def test_no_day_at_all_is_a_dash() -> None:
    assert words.span(None, TODAY) == "–"


@given(st.integers(-20_000, 30_000))
def test_a_span_never_needs_more_than_nine_cells(days: int) -> None:
    assert len(words.span(back(days), TODAY)) <= 9


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_what_is_longer_ago_never_sounds_more_recent(one: int, other: int) -> None:
    units = {"today": 0.0, "yesterday": 1.0}

    def length(days: int) -> float:
        text = words.ago(back(days), TODAY)
        if text in units:
            return units[text]
        number, unit, _ = text.replace(",", "").split()
        return int(number) * {"d": 1, "m": 30.44, "y": 365.25}[unit[0]]

    near, far = sorted((one, other))
    assert length(near) <= length(far)


def test_a_date_names_the_weekday_in_the_coming_week_the_day_within_the_year_and_the_year_beyond() -> None:
    assert words.when(date(2026, 11, 26), TODAY, "18:30") == "Thu 18:30"
    assert words.when(date(2026, 11, 27), TODAY) == "Fri"
    assert words.when(date(2026, 12, 4), TODAY) == "Fri 4 Dec"
    assert words.when(date(2026, 11, 19), TODAY) == "Thu 19 Nov"
    assert words.when(date(2027, 1, 20), TODAY) == "Wed 20 Jan"
    assert words.when(date(2024, 10, 12), TODAY) == "12 Oct 2024"


def test_a_week_ahead_names_the_day_because_the_weekday_alone_would_mean_today() -> None:
    assert words.when(date(2026, 11, 30), TODAY) == "Mon 30 Nov"


def test_am_and_pm_only_where_the_user_set_them() -> None:
    day = date(2026, 11, 26)
    assert words.when(day, TODAY, "18:30", clock="12") == "Thu 6:30 pm"
    assert [words.hour(time, "12") for time in ("00:05", "12:00", "23:59")] == ["12:05 am", "12:00 pm", "11:59 pm"]


def test_a_promise_is_dated_by_how_long_ago_it_came_or_by_the_day_it_comes() -> None:
    days = [back(2), TODAY, back(-1), back(-4), date(2026, 12, 4)]
    assert [words.due(day, TODAY) for day in days] == ["2 days ago", "today", "tomorrow", "Fri", "Fri 4 Dec"]


def test_a_day_head_always_names_day_and_month() -> None:
    assert words.day_head(back(1), TODAY) == "Sun 22 Nov"
    assert words.day_head(date(2024, 10, 12), TODAY) == "12 Oct 2024"


def test_a_short_day_stays_within_eleven_cells() -> None:
    assert words.short_day(date(2027, 1, 20), TODAY) == "20 Jan"
    assert words.short_day(date(2024, 10, 12), TODAY) == "12 Oct 2024"
    assert words.span(date(2028, 10, 12), TODAY) == "Oct 2028"


def test_counts_agree_with_their_noun() -> None:
    assert [words.plural(n, "person", "people") for n in (0, 1, 1200)] == ["0 people", "1 person", "1,200 people"]
