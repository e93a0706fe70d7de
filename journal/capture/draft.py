"""Draft: what a line was understood to say, before anything is written."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from journal.capture.names import Match
    from journal.capture.scan import Token

ME = "me"


class Promise:
    """A follow-up of the line: what, due, time, whose it is (mine, theirs) and with whom."""

    __slots__ = ("contacts", "due", "owner", "time", "what")

    def __init__(self, what: str, due: date, time: str | None, owner: str, contacts: list[Match]) -> None:
        self.what = what
        self.due = due
        self.time = time
        self.owner = owner
        self.contacts = contacts


class Link:
    """An introduction: a broker brings a and b together; None is the writer."""

    __slots__ = ("a", "b", "broker", "met")

    def __init__(self, broker: Match | None, a: Match | None, b: Match | None, *, met: bool) -> None:
        self.broker = broker
        self.a = a
        self.b = b
        self.met = met
        """Whether b was met through the broker, and not brought together with a by them."""


class Draft:
    """One line, understood. `kind` is None if it makes no entry; `today` is the day it was written on."""

    __slots__ = (
        "contacts",
        "depth",
        "direction",
        "doubts",
        "event",
        "exchanges",
        "followups",
        "goals",
        "kind",
        "links",
        "met",
        "misread",
        "note",
        "on",
        "orgs",
        "others",
        "place",
        "raw",
        "time",
        "today",
        "topics",
        "unsure",
        "word",
    )

    def __init__(self, raw: str, today: date) -> None:
        self.raw = raw
        self.today = today
        self.kind: str | None = None
        self.word = ""
        """The word that said the kind, such as coffee."""
        self.on: date | None = None
        self.time: str | None = None
        self.contacts: list[Match] = []
        self.topics: list[str] = []
        self.exchanges: dict[tuple[str, str], int] = {}
        """(benefit, gave or got) → size."""
        self.followups: list[Promise] = []
        self.links: list[Link] = []
        self.others: list[Match] = []
        self.event: tuple[str | None, str, str] | None = None
        """Text as written (None if it was only going on), id and title."""
        self.goals: list[tuple[str, str, str]] = []
        """Text as written, id and statement."""
        self.direction: str | None = None
        self.depth: int | None = None
        self.place = ""
        self.orgs: dict[str, str] = {}
        """Organisation of a new person, by the key of the match."""
        self.met: set[str] = set()
        """Keys of new people whom the line says to have met."""
        self.note = ""
        self.doubts: list[str] = []
        self.unsure: list[Match] = []
        """Who may be somebody else than was taken, or somebody known: there are others to choose from."""
        self.misread: list[tuple[int, int]] = []
        """Where in `raw` something stands that looks like a slot and was not understood."""

    def stays_text(self, token: Token, why: str) -> None:
        """A slot that was not understood; `why` says so."""
        self.doubts.append(why)
        self.misread.append((token.start, token.end))

    def misread_in(self, line: str) -> list[tuple[int, str]]:
        """What was not understood, with its place in the line as it was typed, with the space around it."""
        ahead = line.find(self.raw)
        return [(ahead + start, self.raw[start:end]) for start, end in self.misread] if ahead >= 0 else []

    def json(self) -> dict[str, Any]:
        """The draft as `journal capture --json` prints it."""
        return {
            "kind": self.kind,
            "on": self.on.isoformat() if self.on else None,
            "time": self.time,
            "contacts": [_person(match) for match in self.contacts],
            "topics": self.topics,
            "exchanges": [{"benefit": what, "way": way, "size": size} for (what, way), size in self.exchanges.items()],
            "followups": [_follow_up(promise) for promise in self.followups],
            "introduction": _introduction(self.links[0]) if self.links else None,
            "others": [_person(match) for match in self.others],
            "event": dict(zip(("text", "id", "title"), self.event, strict=True)) if self.event else None,
            "goals": [dict(zip(("text", "id", "statement"), goal, strict=True)) for goal in self.goals],
            "direction": self.direction,
            "depth": self.depth,
            "place": self.place,
            "note": self.note,
            "doubts": self.doubts,
        }


def _person(match: Match) -> dict[str, Any]:
    found: dict[str, Any] = {
        "text": match.text,
        "id": match.id,
        "name": match.name,
        "new": match.new,
        "assumed": bool(match.assumed),
    }
    if match.candidates:
        found["candidates"] = [name for _, name in match.candidates]
    return found


def _follow_up(promise: Promise) -> dict[str, Any]:
    return {
        "what": promise.what,
        "due": promise.due.isoformat(),
        "time": promise.time,
        "owner": promise.owner,
        "contacts": [match.name for match in promise.contacts],
    }


def _introduction(link: Link) -> dict[str, str]:
    names = {"broker": link.broker, "a": link.a, "b": link.b}
    return {role: match.name if match else ME for role, match in names.items()}
