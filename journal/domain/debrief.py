"""Debrief: what an event leaves behind: people, entries, promises, thanks, and what was noticed."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from journal.domain.answers import Named, lines_of
from journal.domain.checklists import Step, Writes
from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.followups import DUE_DAYS, EVENT_DUE_DAYS, LONGEST_WHAT, FollowUp, Owner
from journal.domain.reflections import Reflection
from journal.domain.text import clean, fold, fold_name
from journal.domain.timeline import Interaction, InteractionKind
from journal.domain.walk import span

KINDS: Mapping[str, InteractionKind] = {"coffee_chat": "meeting", "job_interview": "meeting"}
"""What an entry of an event is; of all other kinds of event it is an `event`."""
LONGEST_LINE = 300
THANKS = "thank_host"
"""The template that a thank-you after an event goes out from."""
LEFT_BEHIND: frozenset[Writes] = frozenset({"event.met", "followups[]", "introductions[]", "reflection"})
"""Where answers land that are more than a note in their preparation."""
_THEIRS = re.compile(r"^(they|she|he)\s+will\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class Promised(NamedTuple):
    """Something promised at an event; `people` are ids of contacts or names."""

    what: str
    people: tuple[str, ...] = ()
    owner: Owner = "mine"


class Debrief(NamedTuple):
    """Everything that is said after an event. `answers` are texts by what was asked."""

    met: tuple[Named, ...] = ()
    promises: tuple[Promised, ...] = ()
    thanks: tuple[Named, ...] = ()
    answers: Mapping[str, str] = {}
    wins: tuple[str, ...] = ()


class Recognised(NamedTuple):
    """Whom a name means: one contact, or several that it may mean, or nobody yet."""

    contact: str = ""
    candidates: tuple[str, ...] = ()


class People:
    """Finds contacts by name; made once for many names."""

    def __init__(self, contacts: Mapping[str, Mapping[str, Any]], near: Collection[str] = ()) -> None:
        """`near` are contacts who are likely to be meant: of them a first name is enough."""
        self._new: dict[str, Mapping[str, Any]] = {}
        self._contacts = ChainMap(self._new, contacts)  # type: ignore[arg-type]
        self._given: dict[str, list[str]] = {}
        for id in near:
            self._draw_near(id)

    def add(self, id: str, contact: Mapping[str, Any]) -> None:
        """Somebody who has just come in, and is likely to be meant."""
        before = self._by_name
        self._new[id] = contact
        for name in _names(contact):
            before.setdefault(fold_name(name), []).append(id)
        self._draw_near(id)

    def find(self, who: str) -> Recognised:
        """Whom an id, a whole name or, of those near, a first name means. People who died are not met."""
        if who in self._contacts:
            return Recognised(who)
        name = fold_name(who.removeprefix("@"))
        for found in (self._by_name.get(name, []), self._given.get(name, [])):
            alive = [id for id in dict.fromkeys(found) if self._contacts[id].get("status") != "deceased"]
            if len(alive) == 1:
                return Recognised(alive[0])
            if alive:
                return Recognised(candidates=tuple(alive))
        return Recognised()

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """Everybody by name; made when the first name is looked for, because ids need none of it."""
        found: dict[str, list[str]] = {}
        for id, contact in self._contacts.items():
            for name in _names(contact):
                found.setdefault(fold_name(name), []).append(id)
        return found

    def _draw_near(self, id: str) -> None:
        contact = self._contacts.get(id, {})
        for name in (str(contact.get("first_name") or ""), *(name.split()[0] for name in _names(contact)[:1])):
            if name and id not in self._given.setdefault(fold_name(name), []):
                self._given[fold_name(name)].append(id)

    def named_in(self, text: str, near: Iterable[str]) -> tuple[str, ...]:
        """Those of `near` whom a line names, by their whole name or by their first one, where only one has it."""
        words = f" {_words(text)} "
        firsts = {id: _words(name).split()[0] for id in near for name in _names(self._contacts.get(id, {}))[:1]}
        found = []
        for id, first in firsts.items():
            names = [_words(name) for name in _names(self._contacts[id])]
            if list(firsts.values()).count(first) == 1:
                names.append(first)
            if any(f" {name} " in words for name in names):
                found.append(id)
        return tuple(found)


def left_behind(step: Step) -> bool:
    """Whether an answer of this step is taken in with all else that an event leaves behind."""
    return step.stage == "after" and (step.writes in LEFT_BEHIND or step.creates == "followup")


def promised(value: Any) -> list[Promised]:
    """The promises of an answer: lines, or {what, who, owner}; "they will …" is theirs."""
    found = []
    for part in value if isinstance(value, list | tuple) else [value]:
        if isinstance(part, Mapping) and "what" in part:
            who = part.get("who") or ()
            people = (who,) if isinstance(who, str) else tuple(str(one) for one in who)
            owner: Owner = "theirs" if part.get("owner") == "theirs" else "mine"
            found += [Promised(what, people, owner) for what in lines_of(part["what"])[:1]]
        else:
            found += [Promised(line, (), "theirs" if _THEIRS.match(line) else "mine") for line in lines_of(part)]
    return found


def day_of_entry(event: Event, today: date) -> date:
    """The day an entry of an event has: today while it goes on, else its first or its last day."""
    starts, ends = span(event)
    return max(starts.date(), min(ends.date(), today))


def entry(event: Event, contact: str, detail: str, today: date) -> Interaction:
    """The entry of having met somebody at an event."""
    day = day_of_entry(event, today)
    at = event.time.strftime("%H:%M") if event.time and day == event.day else None
    kind = KINDS.get(event.kind, "event")
    more = {"note": detail, "event": event.id, "place": event.place, "goals": event.goals}
    return Interaction.parse({"contacts": (contact,), "on": day, "time": at, "kind": kind, **more})


def newcomer(event: Event, name: str, today: date) -> Contact:
    """A contact for somebody who was met at an event and of whom only a name is known."""
    day = day_of_entry(event, today)
    met = {"met_on": day, "met_at": event.id, "how_met": event.title}
    return Contact.parse({"name": name, "circle": "open", "stub": True, **met})


def promise_due(event: Event, owner: Owner, today: date) -> date:
    """When a promise from an event is due: mine two days after it, and never in the past."""
    days = EVENT_DUE_DAYS if owner == "mine" else DUE_DAYS["theirs"]
    return max(today, span(event).ends.date() + timedelta(days=days))


def followup(
    event: Event, said: Promised, people: Sequence[str], today: date, *, origin: str = "", template: str = ""
) -> FollowUp:
    """The follow-up of a promise from an event: mine is due two days after it, and never in the past."""
    due = promise_due(event, said.owner, today)
    fields = {"what": cut(said.what, LONGEST_WHAT), "owner": said.owner, "due": due, "contacts": tuple(people)}
    return FollowUp.parse({**fields, "from": origin or event.id, "template": template})


def next_move(event: Event, what: str, people: Sequence[str], today: date, template: str = "") -> FollowUp:
    """The follow-up of a plan made after an event: due in the usual time from today."""
    due = today + timedelta(days=DUE_DAYS["mine"])
    fields = {"what": cut(what, LONGEST_WHAT), "due": due, "contacts": tuple(people), "template": template}
    return FollowUp.parse({**fields, "from": event.id})


def thank_you(event: Event, contact: str, name: str, why: str, today: date) -> FollowUp:
    """The follow-up of thanking somebody after an event."""
    what = f"thank {name}" + (f" for {why}" if why else f" after {event.title}")
    return followup(event, Promised(what), (contact,), today, template=THANKS)


def reflection(
    event: Event, answers: Mapping[str, str], wins: Iterable[str], today: date, before: Reflection | None = None
) -> Reflection:
    """What was noticed about an event; what was noted `before` stays, unless the same was asked again."""
    lines = dict.fromkeys((*(before.wins if before else ()), *(cut(win, LONGEST_LINE) for win in wins)))
    fields: dict[str, Any] = {"answers": {**(before.answers if before else {}), **answers}, "wins": tuple(lines)}
    if before:
        return before.changed(**fields)
    return Reflection.parse({"on": today, "about": {"kind": "event", "id": event.id}, **fields})


def wins_in(answers: Mapping[str, str], prompts: Sequence[str]) -> tuple[str, ...]:
    """The lines under what was asked first: by custom that is what went well."""
    asked = fold(prompts[0]) if prompts else ""
    return tuple(line for prompt, text in answers.items() if fold(prompt) == asked for line in lines_of(text))


def last_wins(
    reflections: Iterable[Reflection], events: Mapping[str, Mapping[str, Any]], kind: str, most: int = 3
) -> list[tuple[str, date]]:
    """Wins with their day: those of events of the same kind first, then the latest."""

    def rank(one: Reflection) -> tuple[bool, int]:
        event = events.get(one.about.id, {}) if one.about.kind == "event" else {}
        return event.get("kind") != kind, -one.on.toordinal()

    def each() -> Iterator[tuple[str, date]]:
        for one in sorted((one for one in reflections if one.wins and not one.private), key=rank):
            yield from ((win, one.on) for win in one.wins)

    return list(each())[:most]


def cut(text: str, length: int) -> str:
    """A line of at most `length` characters, cut at a word; what is longer stays whole in the answer."""
    line = clean(" ".join(text.split()))
    if len(line) <= length:
        return line
    short = line[: length - 1]
    return f"{short[: short.rfind(' ')] if ' ' in short[length // 2 :] else short}…"


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold_name(text))) or fold_name(text) or text


def _names(contact: Mapping[str, Any]) -> list[str]:
    aliases = contact.get("aliases")
    found = [contact.get("name"), *(aliases if isinstance(aliases, list | tuple) else ())]
    return [name for name in found if isinstance(name, str) and name.strip()]
