"""What became of rows that could not be imported: kept as a CSV file, to be mended and imported again."""

from __future__ import annotations

import csv
import io
import os
from datetime import datetime
from pathlib import Path

from journal.exchange.files import ExchangeError
from journal.exchange.plan import Plan

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""How cells begin that a spreadsheet would run; the wide forms too, for spreadsheets that are set to Japanese."""


def keep(plan: Plan, folder: Path, now: datetime) -> Path | None:
    """Write the skipped rows of a plan into `folder`, readable by the user only; None if there are none.

    Raises `ExchangeError`.
    """
    text = as_csv(plan)
    if not text:
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _write_new(folder, f"{now:%Y-%m-%d-%H%M%S}-{plan.format}-skipped", text)
    except OSError as error:
        raise ExchangeError(f"The skipped rows could not be kept in {folder}: {error.strerror or error}.") from None


def as_csv(plan: Plan) -> str:
    """The skipped rows with their line, their reason and their cells; "" if there are none."""
    if not plan.counts["skip"]:
        return ""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["Line", "Reason", *(plan.header or ("Name",))])
    for row in (row for row in plan.rows if row.verdict == "skip"):
        writer.writerow([plan.file_line(row), row.reason, *map(defused, row.cells or (row.name,))])
    return text.getvalue()


def defused(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _write_new(folder: Path, stem: str, text: str) -> Path:
    number = 1
    while True:
        path = folder / (f"{stem}.csv" if number == 1 else f"{stem}-{number}.csv")
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            number += 1
            continue
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        return path
