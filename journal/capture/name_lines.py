"""The lines of the name index: how a person, an event, a run or a goal is written there and read back."""

from __future__ import annotations

from journal.domain.text import clean, fold, fold_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

STATUSES = {"active": "a", "archived": "x", "no_contact": "n", "deceased": "d"}
ONE_WAY = frozenset({"message", "email", "letter", "post"})
PERSON_FIELDS = 9
FORGOTTEN = "f"


class Person:
    """What capture knows of a contact; names are folded, `parts` are the words of all of them."""

    __slots__ = ("aliases", "emails", "fields", "full", "id", "last_talk", "name", "parts", "status", "triage")

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields
        _, self.id, self.status, self.last_talk, self.name, full, aliases, emails, self.triage = fields
        self.full = full.strip()
        self.aliases = [alias for part in aliases.split("|") if (alias := part.strip())]
        self.emails = emails
        self.parts = " ".join([self.full, *self.aliases]).split()

    @property
    def active(self) -> bool:
        return self.status == "a"

    def line(self, last_talk: str) -> str:
        return "\t".join((*self.fields[:3], last_talk, *self.fields[4:]))


def person_line(key: str, document: Mapping[str, Any], last_talk: str = "") -> str:
    """c, id, status, last talk, name, " folded name ", "| alias | alias |", "<e-mail><e-mail>", ambiguous text."""
    name = _text(document.get("name"))
    others = dict.fromkeys(fold_name(_text(other)) for other in _names(document))
    aliases = "".join(f" {other} |" for other in others if other)
    emails = "".join(f"<{_text(value).strip().lower()}>" for value in _emails(document))
    triage = document.get("triage")
    text = fold_name(_text(triage.get("text"))) if isinstance(triage, dict) else ""
    status = STATUSES.get(_text(document.get("status")), "a")
    return "\t".join(("c", key, status, last_talk, name, f" {fold_name(name)} ", f"|{aliases}", emails, text))


def _names(document: Mapping[str, Any]) -> list[Any]:
    aliases = document.get("aliases")
    first = document.get("first_name")
    return [*(aliases if isinstance(aliases, list) else []), *([first] if first else [])]


def _emails(document: Mapping[str, Any]) -> list[Any]:
    channels = document.get("channels")
    found = channels if isinstance(channels, list) else []
    return [one.get("value") for one in found if isinstance(one, dict) and one.get("kind", "email") == "email"]


def event_line(key: str, document: Mapping[str, Any]) -> str:
    title = _text(document.get("title"))
    status = _text(document.get("status")) or "planned"
    return "\t".join(("e", key, status, _text(document.get("starts")), _text(document.get("ends")), title, fold(title)))


def run_line(key: str, document: Mapping[str, Any]) -> str:
    open_ = "" if document.get("finished") else "open"
    return "\t".join(("r", key, open_, _text(document.get("event"))))


def goal_line(key: str, document: Mapping[str, Any]) -> str:
    statement = _text(document.get("statement"))
    return "\t".join(("g", key, _text(document.get("status")) or "draft", statement, fold(statement)))


def two_way(interaction: Mapping[str, Any]) -> bool:
    """Whether both sides took part; the same rule as `Interaction.two_way`, on a stored document."""
    kind = interaction.get("kind", "meeting")
    if kind == "note":
        return False
    direction = interaction.get("direction") or ("out" if kind in ONE_WAY else "mutual")
    return kind not in ONE_WAY or direction != "out" or interaction.get("answered") == "yes"


def forgotten_line(key: str, _: Mapping[str, Any]) -> str:
    """Somebody who was forgotten stays so, whatever comes back with an old file."""
    return "\t".join((FORGOTTEN, key, ""))


def _text(value: Any) -> str:
    """A value that may stand in a field of a line, whatever a file made of it."""
    return " ".join(clean(value).split()) if isinstance(value, str) else ""
