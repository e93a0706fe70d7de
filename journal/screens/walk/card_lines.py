"""The briefing card of somebody one will meet, in lines."""

from __future__ import annotations

from textual.content import Content

from journal.domain.briefing import Card
from journal.domain.words import due, short_day
from journal.screens.desk import Desk
from journal.widgets.line import BETWEEN, BOLD, DOUBT, MUTED, OPEN, PLAIN, WARNING, Piece, cell, run, spread, wrap

LABEL = 9
SHARED = 3


def card_lines(desk: Desk, card: Card, width: int) -> list[Content]:
    """Name and role, the last talks, what is open, whom both know, one question."""
    name = desk.seen(card.name) + (f" ({desk.seen(card.say_as)})" if card.say_as else "")
    lines = [spread(width, run((name, BOLD), (f"  {desk.seen(card.role)}", MUTED)))]
    if card.boundaries:
        lines.append(run((f"{DOUBT} ", WARNING), desk.seen(card.boundaries)))
    for number, past in enumerate(card.last):
        day = short_day(past.on, desk.today)
        text = run(desk.seen(past.text or past.kind), (f"  {day}", MUTED))
        lines += _fact("" if number else "talked", text, width, most=1)
    if not card.last and card.how_met:
        lines += _fact("met", desk.seen(card.how_met), width, most=1)
    for number, each in enumerate(card.open):
        whose = "" if each.mine else "they: "
        text = run((f"{OPEN} ", PLAIN), whose, desk.seen(each.what), (f"  {due(each.due, desk.today)}", MUTED))
        lines += _fact("" if number else "open", text, width, most=1)
    if card.shared:
        lines += _fact("both know", f" {BETWEEN} ".join(desk.names(card.shared[:SHARED])), width, most=1)
    if card.question:
        lines += _fact("ask", desk.seen(card.question), width, most=2)
    return lines


def _fact(label: str, value: Piece, width: int, most: int) -> list[Content]:
    found = wrap(value, width - LABEL - 1, most=most)
    return [run(cell((label if not at else "", MUTED), LABEL), " ", line) for at, line in enumerate(found)]
