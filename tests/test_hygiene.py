"""House rules that the source can be held to, checked on its syntax trees; an offence is named by file and line."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = sorted((ROOT / "journal").rglob("*.py"))
EVERYTHING = [
    file for folder in ("journal", "tests", "benchmarks", "docs") for file in sorted((ROOT / folder).rglob("*.py"))
]
BENCHMARKS = sorted((ROOT / "benchmarks").rglob("*.py"))
SHIPPED_TEXT = [
    *(file for file in (ROOT / "journal").rglob("*.toml")),
    *(ROOT / "themes").glob("*.toml"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / name for name in ("README.md", "CHANGELOG.md")),
]
LONGEST_FILE = 350
MAY_PRINT = ("journal/cli.py", "journal/shell/", "journal/capture/")
MAY_ASK_THE_CLOCK = (
    *("journal/cli.py", "journal/app.py", "journal/shell/context.py", "journal/capture/command.py"),
    *("journal/store/log.py", "journal/store/revs.py", "journal/store/doctor.py"),
    "journal/shell/count.py",
)
"""Those of the store because revs follow the real clock, whatever the day is said to be; the count is an edge too."""
MAY_SPLIT_LINES = ("journal/userfile.py",)
"""Reads settings, never records: in records `splitlines` would also break at form feeds and the like."""
CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
}
OPEN_ELSE = {"os.open", "Journal.open", "archive.open", "webbrowser.open"}
"""Calls that open no text file."""
SHOWS_TEXT = {"Static", "Label", "notify", "update", "Button"}
UNKIND = re.compile(r"\b(overdue|pipelines?|streaks?|prospects?)\b", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE_PATHS = re.compile(r"(?<![\w.~])/(?:work|root|home|Users)/(?!(?:you|me)\b)\w")
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKES_MUTABLE = {"list", "dict", "set", "defaultdict", "Counter", "deque", "OrderedDict"}

Rule = Callable[[ast.AST], bool]


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def place(file: Path, line: int) -> str:
    return f"{file.relative_to(ROOT)}:{line}"


def offences(files: list[Path], rule: Rule, *, but: tuple[str, ...] = ()) -> list[str]:
    """Where a rule holds for a node of the files, except in the files and folders of `but`."""
    return [
        f"{place(file, getattr(node, 'lineno', 0))}: {ast.unparse(node)[:80]}"
        for file in files
        if not str(file.relative_to(ROOT)).startswith(but or ("-",))
        for node in ast.walk(tree_of(file))
        if rule(node)
    ]


def called(node: ast.AST) -> str:
    """The dotted name of what is called, or ""."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def keywords(node: ast.AST) -> set[str]:
    return {keyword.arg or "**" for keyword in node.keywords} if isinstance(node, ast.Call) else set()


def test_nothing_is_escaped_into_markup() -> None:
    def escapes(node: ast.AST) -> bool:
        return isinstance(node, ast.ImportFrom) and any(alias.name == "escape" for alias in node.names)

    assert not offences(PACKAGE, escapes)


def test_no_text_goes_through_a_shell() -> None:
    def shell(node: ast.AST) -> bool:
        if called(node) in ("os.system", "os.popen", "subprocess.getoutput"):
            return True
        return isinstance(node, ast.keyword) and node.arg == "shell" and ast.unparse(node.value) != "False"

    assert not offences(EVERYTHING, shell)


def test_records_are_never_split_at_other_than_line_feeds() -> None:
    assert not offences(PACKAGE, lambda node: called(node).endswith(".splitlines"), but=MAY_SPLIT_LINES)


def _text_without_encoding(node: ast.AST) -> bool:
    name = called(node)
    if name == "open" or name.endswith(".open"):
        if name in OPEN_ELSE:
            return False
        mode = [ast.unparse(part) for part in (*node.args, *(keyword.value for keyword in node.keywords))]  # type: ignore[attr-defined]
        return not ("encoding" in keywords(node) or any(re.fullmatch(r"'[rwax+]*b[rwax+]*'", part) for part in mode))
    return name.endswith((".read_text", ".write_text")) and "encoding" not in keywords(node)


def test_files_are_opened_with_an_encoding_or_as_bytes() -> None:
    assert not offences([*PACKAGE, *BENCHMARKS], _text_without_encoding)


def test_only_commands_print() -> None:
    assert not offences(PACKAGE, lambda node: called(node) == "print", but=MAY_PRINT)


def test_only_the_edge_asks_the_clock() -> None:
    def asks(node: ast.AST) -> bool:
        name = called(node)
        return any(name == clock or name.endswith(f".{clock}") for clock in CLOCKS)

    assert not offences(PACKAGE, asks, but=MAY_ASK_THE_CLOCK)


