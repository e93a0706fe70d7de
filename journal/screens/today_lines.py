"""How a row of Today is drawn, at every width."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len
from textual.content import Content

from journal.derived.outlook import Coming
from journal.domain.followups import FollowUp
from journal.domain.today import Reason, Suggestion
from journal.domain.words import due, when
from journal.screens.desk import Desk
from journal.screens.today_rows import Folded, Gain, GoalLine, TodayRow
from journal.widgets.line import (
    BOLD,
    DATA,
    GAVE,
    GOT,
    HEAD,
    MUTED,
    NONE,
    OPEN,
    PLAIN,
    Piece,
    bar,
    cell,
    dots,
    run,
    spread,
)

WIDE, MIDDLE = 70, 54
"""Cells of text from which names have more room and bars are longer, and above which there are bars at all."""
NAME, WIDE_NAME, DOTS = 15, 22, 5
BAR, WIDE_BAR, COUNT, LAST = 8, 12, 6, 10
SOON_DAYS = 7
"""So near a day is written in full strength."""
TELLING = frozenset({"promise", "moment", "event", "goal", "seeks"})
"""Reasons that hold something of the user's own words or a name."""
OF = ("day", "anniversary")
"""A moment that ends so is somebody's: the birthday of Ana."""


class TodayLines:
    """Draws the rows; in short lists a person and the reason stand on one line."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tall = True

    def draw(self, row: TodayRow, width: int, here: bool) -> Content:
        """The text of a row."""
        match row.part:
            case "head":
                text, note = row.about
                return spread(width, (text, HEAD), (note, MUTED))
            case "note":
                return run(row.about)
            case "person" | "reason":
                return self._person(row, width, here)
            case "followup" | "waiting":
                return self._followup(row, width, here)
            case "more":
                return _more(row.about, width, here)
            case "event":
                return self._event(row.about, width, here)
            case "moment":
                return self._moment(row.about, width, here)
            case "goal":
                return self._goal(row.about, width, here)
            case "next":
                return self._next(row.about, width)
            case "gain":
                return _gain(row.about, width)
        return Content("")

    def _person(self, row: TodayRow, width: int, here: bool) -> Content:
        suggestion: Suggestion = row.about
        if row.part == "reason":
            return run((said(self.desk, suggestion.lead, width), MUTED))
        standing = self.desk.index.standing(row.id)
        warmth = dots(standing.dots if standing.touches else None)
        name = (self.desk.name(row.id), BOLD if here else PLAIN)
        if self.tall:
            return spread(width, name, warmth)
        size = WIDE_NAME if width >= WIDE else NAME
        room = width - size - DOTS - 4
        reason = said(self.desk, suggestion.lead, room)
        return run(cell(name, size), "  ", cell((reason, MUTED), room), "  ", cell(warmth, DOTS, "right"))

    def _followup(self, row: TodayRow, width: int, here: bool) -> Content:
        followup = self.desk.journal.followups.get(row.id)
        if followup is None:
            return Content("")
        come = followup.due <= self.desk.today
        tone = PLAIN if come else MUTED
        bold = BOLD if here else tone
        who, what = whose(self.desk, followup), self.desk.seen(followup.what)
        day = due(followup.due, self.desk.today)
        if followup.owner == "mine":
            told = who and who.casefold() not in what.casefold()
            text = run((what, bold), (f"  {who}" if told else "", MUTED))
        else:
            text = run((f"waiting for {who or 'others'}: ", MUTED), (what, bold))
            if text.cell_length > width - cell_len(day) - 4 and who:
                text = run((f"{who}: ", MUTED), (what, bold))
        return spread(width, run((f"{OPEN} ", tone), text), (day, tone))

    def _event(self, coming: Coming, width: int, here: bool) -> Content:
        near = (coming.on - self.desk.today).days < SOON_DAYS
        name = (self.desk.seen(coming.title), BOLD if here else PLAIN if near else MUTED)
        share = coming.done / coming.steps if coming.steps else None
        count = f"{coming.done}/{coming.steps}" if coming.steps else ""
        return measured(width, name, share, count, (self.day(coming), PLAIN if near else MUTED))

    def _moment(self, coming: Coming, width: int, here: bool) -> Content:
        tone = PLAIN if coming.on <= self.desk.today else MUTED
        return spread(width, (moment(self.desk, coming), BOLD if here else tone), (self.day(coming), tone))

    def day(self, coming: Coming) -> str:
        """When it is: "today", "tomorrow 18:30", "Thu 18:30", "Fri 4 Dec"."""
        near = (coming.on - self.desk.today).days < SOON_DAYS
        return day_and_time(coming.on, coming.time if near else "", self.desk)

    def _goal(self, goal: GoalLine, width: int, here: bool) -> Content:
        name = (self.desk.seen(goal.statement), BOLD if here else PLAIN)
        return measured(width, name, goal.share, goal.figures, (goal.pace, MUTED))

    def _next(self, goal: GoalLine, width: int) -> Content:
        """What comes next for a goal, below it."""
        tone = PLAIN if goal.come else MUTED
        day = due(goal.due, self.desk.today) if goal.due else ""
        return spread(width, run((f"{OPEN} ", tone), (self.desk.seen(goal.next), tone)), (day, tone))


def measured(width: int, name: Piece, share: float | None, count: str, last: Piece) -> Content:
    """Name, bar, figures, a word or a day: the bars of all sections stand in one column."""
    if share is None:
        return spread(width, name, run(last))
    size = WIDE_BAR if width > WIDE else BAR if width > MIDDLE else 0
    text = run(last)
    end = cell(text, max(LAST, text.cell_length), "right")
    return spread(width, name, run(bar(share, size), cell((count, MUTED), COUNT, "right"), "  ", end))


def said(desk: Desk, reason: Reason, width: int) -> str:
    """A reason as it may be shown, in its short form where the full one does not fit."""
    text = reason.text if cell_len(reason.text) <= width else reason.short
    return desk.seen(text, private=reason.kind in TELLING)


def whose(desk: Desk, followup: FollowUp) -> str:
    """What one calls the people of a follow-up: "Ana", "Ana and 2 more"; "" for a task of one's own."""
    people = [person for id in followup.contacts if (person := desk.person(id))]
    if not people:
        return ""
    more = f" and {len(people) - 1} more" if len(people) > 1 else ""
    return desk.seen(people[0].given) + more


