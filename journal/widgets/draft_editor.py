"""DraftEditor: one draft to be finished: what to keep in mind above it, subject and text, and what its places mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from journal.domain.templates import Place
from journal.widgets.draft_text import DraftSubject, DraftText
from journal.widgets.field import Prose
from journal.widgets.line import BOLD, DOUBT, MUTED, PLAIN, WARNING, cell, run, wrap
from journal.widgets.line_input import LineInput

LABEL = 14
"""Cells of a label."""
FEWEST_LINES, MOST_LINES, SPARE = 4, 16, 4
"""Lines of the text that are shown, and how many more than it needs at first."""
CRAMPED = 14
"""Lines up to which there is no space between subject, text and what a place means."""

Facts = Sequence[tuple[str, str]]
"""(label, text) of each line above the draft; the label "!" is for what must not be missed."""


class DraftEditor(Vertical):
    """`about` says what each place means, by name; `seen` gives a fact as it may be shown now."""

    DEFAULT_CSS = f"""
    DraftEditor {{
        height: auto; padding-right: 2;
        & > #facts {{ height: auto; }}
        & > #subject-row {{ height: 1; margin-top: 1; }}
        & > #subject-row > Static {{ width: {LABEL}; color: $foreground-muted; text-wrap: nowrap; }}
        & > #subject-row > DraftSubject {{ width: 1fr; }}
        & > DraftText {{ margin-top: 1; }}
        & > #meaning {{ height: 1; margin-top: 1; }}
    }}
    """

    subject = getters.query_one(DraftSubject)
    text = getters.query_one(DraftText)

    @dataclass
    class Edited(Message):
        """The draft is another one, or the cursor is elsewhere in it."""

    @dataclass
    class Left(Message):
        """The cursor wants to go on: 1 to the buttons."""

        step: int

    def __init__(self, about: Mapping[str, str], seen: Callable[[str], str]) -> None:
        super().__init__(id="draft")
        self.about, self.seen = about, seen
        self.facts: Facts = ()
        self.note, self.width = "", 80
        self.veiled = False
        """Whether the draft is blurred, but for what is being written."""

    def compose(self) -> ComposeResult:
        yield Static(id="facts")
        with Horizontal(id="subject-row"):
            yield Static("subject")
            yield DraftSubject(self.about)
        yield DraftText(self.about)
        yield Static(id="meaning")

    @property
    def wells(self) -> Sequence[DraftSubject | DraftText]:
        """Where one writes: subject, if there is one, and text."""
        return [self.subject, self.text] if self.query_one("#subject-row").display else [self.text]

    @property
    def places(self) -> list[tuple[int, Place]]:
        """(number of the well, place) for all that is still open, in order."""
        return [(at, place) for at, well in enumerate(self.wells) for place in well.places]

    def show(self, subject: str, text: str, facts: Facts, note: str, *, with_subject: bool) -> None:
        """Take a draft, and what stands above it; the cursor goes to the first open place."""
        self.facts, self.note = facts, note
        self.query_one("#subject-row").display = with_subject
        with self.prevent(DraftText.Changed, DraftSubject.Changed):
            self.subject.value, self.text.text = subject, text
        self.text.move_cursor((0, 0) if self.places else self.text.document.end)
        self.begin()

    def begin(self, step: int = 1) -> None:
        """Go to the first open place (or the last, with -1); without any to the end of the text."""
        if places := self.places:
            self._choose(*places[0 if step > 0 else -1])
        else:
            self.text.focus()

    def go(self, step: int) -> bool:
        """Go to the next open place (or the one before); False where there is none."""
        wells = self.wells
        here = next((at for at, well in enumerate(wells) if well.has_focus), None)
        if here is None:
            return False
        start, end = wells[here].chosen
        if step > 0:
            found = next((pair for pair in self.places if (pair[0], pair[1].start) >= (here, end)), None)
        else:
            before = [pair for pair in self.places if (pair[0], pair[1].end) <= (here, start)]
            found = before[-1] if before else None
        if found:
            self._choose(*found)
        return found is not None

    def _choose(self, well: int, place: Place) -> None:
        target = self.wells[well]
        target.focus()
        target.choose(place)
        self.say_meaning()

    def veil(self, on: bool) -> None:
        """Blur what is written, or show it again."""
        self.veiled = on
        for well in (self.subject, self.text):
            well.veiled = on
            well.refresh()

    def give_room(self, lines: int, width: int) -> None:
        """Fit into some lines and cells; the text takes what the rest leaves, as far as it needs it."""
        self.width = width
        above = self._above(width, most_of_note=2 if lines <= CRAMPED else 5)
        facts, subject, meaning = (self.query_one(f"#{name}") for name in ("facts", "subject-row", "meaning"))
        self.query_one("#facts", Static).update(Content("\n").join(above))
        facts.display = bool(above)
        gap = 1 if lines > CRAMPED else 0
        subject.styles.margin = (1 if above else 0, 0, 0, 0)
        self.text.styles.margin = (gap if subject.display else 1 if above else 0, 0, 0, 0)
        meaning.styles.margin = (gap, 0, 0, 0)
        rest = len(above) + bool(above) + (1 + gap if subject.display else 0) + gap + 1
        needed = sum(ceil((cell_len(line) + 1) / max(1, width - 2)) for line in self.text.text.split("\n")) + SPARE
        self.text.styles.height = max(FEWEST_LINES, min(MOST_LINES, needed, lines - rest))

    def _above(self, width: int, most_of_note: int) -> list[Content]:
        """The lines above the draft."""
        lines: list[Content] = []
        for name, fact in self.facts:
            shown = self.seen(fact)
            if name == DOUBT:
                lines += doubt(shown, width)
            else:
                lines.append(run(cell((name, MUTED), LABEL), cell(shown, width - LABEL)))
        if self.note:
            lines += [
                *([Content("")] if lines and most_of_note > 2 else []),
                *wrap((self.note, MUTED), width, most=most_of_note),
            ]
        return lines

    def say_meaning(self) -> None:
        """Say what the open place under the cursor wants."""
        here = next(((at, well) for at, well in enumerate(self.wells) if well.has_focus), None)
        said = Content("")
        if here:
            start, end = here[1].chosen
            found = next((place for place in here[1].places if place.start <= start and end <= place.end), None)
            if found:
                said = run((found.name.replace("_", " "), BOLD), "  ", (self.about[found.name], MUTED))
        if not said and self.places:
            said = run(("tab", BOLD), (" goes to the next open place", MUTED))
        self.query_one("#meaning", Static).update(run(cell(said, self.width)))

    @on(DraftText.Changed)
    @on(DraftSubject.Changed)
    @on(DraftText.SelectionChanged)
    def _tell(self, event: Message) -> None:
        event.stop()
        for well in self.wells if not isinstance(event, DraftText.SelectionChanged) else ():
            well.veiled = well.veiled and not well.has_focus
        self.say_meaning()
        self.post_message(self.Edited())

    @on(LineInput.Moved)
    @on(LineInput.Entered)
    @on(Prose.Moved)
    def _move(self, event: LineInput.Moved | LineInput.Entered | Prose.Moved) -> None:
        event.stop()
        step = 1 if isinstance(event, LineInput.Entered) else event.step
        if self.subject.has_focus and step > 0:
            self.text.focus()
        elif self.text.has_focus and step < 0:
            self.wells[0].focus()
        elif self.text.has_focus:
            self.post_message(self.Left(step))

    def on_descendant_focus(self) -> None:
        self.say_meaning()

    def on_descendant_blur(self) -> None:
        self.veil(self.veiled)


def doubt(text: str, width: int) -> list[Content]:
    """What must not be missed, on at most two lines."""
    lines = wrap((text, PLAIN), width, indent=2, most=2)
    return [run((f"{DOUBT} ", WARNING), lines[0][2:]), *lines[1:]]
