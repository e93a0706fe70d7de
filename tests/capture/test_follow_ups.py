"""Which parts of a line are follow-ups, whose they are, with whom, and until when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from journal.capture.draft import Draft

Read = Callable[..., Draft]


def promises(draft: Draft) -> list[tuple[str, str, str]]:
    return [(one.what, one.due.isoformat()[5:], one.owner) for one in draft.followups]


@pytest.mark.parametrize(
    ("line", "what", "due", "owner"),
    [
        ("todo update my CV by end of month", "update my CV", "11-30", "mine"),
        ("todo: book room due:tom", "book room", "11-25", "mine"),
        ("to do call mum", "call mum", "12-01", "mine"),
        ("fu with @ana on the offer by 4 dec", "with Ana Gómez on the offer", "12-04", "mine"),
        ("fu", "follow up", "12-01", "mine"),
        ("follow up in 2w", "follow up", "12-08", "mine"),
        ("follow-up with @ana on monday", "follow-up with Ana Gómez", "11-30", "mine"),
        ("remind me that @ana likes tea", "Ana Gómez likes tea", "12-01", "mine"),
        ("reminder: call mum tomorrow", "call mum", "11-25", "mine"),
        ("remind @bob to send slides fri", "Bob Lee to send slides", "11-27", "mine"),
        ("@ana will call tomorrow", "call", "11-25", "theirs"),
        ("@ana'll send the deck", "send the deck", "12-08", "theirs"),
        ("they'll call", "call", "12-08", "theirs"),
        ("she may have a job for me, ask in 3 days", "she may have a job for me, ask", "11-27", "theirs"),
    ],
)
def test_a_line_may_be_only_a_follow_up(read: Read, line: str, what: str, due: str, owner: str) -> None:
    draft = read(line)
    assert promises(draft) == [(what, due, owner)]
    assert (draft.kind, draft.note, draft.doubts) == (None, "", [])


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("send survey fri", ("send survey", "11-27", "mine")),
        ("send survey", ("send survey", "12-01", "mine")),
        ("call her mon", ("call her", "11-30", "mine")),
        ("dinner on friday", ("dinner", "11-27", "mine")),
        ("lunch again next week", ("lunch again", "11-30", "mine")),
        ("the slides due:fri", ("the slides", "11-27", "mine")),
        ("they meet us tomorrow at noon", ("they meet us", "11-25", "theirs")),
        ("thank her", ("thank her", "12-01", "mine")),
    ],
)
def test_a_later_segment_may_be_a_follow_up(read: Read, segment: str, expected: tuple[str, str, str]) -> None:
    draft = read(f"coffee with @ana; {segment}")
    assert promises(draft) == [expected]
    assert [match.name for match in draft.followups[0].contacts] == ["Ana Gómez"]


@pytest.mark.parametrize(
    "segment",
    [
        "call with her was good",
        "thanks for the book",
        "he moved to Berlin last month",
        "we spoke on friday",
        "she called on monday",
        "sending was easy",
        "write-up attached",
        "followed up already",
    ],
)
def test_text_about_what_was_is_no_follow_up(read: Read, segment: str) -> None:
    draft = read(f"coffee with @ana; {segment}")
    assert promises(draft) == []
    assert draft.note == f"coffee with Ana Gómez; {segment}"


def test_the_first_segment_is_no_follow_up_by_its_verb_alone(read: Read) -> None:
    assert promises(read("send CV by friday")) == []


def test_an_entry_may_follow_a_follow_up(read: Read) -> None:
    draft = read("todo update CV; coffee with @ana yesterday")
    assert promises(draft) == [("update CV", "12-01", "mine")]
    assert (draft.kind, str(draft.on), draft.note) == ("meeting", "2026-11-23", "coffee with Ana Gómez")


def test_own_people_stand_in_for_those_of_the_first_segment(read: Read) -> None:
    draft = read("zoom with @ana and @bob; send @chen the deck; follow up with:priya")
    assert [[match.name for match in one.contacts] for one in draft.followups] == [["Chen Wei"], ["Priya Shah"]]
    assert [match.name for match in draft.others] == ["Chen Wei", "Priya Shah"]


def test_the_people_of_an_introduction_are_inherited_too(read: Read) -> None:
    draft = read("intro @ana -> @chen; follow up in 2w")
    assert [match.name for match in draft.followups[0].contacts] == ["Ana Gómez", "Chen Wei"]


def test_a_promise_of_mine_from_an_event_is_due_after_two_days(read: Read) -> None:
    event = {"E1": {"title": "PyCon", "starts": "2026-11-24"}}
    draft = read("met @li; send slides; @li will write", events=event)
    assert promises(draft) == [("send slides", "11-26", "mine"), ("write", "12-08", "theirs")]


def test_a_long_follow_up_is_cut_at_a_word_and_kept_whole_in_raw(read: Read) -> None:
    words = "word " * 80
    draft = read(f"todo {words}end")
    assert len(draft.followups[0].what) <= 200
    assert draft.followups[0].what.endswith("word…")
    assert draft.raw.endswith("word end")
