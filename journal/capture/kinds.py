"""What the words of a line say about it: its kind, the benefits given and got, what makes a follow-up."""

from __future__ import annotations

import re

from journal.capture.words import word_set
from journal.domain.text import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("meeting", "activity", "call", "video", "event", "message", "email", "letter", "post", "note")
NOTE = "note"
ONE_WAY = frozenset({"message", "email", "letter", "post"})
DEPTH = {"post": 1, "message": 2, "email": 2, "event": 2}
USUAL_DEPTH = 3
BENEFITS = ("opportunity", "knowledge", "reputation", "mentorship", "support")
WORDS_LOOKED_AT = 4
"""The kind is the first match among so many words that are neither markers nor dates."""

_WORDS = {
    "meeting": "coffee tea drink drinks beer breakfast brunch lunch dinner meal met meet meeting saw visit visited "
    "interview interviewed chat chatted catch-up catchup 1:1 1-1 1on1 talked spoke",
    "call": "call called phone phoned rang",
    "video": "zoom zoomed facetime facetimed teams webex video",
    "email": "mail mailed email emailed e-mail e-mailed wrote",
    "message": "dm dmed dm'd text texted sms whatsapp whatsapped signal slack slacked telegram message messaged ping "
    "pinged",
    "letter": "letter postcard",
    "event": "conference meetup panel fair workshop hackathon party reception webinar",
    "post": "liked commented posted endorsed",
    "activity": "walk walked hike hiked run gym football cinema concert game",
    "note": "note fyi idea",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_PHRASES = {("caught", "up"): "meeting", ("catch", "up"): "meeting", ("talk", "at"): "event"}
MEETING_WORDS = frozenset({"met", "meet"})
"""The kind words that say how one came to know a new person."""
_VERBS = word_set(
    "wrote mailed emailed e-mailed texted messaged dmed dm'd whatsapped slacked pinged called phoned rang zoomed "
    "facetimed posted liked commented endorsed visited interviewed saw met"
)
_TRIM = ".,:!?()[]\"'“”…"
_GAIN = re.compile(r"([a-z]+)([123])?$")

_ALWAYS = ({"follow-up", "followup", "fu", "todo", "to-do", "remind", "reminder"}, {("follow", "up"), ("to", "do")})
_STRIPPED = re.compile(
    r"\s*(?:(?:todo|to-do|to do|fu|remind(?:er)?(?: me)?)(?=[\s:]|$)\s*:?\s*(?:(?:to|that)\s+)?)", re.IGNORECASE
)
_LATER = frozenset({"send", "ask", "thank", "intro", "share", "call", "write"})
_NOT_AFTER = frozenset({"with", "from", "was"})
THEY = frozenset({"they", "she", "he"})
_PAST = word_set(
    "was were had did went came said told got spoke saw left sent gave took met made found knew thought felt wrote "
    "rang ran read heard held kept led lost paid sold taught won began brought bought"
)
_REGULAR_PAST = re.compile(r"[a-z]{2,}[^e]ed$")


def plain(word: str) -> str:
    """A word for comparing: folded, without the punctuation around it."""
    return fold(word).strip(_TRIM)


def kind_in(words: Sequence[str]) -> tuple[str, str] | None:
    """The kind said by the first words of a line, and the word that says it."""
    folded = [plain(word) for word in words[: WORDS_LOOKED_AT + 1]]
    for at, word in enumerate(folded[:WORDS_LOOKED_AT]):
        pair = _PHRASES.get((word, folded[at + 1])) if at + 1 < len(folded) else None
        kind = pair or _KIND_OF.get(word)
        if kind:
            return kind, word
    return None


def kind_called(value: str) -> str | None:
    """The kind meant by `kind:value`: a kind or one of its words."""
    word = plain(value)
    return word if word in KINDS else _KIND_OF.get(word)


def is_verb(word: str) -> bool:
    """Whether a kind word says what the person before it did: "@ana wrote"."""
    return plain(word) in _VERBS


def gains(value: str) -> list[tuple[str, int]] | None:
    """Benefits and sizes of `got:opp2,know`; None if any of them is not understood."""
    found = []
    for part in value.split(","):
        match = _GAIN.match(fold(part.strip()))
        benefits = [name for name in BENEFITS if match and name.startswith(match[1])]
        if not match or len(benefits) != 1:
            return None
        found.append((benefits[0], int(match[2] or 1)))
    return found


def always_follow_up(words: Sequence[str]) -> bool:
    """Whether these words begin a follow-up in any segment."""
    folded = [plain(word) for word in words[:2]]
    return bool(folded) and (folded[0] in _ALWAYS[0] or tuple(folded) in _ALWAYS[1])


def later_follow_up(words: Sequence[str]) -> bool:
    """Whether these words begin a follow-up after the first segment: "send …", not "call with her was good"."""
    folded = [plain(word) for word in words[:2]]
    return bool(folded) and folded[0] in _LATER and folded[1:] not in [[word] for word in _NOT_AFTER]


def trigger_length(text: str) -> int:
    """How many characters of a follow-up say only that it is one: "todo", "remind me to"."""
    match = _STRIPPED.match(text)
    return match.end() if match else 0


def tells_the_past(words: Sequence[str]) -> bool:
    return any(word in _PAST or _REGULAR_PAST.search(word) for word in map(plain, words))
