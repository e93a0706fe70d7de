"""What was true of somebody before, told from the log."""

from __future__ import annotations

from datetime import UTC, datetime

from journal.exchange.formerly import Was, formerly


def was(day: int, hour: int = 12, **document: str) -> Was:
    return Was(datetime(2026, 5, day, hour, tzinfo=UTC), {"name": "Ana Gómez", **document})


def test_an_earlier_job_is_told_with_the_day_on_which_it_ended():
    versions = [
        was(20, role="CTO", org="Hikari"),
        was(12, role="Engineer", org="Acme", notes="x"),
        was(2, role="Engineer", org="Acme"),
    ]
    assert formerly(versions) == ["was Engineer at Acme until 20 May 2026"]


def test_another_edit_shortly_before_does_not_hide_a_change():
    versions = [was(12, 14, role="CTO"), was(12, 13, role="Engineer", notes="x"), was(2, role="Engineer")]
    assert formerly(versions) == ["was Engineer until 12 May 2026"]


def test_a_slip_of_the_pen_is_not_told():
    assert formerly([was(12, 14, role="Engineer"), was(12, 13, role="Enginer")]) == []


def test_a_name_and_a_place_that_changed_are_told_the_latest_first():
    first = Was(datetime(2026, 5, 1, tzinfo=UTC), {"name": "Ana Ruiz", "location": "Leeds"})
    assert formerly([was(20, location="York"), was(9, location="Leeds"), first]) == [
        "was in Leeds until 20 May 2026",
        "was called Ana Ruiz until 9 May 2026",
    ]


def test_somebody_who_was_removed_and_came_back_is_one_and_the_same():
    gone = Was(datetime(2026, 5, 8, tzinfo=UTC), None)
    assert formerly([was(9, role="Engineer"), gone, was(2, role="Engineer")]) == []
