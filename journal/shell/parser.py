"""The command line but for `capture`: which command, its options, and every failure as one sentence."""

from __future__ import annotations

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple, NoReturn

import journal
from journal.shell.context import Context
from journal.shell.output import Failure, WrongUsage, discard, finish, say

OK, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
WIDTH = 78
LONGEST_PATH = 120


class Command(NamedTuple):
    """A command: its module has EXAMPLES, `arguments(parser)`, `run(args, context)`, and may have `ordered(words)`."""

    name: str
    help: str
    module: str


SCREEN = Command("screen", "the full screen", "journal.shell.screen")
COMMANDS = (
    Command("capture", "save one line of what happened", "journal.capture.command"),
    Command("today", "whom to talk to now and why, what was promised, what is coming", "journal.shell.today"),
    Command("show", "one person: how you are doing, what is open, what happened", "journal.shell.show"),
    Command("goals", "how far each goal is, and whom to get to know for it", "journal.shell.goals"),
    Command("prep", "prepare for an event, step by step; list events, check checklists", "journal.shell.prep"),
    Command("find", "find people and entries", "journal.shell.find"),
    Command("import", "bring in people and events: LinkedIn, vCards, CSV, calendars", "journal.shell.importing"),
    Command("export", "the complete journal, or people and dates for other programs", "journal.shell.exporting"),
    Command("tmux", "lines for tmux.conf: a key that opens the prompt", "journal.shell.tmux"),
    Command("undo", "take back the last change", "journal.shell.undo"),
    Command("backup", "the whole journal in one file, outside its folder", "journal.shell.backup"),
    Command("restore", "take a backup back", "journal.shell.restore"),
    Command("forget", "remove every trace of a person, for good", "journal.shell.forget"),
    Command("doctor", "check every file, say what is wrong and where", "journal.shell.doctor"),
    Command("demo", "the full screen on sample data", "journal.shell.demo"),
)
EXAMPLES = """\
  journal                                  open the full screen
  journal capture 'coffee with @ana'       save one line
  journal find circle:close due:yes        who it is time to talk to
  journal import Connections.csv           look at what would come in, then say yes

`journal COMMAND --help` says more about each. The journal is a folder of plain
files: --dir, else $JOURNAL_DIR, else $XDG_DATA_HOME/journal."""


def run(argv: Sequence[str]) -> int:
    """Run a command line. Returns 0, 1 (failed, and said why in one sentence) or 2 (wrong usage)."""
    try:
        code = _stopped(argv)
        finish()
        return code
    except WrongUsage as error:
        say(f"journal: {error}")
        return WRONG_USAGE
    except Failure as error:
        say(str(error))
        return FAILED
    except BrokenPipeError:  # whoever read the output has seen enough
        discard(sys.stdout)
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED


def _stopped(argv: Sequence[str]) -> int:
    try:
        return _run(argv)
    except SystemExit as stop:  # argparse has said what it had to say
        return stop.code if isinstance(stop.code, int) else OK


def _run(argv: Sequence[str]) -> int:
    before, name, rest = split(argv)
    args = Namespace(dir=None, now=None)
    top = _parser("journal", "A relationship journal for the terminal.", EXAMPLES)
    top.usage = "journal [--screen PLACE | COMMAND] [options]"
    top.epilog = f"commands:\n{_list()}\n\n{top.epilog}"
    top.add_argument("--version", action="version", version=f"journal {journal.__version__}")
    if name is None:
        import_module(SCREEN.module).arguments(top)
        top.parse_args(before, args)
        return _carry_out(SCREEN, args)
    command = _named(name)
    top.parse_args(before, args)
    if command.name == "capture":
        return _capture([*before, *rest])
    module = import_module(command.module)
    parser = _parser(f"journal {command.name}", f"{command.help[:1].upper()}{command.help[1:]}.", module.EXAMPLES)
    module.arguments(parser)
    ordered = getattr(module, "ordered", list)
    parser.parse_args(ordered(rest), args)
    return _carry_out(command, args)


def _capture(words: list[str]) -> int:
    """`capture` has a small program of its own; it comes here only when options stand before it."""
    from journal.capture.command import main

    return main(words)


def _carry_out(command: Command, args: Namespace) -> int:
    """Run a command; this is the one place where the program's own errors become sentences."""
    try:
        code: int = import_module(command.module).run(args, Context.build(args.dir, args.now))
        return code
    except BrokenPipeError:
        raise
    except Exception as error:
        if not isinstance(error, (*_sentences(), OSError)):
            raise
        say(_refused(error) if isinstance(error, OSError) else str(error))
        return FAILED


def _refused(error: OSError) -> str:
    """What the system says about a file, as a sentence."""
    from journal.store.wording import shorten

    what = shorten(os.fsdecode(error.filename), LONGEST_PATH) if isinstance(error.filename, str | bytes) else "This"
    return f"{what} cannot be used: {(error.strerror or str(error)).lower()}."


def _sentences() -> tuple[type[Exception], ...]:
    """Errors whose text is for the user; imported only when there is one, because the full screen must not wait."""
    from journal.domain.record import Invalid
    from journal.exchange.files import ExchangeError
    from journal.store.disk import StoreError

    return Failure, StoreError, ExchangeError, Invalid


def split(argv: Sequence[str]) -> tuple[list[str], str | None, list[str]]:
    """The options before the command, the command (None: the full screen), and what comes after it."""
    at = 0
    while at < len(argv) and argv[at].startswith("-"):
        at += 2 if argv[at] in ("--dir", "--now", "--screen") else 1
    return list(argv[:at]), argv[at] if at < len(argv) else None, list(argv[at + 1 :])


def _named(name: str) -> Command:
    commands = {command.name: command for command in COMMANDS}
    if name in commands:
        return commands[name]
    near = get_close_matches(name.lower(), commands, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(commands)}."
    raise WrongUsage(f"there is no command `{name}`; {hint}")


class _Parser(ArgumentParser):
    """An argparse parser whose complaints are one line and name the way to help."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{message}. Try `{self.prog} --help`.")


def _parser(prog: str, about: str, examples: str) -> ArgumentParser:
    parser = _Parser(
        prog=prog,
        description=about,
        epilog=f"examples:\n{examples}",
        formatter_class=lambda prog: RawDescriptionHelpFormatter(prog, max_help_position=26, width=WIDTH),
        allow_abbrev=False,
    )
    everywhere = parser.add_argument_group("everywhere")
    everywhere.add_argument("--dir", metavar="FOLDER", default=SUPPRESS, help="the journal to work with")
    everywhere.add_argument("--debug", action="store_true", default=SUPPRESS, help="note what it does, to mend it")
    everywhere.add_argument("--now", metavar="TIME", default=SUPPRESS, help="act as if it were then (ISO)")
    return parser


def _list() -> str:
    return "\n".join(f"  {command.name:<10} {command.help}" for command in COMMANDS)
