"""Matching: what the terms of a filter ask of a record, whichever list it is in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from journal.derived import facts
from journal.derived.facts import Doc
from journal.domain.text import fold_name
from journal.search.haystack import TOPIC, Haystack
from journal.search.query import WORD, Query, Term
from journal.search.query_values import Between, Choice, Filled, Phrase, Value
from journal.search.tags import MARK, TAGGED

Test = Callable[[str, Doc], bool]
"""(id, document) -> whether a term holds."""
Candidates = Sequence[str] | Sequence[int]
"""What a record holds for a key; nothing, or empty texts, where it holds nothing."""

_FEWEST_DIGITS = 3
_FIGURES = frozenset("0123456789+-()./")


class Needle(NamedTuple):
    """Texts of which one is in the folded text of a record, or none if it is negated."""

    texts: tuple[str, ...]
    negated: bool

    @property
    def plain(self) -> bool:
        return len(self.texts) == 1 and not self.negated

    @property
    def rarity(self) -> tuple[bool, int]:
        """Sorts a needle before those that leave more over."""
        return self.negated, -min(map(len, self.texts), default=0)


class Condition(NamedTuple):
    """A test, and, where that is known beforehand, the only records that can pass it."""

    test: Test
    only: AbstractSet[str] | None = None


class Plan(NamedTuple):
    """A filter made ready: needles are looked for first, what is left is put to the tests."""

    needles: list[Needle]
    tests: list[Test]
    only: AbstractSet[str] | None = None


def plan(query: Query, condition: Callable[[Term], Condition]) -> Plan:
    """Make a filter ready for one of the lists, whose keys `condition` knows."""
    needles: list[Needle] = []
    tests: list[Test] = []
    only: AbstractSet[str] | None = None
    for term in query.terms:
        needle = _word_needle(term) or (_tag_needle(term) if query.where == "timeline" else None)
        if needle:
            needles.append(needle)
            continue
        test, these = condition(term)
        tests.append(_denied(test) if term.negated else test)
        if these is not None and not term.negated and (only is None or len(these) < len(only)):
            only = these
    return Plan(sorted(needles, key=lambda needle: needle.rarity), tests, only)


def field_test(read: Callable[[Doc], Candidates], values: Sequence[Value]) -> Test:
    """Whether what a record holds in a field is one of the values."""
    holds = one_of(values)
    return lambda id, doc: holds(read(doc))


class Answers(dict[str, bool]):
    """Text to whether it is one of the values; many people share an organisation, which is looked at once."""

    def __init__(self, values: Sequence[Value]) -> None:
        super().__init__()
        self.holds = one_of(values)

    def __missing__(self, text: str) -> bool:
        self[text] = answer = self.holds((text,))
        return answer


def text_test(field: str, default: str, values: Sequence[Value]) -> Test:
    """Whether the text in a field is one of the values."""
    answers = Answers(values)
    return lambda id, doc: answers[facts.text(doc, field, default)]


def named_test(values: Sequence[Value], test_of: Callable[[str], Test], names: Iterable[str]) -> Test:
    """Whether one of the qualities that are asked for by name is there; `any` and `none` mean all that have a name."""
    if filled := wanted(values):
        tests = [test_of(name) for name in names]
        return lambda id, doc: any(test(id, doc) for test in tests) in filled
    tests = [test_of(name) for value in values if isinstance(value, Choice) for name in value.names]
    return tests[0] if len(tests) == 1 else lambda id, doc: any(test(id, doc) for test in tests)


def one_of(values: Sequence[Value]) -> Callable[[Candidates], bool]:
    """Whether one of the candidates is one of the values."""
    if all(isinstance(value, Choice) for value in values):
        names = frozenset(name for value in values if isinstance(value, Choice) for name in value.names)
        return lambda candidates: not names.isdisjoint(candidates)
    checks = [_check(value) for value in values]
    return checks[0] if len(checks) == 1 else lambda candidates: any(check(candidates) for check in checks)


def _check(value: Value) -> Callable[[Candidates], bool]:
    match value:
        case Filled(wanted):
            return lambda candidates: any(candidates) is wanted
        case Choice(names):
            return lambda candidates: not names.isdisjoint(candidates)
        case Between():
            return _between(value)
        case Phrase(text, exact):
            return lambda candidates: any(
                fold_name(str(each)) == text if exact else begins(text, fold_name(str(each))) for each in candidates
            )


def _between(value: Between) -> Callable[[Candidates], bool]:
    low: Any = value.low
    high: Any = value.high

    def holds(candidates: Candidates) -> bool:
        known: list[Any] = [each for each in candidates if each != ""]
        return any((low is None or each >= low) and (high is None or each <= high) for each in known)

    return holds


def begins(text: str, folded: str) -> bool:
    """Whether a word of something folded begins with `text`."""
    return f" {text}" in f" {folded}"


def phrases(values: Iterable[Value]) -> list[Phrase]:
    return [value for value in values if isinstance(value, Phrase)]


def wanted(values: Iterable[Value]) -> list[bool]:
    """What `any` (True) and `none` (False) ask for."""
    return [value.wanted for value in values if isinstance(value, Filled)]


def people_named(haystack: Haystack, values: Iterable[Value]) -> set[str]:
    """The contacts with a name a part of which one of the values begins, or which it is, if quoted."""
    found: set[str] = set()
    for text, exact in phrases(values):
        found |= haystack.named(f"\n {text} \n" if exact else f" {text}")
    return found


def linked(
    documents: Iterable[tuple[str, Doc]], values: Sequence[Value], records: Callable[[str, Doc], Iterable[str]]
) -> Condition:
    """A condition on the goals or events (`documents`) that `records` finds the records of.

    A title holds a value if a word of it begins with it; quoted, if the words stand in it.
    """
    found: set[str] = set()
    everything: set[str] = set()
    named, filled = phrases(values), wanted(values)
    for id, document in documents:
        title = fold_name(facts.text(document, "title") or facts.text(document, "statement"))
        if any(f" {text} " in f" {title} " if exact else begins(text, title) for text, exact in named):
            found.update(records(id, document))
        if filled:
            everything.update(records(id, document))
    if filled:
        return Condition(lambda id, doc: id in found or (id in everything) in filled)
    return Condition(lambda id, doc: id in found, found)


def _word_needle(term: Term) -> Needle | None:
    """The needle of a word or a topic."""
    if term.key == WORD:
        texts = [each for text, _ in phrases(term.values) for each in (text, *_digits(text))]
    elif term.key == "topic" and not wanted(term.values):
        texts = [f"{TOPIC}{text}\n" if exact else f"{TOPIC}{text}" for text, exact in phrases(term.values)]
    else:
        return None
    return Needle(tuple(texts), term.negated)


def _tag_needle(term: Term) -> Needle | None:
    """The needle that finds what a term of the Timeline asks for; None if tags cannot tell."""
    tagged = TAGGED.get(term.key)
    if tagged is None:
        return None
    filled = [value.wanted for value in term.values if isinstance(value, Filled)]
    if filled:
        return Needle((MARK + tagged.letter,), term.negated is filled[0]) if len(term.values) == 1 else None
    return Needle(tuple(tagged.tag(name) for name in tagged.names if _wanted(name, term.values)), term.negated)


def _wanted(name: Any, values: Sequence[Value]) -> bool:
    for value in values:
        match value:
            case Choice(names) if name in names:
                return True
            case Between(low, high) if (low is None or name >= low) and (high is None or name <= high):
                return True
    return False


def _digits(word: str) -> list[str]:
    """The figures of what looks like a part of a telephone number and is not written in figures alone."""
    digits = "".join(filter(str.isdigit, word))
    return [digits] if len(digits) >= _FEWEST_DIGITS and digits != word and _FIGURES.issuperset(word) else []


def _denied(test: Test) -> Test:
    return lambda id, doc: not test(id, doc)
