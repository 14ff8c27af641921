"""Reads of parties, roles, screens and counts."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.parties.models import Count, CountParty, Party, PartyRole, Screen
from amends.office.policy import Actor


def parties(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Party]:
    """Return the parties of a case with their roles and screens."""
    log.read(actor=actor, what="parties", case=case)
    edges = PartyRole.objects.seen_by(actor).filter(removed_at=None).select_related("victim")
    rows = Party.objects.seen_by(actor).filter(case=case)
    if not removed:
        rows = rows.filter(removed_at=None)
    return rows.prefetch_related(
        Prefetch("roles", queryset=edges, to_attr="edges"),
        Prefetch("screens", queryset=Screen.objects.seen_by(actor), to_attr="screenings"),
    )


def party(*, actor: Actor, case: Case, key: str) -> Party:
    """Return one party of a case.

    Raises:
        Party.DoesNotExist: there is none of this key that the actor may see.
    """
    return parties(actor=actor, case=case, removed=True).get(key=key)


def victims(*, actor: Actor, case: Case) -> QuerySet[Party]:
    """Return the victims of a case."""
    return parties(actor=actor, case=case).filter(capacity=Capacity.VICTIM)


def defendants(*, actor: Actor, case: Case) -> QuerySet[Party]:
    """Return the defendants of a case, each with a stage and standing of their own."""
    return parties(actor=actor, case=case).filter(capacity=Capacity.DEFENDANT)


def role_edge(*, actor: Actor, case: Case, pk: int) -> PartyRole:
    """Return one role of a party.

    Raises:
        PartyRole.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="parties", case=case)
    return PartyRole.objects.seen_by(actor).select_related("party", "case").get(case=case, pk=pk)


def counts(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Count]:
    """Return the counts of a case as charged, with their defendants and victims."""
    log.read(actor=actor, what="counts", case=case)
    rows = CountParty.objects.seen_by(actor).select_related("party")
    counts = Count.objects.seen_by(actor).filter(case=case).select_related("alternative_to")
    if not removed:
        counts = counts.filter(removed_at=None)
    return counts.prefetch_related(Prefetch("count_parties", queryset=rows, to_attr="entries"))


def count(*, actor: Actor, case: Case, number: int) -> Count:
    """Return one count of a case.

    Raises:
        Count.DoesNotExist: there is none of this number that the actor may see.
    """
    return counts(actor=actor, case=case, removed=True).get(number=number)
