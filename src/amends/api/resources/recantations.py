"""Recantations, and the explanations that are weighed for them."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_parties, named_party
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.statements import item_of
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line, Number, Text
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.policy import Action, Layer, require
from amends.office.statements import recantation_services as services
from amends.office.statements import selectors
from amends.office.statements.models import Explanation, Recantation
from amends.office.validation import problem
from amends.proof.statements import Found, RetreatKind

router = Router(tags=["statements"])
Words = Annotated[Text, Field(max_length=2_000)]
Lines = Annotated[list[Line], Field(max_length=50)]


class ExplanationOut(Schema):
    """A possible explanation, with what was found for and against it."""

    code: str
    speaks_for: str
    speaks_against: str
    found: Found
    item: str

    @staticmethod
    def resolve_item(row: Explanation) -> str:
        """Return the key of the item that shows it, if one does."""
        return row.item.key if row.item else ""


class RecantationOut(Schema):
    """Somebody took back or changed what was said, or does not want to go on."""

    id: int
    person: str
    kind: RetreatKind
    on: str
    to_whom: str
    present: list[str]
    control: str
    control_of: str
    paid_by: str
    statement: str
    words: str
    notes: str
    explanations: list[ExplanationOut]
    version: int
    removed: bool

    @staticmethod
    def resolve_person(row: Recantation) -> str:
        """Return the key of who it was."""
        return row.person.key

    @staticmethod
    def resolve_control_of(row: Recantation) -> str:
        """Return the key of whoever was in control, if a party."""
        return row.control_of.key if row.control_of else ""

    @staticmethod
    def resolve_statement(row: Recantation) -> str:
        """Return the key of the statement in which it was made, if in one."""
        return row.statement.key if row.statement else ""

    @staticmethod
    def resolve_explanations(row: Any) -> Any:
        """Return what was weighed, as the selector brought it."""
        return row.weighed

    @staticmethod
    def resolve_removed(row: Recantation) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class RecantationQuery(Window):
    """Whether recantations out of view are listed too."""

    removed: bool = False


class Recorded(Given):
    """The circumstances of a recantation; what is left out stays."""

    on: Code | None = None
    to_whom: Line | None = None
    present: Lines | None = None
    control: Code | None = None
    control_of: Code | None = Field(None, description="the key of a party; empty for nobody")
    paid_by: Code | None = None
    statement: Code | None = Field(None, description="the key of a statement; empty for none")
    words: Words | None = None
    notes: Annotated[Text, Field(max_length=5_000)] | None = None


class RecantationIn(Recorded):
    """A recantation to record."""

    person: Code
    kind: RetreatKind


class RecantationEdit(Recorded):
    """Corrections of a recantation, knowing which version was read."""

    version: Number
    kind: RetreatKind | None = None


class ExplanationIn(Given):
    """What was found on a possible explanation, knowing which version was read."""

    version: Number
    speaks_for: Words = ""
    speaks_against: Words = ""
    found: Found = Found.OPEN
    item: Code = ""


@router.get("/{reference}/recantations", response=answers(Page[RecantationOut]))
def list_recantations(
    request: Call, reference: Code, query: Annotated[RecantationQuery, Query()]
) -> Any:
    """List the recantations of a case in the order in which they were made."""
    case = case_of(request.auth, reference, Layer.STATEMENTS)
    return page(selectors.recantations(actor=request.auth, case=case, removed=query.removed), query)


@router.post("/{reference}/recantations", response=answers(RecantationOut, 201), auth=WRITES)
def record_recantation(request: Call, reference: Code, given: RecantationIn) -> Any:
    """Record that somebody took back or changed what was said, or does not want to go on."""
    actor = request.auth
    case = case_of(actor, reference, Layer.STATEMENTS)
    require(actor, Action.ENTER_STATEMENT, case)
    (person,) = named_parties(actor, case, "person", [given.person])
    fields = _stated(actor, case, given)
    row = services.record_recantation(actor=actor, case=case, **{**fields, "person": person})
    return Status(201, selectors.recantation(actor=actor, case=case, pk=row.pk))


@router.get("/{reference}/recantations/{pk}", response=answers(RecantationOut))
def read_recantation(request: Call, reference: Code, pk: Key) -> Any:
    """Read one recantation with the explanations weighed."""
    return _recantation(request.auth, reference, pk)


@router.patch("/{reference}/recantations/{pk}", response=answers(RecantationOut), auth=WRITES)
def edit_recantation(request: Call, reference: Code, pk: Key, given: RecantationEdit) -> Any:
    """Correct what is recorded of a recantation, unless somebody else was quicker."""
    actor, row = request.auth, _recantation(request.auth, reference, pk)
    require(actor, Action.ENTER_STATEMENT, row.case)
    fields = _stated(actor, row.case, given)
    with showing_what_stands(lambda: RecantationOut.from_orm(_recantation(actor, reference, pk))):
        services.edit_recantation(actor=actor, recantation=row, **fields)
    return _recantation(actor, reference, pk)


@router.put(
    "/{reference}/recantations/{pk}/explanations/{code}",
    response=answers(RecantationOut),
    auth=WRITES,
)
def weigh_explanation(
    request: Call, reference: Code, pk: Key, code: Code, given: ExplanationIn
) -> Any:
    """Say what was found for and against a possible explanation."""
    actor, row = request.auth, _recantation(request.auth, reference, pk)
    require(actor, Action.ENTER_STATEMENT, row.case)
    item = item_of(actor, row.case, given.item)
    fields = given.model_dump(exclude={"item"})
    with showing_what_stands(lambda: RecantationOut.from_orm(_recantation(actor, reference, pk))):
        services.weigh_explanation(actor=actor, recantation=row, code=code, item=item, **fields)
    return _recantation(actor, reference, pk)


@router.post("/{reference}/recantations/{pk}/remove", response=answers(RecantationOut), auth=WRITES)
def remove_recantation(request: Call, reference: Code, pk: Key) -> Any:
    """Take a recantation out of view."""
    row = _recantation(request.auth, reference, pk)
    return services.remove_recantation(actor=request.auth, recantation=row)


@router.post(
    "/{reference}/recantations/{pk}/restore", response=answers(RecantationOut), auth=WRITES
)
def restore_recantation(request: Call, reference: Code, pk: Key) -> Any:
    """Bring a recantation back into view."""
    row = _recantation(request.auth, reference, pk)
    return services.remove_recantation(actor=request.auth, recantation=row, removed=False)


def _recantation(actor: User, reference: str, pk: int) -> Recantation:
    case = case_of(actor, reference, Layer.STATEMENTS)
    return selectors.recantation(actor=actor, case=case, pk=pk)


def _stated(actor: User, case: Case, given: Recorded) -> dict[str, Any]:
    fields = given.model_dump(exclude_none=True, exclude={"control_of", "statement", "person"})
    if given.control_of is not None:
        fields["control_of"] = named_party(actor, case, "control_of", given.control_of)
    if given.statement is not None:
        fields["statement"] = None
    if given.statement:
        rows = selectors.statements(actor=actor, case=case)
        fields["statement"] = rows.filter(key=given.statement).first()
        if fields["statement"] is None:
            raise problem("statement", _("There is no statement with this key in the case."))
    return fields
