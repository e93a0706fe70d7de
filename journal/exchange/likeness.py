"""How alike two names or two companies are. Pure text; the measure is Jaro-Winkler (1.0 = equal)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from journal.domain.text import fold_name

ALIKE = 0.92
"""Names this alike may be one person: worth a question, never an answer."""
ALIKE_COMPANIES = 0.93
ALIKE_WORDS = 0.8
"""Words that stand in the same place of two names."""
PREFIX = 4
PREFIX_WEIGHT = 0.1
MOST = 50
"""Names that are told at most to be alike."""
NOT_A_WORD = re.compile(r"[^\w' ]+")
IN_BRACKETS = re.compile(r"\([^)]*\)")
LEGAL_FORMS = frozenset(
    re.findall(
        r"\w+",
        "inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg se sa sas sarl srl spa "
        "bv nv ab as oy aps pty pte kk the group holding holdings international",
    )
)


def name_key(name: str) -> str:
    """A name for comparing: folded, without brackets, emoji and punctuation."""
    return " ".join(NOT_A_WORD.sub(" ", fold_name(IN_BRACKETS.sub(" ", name))).split())


def company_key(company: str) -> str:
    """A company for comparing: folded, without its legal form."""
    words = NOT_A_WORD.sub(" ", fold_name(company)).split()
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def same_company(one: str, other: str) -> bool:
    """Whether two company keys mean the same: equal, one within the other word by word, or a letter apart."""
    if not one or not other:
        return False
    words, others = set(one.split()), set(other.split())
    if words <= others or others <= words:
        return True
    return could_be_alike(one, other) and jaro_winkler(one, other) >= ALIKE_COMPANIES


def jaro_winkler(one: str, other: str) -> float:
    """Jaro-Winkler likeness of two texts, 0.0 to 1.0 (Winkler 1990; prefix of four letters, weight 0.1)."""
    if not one or not other:
        return 0.0
    return _measure()(one, other, prefix_weight=PREFIX_WEIGHT)


def alike(one: str, others: Sequence[str], least: float) -> list[tuple[int, float]]:
    """Which of the others are at least so alike, by place, and how alike they are; 0.1 µs for each."""
    from rapidfuzz import process

    if not one or not others:
        return []
    found = process.extract(
        one, others, scorer=_measure(), scorer_kwargs={"prefix_weight": PREFIX_WEIGHT}, score_cutoff=least, limit=MOST
    )
    return [(at, likeness) for _, likeness, at in found]


def same_words(one: str, other: str) -> bool:
    """Whether two names may be one, word by word: "jon smith" is "john smith", "yusuf iyer" not "yusuf demir".

    Names of another number of words are not compared so.
    """
    words, others = one.split(), other.split()
    if len(words) != len(others) or len(words) == 1:
        return True
    straight, sorted_ = zip(words, others, strict=True), zip(sorted(words), sorted(others), strict=True)
    return any(all(jaro_winkler(*pair) >= ALIKE_WORDS for pair in pairs) for pairs in (straight, sorted_))


def could_be_alike(one: str, other: str) -> bool:
    """A quick bound: False only if too many letters stand in one of the two alone for them to reach ALIKE."""
    if not one or not other:
        return False
    letters, others = set(one), set(other)
    common = min(len(one) - len(letters - others), len(other) - len(others - letters))
    jaro = (common / len(one) + common / len(other) + 1) / 3
    return jaro + PREFIX * PREFIX_WEIGHT * (1 - jaro) >= ALIKE


@cache
def _measure() -> Callable[..., float]:
    """Loaded when the first names are compared: it costs more than all the rest of a command."""
    from rapidfuzz.distance import JaroWinkler

    return JaroWinkler.similarity
