"""The texts that come with the program (templates, evidence, the review …), with the user's own laid over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from journal.domain.packs import Pack, Packs
from journal.domain.record import sentences
from journal.domain.templates import Entry, Evidence, Placeholder, Template
from journal.domain.text import clean, clean_lines
from journal.paths import shipped_content
from journal.userfile import UserFileError, did_you_mean, place, read_toml

E = TypeVar("E", bound=Entry)

SCHEMA = 1
_KEY = re.compile(r"""^\s*["']?([\w.-]+)["']?\s*=""")


class Templates(NamedTuple):
    """All templates by id, the places there are by name, and what is known about why they help, by tag."""

    templates: Mapping[str, Template]
    placeholders: Mapping[str, Placeholder]
    evidence: Mapping[str, Evidence]


class _File(NamedTuple):
    """A text file: where it is, what it holds, and how it is written."""

    path: Path
    document: dict[str, Any]
    text: str


def load_text(name: str, folder: str | Path) -> tuple[dict[str, Any], list[str]]:
    """A shipped text such as "review", with `<folder>/<name>.toml` laid over it, and a sentence for each problem.

    Of what has an id the user's replaces the shipped one, and new ones come after; tables are merged key by key. What
    is no known text, or not of the shipped shape, is left out. Never fails because of the user's file.
    """
    (shipped, *own), problems = _files(name, folder)
    document = shipped.document
    for file in own:
        document, trouble = _overlaid(document, file)
        problems += trouble
    return document, problems


def load_entries(name: str, table: str, kind: type[E], folder: str | Path) -> tuple[dict[str, E], list[str]]:
    """The entries of one list of a text, `[[table]]` with an `id`, or of one table of tables, checked; by id.

    With "" for `table` the tables of the whole file are the entries. A broken entry is left out (one that comes with
    the program then stays as it is), with a sentence that names file and line.
    """
    files, problems = _files(name, folder)
    entries: dict[str, E] = {}
    for file in files:
        for id, at, raw in _raw_entries(file, table):
            entry, why = _read(kind, raw)
            if why:
                problems.append(f"{_place(file, table, at, next(iter(why)))}: {_said(id, at, why)}; it is left out.")
            problems += _unknown(kind, file, table, at, raw) if entry else ()
            if entry:
                entries[id] = entry
    return entries, problems


def load_templates(folder: str | Path) -> tuple[Templates, list[str]]:
    """The templates, their places and the evidence register, with the user's own; and a sentence for each problem."""
    templates, problems = load_entries("templates", "template", Template, folder)
    placeholders, trouble = load_entries("templates", "placeholders", Placeholder, folder)
    problems += [why for why in trouble if why not in problems]
    evidence, trouble = load_entries("evidence", "", Evidence, folder)
    for template in templates.values():
        unknown = [name for name in template.places if name not in placeholders]
        problems += [
            f"{Path(folder, 'templates.toml')}: the template `{template.id}` has a place {{{name}}} that "
            f"[placeholders] does not know{did_you_mean(name, placeholders) or '.'} It is shown as text."
            for name in unknown
        ]
    return Templates(templates, placeholders, evidence), [*problems, *trouble]


def load_packs(folder: str | Path) -> tuple[Packs, list[str]]:
    """The starting points with the user's own, what they ask for, and a sentence for each problem."""
    packs, problems = load_entries("packs", "pack", Pack, folder)
    texts, trouble = load_text("packs", folder)
    asks, unanswered = (
        {name: text for name, text in texts.get(table, {}).items() if isinstance(text, str)}
        for table in ("asks", "unanswered")
    )
    return Packs(packs, asks, unanswered), [*problems, *(why for why in trouble if why not in problems)]


def _files(name: str, folder: str | Path) -> tuple[list[_File], list[str]]:
    """The shipped file, then the user's if there is one that can be read."""
    path = Path(shipped_content(), f"{name}.toml")
    files, problems = [_File(path, *read_toml(path))], []
    own = Path(folder, f"{name}.toml")
    try:
        document, text = read_toml(own)
    except UserFileError as error:
        return files, [f"{error} Only what comes with the program is used."]
    if document.get("schema", SCHEMA) != SCHEMA:
        problems.append(
            f"{place(own, text, 'schema')}: this file is for another version of the program; it is not used."
        )
    elif document:
        files.append(_File(own, document, text))
    return files, problems


def _cleaned(value: Any) -> Any:
    """The content of a file without anything that a terminal would obey."""
    if isinstance(value, dict):
        return {clean(name): _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return clean_lines(value) if isinstance(value, str) else value


def _overlaid(shipped: Mapping[str, Any], file: _File, at: str = "") -> tuple[dict[str, Any], list[str]]:
    """A table with the user's laid over it."""
    merged, problems = dict(shipped), []
    own = file.document
    for part in filter(None, at.split(".")):
        own = own[part]
    for name, value in own.items():
        key, before = f"{at}.{name}".lstrip("."), shipped.get(name)
        if before is not None and not _alike(before, value):
            problems.append(f"{place(file.path, file.text, key)}: `{clean(key)}` is not of the shipped kind; left out.")
        elif isinstance(before, dict):
            merged[name], trouble = _overlaid(before, file, key)
            problems += trouble
        elif _has_ids(value) and _has_ids(before or []):
            merged[name] = list({entry["id"]: entry for entry in (*(before or []), *value)}.values())
        else:
            merged[name] = value
    return merged, problems


def _alike(shipped: object, value: object) -> bool:
    if isinstance(shipped, list) and isinstance(value, list):
        return not _has_ids(shipped) or _has_ids(value)
    return type(shipped) is type(value) or {type(shipped), type(value)} == {int, float}


def _has_ids(value: object) -> bool:
    """Whether it is a list of tables that are told apart by their id."""
    return isinstance(value, list) and all(isinstance(entry, dict) and "id" in entry for entry in value)


def _raw_entries(file: _File, table: str) -> Iterator[tuple[str, int | str, object]]:
    """(id, number from 0 or key, content) of each entry of a list, or of a table of tables."""
    found = file.document.get(table, {}) if table else {k: v for k, v in file.document.items() if k != "schema"}
    if isinstance(found, dict):
        yield from ((name, name, raw) for name, raw in found.items())
        return
    for at, raw in enumerate(found if isinstance(found, list) else [found]):
        yield str(raw.get("id", "")) if isinstance(raw, dict) else "", at, raw


def _read(kind: type[E], raw: object) -> tuple[E | None, dict[str, str]]:
    """The entry, or what is wrong with it by field."""
    if not isinstance(raw, dict):
        return None, {"": "is not a table"}
    try:
        return kind.model_validate(raw), {}
    except ValidationError as error:
        return None, sentences(error.errors(include_input=False, include_url=False))


def _said(id: str, at: int | str, why: Mapping[str, str]) -> str:
    """What is wrong with an entry: "the entry `thanks`: `channel` must be one of …"."""
    named = f"`{clean(id)}`" if id else f"number {at + 1}" if isinstance(at, int) else f"`{clean(at)}`"
    return f"the entry {named}: " + ", ".join(f"`{name}` {text}" if name else text for name, text in why.items())


def _unknown(kind: type[E], file: _File, table: str, at: int | str, raw: object) -> list[str]:
    """A sentence for each field of an entry that nothing knows: it may be a slip of the pen."""
    if not isinstance(raw, dict):
        return []
    return [
        f"{_place(file, table, at, name)}: there is no field `{clean(name)}`"
        f"{did_you_mean(name, kind.model_fields) or '.'}"
        for name in raw
        if name not in kind.model_fields
    ]


def _place(file: _File, table: str, at: int | str, field: str) -> str:
    """File and line of a field of an entry, or of the entry."""
    if isinstance(at, str):
        return place(file.path, file.text, ".".join(part for part in (table, at, field) if part))
    lines = file.text.split("\n")
    heads = [number for number, line in enumerate(lines) if line.replace(" ", "").startswith(f"[[{table}]]")]
    if at >= len(heads):
        return place(file.path, file.text, table)
    end = heads[at + 1] if at + 1 < len(heads) else len(lines)
    for number in range(heads[at] + 1, end):
        if (found := _KEY.match(lines[number])) and found[1] == field:
            return f"{file.path}, line {number + 1}"
    return f"{file.path}, line {heads[at] + 1}"
