"""What the starting points that one chose put first."""

from __future__ import annotations

from journal.derived.pinned import Pinned, packs_at_work, pinned
from journal.texts import load_packs

PACKS = load_packs("/nonexistent")[0].packs


def goal(pack: str, status: str = "draft") -> dict[str, str]:
    return {"statement": "Have twelve talks", "pack": pack, "status": status}


def test_the_starting_point_that_was_chosen_last_comes_first() -> None:
    goals = {"2": goal("student"), "1": goal("career_changer", "active"), "3": goal("returner", "done"), "4": goal("")}
    assert packs_at_work(goals) == ["student", "career_changer"]
    found = pinned(goals, lambda: PACKS)
    assert found.frames == ("curious_newcomer", "bridge")
    assert found.questions[:4] == ("q.deepen.08", "q.close.05", "q.follow.19", "q.deepen.21")
    assert len(set(found.templates)) == len(found.templates)
    assert found.kinds[:2] == ("career_fair", "meetup")


def test_without_a_starting_point_nothing_is_read_and_nothing_comes_first() -> None:
    def never() -> dict[str, object]:
        raise AssertionError("read")

    assert pinned({"1": goal("")}, never) == Pinned()  # type: ignore[arg-type]
    assert pinned({"1": goal("gone")}, lambda: PACKS) == Pinned()
