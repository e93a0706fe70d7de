"""PackDialog: the few questions of a starting point; PackPreview: what it would make, before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.form import Drafts, Form
from journal.dialogs.paged import PagedDialog
from journal.domain.packs import COUNT, REASON, wrong
from journal.domain.record import Invalid
from journal.widgets.button import ButtonRow, PushButton
from journal.widgets.form_fields import FormField
from journal.widgets.line import MUTED, PLAIN, run
from journal.widgets.page import Lines


class Question(Static):
    """A question over its field."""

    DEFAULT_CSS = "Question { height: auto; margin-top: 1; &.-first { margin-top: 0; } }"


class PackDialog(Form[Mapping[str, str]]):
    """Returns the answers by question; an empty one is an answer too. `asks` are name → question."""

    TAKES_UNCHANGED = True

    def __init__(
        self, title: str, asks: Mapping[str, str], answers: Mapping[str, str], *, drafts: Drafts | None = None
    ) -> None:
        super().__init__(title, f"starting point {title}", drafts, button="See what it makes")
        self.asks, self.answers = asks, answers

    def groups(self) -> Sequence[Sequence[FormField]]:
        return ([FormField(name, self._label(name)) for name in self.asks],)

    def _label(self, name: str) -> str:
        """The word that matters; where two questions ask for the same, which of them."""
        word = {COUNT: "how many", REASON: "why"}.get(name, name.rpartition("_")[2])
        same = sum(each.rpartition("_")[2] == word for each in self.asks)
        return name.replace("_", " ") if same > 1 else word

    def inside(self) -> Iterator[Widget]:
        yield Static(run(("Commas between several. All of it can be left empty.", MUTED)), classes="said")
        yield from super().inside()

    def on_mount(self) -> None:
        super().on_mount()
        for number, name in enumerate(self.asks, 1):
            field = self.fields[name]
            classes = "-first" if number == 1 else None
            self.fields.mount(Question(run((self.asks[name], PLAIN)), classes=classes), before=field)

    def start(self) -> Mapping[str, str]:
        return {name: self.answers.get(name, "") for name in self.asks}

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Mapping[str, str]:
        if faults := {name: why for name, text in texts.items() if (why := wrong(name, text))}:
            raise Invalid(faults)
        return dict(texts)


class PackPreview(PagedDialog[bool | None]):
    """Shows what would be made; True to make it, None to go back. `tell` fills the page."""

    WIDTH = 92
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "dismiss(True)", "create", tooltip="Make all of it; u takes it back", id="pack.create"),
        Binding("enter", "dismiss(True)", "create", tooltip="Make all of it", id="pack.enter", show=False),
        Binding("escape", "dismiss(None)", "back", tooltip="Back to the questions", id="pack.back"),
    ]

    def __init__(self, title: str, tell: Callable[[Lines], object]) -> None:
        super().__init__(title)
        self.tell = tell
        self.buttons = ButtonRow(
            PushButton("Create", "ctrl+s", first=True, binding="pack.create", id="create"),
            PushButton("Back", "escape", binding="pack.back", id="back"),
        )

    def write(self, lines: Lines) -> None:
        self.tell(lines)

    def foot(self) -> Iterator[Widget]:
        yield self.buttons

    def on_mount(self) -> None:
        self.buttons.say("drafts only; u takes it back")

    @on(PushButton.Pressed)
    def _press(self, event: PushButton.Pressed) -> None:
        self.dismiss(True if event.button.id == "create" else None)
