"""The board of a goal: each place with who fills it, who could, why, and who could open the door."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from textual.content import Content

from journal.derived.boards import Board, SlotView
from journal.derived.introducing import to_meet
from journal.domain.audience import Candidate
from journal.domain.goals import Criterion, Goal, Slot
from journal.domain.introductions import Introduction
from journal.domain.paths import WayIn, reason
from journal.domain.words import plural
from journal.screens.desk import Desk
from journal.screens.introduction_lines import write_introduction
from journal.widgets.line import BOLD, DATA, DONE, LET_GO, MUTED, PLAIN, SUCCESS, TO, Piece, cell, run, spread
from journal.widgets.page import Lines

FILLED, FREE, ASK = "◆", "◇", "?"
NAME, WIDE_NAME, MATCH, VERDICT, INDENT = 15, 20, 4, 6, 4
WIDE, MIDDLE = 80, 54
"""Cells of text from which names have more room, and from which reasons and warmth stand beside them."""
OTHERS, UNFOLDED = 4, 40
"""People who could fill a place that are shown without and with being asked for."""
WAYS = 3
MOST_SEATS = 8
"""More places than this are told in figures."""
WORDS: dict[Criterion, str] = {"org": "organisation", "benefit": "help"}
"""What a criterion is called, where it is not by its name."""


def write_board(desk: Desk, goal: Goal, lines: Lines, unfolded: Collection[int] = ()) -> None:
    """The target audience; `unfolded` are the numbers of the places of which more people are shown."""
    board = desk.audience.board(goal.id)
    if board is None:
        return
    filled = f"{board.filled} of {plural(board.wanted, 'place')} filled" if board.wanted else ""
    lines.section("People I want to know", filled)
    if not board.slots:
        lines.add("Nobody is named yet.", "goals", goal.id, "places")
        lines.add(run(("n", BOLD), (" here says whom you want to know for it.", MUTED)))
        return
    most = max(len(_seats(view)) for view in board.slots)
    under_way = _under_way(desk, goal, board)
    meeting = {person for some in under_way.values() for one in some for person in one.others}
    for view in board.slots:
        if view.number or not lines.tight:
            lines.gap()
        place = _Place(desk, goal, view, lines)
        place.write(most, view.number in unfolded)
        for introduction in under_way.get(view.number, []):
            write_introduction(desk, introduction, lines, INDENT)
        place.ways(meeting)


def door(goal: Goal, slot: Slot) -> str:
    """What an introduction that is asked for on the board is for."""
    return f"{slot.label}: {goal.statement}"[:200]


def _under_way(desk: Desk, goal: Goal, board: Board) -> dict[int, list[Introduction]]:
    """Place → the introductions I wait for to somebody who fits it best, or that were asked for it on the board."""
    found: dict[int, list[Introduction]] = {}
    low = desk.index.model.match.maybe
    for contact, introductions in to_meet(desk.index).items():
        matches = [(fit.match, -view.number) for view in board.slots if (fit := view.candidate(contact))]
        match, number = max(matches, default=(0, 0))
        for one in introductions:
            asked = [view.number for view in board.slots if one.reason == door(goal, view.slot)]
            if asked or match >= low:
                found.setdefault(asked[0] if asked else -number, []).append(one)
    return found


class _Place:
    """Writes one place."""

    def __init__(self, desk: Desk, goal: Goal, view: SlotView, lines: Lines) -> None:
        self.desk, self.goal, self.view, self.lines = desk, goal, view, lines

    def write(self, seats: int, unfolded: bool) -> None:
        """The place, then the people; `seats` are the cells of the widest row of seats."""
        view, lines = self.view, self.lines
        note = "filled" if view.full else f"{plural(view.gap, 'place')} open"
        right = run((f"{note}  ", MUTED), cell(_seats(view), max(3, seats), "right"))
        label = (self.desk.seen(view.slot.label), PLAIN)
        lines.add(spread(lines.width, label, right), "goals", self.goal.id, f"slot {view.number}")
        filled, most = set(view.filled), UNFOLDED if unfolded else OTHERS
        inside = view.filled[: max(most, view.slot.want)]
        around = islice(view.candidates, UNFOLDED + len(filled)) if unfolded or not view.full else ()
        others = [one for one in around if one.contact not in filled][:most]
        for contact in inside:
            self._person(view.candidate(contact), True)
        for one in others:
            self._person(one, False)
        if not unfolded:
            self._more({*inside, *(one.contact for one in others)})
        if not filled and not others:
            lines.add(("    nobody in the book fits yet", MUTED))

    def ways(self, meeting: Collection[str]) -> None:
        """Who could open the door, but not to those whom one is to meet already."""
        for way in islice((way for way in self.view.ways_in if way.target not in meeting), WAYS):
            self._way(way)

    def _more(self, shown: Collection[str]) -> None:
        """A line for those who are not shown."""
        view, low = self.view, self.desk.index.model.match.maybe
        scored = sum((one := view.candidate(contact)) is not None and one.match >= low for contact in shown)
        if (hidden := len(view.candidates) - scored) > 0:
            more = f"    {hidden:,} more who fit or may"
            self.lines.add((more, MUTED), "goals", self.goal.id, f"more {view.number}")

    def _person(self, one: Candidate | None, inside: bool) -> None:
        if one is not None:
            text = candidate_line(self.desk, self.view.slot, one, self.lines.width, inside)
            self.lines.add(text, "contacts", one.contact, f"person {self.view.number}")

    def _way(self, way: WayIn) -> None:
        desk, lines = self.desk, self.lines
        band = desk.index.standing(way.via).band if lines.width >= MIDDLE else ""
        pieces: list[Piece] = ["  ", (f"{TO} ", DATA), ("ask ", MUTED), desk.name(way.via)]
        pieces.append((f" ({band})" if band else "", MUTED))
        if way.target:
            pieces += [(" for ", MUTED), desk.name(way.target)]
            pieces.append((f": {_said(desk, way)}", MUTED))
        else:
            pieces.append((f" {_said(desk, way)}", MUTED))
        lines.add(run(*pieces), "contacts", way.via, f"way {self.view.number} {way.target}".rstrip())


def candidate_line(desk: Desk, slot: Slot, one: Candidate, width: int, inside: bool) -> Content:
    """Somebody in or for a place: the match, the verdict in a word, and in one line why."""
    verdict = "pinned" if one.contact in slot.people else one.verdict
    return run(
        ("  ", PLAIN),
        (f"{FILLED if inside else ' '} ", DATA),
        cell(desk.name(one.contact), WIDE_NAME if width >= WIDE else NAME),
        cell(str(one.match) if slot.criteria else "", MATCH, "right"),
        " ",
        cell((verdict, MUTED), VERDICT),
        "  ",
        *(_reasons(desk, slot, one) if width >= MIDDLE else ()),
    )


def _said(desk: Desk, way: WayIn) -> str:
    """What speaks for a way, with what is the user's own blurred when it must be."""
    return reason(way._replace(what=desk.seen(way.what)))


def _seats(view: SlotView) -> Content:
    """A lozenge for every place, filled or open."""
    filled, want = min(len(view.filled), view.slot.want), view.slot.want
    if want > MOST_SEATS:
        return run((f"{filled}/{want} ", MUTED), (FREE if filled < want else FILLED, DATA if filled == want else MUTED))
    return run((FILLED * filled, DATA), (FREE * (want - filled), MUTED))


def _reasons(desk: Desk, slot: Slot, one: Candidate) -> Iterator[Piece]:
    """What agrees, what does not, and what is not known."""
    kinds = ((DONE, SUCCESS, one.matches), (LET_GO, MUTED, one.misses), (ASK, BOLD, one.unknown))
    gap = ""
    for glyph, style, names in kinds:
        if names:
            yield gap
            yield f"{glyph} ", style
            yield " ".join(word(desk, slot, name) for name in names), MUTED
            gap = "   "


def word(desk: Desk, slot: Slot, name: Criterion) -> str:
    """A criterion in one word: the place or organisation itself where there is only one."""
    values = getattr(slot, name)
    if name in ("location", "org") and len(values) == 1:
        return desk.seen(str(values[0]))
    return WORDS.get(name, name)
