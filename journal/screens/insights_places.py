"""How far the target audiences of the goals are filled: a stroke for each goal, its figures, what is open in words."""

from __future__ import annotations

from journal.derived.boards import Board
from journal.domain.words import plural
from journal.screens.desk import Desk
from journal.widgets.line import BETWEEN, BOLD, MUTED, PLAIN, bar, cell, run, spread
from journal.widgets.page import Lines

BAR, WIDE_BAR, COUNT, WORDS = 8, 12, 6, 7
WIDE = 70
"""Cells of text from which the stroke is long, and it is said for whom a place is open."""


def write_places(desk: Desk, lines: Lines) -> None:
    """The active goals that name places, each with how many of them are filled; a line leads to its goal."""
    boards = [board for id in desk.audience.active if (board := desk.audience.board(id)) and board.wanted]
    wanted, filled = sum(board.wanted for board in boards), sum(board.filled for board in boards)
    lines.section("People you want to know", f"{filled} of {plural(wanted, 'place')} filled" if boards else "")
    if not boards:
        lines.add(("No active goal says whom you want to know.", MUTED))
        here = ("n", BOLD), (" on the page of one names a place.", MUTED)
        lines.text(run(("4", BOLD), (" shows the goals; ", MUTED), *here))
        return
    if not lines.tight:
        lines.gap()
    for board in boards:
        _write(desk, board, lines)


def _write(desk: Desk, board: Board, lines: Lines) -> None:
    goal = desk.audience.goal(board.goal)
    if goal is None or board.coverage is None:
        return
    wide = lines.width >= WIDE
    open_ = board.wanted - board.filled
    word = cell((f"{open_} open" if open_ else "filled", MUTED), WORDS, "right")
    figures = cell((f"{board.filled}/{board.wanted}", PLAIN), COUNT, "right")
    right = run(bar(board.coverage, WIDE_BAR if wide else BAR), figures, "  ", word)
    lines.add(spread(lines.width, (desk.seen(goal.statement), PLAIN), right), "goals", goal.id)
    nobody = [view.slot.label for view in board.slots if not view.filled]
    if wide and nobody:
        who = f" {BETWEEN} ".join(desk.seen(label) for label in nobody)
        lines.add(cell((f"  nobody yet: {who}", MUTED), lines.width))
