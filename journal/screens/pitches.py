"""Your introduction: six ways to build one, and every version that was kept, with its day and its event."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from journal.dialogs.pitch import checked
from journal.domain.pitch import Frame, Version, frames_for, versions, words
from journal.domain.words import plural, short_day
from journal.screens.acts.pitches import PitchActs
from journal.screens.two_pages import TwoPages, keys_of_all
from journal.store.prep_runs import PITCH
from journal.widgets.line import BOLD, MUTED, PLAIN, cell, run, wrap
from journal.widgets.page import Lines
from journal.widgets.row_list import RowList

if TYPE_CHECKING:
    from journal.screens.place import Place

FRAME, VERSION = "frame", "version"
"""Tables of the lines of the left page."""
DAY, TITLE, MOST_LINES = 13, 21, 5


def verb(key: str, action: str, word: str, tooltip: str) -> Binding:
    """The binding of what is done with the version under the cursor."""
    return Binding(key, action, word, tooltip=tooltip, id=f"pitches.{action}")


class PitchesScreen(TwoPages):
    """Ways to build one and versions on the left, the text with its checks on the right."""

    HELP_TEXT = "A frame asks four questions and makes a text of the answers; every version is kept with its day."
    BINDINGS: ClassVar[list[BindingType]] = [
        verb("n", "build", "build one", "Choose a frame and answer its questions"),
        verb("e", "edit", "edit", "Change the text; what it was stays as a version"),
        verb("y", "copy", "copy", "Copy the text"),
        verb("a", "give", "for an event", "Give it to an event that comes"),
        verb("x", "remove", "remove", "Remove this version; u takes it back"),
        Binding("u", "app.undo", "undo", tooltip="Take back the last change", id="pitches.undo", show=False),
        *keys_of_all("pitches"),
        Binding("escape,q", "dismiss(None)", "back", tooltip="Back to where you were", id="pitches.back"),
    ]

    def __init__(self, place: Place, event: str = "") -> None:
        super().__init__()
        self.desk, self.acts = place.desk, PitchActs(place, event)
        self.versions: list[Version] = []

    async def on_mount(self) -> None:
        self.desk.index.listeners.append(self._follow)
        self.right.can_focus = False

    def on_unmount(self) -> None:
        self.desk.index.listeners.remove(self._follow)

    def _follow(self, touched: object) -> None:
        self.draw()

    def draw_left(self) -> None:
        found = self.desk.journal.settings.get(PITCH)
        self.versions = versions(found.document()) if found else []
        self.left.show_lines(self.write_left, keep=True)

    def draw_right(self) -> None:
        super().draw_right()
        self.refresh_bindings()

    def write_left(self, lines: Lines) -> None:
        count = plural(len(self.versions), "version") if self.versions else ""
        lines.title("Your introduction", count)
        lines.muted(f"What you say when somebody asks what you do{self.acts.for_whom}.")
        if self.versions:
            lines.section("Versions")
            if not lines.tight:
                lines.gap()
        for number, version in enumerate(self.versions):
            self._version(lines, number, version)
        lines.section("Build one", "four questions each")
        if not lines.tight:
            lines.gap()
        for frame in frames_for(self.desk.prep.pitch, self.desk.pinned.frames):
            lines.add(run(cell(frame.title, TITLE), (frame.for_, MUTED)), FRAME, frame.id)

    def _version(self, lines: Lines, number: int, version: Version) -> None:
        """The day and the text, its beginning where all of it stands beside; below, for which event, how long it is."""
        text = self.desk.seen(" ".join(version.text.split()))
        most = 1 if self.two else MOST_LINES
        first, *rest = wrap((text, PLAIN), lines.width - DAY, most=most)
        lines.add(run(cell((self._day(version), MUTED), DAY), first), VERSION, str(number + 1))
        for line in rest:
            lines.add(run(" " * DAY, line))
        facts = " · ".join(filter(None, (self._event(version), plural(len(words(version.text)), "word"))))
        lines.add(run(" " * DAY, (facts, MUTED)))

    def _day(self, version: Version) -> str:
        try:
            return short_day(date.fromisoformat(version.on), self.desk.today)
        except ValueError:
            return version.on

    def _event(self, version: Version) -> str:
        event = self.desk.journal.events.get(version.event) if version.event else None
        return self.desk.seen(event.title) if event else ""

    def write_right(self, lines: Lines) -> None:
        """The version or the frame under the cursor."""
        if (version := self.version) is not None:
            self._whole(lines, version)
        elif (frame := self.frame) is not None:
            lines.title(frame.title, frame.for_)
            for prompt in self.desk.prep.pitch.prompts(frame):
                lines.gap().text(prompt.ask)
                lines.muted(prompt.hint)
            lines.gap().add(run(("enter", BOLD), (" asks these, and makes a text of the answers.", MUTED)))

    def _whole(self, lines: Lines, version: Version) -> None:
        builder = self.desk.prep.pitch
        frame = next((each.title for each in builder.frame if each.id == version.frame), "")
        length = builder.length(version.length)
        lines.title(frame or "In your words", self._day(version))
        lines.muted(" · ".join(filter(None, (self._event(version), length.title.lower())))).gap()
        lines.text((self.desk.seen(version.text), BOLD)).gap()
        for line in checked(builder, version.text, length, lines.width):
            lines.add(line)

    @property
    def version(self) -> Version | None:
        """The version under the cursor."""
        line = self.left.current
        at = int(line.id) - 1 if line is not None and line.table == VERSION else -1
        return self.versions[at] if 0 <= at < len(self.versions) else None

    @property
    def frame(self) -> Frame | None:
        """The frame under the cursor."""
        line = self.left.current
        frames = self.desk.prep.pitch.frame
        return next((each for each in frames if line and line.table == FRAME and each.id == line.id), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.version is not None if action in ("edit", "copy", "give", "remove") else True

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        if event.list is self.left:
            self.draw_right()

    @work
    async def on_row_list_opened(self, event: RowList.Opened) -> None:
        if self.version is not None:
            self._to_the_new_one(await self.acts.edit(self.version))
        elif self.frame is not None:
            self._to_the_new_one(await self.acts.build(self.frame))

    def _to_the_new_one(self, kept: bool) -> None:
        """The cursor goes to what was kept just now: the first of the versions."""
        if kept:
            self.draw()
            self.left.action_jump(0)

    @work
    async def action_build(self) -> None:
        self._to_the_new_one(await self.acts.build())

    @work
    async def action_edit(self) -> None:
        if self.version is not None:
            self._to_the_new_one(await self.acts.edit(self.version))

    @work
    async def action_give(self) -> None:
        if self.version is not None:
            await self.acts.give(self.version)

    def action_remove(self) -> None:
        if self.version is not None:
            self.acts.remove_version(self.version)

    def action_copy(self) -> None:
        if self.version is not None:
            self.acts.copy(self.version)
