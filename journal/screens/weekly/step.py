"""ColumnView: what one step of a walk shows and what can be done on its rows; StepView: one of the weekly review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol, cast

from textual.content import Content

from journal.domain.review import DONE, Step
from journal.widgets.line import MUTED, PLAIN, run
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.place import Place
    from journal.screens.review import ReviewScreen

NOBODY: Mapping[str, Collection[str]] = {}


class Well(NamedTuple):
    """A field of a step."""

    name: str
    label: str
    placeholder: str = ""


class Shown(Protocol):
    """What every step says of itself."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def guidance(self) -> str: ...


class ColumnView:
    """What stands in the column of a step; the views of a walk derive from it.

    `verbs` says what can be done on the rows of a table; "" stands for what needs no row. Each verb is a method.
    """

    verbs: ClassVar[Mapping[str, Collection[str]]] = NOBODY
    wells: ClassVar[tuple[Well, ...]] = ()

    def __init__(self, step: Shown) -> None:
        self.heading = step

    def write(self, lines: Lines) -> None:
        """The lines between guidance and buttons."""

    def below(self, width: int) -> list[Content]:
        """The lines under the fields."""
        return []

    @property
    def rows_first(self) -> bool:
        """Whether a row asks something before the fields do."""
        return True

    @property
    def taken(self) -> frozenset[str]:
        """The rows that are taken already."""
        return frozenset()

    def start(self) -> Mapping[str, str]:
        """The text of each field at the beginning."""
        return {}

    def can(self, verb: str, table: str) -> bool:
        return verb in self.verbs.get(table, ()) or verb in self.verbs.get("", ())


class StepView(ColumnView):
    """A step of the review without anything special: its title and guidance are enough. The others derive from it."""

    def __init__(self, screen: ReviewScreen, step: Step) -> None:
        super().__init__(step)
        self.screen, self.step = screen, step
        self.desk, self.book = screen.desk, screen.book

    @property
    def floor(self) -> Place:
        """The screen, as far as acts need a place."""
        return cast("Place", self.screen)

    async def finish(self) -> bool:
        """Keep the answer; whether to go on to the next step. Raises StoreError, Invalid."""
        self.book.write(self.step, DONE)
        return True

    def names(self, ids: Iterable[str], most: int = 12) -> Content:
        """People by name, one after the other."""
        names = self.desk.names(ids)
        more = f" and {len(names) - most} more" if len(names) > most else ""
        return run((" · ".join(names[:most]), PLAIN), (more, MUTED))


def offer(key: str, words: str) -> Content:
    """An offer under a fact: "f on a person makes one."."""
    return run((key, "bold $foreground"), (f" {words}", MUTED))
