"""The scenes of script.toml: entries, introductions and promises whose words and days are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from journal.demo.calendar import Calendar
from journal.demo.entries import Entry, Todo
from journal.demo.people import Person
from journal.demo.texts import Gain
from journal.domain.introductions import ME
from journal.domain.timeline import usual_depth, usual_direction

MARKS = re.compile(
    r"""\s(?:\#[\w-]+|(?:got|gave|depth|loc|at|kind|on):(?:"[^"]*"|[^\s;]+)|\+(?:"[^"]*"|[^\s;]+)|via\s@[^\s;]+|yesterday)"""
)
TOPIC = re.compile(r"#([\w-]+)")
NAMED = re.compile(r"""@(?:"([^"]+)"|([\w.\-]*\w))""")
AS_GIVEN = ("kind", "direction", "answered", "depth", "time", "place", "energy", "topics", "private")
BEFORE = 10
"""A promise without an entry was written down so many days before its day."""


class Stub(NamedTuple):
    """Somebody captured by a name that fits several people, or nobody yet."""

    name: str
    entry: Entry
    candidates: tuple[Person, ...]


class Promise(NamedTuple):
    """A promise that belongs to no entry."""

    moment: int
    people: list[Person]
    todo: Todo


class Stage(NamedTuple):
    """An introduction as it stood from some moment on."""

    moment: int
    op: str
    document: dict[str, Any]


class Script:
    """Reads script.toml for the people who are there; scenes with somebody else are left out."""

    def __init__(self, script: Mapping[str, Sequence[Mapping[str, Any]]], people: Sequence[Person], calendar: Calendar):
        self._script = script
        self._people = {person.key: person for person in people}
        self._calendar = calendar

    def entries(self) -> list[Entry]:
        """The entries, in the order of the script."""
        return [self._entry(scene) for scene in self._script["entry"] if self._here(scene["who"])]

    def stubs(self) -> list[Stub]:
        """The captures of names that are nobody's, or several people's."""
        return [self._stub(scene) for scene in self._script["stub"] if self._here(scene.get("candidates", ()))]

    def promises(self) -> Iterator[Promise]:
        """What was promised without an entry."""
        for scene in self._script["todo"]:
            if self._here(scene.get("who", ())):
                ago = max(scene["due"] + BEFORE, 3)
                people = [self._people[key] for key in scene.get("who", ())]
                yield Promise(self._calendar.moment(ago), people, _todo(scene))

    def introductions(self) -> Iterator[list[Stage]]:
        """Each introduction as the stages it went through."""
        for scene in self._script["introduction"]:
            if self._here([scene[side] for side in ("broker", "a", "b") if scene[side] != ME]):
                yield self._stages(scene)

    def _here(self, keys: Sequence[str]) -> bool:
        return all(key in self._people for key in keys)

    def _entry(self, scene: Mapping[str, Any]) -> Entry:
        people = [self._people[key] for key in scene["who"]]
        ago = scene["ago"]
        document = {"on": self._calendar.day(ago)} | {name: scene[name] for name in AS_GIVEN if name in scene}
        document.setdefault("direction", usual_direction(document["kind"]))
        document.setdefault("depth", usual_depth(document["kind"]))
        gains = [Gain.parse(text, way) for way in ("got", "gave") for text in scene.get(way, ())]
        if gains:
            document["exchanges"] = [gain.document() for gain in gains]
        todos = [_todo(todo) for todo in scene.get("todo", ())]
        moment = self._calendar.written(scene.get("logged", ago), scene.get("time"), 540 if "raw" in scene else 1020)
        note = scene.get("note", "").strip()
        if "raw" not in scene:
            return Entry(moment, ago, "log a talk", people, document | {"note": note}, todos)
        raw = scene["raw"]
        topics = TOPIC.findall(raw)
        if topics:
            document["topics"] = topics
        document |= {"note": self._spoken(raw, len(todos)), "raw": raw}
        return Entry(moment, ago, "capture", people, document, todos, note)

    def _spoken(self, raw: str, promises: int) -> str:
        """What is left of a captured line: no marks, no promises, names instead of handles."""
        segments = raw.split("; ")
        text = MARKS.sub("", "; ".join(segments[: len(segments) - promises]))
        by_handle = {person.handle: person.name for person in self._people.values()}
        return NAMED.sub(lambda found: found[1] or by_handle.get(found[2], found[2].capitalize()), text)

    def _stub(self, scene: Mapping[str, Any]) -> Stub:
        todos = [_todo(todo) for todo in scene.get("todo", ())]
        raw, ago = scene["raw"], scene["ago"]
        document = {"on": self._calendar.day(ago), "kind": "meeting", "direction": "mutual", "depth": 3}
        document |= {"note": self._spoken(raw, len(todos)), "raw": raw}
        entry = Entry(self._calendar.moment(ago), ago, "capture", (), document, todos)
        return Stub(scene["name"], entry, tuple(self._people[key] for key in scene.get("candidates", ())))

    def _stages(self, scene: Mapping[str, Any]) -> list[Stage]:
        ids = {side: ME if scene[side] == ME else self._people[scene[side]].id for side in ("broker", "a", "b")}
        document: dict[str, Any] = ids | {name: scene[name] for name in ("reason", "note", "raw") if name in scene}
        names = [self._people[scene[side]].name for side in ("a", "b") if scene[side] != ME]
        steps = [(name, scene[name]) for name in ("asked", "made", "met", "thanked") if name in scene]
        stages: list[Stage] = []
        for name, ago in steps or [("idea", 7)]:
            status = scene["status"] if len(stages) == len(steps) - 1 or not steps else name
            document = document | {"status": "met" if status == "thanked" else status} | self._agreed(status)
            if name != "idea":
                document[f"{name}_on"] = self._calendar.day(ago)
            stages.append(Stage(self._calendar.moment(ago), f"introduce {' and '.join(names)}", document))
        return stages

    @staticmethod
    def _agreed(status: str) -> dict[str, Any]:
        if status in ("agreed", "made", "met", "thanked"):
            return {"yes_a": True, "yes_b": True}
        return {"yes_a": True, "yes_b": False} if status == "declined" else {}


def _todo(given: Mapping[str, Any]) -> Todo:
    due, why = given["due"], given.get("why", "")
    dropped = max(due - 3, 1) if why else None
    return Todo(given["what"], due, given.get("owner", "mine"), given.get("done"), why, dropped)
