"""EvidenceDialog: what is known about why a step helps, how sure that is, and what to keep in mind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.dialog import Dialog
from journal.domain.templates import Evidence
from journal.widgets.line import MUTED, PLAIN, key_words, run

STRENGTHS = {
    "strong": "well supported",
    "moderate": "supported",
    "early": "early findings",
    "theory": "a theory",
    "contested": "contested",
    "practice": "good practice, not a study",
}


class EvidenceDialog(Dialog[None]):
    """One paragraph for each finding, its caveat always with it."""

    CHROME = 5
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,w", "dismiss(None)", "close", tooltip="Back to the step", id="dialog.close"),
    ]

    def __init__(self, title: str, findings: Sequence[Evidence]) -> None:
        super().__init__(title)
        self.findings = findings

    def inside(self) -> Iterable[Widget]:
        for number, finding in enumerate(self.findings):
            said = [(finding.says, PLAIN), ("\n", PLAIN)]
            said += [(f"But: {finding.caveat}\n", MUTED)] if finding.caveat else []
            source = " · ".join(part for part in (STRENGTHS[finding.strength], finding.cite) if part)
            paragraph = Static(run(*said, (source, MUTED)))
            paragraph.styles.height = "auto"
            paragraph.styles.margin = (1 if number else 0, 0, 0, 0)
            yield paragraph

    def foot(self) -> Iterator[Widget]:
        yield Static(key_words([("esc", "close")]), id="keys")
