"""Reads of authorisations: of a case, and the queue over one's cases. Each is logged by itself."""

from __future__ import annotations

from datetime import date

from django.db.models import Case as When
from django.db.models import IntegerField, Prefetch, QuerySet, Value
from django.db.models import When as If

from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.techniques.models import Authorisation, Decided, Extension, Product
from amends.office.techniques.standing import authorisation_of
from amends.proof.techniques import Priority, Waits, waits


def authorisations(*, actor: Actor, case: Case) -> QuerySet[Authorisation]:
    """Return the authorisations of a case with their extensions and what they yielded."""
    log.read(actor=actor, what="authorisations", case=case)
    return _rows(actor).filter(case=case)


def authorisation(*, actor: Actor, case: Case, number: int) -> Authorisation:
    """Return one authorisation of a case.

    Raises:
        Authorisation.DoesNotExist: there is none of this number that the actor may see.
    """
    return authorisations(actor=actor, case=case).get(number=number)


def queue(*, actor: Actor) -> QuerySet[Authorisation]:
    """Return what waits for a decision: danger to life first, then whatever was asked first."""
    log.read(actor=actor, what="authorisations of all cases")
    rows = _everywhere(actor).filter(decision=Decided.OPEN)
    return rows.order_by(_rank(), "asked_on", "id")


def decided(*, actor: Actor) -> QuerySet[Authorisation]:
    """Return what was granted or refused, the latest first: what the middle wait is taken over."""
    log.read(actor=actor, what="authorisations of all cases")
    rows = _everywhere(actor).filter(decision__in=[Decided.GRANTED, Decided.REFUSED])
    return rows.order_by("-decided_on", "-id")


def running(*, actor: Actor, until: date) -> QuerySet[Authorisation]:
    """Return those granted, not ended, of which some leave ends by a day; the first to end first.

    Those whose leave was extended beyond it are among them: the reader of the row knows.
    """
    log.read(actor=actor, what="authorisations of all cases")
    granted = _everywhere(actor).filter(decision=Decided.GRANTED, ended_on=None)
    return granted.filter(until__lte=until).order_by("until", "id")


def waits_of(*, actor: Actor, today: date) -> Waits:
    """Return how long authorisations waited for a decision, and do; those withdrawn left out."""
    log.read(actor=actor, what="authorisations of all cases")
    rows = _everywhere(actor).exclude(decision=Decided.WITHDRAWN)
    return waits(map(authorisation_of, rows), today)


def extension(*, actor: Actor, case: Case, pk: int) -> Extension:
    """Return one extension in a case.

    Raises:
        Extension.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="authorisations", case=case)
    rows = Extension.objects.seen_by(actor).filter(case=case)
    return rows.select_related("case", "authorisation__case").get(pk=pk)


def product(*, actor: Actor, case: Case, pk: int) -> Product:
    """Return what was obtained under an authorisation of a case.

    Raises:
        Product.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="authorisations", case=case)
    rows = Product.objects.seen_by(actor).filter(case=case)
    return rows.select_related("case", "item", "authorisation__case").get(pk=pk)


def _everywhere(actor: Actor) -> QuerySet[Authorisation]:
    return _rows(actor).filter(case__merged_into=None)


def _rows(actor: Actor) -> QuerySet[Authorisation]:
    more = Extension.objects.seen_by(actor).filter(struck_at=None).select_related("by")
    yielded = Product.objects.seen_by(actor).filter(removed_at=None).select_related("item")
    return (
        Authorisation.objects.seen_by(actor)
        .select_related("case", "party", "asked_by", "decision_by")
        .prefetch_related(
            Prefetch("extensions", queryset=more, to_attr="extended"),
            Prefetch("products", queryset=yielded, to_attr="yielded"),
        )
    )


def _rank() -> When:
    ranks = [If(priority=one, then=Value(one.rank)) for one in Priority]
    return When(*ranks, default=Value(len(ranks)), output_field=IntegerField())
