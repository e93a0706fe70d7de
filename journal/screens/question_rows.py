"""The rows of the question bank, and the page of one question: where it belongs, and what goes with you already."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from journal.domain.events import Event
from journal.domain.questions import ANY, Question, browse
from journal.domain.words import plural, short_day
from journal.screens.desk import Desk
from journal.screens.prep_rows import ahead
from journal.widgets.line import BOLD, DONE, HEAD, MUTED, PLAIN, SUCCESS, cell, run, spread, wrap
from journal.widgets.page import Lines

CARRIED = "carried"
"""The table of the questions that go with one already: the lines of the page that can be taken away again."""
SIGN, LABEL = 2, 9
MOST_EVENTS = 4


class QuestionRow(NamedTuple):
    """A line of the bank: the head of a stage, a line of a question (the `first` holds the cursor), or an empty one."""

    part: str = ""
    id: str = ""
    text: str | Content = ""
    note: str = ""
    first: bool = False


class Choice(NamedTuple):
    """What is looked for: for which event or kind of event, at which depth (stage), with which words."""

    event: Event | None = None
    kind: str = ""
    stage: str = ""
    words: str = ""


def coming(desk: Desk) -> list[Event]:
    """The events that questions can be taken to, the next first."""
    found = [event for event in desk.journal.events if ahead(event, desk.now)]
    return sorted(found, key=lambda event: (event.starts, event.id))


def fitting(desk: Desk, choice: Choice) -> list[tuple[str, list[Question]]]:
    """The questions that suit a choice, by the name of their stage."""
    bank = desk.questions
    wanted = bank.stages.get(choice.stage, choice.stage)
    found = browse(bank, choice.kind, words=choice.words)
    return [(stage, some) for stage, some in found if not wanted or stage == wanted]


def rows(found: list[tuple[str, list[Question]]], width: int, *, tall: bool) -> list[QuestionRow]:
    """Every question in full, under the name of its stage."""
    every = [] if found else [QuestionRow("head", text="None here; f and o show others.")]
    for stage, some in found:
        every += [QuestionRow()] if every else []
        every.append(QuestionRow("head", text=stage, note=str(len(some))))
        every += [QuestionRow()] if tall else []
        for one in some:
            room = width - SIGN
            lines = wrap((one.text, PLAIN), room) if cell_len(one.text) > room else [run((one.text, PLAIN))]
            every += [QuestionRow("question", one.id, line, first=not at) for at, line in enumerate(lines)]
    return every


def draw(row: QuestionRow, width: int, here: bool, carried: Collection[str]) -> Content:
    """The text of a row; what goes with one already has a tick."""
    if row.part == "head":
        return spread(width, (str(row.text), HEAD), (row.note, MUTED))
    if not isinstance(row.text, Content):
        return Content("")
    sign = (f"{DONE} ", SUCCESS) if row.first and row.id in carried else "  "
    return run(sign, row.text.stylize(BOLD) if here else row.text)


def write_question(desk: Desk, question: Question | None, choice: Choice, lines: Lines) -> None:
    """The page beside the list."""
    if question is not None:
        lines.text((question.text, BOLD)).gap()
        stages, kinds = desk.prep.questions.stages, desk.prep.checklists.checklists
        suits = [kinds[kind].title.lower() for kind in question.kinds if kind in kinds]
        _fact(lines, "when", stages.get(question.stage, question.stage).lower())
        _fact(lines, "opens", "anything" if question.benefit == ANY else question.benefit)
        _fact(lines, "suits", ", ".join(suits) or "any event")
        for at, event in enumerate(_asked_at(desk, question)):
            day = short_day(event.day, desk.today)
            _fact(lines, "" if at else "taken to", f"{desk.seen(event.title)}, {day}")
    write_carried(desk, choice.event, lines)
    if tip := desk.prep.questions.tip:
        lines.section("How to ask").gap(0 if lines.tight else 1).muted(tip)


def write_carried(desk: Desk, event: Event | None, lines: Lines) -> None:
    """The questions that go with one to the event."""
    if event is None:
        return
    count = len(event.questions)
    lines.section(f"With you to {desk.seen(event.title)}", plural(count, "question") if count else "")
    if not lines.tight:
        lines.gap()
    for number, text in enumerate(event.questions):
        first, *rest = wrap((desk.seen(text), PLAIN), lines.width - SIGN)
        lines.add(run((f"{DONE} ", SUCCESS), first), CARRIED, str(number + 1))
        for line in rest:
            lines.add(run(" " * SIGN, line))
    if not event.questions:
        lines.muted("None yet. Three are plenty: one to open, one to go deeper, one to close.")


def _fact(lines: Lines, label: str, value: str) -> None:
    for number, line in enumerate(wrap((value, PLAIN), max(12, lines.width - LABEL))):
        lines.add(run(cell((label if not number else "", MUTED), LABEL), line))


def _asked_at(desk: Desk, question: Question) -> Iterator[Event]:
    """The past events that it was taken to, the latest first."""
    journal, today = desk.journal, desk.today
    ids = [id for id, document in journal.events.docs.items() if question.text in document.get("questions", ())]
    found = [event for id in ids if (event := journal.events.get(id)) is not None and event.day < today]
    yield from sorted(found, key=lambda event: event.starts, reverse=True)[:MOST_EVENTS]
