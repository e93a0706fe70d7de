"""Query: the filter language of Contacts, Timeline and `journal find`, from text to terms with checked values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Literal, NamedTuple

from journal.domain.text import clean, fold, fold_name
from journal.search.query_values import (
    CONTACT_KEYS,
    TIMELINE_KEYS,
    Bad,
    Phrase,
    Reading,
    Value,
    read_value,
    there_is,
)

ListName = Literal["contacts", "timeline"]
KEYS = {"contacts": CONTACT_KEYS, "timeline": TIMELINE_KEYS}
TITLES = {"contacts": "Contacts", "timeline": "the Timeline"}
OTHER: dict[ListName, ListName] = {"contacts": "timeline", "timeline": "contacts"}
WORD = "word"
"""The key of a term that may stand anywhere in a record."""

_QUOTED = r"[\"“][^\"”]*[\"”]?"
_VALUE = rf"(?:{_QUOTED}|[^\s,]*)"
_TOKEN = re.compile(
    rf"(?P<minus>-?)(?:"
    rf"(?P<phrase>{_QUOTED})"
    rf"|(?P<sign>[@#])(?P<signed>{_QUOTED}|[^\W\d_]\S*|(?!\S))"
    rf"|(?P<key>[A-Za-z_]+):(?!//)(?P<values>{_VALUE}(?:,{_VALUE})*)"
    rf"|(?P<word>\S+)"
    rf"|(?=\s|$))"
)
_VALUES = re.compile(rf"(?:^|,)({_VALUE})")
_QUOTES = '"“”'


class QueryError(ValueError):
    """A filter that cannot be understood. The text says what would be; `start` and `end` say where it stands."""

    def __init__(self, text: str, start: int, end: int, *, elsewhere: bool = False) -> None:
        super().__init__(clean(text))
        self.start, self.end = start, end
        self.elsewhere = elsewhere
        """Whether this list does not know the key; the other one may."""


class Term(NamedTuple):
    """One condition: one of the values holds; or none of them does, if it is negated."""

    key: str
    values: tuple[Value, ...]
    negated: bool = False


class Query(NamedTuple):
    """Conditions that must all hold for a record of the list `where`."""

    where: ListName
    terms: tuple[Term, ...] = ()

    def of(self, *keys: str) -> Iterator[Term]:
        """The terms with one of these keys."""
        return (term for term in self.terms if term.key in keys)

    @property
    def highlights(self) -> list[str]:
        """Folded words to mark where they are found, see `match_spans`."""
        values = [value for term in self.of(WORD, "topic") if not term.negated for value in term.values]
        return [value.text for value in values if isinstance(value, Phrase)]


def parse_query(text: str, list_name: ListName, today: date, *, date_order: str = "DMY") -> Query:
    """Read a filter for one of the lists; what is still being typed (`circle:`) is left out. Raises QueryError."""
    terms: list[Term] = []
    for token in _tokens(text):
        reading = _Token(token, list_name, today, date_order)
        if values := reading.values():
            terms.append(Term(reading.key, tuple(values), bool(token["minus"])))
    return Query(list_name, tuple(terms))


def parse_for_both(text: str, today: date, *, date_order: str = "DMY") -> tuple[Query | None, Query | None]:
    """The same filter for contacts and for entries; None where it names what only the other list has: nothing is found.

    Raises QueryError for what neither of them knows.
    """
    found: list[Query | QueryError] = []
    for list_name in OTHER:
        try:
            found.append(parse_query(text, list_name, today, date_order=date_order))
        except QueryError as error:
            found.append(error)
    people, entries = found
    if isinstance(people, QueryError) and isinstance(entries, QueryError):
        raise max(people, entries, key=lambda error: (error.start, not error.elsewhere))
    return people if isinstance(people, Query) else None, entries if isinstance(entries, Query) else None


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return (token for token in _TOKEN.finditer(text) if token.group().strip())


class _Token:
    """A piece of a filter on its way to a term."""

    def __init__(self, token: re.Match[str], list_name: ListName, today: date, date_order: str) -> None:
        self.token, self.list_name = token, list_name
        self.key = self._key()
        self.reading = Reading(self.key, today, date_order)

    def _key(self) -> str:
        match self.token["sign"]:
            case "#":
                return "topic"
            case "@":
                return "name" if self.list_name == "contacts" else "with"
        return self.token["key"].lower() if self.token["key"] else WORD

    def values(self) -> list[Value]:
        """The values, without those that are unfinished. Raises QueryError."""
        if self.key == WORD:
            words = (self.token["phrase"] or "").strip(_QUOTES) or self.token["word"] or ""
            folded = " ".join(fold(words).split())
            return [Phrase(folded)] if folded else []
        if self.token["sign"]:
            folded = fold_name(self.token["signed"].strip(_QUOTES))
            return [Phrase(folded)] if folded else []
        texts = [text for text in _VALUES.findall(self.token["values"]) if text]
        return [value for text in texts if (value := self._value(text)) is not None]

    def _value(self, text: str) -> Value | None:
        reader = KEYS[self.list_name].get(self.key)
        if reader is None:
            raise self._error(self._no_key())
        try:
            return read_value(reader, text.strip(_QUOTES), text[0] in _QUOTES, self.reading)
        except Bad as error:
            raise self._error(str(error)) from None

    def _no_key(self) -> str:
        other = OTHER[self.list_name]
        if self.key in KEYS[other]:
            return f"`{self.key}:` is for {TITLES[other]}, not for {TITLES[self.list_name]}"
        near = get_close_matches(self.key, KEYS[self.list_name], n=1)
        hint = f"did you mean `{near[0]}`?" if near else there_is(KEYS[self.list_name])
        return f"No key `{self.key}`; {hint}"

    def _error(self, text: str) -> QueryError:
        return QueryError(text, *self.token.span(), elsewhere=self.key not in KEYS[self.list_name])
