"""The words of the sample journal: people, threads, scenes and names, read from the TOML files of this folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from journal.domain.record import Benefit


class Gain(NamedTuple):
    """Something given or got, as it stands in an entry."""

    way: str
    benefit: Benefit
    size: int
    note: str

    @classmethod
    def parse(cls, text: str, way: str = "") -> Gain:
        """Read `got knowledge 2: two hours on the ward`; `way` stands for a left out got or gave."""
        head, _, note = text.partition(":")
        words = head.split() if not way else [way, *head.split()]
        return cls(words[0], words[1], int(words[2]) if len(words) > 2 else 1, note.strip())  # type: ignore[arg-type]

    def document(self) -> dict[str, Any]:
        return {"benefit": self.benefit, "way": self.way, "size": self.size, "note": self.note}


class Thread(NamedTuple):
    """What some people talk about, again and again, one beat further each time."""

    name: str
    tags: list[str]
    kinds: list[str]
    beats: list[tuple[str, str]]
    gains: list[Gain]
    mine: list[str]
    theirs: list[str]
    long: list[str]

    @classmethod
    def parse(cls, name: str, table: Mapping[str, Any]) -> Thread:
        beats = [tuple(part.strip() for part in beat.split("|")) for beat in table["beats"]]
        gains = [Gain.parse(text) for text in table["gains"]]
        theirs = [what.removeprefix("will ") for what in table["theirs"]]
        return cls(name, table["tags"], table["kinds"], beats, gains, table["mine"], theirs, table["long"])


class Texts(NamedTuple):
    """Everything that the generator says."""

    cast: Sequence[Mapping[str, Any]]
    threads: Mapping[str, Thread]
    script: Mapping[str, Sequence[Mapping[str, Any]]]
    names: Mapping[str, Any]
    asides: Mapping[str, Any]
    plans: Mapping[str, Sequence[Mapping[str, Any]]]

    @classmethod
    def read(cls) -> Texts:
        threads = {name: Thread.parse(name, table) for name, table in _toml("threads")["thread"].items()}
        return cls(_toml("cast")["person"], threads, _toml("script"), _toml("names"), _toml("asides"), _toml("plans"))


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
