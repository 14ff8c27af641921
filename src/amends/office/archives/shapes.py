"""What the columns hold that keep more than one value: nothing of another shape comes in.

Pages and documents rely on these shapes, so that an archive somebody wrote by hand cannot bring in
a row on which they fail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any

from annotated_types import Len
from django.db.models import JSONField
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from amends.office.disclosure.models import Bundle, Change, Mark, Redaction
from amends.office.inquiries.models import Line

UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@with_config(ConfigDict(extra="forbid"))
class Weighed(TypedDict):
    """A lawful alternative, and why it is taken up or is not."""

    taken: bool
    reason: str


@with_config(ConfigDict(extra="forbid"))
class Kept(TypedDict):
    """A mark as the redacted copy keeps it."""

    page: int | None
    words: str
    alone: bool
    part: list[float] | None
    reason: str
    places: int
    by: str


@with_config(ConfigDict(extra="forbid"))
class Bound(TypedDict):
    """A part of a bundle."""

    keys: list[str]
    title: str
    number: str
    filename: str
    size: int
    sha256: str
    redacted: bool
    trouble: str
    first: int
    last: int


@with_config(ConfigDict(extra="forbid"))
class Elsewhere(TypedDict):
    """Words taken out of one part of a bundle that stand on a page of another."""

    part: int
    words: str
    page: int


Said = dict[str, str | bool | None]
# Every other column of this sort holds texts: a list of them, or a group if it begins as one.
SHAPES: Mapping[tuple[type, str], Any] = {
    (Line, "alternatives"): dict[str, Weighed],
    (Change, "before"): Said,
    (Change, "after"): Said,
    (Mark, "part"): Annotated[list[float], Len(4, 4)],
    (Redaction, "marks"): list[Kept],
    (Redaction, "taken"): dict[str, int],
    (Bundle, "parts"): list[Bound],
    (Bundle, "elsewhere"): list[Elsewhere],
}


def value_in(column: JSONField[Any, Any], cell: str) -> Any | None:
    """Return what a cell holds for a column; nothing if it is of another shape.

    Raises:
        ValueError: the cell is no JSON.
    """
    try:
        value = json.loads(cell)
    except RecursionError:
        raise ValueError(cell) from None
    try:
        _shape_of(column).validate_python(value, strict=True)
    except ValidationError:
        return None
    return value if all(not UNSTORABLE.search(text) for text in _texts(value)) else None


@cache
def _shape_of(column: JSONField[Any, Any]) -> TypeAdapter[Any]:
    plain = dict[str, str] if column.default is dict else list[str]
    return TypeAdapter(SHAPES.get((column.model, column.name), plain))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
