"""What the API takes: texts a database can hold, keys within range, and nothing unasked for."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

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


class WithReason(Given):
    """Why something is done; it stands in the record."""

    reason: Reason
