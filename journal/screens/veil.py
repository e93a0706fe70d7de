"""What the preview of a captured line says beyond the line: nothing private under a veil, and the key for a doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from journal.capture import doubts
from journal.capture.choices import Finder
from journal.capture.draft import Draft
from journal.capture.preview import DOUBT, MUTED, STRONG
from journal.domain.words import plural

Line = tuple[str, Sequence[tuple[str, str]]]
BY_DATE = doubts.further_dates(())


def veil(draft: Draft, seen: Callable[[str], str]) -> Draft:
    """The draft with everything blurred that the journal adds to what was typed."""
    matches = [*draft.contacts, *draft.others]
    matches += [match for link in draft.links for match in (link.broker, link.a, link.b) if match]
    matches += [match for promise in draft.followups for match in promise.contacts]
    for match in {id(match): match for match in matches}.values():
        match.name = seen(match.name)
    for promise in draft.followups:
        promise.what = seen(promise.what)
    if draft.event:
        text, key, title = draft.event
        draft.event = text, key, seen(title)
    draft.goals = [(text, key, seen(statement)) for text, key, statement in draft.goals]
    if draft.doubts:
        draft.doubts = [f"{plural(len(draft.doubts), 'doubt')}; not shown while names are blurred."]
    return draft


def settled_by(lines: Sequence[Line], draft: Draft, finder: Finder) -> list[Line]:
    """The lines of a preview, with the key that settles it after each doubt that a key can settle."""
    choices = finder.doubtful(draft) if draft.doubts else None
    name = f'"{_name(draft.raw[choices.start : choices.end])}"' if choices else ""
    found: list[Line] = []
    for label, pieces in lines:
        words = "".join(text for text, _ in pieces)
        if not label and pieces[0][1] == DOUBT:
            if name and name in words:
                pieces, name = [*pieces, ("  tab", STRONG), (" chooses", MUTED)], ""
            elif words.endswith(BY_DATE):
                pieces = [*pieces, ("  ctrl+t", STRONG), (" next", MUTED)]
        found.append((label, pieces))
    return found


def _name(written: str) -> str:
    """Who is written so: without the @, the slot and the quotes."""
    return written.removeprefix("with:").removeprefix("via:").removeprefix("@").strip('"“”')
