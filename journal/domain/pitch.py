"""Pitch: an introduction of oneself built from a frame, checked as it is said, and kept in all its versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, StringConstraints, ValidationError

from journal.domain.record import Invalid, Line, Line80, Line120, Line300, sentences
from journal.domain.templates import Entry, Id
from journal.domain.text import clean, clean_lines, fold

SPARE = 1.2
"""A pitch may be a fifth longer than it should be before that is said."""
WORDS_AN_AND = 25
"""One "and" in so many words is no sign of two ideas."""
LEAST_ANDS = 2
INVITES = ("let us ", "let's ", "come ", "talk to me", "tell me", "ask me", "i would love to hear", "write to me")
"""How a last sentence begins, or what it holds, that invites an answer without being a question."""
QUOTES = "\"'”’)»"
VERSIONS = "versions"
"""The field of the setting `pitch` that holds the versions."""
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


class Length(Entry):
    """How long a pitch may be."""

    id: Id
    title: Line80
    seconds: Annotated[int, Field(ge=1)]
    words: Annotated[int, Field(ge=1)]


class Check(Entry):
    """What is looked at, and what to say when it is not so; `say` may hold {seconds}, {word} or {n}."""

    id: Id
    say: Line300
    words: tuple[str, ...] = ()


class Prompt(Entry):
    """A part of a pitch: what is asked for, and an example."""

    id: Id
    ask: Annotated[Line, StringConstraints(min_length=1, max_length=300)]
    hint: Line300 = ""
    label: Line80 = ""

    @property
    def called(self) -> str:
        """What stands before its field."""
        return self.label or self.id.replace("_", " ")


class Frame(Entry):
    """An order of parts that suits a situation."""

    id: Id
    title: Line80
    for_: Line120 = Field(default="", alias="for")
    parts: Annotated[tuple[str, ...], Field(min_length=1)]


class Builder(Entry):
    """All there is to build a pitch with."""

    words_per_second: Annotated[float, Field(gt=0)] = 2.5
    lengths: Annotated[tuple[Length, ...], Field(min_length=1)]
    checks: tuple[Check, ...] = ()
    prompt: tuple[Prompt, ...]
    frame: Annotated[tuple[Frame, ...], Field(min_length=1)]

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """The builder in a text file. Raises `Invalid`."""
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            raise Invalid(sentences(error.errors(include_input=False, include_url=False))) from None

    def prompts(self, frame: Frame) -> list[Prompt]:
        """The parts of a frame in their order; one that nobody knows is left out."""
        known = {prompt.id: prompt for prompt in self.prompt}
        return [known[part] for part in frame.parts if part in known]

    def length(self, id: str) -> Length:
        """The length of that id; the one of the middle if there is none."""
        by_words = sorted(self.lengths, key=lambda each: each.words)
        return next((each for each in self.lengths if each.id == id), by_words[len(by_words) // 2])

    def seconds(self, text: str) -> int:
        """How long it takes to say a text."""
        return round(len(words(text)) / self.words_per_second)

    def length_for(self, seconds: int) -> Length:
        """The longest length that can be said in so many seconds; the shortest if none can."""
        fitting = [length for length in self.lengths if length.seconds <= seconds]
        return max(fitting, key=lambda each: each.words) if fitting else min(self.lengths, key=lambda each: each.words)


class Finding(NamedTuple):
    """One check: whether all is well, and what to say if not."""

    id: str
    well: bool
    say: str = ""


class Version(NamedTuple):
    """A pitch as it was on a day, for an event or for none."""

    text: str
    on: str
    event: str = ""
    frame: str = ""
    length: str = ""


def draft(builder: Builder, frame: Frame, answers: Mapping[str, str]) -> str:
    """The answers (by prompt) as one text in the order of the frame; what does not end a sentence is ended."""
    said = [clean(" ".join(clean_lines(answers.get(prompt.id, "")).split())) for prompt in builder.prompts(frame)]
    return " ".join(part if part[-1] in ".!?…" else f"{part}." for part in said if part)


def check(builder: Builder, text: str, length: Length) -> list[Finding]:
    """The checks of a text; nothing is said of an empty one."""
    if not words(text):
        return []
    return [_found(builder, each, text, length) for each in builder.checks]


def words(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def versions(setting: Mapping[str, Any]) -> list[Version]:
    """The versions in the setting `pitch`, newest first."""
    kept = setting.get(VERSIONS)
    found = [_version(one) for one in kept if isinstance(one, Mapping)] if isinstance(kept, list) else []
    return [one for one in reversed(found) if one.text]


def with_version(
    setting: Mapping[str, Any], text: str, on: date, *, event: str = "", frame: str = "", length: str = ""
) -> dict[str, Any]:
    """The setting with a new version; the same text for the same event is kept once, with its newest day."""
    new = Version(clean_lines(text), on.isoformat(), event, frame, length)
    others = [one for one in reversed(versions(setting)) if (one.text, one.event) != (new.text, new.event)]
    return {**setting, VERSIONS: [_document(one) for one in (*others, new)]}


def without_version(setting: Mapping[str, Any], version: Version) -> dict[str, Any]:
    """The setting without a version."""
    kept = [one for one in reversed(versions(setting)) if one != version]
    return {**setting, VERSIONS: [_document(one) for one in kept]}


def _found(builder: Builder, each: Check, text: str, length: Length) -> Finding:
    match each.id:
        case "ends_with_question":
            well, more = _invites(text), {}
        case "word_count":
            well, more = len(words(text)) <= length.words * SPARE, {"seconds": str(builder.seconds(text))}
        case "no_superlatives":
            empty = next(_empty_words(each, text), "")
            well, more = not empty, {"word": empty}
        case "one_idea":
            ands = sum(word.lower() == "and" for word in words(text))
            well, more = ands <= max(LEAST_ANDS, len(words(text)) // WORDS_AN_AND), {"n": str(ands)}
        case _:
            return Finding(each.id, True)
    if well:
        return Finding(each.id, True)
    say = each.say
    for name, value in more.items():
        say = say.replace(f"{{{name}}}", value)
    return Finding(each.id, False, say)


def _invites(text: str) -> bool:
    last = [part.strip() for part in _SENTENCE.findall(text.strip().rstrip(QUOTES)) if part.strip()][-1:]
    return any(part.endswith("?") or any(way in f"{fold(part)} " for way in INVITES) for part in last)


def _empty_words(each: Check, text: str) -> Iterator[str]:
    folded = f" {' '.join(fold(word) for word in words(text))} "
    yield from (word for word in each.words if f" {fold(word)} " in folded)


def _version(one: Mapping[str, Any]) -> Version:
    return Version(*(str(one.get(name) or "") for name in Version._fields))


def _document(version: Version) -> dict[str, str]:
    return {name: value for name, value in version._asdict().items() if value}


def frames_for(builder: Builder, ids: Iterable[str]) -> list[Frame]:
    """All frames, those named (by a starting point, say) first."""
    first = list(ids)
    return sorted(builder.frame, key=lambda frame: first.index(frame.id) if frame.id in first else len(first))
