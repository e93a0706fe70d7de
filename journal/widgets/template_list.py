"""TemplateList: drafts to choose from, in groups, with a field that narrows them and a look into the one chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from journal.domain.templates import Template, group_head
from journal.domain.text import fold
from journal.domain.words import plural
from journal.widgets.line import BETWEEN, BOLD, HEAD, MUTED, PLAIN, Piece, cell, run, wrap
from journal.widgets.row_list import RowList
from journal.widgets.shell_input import ShellInput

TITLE, NOTE = 42, 30
"""Cells of a title where something stands beside it, and of that note at least."""
LOOK_SHORT, LOOK_TALL = 3, 8
"""Lines of the look into a template."""
WIDE = 60
"""Cells from which something stands beside a title."""
CRAMPED = 12
"""Lines up to which there is no space above the list."""


class Choice(NamedTuple):
    """One row: a template with a word beside it, or (without a template) a head or a blank."""

    template: Template | None
    text: str
    note: str = ""
    section: str = ""

    @property
    def key(self) -> str:
        return f"{self.section} {self.template.id}" if self.template else ""


Look = Callable[[Template], tuple[Piece, Piece, Piece]]
"""A template → what to say about it, how it begins, and why it helps."""


class SearchField(ShellInput):
    """Narrows the list under it; up, down and enter are for that list."""

    DEFAULT_CSS = """
    SearchField, SearchField:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: transparent; background-tint: transparent;
        color: $foreground;
        & > .input--placeholder { color: $faint; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "up", tooltip="One draft up", id="message.up", show=False),
        Binding("down", "step(1)", "down", tooltip="One draft down", id="message.down", show=False),
        Binding("pageup", "page(-1)", "page up", tooltip="One page up", id="message.page_up", show=False),
        Binding("pagedown", "page(1)", "page down", tooltip="One page down", id="message.page_down", show=False),
        Binding("enter", "take", "write", tooltip="Write this one", id="message.take"),
    ]

    @dataclass
    class Stepped(Message):
        """The cursor of the list is to move, by rows or by pages."""

        step: int
        pages: bool = False

    @dataclass
    class Taken(Message):
        """What the cursor of the list is on is wanted."""

    def action_step(self, step: int) -> None:
        self.post_message(self.Stepped(step))

    def action_page(self, step: int) -> None:
        self.post_message(self.Stepped(step, pages=True))

    def action_take(self) -> None:
        self.post_message(self.Taken())


class TemplateList(Vertical):
    """`sections` are (head, [(template, note)]), in order; a template may stand in two of them."""

    DEFAULT_CSS = """
    TemplateList {
        height: auto;
        & > #find { height: 1; margin-right: 2; }
        & > #find > #slash { width: 2; color: $foreground-muted; }
        & > #find > #count { width: auto; padding-left: 2; color: $foreground-muted; }
        & > RowList { height: 8; margin: 1 0; }
        & > RowList > .row-list--here-away { background: $block-cursor-background; }
        & > #look { padding: 0 2 0 2; }
    }
    """

    field = getters.query_one(SearchField)
    rows = getters.query_one("#drafts", RowList)
    look_at = getters.query_one("#look", Static)

    @dataclass
    class Chosen(Message):
        """A template was chosen."""

        template: Template

    def __init__(self, sections: Sequence[tuple[str, Sequence[tuple[Template, str]]]], look: Look) -> None:
        super().__init__(id="choose")
        self.sections, self.look = sections, look
        self.width, self.tall = 80, False

    def compose(self) -> ComposeResult:
        with Horizontal(id="find"):
            yield Static("/", id="slash")
            yield SearchField(placeholder="find a draft")
            yield Static(id="count", markup=False)
        rows = RowList[Choice](_draw, key=_key, selectable=_has_template, gutter=2, margin=2, id="drafts")
        rows.can_focus = False
        yield rows
        yield Static(id="look")

    def on_mount(self) -> None:
        self.show_found()

    @on(SearchField.Changed)
    def show_found(self) -> None:
        """Show what the field asks for: everything in its groups, or what has all its words, best first."""
        words = fold(self.field.value).split()
        rows = list(self._found(words) if words else self._all())
        found = len({row.template.id for row in rows if row.template})
        self.query_one("#count", Static).update(plural(found, "draft"))
        self.rows.show(rows or [Choice(None, "No draft says that; fewer words find more.")])

    def _all(self) -> Iterator[Choice]:
        for at, (head, some) in enumerate(self.sections):
            if at:
                yield Choice(None, "")
            yield Choice(None, head)
            yield from (Choice(template, template.title, note, head) for template, note in some)

    def _found(self, words: Sequence[str]) -> Iterator[Choice]:
        choices = {choice.template.id: choice for choice in reversed(list(self._all())) if choice.template}
        ranked = []
        for choice in reversed(list(choices.values())):
            template = choice.template
            assert template is not None
            title = fold(template.title)
            rest = fold(f"{choice.note} {template.when} {group_head(template.group)} {template.body} {template.id}")
            if all(word in title or word in rest for word in words):
                ranked.append((sum(word not in title for word in words), choice))
        yield from (choice for _, choice in sorted(ranked, key=lambda pair: pair[0]))

    def give_room(self, lines: int, width: int, *, tall: bool) -> None:
        """Fit into some lines and cells; a tall terminal has room for why a template helps."""
        self.width, self.tall = width, tall
        look = LOOK_TALL if tall else LOOK_SHORT
        gap = 1 if lines > CRAMPED else 0
        self.look_at.styles.height = look
        self.rows.styles.margin = (gap, 0, 1, 0)
        self.rows.styles.height = max(2, lines - 2 - gap - look)
        self.show_look()

    @on(RowList.Moved)
    def show_look(self) -> None:
        """Say what the chosen draft is for, and how it begins."""
        row, width = self.rows.current, self.width - 4
        if row is None:
            self.look_at.update("")
            return
        about, body, why = self.look(row.template)
        if self.width < WIDE and row.section == self.sections[0][0] and row.note:
            about = run((f"{row.note} {BETWEEN} ", PLAIN), about)  # there is no room for it beside the title
        lines = [*wrap(about, width, most=1), *wrap(body, width, most=3 if self.tall else 2)]
        if self.tall and run(why):
            lines += [Content(""), *wrap(why, width, most=3)]
        self.look_at.update(Content("\n").join(lines))

    @on(SearchField.Stepped)
    def _step(self, event: SearchField.Stepped) -> None:
        event.stop()
        if event.pages:
            self.rows.action_page(event.step)
        else:
            self.rows.action_move(event.step)

    @on(SearchField.Taken)
    @on(RowList.Opened)
    def _take(self, event: Message) -> None:
        event.stop()
        if row := self.rows.current:
            self.post_message(self.Chosen(row.template))


def _key(row: Choice) -> str:
    return row.key


def _has_template(row: Choice) -> bool:
    return row.template is not None


def _draw(row: Choice, width: int, here: bool) -> Content:
    if row.template is None:
        return run((row.text, HEAD))
    title = (row.text, BOLD if here else PLAIN)
    if width < WIDE - 4:
        return run(cell(title, width))
    beside = max(NOTE, width - TITLE - 2)
    return run(cell(title, width - beside - 2), "  ", cell((row.note, MUTED), beside))
