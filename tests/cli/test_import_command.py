"""`journal import`: look, say yes, take back; and a sentence for every file that is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from journal.cli import main
from journal.shell import importing

Run = Callable[..., Any]
Tables = Callable[[], dict[str, dict[str, Any]]]


def test_without_a_terminal_and_without_yes_it_only_looks(run: Run, connections: str, tmp_path: Path) -> None:
    looked = run("import", connections)
    assert looked.code == 1
    assert "3 are new, 1 comes in, but may be somebody you have, 1 cannot be used, 1 is here already" in looked.out
    assert "line 8     (no name): no name: the account is closed or hidden" in looked.out
    assert "perhaps Jon Smith" in looked.out
    assert "--yes" in looked.err
    assert not (tmp_path / "journal").exists()


def test_a_dry_run_writes_nothing_and_succeeds(run: Run, connections: str, tmp_path: Path) -> None:
    assert run("import", connections, "--dry-run", "--yes").code == 0
    assert not (tmp_path / "journal").exists()


def test_yes_brings_people_in_as_open_and_one_undo_takes_all_back(run: Run, connections: str, tables: Tables) -> None:
    done = run("import", connections, "--yes")
    assert (done.code, "journal undo" in done.err) == (0, True)
    people = tables()["contacts"]
    assert sorted(person["name"] for person in people.values()) == ["Ada Example", "Bob Lee", "John Smith", "Jon Smith"]
    assert {person["circle"] for person in people.values()} == {"open"}
    undone = run("undo")
    assert (undone.code, undone.out) == (0, "Undone: import linkedin (4 people)\n")
    assert tables()["contacts"] == {}


def test_the_same_file_again_changes_nothing(run: Run, connections: str, tables: Tables, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    before = tables()
    log = {path: path.read_bytes() for path in (tmp_path / "journal" / "log").iterdir()}
    again = run("import", connections, "--yes", "--json")
    assert {row["verdict"] for row in again.json["rows"]} == {"same", "skip"}
    assert tables() == before
    assert {path: path.read_bytes() for path in (tmp_path / "journal" / "log").iterdir()} == log


def test_the_json_of_an_import(run: Run, connections: str, tables: Tables) -> None:
    found = run("import", connections, "--yes", "--json").json
    assert (found["format"], found["applied"]) == ("linkedin", True)
    assert found["counts"] == {"new": 3, "update": 0, "same": 1, "suggest": 1, "skip": 1}
    assert [row["line"] for row in found["rows"]] == [2, 3, 4, 5, 6, 7]
    ada, bob, gone, again, jon, john = found["rows"]
    assert (gone["id"], gone["like"], gone["verdict"]) == (None, [], "skip")
    assert (again["id"], again["like"]) == (bob["id"], [3])
    assert (john["verdict"], john["like"]) == ("suggest", [6])
    assert set(tables()["contacts"]) == {ada["id"], bob["id"], jon["id"], john["id"]}
    second = run("import", connections, "--dry-run", "--json").json
    assert second["applied"] is False
    assert second["rows"][0]["like"] == [ada["id"]]


def test_what_the_user_changed_between_two_imports_stays(run: Run, connections: str, tables: Tables) -> None:
    run("import", connections, "--yes")
    archive = {"format": "journal", "version": 1, "tables": tables()}
    (who,) = [key for key, person in archive["tables"]["contacts"].items() if person["name"] == "Ada Example"]
    archive["tables"]["contacts"][who] |= {"org": "My own words", "notes": "likes kites"}
    path = Path(connections).with_name("edited.json")
    path.write_text(json.dumps(archive), encoding="utf-8")
    assert run("import", str(path), "--yes", "--json").json["counts"]["update"] == 1
    again = run("import", connections, "--yes", "--json").json
    assert again["rows"][0]["verdict"] == "same"
    assert tables()["contacts"][who]["org"] == "My own words"


def test_skipped_rows_are_kept_in_a_file_beside(run: Run, connections: str, tmp_path: Path) -> None:
    done = run("import", connections, "--yes")
    (path,) = (tmp_path / "state" / "journal" / "imports").iterdir()
    assert str(path) in done.err
    assert "8,no name: the account is closed or hidden" in path.read_text(encoding="utf-8")


def test_several_files_are_one_import(run: Run, connections: str, tables: Tables) -> None:
    other = Path(connections).with_name("other.csv")
    other.write_text("First Name,Last Name,URL\nAda,Example,linkedin.com/in/ada\nCleo,Okafor,\n", encoding="utf-8")
    found = run("import", connections, str(other), "--yes", "--json").json
    assert [row["verdict"] for row in found["rows"] if row["file"] == str(other)] == ["same", "new"]
    assert len(tables()["contacts"]) == 5
    run("undo")
    assert tables()["contacts"] == {}


def test_a_terminal_is_asked_and_no_means_no(
    run: Run, connections: str, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "on_terminal", lambda: True)
    monkeypatch.setattr(importing, "confirm", lambda question: False)
    refused = run("import", connections)
    assert (refused.code, refused.err) == (1, "Nothing was imported.\n")
    assert not (Path(connections).parent / "journal").exists()
    monkeypatch.setattr(importing, "confirm", lambda question: "4 changes" in question)
    assert run("import", connections).code == 0
    assert len(tables()["contacts"]) == 4


def test_a_file_without_people_is_said_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    path.write_text("First Name,Last Name\n,\n")
    done = run("import", str(path), "--yes")
    assert (done.code, done.err) == (0, "There is nothing in it to import; nothing was written.\n")
    assert not (tmp_path / "journal").exists()


def test_who_is_added_while_the_question_stands_is_not_added_twice(
    run: Run, connections: str, tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(question: str) -> bool:
        with monkeypatch.context() as other:
            other.setattr(importing, "on_terminal", lambda: False)
            return main(["--dir", str(tmp_path / "journal"), "import", connections, "--yes"]) == 0

    monkeypatch.setattr(importing, "on_terminal", lambda: True)
    monkeypatch.setattr(importing, "confirm", meanwhile)
    assert run("import", connections).code == 0
    assert len(tables()["contacts"]) == 4


def test_a_whole_import_is_one_line_of_the_log(run: Run, connections: str, tmp_path: Path) -> None:
    run("import", connections, "--yes")
    (log,) = (tmp_path / "journal" / "log").glob("*.jsonl")
    assert log.read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"Shoe,Size\nred,9\n", "no column is known as a name or an e-mail address"),
        (b'{"format": "journal", ', "line 1, column 23: not valid JSON"),
        (b"{}", "no export of journal"),
        (b"PK\x03\x04rubbish", "damaged zip"),
        (Random(1).randbytes(3000), "is no text"),
    ],
    ids=["empty", "other columns", "cut off", "other json", "damaged zip", "noise"],
)
def test_a_broken_file_gets_one_sentence_and_nothing_is_written(
    run: Run, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    failed = run("import", str(path), "--yes")
    assert failed.code == 1
    assert (sentence in failed.err, "x.csv" in failed.err, failed.err.count("\n")) == (True, True, 1)
    assert not (tmp_path / "journal").exists()


def test_the_second_file_being_broken_keeps_the_first_out(run: Run, connections: str, tmp_path: Path) -> None:
    assert run("import", connections, str(tmp_path / "missing.csv"), "--yes").code == 1
    assert not (tmp_path / "journal").exists()


def test_a_read_only_journal_is_said_and_nothing_is_lost(run: Run, connections: str, tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file where the folder should be")
    failed = run("import", connections, "--yes")
    assert (failed.code, "is not a folder" in failed.err) == (1, True)


def test_hostile_names_come_in_and_go_out_clean(run: Run, shared: Path, tmp_path: Path, tables: Tables) -> None:
    strings = [case["s"] for case in json.loads((shared / "hostile_strings.json").read_text(encoding="utf-8"))]
    rows = "".join(f'"{text.replace(chr(34), chr(34) * 2)}","Q{number}"\n' for number, text in enumerate(strings))
    path = tmp_path / "hostile.csv"
    path.write_bytes(f"First Name,Last Name\n{rows}".encode("utf-8", "surrogatepass"))
    assert run("import", str(path), "--yes").code == 0
    exported = run("export", "json").out
    people = json.loads(exported)["tables"]["contacts"]
    assert len(people) > 0.9 * len(strings)
    assert not any(letter < " " or "\x7f" <= letter < "\xa0" for one in people.values() for letter in one["name"])
    again = run("import", str(path), "--dry-run", "--json").json["counts"]
    assert (again["new"], again["update"]) == (0, 0)
