"""The mail program: what other programs could read on the way there is said once; what is private does not go."""

from __future__ import annotations

from journal.derived import situation
from journal.dialogs.confirm import ConfirmDialog
from journal.dialogs.correspondence import Outgoing
from journal.domain.decisions import Setting
from journal.screens.acts.base import Acts
from journal.screens.desk import Desk
from journal.screens.letters import Message

MAIL, SAID = "mail", "link_said"
"""The setting that remembers that it was said, and its field."""
WARNING = (
    "The mail program is given address, subject and text in one link. While it starts, other programs on this "
    "machine can read that link. Copying the text shows it to nobody. This is said only once."
)
CHOICES = [("o", "Open it", "mail"), ("c", "Copy instead", "copy"), ("escape", "Back", None)]


async def agreed(acts: Acts, outgoing: Outgoing) -> Outgoing | None:
    """A message for the mail program, in the way chosen before the first one; None to go back to the draft.

    Raises StoreError.
    """
    if acts.desk.journal.settings.docs.get(MAIL, {}).get(SAID):
        return outgoing
    answer = await acts.place.ask(ConfirmDialog("Open the mail program?", WARNING, CHOICES))
    if answer == "mail":
        _remember(acts.desk)
        acts.place.written()
    return None if answer is None else outgoing._replace(way=answer)


def _remember(desk: Desk) -> None:
    before = desk.journal.settings.get(MAIL)
    with desk.journal.transaction("mail program") as transaction:
        if before is None:
            transaction.add(Setting.parse({SAID: True}, MAIL))
        else:
            transaction.change(before, before.changed(**{SAID: True}))


def is_private(desk: Desk, message: Message) -> bool:
    """Whether the person, or an entry that the message may be about, is private."""
    origins = [situation.last_contact(desk.index, desk.journal, message.person.id)]
    origins += [message.followup.from_] if message.followup else []
    entries = (desk.journal.interactions.get(id) for id in origins if id)
    return message.person.private or any(entry.private for entry in entries if entry)