def moment(desk: Desk, coming: Coming) -> str:
    """A moment with the name: "Birthday of Priya Nair", "Priya Nair: first day at NHS"."""
    label, name = desk.seen(coming.title), desk.name(coming.id)
    if coming.title.casefold().endswith(OF):
        return f"{label[:1].upper()}{label[1:]} of {name}"
    return f"{name}: {label}"


def day_and_time(on: date, time: str, desk: Desk) -> str:
    """A day in words with its time: "today 18:30", "Thu 18:30", "Fri 4 Dec"."""
    words = {0: "today", 1: "tomorrow"}.get((on - desk.today).days)
    if words is None:
        return when(on, desk.today, time or None, desk.config.clock)
    return when(on, on, time or None, desk.config.clock).replace(when(on, on), words, 1)


def _more(folded: Folded, width: int, here: bool) -> Content:
    return spread(width, (folded.words, BOLD if here else MUTED), ("hide" if folded.unfolded else "show", MUTED))


def _gain(gain: Gain, width: int) -> Content:
    def side(glyph: str, count: int) -> Content:
        return run((f"{glyph} ", DATA if count else MUTED), cell((str(count) if count else NONE, MUTED), 3, "right"))

    return spread(width, (gain.benefit, MUTED), run(side(GOT, gain.got), "    ", side(GAVE, gain.gave)))
