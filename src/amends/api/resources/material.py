"""The schedule of material: what is used, what may help the defence, what is withheld."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Line
from amends.office.accounts.models import User
from amends.office.disclosure import decision_services, selectors
from amends.office.disclosure.models import Use
from amends.office.disclosure.pieces import Line as ScheduleLine
from amends.office.disclosure.rows import change_rows, is_wanted, line_row
from amends.office.policy import Action, Layer, require
from amends.proof.disclosure import Tally

router = Router(tags=["disclosure"])
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class ConcernOut(Schema):
    """What stands against a piece of material, and what to do."""

    said: str
    remedy: str


class ServedOut(Schema):
    """On whom, by the key of the defendant, and on which day a piece was served."""

    defendant: str
    on: date


class MaterialOut(Schema):
    """One line of the schedule; ``version`` is nought while nothing was decided about it.

    What is ``sensitive`` is withheld on a ground for which even the list may do harm; it stands
    behind everything else and is left out of a list that is handed over.
    """

    key: str
    title: str
    about: str
    use: Use
    inherited: bool
    exhibit_number: str
    exculpatory: bool | None
    exculpatory_by: str
    flag_unreviewed: bool
    ground: str
    sensitive: bool
    order_reference: str
    order_issuer: str
    order_on: date | None
    reviewed_by: str
    reviewed_at: datetime | None
    redaction: int | None
    served: list[ServedOut]
    concerns: list[ConcernOut]
    version: int


class TallyOut(Schema):
    """How many pieces there are; used, unused and undecided make the total."""

    total: int
    used: int
    unused: int
    undecided: int
    exculpatory: int
    withheld: int
    reviewed: int
    removed: int
    made: int


class ChangeOut(Schema):
    """One change of a decision: the fields as they were and as they became."""

    at: datetime
    by: str
    reason: str
    fields: list[tuple[str, str, str]]


class MaterialQuery(Window):
    """Which lines of the schedule to list."""

    use: Use | None = None
    flag: Code = ""


class MaterialDecisionIn(Given):
    """What is decided about a piece; what is left out stays."""

    version: Version
    reason: Annotated[Line, Field(min_length=1)]
    use: Use | None = None
    exhibit_number: Annotated[Code, Field(max_length=40)] | None = None
    exculpatory: bool | None = None
    ground: Annotated[Code, Field(max_length=20)] | None = None
    order_reference: Annotated[Line, Field(max_length=200)] | None = None
    order_issuer: Annotated[Line, Field(max_length=200)] | None = None
    order_on: date | None = None
    reviewed: bool = False


@router.get("/{reference}/material", response=answers(Page[MaterialOut]))
def list_material(request: Call, reference: Code, query: Annotated[MaterialQuery, Query()]) -> Any:
    """List every piece of material of a case, decided or not."""
    case = case_of(request.auth, reference, Layer.DISCLOSURE)
    found = selectors.schedule(actor=request.auth, case=case)
    asked = {"use": query.use or "", "flag": query.flag}
    rows = [line for line in found.lines if is_wanted(line, asked)]
    return page([_said(line) for line in rows], query)


@router.get("/{reference}/material-tally", response=answers(TallyOut))
def tally_material(request: Call, reference: Code) -> Any:
    """Count the material of a case; nothing of it is left out."""
    case = case_of(request.auth, reference, Layer.DISCLOSURE)
    found = selectors.schedule(actor=request.auth, case=case)
    tally: Tally = found.tally
    return {**vars(tally), "removed": len(found.removed), "made": len(found.made)}


@router.get("/{reference}/material/{key}", response=answers(MaterialOut))
def read_material(request: Call, reference: Code, key: Code) -> Any:
    """Read one line of the schedule."""
    return _said(_line(request.auth, reference, key))


@router.patch("/{reference}/material/{key}", response=answers(MaterialOut), auth=WRITES)
def decide_material(request: Call, reference: Code, key: Code, given: MaterialDecisionIn) -> Any:
    """Decide about a piece of material."""
    actor, line = request.auth, _line(request.auth, reference, key)
    case = case_of(actor, reference, Layer.DISCLOSURE)
    require(actor, Action.LIST_MATERIAL, case)
    stated = given.model_dump(exclude_unset=True, exclude={"version", "reason", "reviewed"})
    kept = {
        name: value
        for name, value in stated.items()
        if value is not None or name in {"exculpatory", "order_on"}
    }
    with showing_what_stands(lambda: MaterialOut(**_said(_line(actor, reference, key)))):
        decision_services.decide(
            actor=actor,
            case=case,
            piece=line.piece,
            version=given.version,
            reason=given.reason,
            reviewed=given.reviewed,
            **kept,
        )
    return _said(_line(actor, reference, key))


@router.get("/{reference}/material/{key}/changes", response=answers(Page[ChangeOut]))
def list_material_changes(request: Call, reference: Code, key: Code, window: InWindow) -> Any:
    """List every change of what was decided about a piece, the latest first."""
    line = _line(request.auth, reference, key)
    if line.decision is None or line.inherited:
        return page([], window)
    found = selectors.changes(actor=request.auth, case=line.decision.case, decision=line.decision)
    rows = [
        {"at": r.change.at, "by": r.change.by.name, "reason": r.change.reason, "fields": r.fields}
        for r in change_rows(found)
    ]
    return page(rows, window)


def _line(actor: User, reference: str, key: str) -> ScheduleLine:
    case = case_of(actor, reference, Layer.DISCLOSURE)
    return selectors.line(actor=actor, case=case, key=key)


def _said(line: ScheduleLine) -> dict[str, Any]:
    row, decision, held = line_row(line), line.decision, line.withholding
    by = decision.exculpatory_by if decision else None
    reviewer = decision.reviewed_by if decision else None
    return {
        "key": line.key,
        "title": line.piece.title,
        "about": line.piece.about,
        "use": line.use,
        "inherited": line.inherited,
        "exhibit_number": decision.exhibit_number if decision else "",
        "exculpatory": line.exculpatory,
        "exculpatory_by": by.name if by else "",
        "flag_unreviewed": line.is_flag_unreviewed,
        "ground": line.ground,
        "sensitive": line.is_sensitive,
        "order_reference": held.order_reference if held else "",
        "order_issuer": held.order_issuer if held else "",
        "order_on": held.order_on if held else None,
        "reviewed_by": reviewer.name if reviewer else "",
        "reviewed_at": decision.reviewed_at if decision else None,
        "redaction": line.copy.pk if line.copy else None,
        "served": [{"defendant": party.key, "on": on} for party, on in line.served],
        "concerns": [vars(one) for one in row.concerns],
        "version": line.version,
    }
