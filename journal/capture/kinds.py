"""What the words of a line say about it: its kind, the benefits given and got, what makes a follow-up."""

from __future__ import annotations

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
SIZES = ("1", "2", "3")
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

_ALWAYS = ({"follow-up", "followup", "fu", "todo", "to-do", "remind", "reminder"}, {("follow", "up"), ("to", "do")})
_STRIPPED = ("todo", "to-do", "to do", "fu", "reminder", "remind me", "remind")
"""Beginnings of a follow-up that say nothing else; "to" and "that" after them go too."""
_LATER = frozenset({"send", "ask", "thank", "intro", "share", "call", "write"})
_NOT_AFTER = frozenset({"with", "from", "was"})
THEY = frozenset({"they", "she", "he"})
_PAST = word_set(
    "was were had did went came said told got spoke saw left sent gave took met made found knew thought felt wrote "
    "rang ran read heard held kept led lost paid sold taught won began brought bought"
)


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
        word = fold(part.strip())
        size = int(word[-1]) if word[-1:] in SIZES else 1
        word = word[:-1] if word[-1:] in SIZES else word
        benefits = [name for name in BENEFITS if word and name.startswith(word)]
        if len(benefits) != 1:
            return None
        found.append((benefits[0], size))
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
    beginning = next((one for one in _STRIPPED if _begins(text, one)), "")
    at = len(beginning)
    if not beginning:
        return 0
    if text[at : at + 1] == ":":
        at += 1
    at = len(text) - len(text[at:].lstrip())
    return next((at + len(one) for one in ("to", "that") if _begins(text[at:], one)), at)


def _begins(text: str, word: str) -> bool:
    after = text[len(word) : len(word) + 1]
    return text[: len(word)].lower() == word and (not after or after.isspace() or after == ":")


def tells_the_past(words: Sequence[str]) -> bool:
    return any(word in _PAST or _ends_in_ed(word) for word in map(plain, words))


def _ends_in_ed(word: str) -> bool:
    return len(word) > len("need") and word.endswith("ed") and not word.endswith("eed")
