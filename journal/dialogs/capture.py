"""CaptureDialog: one line of what happened, with what is understood of it under it, in the words of the popup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar

from textual import getters
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.dialogs.form import Drafts
from journal.domain.text import clean, clean_lines
from journal.widgets.line import BOLD, DATA, DOUBT, ERROR, GAVE, GOT, MUTED, PLAIN, WARNING, cell, key_words, run, wrap
from journal.widgets.line_input import LineInput

Preview = Callable[[str], Sequence[tuple[str, Sequence[tuple[str, str]]]]]
"""A line → (label, [(text, role)]) for each line that is shown; roles: plain muted strong got gave new doubt."""

LABEL = 12
DRAFT = "capture"
STYLES = {"plain": PLAIN, "muted": MUTED, "strong": BOLD, "new": BOLD, "got": DATA, "gave": DATA, "doubt": WARNING}
GLYPHS = {"got": GOT, "gave": GAVE, "doubt": DOUBT}
"""Roles that colour only their glyph; the words after it are plain."""


class CaptureLine(LineInput):
    """The field; several pasted lines become one, with `; ` between."""

    def pasted(self, text: str) -> str:
        return "; ".join(line for part in clean_lines(text).split("\n") if (line := clean(part)))


class CaptureDialog(Dialog[str | None]):
    """Returns the line. With `save`, it is saved while the dialog is open; a failure (a sentence) keeps it open.

    What is typed stays in `drafts` under "capture" until it is saved.
    """

    WIDTH = 86
    CHROME = 5
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+o,alt+enter", "save(True)", "save and stay", tooltip="Save, then write the next", id="capture.stay"
        ),
        Binding("escape", "dismiss(None)", "close", tooltip="Close; the text is kept", id="capture.close"),
    ]

    field = getters.query_one(CaptureLine)
    shown = getters.query_one("#preview", Static)

    def __init__(
        self, preview: Preview, *, drafts: Drafts | None = None, save: Callable[[str], str] | None = None
    ) -> None:
        super().__init__("capture")
        self.preview, self.save = preview, save
        self.drafts = {} if drafts is None else drafts
        self.said: Content | None = None

    def inside(self) -> Iterable[Widget]:
        placeholder = "coffee with @ana about her new job yesterday; send survey fri"
        yield CaptureLine(str(self.drafts.get(DRAFT, "")), placeholder=placeholder)
        yield Static(id="preview")

    def foot(self) -> Iterator[Widget]:
        yield Static(id="keys")

    def key_line(self) -> Content:
        """The keys that work, in fewer words where there is less room."""
        stay, close = ("save and stay", "keep and close") if self.wide else ("save, stay", "keep")
        keys = [("enter", "save"), ("ctrl+o", stay), ("esc", close)]
        return key_words(keys if self.save else [keys[0], keys[2]])

    def on_resize(self) -> None:
        self.query_one("#box").styles.margin = (self.above_it, 0, 0, 0)
        self.query_one("#keys", Static).update(self.key_line())
        self.show_preview()

    @property
    def above_it(self) -> int:
        """Lines over the dialog: it stands in the upper third."""
        return self.size.height // 6

    @property
    def room(self) -> int:
        return min(super().room, self.size.height - self.above_it - self.CHROME)

    def on_input_changed(self) -> None:
        if self.field.value:
            self.drafts[DRAFT] = self.field.value
            self.said = None
        else:
            self.drafts.pop(DRAFT, None)
        self.show_preview()

    def show_preview(self) -> None:
        """What the line means now, or what was said about the one before."""
        width = max(LABEL + 8, self.field.size.width)
        lines: list[Content] = []
        doubted = False
        for label, pieces in self.preview(self.field.value) if self.field.value.strip() else ():
            if _is_doubt(label, pieces) and lines and not doubted:
                lines.append(Content(""))
                doubted = True
            lines += _lines(label, pieces, width)
        if self.said is not None:
            lines = [*lines, *([Content("")] if lines else []), *wrap(self.said, width)]
        self.shown.display = bool(lines)
        self.shown.update(Content("\n").join(lines))

    def on_line_input_entered(self) -> None:
        self.action_save(False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.save is not None if action == "save" else True

    def action_save(self, stay: bool) -> None:
        line = clean(self.field.value)
        if not line:
            if not stay:
                self.close(None)
            return
        if self.save and (why := self.save(line)):
            self.said = run((f"{DOUBT} {why}", ERROR))
            self.show_preview()
        elif stay:
            self.field.value = ""
            self.said = run(("saved  ", MUTED), (line, MUTED))
            self.show_preview()
        else:
            self.close(line)

    def close(self, line: str | None) -> None:
        self.drafts.pop(DRAFT, None)
        self.dismiss(line)


def _is_doubt(label: str, pieces: Sequence[tuple[str, str]]) -> bool:
    return not label and bool(pieces) and pieces[0][1] == "doubt"


def _lines(label: str, pieces: Sequence[tuple[str, str]], width: int) -> list[Content]:
    """One line of the preview, wrapped beside its label; a doubt takes the whole width."""
    label_width = 0 if _is_doubt(label, pieces) else LABEL
    text = run(*[run(*_styled(piece, role)) for piece, role in pieces])
    rows = wrap(text, width - label_width)
    return [run(cell((label if at == 0 else "", MUTED), label_width), row) for at, row in enumerate(rows)]


def _styled(text: str, role: str) -> list[tuple[str, str]]:
    """A piece of the preview with its style; of a doubt, or of what was got, only the glyph is coloured."""
    glyph = GLYPHS.get(role, "")
    if glyph and text.startswith(glyph):
        return [(glyph, STYLES[role]), (text[len(glyph) :], PLAIN)]
    return [(text, STYLES.get(role, PLAIN))]
