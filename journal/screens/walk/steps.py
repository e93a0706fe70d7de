"""Which view belongs to which type of step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journal.domain.checklists import Step
from journal.screens.walk.measuring import RateStep, RehearseStep, TimerStep
from journal.screens.walk.people import GoalStep, MetStep, PeopleStep
from journal.screens.walk.quiz import QuizStep
from journal.screens.walk.view import WalkView
from journal.screens.walk.writing import PlanStep, PromiseStep, QuestionsStep, TextStep

if TYPE_CHECKING:
    from journal.screens.walk.screen import WalkScreen


def view_of(screen: WalkScreen, step: Step) -> WalkView:
    """The view of a step; of a type that nothing knows, title and guidance."""
    return _kind(step)(screen, step)


def _kind(step: Step) -> type[WalkView]:
    match step.type:
        case "text":
            return QuestionsStep if step.bank else PromiseStep if step.writes == "followups[]" else TextStep
        case "ifthen":
            return PlanStep
        case "rate":
            return RateStep
        case "timer":
            return TimerStep
        case "rehearse":
            return RehearseStep
        case "goal":
            return GoalStep
        case "contacts":
            return QuizStep if step.mode == "name_quiz" else MetStep if step.writes == "event.met" else PeopleStep
    return WalkView
