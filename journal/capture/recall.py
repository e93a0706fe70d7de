"""The lines that the arrow up brings back: those kept from before, those saved meanwhile, and the one being written."""

from __future__ import annotations

FAULT = "\0"
"""Before a draft over which the program stumbled: it would again, if it were offered at once."""


class Recalled:
    """One of the lines: its text now, as it stands among the drafts ("" if it does not), and as it was saved."""

    __slots__ = ("kept", "saved", "text")

    def __init__(self, text: str = "", kept: str = "", saved: str = "") -> None:
        self.text = text
        self.kept = kept
        self.saved = saved


class Recall:
    """Lines in order of time; `seen` is the one in the field, at first the latest that was kept."""

    __slots__ = ("lines", "seen")

    def __init__(self, kept: list[str]) -> None:
        self.lines = [Recalled(text.removeprefix(FAULT), kept=text) for text in kept]
        if not kept or kept[-1].startswith(FAULT):
            self.lines.append(Recalled())
        self.seen = len(self.lines) - 1

    @property
    def text(self) -> str:
        return self.lines[self.seen].text

    def move(self, step: int, text: str) -> bool:
        """Go to another line and leave this one with `text`; False if there is none."""
        if not 0 <= self.seen + step < len(self.lines):
            return False
        self.lines[self.seen].text = text
        self.seen += step
        return True

    def take_saved(self, text: str) -> list[str]:
        """The line in the field was saved as `text`: a new one begins. Returns the draft that is none any more."""
        line = self.lines[self.seen]
        kept = [line.kept] if line.kept else []
        if line.saved:
            line.text = line.saved
        else:
            self.lines.remove(line)
        if self.lines and not self.lines[-1].text and not self.lines[-1].kept:
            self.lines.pop()
        self.lines += [Recalled(text, saved=text), Recalled()]
        self.seen = len(self.lines) - 1
        return kept

    def add(self, texts: list[str]) -> None:
        """Lines that came too late to be looked at."""
        late = [Recalled(text) for text in texts if text.strip()]
        self.lines[self.seen : self.seen] = late
        self.seen += len(late)

    def drop(self) -> list[str]:
        """The line in the field is not wanted. Returns the draft that is none any more."""
        line = self.lines[self.seen]
        kept, line.text, line.kept = line.kept, line.saved, ""
        return [kept] if kept else []

    def unsaved(self) -> tuple[list[str], list[str]]:
        """Drafts that are none any more, and the lines to be kept instead; the one in the field is the last."""
        gone, kept = [], []
        field = self.lines[self.seen]
        for line in [*(one for one in self.lines if one is not field), field]:
            if line.text != line.kept.removeprefix(FAULT):
                gone += [line.kept] if line.kept else []
                kept += [line.text] if line.text.strip() and line.text != line.saved else []
        return gone, kept

    def stumbled(self) -> tuple[list[str], list[str]]:
        """Like `unsaved`, but the line in the field is one that the arrow up has to bring back."""
        gone, kept = self.unsaved()
        line = self.lines[self.seen]
        if line.text in kept:
            kept.remove(line.text)
        elif line.kept:
            gone.append(line.kept)
        return gone, [*kept, FAULT + line.text] if line.text.strip() else kept
