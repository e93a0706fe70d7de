"""What all records share: frozen, cleaned, unknown fields kept, errors as sentences that name the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from journal.domain.text import clean, clean_lines, fold

LONGEST_TEXT = 20_000
"""Characters in a note or in a captured line."""


def _one_line(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _many_lines(value: object) -> object:
    return clean_lines(value) if isinstance(value, str) else value


def distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values without repeats; texts are compared folded, and the first spelling stays."""
    seen: dict[object, Any] = {}
    for value in values:
        seen.setdefault(fold(value) if isinstance(value, str) else value, value)
    return tuple(seen.values())


def _without_empty(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if value)


Line = Annotated[str, BeforeValidator(_one_line)]
Line60 = Annotated[Line, StringConstraints(max_length=60)]
Line80 = Annotated[Line, StringConstraints(max_length=80)]
Line120 = Annotated[Line, StringConstraints(max_length=120)]
Line200 = Annotated[Line, StringConstraints(max_length=200)]
Line300 = Annotated[Line, StringConstraints(max_length=300)]
Text = Annotated[str, BeforeValidator(_many_lines), StringConstraints(max_length=LONGEST_TEXT)]
Words = Annotated[tuple[Line60, ...], AfterValidator(_without_empty), AfterValidator(distinct)]
Names = Annotated[tuple[Line120, ...], AfterValidator(_without_empty), AfterValidator(distinct)]
Ids = Annotated[tuple[str, ...], AfterValidator(distinct)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Benefit = Literal["opportunity", "knowledge", "reputation", "mentorship", "support"]


class Invalid(ValueError):
    """A record that cannot be kept. `fields` maps each field to what is wrong with it; the text says all of it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__("; ".join(f"{name}: {why}" if name else why for name, why in fields.items()))


class Record(BaseModel):
    """One document of a journal. Its `id` is the key it is stored under and is not part of the document."""

    model_config = ConfigDict(
        frozen=True, extra="allow", hide_input_in_errors=True, validate_by_name=True, serialize_by_alias=True
    )

    TABLE: ClassVar[str]
    ALWAYS: ClassVar[frozenset[str]] = frozenset()
    """Fields written even when they hold their default, because the document would mean less without them."""

    id: str = Field(default="", exclude=True)
    created: datetime | None = None

    @classmethod
    def parse(cls, document: Mapping[str, Any], id: str = "") -> Self:
        """Read a stored document. Raises `Invalid` with a sentence for every field that is wrong."""
        try:
            return cls.model_validate({**document, "id": id})
        except ValidationError as error:
            raise Invalid(sentences(error.errors(include_input=False, include_url=False))) from None

    def document(self) -> dict[str, Any]:
        """The document as it is stored: plain JSON values, defaults left out, unknown fields kept."""
        full = self.model_dump(mode="json")
        short = self.model_dump(mode="json", exclude_defaults=True)
        return {name: value for name, value in full.items() if name in short or name in self.ALWAYS}

    def changed(self, **fields: Any) -> Self:
        """A new record with these fields replaced. Raises `Invalid`."""
        return self.parse({**self.model_dump(by_alias=False), **fields}, self.id)


def sentences(errors: Iterable[ErrorDetails]) -> dict[str, str]:
    """Pydantic's errors as {field: what is wrong}, in words for the user; the first error of a field counts."""
    found: dict[str, str] = {}
    for error in errors:
        place = error["loc"]
        field = str(place[0]) if place else ""
        item = next((part for part in place[1:] if isinstance(part, int)), None)
        why = _sentence(error)
        found.setdefault(field, why if item is None else f"item {item + 1} {why}")
    return found


def _sentence(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "is required"
        case "string_too_long" | "too_long":
            return f"is longer than {context['max_length']} {_unit(error)}"
        case "string_too_short" | "too_short" if context["min_length"] == 1:
            return "is empty"
        case "string_too_short" | "too_short":
            return f"is shorter than {context['min_length']} {_unit(error)}"
        case "literal_error":
            return f"must be one of {context['expected']}".replace("'", "").replace(" or ", ", ")
        case "string_pattern_mismatch":
            return "is not a time such as 17:30"
        case "date_parsing" | "date_from_datetime_parsing" | "date_type" | "date_from_datetime_inexact":
            return "is not a date such as 2026-05-12"
        case "value_error":
            return str(context["error"])
        case _:
            return error["msg"][:1].lower() + error["msg"][1:]


def _unit(error: ErrorDetails) -> str:
    return "items" if error.get("ctx", {}).get("field_type") in ("List", "Tuple", "Set") else "characters"
