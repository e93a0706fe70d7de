"""MessageDialog: a message to somebody, from a template: choose one, fill its open places, take it away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from textual import getters, on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.ask import AskDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.correspondence import Correspondence, Outgoing
from journal.dialogs.dialog import SHARE, Dialog
from journal.dialogs.form import Drafts
from journal.domain.templates import Template
from journal.domain.text import clean, clean_lines
from journal.domain.words import plural
from journal.widgets.button import ButtonRow, PushButton
from journal.widgets.draft_editor import DraftEditor, doubt
from journal.widgets.frame import TALL
from journal.widgets.line import key_words
from journal.widgets.template_list import TemplateList

ASKED = (
    ("settings.my_name", "What is your name?", "name", "as you sign a message; kept for the next one"),
    ("settings.about_me", "What do you do now, in one line?", "you are", "kept for the next message"),
)
"""What a template may need to know about the user, and how it is asked for, once."""
KEYS = (("enter", "write"), ("↑ ↓", "choose"), ("esc", "close"))
MAIL, MAIL_SHORT, MAIL_FROM = "Open mail program", "Open mail", 96
"""The word on the button, a shorter one, and the columns from which there is room for the first."""
BESIDE = 8
"""Cells of the frame and the space beside the text."""


class MessageDialog(Dialog[Outgoing | None]):
    """Returns the message, or None. `begin` is a template to go to at once. What is written stays in `drafts`."""

    WIDTH = 92
    AUTO_FOCUS = "SearchField"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take('copy')", "copy", tooltip="Copy the message", id="message.copy"),
        Binding("ctrl+o", "take('mail')", "mail", tooltip="Open it in the mail program", id="message.mail"),
        Binding("escape", "back", "back", tooltip="To the list, then out; the text is kept", id="message.back"),
        Binding("tab", "go(1)", "next", tooltip="To the next open place", id="message.next", show=False),
        Binding("shift+tab", "go(-1)", "before", tooltip="To the open place before", id="message.before", show=False),
        Binding("ctrl+r", "start_over", "start over", tooltip="The template as it was", id="message.start_over"),
    ]

    chooser = getters.query_one(TemplateList)
    editor = getters.query_one(DraftEditor)

    def __init__(self, about: Correspondence, *, drafts: Drafts | None = None, begin: Template | None = None) -> None:
        super().__init__("Message")
        self.about, self.drafts, self.begin = about, {} if drafts is None else drafts, begin
        self.template: Template | None = None
        self.first = ("", "")
        """Subject and text before anything was changed."""
        self.declined: set[str] = set()
        self.veiled = False
        """Whether drafts are blurred, but for what is being written."""
        self.buttons = ButtonRow(
            PushButton("Copy", "ctrl+s", first=True, binding="message.copy", id="copy"),
            PushButton(MAIL, "ctrl+o", binding="message.mail", id="mail"),
            PushButton("Back", "escape", binding="message.back", id="back"),
        )

    def inside(self) -> Iterable[Widget]:
        yield Static(id="notices")
        yield TemplateList(list(self.about.sections(self.is_begun)), self.about.look)
        yield DraftEditor(self.about.meanings, self.about.seen)

    def foot(self) -> Iterator[Widget]:
        yield Static(key_words(KEYS), id="keys")
        yield self.buttons

    def on_mount(self) -> None:
        self.query_one("#mail").display = bool(self.about.address)
        self._show_step()
        self.editor.veil(self.veiled)
        if self.begin:
            self.choose(self.begin)

    @property
    def shown_heading(self) -> str:
        name = self.about.seen(self.about.name)
        return f"{self.template.title}, to {name}" if self.template else f"Message to {name}"

    def veil(self, on: bool) -> None:
        """Blur what could name somebody, or show it again."""
        self.chooser.sections = list(self.about.sections(self.is_begun))
        self.chooser.show_found()
        self.veiled = on
        self.editor.veil(on)
        self.make_room()

    def on_resize(self) -> None:
        self.make_room()

    def make_room(self) -> None:
        """Give both steps the room there is."""
        super().on_resize()
        self.buttons.buttons[1].label = MAIL if self.size.width >= MAIL_FROM else MAIL_SHORT
        width = min(self.WIDTH, int(self.size.width * SHARE)) - BESIDE
        notices = [line for notice in self.about.notices for line in doubt(notice, width)]
        self.query_one("#notices", Static).update(Content("\n").join([*notices, Content("")]))
        self.query_one("#notices").display = bool(notices) and self.template is None
        self.chooser.give_room(self.room - (len(notices) + 1 if notices else 0), width, tall=self.size.height >= TALL)
        self.editor.give_room(self.room, width)

    def is_begun(self, template: Template) -> bool:
        return self.about.key(template) in self.drafts

    @on(TemplateList.Chosen)
    def _chosen(self, event: TemplateList.Chosen) -> None:
        self.choose(event.template)

    @work(exclusive=True)
    async def choose(self, template: Template) -> None:
        """Go on to the draft from a template; ask first what it needs to know about the user."""
        for auto, question, label, hint in ASKED:
            if auto not in self.declined and self.about.unknown_of(template, auto):
                dialog = AskDialog(question, label, hint=hint)
                dialog.keep_in(self.drafts)
                answer = await self.app.push_screen_wait(dialog)
                if not answer:
                    self.declined.add(auto)
                elif why := self.about.keep(auto.partition(".")[2], answer):
                    self.notify(why, severity="error", markup=False)
        self.template, self.first = template, self.about.first_draft(template)
        kept = self.drafts.get(self.about.key(template), {})
        self._show_draft(str(kept.get("subject", self.first[0])), str(kept.get("text", self.first[1])))

    def _show_draft(self, subject: str, text: str) -> None:
        assert self.template is not None
        self._show_step()
        self.editor.show(
            subject, text, self.about.facts, self.template.note, with_subject=self.template.channel == "email"
        )
        self.make_room()
        self._edited()

    def _show_step(self) -> None:
        """Show the list, or the draft."""
        writing = self.template is not None
        self.chooser.display, self.editor.display = not writing, writing
        self.query_one("#keys").display, self.buttons.display = not writing, writing
        if not writing:
            self.chooser.field.focus()
        self.make_room()
        self.refresh_bindings()

    @on(DraftEditor.Edited)
    def _edited(self) -> None:
        """Keep what is written, from the first letter on, and count what is open."""
        if self.template is None:
            return
        subject, text = self.editor.subject.value, self.editor.text.text
        key = self.about.key(self.template)
        if (subject, text) != self.first:
            self.drafts[key] = {"subject": subject, "text": text}
        else:
            self.drafts.pop(key, None)
        count = len(self.editor.places)
        self.buttons.say(f"{count} open" if count else "")

    @on(DraftEditor.Left)
    def _left(self) -> None:
        self.buttons.buttons[0].focus()

    def action_go(self, step: int) -> None:
        """To the next open place; from the last one on to the buttons, and from there back to the first."""
        if self.template is None or self.editor.go(step):
            return
        self.focus_next() if step > 0 else self.focus_previous()
        if self.focused in self.editor.wells and self.editor.places:
            self.editor.begin(step)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("take", "start_over"):
            return self.template is not None
        return True

    @on(PushButton.Pressed)
    def _press(self, event: PushButton.Pressed) -> None:
        match event.button.id:
            case "copy" | "mail" as way:
                self.action_take(way)
            case _:
                self.action_back()

    @work(exclusive=True)
    async def action_take(self, way: Literal["copy", "mail"]) -> None:
        """Give the message back, to be copied or opened; ask once if places are open."""
        if self.template is None:
            return
        if way == "mail" and not self.about.address:
            self.notify(
                f"There is no e-mail address of {self.about.seen(self.about.name)} here; ctrl+s copies.", markup=False
            )
            return
        if places := self.editor.places:
            names = ", ".join(dict.fromkeys(place.name.replace("_", " ") for _, place in places))
            question = ConfirmDialog(
                f"{plural(len(places), 'place is', 'places are')} still open",
                f"Only you can fill {'it' if len(places) == 1 else 'them'}: {names}.",
                [("escape", "Go on writing", False), ("t", "Take it as it is", True)],
            )
            if not await self.app.push_screen_wait(question):
                self.editor.begin()
                return
        self.dismiss(Outgoing(way, self.template, clean(self.editor.subject.value), clean_lines(self.editor.text.text)))

    def action_start_over(self) -> None:
        """The draft as the template gives it."""
        if self.template is not None:
            self._show_draft(*self.first)

    def action_back(self) -> None:
        """From the draft to the list, from the list out."""
        if self.template is None:
            self.dismiss(None)
            return
        self.template = None
        self.chooser.sections = list(self.about.sections(self.is_begun))
        self.chooser.show_found()
        self._show_step()
