"""Writes on more days of leave, and on what a technique yielded."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Basis, Item
from amends.office.inquiries.days import check_due, check_past
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, Role
from amends.office.techniques.models import (
    Authorisation,
    Decided,
    DecidedBy,
    Extension,
    Product,
)
from amends.office.techniques.services import lock
from amends.office.validation import problem, save


def extend(
    *,
    actor: Actor,
    authorisation: Authorisation,
    on: date,
    since: date,
    until: date,
    order: str = "",
) -> Extension:
    """Record that more days were granted. A gap between two periods stays a gap.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.DECIDE_TECHNIQUE, case=authorisation.case) as entry:
        row = _granted(authorisation)
        if row.decider == DecidedBy.HEAD and actor.role != Role.HEAD:
            raise problem("until", _("This is for the head of unit to decide."))
        check_past("on", on, since=row.decided_on)
        check_due("until", until, since=since)
        check_due("since", since, since=row.since)
        extension = Extension(case=row.case, authorisation=row, decided_on=on, since=since)
        extension.until, extension.order, extension.by_id = until, order.strip(), actor.pk
        save(extension)
        _count_up(row)
        entry.note(authorisation=row.number, since=since, until=until)
    return extension


def strike_extension(*, actor: Actor, extension: Extension, back: bool = False) -> Extension:
    """Strike an extension out, or let it stand again."""
    with writing(actor=actor, action=Action.DECIDE_TECHNIQUE, case=extension.case) as entry:
        row = lock(extension.authorisation)
        extension.struck_at = None if back else timezone.now()
        extension.save(update_fields=["struck_at"])
        _count_up(row)
        entry.note(authorisation=row.number, struck=not back)
    return extension


def add_product(
    *, actor: Actor, authorisation: Authorisation, item: Item, since: date, until: date | None
) -> Product:
    """Say that an item of evidence was obtained by a technique, and on which days.

    An item without a legal basis of its own gets the order as its basis. Days without leave are
    recorded and flagged, never refused.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ASK_TECHNIQUE, case=authorisation.case) as entry:
        row = _granted(authorisation)
        if item.case_id != row.case_id or item.removed_at is not None:
            raise problem("item", _("Choose an item of this case."))
        check_past("since", since)
        check_past("until", until or since, since=since)
        product = Product(case=row.case, authorisation=row, item=item, since=since)
        product.until = until or since
        _save_once(product)
        if not item.basis:
            _rest_on(actor, item, row)
        _count_up(row)
        entry.note(authorisation=row.number, item=item.key)
    return product


def remove_product(*, actor: Actor, product: Product, removed: bool = True) -> Product:
    """Take back that an item was obtained by a technique, or say it again.

    Raises:
        ValidationError: it was said anew meanwhile.
    """
    with writing(actor=actor, action=Action.ASK_TECHNIQUE, case=product.case) as entry:
        row = lock(product.authorisation)
        product.removed_at = timezone.now() if removed else None
        _save_once(product)
        _count_up(row)
        entry.note(authorisation=row.number, item=product.item.key, removed=removed)
    return product


def reference_of(row: Authorisation) -> str:
    """Return what names an authorisation as the legal basis of an exhibit."""
    return row.order or _("Authorisation %(number)d") % {"number": row.number}


def _rest_on(actor: Actor, item: Item, row: Authorisation) -> None:
    exhibits.edit_item(
        actor=actor,
        item=item,
        version=item.version,
        basis=Basis.WARRANT,
        basis_reference=reference_of(row),
        basis_issuer=row.authority or str(row.get_decider_display()),
        basis_since=row.since,
        basis_until=_last_day(row),
    )


def _last_day(row: Authorisation) -> date | None:
    more = Extension._base_manager.filter(authorisation=row, struck_at=None)
    days = [row.until, *more.values_list("until", flat=True)]
    return max((day for day in days if day is not None), default=None)


def _granted(authorisation: Authorisation) -> Authorisation:
    row = lock(authorisation)
    if row.decision != Decided.GRANTED:
        raise problem("authorisation", _("It was not granted: nothing may be done under it."))
    return row


def _count_up(row: Authorisation) -> None:
    row.version += 1
    row.save(update_fields=["version"])


def _save_once(product: Product) -> None:
    try:
        with transaction.atomic():
            save(product)
    except IntegrityError:
        raise problem("item", _("This item stands under it already.")) from None
