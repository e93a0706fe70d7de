"""The words behind `journal capture`: its options, its help, and the text, put together from the rest."""

from __future__ import annotations

import os
from datetime import datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

HELP = """\
usage: journal capture [options] [TEXT …]

Save one line of what happened. Without TEXT: one line from a prompt, or every
line of stdin if it is a pipe. Doubts are said and never stop it.

options:
  --dry-run      show what would be saved, and save nothing
  --json         print what was understood as JSON, one object for each line
  --strict       save nothing and exit with 2 if there is any doubt
  --now ISO      take this for the time, such as 2026-11-24T09:30
  --dir FOLDER   the journal, else $JOURNAL_DIR, else $XDG_DATA_HOME/journal
  --             what follows is text, even if it begins with dashes
  -h, --help     show this

examples:
  journal capture 'coffee with @ana about rust jobs got:opportunity yesterday'
  journal capture 'call with @"Bob Lee" #hiring; send survey fri'
  journal capture 'met @dana +Acme at PyCon via @ana'
  journal capture 'intro @ana -> @chen about the data team'
  journal capture 'todo update my CV by end of month'
  journal capture --dry-run --json < lines.txt

Single quotes keep the shell away from # ; > and !. The grammar is in
docs/capture.md."""

FLAGS = ("--dry-run", "--json", "--strict")
VALUED = ("--now", "--dir")


class Wrong(Exception):
    """Wrong usage; the text is a sentence."""


class Options:
    """What was asked for; `words` are the text."""

    __slots__ = ("dry_run", "folder", "help", "json", "now", "strict", "words")

    def __init__(self) -> None:
        self.dry_run = self.json = self.strict = self.help = False
        self.folder: str | None = None
        self.now: datetime | None = None
        self.words: list[str] = []


def read_options(argv: list[str], env: Mapping[str, str]) -> Options:
    """The options and the text. Raises `Wrong`."""
    options = Options()
    values = {"--now": env.get("JOURNAL_NOW", "")}
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            options.words += [sane(rest) for rest in words]
        elif word in FLAGS:
            setattr(options, word[2:].replace("-", "_"), True)
        elif word in ("-h", "--help"):
            options.help = True
        elif name in VALUED:
            values[name] = value if equals else _following(name, next(words, None))
        elif word.startswith("--") and word[2:3].isalpha():
            raise Wrong(f"there is no option {sane(word)}. If it is text, put -- before it.")
        else:
            options.words.append(sane(word))
    options.folder = values.get("--dir") or None
    options.now = _time(values["--now"]) if values["--now"] else None
    return options


def _following(name: str, value: str | None) -> str:
    if value is None:
        raise Wrong(f"{name} needs a value.")
    return value


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Wrong(f"{sane(text)} is no time such as 2026-11-24T09:30.") from None


def sane(word: str) -> str:
    """A word of the command line as text: bytes that Python could not read are read again."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return decoded(os.fsencode(word))
    return word


def decoded(raw: bytes) -> str:
    """Bytes as text: UTF-8, or what Windows and old files use instead."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")
