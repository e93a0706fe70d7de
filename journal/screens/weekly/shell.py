"""StepScreen: the column of a step with its fields; what is typed in them waits as a draft until it is kept."""

from __future__ import annotations

from textual import getters, on
from textual.containers import Vertical

from journal.domain.text import clean
from journal.screens.weekly.column import StepColumn
from journal.screens.weekly.step import Well
from journal.widgets.field import Field


class StepScreen(StepColumn):
    """One step at a time, with fields to write in."""

    _filled_for: object = None
    """The view whose fields stand there; none while they are exchanged."""

    well_box = getters.query_one("#wells", Vertical)

    async def on_mount(self) -> None:
        await self.rebuild()

    async def rebuild(self) -> None:
        """Show another step, or the same one in another shape: its fields are made anew."""
        self._filled_for = None
        await self.well_box.remove_children()
        start = {**dict.fromkeys((well.name for well in self.view.wells), ""), **self.view.start(), **self.draft}
        fields = [self.field(well, start[well.name]) for well in self.view.wells]
        await self.well_box.mount(*fields)
        self._filled_for = self.view
        self.draw(keep=False)
        self.rows.touched = False
        waits = (self.rows.current is not None and self.view.rows_first) or not fields
        (self.rows if waits else fields[0].well).focus()

    def field(self, well: Well, text: str) -> Field:
        """The field of a well."""
        return Field(well.name, well.label, text)

    @property
    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {field.key: field.text for field in self.query(Field)}

    @property
    def in_field(self) -> bool:
        return any(field.well.has_focus for field in self.query(Field))

    @property
    def draft_name(self) -> str:
        """Where texts that are not kept yet wait."""
        return f"step {self.view.heading.id}"

    @property
    def draft(self) -> dict[str, str]:
        kept: dict[str, str] = self.desk.drafts.get(self.draft_name, {})
        return {name: text for name, text in kept.items() if any(name == well.name for well in self.view.wells)}

    @on(Field.Edited)
    def _keep_draft(self) -> None:
        if self._filled_for is not self.view:
            return  # what was typed in the step before comes late, and is kept already
        first = self.view.start()
        changed = {name: text for name, text in self.texts.items() if clean(text) != first.get(name, "")}
        if changed:
            self.desk.drafts[self.draft_name] = changed
        else:
            self.desk.drafts.pop(self.draft_name, None)
