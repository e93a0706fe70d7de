"""The page of an entry: what happened, what it brought, what follows from it, and the line it was written as."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from journal.domain.timeline import Interaction
from journal.domain.words import day_head, hour
from journal.screens.desk import Desk
from journal.screens.person_ties import followup_line
from journal.search.search import match_spans
from journal.widgets.line import BETWEEN, DATA, GAVE, GOT, MUTED, PLAIN, lit, run
from journal.widgets.page import Lines

DEPTHS = ("a nod", "a short exchange", "a proper talk", "a good talk", "a turning point")
NAMED_IN_TITLE = 3
BENEFIT = 20


def entry_title(desk: Desk, entry: Interaction) -> str:
    """The heading of an entry: "Call with Ana Gómez", "Meeting with Ana, Bob and 4 others", or "Note"."""
    names = desk.names(entry.contacts)
    if not names:
        return entry.kind.capitalize()
    if len(names) > NAMED_IN_TITLE:
        names = [name.split()[0] for name in names[:NAMED_IN_TITLE]] + [f"{len(names) - NAMED_IN_TITLE} others"]
    people = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    joint = {"note": "on", "message": "to", "email": "to", "letter": "to", "post": "for"}.get(entry.kind, "with")
    if entry.direction == "in" and joint == "to":
        joint = "from"
    return f"{entry.kind.capitalize()} {joint} {people}"


def write_entry(desk: Desk, entry: Interaction, lines: Lines, words: Sequence[str] = ()) -> None:
    """Fill the page of an entry; places where one of `words` is found are highlighted."""
    lines.title(entry_title(desk, entry), day_head(entry.on, desk.today))
    lines.muted(f" {BETWEEN} ".join(_facts(desk, entry)))
    if entry.note:
        lines.gap()
        for paragraph in desk.seen(entry.note, private=entry.private or desk.blurred).split("\n"):
            lines.text(lit(paragraph, match_spans(paragraph, words))) if paragraph.strip() else lines.gap()
    _brought(desk, entry, lines)
    _follows(desk, entry, lines)
    _belongs(desk, entry, lines, words)
    if entry.raw:
        lines.section("Written as")
        raw = desk.seen(entry.raw)
        lines.text(lit(raw, match_spans(raw, words), MUTED))


def _facts(desk: Desk, entry: Interaction) -> list[str]:
    depth = f"{DEPTHS[entry.depth - 1]} ({entry.depth} of 5)"
    facts = ["a note, not a talk" if entry.kind == "note" else depth]
    if entry.on > desk.today:
        facts.append("planned")
    if entry.direction == "out" and entry.kind != "note":
        facts.append({"yes": "answered", "no": "not answered"}.get(entry.answered, "sent"))
    if entry.time:
        facts.append(hour(entry.time, desk.config.clock))
    if entry.place:
        facts.append(desk.seen(entry.place))
    if entry.private:
        facts.append("private")
    return facts


def _brought(desk: Desk, entry: Interaction, lines: Lines) -> None:
    if not entry.exchanges:
        return
    lines.section("What it brought")
    for exchange in entry.exchanges:
        glyph = GOT if exchange.way == "got" else GAVE
        size = {1: "", 2: "  hours, or a good tip", 3: "  it changed something"}[exchange.size]
        what = f"{exchange.way} {exchange.benefit}".ljust(BENEFIT)
        lines.add(run((f"{glyph} ", DATA), (what, PLAIN), (desk.seen(exchange.note) or size, MUTED)))


def _follows(desk: Desk, entry: Interaction, lines: Lines) -> None:
    followups = [f for id in desk.index.followups_from(entry.id) if (f := desk.journal.followups.get(id))]
    if not followups:
        return
    lines.section("Follow-ups")
    for followup in sorted(followups, key=lambda followup: (followup.status != "open", followup.due)):
        lines.add(followup_line(desk, followup, lines.width), "followups", followup.id)


def _belongs(desk: Desk, entry: Interaction, lines: Lines, words: Sequence[str]) -> None:
    facts: list[tuple[str, Content]] = []
    if len(entry.contacts) > 1:
        facts.append(("people", run(", ".join(desk.names(entry.contacts)))))
    if entry.topics:
        topics = desk.seen(" ".join(f"#{topic}" for topic in entry.topics))
        facts.append(("topics", lit(topics, match_spans(topics, words))))
    if facts:
        lines.section("Belongs to")
    for label, value in facts:
        lines.fact(label, value)
