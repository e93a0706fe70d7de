"""SlotDialog: one place of a goal in a form; below it stands who would fit, while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import ValidationError
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from journal.dialogs.form import Drafts, Form
from journal.dialogs.people import People
from journal.dialogs.reading import Reader, read_choices, read_number
from journal.domain.contacts import Seniority
from journal.domain.goals import CRITERIA, Criterion, Slot
from journal.domain.record import Invalid, sentences
from journal.domain.text import clean
from journal.domain.timeline import BENEFITS
from journal.widgets.completion import Completer, Completion, words_completer
from journal.widgets.form_fields import FormField
from journal.widgets.frame import TALL

SENIORITIES: tuple[str, ...] = get_args(Seniority)[:-1]
TEXTS: tuple[Criterion, ...] = ("role", "industry", "org", "community", "location")
"""Criteria that are texts between commas."""
LABELS = {"org": "at", "location": "place"}
MUST = {"organisation": "org", "at": "org", "help": "benefit", "place": "location"}
"""Other words for a criterion."""
MOST_PLACES = 20
USUAL = 2
PAUSE = 0.03
"""Seconds after a key until it is looked who fits: several keys in a row are looked at once."""
PEOPLE, FEWER = 4, 2
Preview = Callable[[Slot | None, int, int], Sequence[Content]]
"""(place, width, most people) → lines about who fits it; None for a place that is not known yet."""


class SlotDialog(Form[Slot]):
    """Edit a place, or with `new` describe one (then `slot`, if given, fills the form).

    `words` gives what the book has for a criterion, `people` are (id, name), and `chosen` of them are named already.
    """

    DEFAULT_CSS = "SlotDialog #fitting { height: auto; margin: 1 2 1 0; color: $foreground; }"

    def __init__(
        self,
        slot: Slot | None = None,
        *,
        key: str,
        words: Callable[[Criterion], Sequence[str]],
        people: Sequence[tuple[str, str]],
        preview: Preview,
        chosen: Sequence[str] = (),
        drafts: Drafts | None = None,
        new: bool = False,
    ) -> None:
        self.new = new or slot is None
        super().__init__("New place" if self.new else "Edit place", f"place {key}", drafts)
        self.slot, self.words, self.preview = slot, words, preview
        self.people = People(people, slot.people if slot else chosen)
        self.chosen = tuple(chosen)
        self.fitting = Static(id="fitting", markup=False)
        self._looking: Timer | None = None
        self.unsaved = self.new and slot is not None

    def groups(self) -> Sequence[Sequence[FormField]]:
        texts = [FormField(name, LABELS.get(name, name), completer=self._completer(name)) for name in TEXTS]
        return (
            (FormField("label", "whom", placeholder="data leads in health"), FormField("want", "how many", short=True)),
            texts,
            (
                FormField("seniority", "seniority", short=True, completer=words_completer(SENIORITIES, many=True)),
                FormField("benefit", "could give", short=True, completer=words_completer(BENEFITS, many=True)),
                FormField("must", "insist on", short=True, completer=words_completer(CRITERIA, many=True)),
            ),
            (FormField("people", "by name", completer=self.people.complete),),
        )

    def _completer(self, name: Criterion) -> Completer:
        """Completes what the book has; the book is looked through when the first letter is typed."""
        known: list[Completer] = []

        def complete(text: str, cursor: int) -> Completion | None:
            if not known:
                known.append(words_completer(self.words(name), many=True, closed=False))
            return known[0](text, cursor)

        return complete

    def start(self) -> Mapping[str, str]:
        slot = self.slot
        if slot is None:
            blank = dict.fromkeys((field.name for group in self.groups() for field in group), "")
            return {**blank, "want": str(USUAL), "people": self.people.say(self.chosen)}
        return {
            "label": slot.label,
            "want": str(slot.want),
            **{name: ", ".join(getattr(slot, name)) for name in (*TEXTS, "seniority", "benefit", "must")},
            "people": self.people.say(slot.people),
        }

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        return {
            "want": f"1 to {MOST_PLACES}",
            "seniority": "" if texts["seniority"].strip() else ", ".join(SENIORITIES[3:5]) + " …",
            "benefit": "" if texts["benefit"].strip() else ", ".join(BENEFITS[:2]) + " …",
            "must": "known to lack it: left out",
        }

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Slot:
        reader = Reader(texts)
        fields = self._fields(reader)
        try:
            slot = Slot.model_validate({**(self.slot.model_dump() if self.slot else {}), **fields})
        except ValidationError as error:
            found = sentences(error.errors(include_input=False, include_url=False))
            raise Invalid({**{name or "label": why for name, why in found.items()}, **reader.wrong}) from None
        if reader.wrong:
            raise Invalid(reader.wrong)
        if slot.open_to_anybody:
            raise Invalid({"label": "say more below: a role, a field, or somebody by name"})
        return slot

    def _fields(self, reader: Reader) -> dict[str, Any]:
        fields: dict[str, Any] = {name: _values(reader.texts[name]) for name in TEXTS}
        fields["label"] = clean(reader.texts["label"])
        if not fields["label"]:
            reader.wrong["label"] = "a few words are needed"
        fields["want"] = reader.take("want", lambda text: read_number(text, 1, MOST_PLACES)) or USUAL
        fields["seniority"] = reader.take("seniority", lambda text: read_choices(text, SENIORITIES, "step")) or []
        fields["benefit"] = reader.take("benefit", lambda text: read_choices(text, BENEFITS, "benefit")) or []
        fields["people"] = reader.take("people", self.people.read) or []
        named = [name for name in CRITERIA if fields[name]]
        fields["must"] = reader.take("must", lambda text: _must(text, named)) or []
        return fields

    def foot(self) -> Iterator[Widget]:
        yield self.fitting
        yield from super().foot()

    @property
    def _most(self) -> int:
        return PEOPLE if self.size.height >= TALL else FEWER

    @property
    def room(self) -> int:
        return super().room - self._most - 3

    def show_state(self) -> dict[str, str]:
        if self._looking is not None:
            self._looking.stop()
        self._looking = self.set_timer(PAUSE, self._look_who_fits)
        return super().show_state()

    def _look_who_fits(self) -> None:
        """Show who fits what is typed so far, whether or not it can be saved."""
        self._looking = None
        reader = Reader(self.fields.texts)
        try:
            slot = Slot.model_validate({**self._fields(reader), "label": "…"})
        except ValidationError:  # it is said beside the field
            return
        width = self.fitting.size.width or self.WIDTH - 6
        lines = self.preview(None if slot.open_to_anybody else slot, width, self._most)
        blank = [Content("")] * (self._most + 1 - len(lines))
        self.fitting.update(Content("\n").join([*lines, *blank]))


def _values(text: str) -> list[str]:
    """Texts between commas, each once."""
    return list(dict.fromkeys(found for part in text.split(",") if (found := clean(part))))


def _must(text: str, named: Iterable[str]) -> list[str]:
    """Criteria to insist on. Raises ValueError for one of which nothing is said."""
    found = [MUST.get(name, name) for name in read_choices(text, (*CRITERIA, *MUST), "part")]
    if missing := [name for name in found if name not in named]:
        raise ValueError(f"nothing is said about {missing[0]}")
    return list(dict.fromkeys(found))
