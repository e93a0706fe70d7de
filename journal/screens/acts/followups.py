"""What can be done to follow-ups: done, let go, another date, edit, remove."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from journal.dialogs.ask import AskDialog
from journal.dialogs.followup import FollowUpDialog
from journal.dialogs.reading import read_day
from journal.domain.followups import FollowUp
from journal.domain.words import due, plural
from journal.screens.acts.base import Acts
from journal.screens.acts.introductions import IntroductionActs, introduction_of, letter
from journal.screens.acts.messages import write_message
from journal.screens.desk import Desk
from journal.store.journal import Transaction
from journal.store.wording import shorten

WEEK = timedelta(days=7)
LATER = "fri, in 3w, 12 may; empty: in a week"


def new_follow_up(followup: FollowUp, desk: Desk) -> str:
    """What a toast says of a follow-up that was made: "Follow-up: send the survey, Fri 4 Dec"."""
    return f"Follow-up: {desk.seen(shorten(followup.what))}, {due(followup.due, desk.today)}"


class FollowUpActs(Acts):
    """Verbs for follow-ups."""

    verbs = frozenset({"done", "let_go", "edit", "remove", "snooze", "message"})

    def followups(self, ids: list[str]) -> list[FollowUp]:
        return [followup for id in ids if (followup := self.desk.journal.followups.get(id)) is not None]

    def naming(self, followups: list[FollowUp]) -> str:
        return shorten(followups[0].what) if len(followups) == 1 else plural(len(followups), "follow-up")

    async def done(self, ids: list[str]) -> None:
        """Close them; one that waits for an introduction is closed by the step of that."""
        if len(ids) == 1 and (made := introduction_of(self, self.followups(ids)[0])):
            await IntroductionActs(self.place).done([made.id])
            self.desk.just_closed.update(ids)
            return
        self._toggle(ids, "done", lambda f: f.changed(status="done", done_on=self.desk.today))

    async def let_go(self, ids: list[str]) -> None:
        self._toggle(ids, "dropped", lambda f: f.changed(status="dropped", done_on=None))

    def _toggle(self, ids: list[str], status: str, close: Callable[[FollowUp], FollowUp]) -> None:
        """Close them; closing what is closed already opens it again."""
        followups = self.followups(ids)
        again = all(followup.status == status for followup in followups)

        def changes(transaction: Transaction) -> None:
            for followup in followups:
                after = followup.changed(status="open", done_on=None) if again else close(followup)
                transaction.change(followup, after)

        word = "open again" if again else "done" if status == "done" else "let go"
        op = f"{word}: {self.naming(followups)}"
        self.write(op, changes, f"{word.capitalize()}: {self.desk.seen(self.naming(followups))}.   u takes it back")
        self.desk.just_closed.update(ids)

    async def snooze(self, ids: list[str]) -> None:
        """Ask for another date, for all of them."""
        followups, naming = self.followups(ids), self.desk.seen(self.naming(self.followups(ids)))

        def move(transaction: Transaction, answer: str) -> date:
            on = self._day(answer)
            for followup in followups:
                transaction.change(followup, followup.changed(due=on))
            return on

        await self.ask_and_write(
            lambda draft: AskDialog(
                f"Later: {naming}", "due", draft or "", hint=LATER, check=self._wrong, about=" ".join(ids)
            ),
            None,
            f"later: {self.naming(followups)}",
            move,
            lambda on: f"Later: {naming}, {due(on, self.desk.today)}.   u takes it back",
        )

    def _day(self, answer: str) -> date:
        """The day that is meant; in a week if none is named. Raises ValueError."""
        now = datetime.combine(self.desk.today, self.desk.now.time())
        if not answer:
            return self.desk.today + WEEK
        return read_day(answer, now, looks="future", order=self.desk.config.date_order).on

    def _wrong(self, answer: str) -> str:
        try:
            self._day(answer)
        except ValueError as error:
            return str(error)
        return ""

    async def message(self, ids: list[str]) -> None:
        """Write to whom it names."""
        followup = self.followups(ids[:1])[0]
        if not followup.contacts:
            self.place.app.notify("This follow-up names nobody; e adds people.", markup=False)
            return
        people = [person for id in followup.contacts if (person := self.desk.person(id))]
        introduction = introduction_of(self, followup)
        template = letter(introduction)[1] if introduction else ""
        await write_message(self, people, followup, template=template)

    async def edit(self, ids: list[str]) -> None:
        followup = self.followups(ids[:1])[0]
        await self.ask_and_change(
            lambda draft: FollowUpDialog(draft, **self.form_of_people(followup.contacts)),
            followup,
            f"edit follow-up: {followup.what}",
        )

    async def remove(self, ids: list[str]) -> None:
        followups = self.followups(ids)

        def changes(transaction: Transaction) -> None:
            for followup in followups:
                transaction.remove(followup)

        naming = self.naming(followups)
        self.write(f"remove follow-up: {naming}", changes, f"Removed {self.desk.seen(naming)}.   u takes it back")
