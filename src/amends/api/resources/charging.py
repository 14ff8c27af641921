"""The counts that the facts of a case support, and the decisions on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import Asked, Page, Window, page
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Text
from amends.base.messages import Refusal
from amends.law.charge_report import ChargingOut, charging_out
from amends.law.counts import ChargeableCount
from amends.law.dual import Side, side
from amends.law.dual_report import DualOut, dual_out
from amends.law.terms import Mode
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.charging import decision_services, selectors
from amends.office.charging.counts import CaseCharging
from amends.office.charging.decision_services import Undone
from amends.office.charging.models import AboutCount, Decision
from amends.office.policy import Action, Layer, require
from amends.office.validation import problem, translated

router = Router(tags=["charging"])


class AboutCountOut(Schema):
    """Something a lawyer said of a count that lies, and which count it is."""

    id: int
    law: str
    by: str
    victim: str
    mode: str
    since: date
    made_on: date

    @staticmethod
    def resolve_by(row: AboutCount) -> str:
        """Return the key of the culpable party."""
        return row.by.key

    @staticmethod
    def resolve_victim(row: AboutCount) -> str:
        """Return the key of the victim."""
        return row.victim.key


class DecisionOut(AboutCountOut):
    """A decision on a count that lies: charged as which count, or not charged and why."""

    charged: bool
    count: int | None
    reasons: str

    @staticmethod
    def resolve_count(row: Decision) -> int | None:
        """Return the number of the count as charged."""
        return row.count.number if row.count else None


class UndoneOut(Schema):
    """A decision that was undone; ``standing`` says who is a suspect again and who is not, why."""

    decision: DecisionOut
    standing: list[str]

    @staticmethod
    def resolve_standing(row: Undone) -> list[str]:
        """Return in words what each is now who was charged by the count."""
        return row.said()


class CountName(Given):
    """Which count of the charging is meant."""

    offence: Code
    by: Code
    victim: Code
    mode: Mode = Mode.PRINCIPAL
    since: date


class LeaveCountsIn(CountName):
    """A count that lies and is not charged, with the reasons."""

    reasons: Text = Field(min_length=1)


class DualQuery(Asked):
    """Who asks and who is asked: countries, or keys of laws; and the day of time limits here."""

    requesting: Code
    requested: Code
    on: date | None = None


@router.get("/{reference}/charging", response=answers(ChargingOut))
def read_charging(request: Call, reference: Code) -> Any:
    """Say every count that lies on the facts of a case, and what is missing of the others."""
    case = case_of(request.auth, reference, Layer.CHARGING)
    found, today = _found(request.auth, case), timezone.localdate()
    return charging_out(
        found.facts, found.charging, countries=found.countries, on=today, chosen=found.chosen()
    )


@router.get("/{reference}/dual-criminality", response=answers(DualOut))
def read_dual_criminality(
    request: Call, reference: Code, query: Annotated[DualQuery, Query()]
) -> Any:
    """Say whether the facts of a case are a crime under two laws, and which tools that opens."""
    case = case_of(request.auth, reference, Layer.CHARGING)
    here, there = _side("requesting", query.requesting), _side("requested", query.requested)
    found = _found(request.auth, case)
    counterparts = found.dual(here, there, query.on)
    on = query.on or timezone.localdate()
    return dual_out(counterparts, found.charging, here=here, there=there, on=on)


def _side(field: str, name: str) -> Side:
    try:
        return side(name)
    except Refusal as refusal:
        raise problem(field, translated(refusal.message)) from None


@router.get("/{reference}/decisions", response=answers(Page[DecisionOut]))
def list_decisions(request: Call, reference: Code, query: Annotated[Window, Query()]) -> Any:
    """List the charging decisions that stand."""
    case = case_of(request.auth, reference, Layer.CHARGING)
    return page(selectors.decisions(actor=request.auth, case=case), query)


@router.post("/{reference}/decisions", response=answers(DecisionOut, 201), auth=WRITES)
def leave_count(request: Call, reference: Code, given: LeaveCountsIn) -> Any:
    """Decide not to charge a count that lies, with the reasons."""
    actor = request.auth
    case = case_of(actor, reference, Layer.CHARGING)
    require(actor, Action.ADD_COUNT, case)
    count = meant_count(_found(actor, case), given)
    (decision,) = decision_services.leave_counts(
        actor=actor, case=case, counts=[count], reasons=given.reasons
    )
    return Status(201, decision)


@router.post("/{reference}/decisions/{pk}/undo", response=answers(UndoneOut), auth=WRITES)
def undo_decision(request: Call, reference: Code, pk: Key) -> Any:
    """Undo a charging decision; a count charged by it is taken out of view."""
    actor = request.auth
    case = case_of(actor, reference, Layer.CHARGING)
    decision = selectors.decision(actor=actor, case=case, pk=pk)
    return decision_services.undo_decision(actor=actor, decision=decision)


def _found(actor: User, case: Case) -> CaseCharging:
    return selectors.charging_of(actor=actor, case=case, today=timezone.localdate())


def meant_count(found: CaseCharging, given: CountName) -> ChargeableCount:
    """Return the count that a call means.

    Raises:
        ValidationError: no such count lies.
    """
    wanted = given.offence, given.by, given.victim, given.mode, given.since
    for count in found.charging.counts:
        if (count.key, count.by, count.victim, count.mode, count.since) == wanted:
            return count
    raise problem("offence", _("No such count lies. Read the charging of the case."))
