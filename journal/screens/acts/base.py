"""What all acts share: the verbs of one kind of record, the place they are done in, saving that loses no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pydantic import BaseModel, ValidationError
from textual.screen import ModalScreen

from journal.dialogs.form import Form
from journal.domain.record import Invalid, Record
from journal.store.journal import StoreError, Transaction

if TYPE_CHECKING:
    from journal.screens.place import Place

R = TypeVar("R", bound=Record)


class Acts:
    """The verbs for one kind of record: each takes the ids it is about, asks what it needs, and writes."""

    verbs: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, place: Place) -> None:
        self.place, self.desk = place, place.desk

    async def ask_and_write(
        self,
        dialog: Callable[[Any], ModalScreen[Any]],
        first: Any,
        op: str,
        write: Callable[[Transaction, Any], Any],
        said: Callable[[Any], str] = lambda stored: "",
    ) -> Any:
        """Show the dialog and write its answer; when that fails, say why and show what was entered again.

        `write` gives the record as it is stored: that is returned, and `said` tells it where the screen does not.
        """
        answer = await self.place.ask(dialog(first))
        while answer is not None:
            try:
                with self.desk.journal.transaction(op) as transaction:
                    stored = write(transaction, answer)
            except (StoreError, Invalid, OSError) as error:
                self.place.fail(error)
                again = dialog(answer)
                if isinstance(again, Form):
                    again.unsaved = True
                answer = await self.place.ask(again)
            else:
                self.place.written(said(stored))
                return stored
        return None

    async def ask_and_change(
        self,
        dialog: Callable[[R], Form[R]],
        record: R,
        op: str,
        settle: Callable[[Transaction, R], R] = lambda _, after: after,
        said: Callable[[R], str] = lambda after: "",
        follow: Callable[[Transaction, R, R], object] = lambda *_: None,
    ) -> None:
        """Edit a record in its form.

        When the same field was changed elsewhere meanwhile, that is said, and the form comes back on the newest
        version, with what was entered here in it and the other text beside it: saving again is then meant. `settle`
        makes what the record needs, in the same transaction; `follow` writes what comes of it (before, as stored).
        `said` tells what is to be known of the record then.
        """
        before = record

        def write(transaction: Transaction, after: R) -> R:
            settled = settle(transaction, after)
            follow(transaction, before, transaction.change(before, settled))
            return settled

        def again(draft: R) -> Form[R]:
            nonlocal before
            fresh = self.desk.journal.collection(record.TABLE).get(record.id)
            if fresh is None or fresh == before:
                return dialog(draft)
            form = dialog(rebased(before, draft, fresh))
            form.elsewhere = contested(dialog(before).start(), dialog(fresh).start(), form.start())
            before = fresh
            return form

        await self.ask_and_write(again, record, op, write, said)

    def told(self, text: str, ids: Sequence[str]) -> str:
        """A toast about what was done to `ids`; nothing where the page that is open shows it anyway."""
        return "" if len(ids) == 1 and self.place.shows_page else f"{text}.   u takes it back"

    def form(self) -> dict[str, Any]:
        """What every form is given: the texts not saved yet, and how dates are written."""
        return {"drafts": self.desk.drafts, "order": self.desk.config.date_order}

    def form_of_people(self, chosen: Sequence[str]) -> dict[str, Any]:
        """What a form is given that names people; those chosen keep their name even if they are archived."""
        people = dict(self.desk.people())
        people |= {id: person.name for id in chosen if id not in people and (person := self.desk.person(id))}
        named = {"people": list(people.items()), "chosen": chosen}
        now = datetime.combine(self.desk.today, self.desk.now.time())
        return {**self.form(), **named, "now": now, "clock": self.desk.config.clock}

    def write(self, op: str, changes: Callable[[Transaction], object], said: str = "") -> None:
        """Write without asking. Raises StoreError."""
        with self.desk.journal.transaction(op) as transaction:
            changes(transaction)
        self.place.written(said)


def contested(before: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> dict[str, str]:
    """The texts of another program in the fields that were changed both there and here."""
    return {name: text for name, text in theirs.items() if text not in (before.get(name), mine.get(name))}


def rebased(before: R, after: R, fresh: R) -> R:
    """The newest version of a record with what was changed from `before` to `after`, also inside of its parts."""
    names = [name for name in type(after).model_fields if getattr(before, name) != getattr(after, name)]
    three = ((getattr(each, name) for each in (before, after, fresh)) for name in names)
    return fresh.changed(**{name: merged(*versions) for name, versions in zip(names, three, strict=True)})


def merged(before: Any, after: Any, fresh: Any) -> Any:
    """The newest version of a value with what was changed from `before` to `after`.

    A value with fields of its own (a part of a record, a named tuple) keeps those of the newest version that were not
    changed here; where such a mixture makes no sense, it is `after` as a whole.
    """
    if not (type(before) is type(after) is type(fresh)):
        return after
    if isinstance(after, BaseModel):
        names = [name for name in type(after).model_fields if getattr(before, name) != getattr(after, name)]
        mixture = fresh.model_dump(by_alias=False) | {name: getattr(after, name) for name in names}
        try:
            return type(after).model_validate(mixture)
        except ValidationError:
            return after
    fields = getattr(after, "_fields", None)
    if fields:
        return type(after)(*(mine if mine != old else new for old, mine, new in zip(before, after, fresh, strict=True)))
    return after
