"""Landing: what an answer brings into the journal beside its preparation: people, entries, promises, looks back."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from journal.domain import debrief
from journal.domain.answers import DETAIL, WHO, Named, by_prompt, given, landed, people_of, plans_of
from journal.domain.checklists import Step
from journal.domain.contacts import Triage
from journal.domain.debrief import People
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.introductions import ME, Introduction
from journal.domain.prep import Answer, PrepRun
from journal.domain.record import Record
from journal.domain.reflections import Reflection
from journal.domain.text import fold
from journal.domain.timeline import Interaction
from journal.store.connecting import keep
from journal.store.journal import Journal
from journal.store.transaction import Transaction

R = TypeVar("R", bound=Record)
PAIR = 2


class Landing:
    """Takes answers of one preparation in one transaction; `finish` writes the event and the preparation.

    An answer that is given again makes only what is new in it, and takes away what is not in it any more, as long as
    nothing else became of that.
    """

    def __init__(self, transaction: Transaction, journal: Journal, event: Event, run: PrepRun, now: datetime) -> None:
        self._t, self._journal = transaction, journal
        self._event, self._run = event, run
        self.event, self.run, self._now, self._today = event, run, now, now.date()
        self.new_people: list[str] = []
        self.wins: tuple[str, ...] = ()
        """Wins that were said by themselves: the look back takes them too."""

    @cached_property
    def _people(self) -> People:
        near = (*self._event.expected, *self._event.met, *self._event.helpers)
        return People(self._journal.contacts.docs, near)

    def take(self, step: Step, value: Any, seconds: int | None = None) -> None:
        """One answer, with all that it brings. Raises `Invalid` and what a transaction raises."""
        before = self.run.answer(step.id)
        made: Mapping[str, str] = before.made
        if step.type == "contacts" and step.mode != "name_quiz":
            value = self._known(value, create=step.creates in ("interaction", "introduction"))
        if step.writes == "event.met" and step.creates == "interaction":
            made = self._entries(before, people_of(value))
        elif step.writes == "followups[]":
            made = self._promises(before, value, step)
        elif step.writes == "introductions[]":
            made = self._introduction(before, people_of(value))
        elif step.writes == "reflection":
            made = self._reflection(step, value)
        elif step.type == "ifthen" and step.creates == "followup":
            made = self._next_moves(before, value, step)
        answer = given(value, self._now, seconds, made)
        self.event, self.run = landed(self.event, self.run, step, answer)

    def thank(self, people: tuple[Named, ...]) -> None:
        """A follow-up for everybody who is to be thanked."""
        for one in people_of(self._known([{WHO: one.who, DETAIL: one.detail} for one in people], create=True)):
            self._t.add(debrief.thank_you(self.event, one.who, self._name(one.who), one.detail, self._today))

    def finish(self, **of_run: Any) -> PrepRun:
        """Write the event and the preparation; returns that as stored."""
        if self.event.document() != self._event.document():
            self._t.change(self._event, self.event)
        self.run = self.run.changed(**of_run) if of_run else self.run
        return self._t.change(self._run, self.run) if self._run.id else self._t.add(self.run)

    def _known(self, value: Any, *, create: bool) -> list[dict[str, str]]:
        """The people of an answer as contacts where they are known; with `create` everybody is one from now on."""
        found: dict[str, list[str]] = {}
        for one in people_of(value):
            who = self._people.find(one.who)
            id = who.contact or (self._newcomer(one.who, who.candidates) if create else one.who)
            found.setdefault(id, []).append(one.detail)
        details = {id: "; ".join(dict.fromkeys(filter(None, some))) for id, some in found.items()}
        return [{WHO: id} | ({DETAIL: detail} if detail else {}) for id, detail in details.items()]

    def _newcomer(self, name: str, candidates: tuple[str, ...]) -> str:
        contact = debrief.newcomer(self.event, name.removeprefix("@"), self._today)
        if candidates:
            contact = contact.changed(triage=Triage(text=name, candidates=candidates))
        added = self._t.add(contact)
        self.new_people.append(added.id)
        self._people.add(added.id, added.document())
        return added.id

    def _name(self, id: str) -> str:
        document = self._t.document("contacts", id)
        return str(document["name"]) if document else id

    def _entries(self, before: Answer, met: list[Named]) -> dict[str, str]:
        """An entry for everybody who was met, unless there is one of that day and event already."""
        noted = {one.who: one.detail for one in people_of(before.value)}

        def untouched(entry: Interaction) -> bool:
            return any(entry.note == noted.get(who, "") for who in entry.contacts)

        made = self._kept(before, {one.who for one in met}, self._journal.interactions.get, untouched)
        for one in met:
            if (id := made.get(one.who)) and (entry := self._journal.interactions.get(id)):
                if entry.note == noted.get(one.who, "") != one.detail:
                    self._t.change(entry, entry.changed(note=one.detail))
            elif not self._is_noted(one):
                made[one.who] = self._t.add(debrief.entry(self.event, one.who, one.detail, self._today)).id
        return made

    def _is_noted(self, one: Named) -> bool:
        """Whether an entry of the day of this event names them already, and nothing more is said now."""
        day = debrief.day_of_entry(self.event, self._today).isoformat()
        return not one.detail and any(
            document.get("event") == self.event.id
            and document.get("on") == day
            and one.who in document.get("contacts", ())
            for document in self._journal.interactions.docs.values()
        )

    def _promises(self, before: Answer, value: Any, step: Step) -> dict[str, str]:
        near = (*self.event.met, *self.event.expected, *self.event.helpers)
        said = {fold(one.what): one for one in debrief.promised(value)}
        made = self._kept(before, said, self._journal.followups.get, _open)
        for key, one in said.items():
            if key not in made:
                people = [each[WHO] for each in self._known(list(one.people), create=True)]
                named = people or self._named_in(one.what, near)
                followup = debrief.followup(self.event, one, named, self._today, template=step.template)
                made[key] = self._t.add(followup).id
        return made

    def _named_in(self, text: str, near: tuple[str, ...]) -> tuple[str, ...]:
        """Whom a line names among the people of the event, those that came in with this transaction included."""
        return self._people.named_in(text, (*near, *self.new_people))

    def _next_moves(self, before: Answer, value: Any, step: Step) -> dict[str, str]:
        said = {fold(plan.then): plan for plan in plans_of(value)}
        made = self._kept(before, said, self._journal.followups.get, _open)
        for key, plan in said.items():
            if key not in made:
                people = self._named_in(plan.then, (*self.event.met, *self.event.expected))
                move = debrief.next_move(self.event, plan.then, people, self._today, step.template)
                made[key] = self._t.add(move).id
        return made

    def _introduction(self, before: Answer, people: list[Named]) -> dict[str, str]:
        pair = [one.who for one in people[:PAIR]]
        key = " ".join(sorted(pair))
        made = {each: id for each, id in before.made.items() if id in self._journal.introductions}
        if len(pair) == PAIR and key not in made:
            reason = next((one.detail for one in people if one.detail), "")
            idea = Introduction.parse({"broker": ME, "a": pair[0], "b": pair[1], "status": "idea", "reason": reason})
            made[key] = keep(self._t, self._journal, None, idea, self._today).id
        return made

    def _reflection(self, step: Step, value: Any) -> dict[str, str]:
        answers = by_prompt(step, value)
        wins = (*debrief.wins_in(answers, step.prompts), *self.wins)
        if not answers and not wins:
            return {}
        before = looked_back(self._journal, self.event.id)
        after = debrief.reflection(self.event, answers, wins, self._today, before)
        stored = self._t.change(before, after) if before else self._t.add(after)
        return {"reflection": stored.id}

    def _kept(
        self,
        before: Answer,
        said: Container[str],
        get: Callable[[str], R | None],
        untouched: Callable[[R], bool],
    ) -> dict[str, str]:
        """What an answer made before and still says; what it does not say any more goes, if it is as it was made."""
        made = {}
        for key, id in before.made.items():
            record = get(id)
            if record is None:
                continue
            if key in said:
                made[key] = id
            elif untouched(record):
                self._t.remove(record)
        return made


def looked_back(journal: Journal, event: str) -> Reflection | None:
    """The look back at an event, if there is one."""
    for id, document in journal.reflections.docs.items():
        about = document.get("about")
        if isinstance(about, Mapping) and about.get("kind") == "event" and about.get("id") == event:
            return journal.reflections.get(id)
    return None


def _open(followup: FollowUp) -> bool:
    return followup.status == "open"
