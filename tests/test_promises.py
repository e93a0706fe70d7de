"""The page of promises: at most twelve, and every test that it names as a proof exists and is run."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
PROOFS = sorted(set(re.findall(r"`(tests/[^`\s]+::[^`\s]+)`", PAGE)))
PROMISES = re.split(r"^(?=\d+\. \*\*)", PAGE[: PAGE.index("## What is not promised")], flags=re.MULTILINE)[1:]
NUMBERS = {10: "Ten", 11: "Eleven", 12: "Twelve"}


def test_there_are_at_most_twelve_promises_and_they_are_counted_right() -> None:
    assert [int(promise.split(".")[0]) for promise in PROMISES] == list(range(1, len(PROMISES) + 1))
    assert NUMBERS[len(PROMISES)] in PAGE.split("\n")[2]


@pytest.mark.parametrize("promise", PROMISES, ids=[promise.split("**")[1] for promise in PROMISES])
def test_every_promise_has_a_proof(promise: str) -> None:
    assert "`tests/" in promise


@pytest.mark.parametrize("proof", PROOFS)
def test_every_proof_is_a_test_that_is_collected(proof: str) -> None:
    file, name = proof.split("::")
    assert Path(file).name.startswith("test_")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    machines = [ast.unparse(target) for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    assert name.startswith(("test_", "Test"))
    assert name in (*functions, *machines)


def test_what_doctor_looks_at_belongs_to_promises_that_there_are() -> None:
    table = PAGE[PAGE.index("| it looks at") :]
    numbers = {
        int(number)
        for row in table.split("\n")
        for number in re.findall(r"\d+", row.rsplit("|", 2)[-2] if "|" in row else "")
    }
    assert numbers <= set(range(1, len(PROMISES) + 1))
