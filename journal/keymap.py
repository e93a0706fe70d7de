"""keymap.toml of the user, checked: unknown names, keys that do not exist, keys that are taken. No Textual here."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from journal.domain.text import clean
from journal.userfile import UserFileError, did_you_mean, place, read_toml

NAMED_KEYS = frozenset(
    {"escape", "enter", "tab", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "space"}
    | {"up", "down", "left", "right"}
    | {f"f{number}" for number in range(1, 25)}
)
MODIFIERS = ("ctrl", "alt", "shift", "super")
RESERVED = {
    "ctrl+c": "copies",
    "ctrl+q": "quits",
    "ctrl+i": "is the same as tab in a terminal",
    "ctrl+m": "is the same as enter in a terminal",
    "ctrl+j": "is the same as enter in a terminal",
    "ctrl+h": "is the same as backspace in a terminal",
    "ctrl+left_square_bracket": "is the same as escape in a terminal",
    "ctrl+b": "belongs to tmux",
    "ctrl+z": "belongs to the shell",
    "tab": "goes to the next field",
    "shift+tab": "goes to the field before",
    "escape": "goes back",
}
"""Keys that nothing may be moved to, and why."""
ALIASES = {"esc": "escape", "return": "enter", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown"}
SHORT_NAMES = {  # Textual's own names for signs whose Unicode name is another
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}


def _sign_name(sign: str) -> str:
    name = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return SHORT_NAMES.get(name, name)


SIGNS = {_sign_name(sign): sign for sign in string.punctuation}
"""Textual's names of the signs on a keyboard."""

EVERYWHERE = frozenset({"app"})
"""Contexts whose keys work on every screen; the context of a binding is the part of its id before the first dot."""
LISTS = frozenset({"list"})
"""Contexts whose keys work in every list."""
APART = frozenset({"form", "dialog", "capture", "filter", "field", "walk", "review", "insights", "message"})
"""Contexts that stand alone: dialogs, fields and the two full-size modals."""
FIELDS = frozenset({"form", "capture", "filter", "field", "message"})
"""Contexts with text fields, where a letter is text."""


def load(path: Path, bindings: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The keys of a keymap file that can be used, and a sentence for each that cannot. Never fails."""
    try:
        document, text = read_toml(path)
    except UserFileError as error:
        return {}, [f"{error} The standard keys are used."]
    flat = dict(_flat(document))
    good, wrong = _sort_out(flat, bindings)
    return good, [f"{place(path, text, name)}: {why}" for name, why in wrong.items()]


def check(user: Mapping[str, object], bindings: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Sort a keymap {binding id: key or "key,key" or list} into what can be used and a sentence for each that cannot.

    `bindings` maps every known id to its standard keys. What is good is written with Textual's names of the keys.
    """
    good, wrong = _sort_out(user, bindings)
    return good, list(wrong.values())


def _sort_out(user: Mapping[str, object], bindings: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    good: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, value in user.items():
        if name not in bindings:
            wrong[name] = f"there is nothing called `{clean(name)}`{did_you_mean(name, bindings) or '.'}"
            continue
        keys, why = _keys(value, _standard(bindings[name]))
        if not why and name.partition(".")[0] in FIELDS:
            why = next((f"in a field {shown(key)} is text." for key in keys if _is_text(key)), "")
        if why:
            wrong[name] = f"`{clean(name)}` stays on {bindings[name]}: {why}"
        else:
            good[name] = ",".join(keys)
    wrong |= _without_clashes(good, bindings)
    return good, wrong


def _without_clashes(good: dict[str, str], bindings: Mapping[str, str]) -> dict[str, str]:
    """Takes out of `good` what would sit on a key that is taken, until nothing does; says why."""
    wrong: dict[str, str] = {}
    while clash := _clash(good, bindings):
        name, key, holder = clash
        del good[name]
        wrong[name] = f"`{name}` stays on {bindings[name]}: {shown(key)} is taken by `{holder}`."
    return wrong


def _clash(good: Mapping[str, str], bindings: Mapping[str, str]) -> tuple[str, str, str] | None:
    """A binding of the user's, latest first, whose new key somebody in the same context holds: id, key, holder."""
    for name in reversed(list(good)):
        moved = set(good[name].split(",")) - set(_standard(bindings[name]))
        for other, standard in bindings.items():
            if other != name and same_context(name, other):
                held = set(good[other].split(",")) if other in good else set(_standard(standard))
                if both := sorted(moved & held):
                    return name, both[0], other
    return None


def same_context(one: str, other: str) -> bool:
    """Whether two bindings can be in force at the same moment."""
    a, b = one.partition(".")[0], other.partition(".")[0]
    if a == b:
        return True
    if a in APART or b in APART:
        return False
    return bool({a, b} & (EVERYWHERE | LISTS))


def _keys(value: object, standard: tuple[str, ...]) -> tuple[list[str], str]:
    """The keys of one entry under Textual's names, or why they cannot be used."""
    if isinstance(value, str):
        value = ["comma"] if value.strip() == "," else value.split(",")
    if not isinstance(value, list) or not value or not all(isinstance(part, str) for part in value):
        return [], 'a key is written as text, such as "j" or "ctrl+n".'
    keys = []
    for part in value:
        key, why = _key(part)
        if not why and key in RESERVED and key not in standard:
            why = f"{shown(key)} {RESERVED[key]}."
        if why:
            return [], why
        keys.append(key)
    return keys, ""


def _key(text: str) -> tuple[str, str]:
    """One key under Textual's name, or why it is none."""
    text = text.strip() or text[:1]
    *modifiers, last = [text] if len(text) == 1 else text.replace("++", "+plus").split("+")
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    name = _named(last.strip() or last)
    if not name or not set(modifiers) <= set(MODIFIERS) or len(set(modifiers)) < len(modifiers):
        return "", f"there is no key {clean(text)[:30]!r}."
    if "ctrl" in modifiers and len(name) == 1:
        name = name.lower()
    elif modifiers == ["shift"] and len(name) == 1:
        return "", f"shift+{name} reaches no program from a terminal; write {name.upper()!r}."
    return "+".join([*(known for known in MODIFIERS if known in modifiers), name]), ""


def _named(key: str) -> str:
    """Textual's name of a key without modifiers; empty when there is none."""
    if len(key) == 1:
        return key if key.isalnum() else _sign_name(key)
    lower = key.lower()
    lower = ALIASES.get(lower, lower)
    return lower if lower in NAMED_KEYS or lower in SIGNS else ""


def shown(key: str) -> str:
    """A key as one writes it: `?` for question_mark."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, SIGNS.get(last, last)])


def _is_text(key: str) -> bool:
    return len(key) == 1 or key == "space" or key in SIGNS


def _standard(keys: str) -> tuple[str, ...]:
    return tuple(_key(key)[0] or key for key in keys.split(","))


def _flat(document: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, object]]:
    """`list.down = "j"` and `"list.down" = "j"` mean the same."""
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{at}{name}.")
        else:
            yield f"{at}{name}", value
