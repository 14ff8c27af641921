"""Lines of inquiry that were closed because no technique is lawful in them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, page
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Text
from amends.office.inquiries import line_services, selectors
from amends.office.inquiries.models import Line
from amends.office.policy import Action, Layer, require

router = Router(tags=["inquiries"])


class Considered(Given):
    """Whether an alternative is taken up, and why or why not."""

    taken: bool
    reason: Annotated[Text, Field(min_length=1, max_length=500)]


class LineOut(Schema):
    """A line of inquiry that was closed, with what was said of each alternative."""

    id: int
    what: str
    techniques: list[str]
    why: str
    alternatives: dict[str, Considered]
    closed_by: str
    closed_on: date
    undone: bool

    @staticmethod
    def resolve_closed_by(row: Line) -> str:
        """Return the user name of the lawyer who closed it."""
        return row.closed_by.username if row.closed_by is not None else ""

    @staticmethod
    def resolve_undone(row: Line) -> bool:
        """Say whether it was opened again."""
        return row.undone_at is not None


class LineIn(Given):
    """What was looked for, which techniques were thought of, why none is lawful, what remains."""

    what: Annotated[Text, Field(min_length=1, max_length=500)]
    techniques: Annotated[list[Code], Field(min_length=1, max_length=50)]
    why: Annotated[Text, Field(min_length=1, max_length=5_000)]
    alternatives: Annotated[dict[Code, Considered], Field(max_length=50)]


@router.get("/{reference}/lines", response=answers(Page[LineOut]))
def list_lines(request: Call, reference: Code, window: InWindow) -> Any:
    """List the lines of inquiry closed in a case, those opened again too."""
    case = case_of(request.auth, reference, Layer.INQUIRIES)
    return page(selectors.lines(actor=request.auth, case=case, undone=True), window)


@router.post("/{reference}/lines", response=answers(LineOut, 201), auth=WRITES)
def close_line(request: Call, reference: Code, given: LineIn) -> Any:
    """Close a line of inquiry; every alternative is considered, yes or no, with a reason."""
    case = case_of(request.auth, reference, Layer.INQUIRIES)
    require(request.auth, Action.CLOSE_LINE, case)
    line = line_services.close_line(actor=request.auth, case=case, **given.model_dump())
    return Status(201, selectors.line(actor=request.auth, case=case, pk=line.pk))


@router.post("/{reference}/lines/{pk}/undo", response=answers(LineOut), auth=WRITES)
def undo_line(request: Call, reference: Code, pk: Key) -> Any:
    """Open a line of inquiry again."""
    case = case_of(request.auth, reference, Layer.INQUIRIES)
    line = selectors.line(actor=request.auth, case=case, pk=pk)
    return line_services.undo_line(actor=request.auth, line=line)
