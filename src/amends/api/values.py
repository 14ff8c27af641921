"""What the API takes: texts a database can hold, keys within range, and nothing unasked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, get_args

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo, field_validator

LARGEST_KEY = 2**63 - 1
LARGEST_NUMBER = 2**31 - 1


def _without_nul(text: str) -> str:
    """Refuse the character NUL, which PostgreSQL cannot hold.

    Raises:
        ValueError: it is there.
    """
    if "\x00" in text:
        raise ValueError(_("it holds a NUL character; take it out"))
    return text


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]  # whatever came, a number or not
    except (TypeError, ValueError):
        return False
    return True


Text = Annotated[str, Field(max_length=20_000), AfterValidator(_without_nul)]
Line = Annotated[str, Field(max_length=300), AfterValidator(_without_nul)]
Short = Annotated[str, Field(max_length=64), AfterValidator(_without_nul)]
Code = Annotated[str, Field(max_length=80), AfterValidator(_without_nul)]
Reason = Annotated[str, Field(max_length=300, min_length=1), AfterValidator(_without_nul)]
Details = Annotated[dict[Code, Text], Field(max_length=50)]
Key = Annotated[int, Field(ge=1, le=LARGEST_KEY)]
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


class Given(Schema):
    """The body or the query of a call; a field that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_numbers_for_days(cls, value: object, info: ValidationInfo) -> object:
        """Refuse a number where a day belongs: it would be taken for seconds since 1970.

        Raises:
            ValueError: it is one.
        """
        kind = cls.model_fields[str(info.field_name)].annotation
        if {kind, *get_args(kind)} & {date, datetime} and _is_number(value):
            raise ValueError(_("write the day as year-month-day, such as 2026-05-03"))
        return value


class WithReason(Given):
    """Why something is done; it stands in the record."""

    reason: Reason
