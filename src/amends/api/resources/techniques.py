"""Authorisations of techniques, for those who may know of them; for all others there are none."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from ninja import Router, Status

from amends.api.answers import answers
from amends.api.finding import case_of, named_party
from amends.api.paging import InWindow, Page, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.authorisation_bodies import (
    AskEdit,
    AskIn,
    AuthorisationOut,
    DecisionIn,
    EndIn,
    ExtensionIn,
    ProductIn,
    UseIn,
)
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Key, Number, WithReason
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as evidence
from amends.office.policy import Action, Layer, is_told, require
from amends.office.techniques import selectors, services, yield_services
from amends.office.techniques.models import Authorisation
from amends.office.validation import problem

router = Router(tags=["techniques"])
across_cases = Router(tags=["techniques"])


@across_cases.get("", response=answers(Page[AuthorisationOut]))
def list_queue(request: Call, window: InWindow) -> Any:
    """List what waits for a decision: danger to life first, then whatever was asked first."""
    return page(selectors.queue(actor=request.auth), window)


@router.get("/{reference}/techniques", response=answers(Page[AuthorisationOut]))
def list_authorisations(request: Call, reference: Code, window: InWindow) -> Any:
    """List the authorisations of a case."""
    case = _case(request.auth, reference)
    return page(selectors.authorisations(actor=request.auth, case=case), window)


@router.post("/{reference}/techniques", response=answers(AuthorisationOut, 201), auth=WRITES)
def ask_technique(request: Call, reference: Code, given: AskIn) -> Any:
    """Record that leave was asked for."""
    actor, case = request.auth, _case(request.auth, reference)
    require(actor, Action.ASK_TECHNIQUE, case)
    party = named_party(actor, case, "party", given.party)
    fields = given.model_dump(exclude={"party"})
    row = services.ask_technique(actor=actor, case=case, party=party, **fields)
    return Status(201, _authorisation(actor, reference, row.number))


@router.get("/{reference}/techniques/{number}", response=answers(AuthorisationOut))
def read_authorisation(request: Call, reference: Code, number: Number) -> Any:
    """Read one authorisation."""
    return _authorisation(request.auth, reference, number)


@router.patch("/{reference}/techniques/{number}", response=answers(AuthorisationOut), auth=WRITES)
def edit_authorisation(request: Call, reference: Code, number: Number, given: AskEdit) -> Any:
    """Correct what is asked for, until it is decided."""
    actor, row = request.auth, _authorisation(request.auth, reference, number)
    fields = given.model_dump(exclude={"party", "version"}, exclude_none=True)
    if given.party is not None:
        fields["party"] = named_party(actor, row.case, "party", given.party)
    stands = partial(_authorisation, actor, reference, number)
    with showing_what_stands(lambda: AuthorisationOut.from_orm(stands())):
        services.edit_authorisation(actor=actor, authorisation=row, version=given.version, **fields)
    return _authorisation(actor, reference, number)


@router.post(
    "/{reference}/techniques/{number}/decide", response=answers(AuthorisationOut), auth=WRITES
)
def decide_technique(request: Call, reference: Code, number: Number, given: DecisionIn) -> Any:
    """Record what was decided."""
    row = _authorisation(request.auth, reference, number)
    services.decide(actor=request.auth, authorisation=row, **given.model_dump())
    return _authorisation(request.auth, reference, number)


@router.post(
    "/{reference}/techniques/{number}/undecide", response=answers(AuthorisationOut), auth=WRITES
)
def undecide_technique(request: Call, reference: Code, number: Number) -> Any:
    """Undo a decision or a withdrawal, as long as nothing was done under it."""
    row = _authorisation(request.auth, reference, number)
    services.undo_decision(actor=request.auth, authorisation=row)
    return _authorisation(request.auth, reference, number)


@router.post(
    "/{reference}/techniques/{number}/withdraw", response=answers(AuthorisationOut), auth=WRITES
)
def withdraw_technique(request: Call, reference: Code, number: Number, given: WithReason) -> Any:
    """Take back what was asked for, before it is decided."""
    row = _authorisation(request.auth, reference, number)
    services.withdraw(actor=request.auth, authorisation=row, reason=given.reason)
    return _authorisation(request.auth, reference, number)


@router.post(
    "/{reference}/techniques/{number}/use", response=answers(AuthorisationOut), auth=WRITES
)
def use_technique(request: Call, reference: Code, number: Number, given: UseIn) -> Any:
    """Record when a technique was carried out, or take that back."""
    row = _authorisation(request.auth, reference, number)
    services.carry_out(actor=request.auth, authorisation=row, **given.model_dump())
    return _authorisation(request.auth, reference, number)


@router.post(
    "/{reference}/techniques/{number}/end", response=answers(AuthorisationOut), auth=WRITES
)
def end_technique(request: Call, reference: Code, number: Number, given: EndIn) -> Any:
    """Record that its use was ended before its time, or take that back."""
    row = _authorisation(request.auth, reference, number)
    services.end_use(actor=request.auth, authorisation=row, on=given.on)
    return _authorisation(request.auth, reference, number)


@router.post(
    "/{reference}/techniques/{number}/extensions", response=answers(AuthorisationOut), auth=WRITES
)
def extend_technique(request: Call, reference: Code, number: Number, given: ExtensionIn) -> Any:
    """Record more days of leave."""
    row = _authorisation(request.auth, reference, number)
    yield_services.extend(actor=request.auth, authorisation=row, **given.model_dump())
    return _authorisation(request.auth, reference, number)


@router.post(
    "/{reference}/techniques/{number}/products", response=answers(AuthorisationOut), auth=WRITES
)
def add_product(request: Call, reference: Code, number: Number, given: ProductIn) -> Any:
    """Say that an item was obtained so; days without leave are flagged, not refused."""
    actor, row = request.auth, _authorisation(request.auth, reference, number)
    item = evidence.items(actor=actor, case=row.case).filter(key=given.item).first()
    if item is None:
        raise problem("item", _("Choose an item of this case."))
    yield_services.add_product(
        actor=actor, authorisation=row, item=item, since=given.since, until=given.until
    )
    return _authorisation(actor, reference, number)


@router.post("/{reference}/products/{pk}/remove", response=answers(AuthorisationOut), auth=WRITES)
def remove_product(request: Call, reference: Code, pk: Key) -> Any:
    """Take back that an item was obtained so."""
    case = _case(request.auth, reference)
    row = selectors.product(actor=request.auth, case=case, pk=pk)
    yield_services.remove_product(actor=request.auth, product=row)
    return _authorisation(request.auth, reference, row.authorisation.number)


def _case(actor: User, reference: str) -> Case:
    """Return a case of whose techniques the caller is told.

    Raises:
        Case.DoesNotExist: there is none; the answer is the same as for a case that is not there.
    """
    case = case_of(actor, reference, Layer.TECHNIQUES)
    if not is_told(actor, case):
        raise Case.DoesNotExist
    return case


def _authorisation(actor: User, reference: str, number: int) -> Authorisation:
    return selectors.authorisation(actor=actor, case=_case(actor, reference), number=number)
