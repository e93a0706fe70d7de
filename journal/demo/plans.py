"""What is wanted and planned in the sample journal: goals, events, preparations, looks back, choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from journal.demo.calendar import Calendar, iso
from journal.demo.ledger import Ledger
from journal.demo.people import Person
from journal.domain.decisions import Decision, Setting
from journal.domain.events import Event
from journal.domain.goals import Goal
from journal.domain.prep import PrepRun
from journal.domain.record import Record
from journal.domain.reflections import Reflection

Plan = Mapping[str, Any]
OWN = frozenset({"key", "made", "changed", "who", "week", "time", "days"})
"""What says when and about whom something is, and is no field of the record."""
EARLIER: Mapping[str, Mapping[str, Any]] = {
    "goals": {"status": "active"},
    "events": {"status": "planned", "met": []},
}
"""What was different before the day on which something became what it is now."""
PREPARING = 25
"""Minutes that a preparation takes."""
MINUTE = 60_000_000


class Plans:
    """Writes plans.toml into the ledger. All of the cast have to be there."""

    def __init__(self, plans: Mapping[str, Sequence[Plan]], people: Sequence[Person], ledger: Ledger, days: Calendar):
        self._plans, self._ledger, self._days = plans, ledger, days
        self._ids = {person.key: person.id for person in people}

    def write(self) -> None:
        """All of it."""
        for goal in self._plans["goal"]:
            slots = [slot | {"people": self._named(slot.get("people", ()))} for slot in goal.get("slots", ())]
            self._put(Goal, goal, f"new goal {goal['statement']}", self._dated(goal) | {"slots": slots})
        for event in self._plans["event"]:
            named = {name: value for name, value in event.items() if name != "on"}
            self._put(Event, named, f"new event {event['title']}", self._event(event))
        for run in self._plans["run"]:
            self._put(PrepRun, run, "prepare", self._run(run))
        for look in self._plans["reflection"]:
            self._put(Reflection, look, "review", self._look(look))
        for choice in self._plans["decision"]:
            self._put(Decision, choice, choice["kind"].replace("_", " "), self._choice(choice))
        for setting in self._plans["setting"]:
            self._put(Setting, setting, "settings", {}, id=setting["key"])

    def _put(self, kind: type[Record], plan: Plan, op: str, more: Mapping[str, Any], id: str = "") -> None:
        """One document; `changed` is the day on which it became what it is now."""
        moment = self._days.moment(plan["made"], 1080, 1290)
        id = id or self._days.new_id(moment)
        self._ids[plan.get("key", id)] = id
        fields = {name: value for name, value in plan.items() if name not in OWN} | dict(more)
        record = kind.parse({"created": iso(moment), **fields}, id)
        now = record.document()
        if "changed" in plan:
            before = record.changed(**EARLIER[kind.TABLE]).document()
            self._ledger.add(moment, op, {kind.TABLE: {id: before}})
            moment = self._days.moment(plan["changed"], 1295, 1320)
            op = f"{op.partition(' ')[2]}: {fields['status']}"
        self._ledger.add(moment, op, {kind.TABLE: {id: now}})

    def _named(self, keys: Sequence[str]) -> list[str]:
        return [self._ids.get(key, key) for key in keys]

    def _dated(self, goal: Plan) -> dict[str, Any]:
        day = self._days.day
        fields: dict[str, Any] = {name: day(goal[name]) for name in ("starts", "horizon")}
        for name, dates in (("milestones", ("due", "done_on")), ("confidence", ("on",))):
            parts = goal.get(name, ())
            fields[name] = [part | {date: day(part[date]) for date in dates if date in part} for part in parts]
        if "next_action" in goal:
            fields["next_action"] = goal["next_action"] | {"due": day(goal["next_action"]["due"])}
        return fields

    def _event(self, event: Plan) -> dict[str, Any]:
        day = self._days.day(event["on"])
        named = ("expected", "met", "helpers", "goals")
        fields: dict[str, Any] = {name: self._named(event.get(name, ())) for name in named}
        fields["starts"] = f"{day}T{event['time']}" if "time" in event else day
        if "ends" in event:
            last = self._days.day(event["on"] - event.get("days", 1) + 1)
            fields["ends"] = f"{last}T{event['ends']}"
        return fields

    def _run(self, run: Plan) -> dict[str, Any]:
        started = self._days.moment(run["made"], 1080, 1290)
        at = iso(started + PREPARING * MINUTE)
        answers = {
            step: {"status": status, "value": self._meant(value), "at": at} for step, status, value in run["answers"]
        }
        fields = {"event": self._ids[run["event"]], "started": iso(started), "answers": answers}
        if "finished" in run:
            fields["finished"] = iso(self._days.moment(run["finished"], 540, 700))
        return fields

    def _meant(self, value: Any) -> Any:
        """An answer with ids in place of the keys of people."""
        if not isinstance(value, list):
            return value
        return [each | {"who": self._ids.get(each["who"], each["who"])} for each in value]

    def _choice(self, choice: Plan) -> dict[str, Any]:
        days = {"on": self._days.day(choice.get("on", choice["made"]))}
        if "until" in choice:
            days["until"] = self._days.day(choice["until"])
        return days | {"contacts": self._named(choice.get("who", ()))}

    def _look(self, look: Plan) -> dict[str, Any]:
        if "week" in look:
            ago = look["week"] + self._days.weekday(look["week"])
            return {"on": self._days.day(look["made"]), "about": {"kind": "week", "id": self._days.day(ago)}}
        return {"on": self._days.day(look["made"]), "about": {"kind": look["kind"], "id": self._ids[look["about"]]}}
