"""WalkFields: how one gets from one field of a step to the next, and which keys are named meanwhile."""

from __future__ import annotations

from textual import events, on
from textual.widget import Widget

from journal.screens.walk.column import WalkColumn
from journal.screens.walk.writing import PlanStep, QuestionsStep
from journal.widgets.button import PushButton
from journal.widgets.completion import Suggestions
from journal.widgets.field import Field, Prose
from journal.widgets.line_input import LineInput


class WalkFields(WalkColumn):
    """The column with the keys of its fields."""

    def _show_buttons(self) -> None:
        super()._show_buttons()
        self.call_after_refresh(self._name_keys)

    def _name_keys(self) -> None:
        """Only keys that work now stand beside the buttons: in a field letters are text."""
        keys = {active.binding.id: active.binding.key for active in self.active_bindings.values()}
        here = self.written_in
        if here is None or self.view.wraps(self.well_of(here)):
            keys.setdefault("walk.finish", "enter")
        for button in self.query(PushButton):
            if button.key_name != (name := keys.get(button.binding, "")):
                button.key_name = name
                button.refresh(layout=True)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        self.call_after_refresh(self._name_keys)

    @on(LineInput.Offered)
    def _offer(self, event: LineInput.Offered) -> None:
        floating = self.query_one(Suggestions)
        if event.line.completion is None:
            floating.close()
        else:
            floating.offer(event.line.completion.suggestions, event.line.choice, event.line.region)

    @on(Suggestions.Taken)
    def _take(self, event: Suggestions.Taken) -> None:
        if isinstance(self.focused, LineInput):
            self.focused.take(event.index)

    @on(LineInput.Entered)
    def _enter(self, event: LineInput.Entered) -> None:
        """To the next field; from the last one on, and from an empty first name too."""
        fields = self.fields
        wells: list[Widget] = [field.well for field in fields]
        at = wells.index(event.line)
        empty = fields[at].key == "who" and not fields[at].text.strip()
        if at + 1 < len(fields) and not empty:
            self._focus(fields[at + 1])
        else:
            self.call_later(self.run_action, "finish")

    @property
    def written_in(self) -> Field | None:
        """The field that has several lines, or is shown in several, while it is written in."""
        return next(
            (field for field in self.fields if field.well is self.focused and isinstance(field.well, Prose)), None
        )

    def action_line(self) -> None:
        """A new line; from an empty last one to the next field, or to the next step."""
        here = self.written_in
        assert here, "a text of one line has no lines"
        assert isinstance(here.well, Prose), "a text of one line has no lines"
        row, _ = here.well.cursor_location
        if row < here.well.document.line_count - 1 or here.well.document[row].strip():
            here.well.insert("\n")
            return
        here.text = here.text.rstrip()
        self.action_over()

    def action_over(self) -> None:
        """To the next field, or to the next step."""
        fields = self.fields
        at = next((at for at, field in enumerate(fields) if field is self.written_in), len(fields))
        if at + 1 < len(fields):
            self._focus(fields[at + 1])
        else:
            self.call_later(self.run_action, "finish")

    @on(LineInput.Moved)
    @on(Prose.Moved)
    def _move(self, event: LineInput.Moved | Prose.Moved) -> None:
        """Another of what is offered, or another field."""
        fields = self.fields
        here = next((at for at, field in enumerate(fields) if field.well.has_focus), 0)
        if isinstance(self.view, PlanStep | QuestionsStep):
            if texts := self.view.another(self.texts, event.step, fields[here].key):
                for field in fields:
                    field.text = texts[field.key]
        elif 0 <= here + event.step < len(fields):
            self._focus(fields[here + event.step])
        elif event.step > 0:
            self.focus_next()

    def _focus(self, field: Field) -> None:
        self._show_wells(field)
        self.call_after_refresh(field.well.focus)
