"""The first and the last page of the weekly review: how to begin, and what was done."""

from __future__ import annotations

from collections.abc import Sequence

from journal.derived.weeks import talked_to
from journal.domain.followups import FollowUp
from journal.domain.review import LET_GO_OLDER_THAN, SKIPPED, Step, offers_clean_slate, old_promises, sentence
from journal.domain.words import ago, plural
from journal.screens.weekly.step import StepView
from journal.widgets.line import BETWEEN, MUTED, PLAIN, spread, wrap
from journal.widgets.page import Lines

FULL, QUICK, AGAIN, CLEAN = "full", "quick", "again", "clean"
WAY = "ways"
FIRST = Step(
    id="first",
    title="A look at your week",
    guidance="Skipping a week changes nothing. Take what is useful and leave the rest.",
)
LAST = Step(id="last", title="That was your week")


class Beginning(StepView):
    """The ways to begin; the quick one is offered first, and before it to go on where one left."""

    def write(self, lines: Lines) -> None:
        review, at = self.book.review, self.book.to_go_on
        lines.gap()
        if review is not None and review.finished:
            lines.muted(f"You looked at this week {ago(review.on, self.desk.today)}. You can look again.").gap()
        if review is not None and at is not None:
            steps = self.book.guide.steps(short=review.short)
            where = f"step {at + 1} of {len(steps)}"
            self._way(lines, AGAIN, "Go on where you left", where, steps[at].title)
        quick, full = (self.book.guide.steps(short=short) for short in (True, False))
        if quick:
            minutes = f"{self.book.guide.minutes_of(short=True)} minutes"
            self._way(lines, QUICK, "The quick version", minutes, f" {BETWEEN} ".join(step.title for step in quick))
        self._way(lines, FULL, "The whole review", f"{self.book.guide.minutes} minutes", f"{len(full)} steps")
        if old := self._old():
            about = f"{plural(len(old), 'promise')} whose day came more than 60 days ago, yours and theirs"
            self._way(lines, CLEAN, "Let go of everything older than 60 days?", "", about)

    def _way(self, lines: Lines, id: str, words: str, note: str, about: str) -> None:
        lines.add(spread(lines.width, (words, PLAIN), (note, MUTED)), WAY, id)
        for line in wrap((about, MUTED), lines.width):
            lines.add(line, "", id)
        lines.gap()

    def _old(self) -> list[FollowUp]:
        if not offers_clean_slate(self.desk.today, self.book.begun):
            return []
        limit = (self.desk.today - LET_GO_OLDER_THAN).isoformat()
        due = self.desk.index.open_followups
        documents = self.desk.journal.followups
        old = [id for id in due if str(documents.docs[id].get("due", "")) < limit]
        return old_promises(filter(None, map(documents.get, old)), self.desk.today)

    async def clean(self) -> None:
        """Let go of all old promises in one step."""
        old = self._old()
        if not old:
            return
        with self.desk.journal.transaction(f"let go of {plural(len(old), 'old promise')}") as transaction:
            for each in old:
                transaction.change(each, each.changed(status="dropped"))
        self.screen.written(f"Let go of {plural(len(old), 'old promise')}.   u takes it back")


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence: "talked to 4 people, kept 2 promises and chose 2 for next week"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


class Ending(StepView):
    """One calm line, and the plan once more."""

    def write(self, lines: Lines) -> None:
        book = self.book
        people = len(talked_to(self.desk.index, book.monday, book.sunday))
        chosen, kept = book.chosen_for(book.next_monday), self._kept()
        parts = [
            f"talked to {plural(people, 'person', 'people')}" if people else "",
            f"kept {plural(kept, 'promise')}" if kept else "",
            f"chose {len(chosen.contacts)} for next week" if chosen and chosen.contacts else "",
        ]
        lines.gap().text(f"You {listed([part for part in parts if part] or ['took a look, and that is enough'])}.")
        if chosen:
            lines.gap().text(self.names(chosen.contacts))
        if plan := book.plan:
            lines.gap().text((self.desk.seen(sentence(plan)), PLAIN))
        skipped = sum(answer == SKIPPED for answer in (book.review.answers.values() if book.review else ()))
        if skipped:
            lines.gap().muted("What you skipped is not counted.")

    def _kept(self) -> int:
        """The promises that were done in the week."""
        first = self.book.monday
        docs = self.desk.journal.followups.docs.values()
        return sum(str(doc.get("done_on", "")) >= first.isoformat() for doc in docs if doc.get("done_on"))
