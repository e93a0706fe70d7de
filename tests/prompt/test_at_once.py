"""Many prompts at once: no line is lost, nobody is made twice, and every document is one that the program takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from journal.domain.contacts import Contact
from journal.domain.record import Record
from journal.domain.timeline import Interaction

RECORDS: dict[str, type[Record]] = {one.TABLE: one for one in (Contact, Interaction)}
PROCESSES, LINES = 8, 250
SAVING = """
import os, sys
from journal.capture.options import read_options
from journal.capture.reader import Reader
reader = Reader(read_options([], os.environ))
for number in range(int(sys.argv[2])):
    why = reader.save(f"call with @dana and @number-{number} from {sys.argv[1]}", 60)
    assert why == "", why
    reader.renew()
"""


def test_eight_prompts_save_250_lines_each(
    env: dict[str, str], lines: Callable[[], list[dict[str, Any]]], tmp_path: Path
) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", SAVING, str(one), str(LINES)], env=env) for one in range(PROCESSES)
    ]
    assert [writer.wait(120) for writer in writers] == [0] * PROCESSES
    written = lines()
    assert len({line["rev"] for line in written}) == len(written) == PROCESSES * LINES
    raws = {doc["raw"] for line in written for doc in line["put"]["interactions"].values()}
    assert raws == {
        f"call with @dana and @number-{number} from {one}" for one in range(PROCESSES) for number in range(LINES)
    }
    names = [doc["name"] for line in written for doc in line["put"].get("contacts", {}).values()]
    assert len(names) == len(set(names)) == LINES + 1
    for line in written:
        for table, documents in line["put"].items():
            for key, document in documents.items():
                assert RECORDS[table].parse(document, key)
