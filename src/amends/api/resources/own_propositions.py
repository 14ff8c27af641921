"""The propositions of our own in a case: what is stated on the way to what is to be proved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Number, Text
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.policy import Action, Layer, require
from amends.office.proving import own_proposition_services as services
from amends.office.proving import selectors
from amends.office.proving.models import CaseProposition
from amends.office.validation import problem

router = Router(tags=["proof"])
OwnWords = Annotated[Text, Field(max_length=500, min_length=1)]


class OwnPropositionOut(Schema):
    """A proposition of our own, and how well it must be proved before anything follows from it."""

    key: str
    words: str
    standard: CaseProposition.Demanded
    made_by: str
    version: int
    removed: bool

    @staticmethod
    def resolve_made_by(row: CaseProposition) -> str:
        """Return the user name of who stated it."""
        return row.made_by.username if row.made_by else ""

    @staticmethod
    def resolve_removed(row: CaseProposition) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class OwnPropositionQuery(Window):
    """Whether propositions out of view are listed too."""

    removed: bool = False


class OwnPropositionIn(Given):
    """A proposition of our own to state; beyond reasonable doubt if no standard is named."""

    words: OwnWords
    standard: CaseProposition.Demanded | None = None


class OwnPropositionEdit(Given):
    """Corrections of one, knowing which version was read; what is left out stays."""

    version: Number
    words: OwnWords | None = None
    standard: CaseProposition.Demanded | None = None


@router.get("/{reference}/proof/propositions", response=answers(Page[OwnPropositionOut]))
def list_own_propositions(
    request: Call, reference: Code, query: Annotated[OwnPropositionQuery, Query()]
) -> Any:
    """List the propositions of our own in a case."""
    case = case_of(request.auth, reference, Layer.PROOF)
    return page(selectors.propositions(actor=request.auth, case=case, removed=query.removed), query)


@router.post(
    "/{reference}/proof/propositions", response=answers(OwnPropositionOut, 201), auth=WRITES
)
def state_own_proposition(request: Call, reference: Code, given: OwnPropositionIn) -> Any:
    """State a proposition of our own."""
    actor = request.auth
    case = case_of(actor, reference, Layer.PROOF)
    require(actor, Action.ARGUE, case)
    stated = given.model_dump(exclude_none=True)
    row = services.state_proposition(actor=actor, case=case, **stated)
    return Status(201, selectors.proposition(actor=actor, case=case, key=row.key))


@router.get("/{reference}/proof/propositions/{key}", response=answers(OwnPropositionOut))
def read_own_proposition(request: Call, reference: Code, key: Code) -> Any:
    """Read one proposition of our own."""
    return _proposition(request.auth, reference, key)


@router.patch(
    "/{reference}/proof/propositions/{key}", response=answers(OwnPropositionOut), auth=WRITES
)
def edit_own_proposition(
    request: Call, reference: Code, key: Code, given: OwnPropositionEdit
) -> Any:
    """Correct a proposition of our own, unless somebody else was quicker."""
    actor, row = request.auth, _proposition(request.auth, reference, key)
    require(actor, Action.ARGUE, row.case)
    stated = given.model_dump(exclude_none=True)
    with showing_what_stands(
        lambda: OwnPropositionOut.from_orm(_proposition(actor, reference, key))
    ):
        services.edit_proposition(actor=actor, proposition=row, **stated)
    return _proposition(actor, reference, key)


@router.post(
    "/{reference}/proof/propositions/{key}/remove",
    response=answers(OwnPropositionOut),
    auth=WRITES,
)
def remove_own_proposition(request: Call, reference: Code, key: Code) -> Any:
    """Take a proposition of our own out of view, if nothing rests on it."""
    row = _proposition(request.auth, reference, key)
    return services.remove_proposition(actor=request.auth, proposition=row)


@router.post(
    "/{reference}/proof/propositions/{key}/restore",
    response=answers(OwnPropositionOut),
    auth=WRITES,
)
def restore_own_proposition(request: Call, reference: Code, key: Code) -> Any:
    """Bring a proposition of our own back into view."""
    row = _proposition(request.auth, reference, key)
    return services.remove_proposition(actor=request.auth, proposition=row, removed=False)


def named_propositions(
    actor: User, case: Case, field: str, keys: Iterable[str]
) -> list[CaseProposition]:
    """Return the propositions of our own that a field of a body names.

    Raises:
        ValidationError: there is none of some key in the case.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return []
    known = {row.key: row for row in selectors.propositions(actor=actor, case=case)}
    if any(key not in known for key in wanted):
        raise problem(field, _("There is no proposition with this key in the case."))
    return [known[key] for key in wanted]


def _proposition(actor: User, reference: str, key: str) -> CaseProposition:
    case = case_of(actor, reference, Layer.PROOF)
    return selectors.proposition(actor=actor, case=case, key=key)
