"""Reads of statements, propositions, recantations and of what was decided on issues."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.statements.models import (
    Explanation,
    IssueMark,
    Position,
    Proposition,
    Recantation,
    Statement,
)


def statements(
    *, actor: Actor, case: Case, removed: bool = False, person: str = "", control: str = ""
) -> QuerySet[Statement]:
    """Return the statements of a case in their order, with what they say on propositions in view.

    Args:
        actor: who asks.
        case: the case.
        removed: whether those out of view are among them.
        person: only those of the party of this key; of everybody when empty.
        control: only those given under this control; under any when empty.
    """
    log.read(actor=actor, what="statements", case=case)
    rows = Statement.objects.seen_by(actor).filter(case=case)
    if not removed:
        rows = rows.filter(removed_at=None, person__removed_at=None)
    if person:
        rows = rows.filter(person__key=person)
    if control:
        rows = rows.filter(control=control)
    says = Position.objects.seen_by(actor).filter(proposition__removed_at=None)
    says = says.select_related("proposition").order_by("proposition_id")
    return rows.select_related("case", "person", "control_of", "item").prefetch_related(
        Prefetch("positions", queryset=says, to_attr="says")
    )


def statement(*, actor: Actor, case: Case, key: str) -> Statement:
    """Return one statement of a case.

    Raises:
        Statement.DoesNotExist: there is none of this key that the actor may see.
    """
    return statements(actor=actor, case=case, removed=True).get(key=key)


def propositions(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Proposition]:
    """Return the propositions of a case."""
    log.read(actor=actor, what="propositions", case=case)
    rows = Proposition.objects.seen_by(actor).filter(case=case)
    if not removed:
        rows = rows.filter(removed_at=None)
    return rows.select_related("case", "count", "party")


def proposition(*, actor: Actor, case: Case, key: str) -> Proposition:
    """Return one proposition of a case.

    Raises:
        Proposition.DoesNotExist: there is none of this key that the actor may see.
    """
    return propositions(actor=actor, case=case, removed=True).get(key=key)


def recantations(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Recantation]:
    """Return the recantations of a case, each with the explanations that were weighed."""
    log.read(actor=actor, what="recantations", case=case)
    rows = Recantation.objects.seen_by(actor).filter(case=case)
    if not removed:
        rows = rows.filter(removed_at=None, person__removed_at=None)
    weighed = Explanation.objects.seen_by(actor).select_related("item")
    return rows.select_related("case", "person", "control_of", "statement").prefetch_related(
        Prefetch("explanations", queryset=weighed, to_attr="weighed")
    )


def recantation(*, actor: Actor, case: Case, pk: int) -> Recantation:
    """Return one recantation of a case.

    Raises:
        Recantation.DoesNotExist: there is none that the actor may see.
    """
    return recantations(actor=actor, case=case, removed=True).get(pk=pk)


def issue_marks(*, actor: Actor, case: Case, undone: bool = False) -> QuerySet[IssueMark]:
    """Return what was decided on the evidential issues of a case, the latest first."""
    log.read(actor=actor, what="evidential issues", case=case)
    rows = IssueMark.objects.seen_by(actor).filter(case=case)
    if not undone:
        rows = rows.filter(undone_at=None)
    return rows.select_related("case", "person", "task", "made_by")


def issue_mark(*, actor: Actor, case: Case, pk: int) -> IssueMark:
    """Return one decision on an issue of a case.

    Raises:
        IssueMark.DoesNotExist: there is none that the actor may see.
    """
    return issue_marks(actor=actor, case=case, undone=True).get(pk=pk)
