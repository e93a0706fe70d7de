"""ctrl+t: a date that is none. A backslash before it makes it text, in the line that is kept as well."""

from __future__ import annotations

from journal.capture import promises, scan
from journal.capture.parts import Context, Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from journal.capture.names import Names


def next_date(line: str, at: int, now: datetime, names: Names, order: str) -> tuple[str, int]:
    """The line with the date that counts made text, in the segment of the cursor or else the first that has one.

    If there is none left, those that were made text are dates again. Returns the line and the place of the cursor.
    """
    context = Context(now, names, order)
    segments = scan.segments(line)
    dated = []
    for segment in segments:
        part = Part(segment, context, first=segment is segments[0])
        promises.classify(part, context, first=segment is segments[0])
        found = part.ahead if part.owner else part.back
        if found and (part.owner or segment is segments[0]):
            dated.append((segment, segment.start + found[0].start))
    here = next((start for segment, start in dated if segment.start <= at <= segment.end), None)
    start = here if here is not None else next((start for _, start in dated), None)
    if start is not None:
        return f"{line[:start]}\\{line[start:]}", at + (start <= at)
    return _restored(line, at, segments)


def _restored(line: str, at: int, segments: list[scan.Segment]) -> tuple[str, int]:
    marks = [token.start for segment in segments for token in segment.tokens if token.kind == scan.ESCAPE]
    for mark in reversed(marks):
        if line[mark + 1].isalnum():
            line = line[:mark] + line[mark + 1 :]
            at -= mark < at
    return line, at
