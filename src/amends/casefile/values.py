"""The values a case file is made of, and how much of each it holds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

KEY_SHAPE = "^[A-Za-z0-9][A-Za-z0-9_-]*$"
LONGEST_KEY = 40
# What fits; the office that keeps the case has room for as much.
Key = Annotated[str, Meta(max_length=LONGEST_KEY, pattern=KEY_SHAPE)]
Day = Annotated[str, Meta(max_length=12, description="2008-05-03, 2008-05, 2008; ~ for about")]
Moment = Annotated[str, Meta(max_length=40, description="2008-05-03T14:30+08:00")]
Short = Annotated[str, Meta(max_length=8)]
Country = Annotated[str, Meta(max_length=40, description="two letters, ISO 3166")]
Law = Annotated[str, Meta(max_length=90)]
Digest = Annotated[str, Meta(pattern="^([0-9a-f]{64})?$")]
Seal = Annotated[str, Meta(max_length=60)]
Name = Annotated[str, Meta(max_length=200)]
Line = Annotated[str, Meta(max_length=300)]
Remark = Annotated[str, Meta(max_length=2_000)]
Text = Annotated[str, Meta(max_length=5_000)]
Writing = Annotated[str, Meta(max_length=20_000)]
Number = Annotated[int, Meta(ge=1, le=9_999)]
Age = Annotated[int, Meta(ge=0, le=120)]
Size = Annotated[int, Meta(ge=0, le=2**53)]


class FactStatus(StrEnum):
    """Whether a source reports something, or it is only proposed and to be confirmed."""

    REPORTED = "reported"
    PROPOSED = "proposed"
