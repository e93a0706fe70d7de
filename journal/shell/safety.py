"""What the full screen does for safety while nobody waits for it: the daily backup, and following who was forgotten."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from journal.shell.context import Context
from journal.store.backup import daily, folder_for
from journal.store.disk import StoreError
from journal.store.erasing import finish, follow
from journal.store.log import Log

LARGE = 4_000_000
"""Bytes of a journal from which on another process makes the backup: it would slow the screen down."""


def keep_safe(context: Context, machine: str) -> str:
    """Finish a forgetting that was broken off, make the backup of today, take out whom another machine forgot.

    Returns what went wrong, as a sentence. Meant for a thread.
    """
    log = Log(context.paths.data, machine)
    try:
        finish(log, folder_for(context.paths.state, context.paths.data), wait=False)
        if sum(size for _, _, _, size in log.files()) > LARGE:
            return _apart(context) or _follow(log)
        folder = folder_for(context.paths.state, context.paths.data)
        daily(context.paths.data, folder, context.today, context.config.backup_days)
        return _follow(log)
    except (StoreError, OSError) as error:
        return str(error)


def _follow(log: Log) -> str:
    follow(log)
    return ""


def _apart(context: Context) -> str:
    """The daily backup by another process."""
    day = f"{context.now:%Y-%m-%dT%H:%M:%S%z}"
    command = [sys.executable, "-m", "journal", "--dir", context.paths.data, "--now", day, "backup", "--daily"]
    folder = folder_for(context.paths.state, context.paths.data)
    if context.config.backup_days < 1 or Path(folder, f"{context.today.isoformat()}.tar.gz").exists():
        return ""
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    return "" if done.returncode == 0 else done.stderr.strip()
