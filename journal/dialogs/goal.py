"""GoalDialog: a goal in a form. Only the statement is needed; hints offer what could make it easier to follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, get_args

from journal.dialogs.form import Drafts, Form
from journal.dialogs.milestones import read_milestones, say_milestones
from journal.dialogs.reading import Reader, read_amount, read_choice, read_day, read_figure, say_day
from journal.domain.goals import HORIZON_DAYS, MOST_ACTIVE, Goal, GoalStatus, Measure
from journal.domain.progress import hints as statement_hints
from journal.domain.text import clean
from journal.domain.timeline import BENEFITS
from journal.domain.words import ago, day_head
from journal.widgets.completion import words_completer
from journal.widgets.form_fields import FormField

MOST_HINTS = 2
"""So much is said about a statement at once."""
STATUSES: dict[str, GoalStatus] = {
    "active": "active",
    "draft": "draft",
    "paused": "paused",
    "done": "done",
    "let go": "dropped",
    "dropped": "dropped",
}
SHOWN = {status: word for word, status in reversed(STATUSES.items())}
COUNTS = ("talks", "entries", "people")
PLAIN = {"statement": "statement", "why": "why", "obstacle": "obstacle"}
"""Form field → field of the record, where the text is the value."""
MEASURED = frozenset({"measure", "target", "begins", "so_far", "counts"})
WHERE = {"horizon": "until", "measure": "target", "if_then": "if", "next_action": "next", "": "until"}
"""Field of the record → form field that shows what is wrong with it."""


class GoalDialog(Form[Goal]):
    """Edit a goal, or with `new` write one (then `goal`, if given, fills the form).

    `active` is how many other goals are active; the cursor stands in the field `at`, by itself in the first one.
    """

    def __init__(
        self,
        goal: Goal | None = None,
        *,
        today: date,
        active: int = 0,
        at: str = "",
        drafts: Drafts | None = None,
        new: bool = False,
        order: str = "DMY",
    ) -> None:
        self.new = new or goal is None
        key = "goal new" if self.new or goal is None else f"goal {goal.id}"
        super().__init__("New goal" if self.new else "Edit goal", key, drafts)
        self.goal, self.today, self.active, self.at, self.order = goal, today, active, at, order
        self.now = datetime.combine(today, time(12))
        self.unsaved = self.new and goal is not None

    def on_mount(self) -> None:
        super().on_mount()
        if self.at:
            self.call_after_refresh(self.fields[self.at].well.focus)

    def groups(self) -> Sequence[Sequence[FormField]]:
        statuses = words_completer(tuple(SHOWN.values()), many=False)
        return (
            (FormField("statement", "I want to", lines=2, live=True), FormField("why", "so that", lines=2)),
            (
                FormField("status", "status", short=True, completer=statuses),
                FormField("benefit", "it brings", short=True, completer=words_completer(BENEFITS, many=False)),
                FormField("starts", "from", short=True, live=True),
                FormField("until", "until", short=True, live=True),
            ),
            (
                FormField("measure", "measure", placeholder="what is counted, such as talks about the work"),
                FormField("target", "goes to", short=True),
                FormField("begins", "begins at", short=True),
                FormField("so_far", "so far", short=True),
                FormField("counts", "counts", short=True, completer=words_completer(COUNTS, many=False)),
            ),
            (FormField("obstacle", "obstacle"), FormField("if", "if"), FormField("then", "then I")),
            (FormField("next", "next step"), FormField("next_by", "by", short=True, live=True)),
            (FormField("milestones", "on the way", lines=3, placeholder="one in each line: first interview by 4 dec"),),
        )

    def start(self) -> Mapping[str, str]:
        goal = self.goal
        if goal is None:
            blank = dict.fromkeys((field.name for group in self.groups() for field in group), "")
            return {**blank, "status": "active", "benefit": "opportunity", "starts": say_day(self.today)}
        measure, action = goal.measure, goal.next_action
        return {
            **{form: getattr(goal, record) for form, record in PLAIN.items()},
            "status": SHOWN[goal.status],
            "benefit": goal.benefit,
            "starts": say_day(goal.starts),
            "until": say_day(goal.horizon),
            "measure": measure.name if measure else "",
            "target": f"{measure.target:g} {measure.unit}".rstrip() if measure else "",
            "begins": f"{measure.baseline:g}" if measure and measure.baseline else "",
            "so_far": f"{measure.current:g}" if measure and measure.current else "",
            "counts": measure.counts if measure else "",
            "if": goal.if_then.if_ if goal.if_then else "",
            "then": goal.if_then.then if goal.if_then else "",
            "next": action.text if action else "",
            "next_by": say_day(action.due) if action else "",
            "milestones": say_milestones(goal.milestones),
        }

    def hints(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        counted = clean(texts["counts"])
        return {
            "statement": " ".join(statement_hints(texts["statement"])[:MOST_HINTS]),
            "status": self._status_hint(texts["status"]),
            "benefit": _others(texts["benefit"]),
            "starts": self._day(texts["starts"], "past"),
            "until": self._day(texts["until"], "future") or f"empty: {HORIZON_DAYS} days",
            "target": "" if texts["target"].strip() else "12 talks",
            "begins": "" if texts["begins"].strip() else "empty: 0",
            "so_far": f"counted from {counted}" if counted else "+ and - change it later",
            "counts": f"{counted} linked to the goal" if counted else "empty: you keep it yourself",
            "next_by": self._day(texts["next_by"], "future"),
        }

    def _status_hint(self, text: str) -> str:
        status = next((status for word, status in STATUSES.items() if word.startswith(clean(text).lower())), "")
        if status == "active" and self.active >= MOST_ACTIVE:
            return f"{self.active + 1} at once; {MOST_ACTIVE} are easier"
        return "Today asks for people" if status == "active" else "nothing asks for it"

    def _day(self, text: str, looks: str) -> str:
        """What a day field was understood as."""
        try:
            on = self._read_day(text, looks)
        except ValueError:
            return ""
        return f"{day_head(on, self.today)}, {ago(on, self.today)}" if on else ""

    def _read_day(self, text: str, looks: str) -> date | None:
        return read_day(text, self.now, looks=looks, order=self.order).on if text.strip() else None

    def result(self, texts: Mapping[str, str], changed: set[str]) -> Goal:
        reader, goal = Reader(texts), self.goal
        fields = self._fields(reader, set(self.fields.names) if goal is None else changed)
        return reader.build(lambda: Goal.parse(fields) if goal is None else goal.changed(**fields), WHERE)

    def _fields(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        texts = reader.texts
        fields: dict[str, Any] = {record: texts[form] for form, record in PLAIN.items() if form in changed}
        if "statement" in changed:
            fields["statement"] = " ".join(texts["statement"].split())
        if "why" in changed:
            fields["why"] = " ".join(texts["why"].split())
        if "status" in changed:
            fields["status"] = reader.take(
                "status", lambda text: STATUSES[read_choice(text, tuple(STATUSES), "status")]
            )
        if "benefit" in changed:
            fields["benefit"] = reader.take("benefit", lambda text: read_choice(text, BENEFITS, "benefit"))
        fields |= self._time(reader, changed)
        if changed & MEASURED:
            fields["measure"] = self._measure(reader)
        if changed & {"if", "then"}:
            fields["if_then"] = self._plan(reader)
        if changed & {"next", "next_by"}:
            fields["next_action"] = self._next(reader)
        if "milestones" in changed:
            steps = self.goal.milestones if self.goal else ()
            fields["milestones"] = reader.take(
                "milestones", lambda text: read_milestones(text, steps, self.now, self.order)
            )
        return fields

    def _time(self, reader: Reader, changed: set[str]) -> dict[str, Any]:
        """When it starts and ends; a new goal is given time where none is said."""
        fields: dict[str, Any] = {}
        if "starts" in changed:
            fields["starts"] = reader.take("starts", lambda text: self._read_day(text, "past"))
        if "until" in changed:
            fields["horizon"] = reader.take("until", lambda text: self._read_day(text, "future"))
        if self.goal is None and not reader.wrong.keys() & {"starts", "until"}:
            fields["starts"] = fields["starts"] or self.today
            fields["horizon"] = fields["horizon"] or fields["starts"] + timedelta(days=HORIZON_DAYS)
        return fields

    def _measure(self, reader: Reader) -> dict[str, Any] | None:
        """The measure; none where all its fields are empty."""
        texts = reader.texts
        if not any(texts[name].strip() for name in MEASURED):
            return None
        target, unit = reader.take("target", read_amount) or (0.0, "")
        counts = get_args(Measure.model_fields["counts"].annotation)
        before = self.goal.measure.model_dump() if self.goal and self.goal.measure else {}
        return {
            **before,
            "name": clean(texts["measure"]) or unit or "so far",
            "unit": unit,
            "target": target,
            "baseline": reader.take("begins", read_figure) or 0.0,
            "current": reader.take("so_far", read_figure) or 0.0,
            "counts": reader.take("counts", lambda text: read_choice(text, counts, "count") if text.strip() else ""),
        }

    def _plan(self, reader: Reader) -> dict[str, str] | None:
        if_, then = clean(reader.texts["if"]), clean(reader.texts["then"])
        if not (if_ or then):
            return None
        for name, text, other in (("if", if_, "then I …"), ("then", then, "if …")):
            if not text:
                reader.wrong[name] = f"goes with: {other}"
        return {"if_": if_, "then": then} if if_ and then else None

    def _next(self, reader: Reader) -> dict[str, Any] | None:
        due = reader.take("next_by", lambda text: self._read_day(text, "future"))
        text = clean(reader.texts["next"])
        if not text and due:
            reader.wrong["next"] = "what is to be done by then?"
        return {"text": text, "due": due} if text else None


def _others(text: str) -> str:
    """Two benefits that are not chosen, to show what else there is."""
    return f"also: {', '.join([each for each in BENEFITS if each != clean(text)][:2])} …"
