"""Writing to somebody from a template, and noting that it was sent."""

from __future__ import annotations

import asyncio

from journal.derived import situation
from journal.derived.introducing import waiting_for_thanks
from journal.dialogs.choose import ChooseDialog
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.correspondence import Outgoing
from journal.dialogs.message import MessageDialog
from journal.domain.contacts import Contact
from journal.domain.decisions import Setting
from journal.domain.followups import FollowUp
from journal.domain.introduction_steps import after, by_message
from journal.domain.introductions import Introduction
from journal.domain.mail import fits, mail_link
from journal.domain.record import Invalid
from journal.domain.situation import refusal
from journal.domain.templates import Template
from journal.domain.timeline import Interaction
from journal.screens import sending
from journal.screens.acts import mailing
from journal.screens.acts.base import Acts
from journal.screens.desk import Desk
from journal.screens.letters import Message, correspondence, next_promise
from journal.store import connecting
from journal.store.journal import StoreError, Transaction
from journal.store.wording import shorten
from journal.texts import Templates, load_templates

LOG, CLOSE, BACK = "log", "close", "back"
THANKS = "thanks"
"""The group of templates that thank somebody."""


class SentDialog(ConfirmDialog):
    """Asks whether a message was sent; it has a button more than other questions."""

    WIDTH = 76


async def write_message(
    acts: Acts, people: list[Contact], followup: FollowUp | None = None, *, template: str = ""
) -> None:
    """Write to one of these people, for a follow-up if there is one; copy it, or open it in the mail program.

    With the id of a `template` the draft is begun with that one, if it is offered.
    """
    person = await _one_of(acts, people)
    if person is None:
        return
    desk, place = acts.desk, acts.place
    promise = followup or next_promise(desk, person)
    due = promise if promise and (followup or promise.due <= desk.today) else None
    now = situation.situation(desk.index, desk.journal, person, due)
    if why := refusal(now, desk.seen(person.name)):
        place.app.notify(why, markup=False)
        return
    texts, problems = await asyncio.to_thread(load_templates, desk.paths.config)
    for problem in problems:
        place.app.notify(problem, severity="warning", markup=False)
    await _Writing(acts, Message(person, followup, now), texts, template).run()


async def _one_of(acts: Acts, people: list[Contact]) -> Contact | None:
    if len(people) < 2:
        return people[0] if people else None
    options = [(person, acts.desk.seen(person.name), "") for person in people]
    chosen: Contact | None = await acts.place.ask(ChooseDialog("Write to whom?", options))
    return chosen


