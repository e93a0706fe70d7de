"""Telling: what the pages of a preparation say beside the steps: the card, wins, questions, earlier figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from textual.content import Content

from journal.derived import briefings
from journal.derived.briefings import card, rated
from journal.domain.briefing import Card, glance, leaving
from journal.domain.confidence import HELP, needs_help
from journal.domain.debrief import last_wins
from journal.domain.goals import Goal
from journal.domain.pitch import check, words
from journal.domain.questions import Pick, pick
from journal.domain.walk import clock_here
from journal.domain.words import ago, short_day
from journal.screens.walk.after import After
from journal.screens.walk.card_lines import card_lines
from journal.store import prep_runs
from journal.widgets.line import DONE, DOUBT, MUTED, PLAIN, SUCCESS, WARNING, run, wrap

TURNS = 40
"""Others that are offered for a slot."""
LONGEST = 60
"""Seconds that a pitch may take, where the step names none."""


class Telling(After):
    """The preparation with everything its pages say."""

    @property
    def hurried(self) -> bool:
        return self.walk.hurried

    def earlier(self) -> list[tuple[str, int]]:
        """The figures of the last event of this kind, before and at the door."""
        event = self.event
        others = [each for each in self.desk.journal.events if each.kind == event.kind and each.id != event.id]
        runs = {run.event: run for run in sorted(self.desk.journal.runs, key=lambda run: run.id)}
        for each in sorted(others, key=lambda each: each.starts, reverse=True):
            run = runs.get(each.id)
            if run and each.starts < event.starts and run.confidence_before:
                word = self.checklist.title.lower()
                door = [("at its door", run.confidence_door)] if run.confidence_door else []
                return [(f"before the last {word}", run.confidence_before), *door]
        return []

    def wins(self, most: int) -> list[str]:
        """What went well before, of this kind of event first."""
        found = last_wins(self.desk.journal.reflections, self.desk.journal.events.docs, self.event.kind, most)
        return [f"{win}, {ago(on, self.desk.today)}" for win, on in found]

    @cached_property
    def _benefits(self) -> tuple[str, ...]:
        goals: Sequence[Goal | None] = [self.desk.journal.goals.get(id) for id in self.event.goals]
        return tuple(goal.benefit for goal in goals if goal) or self.checklist.benefits

    def _picks(self, turn: int = 0) -> tuple[Pick, ...]:
        return pick(self.desk.questions, self.event.kind, self._benefits, self.event.id, turn=turn)

    def picked(self) -> list[str]:
        """Three questions for this event."""
        return list(self.event.questions) or [each.text for each in self._picks()]

    def other_question(self, slot: str, now: str, step: int) -> str:
        """The next question for a slot; "" where one's own stands there."""
        texts = [each.text for turn in range(TURNS) for each in self._picks(turn) if each.slot == slot]
        offered = list(dict.fromkeys(texts))
        if now and now not in offered:
            return ""
        at = offered.index(now) + step if now else 0
        return offered[at % len(offered)] if offered else ""

    def checks(self, text: str, width: int, seconds: int | None = None) -> list[Content]:
        """What there is to say about an introduction: how long it takes, and the checks that found something."""
        builder = self.texts.pitch
        count = f"{len(words(text))} words, about {builder.seconds(text)} seconds"
        found = [each for each in check(builder, text, builder.length_for(seconds or LONGEST)) if not each.well]
        lines = [run((count, MUTED), (f"  {DONE}" if not found else "", SUCCESS))]
        for each in found:
            first, *rest = wrap((each.say, PLAIN), width - 2)
            lines += [run((f"{DOUBT} ", WARNING), first), *(run("  ", line) for line in rest)]
        return lines

    def glance(self) -> list[tuple[str, str]]:
        """The card: at most four lines."""
        names = [self.desk.person(who) for who in self.event.expected]
        called = [person.given if person else who for who, person in zip(self.event.expected, names, strict=True)]
        aim = self.checklist.default_objective
        question = next((each.text for each in self._picks()), "")
        card = glance(self.event, self.run, called, aim=aim, question=question)
        return [(each[0], each[1]) for each in card]

    def home_by(self) -> str:
        """When one may leave."""
        return f"home by {text}" if (text := leaving(self.run)) else ""

    def last_words(self) -> str:
        """The title of the last page."""
        return "That is all for now" if self.left else "That was all of it"

    @property
    def left(self) -> bool:
        """Whether steps wait that still make sense: after the event only those after it."""
        return any(step.stage == "after" or not self.over for step in self.walk.left)

    def next_words(self) -> list[str]:
        """What comes next, and when."""
        later = self.walk.later()
        if later is None:
            return ["Everything is written down. What you skipped is not counted."]
        begins = {"eve": "the evening before", "door": "at the door", "during": "during the event"}
        word = begins.get(later.stage, "afterwards")
        return [
            f"Next: {word}, {self.clock(clock_here(self.event, later.when, self.desk.now))}. All is kept until then."
        ]

    def clock(self, moment: datetime) -> str:
        """A moment as it is said: "Thu 26 Nov 17:30"."""
        time = moment.strftime(" %H:%M") if moment.hour or moment.minute else ""
        return f"{moment.strftime('%a')} {short_day(moment.date(), self.desk.today)}{time}"

    @cached_property
    def kind_words(self) -> list[str]:
        """What is said once, kindly, when preparations stay hard; that it was said is noted. Raises StoreError."""
        journal = self.desk.journal
        if not needs_help(rated(journal), shown=prep_runs.help_was_shown(journal)):
            return []
        prep_runs.help_shown(journal, self.desk.today)
        return [HELP]

    def briefing(self, who: str, width: int) -> list[Content]:
        """What is known about somebody who is expected, in lines."""
        person = self.desk.person(who)
        if person is None:
            return []
        found = card(self.desk.index, self.desk.journal, person, self.event, self.texts.questions)
        return card_lines(self.desk, found, width)

    def cards(self) -> list[Card]:
        """What is known about everybody who is expected, one card each."""
        return briefings.cards(self.desk.index, self.desk.journal, self.event, self.texts.questions)
