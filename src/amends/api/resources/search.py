"""Searching one's own cases."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema
from pydantic import Field

from amends.api.answers import answers
from amends.api.paging import Page, Window
from amends.api.tokens import Call
from amends.api.values import Code
from amends.finding import Script
from amends.finding.questions import MOST_CHARACTERS
from amends.office.search import selectors
from amends.office.search.forms import DATED
from amends.office.search.models import EntryKind
from amends.office.search.selectors import Hit, SearchFilters

router = Router(tags=["search"])


class PieceOut(Schema):
    """A piece of a snippet; marked, it is what was looked for."""

    text: str
    marked: bool


class HitOut(Schema):
    """Something that was found. ``unit`` and ``place`` say where in a file it stands."""

    case: str
    kind: EntryKind
    id: int = Field(description="of what it is: the party, the event, the attachment and so on")
    title: str
    day: date | None
    unit: str
    place: int | None
    snippets: list[list[PieceOut]]

    @staticmethod
    def resolve_case(hit: Hit) -> str:
        """Return the reference of the case."""
        return hit.entry.case.reference

    @staticmethod
    def resolve_kind(hit: Hit) -> str:
        """Return what kind of thing it is."""
        return hit.entry.kind

    @staticmethod
    def resolve_id(hit: Hit) -> int:
        """Return its key."""
        return hit.entry.row

    @staticmethod
    def resolve_title(hit: Hit) -> str:
        """Return what it is called; of an event, its code."""
        return hit.entry.title

    @staticmethod
    def resolve_day(hit: Hit) -> date | None:
        """Return its day, if it has one of its own."""
        return hit.entry.day if hit.entry.kind in DATED else None

    @staticmethod
    def resolve_place(hit: Hit) -> int | None:
        """Return where in its file it stands."""
        return hit.place or None

    @staticmethod
    def resolve_snippets(hit: Hit) -> Any:
        """Return the words around what was found."""
        return [snippet.pieces for snippet in hit.snippets]


class SearchQuery(Window):
    """What to look for: every word, a "phrase", a -word left out, the beginning of a word*."""

    q: str = Field("", max_length=MOST_CHARACTERS)
    case: Code = ""
    kind: EntryKind | None = None
    script: Script | None = None
    since: date | None = None
    until: date | None = None
    order: Literal["best", "newest"] = "best"

    def filters(self) -> SearchFilters:
        """Return what the selector takes."""
        return SearchFilters(
            words=self.q,
            case=self.case,
            kind=self.kind.value if self.kind is not None else "",
            script=self.script.value if self.script is not None else "",
            since=self.since,
            until=self.until,
            order=self.order,
        )


@router.get("/search", response=answers(Page[HitOut]))
def search(request: Call, query: Annotated[SearchQuery, Query()]) -> Any:
    """Search the caller's own cases, as the page does; no more than 2,000 are counted."""
    hits, count = selectors.search_window(
        actor=request.auth, filters=query.filters(), offset=query.offset, limit=query.limit
    )
    return {"count": count, "limit": query.limit, "offset": query.offset, "items": hits}
