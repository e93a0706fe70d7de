"""What stands above and below a walk from step to step: the stages, heavy as far as one has come, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from journal.widgets.frame import EDGE, KeyBar, fitting, key_lines, right_edge
from journal.widgets.line import BOLD, DATA, LINE, MUTED, SO_FAR, TO_GO, cell, key_words, run

LEAVES = frozenset(
    {
        "review.leave",
        "walk.leave",
        "insights.back",
        "introductions.back",
        "packs.back",
        "questions.back",
        "pitches.back",
    }
)
"""Bindings that stand at the right end, whatever the width."""


def stage_lines(width: int, names: Sequence[str], at: int, share: float) -> list[Content]:
    """The stages in columns over the whole width; below each a stretch of the rule, heavy as far as it is done.

    `at` is the stage one is in (the number of stages: behind all of them), `share` how much of it is done.
    """
    part = (width - EDGE - right_edge(width)) // max(1, len(names))
    words = [cell((name, BOLD if number == at else MUTED), part) for number, name in enumerate(names)]
    rule = [(TO_GO * EDGE, LINE)]
    for number in range(len(names)):
        full = round((part - 1) * (1 if number < at else share if number == at else 0))
        gap = TO_GO if number == len(names) - 1 else " "
        rule += [(SO_FAR * full, DATA), (TO_GO * (part - 1 - full), LINE), (gap, LINE)]
    rule.append((TO_GO * (width - EDGE - part * len(names)), LINE))
    return [run(" " * EDGE, *words), run(*rule)]


class Stages(Widget):
    """Two lines across the screen."""

    DEFAULT_CSS = "Stages { height: 2; width: 1fr; color: $foreground; }"

    names: reactive[tuple[str, ...]] = reactive(())
    at: reactive[int] = reactive(0)
    share: reactive[float] = reactive(0.0)

    def render(self) -> RenderResult:
        return Content("\n").join(stage_lines(self.size.width, self.names, self.at, self.share))


class StepKeys(KeyBar):
    """The keys that work on the row under the cursor; the one that leaves stands at the right."""

    def render(self) -> RenderResult:
        width = self.size.width
        here, _ = self.pairs()
        bindings = [active.binding for active in self.screen.active_bindings.values()]
        leaves = {binding.action for binding in bindings if binding.id in LEAVES}
        right = key_words(pair for action, pair in here.items() if action in leaves)
        room = width - EDGE - right_edge(width) - right.cell_length - 3
        left = key_words(fitting([pair for action, pair in here.items() if action not in leaves], room))
        return Content("\n").join(key_lines(width, left, right, self.divider))
