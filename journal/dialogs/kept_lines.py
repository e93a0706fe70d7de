"""KeptLines: lines that were captured and not saved yet, in the drafts of the program."""

from __future__ import annotations

from journal.dialogs.form import Drafts

DRAFT = "capture"


class KeptLines:
    """The one being written, behind those kept before. While somebody looks (`hidden`) none of those is offered."""

    def __init__(self, drafts: Drafts, *, hidden: bool) -> None:
        self.drafts = drafts
        kept = drafts.get(DRAFT, [])
        lines = [kept] if isinstance(kept, str) else [str(line) for line in kept]
        self.text = lines.pop() if lines and not hidden else ""
        self.others = lines

    def keep(self, text: str) -> None:
        """Keep the line as it is now; an empty one is none."""
        lines = [*self.others, *([text] if text.strip() else [])]
        if lines:
            self.drafts[DRAFT] = lines
        else:
            self.drafts.pop(DRAFT, None)

    def put_by(self, text: str) -> None:
        """Count the line that was offered among those before it; another one begins."""
        self.others += [text] if text else []
        self.text = ""

    def settle(self, line: str) -> None:
        """The line is saved."""
        self.others = [other for other in self.others if other.strip() != line]
        self.keep("")
