"""Reads of the proof of a case: its arguments, and the whole of it as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet

from amends.base.messages import Refusal
from amends.office.cases.models import Case
from amends.office.charging import selectors as charging
from amends.office.exhibits import selectors as exhibits
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.proving import compiled_services
from amends.office.proving.graphs import CaseGraph, Rows, graph_of
from amends.office.proving.marks import last_write, mark_of
from amends.office.proving.models import (
    Answered,
    Argument,
    CaseProposition,
    Premise,
    ProofStep,
    TakenUp,
)
from amends.office.statements import selectors as statements
from amends.office.validation import translated
from amends.proof.force_policy import ForcePolicy, policy_for
from amends.proof.matrix import Matrix, matrix
from amends.proof.proving import Proof


def arguments(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Argument]:
    """Return the arguments of a case with what they rest on; also those set aside."""
    log.read(actor=actor, what="arguments", case=case)
    rows = Argument.objects.seen_by(actor).filter(case=case)
    if not removed:
        rows = rows.filter(removed_at=None)
    premises = Premise.objects.seen_by(actor).prefetch_related("item", "proposition")
    # What many arguments share is brought once, not with each of them.
    return rows.prefetch_related(
        "case",
        "by",
        "to",
        "proposition",
        "defeats",
        "made_by",
        Prefetch("premises", queryset=premises, to_attr="resting_on"),
    )


def argument(*, actor: Actor, case: Case, key: str) -> Argument:
    """Return one argument of a case.

    Raises:
        Argument.DoesNotExist: there is none of this key that the actor may see.
    """
    return arguments(actor=actor, case=case, removed=True).get(key=key)


def propositions(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[CaseProposition]:
    """Return the propositions of our own in a case, on the way to what is to be proved."""
    log.read(actor=actor, what="arguments", case=case)
    rows = CaseProposition.objects.seen_by(actor).filter(case=case)
    return (rows if removed else rows.filter(removed_at=None)).select_related("case", "made_by")


def proposition(*, actor: Actor, case: Case, key: str) -> CaseProposition:
    """Return one proposition of our own.

    Raises:
        CaseProposition.DoesNotExist: there is none of this key that the actor may see.
    """
    return propositions(actor=actor, case=case, removed=True).get(key=key)


def answers(*, actor: Actor, case: Case) -> QuerySet[Answered]:
    """Return how questions on the arguments of a case were answered."""
    log.read(actor=actor, what="arguments", case=case)
    rows = Answered.objects.seen_by(actor).filter(case=case, argument__removed_at=None)
    return rows.select_related("argument", "made_by")


def steps(*, actor: Actor, case: Case) -> QuerySet[ProofStep]:
    """Return what it takes to obtain the items of a case that are not there yet."""
    log.read(actor=actor, what="steps of proof", case=case)
    rows = ProofStep.objects.seen_by(actor).filter(case=case, item__removed_at=None)
    return rows.select_related("case", "item")


def taken_up(*, actor: Actor, case: Case) -> QuerySet[TakenUp]:
    """Return the weaknesses of a case that were taken up as tasks."""
    log.read(actor=actor, what="weaknesses", case=case)
    rows = TakenUp.objects.seen_by(actor).filter(case=case, undone_at=None)
    return rows.select_related("case", "task__owner", "made_by")


def one_taken_up(*, actor: Actor, case: Case, pk: int) -> TakenUp:
    """Return one weakness that was taken up.

    Raises:
        TakenUp.DoesNotExist: there is none that the actor may see.
    """
    return taken_up(actor=actor, case=case).get(pk=pk)


@dataclass(frozen=True, eq=False)
class CaseProof:
    """How the proof of a case stands."""

    made_of: CaseGraph
    policy: ForcePolicy
    proof: Proof

    @cached_property
    def matrix(self) -> Matrix:
        """Return every cell of the case with how it stands."""
        return matrix(self.proof)


def rows_of(*, actor: Actor, case: Case, today: date) -> Rows:
    """Return everything that the graph of a case is made of, as far as the actor may see it."""
    in_view = [
        row
        for row in arguments(actor=actor, case=case)
        if (row.by is None or row.by.removed_at is None)
        and (row.to is None or row.to.removed_at is None)
    ]
    return Rows(
        case=case,
        found=charging.charging_of(actor=actor, case=case, today=today),
        items=tuple(exhibits.items_with_sources(actor=actor, case=case)),
        statements=tuple(statements.statements(actor=actor, case=case)),
        recantations=tuple(statements.recantations(actor=actor, case=case)),
        propositions=tuple(propositions(actor=actor, case=case)),
        arguments=tuple(in_view),
        answers=tuple(answers(actor=actor, case=case)),
        steps=tuple(steps(actor=actor, case=case)),
    )


def proof_of(*, actor: Actor, case: Case, today: date, every: bool = False) -> CaseProof:
    """Return how the proof of a case stands over the counts charged; if asked, over all.

    Raises:
        ValidationError: it cannot be worked out; what to mend.
    """
    log.read(actor=actor, what="proof", case=case)
    written = last_write(case)
    rows = rows_of(actor=actor, case=case, today=today)
    mark = None if every else mark_of(rows.found, written, today)
    try:
        made_of = graph_of(rows, every=every)
        policy = policy_for(case.jurisdiction, today)
        proof = compiled_services.compiled(case, made_of.graph, policy, mark)
    except Refusal as refusal:
        raise ValidationError(translated(refusal.message)) from refusal
    return CaseProof(made_of, policy, proof)
