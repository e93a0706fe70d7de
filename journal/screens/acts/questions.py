"""Taking questions to an event, in words of one's own where they have an open place; and copying them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journal.dialogs.ask import AskDialog
from journal.domain.events import Event
from journal.domain.questions import Question
from journal.domain.record import Invalid
from journal.domain.templates import PLACE
from journal.domain.words import plural
from journal.screens import sending
from journal.screens.acts.base import Acts
from journal.store.journal import StoreError
from journal.widgets.line import MORE

LONGEST = 300
"""Letters of a question."""


class QuestionActs(Acts):
    """Each gives the event as it is then, or None where nothing was written."""

    async def take(self, event: Event, questions: Iterable[Question]) -> Event | None:
        """Take questions along; those that go with one already are not taken twice."""
        texts = [text for one in questions if (text := await self._in_words(one))]
        new = [text for text in dict.fromkeys(texts) if text not in event.questions]
        return self.put(event, [*event.questions, *new]) if new else None

    async def own(self, event: Event) -> Event | None:
        """Take a question of one's own along."""
        text = await self._ask("A question of your own", "")
        return self.put(event, [*event.questions, text]) if text else None

    def put(self, event: Event, questions: Sequence[str]) -> Event | None:
        """Write which questions go with one."""
        after = event.changed(questions=list(questions))
        count = plural(len(after.questions), "question goes", "questions go") if questions else "No question goes"
        said = f"{count} with you.   u takes it back"
        try:
            self.write(f"questions for {event.title}", lambda transaction: transaction.change(event, after), said)
        except (StoreError, Invalid, OSError) as error:
            self.place.fail(error)
            return None
        return after

    def copy(self, questions: Sequence[Question]) -> None:
        """Copy them, one a line."""
        try:
            file = sending.copy(self.place.app, "", "\n".join(one.text for one in questions), self.desk.paths)
        except OSError as error:
            self.place.fail(error)
            return
        count, where = plural(len(questions), "question"), sending.short(file)
        self.place.app.notify(f"Copied {count}. If your terminal did not take it, it is in {where}.", markup=False)

    async def _in_words(self, question: Question) -> str:
        """Its text; one with an open place is finished by hand first, "" if that was left."""
        if not PLACE.search(question.text):
            return question.text
        return await self._ask("Finish the question", PLACE.sub(MORE, question.text)) or ""

    async def _ask(self, title: str, begun: str) -> str | None:
        def check(text: str) -> str:
            return "needed" if not text else f"longer than {LONGEST} characters" if len(text) > LONGEST else ""

        dialog = AskDialog(title, "question", begun, check=check, button="Take along", about=title)
        answer: str | None = await self.place.ask(dialog)
        return answer
