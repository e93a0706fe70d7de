"""How a file looks before it comes in, the columns that are asked for, and the bar while it takes a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from journal.dialogs.columns import ColumnRow, ColumnsDialog
from journal.dialogs.incoming import Incoming, IncomingDialog, IncomingRow
from journal.dialogs.working import WorkingDialog
from journal.exchange.column_names import FIELDS, NAMING

ROWS = [
    IncomingRow("head", "comes in while it is ticked"),
    IncomingRow("tick", "notes", "1,204"),
    IncomingRow("tick", "X-SKYPE", "3"),
    IncomingRow("head", ""),
    IncomingRow("head", "new (2)"),
    IncomingRow("row", "小林さくら Sakura Kobayashi", "日立製作所, sakura@example.org", 7),
    IncomingRow("row", "Maximiliane von Hohenlohe-Langenburg", "Acme, max@example.org", 12_345),
    IncomingRow("head", ""),
    IncomingRow("head", "left out (1)"),
    IncomingRow("row", "(no name)", "no name, e-mail or company", 12_350),
]
SHOWN = Incoming(
    "phone.vcf: 2 new people, 1 left out.\nphone.vcf: pictures (2) are not stored.", ROWS, frozenset({"X-SKYPE"})
)
SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=["80x24", "60x20"])


async def never(*_: Any) -> Incoming:
    return SHOWN


@SIZES
@pytest.mark.parametrize("theme", ["lamplight", "daybook"])
def test_a_preview(
    dialog_host: Callable[..., Any], snap_compare: Callable[..., bool], theme: str, size: tuple[int, int]
) -> None:
    app = dialog_host(IncomingDialog(SHOWN, never, columns=True), theme)
    assert snap_compare(app, press=["down"], terminal_size=size)


@SIZES
def test_columns(dialog_host: Callable[..., Any], snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    columns = [ColumnRow("Wer", "name", "Zoë"), ColumnRow("とても長い列の名前", "", "はい"), ColumnRow("Ort", "", "")]
    app = dialog_host(ColumnsDialog(columns, FIELDS, NAMING), "lamplight")
    assert snap_compare(app, terminal_size=size)


@SIZES
def test_work_that_takes_a_while(
    dialog_host: Callable[..., Any], snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    dialog = WorkingDialog("Looking at phone.vcf", "Every row gets a verdict; nothing is written yet.")
    dialog.share = 0.37
    assert snap_compare(dialog_host(dialog, "daybook"), terminal_size=size)
