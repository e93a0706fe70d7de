"""Checklists: what a preparation is made of: steps of eight types in five stages, some shared by many checklists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from journal.domain.record import Benefit, Line, Line60, Line300
from journal.domain.templates import Entry, Id

Stage = Literal["plan", "eve", "door", "during", "after"]
StepType = Literal["tick", "text", "ifthen", "contacts", "goal", "rate", "timer", "rehearse"]
Writes = Literal[
    "run.answers",
    "run.confidence_before",
    "run.confidence_door",
    "run.confidence_after",
    "run.expected",
    "run.actual",
    "run.plans[]",
    "event.goals",
    "event.objective",
    "event.pitch",
    "event.questions",
    "event.expected",
    "event.met",
    "event.helpers",
    "followups[]",
    "introductions[]",
    "reflection",
]
"""Where an answer lands beside the answers of its preparation; "run.answers" is nowhere else."""

STAGES: tuple[Stage, ...] = Stage.__args__  # type: ignore[attr-defined]
GENERAL = "other"
"""The checklist of every kind of event that has none of its own."""
USE = "use"
"""The field of a step that names the shared step it is."""

Sentence = Annotated[Line, StringConstraints(min_length=1, max_length=300)]
Count = Annotated[int, Field(ge=1, le=7200)]


class Suggested(Entry):
    """A plan that is offered: if this comes up, then I do that."""

    model_config = ConfigDict(validate_by_name=True)

    if_: Sentence = Field(alias="if")
    then: Sentence


class Breath(Entry):
    """Seconds of one breath."""

    inhale: Annotated[int, Field(ge=1, le=30)] = 4
    hold: Annotated[int, Field(ge=0, le=30)] = 0
    exhale: Annotated[int, Field(ge=1, le=30)] = 6


class Step(Entry):
    """One thing to do. `minutes` is how long it takes; what else a step has depends on its type."""

    id: Id
    stage: Stage
    type: StepType
    title: Annotated[Line60, StringConstraints(min_length=1)]
    guidance: Sentence
    required: bool = False
    minutes: Annotated[int, Field(ge=1, le=240)] = 1
    evidence: tuple[str, ...] = ()
    writes: Writes = "run.answers"
    prompts: tuple[Sentence, ...] = ()
    lines: Annotated[int, Field(ge=1, le=8)] = 1
    """How many lines a text may have while it is written."""
    examples: tuple[Sentence, ...] = ()
    suggest: tuple[Suggested, ...] = ()
    bank: Literal["", "questions"] = ""
    template: Line60 = ""
    show: Literal["", "last_wins"] = ""
    mode: Literal["", "name_quiz"] = ""
    repeat_after_hours: tuple[Count, ...] = ()
    max_contacts: Count | None = None
    seconds: Count | None = None
    pattern: Breath = Breath()
    target_seconds: Count | None = None
    repeats: Count = 1
    max_minutes: Count | None = None
    """After so many minutes it is time to stop."""
    creates: Literal["", "interaction", "followup", "introduction", "reflection"] = ""
    quick_capture: bool = False
    private: bool = False

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> Self:
        needs = {
            "timer": (self.seconds, "seconds"),
            "ifthen": (self.suggest, "suggest"),
            "text": (self.prompts or self.bank, "prompts"),
        }
        there, name = needs.get(self.type, (True, ""))
        if not there:
            raise ValueError(f"a step of the type {self.type} needs `{name}`")
        if (self.type == "rate") != (self.writes in RATINGS):
            raise ValueError("a rating is written to one of " + ", ".join(sorted(RATINGS)) + ", and nothing else is")
        return self


RATINGS = frozenset(
    {"run.confidence_before", "run.confidence_door", "run.confidence_after", "run.expected", "run.actual"}
)


FORECASTS = frozenset({"run.expected", "run.actual"})
"""Where the forecasts land: how well one thinks an event will go, and how it went."""


class Inserted(Entry):
    """A shared step that comes into every checklist, just before another one of it."""

    use: Id
    before_step: Id


class Checklist(Entry):
    """The steps for one kind of event, in the order of their stages."""

    id: Id
    title: Annotated[Line60, StringConstraints(min_length=1)]
    label: Line60 = ""
    """The title in a word or two, for columns; the whole of it if there is none."""
    summary: Line300 = ""
    lead_days: Annotated[int, Field(ge=0, le=365)] = 5
    energy_cost: Annotated[int, Field(ge=1, le=5)] = 3
    default_objective: Line300 = ""
    benefits: tuple[Benefit, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def called(self) -> str:
        """The kind of event within a sentence or a column: "coffee chat"."""
        return (self.label or self.title).lower()

    @property
    def short(self) -> tuple[Step, ...]:
        """The steps of the short version."""
        return tuple(step for step in self.steps if step.required)

    def version(self, short: bool) -> tuple[Step, ...]:
        """The steps of one of the two versions."""
        return self.short if short else self.steps

    def step(self, id: str) -> Step | None:
        """The step with this id."""
        return next((step for step in self.steps if step.id == id), None)


class Checklists(NamedTuple):
    """All checklists by id, the shared steps by id, and what is inserted everywhere."""

    checklists: Mapping[str, Checklist]
    shared: Mapping[str, Step]
    everywhere: tuple[Inserted, ...] = ()
    hidden: frozenset[str] = frozenset()
    """Ids of steps that are not wanted: they are not asked for, and what was answered once is not shown."""

    def of(self, kind: str, more: Iterable[str] = ()) -> Checklist:
        """The checklist for a kind of event; one that has none gets the general one.

        `more` are ids of shared steps that were added by hand.
        """
        found = self.checklists.get(kind) or self.checklists[GENERAL]
        steps = list(found.steps)
        for inserted in self.everywhere:
            ids = [step.id for step in steps]
            if inserted.before_step in ids and inserted.use not in ids and inserted.use in self.shared:
                steps.insert(ids.index(inserted.before_step), self.shared[inserted.use])
        there = {step.id for step in steps}
        steps += [self.shared[id] for id in dict.fromkeys(more) if id in self.shared and id not in there]
        return found.model_copy(update={"steps": in_stages(steps)})

    def without_forecasts(self) -> Checklists:
        """The same without the steps that ask how well an event will go, and how it went."""
        every = [*self.shared.values(), *(step for one in self.checklists.values() for step in one.steps)]
        hidden = frozenset(step.id for step in every if step.writes in FORECASTS)
        kept = {
            id: one.model_copy(update={"steps": tuple(step for step in one.steps if step.id not in hidden)})
            for id, one in self.checklists.items()
        }
        shared = {id: step for id, step in self.shared.items() if id not in hidden}
        return Checklists(kept, shared, tuple(each for each in self.everywhere if each.use not in hidden), hidden)

    def length(self, kind: str, short: bool) -> int:
        """How many steps a checklist has, in one of its two versions."""
        return len(self.of(kind).version(short))

    def addable(self, checklist: Checklist) -> list[Step]:
        """The shared steps that a checklist does not have: they can be added to a preparation."""
        there = {step.id for step in checklist.steps}
        return [step for step in self.shared.values() if step.id not in there]


class StageOf(NamedTuple):
    """A stage with its steps."""

    stage: Stage
    steps: tuple[Step, ...]


def in_stages(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps in the order of their stages; within a stage they stay as they are."""
    return tuple(sorted(steps, key=lambda step: STAGES.index(step.stage)))


def by_stage(steps: Iterable[Step]) -> list[StageOf]:
    """The five stages, each with its steps."""
    some = tuple(steps)
    return [StageOf(stage, tuple(step for step in some if step.stage == stage)) for stage in STAGES]


def minutes(steps: Iterable[Step]) -> int:
    """How long steps take together."""
    return sum(step.minutes for step in steps)
