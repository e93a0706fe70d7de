"""Who may import whom: looked up in the source, and proved with fresh interpreters."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "journal"
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(PACKAGE.rglob("*.py"))
}
PLAIN = {"paths", "userfile", "config", "keymap", "themes", "texts", "prep_texts"}
"""Modules beside the layers that read the user's settings."""
BELOW = {
    "domain": set(),
    "capture": {"domain", "store", "paths"},
    "store": {"domain", "capture", "paths"},
    "derived": {"domain", "store", "paths"},
    "search": {"domain", "capture", "derived"},
    "exchange": {"domain", "capture", "store", "derived", "search", "paths", "userfile"},
    "demo": {"domain", "store"},
    "paths": set(),
    "userfile": {"domain"},
    "config": {"domain", "userfile", "paths"},
    "keymap": {"domain", "userfile"},
    "themes": {"domain", "userfile", "paths"},
    "texts": {"domain", "userfile", "paths"},
    "prep_texts": {"domain", "userfile", "paths", "texts"},
    "prompt_colours": {"capture", "paths", "userfile", "themes"},
    "widgets": {"domain", "capture"},
    "dialogs": {"domain", "capture", "widgets", "userfile", "config"},
    "screens": {"domain", "capture", "store", "derived", "search", "exchange", "widgets", "dialogs", *PLAIN},
    "commands": {"domain", "capture", "store", "derived", "search", "widgets", "dialogs", "screens"},
    "start": {"store"},
    "feed": {"domain", "themes"},
    "noting": {"domain", "store", "derived", "search", "dialogs", "screens"},
    "blur": set(),
    "drafts": {"domain", "paths"},
    "crash": set(),
    "debug": set(),
    "ending": {"drafts", "crash"},
    "app": {
        "domain",
        "capture",
        "store",
        "derived",
        "search",
        "exchange",
        "widgets",
        "dialogs",
        "screens",
        "commands",
        "start",
        "ending",
        "feed",
        "noting",
        "blur",
        "debug",
        *PLAIN,
    },
    "shell": {
        "domain",
        "capture",
        "store",
        "derived",
        "search",
        "exchange",
        "demo",
        "widgets",
        "dialogs",
        "screens",
        "app",
        "start",
        "crash",
        "debug",
        "drafts",
        "prompt_colours",
        *PLAIN,
    },
    "cli": {"capture", "shell", "paths"},
    "__main__": {"cli"},
}
"""What the modules of each layer may import beside their own layer."""
FAST = {
    *("journal", "journal.cli", "journal.paths", "journal.domain", "journal.domain.text", "journal.store"),
    *(
        "journal.store.log",
        "journal.store.disk",
        "journal.store.revs",
        "journal.store.machine",
        "journal.store.version",
    ),
}
"""What `journal capture` may load beside journal.capture and the standard library."""
SLOW = {
    *("dataclasses", "typing", "pathlib", "tomllib", "argparse", "contextlib", "tempfile", "subprocess", "inspect"),
    *("logging", "asyncio"),
}
"""Parts of the standard library that `journal capture` has no time for."""
PLACES = {"today", "contacts", "timeline", "goals", "prep", "walk", "review", "insights", "welcome"}
HEADLESS = (
    *("domain", "capture", "store", "derived", "search", "exchange", "demo", "shell"),
    *("config", "keymap", "paths", "userfile", "texts", "prep_texts"),
)


