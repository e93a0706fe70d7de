"""Form: the base of dialogs that change a record. Errors show after a field was left; nothing typed is ever lost."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, ClassVar, NamedTuple, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.dialog import Dialog
from journal.domain.record import Invalid
from journal.domain.words import plural
from journal.widgets.button import PushButton
from journal.widgets.completion import Completer, Suggestions
from journal.widgets.field import Field, Prose
from journal.widgets.line import BOLD, DOUBT, ERROR, MUTED, run
from journal.widgets.line_input import LineInput

Result = TypeVar("Result")
Drafts = MutableMapping[str, Any]
"""Texts not saved yet: form → {field: text}. The caller keeps it as long as the program runs."""


class FormField(NamedTuple):
    """How one field looks. `live`: its hint says what was understood, so it stays on narrow terminals too."""

    name: str
    label: str
    short: bool = False
    lines: int = 1
    completer: Completer | None = None
    placeholder: str = ""
    live: bool = False


class Form(Dialog[Result | None]):
    """Fields in groups, Save and Cancel. Subclasses say which fields there are and what their texts mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", tooltip="Save and close", id="form.save", priority=True),
        Binding("escape", "leave", "cancel", tooltip="Close; asks first if something changed", id="form.leave"),
        Binding("ctrl+r", "start_over", "start over", tooltip="Take back all changes", id="form.start_over"),
    ]

    def __init__(self, title: str, key: str, drafts: Drafts | None = None) -> None:
        super().__init__(title)
        self.key = key
        self.drafts = {} if drafts is None else drafts
        self.keeps = drafts is not None
        self.fields: dict[str, Field] = {}
        self.first: dict[str, str] = {}
        self.seen: set[str] = set()
        self.state = Static(id="state")
        self.list = Suggestions()
        self.unsaved = False
        """Set it when the record given was entered but could not be saved: then it counts as changed."""

    @abstractmethod
    def groups(self) -> Sequence[Sequence[FormField]]:
        """The fields, in groups with a blank line between."""

    @abstractmethod
    def start(self) -> Mapping[str, str]:
        """The text of every field before anything is changed."""

    @abstractmethod
    def result(self, texts: Mapping[str, str], changed: set[str]) -> Result:
        """What the texts mean; `changed` are the fields with another text now. Raises `Invalid` by field."""

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Words beside fields."""
        return {}

    def left(self, field: Field) -> None:
        """A field was left."""

    def inside(self) -> Iterator[Widget]:
        self.first = dict(self.start())
        draft: Mapping[str, str] = self.drafts.get(self.key, {})
        if draft:
            yield Static(
                run(("Your changes of before are back. ", MUTED), ("ctrl+r", BOLD), (" drops them.", MUTED)),
                classes="said",
            )
        for group in self.groups():
            for at, about in enumerate(group):
                field = self._field(about, draft.get(about.name, self.first[about.name]))
                field.set_class(at == 0 and bool(self.fields), "-apart")
                self.fields[about.name] = field
                yield field

    def _field(self, about: FormField, text: str) -> Field:
        return Field(
            about.name,
            about.label,
            text,
            short=about.short,
            lines=about.lines,
            completer=about.completer,
            placeholder=about.placeholder,
            live=about.live,
        )

    def foot(self) -> Iterator[Widget]:
        with Horizontal(id="buttons"):
            yield PushButton("Save", "ctrl+s", first=True, id="save")
            yield PushButton("Cancel", "escape", id="cancel")
            yield self.state

    def above(self) -> Iterable[Widget]:
        yield self.list

    def on_mount(self) -> None:
        self.show_state()
        self.call_after_refresh(self.show_keys)

    def show_keys(self) -> None:
        """The buttons name the keys as they are now, which the user may have changed."""
        keys = {active.binding.id: active.binding.key for active in self.active_bindings.values()}
        for button, binding in (("#save", "form.save"), ("#cancel", "form.leave")):
            self.query_one(button, PushButton).rename_key(keys.get(binding, ""))

    def on_resize(self) -> None:
        for field in self.fields.values():
            field.give_room(self.wide)

    @property
    def texts(self) -> dict[str, str]:
        return {name: field.text for name, field in self.fields.items()}

    @property
    def changed(self) -> set[str]:
        return {name for name, text in self.texts.items() if text != self.first[name]}

    def wrong(self) -> dict[str, str]:
        """What is wrong now: field → why."""
        try:
            self.result(self.texts, self.changed)
        except Invalid as error:
            return error.fields
        return {}

    def show_state(self) -> None:
        """Hints, errors of fields that were left, and how many need a look."""
        hints = self.hints(self.texts)
        wrong = {name: why for name, why in self.wrong().items() if name in self.seen or name not in self.fields}
        for name, field in self.fields.items():
            field.say(hints.get(name, ""), _short(wrong.get(name, "")))
        beyond = next((why for name, why in wrong.items() if name not in self.fields and self.seen), "")
        here = len(wrong.keys() & self.fields.keys())
        if beyond:
            self.state.update(run((f"{DOUBT} {beyond}", ERROR)))
        else:
            self.state.update(run((f"{plural(here, 'field needs', 'fields need')} a look" if here else "", MUTED)))

    @on(Field.Edited)
    def _keep(self, event: Field.Edited) -> None:
        """Keep what is typed as a draft from the first letter on."""
        if changed := self.changed:
            self.drafts[self.key] = {name: self.fields[name].text for name in changed}
        else:
            self.drafts.pop(self.key, None)
        self.show_state()

    @on(Field.Left)
    def _look(self, event: Field.Left) -> None:
        self.seen.add(event.field.key)
        self.left(event.field)
        self.show_state()

    @on(LineInput.Moved)
    @on(Prose.Moved)
    def _go(self, event: LineInput.Moved | Prose.Moved) -> None:
        self.go(event.step)

    @on(LineInput.Entered)
    def _go_on(self) -> None:
        self.go(1)

    def go(self, step: int) -> None:
        """Go to the next field or the one before; from the last one to the buttons."""
        wells = [field.well for field in self.fields.values()]
        at = wells.index(self.focused) if self.focused in wells else 0
        if step > 0 or at > 0:
            self.focus_next() if step > 0 else self.focus_previous()

    @on(LineInput.Offered)
    def _offer(self, event: LineInput.Offered) -> None:
        line = event.line
        if line.completion is None:
            self.list.close()
        else:
            room = Region(0, 0, self.size.width, self.size.height)
            self.list.offer(line.completion.suggestions, line.choice, line.region, room)

    @on(Suggestions.Taken)
    def _take(self, event: Suggestions.Taken) -> None:
        if isinstance(self.focused, LineInput):
            self.focused.take(event.index)

    @on(PushButton.Pressed)
    def _press(self, event: PushButton.Pressed) -> None:
        if event.button.id == "save":
            self.action_save()
        else:
            self.action_leave()

    def action_save(self) -> None:
        """Return the record; if it cannot be saved as it is, show where."""
        for field in self.fields.values():
            if field.well.has_focus:
                self.left(field)
        self.seen |= set(self.fields)
        wrong = self.wrong()
        self.show_state()
        if wrong:
            faulty = next((self.fields[name] for name in self.fields if name in wrong), None)
            if faulty:
                faulty.well.focus()
            else:
                self.notify("; ".join(wrong.values()), severity="error", markup=False)
        else:
            self.close(self.result(self.texts, self.changed) if self.changed or self.unsaved else self.unchanged())

    def unchanged(self) -> Result | None:
        """What saving returns when nothing was changed."""
        return None

    def close(self, result: Result | None) -> None:
        self.drafts.pop(self.key, None)
        self.dismiss(result)

    @work
    async def action_leave(self) -> None:
        """Close; ask first if something was changed."""
        if not self.changed and not self.unsaved:
            self.close(None)
            return
        answer = await self.app.push_screen_wait(self._question())
        if answer == "keep":
            self.dismiss(None)
        elif answer == "drop":
            self.close(None)

    def _question(self) -> ConfirmDialog:
        drop, go_on = ("d", "Throw away", "drop"), ("escape", "Go on", "")
        if not self.keeps:
            return ConfirmDialog("Close without saving?", "What you typed here will be gone.", [go_on, drop])
        said = "What you typed can be kept: open the form again and it is there."
        return ConfirmDialog("Close without saving?", said, [("k", "Keep for later", "keep"), drop, go_on])

    def action_start_over(self) -> None:
        """Put every field back to what it was."""
        for name, field in self.fields.items():
            field.text = self.first[name]
        for said in self.query(".said"):
            said.remove()


def _short(why: str) -> str:
    """An error as it stands beside its field: "longer than 120 characters"."""
    if why in ("is empty", "is required"):
        return "needed"
    return why.removeprefix("is ").removeprefix("has ")