class _Writing:
    """One message, from the choice of a template to the entry in the journal."""

    def __init__(self, acts: Acts, message: Message, texts: Templates, first: str) -> None:
        self.acts, self.desk, self.place, self.first = acts, acts.desk, acts.place, first
        self.message, self.texts = message, texts
        self.correspondence = correspondence(self.desk, message, texts, self.keep)

    async def run(self) -> None:
        """Write until it was taken away and noted, or left."""
        begin = next((each for each in self.correspondence.templates if each.id == self.first), None)
        while True:
            dialog = MessageDialog(self.correspondence, drafts=self.desk.drafts, begin=begin)
            outgoing: Outgoing | None = await self.place.ask(dialog)
            if outgoing is None:
                return
            begin = outgoing.template
            try:
                agreed = await mailing.agreed(self.acts, outgoing) if self.in_link(outgoing) else outgoing
                said = self.take_away(agreed) if agreed else ""
            except (StoreError, OSError) as error:
                self.place.fail(error)
                continue
            if agreed and await self.note(agreed, said):
                return

    def in_link(self, outgoing: Outgoing) -> bool:
        """Whether subject and text go to the mail program."""
        link = mail_link(self.correspondence.address, outgoing.subject, outgoing.text)
        return outgoing.way == "mail" and not mailing.is_private(self.desk, self.message) and fits(link)

    def take_away(self, outgoing: Outgoing) -> str:
        """Copy it or open the mail program; says what was done. Raises `OSError`."""
        app, address = self.place.app, self.correspondence.address
        if self.in_link(outgoing):
            app.open_url(mail_link(address, outgoing.subject, outgoing.text))
            return "It is in your mail program now; sending it is up to you."
        where = sending.short(sending.copy(app, outgoing.subject, outgoing.text, self.desk.paths))
        copied = "Copied."
        if outgoing.way == "mail" and mailing.is_private(self.desk, self.message):
            app.open_url(mail_link(address, "", ""))
            copied = "This is private: your mail program has the address only, and the text was copied."
        elif outgoing.way == "mail":
            copied = "Too long for the mail program, so it was copied."
        with_subject = ", with its subject," if outgoing.subject else ""
        return f"{copied} If your terminal did not take it, it is{with_subject} in {where}."

    async def note(self, outgoing: Outgoing, said: str) -> bool:
        """Ask whether it was sent, and note it; False to go back to the draft. What cannot be saved is asked again."""
        followup = self.message.followup
        closing = followup is not None and followup.status == "open"
        choices = [("y", "Log it", CLOSE if closing else LOG), ("b", "Back to it", BACK), ("escape", "Not sent", None)]
        if closing:
            choices = [("y", "Log, and done", CLOSE), ("l", "Log only", LOG), *choices[1:]]
        while True:
            answer = await self.place.ask(SentDialog("Log it as sent?", said, choices))
            if answer in (None, BACK):
                return answer is None
            try:
                self.log(outgoing, followup if answer == CLOSE else None)
            except (StoreError, Invalid, OSError) as error:
                self.place.fail(error)
            else:
                self.desk.drafts.pop(self.correspondence.key(outgoing.template), None)
                return True

    def log(self, outgoing: Outgoing, followup: FollowUp | None) -> None:
        """An entry for the message, and what is done with it, in one change: the follow-up, a thank-you."""
        person = self.message.person
        today, journal = self.desk.today, self.desk.journal
        gone_on = self._gone_on(outgoing.template, followup)
        entry = entry_for(outgoing, person, self.desk)

        def changes(transaction: Transaction) -> None:
            transaction.add(entry)
            if followup and followup.from_ not in gone_on:
                transaction.change(followup, followup.changed(status="done", done_on=today))
            for introduction, now in gone_on.values():
                connecting.keep(
                    transaction, journal, introduction, now, today
                )  # closes the follow-up that waited for it

        kind = "e-mail" if entry.kind == "email" else entry.kind
        said = f"Logged: {kind} to {self.desk.seen(person.name)}"
        if followup:
            said = f"Logged, and done: {self.desk.seen(shorten(followup.what))}"
        self.acts.write(f"{kind} to {person.name}", changes, f"{said}.   u takes it back")

    def _gone_on(self, template: Template, followup: FollowUp | None) -> dict[str, tuple[Introduction, Introduction]]:
        """The introductions that go on with this message: as they are, and as they are then."""
        today, person = self.desk.today, self.message.person
        thanked = waiting_for_thanks(self.desk.index, person.id) if template.group == THANKS else []
        found = {one.id: (one, one.changed(thanked_on=today)) for one in thanked}
        waiting = self.desk.journal.introductions.get(followup.from_) if followup and followup.from_ else None
        if waiting and waiting.id not in found and (step := by_message(waiting, today)):
            found[waiting.id] = waiting, after(waiting, step, today)
        return found

    def keep(self, name: str, value: str) -> str:
        """Keep what was asked about the user; what went wrong, or nothing."""
        journal = self.desk.journal
        before = journal.settings.get(situation.ME)
        try:
            with journal.transaction("about you") as transaction:
                if before is None:
                    transaction.add(Setting.parse({name: value}, situation.ME))
                else:
                    transaction.change(before, before.changed(**{name: value}))
        except (StoreError, Invalid) as error:
            return str(error)
        self.place.written()
        return ""


def entry_for(outgoing: Outgoing, person: Contact, desk: Desk) -> Interaction:
    """The entry that a message makes; what it brought to whom is for the user to say."""
    template = outgoing.template
    by_mail = outgoing.way == "mail" or template.channel == "email"
    return Interaction.parse(
        {
            "contacts": [person.id],
            "on": desk.today,
            "kind": "email" if by_mail else "message",
            "direction": "out",
            "note": outgoing.subject or template.title,
            "template": template.id,
            "private": person.private,
        }
    )
