"""What the tests of the command line share: a way to run it, and a file of connections."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from journal.cli import main

CONNECTIONS = """\
Notes:
"Some addresses are missing,
because of the settings of their owners."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Example,https://www.linkedin.com/in/ada,ada@example.org,"Example, Inc.",Head of Data,05 Mar 2024
Bob,Lee,https://www.linkedin.com/in/bob,,Northwind,Engineer,06 Apr 2023
,,https://www.linkedin.com/in/gone,,,,05 Mar 2024
Bob,Lee,https://www.linkedin.com/in/bob/?trk=x,,Northwind,Engineer,06 Apr 2023
Jon,Smith,https://www.linkedin.com/in/jon,,,,05 Mar 2024
John,Smith,,,,,07 Mar 2024
"""


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """`run("find", "ana")`: run a command on a journal in a fresh folder."""

    def command(*words: str, folder: Path | None = None) -> Ran:
        capsys.readouterr()
        code = main(["--dir", str(folder or tmp_path / "journal"), *words])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


@pytest.fixture
def connections(tmp_path: Path) -> str:
    """The path of a Connections.csv."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS, encoding="utf-8")
    return str(path)


@pytest.fixture
def tables(run: Run) -> Callable[[], dict[str, dict[str, Any]]]:
    """`tables()`: everything in the journal, as `export json` gives it."""
    return lambda: run("export", "json").json["tables"]
