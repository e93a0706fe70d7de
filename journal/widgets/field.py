"""Fields of forms: a label, a well to write in, and beside or under it a hint or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from journal.domain.text import clean_lines
from journal.widgets.completion import Completer
from journal.widgets.line import BOLD, DOUBT, ERROR, MUTED, WARNING, cell, run, veiled, wrap
from journal.widgets.line_input import LineInput

LABEL, SHORT, GAP = 12, 22, 2
"""Cells of the label, of a short answer, and between it and the note beside it."""
MOST_UNDER = 3
"""Lines of a note under its field."""


class Well(LineInput):
    """A well of one line; its text is blurred while it is veiled."""

    veiled = False

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        return behind_veil(strip) if self.veiled else strip


class Prose(TextArea):
    """A well of several lines. Up on the first of them and down on the last leave it."""

    DEFAULT_CSS = """
    Prose, Prose:focus {
        height: 4; border: none; border-left: blank; padding: 0 1 0 0;
        background: $background; color: $foreground; background-tint: transparent;
        scrollbar-size-vertical: 1;
        & .text-area--cursor { background: $input-cursor-background; color: $input-cursor-foreground; }
        & .text-area--placeholder { color: $faint; }
    }
    Prose:ansi { border-left: outer $line; }
    Prose:focus { border-left: outer $accent; background: $panel; }
    Prose.-bad, Prose.-bad:focus { border-left: outer $error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up", "up", tooltip="One line up, or the field before", id="field.up", show=False),
        Binding("down", "down", "down", tooltip="One line down, or the next field", id="field.down", show=False),
    ]

    veiled = False

    @dataclass
    class Moved(Message):
        """The cursor wants to leave: 1 to the field below, -1 to the one above."""

        step: int

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text, placeholder=placeholder, show_line_numbers=False, highlight_cursor_line=False)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        return behind_veil(strip) if self.veiled else strip

    def on_mount(self) -> None:
        """The cursor waits at the end, the beginning is shown."""
        self.move_cursor(self.document.end)
        self.call_after_refresh(self.scroll_to, y=0, animate=False, force=True)

    def on_focus(self) -> None:
        self.scroll_cursor_visible(animate=False)

    def on_blur(self) -> None:
        self.scroll_to(y=0, animate=False, force=True)

    def action_up(self) -> None:
        if self.navigator.is_first_wrapped_line(self.cursor_location):
            self.post_message(self.Moved(-1))
        else:
            self.action_cursor_up()

    def action_down(self) -> None:
        if self.navigator.is_last_wrapped_line(self.cursor_location):
            self.post_message(self.Moved(1))
        else:
            self.action_cursor_down()

    def action_delete_to_start_of_line(self) -> None:
        """Up to the beginning of the line, in however many rows it is shown."""
        row, _ = self.cursor_location
        self.delete((row, 0), self.cursor_location)

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(clean_lines(event.text), *self.selection)


