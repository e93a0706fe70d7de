"""What lies in a journal's folder: files that others may read, and files that are not part of a journal."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from journal.store.fold import Problem

_OWN = re.compile(r"\d{4}-\d\d\.[a-z0-9-]+\.jsonl")
_COPIES = re.compile(r"sync-conflict|conflicted copy|\(\d+\)|\.orig$|~$|\.bak$", re.IGNORECASE)
_BELONG = frozenset({"log", ".lock", ".gitattributes", ".gitignore", ".stignore"})
_CARRIERS = frozenset({".git", ".stfolder", ".stversions", ".DS_Store"})
_OTHERS = 0o077


def too_open(root: Path) -> list[Problem]:
    """Folders and files of the journal that other users of the machine may enter or read."""
    paths = (root, root / "log", *sorted((root / "log").glob("*.jsonl")))
    found = [path for path in paths if path.exists() and path.stat().st_mode & _OTHERS]
    if not found:
        return []
    mode = found[0].stat().st_mode & 0o777
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    why = f"Other users of this machine may look into this{more} (mode {mode:o}): chmod -R go= {shlex.quote(str(root))}"
    return [Problem(_name(root, found[0]), 0, 0, why)]


def strangers(root: Path) -> list[Problem]:
    """Files that do not belong, and copies left by programs that carry files."""
    found = []
    for path in _entries(root):
        if path.name not in _BELONG | _CARRIERS:
            found.append(Problem(_name(root, path), 0, 0, _about(path, read=False)))
    for path in _entries(root / "log"):
        if not _OWN.fullmatch(path.name):
            found.append(Problem(_name(root, path), 0, 0, _about(path, read=path.suffix == ".jsonl")))
    return found


def _entries(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.iterdir()) if folder.is_dir() else ()


def _about(path: Path, *, read: bool) -> str:
    what = "A copy that another program left" if _COPIES.search(path.name) else "No file of this program"
    if read:
        return f"{what}; its lines count like all others. Leave it: the same line twice changes nothing."
    return f"{what}; it is not read. Leave it, or move it out of this folder."


def _name(root: Path, path: Path) -> str:
    return path.name if path.parent == root / "log" else str(path)
