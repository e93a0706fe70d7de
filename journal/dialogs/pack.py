"""PackDialog: the few questions of a starting point; PackPreview: what it would make, before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import SHARE, Dialog
from journal.dialogs.form import Drafts, Form
from journal.domain.packs import COUNT, REASON, wrong
from journal.domain.record import Invalid
from journal.widgets.button import ButtonRow, PushButton
from journal.widgets.form_fields import FormField
from journal.widgets.line import MUTED, PLAIN, run
from journal.widgets.page import Lines, Page

AROUND = 10
"""Cells beside the text: the frame, its inner space, the gutter and the margin of the page."""


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


class PackPreview(Dialog[bool | None]):
    """Shows what would be made; True to make it, None to go back. `write` fills the page."""

    WIDTH = 92
    AUTO_FOCUS = "#plan"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "dismiss(True)", "create", tooltip="Make all of it; u takes it back", id="pack.create"),
        Binding("enter", "dismiss(True)", "create", tooltip="Make all of it", id="pack.enter", show=False),
        Binding("escape", "dismiss(None)", "back", tooltip="Back to the questions", id="pack.back"),
    ]

    page = getters.query_one("#plan", Page)

    def __init__(self, title: str, write: Callable[[Lines], object]) -> None:
        super().__init__(title)
        self.write = write
        self.buttons = ButtonRow(
            PushButton("Create", "ctrl+s", first=True, binding="pack.create", id="create"),
            PushButton("Back", "escape", binding="pack.back", id="back"),
        )

    def inside(self) -> Iterable[Widget]:
        yield Page(margin=2, id="plan")

    def foot(self) -> Iterator[Widget]:
        yield self.buttons

    def on_mount(self) -> None:
        super().on_mount()
        self.buttons.say("drafts only; u takes it back")
        self.page.show_lines(self.write)
        for what in ("scroll_y", "virtual_size"):
            self.watch(self.page, what, self._later_say_more, init=False)

    def on_resize(self) -> None:
        super().on_resize()
        lines = Lines(max(1, min(self.WIDTH, int(self.size.width * SHARE)) - AROUND))
        self.write(lines)
        self.page.styles.height = max(1, min(len(lines.lines), self.room))

    def _say_more(self) -> None:
        """Say in the frame that the page goes on below."""
        if found := self.query(Page):
            below = found.first().scroll_y < found.first().max_scroll_y
            self.query_one("#box").border_subtitle = "more below" if below else ""

    @on(PushButton.Pressed)
    def _press(self, event: PushButton.Pressed) -> None:
        self.dismiss(True if event.button.id == "create" else None)
