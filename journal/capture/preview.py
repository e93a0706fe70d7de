"""Draft → the lines shown before saving, the same in the prompt, in the dialog and on the command line."""

from __future__ import annotations

from journal.capture.dates import say
from journal.capture.draft import Draft

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from journal.capture.draft import Link, Promise
    from journal.capture.names import Match

    Run = tuple[str, str]
    Line = tuple[str, list[Run]]

PLAIN, STRONG, MUTED = "plain", "strong", "muted"
GOT, GAVE, NEW, DOUBT = "got", "gave", "new", "doubt"
"""Roles of the pieces of a line; whoever paints gives each its style."""
LABEL = 12
"""Width of the column of labels."""
_ARROWS = {"got": "↓ ", "gave": "↑ "}
_ASCII = str.maketrans({"·": "-", "□": "[ ]", "↓": "v", "↑": "^", "→": "->", "…": "..", "–": "-"})


def lines(draft: Draft) -> list[Line]:
    """Label and pieces (text, role) of each line: the entry, what it brought, introductions, follow-ups, doubts."""
    found: list[Line] = []
    told: set[str] = set()
    if draft.kind:
        found.append(("note" if draft.kind == "note" else "entry", _entry(draft, told)))
        found += [("", _gain(*gain)) for gain in draft.exchanges.items()]
        details = _details(draft)
        if details:
            found.append(("", [(" · ".join(details), MUTED)]))
    found += [("intro", _introduction(link, draft, told)) for link in draft.links]
    found += [("follow-up", _follow_up(promise, draft.today, told)) for promise in draft.followups]
    found += [("", [("! ", DOUBT), (doubt, MUTED)]) for doubt in draft.doubts]
    return found


def text(draft: Draft, *, ascii_only: bool = False) -> str:
    """The preview as plain text."""
    rows = [f"{label:{LABEL}}{''.join(piece for piece, _ in pieces)}" for label, pieces in lines(draft)]
    page = "\n".join(row.rstrip() for row in rows)
    return page.translate(_ASCII) if ascii_only else page


def _entry(draft: Draft, told: set[str]) -> list[Run]:
    day = say(draft.on or draft.today, draft.today)
    when = f"{day} {draft.time}" if draft.time else day
    if draft.kind == "note":
        said = [("does not count as a talk", MUTED), (f" · {when}", PLAIN)]
    else:
        said = [(f"{_kind_words(draft)} · {when}", PLAIN)]
    people = _people(draft.contacts, told)
    return [*said, *([(" · ", PLAIN), *people] if people else [])]


def _kind_words(draft: Draft) -> str:
    kind = draft.kind or ""
    return f"{kind} from them" if draft.direction == "in" else kind


def _people(matches: Iterable[Match | None], told: set[str]) -> list[Run]:
    """Names with commas; who is new is marked where first named."""
    found: list[Run] = []
    for match in matches:
        if found:
            found.append((", ", PLAIN))
        if match and match.new and match.key not in told:
            found += [(f"+ {match.name}", NEW), (" new", MUTED)]
            told.add(match.key)
        else:
            found.append((match.name if match else "me", PLAIN))
    return found


def _gain(gain: tuple[str, str], size: int) -> list[Run]:
    benefit, way = gain
    words = f"{way} {benefit}" if size == 1 else f"{way} {benefit} {size}"
    return [(_ARROWS[way], way), (words, PLAIN)]


def _details(draft: Draft) -> list[str]:
    found = [f"#{topic}" for topic in draft.topics]
    if draft.event:
        found.append(f"at {draft.event[2]}")
    if draft.place:
        found.append(draft.place)
    return found + [f"for “{statement}”" for _, _, statement in draft.goals]


def _introduction(link: Link, draft: Draft, told: set[str]) -> list[Run]:
    day = (f" · {say(draft.on or draft.today, draft.today)}", PLAIN)
    through = [(" through ", MUTED), *_people([link.broker], told)] if link.broker else []
    if link.met:
        return [*_people([link.b], told), *through, day]
    return [*_people([link.a], told), (" → ", MUTED), *_people([link.b], told), *through, day]


def _follow_up(promise: Promise, today: date, told: set[str]) -> list[Run]:
    people = _people(promise.contacts, told)
    due = f"   {say(promise.due, today)}" + (f" {promise.time}" if promise.time else "")
    if promise.owner == "theirs":
        whose = people or [("they", PLAIN)]
        return [("□ ", MUTED), *whose, (": ", PLAIN), (promise.what, PLAIN), (due, PLAIN)]
    return [("□ ", MUTED), (promise.what, PLAIN), *([(" → ", MUTED), *people] if people else []), (due, PLAIN)]
