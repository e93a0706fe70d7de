"""Looking for news: with nothing new, and with one line that another process wrote."""

from __future__ import annotations

from benchmarks.insert import ENTRY, opened
from benchmarks.measure import Row, in_turns, timed
from benchmarks.samples import Samples
from journal.store.log import Log, new_id

ROUNDS = 51
NOTHING, ONE = "nothing", "one"


def run(samples: Samples) -> list[Row]:
    journal = opened(samples.large)
    other = Log(str(samples.large.journal), "other-0000")

    def one_line() -> float:
        other.write("capture", {"interactions": {new_id(): dict(ENTRY)}})
        return timed(journal.poll)

    times = in_turns({NOTHING: lambda: timed(journal.poll), ONE: one_line}, ROUNDS)
    return [Row("poll, nothing new", times[NOTHING]), Row("poll, one line of another process", times[ONE])]