def layer_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(module: str) -> Iterator[str]:
    """The modules of the package that a module imports, outside of `if TYPE_CHECKING`."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    only_typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for part in node.body
        for inner in ast.walk(part)
    }
    for node in ast.walk(tree):
        if id(node) in only_typed:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "journal")
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} has a relative import: write the whole name"
            if (node.module or "").split(".")[0] == "journal":
                inner_modules = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from (inner if inner in MODULES else node.module or "" for inner in inner_modules)


def in_fresh_interpreter(program: str, *arguments: str) -> set[str]:
    """The modules that a program loads beyond those of a bare start."""
    program = f"import sys; before = set(sys.modules)\n{program}\nimport json"
    program += "\nsys.stderr.write(json.dumps(sorted(set(sys.modules) - before)))"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        cwd="/",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr[done.stderr.rindex("[") :]))


def names_of(layer: str) -> list[str]:
    return [module for module in MODULES if layer_of(module) == layer]


def test_every_layer_is_known_here() -> None:
    assert {layer_of(module) for module in MODULES} - {"", "content"} <= BELOW.keys()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_from_below(module: str) -> None:
    layer = layer_of(module)
    if not layer:
        assert not list(imports(module)), "the package itself imports nothing"
        return
    for imported in imports(module):
        assert layer_of(imported) in {layer, "", *BELOW.get(layer, ())}, f"{module} imports {imported}"


def test_no_place_imports_another() -> None:
    for module in names_of("screens"):
        place = module.split(".")[-1]
        others = {f"journal.screens.{other}" for other in PLACES - {place}}
        if place in PLACES:
            assert not others & set(imports(module)), module


def test_only_the_shell_opens_the_app() -> None:
    for module in MODULES:
        if layer_of(module) not in ("shell", "cli", "app"):
            assert "journal.app" not in set(imports(module)), module


@pytest.mark.parametrize("layer", HEADLESS)
def test_a_layer_without_a_screen_loads_no_textual(layer: str) -> None:
    loaded = in_fresh_interpreter("\n".join(f"import {module}" for module in names_of(layer)))
    assert not {"textual", "rich"} & loaded
    if layer == "domain":
        assert "tinydb" not in loaded
        assert not {module for module in loaded if layer_of(module) not in ("", "domain") and module in MODULES}


@pytest.mark.parametrize("layer", ["widgets", "dialogs"])
def test_widgets_and_dialogs_never_load_the_store(layer: str) -> None:
    loaded = in_fresh_interpreter("\n".join(f"import {module}" for module in names_of(layer)))
    assert not {module for module in loaded if module.startswith(("journal.store.", "tinydb"))}


def test_every_package_file_is_empty() -> None:
    for module, file in MODULES.items():
        if file.name == "__init__.py" and module != "journal":
            assert not file.read_text(encoding="utf-8").strip(), module


def check_fast(loaded: set[str]) -> None:
    own = {module for module in loaded if module.split(".")[0] == "journal"}
    assert {module for module in own if not module.startswith("journal.capture")} <= FAST
    rest = {module.split(".")[0] for module in loaded - own}
    assert not SLOW & rest
    assert rest <= set(sys.stdlib_module_names)


def test_every_module_of_capture_is_fast_to_load() -> None:
    check_fast(in_fresh_interpreter("\n".join(f"import {module}" for module in names_of("capture"))))


@pytest.mark.parametrize(
    "arguments",
    [
        ["capture", "coffee with @ana about rust jobs got:opp yesterday; send survey in 2w"],
        ["capture", "--dry-run", "--json", "coffee with @ana"],
        ["capture", "--help"],
    ],
)
def test_a_capture_loads_nothing_that_is_slow(arguments: list[str], tmp_path: Path) -> None:
    program = (
        "import os; os.environ |= dict.fromkeys(('JOURNAL_DIR', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'), sys.argv[1])\n"
        "from journal.cli import main\n"
        "try: code = main(sys.argv[2:])\n"
        "except SystemExit as left: code = left.code\n"
        "assert not code, code"
    )
    check_fast(in_fresh_interpreter(program, str(tmp_path), *arguments))


def test_the_prompt_is_painted_before_anything_else_is_loaded() -> None:
    script = (
        "import sys; before = set(sys.modules)\n"
        "import journal.cli, journal.capture.start, journal.capture.prompt\n"
        "print(*set(sys.modules) - before)"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    loaded = set(done.stdout.split())
    names = ("start", "prompt", "terminal", "keys", "paint", "cells", "colours", "prompt_cache")
    own = {"journal", "journal.cli", "journal.paths", "journal.capture", *(f"journal.capture.{name}" for name in names)}
    assert {module for module in loaded if module.startswith("journal")} == own
    assert {module for module in loaded if not module.startswith("journal")} <= {
        *("__future__", "os", "termios", "select", "time")
    }


def test_the_first_paint_waits_for_no_record_rule_or_dialog() -> None:
    script = "import sys, journal.app; print([name for name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    for slow in ("'pydantic'", "journal.domain.record", "journal.derived.index", "journal.dialogs", "journal.exchange"):
        assert slow not in loaded, slow
