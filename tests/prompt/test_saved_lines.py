"""Whatever is typed or pasted is kept as it is, shown without a fault, and tied to the event that is going on."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.capture import cells
from journal.capture.keys import Keys
from journal.capture.options import read_options
from journal.capture.paint import Painter, choice_rows, preview_rows
from journal.capture.reader import Reader
from journal.capture.terminal import Terminal
from journal.capture.writing import SAVE, Writing
from journal.domain.contacts import Contact
from journal.domain.events import Event
from journal.domain.followups import FollowUp
from journal.domain.introductions import Introduction
from journal.domain.prep import PrepRun
from journal.domain.record import Record
from journal.domain.text import clean_lines
from journal.domain.timeline import Interaction
from journal.store.log import Log

RECORDS: dict[str, type[Record]] = {one.TABLE: one for one in (Contact, Interaction, FollowUp, Introduction)}
MARKS = (
    '@ana @"Bob Lee" #rust +Acme got:opp due:fri due:zz event:none yesterday ; \\ " ( ) -> e\u0301 👩\u200d👧 李 آنا'
)
PLAIN = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029")
TYPED = st.lists(st.sampled_from(MARKS.split(" ")) | st.text(PLAIN, max_size=6), max_size=10).map(" ".join)
THOROUGH = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
PYCON = Event(id="E1", title="PyCon Leeds", starts="2026-11-24T09:00", ends="2026-11-24T18:00")
DINNER = Event(id="E2", title="Data dinner", starts="2026-11-24T19:00")
RUN = PrepRun(id="R1", event="E2", started=datetime(2026, 11, 24, 9, tzinfo=UTC))


class Unseen(Terminal):
    """A terminal that nobody looks at."""

    def __init__(self, columns: int, rows: int) -> None:
        self.encoding = "utf-8"
        self.seen = ""
        self.cells = columns, rows

    def size(self) -> tuple[int, int]:
        return self.cells

    def write(self, text: str) -> None:
        self.seen += text


@pytest.fixture
def save(monkeypatch: pytest.MonkeyPatch, env: dict[str, str], tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """`save(bytes)`: types them into a prompt and enter after them; returns the documents that were written."""
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    log = Log(str(tmp_path / "journal"), "")

    def written() -> set[bytes]:
        return {line for _, path, _, _ in log.files() for line in log.read_from(path, 0).split(b"\n") if line}

    def type_it(data: bytes) -> dict[str, Any]:
        writing = Writing(Reader(read_options([], os.environ)), [], lambda _: None)
        before = written()
        for kind, value in Keys().feed(data):
            writing.act(kind, value)
        writing.key_save()
        assert writing.done == SAVE, writing.message
        new = written() - before
        return json.loads(new.pop())["put"] if new else {}

    return type_it


def raws(put: dict[str, Any]) -> set[str]:
    return {doc["raw"] for table, docs in put.items() if table != "contacts" for doc in docs.values()}


def check(put: dict[str, Any]) -> None:
    for table, documents in put.items():
        for key, document in documents.items():
            assert RECORDS[table].parse(document, key).document().items() >= document.items()


@THOROUGH
@given(TYPED)
def test_any_typed_line_is_kept_as_it_is(save: Callable[[bytes], dict[str, Any]], text: str) -> None:
    put = save(text.encode())
    assert raws(put) == ({clean_lines(text)} if clean_lines(text) else set())
    check(put)


@THOROUGH
@given(TYPED | st.text(max_size=40))
def test_any_pasted_text_is_kept_as_one_line(save: Callable[[bytes], dict[str, Any]], text: str) -> None:
    text = text.encode("utf-8", "replace").decode().replace("\x1b[201~", "")
    put = save(b"\x1b[200~" + text.encode() + b"\x1b[201~")
    for line_break in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(line_break, "\n")
    parts = text.split("\n")
    if len(parts) > 1:
        parts = [part for each in parts if (part := cells.safe(each).strip())]
    whole = clean_lines(cells.safe("; ".join(parts)))
    assert raws(put) == ({whole} if whole else set())
    check(put)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED, at=st.integers(0, 60), size=st.sampled_from([(20, 3), (27, 9), (80, 12), (1, 1)]))
def test_any_line_can_be_shown(reader: Reader, text: str, at: int, size: tuple[int, int]) -> None:
    terminal = Unseen(*size)
    painter = Painter(terminal, {}, plain=False)
    draft = reader.draft(text)
    lines, marks = (reader.preview(draft), draft.misread) if draft else ([], [])
    painter.frame(text[:at], text[at:], preview_rows(lines, size[0]), marks)
    choices = reader.choices(text, len(text))
    if choices:
        painter.frame(text, "", choice_rows(choices, *size), marks)
        choices.taken(text)
    assert terminal.seen.count("\x1b7") == terminal.seen.count("\x1b8")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch, env: dict[str, str], tmp_path: Path) -> Reader:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    Log(str(tmp_path / "journal"), "a-0001").write("add", {"contacts": {"P1": {"name": "Ana Gómez"}}})
    reader = Reader(read_options([], os.environ))
    reader.finish()
    return reader


def events_of(put: dict[str, Any]) -> list[str | None]:
    return [doc.get("event") for doc in put["interactions"].values()]


def test_a_line_belongs_to_the_event_that_is_going_on_unless_it_says_none(
    save: Callable[[bytes], dict[str, Any]], tmp_path: Path
) -> None:
    log = Log(str(tmp_path / "journal"), "a-0001")
    log.write("event", {"events": {"E1": PYCON.document()}})
    assert events_of(save(b"met @dana")) == ["E1"]
    assert events_of(save(b"met @kim event:none")) == [None]


def test_a_line_belongs_to_the_event_whose_run_is_open(save: Callable[[bytes], dict[str, Any]], tmp_path: Path) -> None:
    log = Log(str(tmp_path / "journal"), "a-0001")
    log.write("event", {"events": {"E1": PYCON.document(), "E2": DINNER.document()}})
    log.write("run", {"runs": {"R1": RUN.document()}})
    assert events_of(save(b"met @dana")) == ["E2"]
    log.write("run", {"runs": {"R1": RUN.changed(finished=datetime(2026, 11, 24, 9, 20, tzinfo=UTC)).document()}})
    assert events_of(save(b"met @kim")) == ["E1"]
