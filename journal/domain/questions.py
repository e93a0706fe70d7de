"""Questions to carry into a conversation: the bank, three that fit an event, and one for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Annotated, Literal, NamedTuple

from pydantic import StringConstraints

from journal.domain.record import Benefit, Line
from journal.domain.templates import PLACE, Entry, Id, fill, written
from journal.domain.text import fold

Slot = Literal["opener", "deeper", "closer"]

SLOTS: Mapping[Slot, tuple[str, ...]] = {
    "opener": ("open", "follow"),
    "deeper": ("interview", "deepen", "follow"),
    "closer": ("close", "give"),
}
"""The stages of a conversation that a slot is filled from: the first in which something suits the kind of event."""
FOR_A_FRIEND, FOR_A_STRANGER = ("reconnect", "follow", "deepen"), ("open", "follow")
"""The stages of a question for somebody I know, and for somebody I do not know yet."""
ANY = "any"


class Question(Entry):
    """A question. `benefit` is what it opens, or "any"; `kinds` are the events it suits best, none for all."""

    id: Id
    text: Annotated[Line, StringConstraints(min_length=1, max_length=300)]
    stage: Annotated[Line, StringConstraints(min_length=1, max_length=60)]
    benefit: Benefit | Literal["any"] = "any"
    kinds: tuple[str, ...] = ()


class Bank(NamedTuple):
    """All questions by id, what each stage of a conversation is called, and what a good question sounds like."""

    questions: Mapping[str, Question]
    stages: Mapping[str, str] = {}
    tip: str = ""
    pinned: Collection[str] = ()
    """The ids of those that come before others, because the starting point of the user puts them first."""


class Pick(NamedTuple):
    """A question for one of the three slots."""

    slot: Slot
    id: str
    text: str


def pick(
    bank: Bank,
    kind: str,
    benefits: Collection[str] = (),
    seed: str = "",
    known: Mapping[str, str] | None = None,
    turn: int = 0,
) -> tuple[Pick, ...]:
    """An opener, one that goes deeper and a closer for a kind of event and the benefits that are sought.

    The same `seed` (the id of the event) gives the same three; every `turn` gives others. `known` fills the places of
    questions; one with an open place is not picked. Those that are pinned and suit come first.
    """
    picked: list[Pick] = []
    ready = list(_ready(bank, known or {}))
    for slot, stages in SLOTS.items():
        by_stage = (_best([one for one in ready if one.stage == stage], kind, benefits) for stage in stages)
        fitting = next(filter(None, by_stage), [])
        taken = {each.id for each in picked}
        first = (one for one in ready if one.id in bank.pinned and one.id not in taken and one.stage in stages)
        pinned = [one for one in first if _suits(one, kind) is not None]
        if fitting or pinned:
            chosen = _nth(fitting, f"{seed}:{slot}", turn, pinned)
            picked.append(Pick(slot, chosen.id, chosen.text))
    return tuple(picked)


def for_person(
    bank: Bank, seed: str, *, friend: bool, kind: str = "", known: Mapping[str, str] | None = None, turn: int = 0
) -> str:
    """One question for a person, the same for the same `seed`; "" if the bank has none.

    A question that takes up something that is `known` of them goes before all others.
    """
    filled = known or {}
    stages = FOR_A_FRIEND if friend else FOR_A_STRANGER
    ready = [one for one in _ready(bank, filled) if one.stage in stages and _suits(one, kind) is not None]
    own = [one for one in ready if PLACE.search(bank.questions[one.id].text)]
    return _nth(own or ready, seed, turn).text if ready else ""


def browse(bank: Bank, kind: str = "", benefit: str = "", words: str = "") -> list[tuple[str, list[Question]]]:
    """The bank by stage, for one to choose from: what is pinned, then what suits the kind and the benefit best.

    With a `kind` those meant for others are left out, with a `benefit` those for another one; `words` leaves those in
    which all of them are found, in the question or in its benefit.
    """
    wanted = fold(words).split()
    stages: dict[str, list[Question]] = {stage: [] for stage in bank.stages}
    for one in bank.questions.values():
        there = fold(f"{one.text} {one.benefit}")
        fits = not (kind and _suits(one, kind) is None) and (not benefit or one.benefit in (benefit, ANY))
        if fits and all(word in there for word in wanted):
            stages.setdefault(one.stage, []).append(one)
    ranked = {
        stage: sorted(some, key=lambda one: (one.id not in bank.pinned, *_rank(one, kind, benefit)))
        for stage, some in stages.items()
    }
    return [(bank.stages.get(stage, stage), some) for stage, some in ranked.items() if some]


def _ready(bank: Bank, known: Mapping[str, str]) -> Iterator[Question]:
    """The questions in which no place is open, filled."""
    for one in bank.questions.values():
        places = set(PLACE.findall(one.text))
        if places <= known.keys():
            yield one.model_copy(update={"text": written(fill(one.text, known))}) if places else one


def _best(questions: Iterable[Question], kind: str, benefits: Collection[str]) -> list[Question]:
    """Of those that suit the kind, those for the benefits; else those for any; else all of them."""
    suited = [one for one in questions if _suits(one, kind) is not None]
    for wanted in (benefits, (ANY,)):
        if found := [one for one in suited if one.benefit in wanted]:
            return found
    return suited


def _suits(question: Question, kind: str) -> bool | None:
    """Whether it is meant for this kind of event (True), or for all (False); None: it is not for this one."""
    if not question.kinds:
        return False
    return True if kind in question.kinds else None


def _rank(question: Question, kind: str, benefit: str) -> tuple[int, int]:
    return int(bool(kind) and not _suits(question, kind)), int(bool(benefit) and question.benefit != benefit)


def _nth(questions: Sequence[Question], seed: str, turn: int, first: Sequence[Question] = ()) -> Question:
    """One of these, those of `first` before others; the same seed puts both in the same order."""
    others = [one for one in questions if one not in first]
    shuffled = [*_shuffled(first, seed), *_shuffled(others, seed)]
    return shuffled[turn % len(shuffled)]


def _shuffled(questions: Sequence[Question], seed: str) -> list[Question]:
    shuffled = sorted(questions, key=lambda one: one.id)
    Random(seed).shuffle(shuffled)
    return shuffled
