"""The rows of Today: whom to reach out to, follow-ups, what is coming, goals, each under its head."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from journal.derived.outlook import Coming, Promises
from journal.domain.today import Suggestion
from journal.domain.words import plural
from journal.widgets.line import BETWEEN, BOLD, MUTED, PLAIN, Piece, run

SELECTABLE = frozenset({"person", "followup", "waiting", "more", "event", "moment", "goal"})


class Limits(NamedTuple):
    """How much is shown without being asked for: follow-ups of mine and of others, events and moments."""

    mine: int
    theirs: int
    coming: int


FEWEST = Limits(3, 1, 3)
WAYS = (Limits(5, 2, 8), Limits(3, 1, 8), FEWEST)
"""The first of these that fits is taken; in a short list the last."""


class GoalLine(NamedTuple):
    """A goal: how far it is (0 to 1, None without a measure), in figures, its pace in a word; what is next, and when.

    `come`: that is for today.
    """

    id: str
    statement: str
    share: float | None = None
    figures: str = ""
    pace: str = ""
    next: str = ""
    due: date | None = None
    come: bool = False


class Gain(NamedTuple):
    """One of the five benefits: how much was got and given."""

    benefit: str
    got: int
    gave: int


class Folded(NamedTuple):
    """What is not shown, in words, or is shown below: ids of follow-ups, or what is coming."""

    words: str
    hidden: Sequence[str] | Sequence[Coming]
    unfolded: bool


class View(NamedTuple):
    """What Today shows. `nobody` and `no_rhythm` say why there may be nobody to suggest, `back` that one was away.

    `away` is the last day of being away, in words. While `reading`, `expected` people may come up.
    """

    people: Sequence[Suggestion] = ()
    talked: int = 0
    capacity: int = 0
    share_done: bool = False
    promises: Promises = Promises()
    coming: Sequence[Coming] = ()
    goals: Sequence[GoalLine] = ()
    gains: Sequence[Gain] = ()
    reading: bool = False
    expected: int = 0
    back: bool = False
    away: str = ""
    nobody: bool = False
    no_rhythm: bool = False


class TodayRow(NamedTuple):
    """A row. `section` and `part` say what it is, `table` and `id` which record it is about, `about` what is shown."""

    section: str = ""
    part: str = ""
    table: str = ""
    id: str = ""
    about: Any = None

    @property
    def key(self) -> str:
        """The same for all lines of one thing; "" for what stands for nothing."""
        if not self.part or self.part in ("head", "note"):
            return ""
        other = f" {self.about.title} {self.about.on}" if isinstance(self.about, Coming) else ""
        return f"{self.section} {self.table} {self.id}{other}"

    @property
    def selectable(self) -> bool:
        return self.part in SELECTABLE


BLANK = TodayRow()


def today_rows(view: View, *, tall: bool, unfolded: Collection[str] = (), height: int = 0) -> list[TodayRow]:
    """All rows of the list, in `height` lines if that can be; `unfolded` names the sections that show everything.

    What comes next for a goal is there if it is for today, else only if all of it fits; then what was got and given.
    """
    if view.reading and not view.expected:
        return list(_reach_out(view, tall))
    sections = [list(_reach_out(view, tall)), [], [], list(_goals(view))]
    for most in WAYS if tall else (FEWEST,):
        sections[1] = list(_followups(view, tall, most, "followups" in unfolded))
        sections[2] = list(_coming(view, most.coming, "coming" in unfolded))
        rows = _joined(sections, tall, height)
        if unfolded or len(rows) <= height:
            break
    with_steps = _joined([*sections[:3], list(_goals(view, steps=True))], tall, height)
    rows = with_steps if len(with_steps) <= height else rows
    with_gains = _joined([rows, list(_gains(view))], tall)
    return with_gains if view.gains and len(with_gains) <= height else rows


def _joined(sections: Sequence[Sequence[TodayRow]], tall: bool, height: int = 0) -> list[TodayRow]:
    """The sections under each other; no head stands alone on the last of `height` lines."""
    rows: list[TodayRow] = []
    for section in sections:
        between = (2 if tall else 1) if rows else 0
        if rows and len(rows) + between == height - 1:
            between += 1
        rows += [*[BLANK] * between, *section]
    return rows


def _head(section: str, text: str, note: str = "") -> TodayRow:
    return TodayRow(section, "head", about=(text, note))


def _note(section: str, *pieces: Piece) -> TodayRow:
    return TodayRow(section, "note", about=run(*pieces))


def _offer(section: str, fact: str, *pieces: Piece) -> Iterator[TodayRow]:
    """A fact, and the key that offers."""
    yield _note(section, (fact, PLAIN))
    yield _note(section, *((piece, MUTED) if isinstance(piece, str) else piece for piece in pieces))


def _reach_out(view: View, tall: bool) -> Iterator[TodayRow]:
    if view.reading:
        yield _head("reach", "Reach out", "reading …")
        yield from [BLANK] * (view.expected * (3 if tall else 1))
        return
    capacity = f"{view.talked} of {view.capacity} talks this week" if view.capacity and not view.nobody else ""
    yield _head("reach", "Reach out", capacity)
    if not view.people:
        yield from _nobody(view)
        return
    if view.away:
        yield _note("reach", (f"Away until {view.away}.", PLAIN), (" This does not wait:", MUTED))
    elif view.back:
        words = f"Welcome back. {_how_many(len(view.people))}, no rush."
        yield _note("reach", (words, PLAIN), ("   esc", BOLD), (" hides this", MUTED))
    for suggestion in view.people:
        row = TodayRow("reach", "person", "contacts", suggestion.contact, suggestion)
        yield from (BLANK, row, row._replace(part="reason")) if tall else (row,)


def _how_many(count: int) -> str:
    return ("Nobody", "One person", "Two people", "Three people")[count] if count <= 3 else plural(count, "person")


def _nobody(view: View) -> Iterator[TodayRow]:
    if view.nobody:
        yield from _offer(
            "reach", "Nobody here yet.", ("n", BOLD), " adds somebody, ", ("c", BOLD), " notes a line of what happened."
        )
    elif view.away:
        yield from _offer(
            "reach", f"Away until {view.away}. Nobody is waiting.", ("ctrl+p", BOLD), " away: change that, or be back."
        )
    elif view.share_done:
        yield from _offer(
            "reach",
            "You have done your share this week.",
            *("More on Monday. A moment free? ", ("r", BOLD), " reviews the week."),
        )
    elif view.no_rhythm:
        yield from _offer(
            "reach",
            "Nobody has a rhythm yet.",
            ("+", BOLD),
            " on a person says how often you mean to talk.",
        )
    else:
        yield from _offer(
            "reach", "Nobody needs a word from you today.", ("2", BOLD), " shows everybody, most due first."
        )


def _followups(view: View, tall: bool, most: Limits, unfolded: bool) -> Iterator[TodayRow]:
    promises = view.promises
    now = len(promises.mine_due)
    yield _head("followups", "Follow-ups", f"{now} for today" if tall and now else "")
    if not any(promises):
        yield from _offer("followups", "Nothing promised, nothing waiting.", ("f", BOLD), " on a person makes one.")
        return
    mine = [*promises.mine_due, *promises.mine_soon]
    yield from _each("followup", mine[: most.mine])
    yield from _each("waiting", promises.theirs_due[: most.theirs])
    more, theirs = mine[most.mine :], [*promises.theirs_due[most.theirs :], *promises.theirs_later]
    counts = ((len(more), "more"), (len(promises.mine_later), "later"), (len(theirs), "promised to you"))
    hidden = [*more, *promises.mine_later, *theirs]
    if words := [f"{count} {word}" for count, word in counts if count]:
        yield TodayRow("followups", "more", id="more", about=Folded(f" {BETWEEN} ".join(words), hidden, unfolded))
    if unfolded:
        yield from _each("followup", [*more, *promises.mine_later])
        yield from _each("waiting", theirs)


def _each(part: str, ids: Sequence[str]) -> Iterator[TodayRow]:
    return (TodayRow("followups", part, "followups", id) for id in ids)


def _coming(view: View, most: int, unfolded: bool) -> Iterator[TodayRow]:
    yield _head("coming", "Coming up")
    shown = len(view.coming) if len(view.coming) <= most + 1 else most  # a line saying "1 more" would save none
    rows = [
        TodayRow("coming", each.kind, "events" if each.kind == "event" else "contacts", each.id, each)
        for each in view.coming
    ]
    yield from rows[:shown]
    if hidden := view.coming[shown:]:
        yield TodayRow("coming", "more", id="more", about=Folded(f"{len(hidden)} more", hidden, unfolded))
    if unfolded:
        yield from rows[shown:]
    if not view.coming:
        keys = (("5", BOLD), " ", ("n", BOLD))
        yield from _offer("coming", "No event in the next two weeks.", *keys, " adds one and prepares it with you.")


def _goals(view: View, *, steps: bool = False) -> Iterator[TodayRow]:
    yield _head("goals", "Goals")
    for goal in view.goals:
        row = TodayRow("goals", "goal", "goals", goal.id, goal)
        yield row
        if goal.next and (steps or goal.come):
            yield row._replace(part="next")
    if not view.goals:
        keys = (("4", BOLD), " ", ("n", BOLD))
        yield from _offer("goals", "No goal yet.", *keys, " starts one; a starting point fills it in.")


def _gains(view: View) -> Iterator[TodayRow]:
    yield _head("gains", "Got and gave", "this quarter")
    yield from (TodayRow("gains", "gain", about=gain) for gain in view.gains)


def near(rows: Sequence[TodayRow], before: Sequence[TodayRow], at: int) -> int | None:
    """Where the cursor goes that stood at row `at` of `before`: to the same thing, or to what took its place.

    It stays in its section as long as something is left there.
    """
    if at >= len(before) or not before[at].selectable:
        return None
    old = before[at]
    here = [number for number, row in enumerate(rows) if row.selectable]
    if same := [number for number in here if rows[number].key == old.key]:
        return same[0]
    alike = [number for number in here if rows[number].section == old.section and rows[number].table == old.table]
    if alike:
        place = sum(row.selectable and (row.section, row.table) == (old.section, old.table) for row in before[:at])
        return alike[min(place, len(alike) - 1)]
    first = next((number for number, row in enumerate(rows) if row.section == old.section), 0)
    return next((number for number in here if number > first), here[-1] if here else None)
