"""Removing the sheets that were tried and never taken."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from amends.office.evidence import store
from amends.office.evidence.models import Attachment
from amends.office.evidence.services import forget
from amends.office.exchange.models import ImportBatch
from amends.office.intake.models import ReportFile
from amends.office.log.services import writing
from amends.office.policy import Action, SystemActor

TIDIER = SystemActor("removal of sheets that were tried and never taken")


def drop_left_over_sheets() -> int:
    """Remove from the store what no attachment, report or import refers to; return how many.

    A trial is taken up again within half a day; ``KEEP_TRIED_SHEETS_DAYS`` leaves days more.
    """
    with writing(actor=TIDIER, action=Action.IMPORT) as entry:
        used = {
            *Attachment._base_manager.values_list("sha256", flat=True),
            *ImportBatch._base_manager.values_list("sha256", flat=True),
            *ReportFile._base_manager.values_list("sha256", flat=True),
        }
        before = timezone.now() - timedelta(days=settings.KEEP_TRIED_SHEETS_DAYS)
        dropped = store.drop_unused(used=used, before=before)
        forget(dropped)
        entry.note(dropped=len(dropped))
    return len(dropped)