class Field(Widget):
    """One field of a form. `short` answers leave room for a note beside them; `lines` > 1 makes it a text.

    Label and note are drawn by the field itself, behind the well: a form of twenty fields opens twice as fast.
    """

    DEFAULT_CSS = """
    Field {
        height: auto; width: 1fr; color: $foreground;
        & > LineInput, & > Prose { margin-left: 12; width: 1fr; }
        &.-beside > LineInput { width: 22; }
    }
    """

    @dataclass
    class Edited(Message):
        """The text of a field is another one."""

        field: Field

    @dataclass
    class Left(Message):
        """The focus went out of a field."""

        field: Field

    def __init__(
        self,
        name: str,
        label: str,
        text: str = "",
        *,
        short: bool = False,
        lines: int = 1,
        completer: Completer | None = None,
        placeholder: str = "",
        live: bool = False,
    ) -> None:
        super().__init__(id=f"field-{name}")
        self.key, self.label, self.short, self.live = name, label, short, live
        self.well: Well | Prose
        if lines > 1:
            self.well = Prose(text, placeholder)
            self.well.styles.height = lines
        else:
            self.well = Well(text, completer=completer, placeholder=placeholder)
        self.completer = completer
        self.hint = ""
        self.error = ""
        self.elsewhere: str | None = None
        """What another program made of this field meanwhile."""
        self.veiled = False
        self.wide = False

    def compose(self) -> ComposeResult:
        yield self.well

    @property
    def text(self) -> str:
        return self.well.text if isinstance(self.well, Prose) else self.well.value

    @text.setter
    def text(self, text: str) -> None:
        if isinstance(self.well, Prose):
            self.well.text = text
            self.well.move_cursor(self.well.document.end)
        else:
            self.well.value = text
            self.well.cursor_position = len(text)

    def say(self, hint: str = "", error: str = "") -> None:
        """Show a hint, or what is wrong in its place."""
        if (hint, error) != (self.hint, self.error):
            self.hint, self.error = hint, error
            self.well.set_class(bool(error), "-bad")
            self.arrange_note()

    def veil(self, on: bool) -> None:
        """Blur what the field holds, or show it; what is being written can be read until the field is left."""
        self.veiled = self.well.veiled = on
        if isinstance(self.well, Well):
            self.well.completer = None if on else self.completer  # suggestions would name what is blurred
        self.well.refresh()
        self.refresh()

    def give_room(self, wide: bool) -> None:
        """Put notes beside short answers where the terminal is wide enough, under them where it is not."""
        self.wide = wide
        self.set_class(wide and self.short, "-beside")
        self.arrange_note()

    @on(events.Resize)
    def arrange_note(self) -> None:
        """Make room for a note under the well, if that is where it goes."""
        under = len(self._under())
        if self.well.styles.margin.bottom != under:
            self.well.styles.margin = (0, 0, under, LABEL)
        self.refresh()

    @property
    def _note(self) -> Content:
        if self.error:
            return run((f"{DOUBT} {self.error}", ERROR))
        if self.elsewhere is not None and self.elsewhere != self.text:
            theirs = " ".join(self.elsewhere.split()) or "empty"
            return run((f"{DOUBT} ", WARNING), ("elsewhere: ", MUTED), self._seen(theirs))
        return run((self._seen(self.hint) if self.text else self.hint, MUTED))

    def _seen(self, text: str) -> str:
        return veiled(text) if self.well.veiled else text

    @property
    def _beside(self) -> int:
        """Cells for a note beside the well; a note that does not fit there goes under it."""
        return max(0, self.size.width - LABEL - SHORT - GAP) if self.wide and self.short else 0

    def _under(self) -> list[Content]:
        """The lines of the note under the well; a hint that only explains is left out there."""
        note = self._note
        if not note or note.cell_length <= self._beside or not (self.error or self.live or self.elsewhere is not None):
            return []
        return wrap(note, self.size.width, indent=LABEL + 1, most=MOST_UNDER)

    def render(self) -> RenderResult:
        label = (self.label, BOLD if self.well.has_focus else MUTED)
        first = run(cell(label, LABEL))
        under = self._under()
        if not under and self._beside:
            first = run(first, " " * (SHORT + GAP), cell(self._note, self._beside))
        blank = [Content("")] * (self.size.height - len(under) - 1)
        return Content("\n").join([first, *blank, *under])

    def on_click(self) -> None:
        self.well.focus()

    @on(LineInput.Changed)
    @on(Prose.Changed)
    def _tell(self, event: LineInput.Changed | Prose.Changed) -> None:
        event.stop()
        if self.veiled and self.well.has_focus:
            self.well.veiled = False
        self.post_message(self.Edited(self))

    def on_descendant_focus(self) -> None:
        self.refresh()

    def on_descendant_blur(self) -> None:
        self.well.veiled = self.veiled
        self.refresh()
        self.post_message(self.Left(self))


def behind_veil(strip: Strip) -> Strip:
    """A line of a widget with its text blurred."""
    return Strip([Segment(veiled(text), style, control) for text, style, control in strip])
