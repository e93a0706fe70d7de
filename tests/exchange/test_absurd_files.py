"""Files nobody would write: huge lines, endless lists, nesting without end. They are read or refused, and soon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from journal.exchange.files import ExchangeError, source_from
from journal.exchange.formats import Terms, plan_source
from journal.exchange.person import MOST_WAYS
from journal.exchange.plan import FULL, Plan

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HUGE = 2_000_000
MUCH = 4_000
EVENT = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T100000\n"
TABLES = '{"format":"journal","version":1,"tables":{"contacts":{"A":{"name":'


def planned(text: str) -> Plan:
    numbers = count()
    terms = Terms("DMY", NOW, lambda: f"N{next(numbers)}")
    return plan_source(source_from("file", text.encode()), lambda table: {}, terms)


def card(*lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", "FN:Ada", *lines, "END:VCARD", ""])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (lambda: f"Name,Email\n{'a' * HUGE},x\nBo,b@x.org\n", 2),
        (lambda: f"Name,Email\n{',' * HUGE}\nBo,b@x.org\n", 2),
        (lambda: f"Name,Email\n{chr(34) * HUGE}\nBo,b@x.org\n", 2),
        (lambda: "Name,Email\n" + '"a\n' * MUCH + "Bo,b@x.org\n", MUCH // 2 + 1),
        (lambda: f"Name{',Name' * 20_000}\nBo,\n", 1),
        (lambda: card("NOTE:" + "a" * HUGE), 1),
        (lambda: card("NICKNAME:a", " b\n" * MUCH), 1),
        (lambda: card("X-A;QUOTED-PRINTABLE:a=", "b=\n" * MUCH), 1),
        (lambda: card(*(f"X-A{number}:1" for number in range(MUCH))), 1),
        (lambda: card("ADR:" + ";" * 90_000, "N:" + ",\\;" * 30_000), 1),
        (lambda: "BEGIN:VCARD\n" * MUCH, MUCH),
        (lambda: f"{EVENT}SUMMARY:{'a' * HUGE}\nEND:VEVENT\nEND:VCALENDAR\n", 1),
        (lambda: EVENT + "BEGIN:VEVENT\n" * MUCH, MUCH + 1),
        (lambda: EVENT + "BEGIN:VEVENT\nSUMMARY:x\nDTSTART:20261201\n" * 1_000, 1_001),
        (lambda: f"### Friends:\n- {'a' * HUGE}", 1),
        (lambda: f"### Friends:\n- a [{' @' * HUGE}", 1),
        (lambda: f"### Friends:\n- Bo\n### Notes:\n- 2018-01-01: {'_a' * HUGE}", 1),
        (lambda: f"### Friends:\n- Bo\n### Notes:\n- 2018-01-01: {'**a' * HUGE}", 1),
        (lambda: f'{TABLES}"{"a" * HUGE}"}}}}}}}}', 1),
        (lambda: f'{TABLES}1,"x":{"[" * 900}{"]" * 900}}}}}}}}}', 1),
    ],
)
def test_every_row_of_it_gets_a_verdict(text: Callable[[], str], rows: int) -> None:
    plan = planned(text())
    assert len(plan.rows) == rows
    assert all(row.name or row.reason for row in plan.rows)


@pytest.mark.parametrize("piece", [" ", "\r", ",", '"', "[", '{"a":'])
def test_it_is_refused_with_a_sentence(piece: str) -> None:
    with pytest.raises(ExchangeError, match=r"^file"):
        planned(piece * (HUGE // 5))
    with pytest.raises(ExchangeError, match=r"^file"):
        planned(f"{TABLES}{'9' * 9_000}")


def test_nobody_gets_addresses_without_end() -> None:
    plan = planned("Name,Email\n" + "".join(f"John Smith,j{number}@x.org\n" for number in range(MUCH)))
    (change,) = plan.changes
    assert len(change.after["channels"]) == MOST_WAYS
    assert plan.rows[-1].reason == FULL
    one = planned(card(*(f"EMAIL:a{number}@x.org" for number in range(MUCH))))
    assert "the others were left out" in one.rows[0].reason
