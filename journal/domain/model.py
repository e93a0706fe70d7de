"""Model: the constants of keeping in touch, as shipped in content/model.toml and tuned by the user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from journal.domain.record import Invalid


class Section(BaseModel):
    """A table of the model; an unknown name in it is an error, because it would silently change nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)


class CircleModel(Section):
    """One circle: its rhythm in days (0 = never due), how many people it should hold at most, its weight for Today."""

    title: str
    about: str
    cadence_days: int = Field(ge=0, le=1095)
    soft_cap: int = Field(ge=0)
    weight: float = Field(ge=0)


class WarmthModel(Section):
    """How warmth grows and fades."""

    half_life_cadences: float = Field(gt=0)
    half_life_max_days: float = Field(gt=0)
    family_factor: float = Field(gt=0)
    depth_points: tuple[float, float, float, float, float]
    factor_they_started: float = Field(ge=0)
    factor_unknown_answer: float = Field(ge=0)
    factor_no_answer: float = Field(ge=0)
    factor_large_group: float = Field(ge=0)
    large_group: int = Field(ge=2)
    extra_in_week: float = Field(ge=0, le=1)
    one_way_cap: float = Field(ge=0)
    reciprocity_low: float = Field(ge=0)
    reciprocity_span: float = Field(ge=0)
    reciprocity_days: int = Field(ge=0)
    floor_per_deep: int = Field(ge=0)
    floor_max: int = Field(ge=0, le=100)
    bands: dict[str, int]
    trend_days: int = Field(ge=1)
    trend_step: int = Field(ge=1)

    @field_validator("bands")
    @classmethod
    def _warmest_first(cls, bands: dict[str, int]) -> dict[str, int]:
        if not bands or min(bands.values()) > 0:
            raise ValueError("needs a band that begins at 0")
        return dict(sorted(bands.items(), key=lambda item: -item[1]))


class DueModel(Section):
    """When somebody is due, resting, dormant."""

    soon_ratio: float = Field(ge=0)
    due_ratio: float = Field(ge=0)
    while_ratio: float = Field(ge=0)
    dormant_cadences: float = Field(gt=0)
    dormant_min_days: int = Field(ge=0)
    first_hello_days: int = Field(ge=0)
    import_spread_days: int = Field(ge=1)
    retry_min_days: int = Field(ge=0)
    retry_cadences: float = Field(ge=0)
    rest_after_attempts: int = Field(ge=1)
    rest_answer_days: int = Field(ge=0)
    rest_min_days: int = Field(ge=0)
    rest_cadences: float = Field(ge=0)


class TodayModel(Section):
    """How many people a day, and what each reason to reach out is worth."""

    size: int = Field(ge=0)
    weekly_capacity: int = Field(ge=0)
    min_score: float
    idle_ratio: float
    quiet_min_days: int
    quiet_cadences: float
    quiet_max_days: int
    time_ramp: float = Field(gt=0)
    same_reason_max: int
    pass_days: int
    points: dict[str, float]


class MatchModel(Section):
    """How a person is matched with a place of a target audience."""

    weights: dict[str, float]
    fits: int
    maybe: int
    min_warmth: int
    partial: float
    seniority_rungs: tuple[str, ...]
    warm_path_min: float
    edge: dict[str, float]


class DormantModel(Section):
    """Which old thread is worth picking up."""

    weights: dict[str, float]
    min_score: int
    per_week: int
    again_after_days: int


class InsightModel(Section):
    """From how many on a number says anything."""

    min_events_for_trend: int
    min_followups_for_rate: int
    follow_through_hours: int
    benefit_window_days: int
    concentration_share: float
    overgiving_ratio: float
    undergiving_ratio: float


class Model(Section):
    """All constants of keeping in touch."""

    model_config = ConfigDict(extra="ignore")

    circle: dict[str, CircleModel]
    warmth: WarmthModel
    due: DueModel
    today: TodayModel
    match: MatchModel
    dormant: DormantModel
    insight: InsightModel

    @classmethod
    def parse(cls, shipped: Mapping[str, Any], own: Mapping[str, Any] | None = None) -> Self:
        """Read the shipped constants, with the user's own laid over them. Raises `Invalid` naming each bad constant."""
        try:
            return cls.model_validate(_overlaid(shipped, own or {}))
        except ValidationError as error:
            raise Invalid(_faults(error.errors(include_input=False, include_url=False))) from None


def _overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        old = merged.get(name)
        merged[name] = _overlaid(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _faults(errors: list[ErrorDetails]) -> dict[str, str]:
    faults: dict[str, str] = {}
    for error in errors:
        place = ".".join(str(part) for part in error["loc"])
        faults[place] = "is not known" if error["type"] == "extra_forbidden" else _lower_first(error["msg"])
    return faults


def _lower_first(text: str) -> str:
    text = text.removeprefix("Value error, ")
    return text[:1].lower() + text[1:]
