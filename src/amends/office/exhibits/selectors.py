"""Reads of items of evidence, of their custody, and of what stands behind several of them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from amends.office.cases.models import Case
from amends.office.exhibits.models import (
    CustodyStep,
    Item,
    ItemCarrier,
    ItemFile,
    ItemParty,
    Objection,
)
from amends.office.exhibits.standing import evidence_of
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.statements.models import Statement
from amends.proof.items import CommonCause, common_causes


def items(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Item]:
    """Return the items of a case with their custody, carriers, parties and files."""
    against = Objection.objects.seen_by(actor).filter(removed_at=None)
    files = ItemFile.objects.seen_by(actor).filter(removed_at=None)
    return items_with_sources(actor=actor, case=case, removed=removed).prefetch_related(
        Prefetch("objections", queryset=against, to_attr="standing_objections"),
        Prefetch(
            "item_files",
            queryset=files.select_related("attachment", "made_from__attachment"),
            to_attr="files",
        ),
    )


def items_with_sources(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Item]:
    """Return the items of a case with what stands behind each: all that its proof asks of them."""
    log.read(actor=actor, what="evidence", case=case)
    rows = Item.objects.seen_by(actor).filter(case=case)
    if not removed:
        rows = rows.filter(removed_at=None)
    steps = CustodyStep.objects.seen_by(actor).prefetch_related("recorded_by")
    carriers = ItemCarrier.objects.seen_by(actor).filter(removed_at=None)
    people = ItemParty.objects.seen_by(actor).prefetch_related("party")
    said = Statement.objects.seen_by(actor).filter(removed_at=None).prefetch_related("person")
    # What many items share is brought once, not with each of them.
    return rows.prefetch_related(
        "case",
        Prefetch("custody_steps", queryset=steps, to_attr="steps"),
        Prefetch(
            "carriers",
            queryset=carriers.prefetch_related("party"),
            to_attr="standing_carriers",
        ),
        Prefetch("item_parties", queryset=people, to_attr="people"),
        Prefetch("statements", queryset=said, to_attr="said_in"),
    )


def item(*, actor: Actor, case: Case, key: str) -> Item:
    """Return one item of a case.

    Raises:
        Item.DoesNotExist: there is none of this key that the actor may see.
    """
    return items(actor=actor, case=case, removed=True).get(key=key)


def step(*, actor: Actor, case: Case, pk: int) -> CustodyStep:
    """Return one step of custody in a case.

    Raises:
        CustodyStep.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="evidence", case=case)
    rows = CustodyStep.objects.seen_by(actor).filter(case=case)
    return rows.select_related("item", "case").get(pk=pk)


def carrier(*, actor: Actor, case: Case, pk: int) -> ItemCarrier:
    """Return one carrier of an item in a case.

    Raises:
        ItemCarrier.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="evidence", case=case)
    rows = ItemCarrier.objects.seen_by(actor).filter(case=case)
    return rows.select_related("item", "case").get(pk=pk)


def objection(*, actor: Actor, case: Case, pk: int) -> Objection:
    """Return one objection to an item of a case.

    Raises:
        Objection.DoesNotExist: there is none that the actor may see.
    """
    log.read(actor=actor, what="evidence", case=case)
    rows = Objection.objects.seen_by(actor).filter(case=case)
    return rows.select_related("item", "case").get(pk=pk)


def causes(*, actor: Actor, case: Case) -> tuple[CommonCause, ...]:
    """Return what stands behind more than one item of a case, derived from what is recorded."""
    return common_causes(map(evidence_of, items_with_sources(actor=actor, case=case)))
