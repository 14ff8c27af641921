"""Lists come in windows: so many rows from so far on, and how many there are in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import Field

from amends.api.values import Given

T = TypeVar("T")
ROWS, MOST_ROWS, FURTHEST = 50, 200, 1_000_000


class Asked(Given):
    """What an address asks besides its path; a field that is not declared is refused."""


class Window(Asked):
    """Which rows of a list to give."""

    limit: int = Field(ROWS, ge=1, le=MOST_ROWS)
    offset: int = Field(0, ge=0, le=FURTHEST)


InWindow = Annotated[Window, Query()]


class Page(Schema, Generic[T]):
    """The rows of one window, and how many rows the whole list has."""

    count: int
    limit: int
    offset: int
    items: list[T]


def page(rows: QuerySet[Any] | Sequence[Any], window: Window) -> dict[str, Any]:
    """Return the rows in a window, with the length of the whole list."""
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    return {
        "count": count,
        "limit": window.limit,
        "offset": window.offset,
        "items": list(rows[window.offset : window.offset + window.limit]),
    }
