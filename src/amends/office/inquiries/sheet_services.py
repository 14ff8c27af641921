"""Taking the list of inquiries out of the office as a sheet, which the log keeps."""

from __future__ import annotations

import hashlib
from datetime import date

from amends.office.inquiries import selectors
from amends.office.inquiries.rows import inquiries_csv
from amends.office.inquiries.selectors import InquiryFilters
from amends.office.log.services import writing
from amends.office.policy import Action, Actor


def issue_sheet(*, actor: Actor, filters: InquiryFilters, today: date) -> bytes:
    """Make the list of inquiries a sheet; the log keeps its digest.

    Raises:
        NotPermitted: the actor's role takes nothing out of the office.
    """
    with writing(actor=actor, action=Action.EXPORT) as entry:
        rows = selectors.all_inquiries(actor=actor, filters=filters, today=today)
        content = inquiries_csv(rows.iterator(chunk_size=500), today)
        entry.note(document="inquiries", sha256=hashlib.sha256(content).hexdigest())
    return content
