"""Reads of the exhibits that an attached file in CASE/UCO holds."""

from __future__ import annotations

from django.utils.translation import gettext as _

from amends.office.evidence import store
from amends.office.evidence.models import Attachment
from amends.office.exchange.graphs import LARGEST, found_in
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.validation import problem
from amends.proof.uco_reading import FoundExhibit


def exhibits_of(*, actor: Actor, attachment: Attachment) -> tuple[FoundExhibit, ...]:
    """Return the exhibits that an attached file in CASE/UCO holds.

    Raises:
        ValidationError: it is too large, or holds none.
        Damaged: the stored bytes were changed.
    """
    log.read(actor=actor, what=f"exhibits in attachment {attachment.pk}", case=attachment.case)
    if attachment.size > LARGEST:
        raise problem("file", _("A graph of more than %d MB is not read.") % (LARGEST // 1024**2))
    with store.read(attachment.sha256) as file:
        return found_in(file.read())
