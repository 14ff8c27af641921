"""Links between cases that have to do with each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from amends.api.answers import answers
from amends.api.finding import case_of, named_case
from amends.api.paging import InWindow, Page, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Key, WithReason
from amends.office.accounts.models import User
from amends.office.cases import selectors, services
from amends.office.cases.models import Case, CaseLink
from amends.office.policy import Action, require

router = Router(tags=["links"])


class LinkOut(Schema):
    """A link, with the case at its other end."""

    id: int
    other: str
    title: str
    reason: str
    by: Person
    made_at: datetime
    undone: bool


class LinkIn(WithReason):
    """The reference of the other case, and why the two belong together."""

    other: Code


@router.get("/{reference}/links", response=answers(Page[LinkOut]))
def list_links(request: Call, reference: Code, window: InWindow) -> Any:
    """List the links of a case to others that the caller may open."""
    case = case_of(request.auth, reference)
    pairs = selectors.links(actor=request.auth, case=case)
    return page([_shown(link, other) for link, other in pairs], window)


@router.post("/{reference}/links", response=answers(LinkOut, 201), auth=WRITES)
def link_cases(request: Call, reference: Code, given: LinkIn) -> Any:
    """Link two cases that the caller may both open."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.LINK, case)
    other = named_case(actor, "other", given.other)
    link = services.link_cases(actor=actor, case=case, other=other, reason=given.reason)
    return Status(201, _shown(link, other))


@router.post("/{reference}/links/{pk}/undo", response=answers(LinkOut), auth=WRITES)
def undo_link(request: Call, reference: Code, pk: Key) -> Any:
    """Undo a link."""
    return _unlink(request.auth, reference, pk, undone=True)


@router.post("/{reference}/links/{pk}/restore", response=answers(LinkOut), auth=WRITES)
def restore_link(request: Call, reference: Code, pk: Key) -> Any:
    """Bring an undone link back."""
    return _unlink(request.auth, reference, pk, undone=False)


def _unlink(actor: User, reference: str, pk: int, *, undone: bool) -> LinkOut:
    case = case_of(actor, reference)
    link = selectors.link(actor=actor, case=case, pk=pk)
    services.unlink_cases(actor=actor, link=link, undone=undone)
    return _shown(link, link.other if link.case_id == case.pk else link.case)


def _shown(link: CaseLink, other: Case) -> LinkOut:
    return LinkOut(
        id=link.pk,
        other=other.reference,
        title=other.title,
        reason=link.reason,
        by=Person(username=link.by.username, name=link.by.name, role=link.by.role),
        made_at=link.made_at,
        undone=link.undone_at is not None,
    )
