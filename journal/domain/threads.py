"""Old threads: which of the people one lost sight of is worth a hello."""

from __future__ import annotations

from typing import NamedTuple

from journal.domain.model import Model

DEEP_TALKS = 3
"""From so many deep talks on, the history counts in full."""
UNKNOWN = 0.5
"""What counts where trust, or somebody's world, is not noted."""


class Thread(NamedTuple):
    """Somebody of old; `score` is 0-100, the parts that make it are 0-1."""

    contact: str
    score: int
    novelty: float
    trust: float
    relevance: float
    ease: float
    history: float

    def parts(self, model: Model) -> list[tuple[str, float]]:
        """Each part with its points, in the order in which they count."""
        return [(name, weight * getattr(self, name)) for name, weight in model.dormant.weights.items()]


class Tie(NamedTuple):
    """What is known of an old tie: trust 1-5 or None, how well they fit a gap (0-1), how many deep talks.

    `share` is how many of the warm and steady people are of the same world; None where their world is not noted.
    """

    contact: str
    share: float | None = None
    trust: int | None = None
    relevance: float = 0.0
    preferred: bool = False
    reachable: bool = False
    deep: int = 0


def thread(tie: Tie, model: Model) -> Thread:
    """What an old tie is worth."""
    novelty = UNKNOWN if tie.share is None else 1 - tie.share
    trust = UNKNOWN if tie.trust is None else (tie.trust - 1) / 4
    ease = 1.0 if tie.preferred else 0.5 if tie.reachable else 0.0
    found = Thread(tie.contact, 0, novelty, trust, tie.relevance, ease, min(1.0, tie.deep / DEEP_TALKS))
    return found._replace(score=round(sum(points for _, points in found.parts(model))))
