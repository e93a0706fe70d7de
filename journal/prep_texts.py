"""The texts of preparations: checklists, questions and the pitch, with the user's own laid over them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from journal.domain.checklists import USE, Checklist, Checklists, Inserted, Step, in_stages
from journal.domain.pitch import Builder
from journal.domain.questions import Bank, Question
from journal.domain.record import Invalid, sentences
from journal.domain.templates import Entry, Evidence
from journal.domain.text import clean
from journal.paths import shipped_content
from journal.texts import load_entries, load_templates, load_text
from journal.userfile import UserFileError, did_you_mean, place, read_toml

E = TypeVar("E", bound=Entry)

FOLDER = "prep"
SCHEMA = 1
KNOWN = frozenset({"schema", "checklist", "step", "everywhere"})
_KEY = re.compile(r"""^\s*["']?([\w-]+)["']?\s*=""")


class PrepTexts(NamedTuple):
    """Everything a preparation says; `problems` are sentences about files of the user."""

    checklists: Checklists
    questions: Bank
    pitch: Builder
    evidence: Mapping[str, Evidence]
    problems: tuple[str, ...] = ()


class _File(NamedTuple):
    path: Path
    document: dict[str, Any]
    text: str

    @property
    def steps(self) -> list[dict[str, Any]]:
        found = self.document.get("step", [])
        return [step for step in found if isinstance(step, dict)] if isinstance(found, list) else []

    def at(self, table: str, number: int, *fields: str) -> str:
        """File and line of a field of the entry with this number in a list, or of the entry."""
        lines = self.text.split("\n")
        heads = [line for line, text in enumerate(lines) if text.replace(" ", "").startswith(f"[[{table}]]")]
        if number >= len(heads):
            return place(self.path, self.text, table)
        end = heads[number + 1] if number + 1 < len(heads) else len(lines)
        for line in range(heads[number] + 1, end):
            if (found := _KEY.match(lines[line])) and found[1] in fields:
                return f"{self.path}, line {line + 1}"
        return f"{self.path}, line {heads[number] + 1}"


def load_prep(folder: str | Path, *, calibration: bool = True) -> PrepTexts:
    """All texts of preparations, with those in the settings folder of the user. Never fails because of them.

    Without `calibration` there are no steps that ask how well an event will go, and how it went.
    """
    templates, problems = load_templates(folder)
    evidence = templates.evidence
    checklists, trouble = load_checklists(folder, evidence, templates.templates)
    questions, more = _questions(folder, checklists)
    pitch, wrong = _pitch(folder)
    checklists = checklists if calibration else checklists.without_forecasts()
    return PrepTexts(checklists, questions, pitch, evidence, (*problems, *trouble, *more, *wrong))


def load_checklists(
    folder: str | Path, evidence: Mapping[str, object], templates: Mapping[str, object]
) -> tuple[Checklists, list[str]]:
    """The checklists with those in `<folder>/prep/`, and a sentence for each problem.

    A checklist replaces one with its id, a shared step too; others are added. A file that cannot be read is skipped,
    a step that cannot be used is left out.
    """
    shipped, _ = _files(Path(shipped_content(), FOLDER))
    own, problems = _files(Path(folder, FOLDER))
    reader = _Reader(evidence, templates)
    for file in (*shipped, *own):
        reader.shared_steps(file)
    for file in (*shipped, *own):
        reader.checklist(file)
    return reader.checklists(), [*problems, *reader.problems]


class _Reader:
    """Reads file by file; the shared steps have to be there before the checklists that use them."""

    def __init__(self, evidence: Mapping[str, object], templates: Mapping[str, object]) -> None:
        self._known: Mapping[str, Mapping[str, object]] = {"evidence": evidence, "template": templates}
        self._checklists: dict[str, Checklist] = {}
        self._shared: dict[str, dict[str, Any]] = {}
        self._everywhere: dict[tuple[str, str], Inserted] = {}
        self.problems: list[str] = []

    def checklists(self) -> Checklists:
        """What was read."""
        shared = {id: Step.model_validate(raw) for id, raw in self._shared.items()}
        return Checklists(self._checklists, shared, tuple(self._everywhere.values()))

    def shared_steps(self, file: _File) -> None:
        """Take the steps of a file without a checklist as shared ones."""
        if "checklist" in file.document:
            return
        for number, raw in enumerate(file.steps):
            if step := self._step(file, number, raw):
                self._shared[step.id] = raw
        everywhere = file.document.get("everywhere", [])
        for number, raw in enumerate(everywhere if isinstance(everywhere, list) else []):
            where = _where(file, "everywhere", number)
            if (inserted := self._read(Inserted, raw, "an insertion", where)) and self._is_shared(inserted.use, where):
                self._everywhere[inserted.use, inserted.before_step] = inserted

    def checklist(self, file: _File) -> None:
        """Take the checklist of a file, if it has one."""
        if "checklist" not in file.document:
            return
        steps: dict[str, Step] = {}
        for number, raw in enumerate(file.steps):
            if step := self._used(file, number, raw):
                if step.id in steps:
                    self._say(file.at("step", number, "id", USE), f"the step `{step.id}` stands there twice")
                else:
                    steps[step.id] = step

        def where(field: str) -> str:
            return place(file.path, file.text, f"checklist.{field}" if field else "checklist")

        found = self._read(Checklist, file.document["checklist"], "the checklist", where)
        if found and steps:
            self._checklists[found.id] = found.model_copy(update={"steps": in_stages(steps.values())})
        elif found:
            self._say(str(file.path), "the checklist has no step that can be used")

    def _used(self, file: _File, number: int, raw: dict[str, Any]) -> Step | None:
        """A step of a checklist; one that says `use` is the shared one, with what is said otherwise."""
        if USE not in raw:
            return self._step(file, number, raw)
        name = str(raw[USE])
        if not self._is_shared(name, _where(file, "step", number)):
            return None
        own = {field: value for field, value in raw.items() if field != USE}
        return self._step(file, number, {**self._shared[name], **own, "id": name})

    def _is_shared(self, name: str, where: Callable[[str], str]) -> bool:
        if name in self._shared:
            return True
        self._say(where(USE), f"there is no shared step `{clean(name)}`{did_you_mean(name, self._shared)}")
        return False

    def _step(self, file: _File, number: int, raw: dict[str, Any]) -> Step | None:
        where = _where(file, "step", number)
        named = f"the step `{clean(str(raw['id']))}`" if "id" in raw else f"step {number + 1}"
        step = self._read(Step, raw, named, where)
        for field, known in self._known.items():
            names = raw.get(field, [])
            for name in names if isinstance(names, list) else [names]:
                if step and name not in known:
                    hint = did_you_mean(str(name), known)
                    self.problems.append(f"{where(field)}: there is no {field} `{clean(str(name))}`{hint or '.'}")
        return step

    def _read(self, kind: type[E], raw: object, named: str, where: Callable[[str], str]) -> E | None:
        if not isinstance(raw, dict):
            self._say(where(""), f"{named} is not a table")
            return None
        for field in raw:
            if field not in _fields(kind):
                hint = did_you_mean(field, _fields(kind)) or "."
                self.problems.append(f"{where(field)}: there is no field `{clean(field)}`{hint}")
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            why = sentences(error.errors(include_input=False, include_url=False))
        said = ", ".join(f"`{field}` {text}" if field else text for field, text in why.items())
        self._say(where(next(iter(why))), f"{named}: {said}")
        return None

    def _say(self, where: str, why: str) -> None:
        end = " It is left out." if why.endswith("?") else "; it is left out."
        self.problems.append(f"{where}: {why}{end}")


def _fields(kind: type[Entry]) -> set[str]:
    return {field.alias or name for name, field in kind.model_fields.items()} - (
        {"steps"} if kind is Checklist else set()
    )


def _where(file: _File, table: str, number: int) -> Callable[[str], str]:
    def where(field: str) -> str:
        return file.at(table, number, *([field] if field else ["id", USE]))

    return where


def _files(folder: Path) -> tuple[list[_File], list[str]]:
    """The files of a folder that can be read, in the order of their names; and why others cannot."""
    good: list[_File] = []
    problems: list[str] = []
    try:
        paths = sorted(folder.glob("*.toml"))
    except OSError as error:
        return [], [f"{folder} cannot be read: {error.strerror or error}."]
    for path in paths:
        try:
            document, text = read_toml(path)
        except UserFileError as error:
            problems.append(f"{error} The file is skipped.")
            continue
        file = _File(path, document, text)
        if document.get("schema", SCHEMA) != SCHEMA:
            problems.append(
                f"{place(path, text, 'schema')}: this file is for another version of the program; it is skipped."
            )
            continue
        problems += _strange(file)
        good.append(file)
    return good, problems


def _strange(file: _File) -> Iterator[str]:
    for name in file.document:
        if name not in KNOWN:
            hint = did_you_mean(name, KNOWN) or "."
            yield f"{place(file.path, file.text, name)}: there is no table `{clean(name)}`{hint}"


def _questions(folder: str | Path, checklists: Checklists) -> tuple[Bank, list[str]]:
    questions, problems = load_entries("questions", "question", Question, folder)
    texts, trouble = load_text("questions", folder)
    stages = {name: text for name, text in texts["stages"].items() if isinstance(text, str)}
    tip = texts.get("tip", {}).get("text", "")
    own = Path(folder, "questions.toml")
    for one in questions.values():
        wrong = [kind for kind in one.kinds if kind not in checklists.checklists]
        problems += [
            f"{own}: the question `{one.id}` is for `{kind}`, and there is no such checklist"
            f"{did_you_mean(kind, checklists.checklists) or '.'}"
            for kind in wrong
        ]
        if one.stage not in stages:
            problems.append(f"{own}: the question `{one.id}` has a stage of its own, `{one.stage}`; say what it means.")
    return Bank(questions, stages, tip), [*problems, *(why for why in trouble if why not in problems)]


def _pitch(folder: str | Path) -> tuple[Builder, list[str]]:
    document, problems = load_text("pitch", folder)
    try:
        return Builder.read(document), problems
    except Invalid as error:
        said = f"{Path(folder, 'pitch.toml')}: {error}. Only what comes with the program is used."
        return Builder.read(load_text("pitch", shipped_content())[0]), [*problems, said]
