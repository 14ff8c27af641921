"""The propositions of a case, which statements assert or deny."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_party
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Number, Text
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.parties import selectors as parties
from amends.office.policy import Action, Layer, require
from amends.office.statements import proposition_services as services
from amends.office.statements import selectors
from amends.office.statements.models import Proposition
from amends.office.validation import problem

router = Router(tags=["statements"])
Sentence = Annotated[Text, Field(max_length=500, min_length=1)]


class PropositionOut(Schema):
    """A short sentence that can be asserted or denied."""

    key: str
    text: str
    element: str
    word: str
    count: int | None
    party: str
    version: int
    removed: bool

    @staticmethod
    def resolve_count(row: Proposition) -> int | None:
        """Return the number of the count, if it is tied to one."""
        return row.count.number if row.count else None

    @staticmethod
    def resolve_party(row: Proposition) -> str:
        """Return the key of whom it is about, if anybody."""
        return row.party.key if row.party else ""

    @staticmethod
    def resolve_removed(row: Proposition) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class PropositionQuery(Window):
    """Whether propositions out of view are listed too."""

    removed: bool = False


class PropositionIn(Given):
    """A proposition to add."""

    text: Sentence
    element: Code
    word: Code = ""
    count: Number | None = None
    party: Code = ""
    key: Code = Field("", description="the next free one if left out")


class PropositionEdit(Given):
    """Corrections of a proposition, knowing which version was read; what is left out stays."""

    version: Number
    text: Sentence | None = None
    element: Code | None = None
    word: Code | None = None
    count: Number | None = None
    party: Code | None = None


@router.get("/{reference}/propositions", response=answers(Page[PropositionOut]))
def list_propositions(
    request: Call, reference: Code, query: Annotated[PropositionQuery, Query()]
) -> Any:
    """List the propositions of a case."""
    case = case_of(request.auth, reference, Layer.STATEMENTS)
    return page(selectors.propositions(actor=request.auth, case=case, removed=query.removed), query)


@router.post("/{reference}/propositions", response=answers(PropositionOut, 201), auth=WRITES)
def add_proposition(request: Call, reference: Code, given: PropositionIn) -> Any:
    """Add a proposition."""
    actor = request.auth
    case = case_of(actor, reference, Layer.STATEMENTS)
    require(actor, Action.ENTER_STATEMENT, case)
    fields = _stated(actor, case, given)
    return Status(201, services.add_proposition(actor=actor, case=case, **fields))


@router.patch("/{reference}/propositions/{key}", response=answers(PropositionOut), auth=WRITES)
def edit_proposition(request: Call, reference: Code, key: Code, given: PropositionEdit) -> Any:
    """Correct a proposition, unless somebody else was quicker."""
    actor, row = request.auth, _proposition(request.auth, reference, key)
    require(actor, Action.ENTER_STATEMENT, row.case)
    fields = _stated(actor, row.case, given)
    with showing_what_stands(lambda: PropositionOut.from_orm(_proposition(actor, reference, key))):
        services.edit_proposition(actor=actor, proposition=row, **fields)
    return _proposition(actor, reference, key)


@router.post(
    "/{reference}/propositions/{key}/remove", response=answers(PropositionOut), auth=WRITES
)
def remove_proposition(request: Call, reference: Code, key: Code) -> Any:
    """Take a proposition out of view."""
    row = _proposition(request.auth, reference, key)
    return services.remove_proposition(actor=request.auth, proposition=row)


@router.post(
    "/{reference}/propositions/{key}/restore", response=answers(PropositionOut), auth=WRITES
)
def restore_proposition(request: Call, reference: Code, key: Code) -> Any:
    """Bring a proposition back into view."""
    row = _proposition(request.auth, reference, key)
    return services.remove_proposition(actor=request.auth, proposition=row, removed=False)


def proposition_of(actor: User, case: Case, field: str, key: str) -> Proposition:
    """Return the proposition that a field of a body names.

    Raises:
        ValidationError: there is none of this key in the case.
    """
    found = selectors.propositions(actor=actor, case=case).filter(key=key).first()
    if found is None:
        raise problem(field, _("There is no proposition with this key in the case."))
    return found


def _proposition(actor: User, reference: str, key: str) -> Proposition:
    case = case_of(actor, reference, Layer.STATEMENTS)
    return selectors.proposition(actor=actor, case=case, key=key)


def _stated(actor: User, case: Case, given: PropositionIn | PropositionEdit) -> dict[str, Any]:
    fields = given.model_dump(exclude_none=True, exclude={"count", "party"})
    if given.party is not None:
        fields["party"] = named_party(actor, case, "party", given.party)
    if given.count is not None:
        rows = parties.counts(actor=actor, case=case)
        fields["count"] = rows.filter(number=given.count).first()
        if fields["count"] is None:
            raise problem("count", _("There is no count of this number in the case."))
    return fields
