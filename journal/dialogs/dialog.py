"""Dialog: the frame that all dialogs stand in. A dialog returns a value or None and never touches the journal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from journal.widgets.frame import NARROW
from journal.widgets.line import fit, veiled

Result = TypeVar("Result")

SHARE = 0.94
"""Part of the terminal that a dialog takes at most."""


class Dialog(ModalScreen[Result], Generic[Result]):
    """A round thin frame with the title in it; what does not fit scrolls inside, the last lines stay."""

    CSS_PATH = Path(__file__).with_name("dialog.tcss")  # whole: a dialog may be defined in another folder
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]  # noqa: RUF012
    WIDTH: ClassVar[int] = 76
    CHROME: ClassVar[int] = 6
    """Lines of the frame, of the space in it and of the last line: buttons, or keys (then it is one less)."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title
        self.covered = False
        """Whether all that it says is hidden: it was made before somebody began to look."""
        self.floating: Widget | None = None
        """What floats over the frame; to be set while `inside` is made."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.styles.width = self.WIDTH
            with VerticalScroll(id="inside", can_focus=False):
                yield from self.inside()
            yield from self.foot()
        if self.floating is not None:
            yield self.floating

    def inside(self) -> Iterable[Widget]:
        """The widgets that scroll when the terminal is low."""
        return ()

    def foot(self) -> Iterable[Widget]:
        """The widgets under them, always to be seen: buttons or keys."""
        return ()

    @property
    def wide(self) -> bool:
        return self.size.width >= NARROW

    @property
    def shown_heading(self) -> str:
        return veiled(self.heading) if self.covered else self.heading

    def veil(self, on: bool) -> None:
        """Somebody begins to look, or goes: what stands here may name people. What is opened later is blurred as made.

        Dialogs that hold texts blur these and stay usable.
        """
        self.covered = on
        self.query_one("#inside").visible = not on
        if not on and self.focused is None:
            self.set_focus(next(iter(self.focus_chain), None))
        self._entitle()

    def on_mount(self) -> None:
        inside = self.query_one("#inside", VerticalScroll)
        for what in ("scroll_y", "virtual_size", "show_vertical_scrollbar"):
            # The list of a dialog may grow and shrink: what fits is known after everything is laid out.
            self.watch(inside, what, self._later_say_more, init=False)

    def _later_say_more(self) -> None:
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        """Say in the frame that what is inside goes on below."""
        if not self.query("#inside"):
            return  # it was closed before this had its turn
        inside, box = self.query_one("#inside", VerticalScroll), self.query_one("#box", Vertical)
        box.border_subtitle = "more below" if inside.scroll_y < inside.max_scroll_y else ""

    def on_resize(self) -> None:
        self.call_after_refresh(self._say_more)
        self._entitle()
        self.query_one("#inside").styles.max_height = max(2, self.room)

    def _entitle(self) -> None:
        width = min(self.WIDTH, int(self.size.width * SHARE))
        self.query_one("#box", Vertical).border_title = Content(fit(self.shown_heading, width - 6).rstrip())

    @property
    def room(self) -> int:
        """Lines that fit between the title and the last lines."""
        return int(self.size.height * SHARE) - self.CHROME
