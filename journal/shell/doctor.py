"""`journal doctor`: reads every line of every file and says what is wrong, where, and what to do."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from journal.shell.context import Context
from journal.shell.output import put, put_json, say

EXAMPLES = """\
  journal doctor            check everything; exit 1 if something was found
  journal doctor --json     the findings as JSON

It looks at every line of the journal and of its backups, at who may read them,
at the lock and the disk, at what is kept beside the journal (drafts, names),
and at settings, themes, keys, templates and checklists. It changes nothing.

What is worth knowing and no fault, such as a text that waits to be saved,
stands after a "·"; in JSON in "notes". docs/promises.md says what holds."""

ADVICE = (
    "Nothing was changed. A line that cannot be read is left out, and all the rest is used. Mend it in an editor or "
    "leave it; what names a person who is not there may be waiting for a file of another machine."
)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the findings as JSON")


def run(args: Namespace, context: Context) -> int:
    from journal.domain.words import plural
    from journal.shell import health
    from journal.store.backup import faults, folder_for
    from journal.store.doctor import examine, sentence

    report = examine(context.paths.data)
    beside = [
        *faults(folder_for(context.paths.state, context.paths.data)),
        *health.faults(context.paths, context.today),
    ]
    settings = [*([context.missing] if context.missing else []), *_settings(context), *beside]
    notes = health.notes(context.paths, context.today, context.config.backup_days)
    if args.json:
        findings = [finding._asdict() for finding in report.findings]
        findings += [{"file": "", "line": 0, "offset": 0, "why": why} for why in settings]
        counts = {"files": report.files, "lines": report.lines, "documents": report.documents}
        put_json({"journal": context.paths.data, "findings": findings, "notes": notes, **counts})
        return 1 if findings else 0
    found = [*map(sentence, report.findings), *settings]
    for text in [*found, *(f"· {note}" for note in notes)]:
        put(text)
    looked = f"{plural(report.files, 'file')}, {plural(report.lines, 'line')}, {plural(report.documents, 'document')}"
    put(f"{len(found):,} found in {context.paths.data}: {looked}." if found else f"All is well: {looked}.")
    if report.findings:
        say(ADVICE)
    return 1 if found else 0


def _settings(context: Context) -> list[str]:
    """What is wrong with the settings, themes, keys, templates and checklists."""
    from textual.theme import BUILTIN_THEMES

    from journal import keymap, prep_texts, texts, themes
    from journal.shell.screen import standard_keys, theme_folders

    config = Path(context.paths.config)
    found, broken = themes.load(theme_folders(context))
    names = [*(theme.name for theme in found), *BUILTIN_THEMES]
    _, unknown = themes.pick(context.config.theme, names, context.config.theme_place)
    _, wrong = keymap.load(config / "keymap.toml", standard_keys()) if (config / "keymap.toml").exists() else ({}, [])
    _, unfit = texts.load_templates(config)
    unfit += [why for why in prep_texts.load_prep(config).problems if why not in unfit]
    return [*context.problems, *broken, *([unknown] if unknown else []), *wrong, *unfit]
