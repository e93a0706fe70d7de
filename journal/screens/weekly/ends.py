"""The step that closes open ends: what I promised, messages without an answer, what was promised to me."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from journal.capture.dates import read
from journal.derived import facts
from journal.derived.weeks import unanswered
from journal.dialogs.ask import AskDialog
from journal.domain.followups import FollowUp
from journal.domain.review import Step
from journal.domain.timeline import Interaction
from journal.domain.words import ago, due
from journal.screens.acts.followups import FollowUpActs
from journal.screens.weekly.step import StepView
from journal.widgets.line import DONE, LET_GO, MUTED, OPEN, PLAIN, SUCCESS, run, spread
from journal.widgets.page import Lines

if TYPE_CHECKING:
    from journal.screens.review import ReviewScreen

MOST = 50
"""Rows of one kind: more are not looked at in one go."""


class OpenEnds(StepView):
    """What is closed here stays on the screen until one goes on, so that the same key opens it again."""

    verbs = {  # noqa: RUF012
        "followups": frozenset({"done", "let_go", "edit"}),
        "interactions": frozenset({"yes", "no"}),
    }

    def __init__(self, screen: ReviewScreen, step: Step) -> None:
        super().__init__(screen, step)
        self.mine: dict[str, None] = {}
        self.theirs: dict[str, None] = {}
        self.messages: dict[str, None] = {}

    def _look(self) -> None:
        """Take in what is open now; what was on the screen before stays there."""
        promises = self.desk.outlook.followups()
        self.mine |= dict.fromkeys((*promises.mine_due, *promises.mine_soon, *promises.mine_later))
        self.theirs |= dict.fromkeys((*promises.theirs_due, *promises.theirs_later))
        self.messages |= dict.fromkeys(unanswered(self.desk.index))

    def write(self, lines: Lines) -> None:
        self._look()
        mine, theirs = self._followups(self.mine), self._followups(self.theirs)
        messages = [entry for id in list(self.messages)[:MOST] if (entry := self.desk.journal.interactions.get(id))]
        if not (mine or theirs or messages):
            lines.gap()
            lines.text("Nothing promised, nothing waiting.")
            return
        if mine:
            lines.section("You promised", self._open(self.mine))
            self._rows(lines, mine, len(self.mine))
        if messages:
            waiting = sum(entry.answered == "unknown" for entry in messages)
            lines.section("Did they answer?", f"y yes   n no   {waiting} open" if waiting else "")
            for entry in messages:
                lines.add(self._message(entry, lines.width), "interactions", entry.id)
        if theirs:
            lines.section("Promised to you", self._open(self.theirs))
            self._rows(lines, theirs, len(self.theirs))

    def _followups(self, ids: Iterable[str]) -> list[FollowUp]:
        return [followup for id in list(ids)[:MOST] if (followup := self.desk.journal.followups.get(id))]

    def _open(self, ids: Iterable[str]) -> str:
        """How many are open: "4 open, the oldest noted 41 days ago"."""
        docs = self.desk.journal.followups.docs
        waiting = [docs[id] for id in ids if id in docs and facts.is_open(docs[id])]
        if not waiting:
            return "all closed"
        noted = min(filter(None, (facts.text(each, "created") for each in waiting)), default="")
        since = datetime.fromisoformat(noted).astimezone(self.desk.now.tzinfo).date() if noted else None
        return f"{len(waiting)} open" + (f", the oldest noted {ago(since, self.desk.today)}" if since else "")

    def _rows(self, lines: Lines, followups: Sequence[FollowUp], count: int) -> None:
        for followup in followups:
            lines.add(self._followup(followup, lines.width), "followups", followup.id)
        if count > MOST:
            lines.muted(f"and {count - MOST} more")

    def _followup(self, followup: FollowUp, width: int) -> Content:
        """What, by whom if it is not me, and when it is due."""
        sign = {"done": (DONE, SUCCESS), "dropped": (LET_GO, MUTED)}.get(followup.status, (OPEN, PLAIN))
        waiting = followup.status == "open"
        whose = "" if followup.owner == "mine" else ", ".join(self.desk.names(followup.contacts))
        now = PLAIN if waiting and followup.due <= self.desk.today else MUTED
        what = run((self.desk.seen(followup.what), PLAIN if waiting else MUTED), (f"  {whose}" if whose else "", MUTED))
        said = {"done": "done", "dropped": "let go"}.get(followup.status, due(followup.due, self.desk.today))
        return spread(width, run(sign, " ", what), (said, now))

    def _message(self, entry: Interaction, width: int) -> Content:
        sign = {"yes": (DONE, SUCCESS), "no": (LET_GO, MUTED)}.get(entry.answered, (OPEN, PLAIN))
        names = ", ".join(self.desk.names(entry.contacts))
        note = self.desk.seen(entry.note.replace("\n", " "), private=entry.private or self.desk.blurred)
        style = PLAIN if entry.answered == "unknown" else MUTED
        right = {"yes": "answered", "no": "no answer"}.get(entry.answered, ago(entry.on, self.desk.today))
        return spread(width, run(sign, " ", (names, style), (f"  {entry.kind}  {note}", MUTED)), (right, MUTED))

    async def done(self, id: str) -> None:
        await FollowUpActs(self.floor).done([id])

    async def let_go(self, id: str) -> None:
        await FollowUpActs(self.floor).let_go([id])

    async def edit(self, id: str) -> None:
        """A new date."""
        followup = self.desk.journal.followups.get(id)
        if followup is None:
            return
        order, now = self.desk.config.date_order, self.desk.now
        title = f"New date: {self.desk.seen(followup.what)}"
        hint = f"now {due(followup.due, self.desk.today)}; fri, in 2w, 12 may"

        def wrong(text: str) -> str:
            found = read(text, now, looks="future", order=order)
            return "not a date; try fri, in 2w or 12 may" if found is None else ""

        answer = await self.screen.ask(AskDialog(title, "due", hint=hint, check=wrong, about=id))
        found = read(answer, now, looks="future", order=order) if answer else None
        if found is None:
            return
        after = followup.changed(due=found.on, time=found.time, status="open", done_on=None)
        with self.desk.journal.transaction(f"new date: {followup.what}") as transaction:
            transaction.change(followup, after)
        self.screen.written(f"New date: {due(found.on, self.desk.today)}.   u takes it back")

    async def yes(self, id: str) -> None:
        self._answer(id, "yes")

    async def no(self, id: str) -> None:
        self._answer(id, "no")

    def _answer(self, id: str, answered: str) -> None:
        """Note whether they answered; the same key again takes it back."""
        entry = self.desk.journal.interactions.get(id)
        if entry is None:
            return
        after = entry.changed(answered="unknown" if entry.answered == answered else answered)
        names = ", ".join(self.desk.journal.contacts.docs.get(who, {}).get("name", "") for who in entry.contacts)
        with self.desk.journal.transaction(f"{entry.kind} to {names}: answered {after.answered}") as transaction:
            transaction.change(entry, after)
        self.screen.written()
