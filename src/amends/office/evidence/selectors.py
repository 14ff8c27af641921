"""Reads of attachments."""

from __future__ import annotations

from typing import BinaryIO

from django.db.models import QuerySet

from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.evidence.models import Attachment, Delivery
from amends.office.log import services as log
from amends.office.policy import Action, Actor, require


def attachments(*, actor: Actor, case: Case, removed: bool = False) -> QuerySet[Attachment]:
    """Return the attachments of a case."""
    log.read(actor=actor, what="attachments", case=case)
    rows = (
        Attachment.objects.seen_by(actor)
        .filter(case=case)
        .select_related("added_by", "case", "reading")
    )
    return rows if removed else rows.filter(removed_at=None)


def attachment(*, actor: Actor, case: Case, pk: int) -> Attachment:
    """Return one attachment of a case.

    Raises:
        Attachment.DoesNotExist: there is none that the actor may see.
    """
    return attachments(actor=actor, case=case, removed=True).get(pk=pk)


def content(*, actor: Actor, attachment: Attachment) -> BinaryIO:
    """Open an attachment's bytes, checked against their digest.

    Raises:
        Damaged: the stored bytes were changed.
    """
    log.read(actor=actor, what=f"attachment {attachment.pk}", case=attachment.case)
    return store.read(attachment.sha256)


def delivery(*, actor: Actor, token: str) -> Delivery:
    """Return a file that the actor may send the parts of.

    It tells nothing of the case, so that only its beginning and its end are logged.

    Raises:
        Delivery.DoesNotExist: there is none that the actor may see.
        NotPermitted: the actor attaches nothing to this case.
    """
    rows = Delivery.objects.seen_by(actor).select_related("case", "attachment")
    found = rows.get(token=token)
    require(actor, Action.ATTACH, found.case)
    return found
