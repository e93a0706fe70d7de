"""Building an introduction of oneself, changing one, giving it to an event, removing a version."""

from __future__ import annotations

from typing import Any

from journal.dialogs.choose import ChooseDialog
from journal.dialogs.pitch import PitchDialog, PitchTextDialog, Spoken
from journal.domain.pitch import Frame, Version, draft, frames_for, without_version
from journal.domain.record import Invalid
from journal.domain.words import when
from journal.screens import sending
from journal.screens.acts.base import Acts
from journal.screens.question_rows import coming
from journal.store.journal import StoreError
from journal.store.prep_runs import PITCH, keep_pitch


class PitchActs(Acts):
    """What is kept is kept for the event with the id `event`, or for none."""

    def __init__(self, place: Any, event: str = "") -> None:
        super().__init__(place)
        self.event = event

    @property
    def for_whom(self) -> str:
        """The end of a sentence: at which event."""
        event = self.desk.journal.events.get(self.event) if self.event else None
        return f" at {self.desk.seen(event.title)}" if event else ""

    async def build(self, frame: Frame | None = None) -> bool:
        """Answer the questions of a frame, look over what comes of it, keep it; whether it was kept."""
        builder = self.desk.prep.pitch
        if frame is None:
            frames = frames_for(builder, self.desk.pinned.frames)
            options = [(each, each.title, each.for_) for each in frames]
            frame = await self.place.ask(ChooseDialog("What kind of introduction?", options))
        if frame is None:
            return False
        answers = await self.place.ask(PitchDialog(builder, frame, self.desk.drafts))
        text = draft(builder, frame, answers) if answers else ""
        return bool(text) and await self._write(Version(text, "", "", frame.id, builder.length("").id), new=True)

    async def edit(self, version: Version) -> bool:
        """Change a text: what comes of it is another version, the old one stays."""
        return await self._write(version, new=False)

    async def _write(self, version: Version, *, new: bool) -> bool:
        """Show the text until it could be kept, or was left."""
        name = f"{version.frame} {version.on}"
        spoken: Spoken | None = Spoken(version.text, version.length)
        while spoken is not None:
            dialog = PitchTextDialog(self.desk.prep.pitch, spoken, name=name, drafts=self.desk.drafts, new=new)
            spoken = await self.place.ask(dialog)
            if spoken is not None and self._kept(spoken, self.event, version.frame):
                return True
            new = True
        return False

    async def give(self, version: Version) -> None:
        """Give a version to an event."""
        events = coming(self.desk)
        if not events:
            self.place.app.notify("There is no event to give it to; n in Prep makes one.", markup=False)
            return
        options = [(each.id, self.desk.seen(each.title), when(each.day, self.desk.today)) for each in events]
        event = await self.place.ask(ChooseDialog("For which event?", options))
        if event is not None:
            self._kept(Spoken(version.text, version.length), event, version.frame)

    def _kept(self, spoken: Spoken, event: str, frame: str) -> bool:
        journal, today = self.desk.journal, self.desk.today
        try:
            keep_pitch(journal, spoken.text, today, event=event, frame=frame, length=spoken.length)
        except (StoreError, Invalid, OSError) as error:
            self.place.fail(error)
            return False
        with_what = "the day and the event" if event else "the day"
        self.place.written(f"Kept, with {with_what}.   u takes it back")
        return True

    def remove_version(self, version: Version) -> None:
        """Take a version out; an event that has it keeps its text."""
        before = self.desk.journal.settings.get(PITCH)
        if before is None:
            return
        after = type(before).parse(without_version(before.document(), version), PITCH)
        try:
            self.write("remove a version of the introduction", lambda transaction: transaction.change(before, after))
        except (StoreError, Invalid, OSError) as error:
            self.place.fail(error)
            return
        self.place.written("Removed this version.   u takes it back")

    def copy(self, version: Version) -> None:
        """Copy a text."""
        try:
            file = sending.copy(self.place.app, "", version.text, self.desk.paths)
        except OSError as error:
            self.place.fail(error)
            return
        where = sending.short(file)
        self.place.app.notify(f"Copied. If your terminal did not take it, it is in {where}.", markup=False)
