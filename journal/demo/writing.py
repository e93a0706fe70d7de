"""Words for what happened: slots become entries, some captured in one line, some written in the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

from journal.demo.calendar import Calendar
from journal.demo.entries import Entry, Todo
from journal.demo.people import Person
from journal.demo.story import Slot
from journal.demo.texts import Gain, Texts, Thread
from journal.domain.timeline import ONE_WAY, usual_depth

CAPTURED = 0.62
"""The share of entries that were captured in one line."""
REWRITTEN = 0.5
"""The share of captured lines whose note was put into better words later on, for the people of the cast."""
SETTLED = 5
"""Promises made in passing are all kept or let go by now; the open ones are those of the script."""
WORDS = {
    "meeting": ("coffee", "coffee", "lunch", "tea", "meeting", "chat", "breakfast", "dinner"),
    "call": ("call", "call", "phone call"),
    "video": ("video", "video", "zoom"),
    "activity": ("walk", "walk", "hike"),
    "event": ("meetup", "workshop", "conference"),
}
"""How a line begins, for the kinds in which both take part."""
ACTIVITIES = {"running": "run", "climbing": "gym", "music": "concert", "garden": "walk", "letters": "walk"}
UNUSUAL = {"code_club": "code club", "languages": "Spanish evening", "making": "kites"}
"""Activities that a line has to call by their kind."""
SENT = {"email": "emailed", "message": "texted", "letter": "letter to", "post": "liked a post of"}
CAME = {"email": "email from", "message": "text from", "letter": "letter from", "post": "post from"}
CLOCK = {"email": 0.1, "message": 0.1, "letter": 0.0, "post": 0.0, "activity": 0.3}
WHY_DROPPED = ("no longer needed", "somebody else did it", "asked again, not wanted", "the moment has passed")


class Writer:
    """Writes entries; every person hears the beats of a thread in order, and no long story comes more than `often`."""

    def __init__(self, texts: Texts, calendar: Calendar, rng: Random, often: int) -> None:
        self._texts = texts
        self.calendar = calendar
        self._rng = rng
        self._often = often
        self._told: Counter[str] = Counter()
        self._heard: set[tuple[str, str]] = set()
        asides = texts.asides
        near, far = [*asides["said"], *asides["present"]], [*asides["said"], *asides["distant"]]
        self._asides = {"meeting": near, "activity": near, "event": near, "call": far, "video": far}

    def entry(self, slot: Slot) -> Entry:
        """The entry of a slot."""
        if slot.sort == "thought":
            return self._thought(slot)
        if slot.sort == "note":
            return self._note(slot)
        return self._exchange(slot, self._texts.threads[slot.thread])

    def _thought(self, slot: Slot) -> Entry:
        lines = self._texts.asides["thoughts"]["lines"]
        raw = min(self._rng.sample(lines, 3), key=self._told.__getitem__)
        self._told[raw] += 1
        document = {
            "on": self.calendar.day(slot.ago),
            "kind": "note",
            "direction": "mutual",
            "depth": 3,
            "note": raw,
            "raw": raw,
        }
        return Entry(self.calendar.moment(slot.ago), slot.ago, "capture", (), document)

    def _note(self, slot: Slot) -> Entry:
        person = slot.people[0]
        learnt = self._texts.asides["learnt"]
        text = self._rng.choice(learnt["lines"]).format(town=self._rng.choice(learnt["towns"]), topic=self._topic(slot))
        document = {
            "on": self.calendar.day(slot.ago),
            "kind": "note",
            "direction": "mutual",
            "depth": 3,
            "note": f"{person.name} {text}",
            "raw": f"@{person.handle} {text}",
        }
        return Entry(self.calendar.moment(slot.ago), slot.ago, "capture", slot.people, document)

    def _topic(self, slot: Slot) -> str:
        tags = self._texts.threads[slot.thread].tags
        return tags[0] if tags else "work"

    def _exchange(self, slot: Slot, thread: Thread) -> Entry:
        document = self._frame(slot, thread)
        subject, detail = self._beat(slot.people[0], thread)
        gains = self._gains(slot, thread)
        if gains:
            document["exchanges"] = [gain.document() for gain in gains]
        if thread.tags and self._rng.random() < 0.55:
            document["topics"] = thread.tags[:]
        if self._rng.random() < CAPTURED or slot.sort == "post":
            return self._captured(slot, thread, document, subject, detail, gains)
        document["note"] = self._prose(slot.people[0], thread, subject, detail, document)
        moment = self.calendar.written(slot.ago, document.get("time"), 1020)
        return Entry(moment, slot.ago, "log a talk", slot.people, document)

    def _frame(self, slot: Slot, thread: Thread) -> dict[str, Any]:
        rng, person = self._rng, slot.people[0]
        kind = self._kind(slot, thread)
        direction, answered = _direction(kind, slot.sort, rng)
        depth = 1 if kind == "post" else usual_depth(kind)
        if slot.sort == "talk":
            depth = _depth(depth, person.fields["circle"], rng)
        frame: dict[str, Any] = {
            "on": self.calendar.day(slot.ago),
            "kind": kind,
            "direction": direction,
            "depth": depth,
        }
        if answered:
            frame["answered"] = answered
        if rng.random() < CLOCK.get(kind, 0.4):
            frame["time"] = f"{rng.randint(8, 20):02d}:{rng.choice((0, 0, 15, 30, 30, 45)):02d}"
        if kind in ("meeting", "activity") and rng.random() < 0.3:
            frame["place"] = rng.choice(self._texts.asides["places"])
        if kind not in ONE_WAY and rng.random() < 0.14:
            frame["energy"] = rng.choice((1, 1, 2, 0, -1, 1))
        if "private" in person.fields and rng.random() < 0.15:
            frame["private"] = True
        return frame

    def _kind(self, slot: Slot, thread: Thread) -> str:
        if slot.sort == "post":
            return "post"
        if slot.sort == "try":
            return self._rng.choice(("message", "email"))
        kinds = [kind for kind in thread.kinds if kind != "post"]
        if len(slot.people) > 1:
            kinds = [kind for kind in kinds if kind not in ONE_WAY and kind != "call"] or ["meeting"]
        if len(slot.people) > 4:
            return "event"
        return self._rng.choices(kinds, [5, 3, 2, 1, 1, 1][: len(kinds)])[0]

    def _beat(self, person: Person, thread: Thread) -> tuple[str, str]:
        subject, detail = thread.beats[(person.beats[thread.name] + len(person.name)) % len(thread.beats)]
        person.beats[thread.name] += 1
        if "{" in subject or "{" in detail:
            words = {"org": person.org or "the new place", "n": str(self._rng.randint(3, 40)), "first": person.first}
            return subject.format(**words), detail.format(**words)
        return subject, detail

    def _gains(self, slot: Slot, thread: Thread) -> list[Gain]:
        if slot.sort != "talk" or self._rng.random() > 0.32:
            return []
        gains = self._rng.sample(thread.gains, min(len(thread.gains), 2 if self._rng.random() < 0.2 else 1))
        return gains if len({gain.way for gain in gains}) == len(gains) else gains[:1]

    def _prose(self, person: Person, thread: Thread, subject: str, detail: str, document: dict[str, Any]) -> str:
        rng = self._rng
        again = person.beats[thread.name] > len(thread.beats)
        long = self._story(person, thread) if rng.random() < (0.6 if document["depth"] > 3 else 0.22) else ""
        parts = [long or f"{_capital(subject)}: {detail}."]
        aside = self._aside(document["kind"], 0.85 if again else 0.5)
        if aside:
            parts.append(f"{_capital(aside)}.")
        if rng.random() < 0.15:
            parts.append(rng.choice(self._texts.asides["closings"]))
        return ("\n\n" if long else " ").join(parts)

    def _story(self, person: Person, thread: Thread) -> str:
        story = self._rng.choice(thread.long)
        if self._told[story] >= self._often or (person.key, story) in self._heard:
            return ""
        self._told[story] += 1
        self._heard.add((person.key, story))
        return story.format(first=person.first, org=person.org or "the new place")

    def _captured(
        self, slot: Slot, thread: Thread, document: dict[str, Any], subject: str, detail: str, gains: list[Gain]
    ) -> Entry:
        rng = self._rng
        said = detail if rng.random() < 0.7 and document["kind"] != "post" else ""
        aside = self._aside(document["kind"], 0.3)
        todos = self._todos(slot, thread) if slot.sort == "talk" and rng.random() < 0.2 else []
        opening = _opening(document["kind"], document["direction"], thread.name, rng)
        people = [f"@{person.handle}" for person in slot.people]
        marks = _marks(document, gains, thread.name)
        segments = [
            f"{opening} {_and(people)} about {subject}{marks}",
            said,
            aside,
            *(_promise(todo, slot) for todo in todos),
        ]
        document["raw"] = "; ".join(part for part in segments if part)
        names = _and([person.name for person in slot.people])
        document["note"] = "; ".join(part for part in (f"{opening} {names} about {subject}", said, aside) if part)
        moment = self.calendar.written(slot.ago, document.get("time"))
        edited = ""
        if slot.people[0].told and slot.sort == "talk" and rng.random() < REWRITTEN:
            edited = self._prose(slot.people[0], thread, subject, detail, document)
        return Entry(moment, slot.ago, "capture", slot.people, document, todos, edited)

    def _aside(self, kind: str, chance: float) -> str:
        return self._rng.choice(self._asides[kind]) if kind in self._asides and self._rng.random() < chance else ""

    def _todos(self, slot: Slot, thread: Thread) -> list[Todo]:
        rng = self._rng
        mine = rng.random() < 0.68 or len(slot.people) > 1
        days = rng.choice((2, 3, 5, 7, 10, 14, 21)) if mine else 14
        due = slot.ago - days
        if due < SETTLED:
            return []
        what = rng.choice(thread.mine if mine else thread.theirs)
        owner = "mine" if mine else "theirs"
        if rng.random() < 0.13:
            return [Todo(what, due, owner, why=rng.choice(WHY_DROPPED), dropped=max(1, due - rng.randint(0, 20)))]
        return [Todo(what, due, owner, done=max(1, min(slot.ago, due + rng.randint(-4, 3))))]


def _direction(kind: str, sort: str, rng: Random) -> tuple[str, str]:
    if kind not in ONE_WAY:
        return "mutual", ""
    if sort in ("post", "try"):
        return "out", ""
    return ("in", "") if rng.random() < 0.5 else ("out", "yes")


def _depth(usual: int, circle: str, rng: Random) -> int:
    chance = rng.random()
    if circle in ("inner", "close") and chance < 0.22:
        return min(5, usual + (2 if chance < 0.03 else 1))
    if circle in ("wide", "open") and chance < 0.25:
        return usual - 1
    return usual + 1 if chance > 0.92 else usual


def _opening(kind: str, direction: str, thread: str, rng: Random) -> str:
    if kind in WORDS:
        word = (ACTIVITIES | UNUSUAL).get(thread, "") if kind == "activity" else ""
        return f"{word or rng.choice(WORDS[kind])} with"
    return CAME[kind] if direction == "in" else SENT[kind]


def _marks(document: dict[str, Any], gains: list[Gain], thread: str) -> str:
    marks = ["kind:activity"] if document["kind"] == "activity" and thread in UNUSUAL else []
    marks += [f"#{topic}" for topic in document.get("topics", ())]
    marks += [f"{gain.way}:{gain.benefit}{gain.size if gain.size > 1 else ''}" for gain in gains]
    if document["depth"] != usual_depth(document["kind"]):
        marks.append(f"depth:{document['depth']}")
    if "place" in document:
        marks.append(f'loc:"{document["place"]}"')
    if "time" in document:
        marks.append(f"at:{document['time']}")
    return "".join(f" {mark}" for mark in marks)


def _promise(todo: Todo, slot: Slot) -> str:
    if todo.owner == "theirs":
        return f"@{slot.people[0].handle} will {todo.what}"
    days = slot.ago - todo.due
    return f"{todo.what} in {days // 7}w" if days % 7 == 0 else f"{todo.what} in {days} days"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
