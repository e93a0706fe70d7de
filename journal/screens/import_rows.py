"""What an import would bring, in rows and in words."""

from __future__ import annotations

from collections.abc import Mapping

from journal.dialogs.incoming import IncomingRow
from journal.domain.words import plural
from journal.exchange.plan import Plan, Row, Verdict

HEADS: Mapping[Verdict, str] = {
    "new": "new",
    "update": "something new",
    "suggest": "perhaps known: they come in; see Possible duplicates",
    "skip": "left out",
    "same": "here already",
}
NOUNS = {
    "contacts": ("new person", "new people"),
    "events": ("new event",),
    "interactions": ("new entry", "new entries"),
}
MOST_ROWS = 2000
"""Rows of one kind in the preview; nobody reads more."""


def rows_of(plan: Plan) -> list[IncomingRow]:
    """The ticks, then the rows of each verdict under its heading."""
    found: dict[Verdict, list[Row]] = {verdict: [] for verdict in HEADS}
    for row in plan.rows:
        if len(found[row.verdict]) < MOST_ROWS:
            found[row.verdict].append(row)
    shown = [IncomingRow("head", "comes in while it is ticked")] if plan.offers else []
    shown += [IncomingRow("tick", offer.name, f"{offer.people:,}") for offer in plan.offers]
    for verdict, rows in found.items():
        if rows:
            shown += [IncomingRow("head", "")] if shown else []
            shown.append(IncomingRow("head", f"{HEADS[verdict]} ({plan.counts[verdict]:,})"))
        shown += [
            IncomingRow("row", row.name or "(no name)", row.reason or row.about, plan.file_line(row)) for row in rows
        ]
        if plan.counts[verdict] > len(rows):
            shown.append(IncomingRow("head", f"and {plan.counts[verdict] - len(rows):,} more"))
    return shown


def counted(plan: Plan) -> str:
    """What the file brings, in one sentence without its end."""
    counts = plan.counts
    parts = [
        *(plural(count, *NOUNS.get(table, ("new record",))) for table, count in plan.brings.items()),
        f"{counts['suggest']:,} of them perhaps known" if counts["suggest"] else "",
        f"{counts['update']:,} with something new" if counts["update"] else "",
        f"{counts['same']:,} here already" if counts["same"] else "",
        f"{counts['skip']:,} left out" if counts["skip"] else "",
    ]
    return ", ".join(part for part in parts if part) or "nothing in it"


def nothing_new(name: str, plan: Plan) -> str:
    """What is said of a file that changes nothing."""
    if not plan.counts["same"]:
        return f"{name}: there is nothing in it that can be imported."
    rest = f"; {plan.counts['skip']:,} cannot be used" if plan.counts["skip"] else ""
    every = "all of it is" if plan.counts["same"] > 1 else "what is in it is"
    return f"{name}: {every} here already{rest}. Nothing was changed."
