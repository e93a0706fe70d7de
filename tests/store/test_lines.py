"""A line counts whole or not at all; whatever is wrong with one has its sentence and its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from journal.store.journal import Journal

Opener = Callable[..., Journal]

REV = "2026-05-01T10:00:00.000000Z desk-bbbb"
GOOD = {"rev": REV, "v": 1, "op": "add", "put": {"contacts": {"P": {"name": "Ana"}}}}


def text(**more: object) -> bytes:
    return json.dumps(GOOD | more).encode()


BAD = {
    "no JSON": (b"hello", "not valid JSON"),
    "cut": (text()[:-10], "not valid JSON"),
    "two on a line": (text() + text(), "not valid JSON"),
    "NUL bytes": (b"\0" * 50, "not valid JSON"),
    "not UTF-8": (text().replace(b"Ana", b"A\xff\xfe"), "not valid JSON"),
    "byte order mark": (b"\xef\xbb\xbf" + text(), "not valid JSON"),
    "git's marks": (b"<<<<<<< HEAD", "not valid JSON"),
    "deep nesting": (b"[" * 100_000, "not valid JSON"),
    "NaN": (text().replace(b'"Ana"', b"NaN"), "not valid JSON"),
    "lone surrogate": (text().replace(b"Ana", b"\\ud800"), "not valid JSON"),
    "a list": (b"[1, 2]", "not a JSON object"),
    "a text": (b'"hello"', "not a JSON object"),
    "no version": (text(v=None), "no valid `v`"),
    "version as text": (text(v="1"), "no valid `v`"),
    "version true": (text(v=True), "no valid `v`"),
    "version 0": (text(v=0), "no valid `v`"),
    "newer version": (text(v=2), "newer journal"),
    "no rev": (text(rev=None), "no valid `rev`"),
    "rev without machine": (text(rev=REV[:28]), "no valid `rev`"),
    "rev of month 13": (text(rev=REV.replace("-05-", "-13-")), "no valid `rev`"),
    "rev far away": (text(rev=REV.replace("2026", "2926")), "no valid `rev`"),
    "no put": (text(put=None), "no `put`"),
    "put as list": (text(put=["x"]), "no `put`"),
    "second table malformed": (text(put=GOOD["put"] | {"events": 7}), "'events' does not hold documents"),  # type: ignore[operator]
    "second document malformed": (text(put={"contacts": {"P": {}, "Q": "Bo"}}), "'Q' of 'contacts' is neither"),
    "prev as list": (text(prev=["x"]), "`prev` does not map"),
    "prev with numbers": (text(prev={"P": 7}), "`prev` does not map"),
    "undoes as number": (text(undoes=7), "`undoes` is not a rev"),
    "redoes as list": (text(redoes=[]), "`redoes` is not a rev"),
    "forget as text": (text(forget="P"), "`forget` is not a list"),
    "forget with numbers": (text(forget=[7]), "`forget` is not a list"),
}  # fmt: skip


@pytest.fixture
def path(root: Path) -> Path:
    (root / "log").mkdir(parents=True)
    return root / "log" / "2026-05.desk-bbbb.jsonl"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_skipped_whole_kept_and_said(opened: Opener, path: Path, name: str) -> None:
    raw, why = BAD[name]
    before = json.dumps(GOOD | {"put": {"contacts": {"A": {"name": "First"}}}}).encode() + b"\n"
    after = json.dumps(GOOD | {"put": {"contacts": {"Z": {"name": "Last"}}}}).encode() + b"\n"
    path.write_bytes(before + raw + b"\n" + after)
    journal = opened()
    assert sorted(journal.contacts.docs) == ["A", "Z"]
    (problem,) = journal.problems
    assert problem[:3] == (path.name, 2, len(before))
    assert why in problem.why
    assert problem.why.endswith(".")
    assert path.read_bytes() == before + raw + b"\n" + after


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"  ",
        b"\r",
        text() + b"\r",
        b"  " + text(),
        text(op=None),
        text(unknown=[1], more={"a": None}),
        text(put={}),
    ],
)
def test_what_is_only_unusual_is_no_problem(opened: Opener, path: Path, raw: bytes) -> None:
    path.write_bytes(raw + b"\n" + text() + b"\n")
    journal = opened()
    assert journal.problems == []
    assert journal.contacts.docs == {"P": {"name": "Ana"}}


def test_the_last_of_two_equal_keys_counts(opened: Opener, path: Path) -> None:
    path.write_bytes(text().replace(b'"name"', b'"name": "Old", "name"') + b"\n")
    assert opened().contacts.docs == {"P": {"name": "Ana"}}


def test_a_line_of_a_megabyte_is_a_line(opened: Opener, path: Path) -> None:
    path.write_bytes(text(put={"contacts": {"P": {"name": "Ana", "notes": "é" * 600_000}}}) + b"\n" + text() + b"\n")
    journal = opened()
    assert len(journal.contacts.docs["P"]["notes"]) == 600_000
    with journal.transaction("edit") as transaction:
        transaction.put("contacts", "P", {"name": "Ana", "notes": "x" * 1_200_000})
    assert len(opened().contacts.docs["P"]["notes"]) == 1_200_000


def test_line_separators_of_other_alphabets_are_no_line_ends(opened: Opener) -> None:
    journal = opened()
    odd = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg"
    with journal.transaction("add") as transaction:
        transaction.put("contacts", "P", {"name": odd})
    again = opened()
    assert again.contacts.docs["P"]["name"] == odd
    assert again.problems == []
