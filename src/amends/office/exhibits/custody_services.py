"""Writes on the custody of an item: a step is recorded, and struck out with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.declared_fields import checked
from amends.office.exhibits.models import CustodyStep, Item
from amends.office.exhibits.standing import form_of
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.stamps.services import ask_for_item
from amends.office.validation import problem, save
from amends.proof.custody import StepKind
from amends.proof.particulars import fields_of_step

DIGEST = re.compile("[0-9a-f]{64}")


def record_step(
    *,
    actor: Actor,
    item: Item,
    kind: str,
    at: datetime,
    by: str,
    until: datetime | None = None,
    to: str = "",
    place: str = "",
    purpose: str = "",
    seal_before: str = "",
    seal_after: str = "",
    sha256: str = "",
    receipt: bool = False,
    details: Mapping[str, str] | None = None,
    note: str = "",
) -> CustodyStep:
    """Record one step of custody. A gap is no reason to refuse: it is shown, and can be explained.

    Raises:
        ValidationError: by field, what cannot be right.
    """
    with writing(actor=actor, action=Action.RECORD_CUSTODY, case=item.case) as entry:
        row = CustodyStep(
            case=item.case,
            item=item,
            kind=kind,
            at=at,
            until=until,
            by=by.strip(),
            to=to.strip(),
            place=place.strip(),
            purpose=purpose.strip(),
            seal_before=seal_before.strip(),
            seal_after=seal_after.strip(),
            sha256=sha256.strip().lower(),
            receipt=receipt,
            note=note.strip(),
            recorded_by_id=actor.pk,
        )
        check_step(row, item)
        row.details = checked(fields_of_step(StepKind(kind)), details or {})
        save(row)
        entry.note(item=item.key, step=row.pk, kind=kind, sha256=row.sha256)
        ask_for_item(actor=actor, item=item)
    return row


def strike_step(
    *, actor: Actor, step: CustodyStep, reason: str = "", back: bool = False
) -> CustodyStep:
    """Strike a step out with a reason, or let it stand again. It stays in the record.

    Raises:
        ValidationError: the reason is missing.
    """
    with writing(actor=actor, action=Action.RECORD_CUSTODY, case=step.case) as entry:
        if not back and not reason.strip():
            raise problem("reason", _("Say why the step is struck out."))
        step.struck_at = None if back else timezone.now()
        step.struck_reason = "" if back else reason.strip()
        save(step)
        entry.note(item=step.item.key, step=step.pk, struck=not back)
        ask_for_item(actor=actor, item=step.item)
    return step


def check_step(row: CustodyStep, item: Item) -> None:
    """Check one step of custody in itself.

    Raises:
        ValidationError: by field, what cannot be right.
    """
    if row.kind not in set(StepKind):
        raise problem("kind", _("Choose what happened."))
    if not form_of(item).is_in_custody:
        raise problem("kind", _("The words of a person are in nobody's custody."))
    if row.at > timezone.now():
        raise problem("at", _("This lies in the future. A step is recorded when it has happened."))
    if row.until is not None and row.until < row.at:
        raise problem("until", _("The end lies before the beginning. Correct one of them."))
    if row.sha256 and not DIGEST.fullmatch(row.sha256):
        raise problem("sha256", _("A SHA-256 has 64 digits from 0 to 9 and a to f."))
    if not row.by:
        raise problem("by", _("Say who had it."))