def _shows_markup(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or called(node).split(".")[-1] not in SHOWS_TEXT or not node.args:
        return False
    if any(keyword.arg == "markup" and ast.unparse(keyword.value) == "False" for keyword in node.keywords):
        return False
    first = node.args[0]
    if isinstance(first, ast.Constant):
        return isinstance(first.value, str) and "[" in first.value
    return isinstance(first, ast.JoinedStr)


def test_text_is_shown_as_content_never_as_markup() -> None:
    assert not offences(PACKAGE, _shows_markup)
    assert not offences(PACKAGE, lambda node: called(node).endswith((".from_markup", "render_markup")))


def test_no_error_is_swallowed() -> None:
    def swallows(node: ast.AST) -> bool:
        if not isinstance(node, ast.ExceptHandler):
            return called(node).endswith("suppress") and "Exception" in ast.unparse(node)
        broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
        return node.type is None or (broad and all(isinstance(step, ast.Pass) for step in node.body))

    assert not offences(PACKAGE, swallows)


def _module_state(file: Path) -> Iterator[str]:
    for node in tree_of(file).body:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign) and node.value:
            targets, value = [node.target], node.value
        else:
            continue
        if isinstance(value, MUTABLE) or called(value).split(".")[-1] in MAKES_MUTABLE:
            names = [ast.unparse(target) for target in targets]
            yield from (place(file, node.lineno) for name in names if not name.isupper() and name != "__all__")


def test_modules_hold_no_state() -> None:
    assert not [found for file in PACKAGE for found in _module_state(file)]
    assert not offences(PACKAGE, lambda node: isinstance(node, ast.Global))


def test_no_file_has_grown_too_long() -> None:
    lengths = {str(file.relative_to(ROOT)): file.read_bytes().count(b"\n") for file in PACKAGE}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_nothing_is_left_to_do_in_a_comment() -> None:
    found = []
    for file in EVERYTHING:
        for token in tokenize.generate_tokens(io.StringIO(file.read_text(encoding="utf-8")).readline):
            if token.type == tokenize.COMMENT and UNFINISHED.search(token.string):
                found.append(place(file, token.start[0]))
    assert not found


def test_the_words_of_the_program_are_kind() -> None:
    def unkind(node: ast.AST) -> bool:
        return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(UNKIND.search(node.value))

    assert not offences(PACKAGE, unkind)
    texts = {file: file.read_text(encoding="utf-8") for file in SHIPPED_TEXT if file.exists()}
    assert not [
        f"{file.relative_to(ROOT)}: {found[0]}" for file, text in texts.items() if (found := UNKIND.search(text))
    ]


def test_nothing_speaks_of_the_machine_it_was_made_on() -> None:
    files = [*EVERYTHING, *SHIPPED_TEXT, ROOT / "Makefile", ROOT / "pyproject.toml"]
    texts = {file: file.read_text(encoding="utf-8") for file in files if file.exists() and file != Path(__file__)}
    assert not [
        f"{file.relative_to(ROOT)}: {found[0]}" for file, text in texts.items() if (found := MACHINE_PATHS.search(text))
    ]


def _incomplete_binding(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or called(node) not in ("Binding", "textual.binding.Binding"):
        return False
    values = {keyword.arg: keyword.value for keyword in node.keywords}
    description = values.get("description") or (node.args[2] if len(node.args) > 2 else None)
    wanted = [description, values.get("id"), values.get("tooltip")]
    return any(part is None or (isinstance(part, ast.Constant) and not part.value) for part in wanted)


def test_every_binding_has_an_id_a_description_and_a_tooltip() -> None:
    assert not offences(PACKAGE, _incomplete_binding)


def test_no_binding_is_a_bare_tuple() -> None:
    def bare(node: ast.AST) -> bool:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or not isinstance(node.value, ast.List | ast.Tuple):
            return False
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        return ast.unparse(target) == "BINDINGS" and any(isinstance(part, ast.Tuple) for part in node.value.elts)

    assert not offences(PACKAGE, bare)


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (_text_without_encoding, "open(path)"),
        (_text_without_encoding, "path.read_text()"),
        (_shows_markup, "Static('[b]x')"),
        (_shows_markup, "self.notify(f'{name} saved')"),
        (_incomplete_binding, "Binding('x', 'remove', 'remove', id='list.remove')"),
        (_incomplete_binding, "Binding('x', 'remove', '', id='list.remove', tooltip='Remove')"),
    ],
)
def test_the_rules_find_what_they_forbid(rule: Rule, source: str) -> None:
    assert any(rule(node) for node in ast.walk(ast.parse(source)))
