"""FormFields: the fields of a form in groups, one under the other; what does not fit scrolls."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from journal.widgets.completion import Completer, Suggestions
from journal.widgets.field import Field, Prose
from journal.widgets.frame import NARROW
from journal.widgets.line_input import LineInput


class FormField(NamedTuple):
    """How one field looks. `live`: its hint says what was understood, so it stays on narrow terminals too."""

    name: str
    label: str
    short: bool = False
    lines: int = 1
    completer: Completer | None = None
    placeholder: str = ""
    live: bool = False

    def field(self, text: str) -> Field:
        return Field(
            self.name,
            self.label,
            text,
            short=self.short,
            lines=self.lines,
            completer=self.completer,
            placeholder=self.placeholder,
            live=self.live,
        )


class FormFields(Vertical):
    """The fields by name. `first` are their texts before any change; `list` is to be mounted over the dialog.

    Those in the groups `more` are folded away until `unfold`, unless one of them holds something.
    """

    DEFAULT_CSS = """
    FormFields { height: auto; }
    FormFields > .-apart { margin-top: 1; }
    """

    @dataclass
    class Looked(Message):
        """The form is there, a text was changed (`left` is None), or a field was left."""

        left: Field | None

    def __init__(
        self,
        groups: Sequence[Sequence[FormField]],
        first: Mapping[str, str],
        draft: Mapping[str, str],
        more: Sequence[Sequence[FormField]] = (),
    ) -> None:
        super().__init__()
        self.first = dict(first)
        self.list = Suggestions()
        self._fields: dict[str, Field] = {}
        for group in (*groups, *more):
            for at, about in enumerate(group):
                field = about.field(draft.get(about.name, self.first[about.name]))
                field.set_class(at == 0 and bool(self._fields), "-apart")
                self._fields[about.name] = field
        folded = [self._fields[about.name] for group in more for about in group]
        self.folded: list[Field] = [] if any(field.text for field in folded) else folded

    def compose(self) -> ComposeResult:
        yield from (field for field in self if field not in self.folded)

    def unfold(self) -> None:
        """Show the fields that were folded away, and go to the first of them."""
        fields, self.folded = self.folded, []
        if not fields:
            return
        self.mount(*fields)
        for field in fields:
            field.give_room(self.screen.size.width >= NARROW)
        self.call_after_refresh(fields[0].well.focus)
        self.post_message(self.Looked(None))

    def on_mount(self) -> None:
        self.post_message(self.Looked(None))

    def __iter__(self) -> Iterator[Field]:
        return iter(self._fields.values())

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    @property
    def names(self) -> Collection[str]:
        return self._fields.keys()

    @property
    def texts(self) -> dict[str, str]:
        return {field.key: field.text for field in self}

    @property
    def changed(self) -> dict[str, str]:
        """The texts that are other ones now."""
        return {name: text for name, text in self.texts.items() if text != self.first[name]}

    def on_resize(self) -> None:
        for field in self:
            field.give_room(self.screen.size.width >= NARROW)

    @on(Field.Edited)
    @on(Field.Left)
    def _look(self, event: Field.Edited | Field.Left) -> None:
        event.stop()
        self.post_message(self.Looked(event.field if isinstance(event, Field.Left) else None))

    @on(LineInput.Moved)
    @on(LineInput.Entered)
    @on(Prose.Moved)
    def _go(self, event: LineInput.Moved | LineInput.Entered | Prose.Moved) -> None:
        """To the field below or above; from the last one to the buttons. Enter in an only field is for the dialog."""
        wells = [field.well for field in self]
        if isinstance(event, LineInput.Entered) and len(wells) == 1:
            return
        event.stop()
        if isinstance(event, LineInput.Entered) or event.step > 0:
            self.screen.focus_next()
        elif self.screen.focused is not wells[0]:
            self.screen.focus_previous()

    @on(LineInput.Offered)
    def _offer(self, event: LineInput.Offered) -> None:
        event.stop()
        if event.line.completion is None:
            self.list.close()
        else:
            self.list.offer(event.line.completion.suggestions, event.line.choice, event.line.region)

    def take(self, index: int) -> None:
        """Take a suggestion into the field that has the focus."""
        if isinstance(self.screen.focused, LineInput):
            self.screen.focused.take(index)
