"""Which segments are follow-ups, and what they say: what, whose, with whom, until when."""

from __future__ import annotations

from datetime import timedelta

from journal.capture import dates, doubts, kinds
from journal.capture.draft import Promise
from journal.domain.text import clean, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from journal.capture.dates import Found, When
    from journal.capture.draft import Draft
    from journal.capture.names import Match
    from journal.capture.parts import Context, Part

MINE, THEIRS = "mine", "theirs"
DUE_DAYS = {MINE: 7, THEIRS: 14}
EVENT_DUE_DAYS = 2
LONGEST_WHAT = 200
NO_WORDS = "follow up"
_THEY_WILL = frozenset({f"{word}'ll" for word in kinds.THEY})


def classify(part: Part, context: Context, *, first: bool) -> None:
    """Say whose follow-up the segment is, if it is one, and where its own words begin."""
    leading = [word for _, word, _ in part.items[:2]]
    if part.items and not part.items[0][2] and kinds.always_follow_up(leading):
        part.owner = MINE
        start = part.items[0][0]
        part.skip = start + kinds.trigger_length(part.mask[start:])
    elif will := _will(part):
        part.owner, part.skip = THEIRS, will
    elif _they_do(part, context):
        part.owner = THEIRS
    elif not first and (_asks(part, leading) or part.segment.slots("due") or _due_later(part, context)):
        part.owner = MINE


def _asks(part: Part, leading: list[str]) -> bool:
    return bool(part.items) and not part.items[0][2] and kinds.later_follow_up(leading)


def _will(part: Part) -> int:
    """Where "@ana will", "she'll" or "they will" ends at the beginning of a segment; 0 if it does not begin so."""
    nothing = (0, "", None)
    (start, word, mention), (then, verb, _) = [*part.items[:2], nothing, nothing][:2]
    if not mention and fold(word) in _THEY_WILL:
        return start + len(word)
    if not mention and kinds.plain(word) not in kinds.THEY:
        return 0
    return then + len(verb) if kinds.plain(verb) == "will" or fold(verb) == "'ll" else 0


def _they_do(part: Part, context: Context) -> bool:
    """`they meet us on friday`: a pronoun, a verb and a date that has not passed."""
    if len(part.items) < 2 or part.items[0][2] or kinds.plain(part.items[0][1]) not in kinds.THEY:
        return False
    return _date_to_come(part, context, today_counts=True)


def _due_later(part: Part, context: Context) -> bool:
    return _date_to_come(part, context, today_counts=False)


def _date_to_come(part: Part, context: Context, *, today_counts: bool) -> bool:
    """Whether the first date lies ahead. "On friday" may be either: it does unless the words tell of the past."""
    counted = [found for found in part.ahead if _counts_anywhere(found, part)]
    if not counted:
        return False
    today = context.now.date()
    on = counted[0].when.on
    if on < today or (on == today and not today_counts):
        return False
    back = next((found for found in part.back if found.start == counted[0].start), None)
    return bool(back and back.when.on > today) or not kinds.tells_the_past(part.words)


def _counts_anywhere(found: Found, part: Part) -> bool:
    """A bare weekday at the end is a date only once the segment is known to be a follow-up."""
    return any(other.start == found.start for other in part.back)


def build(draft: Draft, part: Part, context: Context, inherited: list[Match]) -> None:
    """Add the follow-up of a segment to the draft."""
    when, time = _due(draft, part, context)
    own = list({one.match.key: one.match for one in part.mentions if not one.via}.values())
    for mention in part.mentions:
        if mention.token.key == "with":
            part.take(mention.token)
    people = own or inherited
    due = when.on if when else draft.today + timedelta(days=_default_days(draft, part.owner))
    what = _what(part.text())
    if due < draft.today:
        draft.doubts.append(doubts.overdue(what, due, draft.today))
    draft.followups.append(Promise(what, due, time or (when.time if when else None), part.owner, people))


def _due(draft: Draft, part: Part, context: Context) -> tuple[When | None, str | None]:
    when, time = None, None
    for token in part.segment.slots("due", "on"):
        found = dates.read(token.value, context.now, looks=dates.FUTURE, order=context.order)
        if found and not when:
            when = found
            part.take(token)
        else:
            draft.stays_text(token, doubts.not_understood(token.key, token.value))
    for token in part.segment.slots("at"):
        time = dates.clock(token.value, context.now)
        if time:
            part.take(token)
        else:
            draft.stays_text(token, doubts.not_understood(token.key, token.value))
    return when or _date_in_words(draft, part, context), time


def _date_in_words(draft: Draft, part: Part, context: Context) -> When | None:
    for word in dates.unsure(part.mask, part.ahead, context.now):
        draft.doubts.append(doubts.not_a_date(word, "due"))
    if not part.ahead:
        return None
    first, *rest = part.ahead
    part.take_date(first)
    if rest:
        draft.doubts.append(doubts.further_dates([found.words for found in rest]))
    return first.when


def _default_days(draft: Draft, owner: str) -> int:
    return EVENT_DUE_DAYS if owner == MINE and draft.event else DUE_DAYS[owner]


def _what(text: str) -> str:
    """The words of a follow-up in one line; long ones are cut at a word, for `raw` has them all."""
    return cut_at_word(" ".join(clean(text).split()) or NO_WORDS, LONGEST_WHAT)


def cut_at_word(text: str, longest: int) -> str:
    """The text, or its beginning up to a word with an ellipsis."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return f"{cut[: cut.rfind(' ')].rstrip() if ' ' in cut else cut}…"


def people_outside(parts: list[Part]) -> list[Match]:
    """Everybody named in follow-ups."""
    return [mention.match for part in parts for mention in part.mentions if part.owner]
