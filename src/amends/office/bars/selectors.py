"""Reads of bars, for whoever decides on them, and of one's own declarations."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from amends.office.accounts.models import User
from amends.office.bars.models import Bar
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor, Role


def bars(*, actor: Actor, case: Case) -> QuerySet[Bar]:
    """Return the bars of a case: those that stand first, then those that were lifted."""
    log.read(actor=actor, what="bars", case=case)
    rows = Bar.objects.seen_by(actor).filter(case=case)
    return rows.select_related("case", "account", "entered_by", "lift_asked_by", "lifted_by")


def who_can_be_barred(*, actor: Actor, case: Case) -> QuerySet[User]:
    """Return the accounts that could come near a case: those of its unit, and the ombudsman's."""
    log.read(actor=actor, what="people", case=case)
    return User.objects.filter(Q(unit=case.unit_id) | Q(role=Role.OMBUDSMAN), is_active=True)


def barred_heads(*, actor: Actor) -> QuerySet[Bar]:
    """Return the standing bars on heads, on which the ombudsman decides."""
    log.read(actor=actor, what="bars")
    rows = Bar.objects.seen_by(actor).filter(account__role=Role.HEAD, lifted_at=None)
    return rows.select_related("case", "account")
