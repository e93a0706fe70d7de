"""Form: the base of dialogs that change a record. Errors show after a field was left; nothing typed is ever lost."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any, ClassVar, TypeVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.dialog import Dialog
from journal.domain.record import Invalid
from journal.domain.words import plural
from journal.widgets.button import ButtonRow, PushButton
from journal.widgets.completion import Suggestions
from journal.widgets.field import Field
from journal.widgets.form_fields import FormField, FormFields
from journal.widgets.line import BOLD, MUTED, run, veiled
from journal.widgets.line_input import LineInput

Result = TypeVar("Result")
Drafts = MutableMapping[str, Any]
"""Texts not saved yet: form → {field: text}. The caller keeps it as long as the program runs."""
KEEP, DROP, GO_ON = ("k", "Keep for later", "keep"), ("d", "Throw away", "drop"), ("escape", "Go on", "")


class Form(Dialog[Result | None]):
    """Fields in groups, Save and Cancel. Subclasses say which fields there are and what their texts mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", tooltip="Save and close", id="form.save"),
        Binding("escape", "leave", "cancel", tooltip="Close; asks first if something changed", id="form.leave"),
        Binding("ctrl+o", "unfold", "more", tooltip="Show the fields that are folded away", id="form.more"),
        Binding("ctrl+r", "start_over", "start over", tooltip="Take back all changes", id="form.start_over"),
    ]

    TAKES_UNCHANGED: ClassVar[bool] = False
    """Whether saving without a change is an answer too."""
    new = False
    """Whether it makes something: what the program filled in is an answer too, if one saves it."""
    FOLDED: ClassVar[str] = ""
    """What the fields that are folded away are about, in a few words."""

    def __init__(self, title: str, key: str, drafts: Drafts | None = None, *, button: str = "Save") -> None:
        super().__init__(title)
        self.key, self.drafts, self.keeps = key, {} if drafts is None else drafts, drafts is not None
        self.fields: FormFields
        self.buttons = ButtonRow(
            PushButton(button, "ctrl+s", first=True, binding="form.save", id="save"),
            PushButton("Cancel", "escape", binding="form.leave", id="cancel"),
        )
        self.seen: set[str] = set()
        self.unsaved = False
        """Set it when the record given was entered but could not be saved: then it counts as changed."""

        self.elsewhere: Mapping[str, str] = {}
        """Field → what another program made of it meanwhile, to be shown beside what was entered here."""
        self.veiled = False
        """Whether what the fields hold is blurred, but for what is being written."""
        self.veiled_heading = title

    def keep_in(self, drafts: Drafts) -> None:
        """Keep what is typed among these texts, unless it is kept somewhere already; to be said before it is shown."""
        if not self.keeps:
            self.drafts, self.keeps = drafts, True

    @abstractmethod
    def groups(self) -> Sequence[Sequence[FormField]]:
        """The fields, in groups with a blank line between."""

    def more(self) -> Sequence[Sequence[FormField]]:
        """Further groups, folded away as long as nothing is in them."""
        return ()

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
        draft: Mapping[str, str] = self.drafts.get(self.key, {})
        if draft:
            back = run(("Your changes of before are back. ", MUTED), ("ctrl+r", BOLD), (" drops them.", MUTED))
            yield Static(back, classes="said")
        self.fields = FormFields(self.groups(), self.start(), draft, self.more())
        self.floating = self.fields.list
        for field in self.fields:
            field.elsewhere = self.elsewhere.get(field.key)
            field.veil(self.veiled)
        yield self.fields
        if self.fields.folded:
            row = ButtonRow(PushButton("More", "ctrl+o", binding="form.more", id="more"))
            row.say(self.FOLDED)
            yield row

    @property
    def shown_heading(self) -> str:
        if not self.veiled:
            return self.heading
        named = self.covered and self.veiled_heading == self.heading
        return veiled(self.heading) if named else self.veiled_heading

    def veil(self, on: bool) -> None:
        """Blur what the fields hold, or show it again."""
        self.veiled = self.covered = on
        for field in self.fields:
            field.veil(on)
        self.on_resize()

    def foot(self) -> Iterator[Widget]:
        yield self.buttons

    def on_mount(self) -> None:
        if self.unsaved:
            self.keep_draft()

    def show_state(self) -> dict[str, str]:
        """Show hints and the errors of fields that were left; returns all errors there are, field → why."""
        texts, wrong = self.fields.texts, {}
        try:
            self.result(texts, set(self.fields.changed))
        except Invalid as error:
            wrong = error.fields
        hints = self.hints(texts)
        for field in self.fields:
            field.say(hints.get(field.key, ""), _short(wrong.get(field.key, "")) if field.key in self.seen else "")
        count = sum(bool(field.error) for field in self.fields)
        self.buttons.say(f"{plural(count, 'field needs', 'fields need')} a look" if count else "")
        return wrong

    @on(FormFields.Looked)
    def _look(self, event: FormFields.Looked) -> None:
        """Keep what is typed as a draft from the first letter on, and look whether it will do."""
        if event.left:
            self.seen.add(event.left.key)
            self.left(event.left)
        self.keep_draft()
        self.show_state()

    def keep_draft(self) -> None:
        """Keep what is not saved: what was changed, or all of it where saving it has failed before."""
        if draft := self.fields.texts if self.unsaved else self.fields.changed:
            self.drafts[self.key] = draft
        else:
            self.drafts.pop(self.key, None)

    @on(Suggestions.Taken)
    def _take(self, event: Suggestions.Taken) -> None:
        self.fields.take(event.index)

    @on(PushButton.Pressed)
    @on(LineInput.Entered)
    def _press(self, event: PushButton.Pressed | LineInput.Entered) -> None:
        """A button, or enter where there is only one field."""
        pressed = event.button.id if isinstance(event, PushButton.Pressed) else ""
        if pressed == "cancel":
            self.action_leave()
        elif pressed == "more":
            self.action_unfold()
        else:
            self.action_save()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.fields.folded) if action == "unfold" else True

    def action_unfold(self) -> None:
        """Show the fields that were folded away, in place of the line that offers them."""
        self.query_one("#inside ButtonRow").remove()
        self.fields.unfold()

    def action_save(self) -> None:
        """Return the record; if it cannot be saved as it is, show where."""
        for field in self.fields:
            if field.well.has_focus:
                self.left(field)
        self.seen |= set(self.fields.names)
        wrong = self.show_state()
        changed = set(self.fields.changed)
        if not wrong:
            self.drafts.pop(self.key, None)
            is_answer = changed or self.unsaved or self.new or self.TAKES_UNCHANGED
            self.dismiss(self.result(self.fields.texts, changed) if is_answer else None)
        elif faulty := next((field for field in self.fields if field.error and field not in self.fields.folded), None):
            faulty.well.focus()
        else:
            self.notify("; ".join(wrong.values()), severity="error", markup=False)

    @work
    async def action_leave(self) -> None:
        """Close; ask first if something was changed."""
        answer = "drop"
        if self.fields.changed or self.unsaved:
            said = "can be kept for the next time." if self.keeps else "here will be gone."
            choices = [KEEP, DROP, GO_ON] if self.keeps else [GO_ON, DROP]
            question = ConfirmDialog("Close without saving?", f"What you typed {said}", choices)
            answer = await self.app.push_screen_wait(question)
        if answer == "drop":
            self.drafts.pop(self.key, None)
        if answer:
            self.dismiss(None)

    def action_start_over(self) -> None:
        """Put every field back to what it was."""
        for field in self.fields:
            field.text = self.fields.first[field.key]
        self.query(".said").remove()


def _short(why: str) -> str:
    """An error as it stands beside its field: "longer than 120 characters"."""
    if why in ("is empty", "is required"):
        return "needed"
    return why.removeprefix("is ").removeprefix("has ")
