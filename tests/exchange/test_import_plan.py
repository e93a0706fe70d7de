"""The plan of an import: a verdict for every row, nobody twice, and never over what the user wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from journal.domain.contacts import Contact
from journal.exchange.plan import Plan

ADA = "Ada,Example,https://www.linkedin.com/in/ada,ada@example.org,Acme,Head of Data,05 Mar 2024"
BOB = "Bob,Lee,https://www.linkedin.com/in/bob,,Northwind,Engineer,06 Apr 2023"
GONE = ",,,,,,"
Planned = Callable[..., Plan]
After = Callable[..., dict[str, dict[str, Any]]]


def verdicts(plan: Plan) -> list[str]:
    return [row.verdict for row in plan.rows]


def by_hand(**fields: Any) -> dict[str, Any]:
    return Contact.parse({"name": "Ada Example", **fields}).document()


def test_new_people_are_in_the_open_circle_and_carry_their_origin(planned: Planned, after: After) -> None:
    plan = planned(ADA)
    (ada,) = after(plan).values()
    assert (ada["circle"], ada["org"], ada["role"]) == ("open", "Acme", "Head of Data")
    assert ada["created"] == "2026-11-24T09:00:00Z"
    assert [(channel["kind"], channel["value"]) for channel in ada["channels"]] == [
        ("email", "ada@example.org"),
        ("linkedin", "https://www.linkedin.com/in/ada"),
    ]
    assert ada["sources"][0]["on"] == "2024-03-05"
    assert "met_on" not in ada


def test_every_row_has_a_line_and_a_verdict(planned: Planned) -> None:
    plan = planned(f"{ADA}\n{GONE}\n{BOB}")
    assert [(row.line, row.verdict) for row in plan.rows] == [(2, "new"), (3, "skip"), (4, "new")]
    assert plan.counts == {"new": 2, "update": 0, "same": 0, "suggest": 0, "skip": 1}
    assert (plan.rows[1].id, plan.rows[1].like) == (None, ())


def test_the_same_file_again_changes_nothing(planned: Planned, after: After) -> None:
    rows = f"{ADA}\n{BOB}\n{ADA}\n{GONE}\nBob,Lee,,,,,\nCleo,Okafor,,,,,\nCleo,Okafor,,,Globex,,"
    here = after(planned(rows))
    again = planned(rows, here)
    assert not again.changes
    assert set(verdicts(again)) == {"same", "skip"}
    assert all(row.id in here for row in again.rows if row.verdict == "same")


def test_the_same_person_twice_in_one_file_is_one_contact(planned: Planned, after: After) -> None:
    plan = planned(f"{ADA}\nAda,Example-Jones,http://uk.linkedin.com/in/ADA/?trk=x,,Globex,Chief,07 Mar 2024")
    first, second = plan.rows
    assert (second.verdict, second.id, second.like) == ("same", first.id, (2,))
    assert [person["org"] for person in after(plan).values()] == ["Acme"]


def test_a_second_row_may_bring_an_address_that_the_first_has_not(planned: Planned, after: After) -> None:
    rows = f"{BOB}\nBob,Lee,https://www.linkedin.com/in/bob,bob@lee.example,,,"
    plan = planned(rows)
    assert (plan.rows[1].verdict, plan.rows[1].like) == ("update", (2,))
    here = after(plan)
    assert len(here) == 1
    assert not planned(rows, here).changes


def test_two_people_may_share_a_name(planned: Planned) -> None:
    rows = "Sam,Park,https://www.linkedin.com/in/sam1,,Acme,,\nSam,Park,https://www.linkedin.com/in/sam2,,Globex,,"
    plan = planned(rows)
    assert verdicts(plan) == ["new", "suggest"]
    assert plan.rows[1].like == (2,)
    assert len(plan.changes) == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "A. Example", "channels": [{"kind": "email", "value": "ADA@example.org"}]},
        {"name": "A. Example", "channels": [{"kind": "linkedin", "value": "linkedin.com/in/Ada/"}]},
        {"name": "ada EXAMPLE", "org": "ACME Ltd"},
        {"name": "Ada Example"},
        {"name": "Ms Example", "aliases": ["Ada Example"]},
    ],
)
def test_who_is_there_already_is_recognised(planned: Planned, after: After, fields: dict[str, Any]) -> None:
    here = {"A1": by_hand(**fields)}
    plan = planned(ADA, here)
    (row,) = plan.rows
    assert (row.verdict, row.id, row.like) == ("update", "A1", ("A1",))
    ada = after(plan, here)["A1"]
    assert ada["name"] == fields["name"]
    assert ada["circle"] == "active"
    assert ada["role"] == "Head of Data"


def test_what_the_user_wrote_stays(planned: Planned, after: After) -> None:
    here = {"A1": by_hand(org="Acme Research", role="Director", notes="met in Leeds")}
    plan = planned(ADA, here)
    ada = after(plan, here)["A1"]
    assert (ada["org"], ada["role"], ada["notes"]) == ("Acme Research", "Director", "met in Leeds")
    assert "your company Acme Research stays, the file says Acme" in plan.rows[0].reason
    assert verdicts(planned(ADA, after(plan, here))) == ["same"]


def test_a_new_job_is_taken_if_the_old_one_came_from_the_last_import(planned: Planned, after: After) -> None:
    here = after(planned(ADA))
    plan = planned(ADA.replace("Acme", "Globex").replace("Head of Data", "Chief"), here)
    ada = after(plan, here)["N1"]
    assert (ada["org"], ada["role"]) == ("Globex", "Chief")
    assert "company Globex, before Acme" in plan.rows[0].reason


@pytest.mark.parametrize("field", ["org", "role"])
def test_a_new_job_is_not_taken_once_the_user_changed_the_old_one(planned: Planned, after: After, field: str) -> None:
    here = after(planned(ADA))
    here["N1"] = {**here["N1"], field: "as I say"}
    plan = planned(ADA.replace("Acme", "Globex").replace("Head of Data", "Chief"), here)
    ada = after(plan, here)["N1"]
    assert {"org": ada["org"], "role": ada["role"]} == {"org": "Acme", "role": "Head of Data", field: "as I say"}


def test_what_the_user_took_away_does_not_come_back(planned: Planned, after: After) -> None:
    here = after(planned(ADA))
    bare = {name: value for name, value in here["N1"].items() if name not in ("channels", "org", "role")}
    plan = planned(ADA, {"N1": bare})
    assert (len(plan.changes), verdicts(plan)) == (0, ["same"])


def test_an_older_file_does_not_bring_the_old_job_back(planned: Planned, after: After) -> None:
    older, newer = ADA, f"{ADA.replace('Acme', 'Globex')}\n{BOB.replace('2023', '2025')}"
    here = after(planned(newer))
    plan = planned(older, here)
    assert (len(plan.changes), verdicts(plan)) == (0, ["same"])


@pytest.mark.parametrize("status", ["no_contact", "deceased"])
def test_people_one_must_not_write_to_are_left_alone(planned: Planned, status: str) -> None:
    plan = planned(ADA, {"A1": by_hand(status=status)})
    assert (len(plan.changes), verdicts(plan), plan.rows[0].like) == (0, ["same"], ("A1",))


def test_archived_people_stay_archived(planned: Planned, after: After) -> None:
    here = {"A1": by_hand(status="archived")}
    assert after(planned(ADA, here), here)["A1"]["status"] == "archived"


def test_a_similar_name_is_only_a_suggestion(planned: Planned) -> None:
    plan = planned("Jon,Smith,https://www.linkedin.com/in/jon,,,,", {"A1": by_hand(name="John Smith")})
    (row,) = plan.rows
    assert (row.verdict, row.like, row.id) == ("suggest", ("A1",), "N1")
    assert "perhaps John Smith" in row.reason


def test_whom_somebody_may_be_is_kept_with_where_they_came_from(planned: Planned, after: After) -> None:
    rows = "Jon,Smith,https://www.linkedin.com/in/jon,,,,\nJohnny,Smith,,,,,"
    here = {"A1": by_hand(name="John Smith")}
    there = after(planned(rows, here), here)
    assert there["N1"]["sources"][0]["like"] == ["A1"]
    assert not planned(rows, there).changes


def test_the_same_name_at_another_company_is_only_a_suggestion(planned: Planned) -> None:
    assert verdicts(planned(ADA, {"A1": by_hand(org="Globex")})) == ["suggest"]


def test_a_single_name_is_not_enough_to_be_sure(planned: Planned) -> None:
    assert verdicts(planned("Ada,,,,,,", {"A1": by_hand(name="Ada", stub=True)})) == ["suggest"]


def test_a_stub_that_stands_for_several_people_is_nobody(planned: Planned) -> None:
    stub = by_hand(name="Ada Example", stub=True, triage={"text": "ada", "candidates": ["X", "Y"]})
    assert verdicts(planned(ADA, {"A1": stub})) == ["new"]


def test_a_shared_mailbox_does_not_make_two_profiles_one_person(planned: Planned) -> None:
    rows = f"{ADA}\nCleo,Okafor,https://www.linkedin.com/in/cleo,ada@example.org,Acme,,"
    assert verdicts(planned(rows)) == ["new", "suggest"]


def test_a_new_profile_address_of_somebody_known_is_recognised_by_name_and_day(planned: Planned, after: After) -> None:
    here = after(planned(ADA))
    renamed = ADA.replace("in/ada", "in/ada-example-2").replace("ada@example.org", "")
    plan = planned(renamed, here)
    assert (verdicts(plan), plan.rows[0].id) == (["update"], "N1")
    assert verdicts(planned(renamed, after(plan, here))) == ["same"]


def test_a_file_without_addresses_recognises_its_people_by_name_and_day(planned: Planned, after: After) -> None:
    rows = "Sam,Park,,,Acme,,05 Mar 2024\nSam,Park,,,Globex,,06 Mar 2024"
    here = after(planned(rows))
    assert len(here) == 2
    moved = planned(rows.replace("Acme", "Initech"), here)
    assert verdicts(moved) == ["update", "same"]
    assert after(moved, here)["N1"]["org"] == "Initech"


def test_what_does_not_fit_is_shortened_and_kept_whole_in_the_origin(planned: Planned, after: After) -> None:
    role = "Chief " * 60
    here = after(planned(f"Ada,{'Example ' * 30},,,,{role},"))
    (ada,) = here.values()
    assert len(ada["name"]) <= 120
    assert len(ada["role"]) <= 120
    assert ada["sources"][0]["role"] == role.strip()
    assert not planned(f"Ada,{'Example ' * 30},,,,{role},", here).changes


def test_progress_is_told_from_nothing_to_all() -> None:
    from datetime import UTC, datetime

    from journal.exchange.person import Person, Reading
    from journal.exchange.plan import plan

    heard: list[tuple[int, int]] = []
    people = tuple(Person(line, f"Person Number{line}") for line in range(2, 122))
    ids = iter(range(1000))
    plan(
        Reading("linkedin", people),
        {},
        datetime(2026, 1, 1, tzinfo=UTC),
        lambda: str(next(ids)),
        lambda done, total: heard.append((done, total)),
    )
    assert (heard[0], heard[-1]) == ((0, 120), (120, 120))
