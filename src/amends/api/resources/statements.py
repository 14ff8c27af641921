"""Statements, what they say on propositions, and how those of one person stand to each other."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_parties, named_party
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.propositions import proposition_of
from amends.api.resources.said import ComparedOut, StatementOut
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Line, Number, Short, Text
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.exhibits.models import Item
from amends.office.parties.models import Status as Established
from amends.office.policy import Action, Layer, require
from amends.office.statements import selectors, services
from amends.office.statements.models import Statement
from amends.office.statements.standing import statement_of
from amends.office.validation import problem
from amends.proof.statements import Stance, course

router = Router(tags=["statements"])
MAY_BE_UNKNOWN = {"interpreter_certified", "warned", "sworn"}
Lines = Annotated[list[Line], Field(max_length=50)]


class StatementQuery(Window):
    """Whose statements are listed, under which control, and whether those out of view too."""

    person: Code = ""
    control: Code = ""
    removed: bool = False


class PositionIn(Given):
    """What a statement says on one proposition."""

    proposition: Code
    stance: Stance
    words: Annotated[Text, Field(max_length=2_000)] = ""
    pages: Annotated[Short, Field(max_length=60)] = ""


Positions = Annotated[list[PositionIn], Field(max_length=200)]


class Stated(Given):
    """The circumstances of a statement; what is left out stays."""

    on: Code | None = None
    place: Line | None = None
    interviewers: Lines | None = None
    interpreter: Line | None = None
    interpreter_certified: bool | None = None
    language: Short | None = None
    present: Lines | None = None
    control: Code | None = None
    control_of: Code | None = Field(None, description="the key of a party; empty for nobody")
    counsel: Line | None = None
    paid_by: Code | None = None
    warned: bool | None = None
    sworn: bool | None = None
    recorded: Code | None = None
    item: Code | None = Field(None, description="the key of an item; empty for none")
    notes: Annotated[Text, Field(max_length=5_000)] | None = None
    status: Established | None = None


class StatementIn(Stated):
    """A statement to enter, with what it says."""

    person: Code
    key: Code = Field("", description="the next free one if left out")
    as_item: bool = Field(False, description="enter it as an item of evidence as well")
    says: Positions = []


class StatementEdit(Stated):
    """Corrections of a statement, knowing which version was read."""

    version: Number


class SayIn(Given):
    """What a statement says on some propositions; on others it stays as it was."""

    version: Number
    says: Positions


@router.get("/{reference}/statements", response=answers(Page[StatementOut]))
def list_statements(
    request: Call, reference: Code, query: Annotated[StatementQuery, Query()]
) -> Any:
    """List the statements of a case in the order in which they were made."""
    case = case_of(request.auth, reference, Layer.STATEMENTS)
    rows = selectors.statements(
        actor=request.auth,
        case=case,
        removed=query.removed,
        person=query.person,
        control=query.control,
    )
    return page(rows, query)


@router.post("/{reference}/statements", response=answers(StatementOut, 201), auth=WRITES)
def enter_statement(request: Call, reference: Code, given: StatementIn) -> Any:
    """Enter a statement."""
    actor = request.auth
    case = case_of(actor, reference, Layer.STATEMENTS)
    require(actor, Action.ENTER_STATEMENT, case)
    (person,) = named_parties(actor, case, "person", [given.person])
    row = services.enter_statement(
        actor=actor,
        case=case,
        person=person,
        key=given.key,
        as_item=given.as_item,
        says=_said(actor, case, given.says),
        **_stated(actor, case, given, "person", "key", "as_item", "says"),
    )
    return Status(201, selectors.statement(actor=actor, case=case, key=row.key))


@router.get("/{reference}/statements/{key}", response=answers(StatementOut))
def read_statement(request: Call, reference: Code, key: Code) -> Any:
    """Read one statement with what it says."""
    return _statement(request.auth, reference, key)


@router.patch("/{reference}/statements/{key}", response=answers(StatementOut), auth=WRITES)
def edit_statement(request: Call, reference: Code, key: Code, given: StatementEdit) -> Any:
    """Correct the circumstances of a statement, unless somebody else was quicker."""
    actor, row = request.auth, _statement(request.auth, reference, key)
    require(actor, Action.ENTER_STATEMENT, row.case)
    stated = _stated(actor, row.case, given, "version")
    with showing_what_stands(lambda: StatementOut.from_orm(_statement(actor, reference, key))):
        services.edit_statement(actor=actor, statement=row, version=given.version, **stated)
    return _statement(actor, reference, key)


@router.put("/{reference}/statements/{key}/says", response=answers(StatementOut), auth=WRITES)
def set_positions(request: Call, reference: Code, key: Code, given: SayIn) -> Any:
    """Say what a statement says on some propositions, unless somebody else was quicker."""
    actor, row = request.auth, _statement(request.auth, reference, key)
    require(actor, Action.ENTER_STATEMENT, row.case)
    says = _said(actor, row.case, given.says)
    with showing_what_stands(lambda: StatementOut.from_orm(_statement(actor, reference, key))):
        services.set_positions(actor=actor, statement=row, version=given.version, says=says)
    return _statement(actor, reference, key)


@router.post("/{reference}/statements/{key}/remove", response=answers(StatementOut), auth=WRITES)
def remove_statement(request: Call, reference: Code, key: Code) -> Any:
    """Take a statement out of view."""
    row = _statement(request.auth, reference, key)
    return services.remove_statement(actor=request.auth, statement=row)


@router.post("/{reference}/statements/{key}/restore", response=answers(StatementOut), auth=WRITES)
def restore_statement(request: Call, reference: Code, key: Code) -> Any:
    """Bring a statement back into view."""
    row = _statement(request.auth, reference, key)
    return services.remove_statement(actor=request.auth, statement=row, removed=False)


@router.get("/{reference}/comparison/{person}", response=answers(list[ComparedOut]))
def compare_statements(request: Call, reference: Code, person: Code) -> Any:
    """Compare the statements of one person on every proposition."""
    actor = request.auth
    case = case_of(actor, reference, Layer.STATEMENTS)
    rows = [
        statement_of(row) for row in selectors.statements(actor=actor, case=case, person=person)
    ]
    return [
        {"proposition": one.key, "steps": course(rows, one.key)}
        for one in selectors.propositions(actor=actor, case=case)
    ]


def item_of(actor: User, case: Case, key: str) -> Item | None:
    """Return the item that a field of a body names; None if it names none.

    Raises:
        ValidationError: there is no such item in the case.
    """
    if not key:
        return None
    found = exhibits.items(actor=actor, case=case).filter(key=key).first()
    if found is None:
        raise problem("item", _("There is no item with this key in the case."))
    return found


def _statement(actor: User, reference: str, key: str) -> Statement:
    case = case_of(actor, reference, Layer.STATEMENTS)
    return selectors.statement(actor=actor, case=case, key=key)


def _stated(actor: User, case: Case, given: Stated, *without: str) -> dict[str, Any]:
    fields = given.model_dump(exclude_unset=True, exclude={"control_of", "item", *without})
    known = {n: value for n, value in fields.items() if value is not None or n in MAY_BE_UNKNOWN}
    if given.control_of is not None:
        known["control_of"] = named_party(actor, case, "control_of", given.control_of)
    if given.item is not None:
        known["item"] = item_of(actor, case, given.item)
    return known


def _said(actor: User, case: Case, given: list[PositionIn]) -> list[services.Said]:
    return [
        services.Said(
            proposition_of(actor, case, "says", one.proposition), one.stance, one.words, one.pages
        )
        for one in given
    ]
