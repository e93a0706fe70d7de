"""Profiles: what is known about everybody by criterion, and who holds which value, found by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import timedelta
from itertools import combinations

from journal.derived import facts
from journal.derived.facts import Doc
from journal.derived.index import Index
from journal.domain.audience import SHARED_WORD, Profile, Wish, likeness, words_of
from journal.domain.goals import Criterion
from journal.domain.model import MatchModel
from journal.domain.warmth import day_of

SLICE = 400
"""People looked at in one piece: a few milliseconds."""
ENTRIES_SLICE = 1500
NOTHING: Profile = Profile()

Values = tuple[str, ...]
"""All that one person has for a criterion."""


class Words(dict[str, str]):
    """Text to its words; the same text is worked out once."""

    def __missing__(self, text: str) -> str:
        self[text] = words = words_of(text)
        return words


class Column:
    """One criterion of everybody: the people (as numbers) who hold the same values."""

    def __init__(self) -> None:
        self.holders: dict[Values, set[int]] = {}
        self.known: set[int] = set()
        self._by_text: defaultdict[str, set[Values]] = defaultdict(set)
        self._by_word: defaultdict[str, set[Values]] = defaultdict(set)

    def add(self, number: int, values: Values) -> None:
        holders = self.holders.get(values)
        if holders is None:
            if not values:
                return
            holders = self.holders[values] = set()
            for text in values:
                self._by_text[text].add(values)
                for word in text.split():
                    self._by_word[word].add(values)
        holders.add(number)
        self.known.add(number)

    def drop(self, number: int, values: Values) -> None:
        holders = self.holders.get(values)
        if holders is None:
            return
        holders.discard(number)
        self.known.discard(number)
        if not holders:
            del self.holders[values]
            for text in values:
                self._by_text[text].discard(values)
                for word in text.split():
                    self._by_word[word].discard(values)

    def agreeing(self, wish: Wish, constants: MatchModel) -> Mapping[Values, float]:
        """All values that agree with a wish at least in part, and how far."""
        if wish.name in ("seniority", "benefit"):
            alike = {values: likeness(wish, values, constants) or 0.0 for values in self.holders}
            return {values: like for values, like in alike.items() if like}
        return self.like(wish.values, constants.partial)

    def like(self, wanted: Iterable[str], partial: float) -> Mapping[Values, float]:
        """All values that are like one of the wanted texts: what `similarity` says, without comparing all with all."""
        found: dict[Values, float] = {}
        for text in wanted:
            words = text.split()
            if not words:
                continue
            for values in self._holding(text, words):
                found[values] = 1.0
            for word in words:
                if len(word) >= SHARED_WORD:
                    for values in self._by_word.get(word, ()):
                        found.setdefault(values, partial)
        return found

    def sharing(self, text: str) -> Iterator[Set[int]]:
        """Those who hold exactly this text among their values."""
        for values in self._by_text.get(text, ()):
            yield self.holders[values]

    def _holding(self, text: str, words: list[str]) -> Iterator[Values]:
        """Values that hold the text as whole words, or are held by it."""
        for start, end in combinations(range(len(words) + 1), 2):
            yield from self._by_text.get(" ".join(words[start:end]), ())
        rarest = min((self._by_word.get(word, set()) for word in words), key=len)
        spaced = f" {text} "
        yield from [values for values in rarest if any(spaced in f" {value} " for value in values)]


class Profiles:
    """Everybody has a number; who is not active, or not there any more, has an empty profile."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.numbers: dict[str, int] = {}
        self.ids: list[str] = []
        self.profiles: list[Profile] = []
        self.columns: Mapping[Criterion, Column] = {name: Column() for name in Profile._fields}  # type: ignore[misc]
        self.openings = Column()
        self._opens: list[Values] = []
        self._words = Words()

    def build(self) -> Iterator[None]:
        """Look at everybody, in pieces."""
        people = list(self.index.documents["contacts"])
        got: defaultdict[str, set[str]] = defaultdict(set)
        yield from self._got_of_all(got)
        for at in range(0, len(people), SLICE):
            for contact in people[at : at + SLICE]:
                if contact not in self.numbers:  # else it was written meanwhile, and looked at then
                    self._put(contact, got.get(contact, NOTHING.benefit))
            yield

    def put(self, contact: str) -> int:
        """Look at somebody again; returns the number."""
        return self._put(contact, self._got(contact))

    def active(self, contact: str) -> bool:
        document = self.document(contact)
        return bool(document) and facts.text(document, "status", "active") == "active"

    def document(self, contact: str) -> Doc:
        return self.index.documents["contacts"].get(contact, {})

    def _put(self, contact: str, got: Iterable[str]) -> int:
        number = self.numbers.get(contact)
        if number is None:
            number = self.numbers[contact] = len(self.ids)
            self.ids.append(contact)
            self.profiles.append(NOTHING)
            self._opens.append(())
        document = self.document(contact)
        active = self.active(contact)
        now = self.profile(document, got) if active else NOTHING
        before = self.profiles[number]
        if now != before:
            for name, had, has in zip(Profile._fields, before, now, strict=True):
                if had != has:
                    column = self.columns[name]  # type: ignore[index]
                    column.drop(number, had)
                    column.add(number, has)
            self.profiles[number] = now
        opens = self._opens_of(document, now) if active else ()
        if opens != self._opens[number]:
            self.openings.drop(number, self._opens[number])
            self.openings.add(number, opens)
            self._opens[number] = opens
        return number

    def profile(self, document: Doc, got: Iterable[str] = ()) -> Profile:
        """What a document says by criterion; `got` are benefits got from this person lately."""
        seniority = document.get("seniority", "unknown")
        offers = facts.texts(document, "can_offer")
        return Profile(
            self._one(document.get("role")),
            self._several(facts.texts(document, "industries")),
            self._one(document.get("org")),
            self._several(facts.texts(document, "communities")),
            (seniority,) if isinstance(seniority, str) and seniority != "unknown" else (),
            tuple(sorted({*offers, *got})) if offers or got else (),
            self._one(document.get("location")),
        )

    def _one(self, text: object) -> Values:
        words = self._words[text] if text and isinstance(text, str) else ""
        return (words,) if words else ()

    def _several(self, texts: Sequence[str]) -> Values:
        return tuple([words for text in texts if (words := self._words[text])]) if texts else ()

    def _opens_of(self, document: Doc, profile: Profile) -> Values:
        reaches = facts.texts(document, "reaches")
        return (*self._several(reaches), *profile.org, *profile.industry, *profile.community)

    def _got(self, contact: str) -> set[str]:
        """The benefits got from somebody within two years."""
        today, entries = self.index.today, self.index.documents["interactions"]
        first = today - self._two_years()
        ours = [entries.get(id, {}) for id in self.index.entries_of(contact, in_order=False)]
        shared = [(day_of(entry.get("on")), entry) for entry in ours if entry.get("exchanges")]
        return {benefit for on, entry in shared if on and first <= on <= today for benefit in _benefits(entry)}

    def _got_of_all(self, found: defaultdict[str, set[str]]) -> Iterator[None]:
        today, timeline, entries = self.index.today, self.index.timeline, self.index.documents["interactions"]
        first = today - self._two_years()
        rows = timeline.rows[timeline.before(first.isoformat()) : timeline.until(today.isoformat())]
        for at in range(0, len(rows), ENTRIES_SLICE):
            for _, _, id in rows[at : at + ENTRIES_SLICE]:
                entry = entries.get(id, {})
                if entry.get("exchanges") and (benefits := _benefits(entry)):
                    for person in facts.texts(entry, "contacts"):
                        found[person].update(benefits)
            yield

    def _two_years(self) -> timedelta:
        return timedelta(days=self.index.model.warmth.reciprocity_days)


def _benefits(entry: Doc) -> list[str]:
    """What was got in an entry."""
    return [facts.text(part, "benefit") for part in facts.parts(entry, "exchanges") if part.get("way") == "got"]
