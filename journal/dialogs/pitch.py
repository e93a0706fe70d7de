"""PitchDialog asks the questions of a frame; PitchTextDialog shows the text, with its checks while it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.form import Drafts, Form
from journal.dialogs.reading import Reader, read_choice
from journal.domain.pitch import Builder, Frame, Length, check, words
from journal.domain.record import Invalid
from journal.domain.text import clean, clean_lines
from journal.widgets.completion import words_completer
from journal.widgets.form_fields import FormField
from journal.widgets.frame import TALL
from journal.widgets.line import DONE, DOUBT, MUTED, PLAIN, SUCCESS, WARNING, run, wrap

LONGEST = 2_000
"""Letters of an introduction."""


class Spoken(NamedTuple):
    """An introduction, and the id of how long it may be."""

    text: str
    length: str


class PitchDialog(Form[Mapping[str, str]]):
    """The questions of a frame; returns the answers by question."""

    TAKES_UNCHANGED = True

    def __init__(self, builder: Builder, frame: Frame, drafts: Drafts) -> None:
        super().__init__(frame.title, f"pitch {frame.id}", drafts, button="Build it")
        self.prompts = builder.prompts(frame)

    def groups(self) -> Sequence[Sequence[FormField]]:
        return [(FormField(prompt.id, prompt.called, live=True),) for prompt in self.prompts]

    def start(self) -> Mapping[str, str]:
        return {prompt.id: "" for prompt in self.prompts}

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {prompt.id: f"{prompt.ask} {prompt.hint}" for prompt in self.prompts}

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Mapping[str, str]:
        return {name: clean(text) for name, text in texts.items()}


class PitchTextDialog(Form[Spoken]):
    """The text as it is said. `new` keeps it even unchanged; `name` tells drafts of several versions apart."""

    def __init__(
        self, builder: Builder, spoken: Spoken, *, name: str, drafts: Drafts | None = None, new: bool = False
    ) -> None:
        super().__init__("Your introduction", f"pitch text {name}", drafts, button="Keep it")
        self.builder, self.spoken, self.new = builder, spoken, new
        self.unsaved = new

    def groups(self) -> Sequence[Sequence[FormField]]:
        titles = [each.title for each in self.builder.lengths]
        return (
            (FormField("text", "said aloud", lines=6 if self.app.size.height >= TALL else 4),),
            (FormField("length", "length", short=True, completer=words_completer(titles, many=False), live=True),),
        )

    def start(self) -> Mapping[str, str]:
        return {"text": self.spoken.text, "length": self.builder.length(self.spoken.length).title}

    def inside(self) -> Iterator[Widget]:
        yield from super().inside()
        yield Static(id="checks", classes="said")

    def show_state(self) -> dict[str, str]:
        wrong = super().show_state()
        texts = self.fields.texts
        lines = [] if "length" in wrong else checked(self.builder, texts["text"], self._length(texts), self.room_across)
        self.query_one("#checks", Static).update(Content("\n").join([Content(""), *lines]))
        return wrong

    @property
    def room_across(self) -> int:
        """Cells of a line of the checks."""
        return max(20, min(self.WIDTH, int(self.app.size.width * 0.94)) - 8)

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.show_state)

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        try:
            length = self._length(texts)
        except ValueError:
            return {}
        return {"length": f"{length.words} words, about {length.seconds} seconds"}

    def _length(self, texts: Mapping[str, str]) -> Length:
        title = read_choice(texts["length"], [each.title for each in self.builder.lengths], "length")
        return next(each for each in self.builder.lengths if each.title == title)

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Spoken:
        reader = Reader(texts)
        length = reader.take("length", lambda _: self._length(texts).id)
        text = clean_lines(texts["text"]).strip()
        if not text:
            reader.wrong["text"] = "needed"
        elif len(text) > LONGEST:
            reader.wrong["text"] = f"longer than {LONGEST} characters"
        if reader.wrong:
            raise Invalid(reader.wrong)
        return Spoken(text, str(length))


def checked(builder: Builder, text: str, length: Length, width: int) -> list[Content]:
    """How long a text takes, and what the checks have to say about it."""
    if not words(text):
        return []
    found = [each for each in check(builder, text, length) if not each.well]
    count = f"{len(words(text))} words, about {builder.seconds(text)} seconds"
    lines = [run((count, MUTED), *(() if found else ((f"   {DONE} all {len(builder.checks)} checks", SUCCESS),)))]
    for each in found:
        first, *rest = wrap((each.say, PLAIN), width - 2)
        lines += [run((f"{DOUBT} ", WARNING), first), *(run("  ", line) for line in rest)]
    return lines
