"""ColumnsDialog: which field each column of a CSV file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.form import Form
from journal.domain.record import Invalid
from journal.domain.text import fold
from journal.widgets.completion import words_completer
from journal.widgets.form_fields import FormField
from journal.widgets.line import veiled

KEEP = "keep"
LABEL = 12
"""Cells of a name before its field."""


class ColumnRow(NamedTuple):
    """A column as it is now: its name, the field it is taken for, and a value in it."""

    name: str
    field: str
    example: str = ""


class ColumnsDialog(Form[dict[str, str]]):
    """Returns {column: field} for the columns that were said, or None. One of `naming` has to be among them."""

    WIDTH = 76
    TAKES_UNCHANGED = True

    def __init__(self, columns: Sequence[ColumnRow], fields: Sequence[str], naming: frozenset[str]) -> None:
        names = ", ".join(column.name for column in columns)
        super().__init__("Which column is which?", f"columns {names}", button="Look at it")
        self.columns = {f"column{at}": column for at, column in enumerate(columns)}
        self.known, self.naming = list(fields), naming

    def groups(self) -> Sequence[Sequence[FormField]]:
        completer = words_completer(self.known, many=False)
        return [
            [
                FormField(key, column.name, short=True, completer=completer, live=True, placeholder="kept beside")
                for key, column in self.columns.items()
            ]
        ]

    def inside(self) -> Iterator[Widget]:
        yield Static(f"One of {', '.join(self.known)}.", markup=False, classes="said")
        yield from super().inside()

    def start(self) -> Mapping[str, str]:
        return {key: column.field for key, column in self.columns.items()}

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        hints = {key: _hint(column) for key, column in self.columns.items()}
        return {key: veiled(hint) for key, hint in hints.items()} if self.veiled else hints

    def veil(self, on: bool) -> None:
        super().veil(on)
        self.show_state()

    def result(self, texts: Mapping[str, str], changed: set[str]) -> dict[str, str]:
        said = {key: fold(text.strip()) for key, text in texts.items() if text.strip()}
        wrong = {key: f"is none of {', '.join(self.known)}" for key, field in said.items() if field not in self.known}
        if wrong:
            raise Invalid(wrong)
        if not self.naming & set(said.values()):
            raise Invalid({next(iter(self.columns)): "one column has to be the name or the e-mail address"})
        # A field that was emptied means that the column is nothing but kept.
        said |= {key: KEEP for key, column in self.columns.items() if column.field and key not in said}
        return {self.columns[key].name: field for key, field in said.items()}


def _hint(column: ColumnRow) -> str:
    """A value of the column, after its name where that is cut before the field."""
    return f"{column.name}: {column.example}" if cell_len(column.name) > LABEL else column.example
