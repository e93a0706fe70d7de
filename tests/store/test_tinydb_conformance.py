"""TinyDB's own tests of tables, database and operations pass on the log, but for seven that are known by name."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "tinydb"
VERSION = "4.9.0"
SHA256 = "6928b1fa785186bda7952a0ba05aaeedc883ede565ca9c7d608de44e5e75de70"
MODULES = ("test_tables.py", "test_tinydb.py", "test_operations.py")

EXPECTED_FAILURES = {
    # there is no query cache: it would not see what other programs write
    "test_tables.test_query_cache",
    "test_tables.test_query_cache_size",
    "test_tables.test_lru_cache",
    "test_tinydb.test_search",
    "test_tinydb.test_search_path",
    # the text of a table names its storage
    "test_tables.test_table_repr",
    # an empty table is no document, and only documents are written
    "test_tables.test_persist_table",
}
PASSING = 79

CONFTEST = '''
import pytest
import tinydb
from tinydb.table import Table

from journal.store.tables import Database, LogTable

Stock = tinydb.TinyDB


class IntTable(LogTable):
    document_id_class = int
    _get_next_id = Table._get_next_id


class TinyDB(Database):
    table_class = IntTable

    def __init__(self, path, **_):
        super().__init__(str(path))


class OnTheLog:
    """What the tests get for TinyDB: ours where they name a file, the original where they bring a storage."""

    def __new__(cls, *args, **options):
        return Stock(*args, **options) if "storage" in options else TinyDB(*args, **options)


tinydb.TinyDB = OnTheLog


@pytest.fixture
def db(tmp_path):
    made = TinyDB(tmp_path / "test.db")
    made.insert_multiple({"int": 1, "char": c} for c in "abc")
    return made
'''


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The tests of the pinned source distribution, with a conftest that puts the log in place."""
    archive = CACHE / f"tinydb-{VERSION}.tar.gz"
    if not archive.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps"]
        command += ["--timeout", "5", "--retries", "1", "--dest", str(CACHE), f"tinydb=={VERSION}"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"TinyDB's tests could not be downloaded: {done.stderr.strip().splitlines()[-1:]}")
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == SHA256, f"{archive} is not the one we know"
    with tarfile.open(archive) as packed:
        for name in MODULES:
            source = packed.extractfile(f"tinydb-{VERSION}/tests/{name}")
            assert source is not None
            with (tmp_path / name).open("wb") as file:
                shutil.copyfileobj(source, file)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    return tmp_path


def test_all_but_seven_named_ones_pass(sources: Path) -> None:
    report = sources / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
    command += [f"--junitxml={report}", "--rootdir", str(sources), str(sources)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert report.exists(), done.stdout + done.stderr
    results = {
        f"{case.get('classname')}.{case.get('name')}": not any(child.tag in ("failure", "error") for child in case)
        for case in ElementTree.parse(report).iter("testcase")
    }
    assert {name for name, passed in results.items() if not passed} == EXPECTED_FAILURES
    assert sum(results.values()) == PASSING
