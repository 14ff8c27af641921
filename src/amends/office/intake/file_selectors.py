"""Reads of the files that came with a report."""

from __future__ import annotations

from typing import BinaryIO

from django.db.models import QuerySet

from amends.office.evidence import store
from amends.office.intake.models import Report, ReportFile
from amends.office.log import services as log
from amends.office.policy import Actor


def files(*, actor: Actor, report: Report, removed: bool = False) -> QuerySet[ReportFile]:
    """Return the files of a report, in the order in which they came."""
    log.read(actor=actor, what="report")
    rows = ReportFile.objects.seen_by(actor).filter(report=report)
    rows = rows.select_related("added_by", "report")
    return rows if removed else rows.filter(removed_at=None)


def file(*, actor: Actor, report: Report, pk: int) -> ReportFile:
    """Return one file of a report, out of view or not.

    Raises:
        ReportFile.DoesNotExist: there is none that the actor may see.
    """
    return files(actor=actor, report=report, removed=True).get(pk=pk)


def content(*, actor: Actor, file: ReportFile) -> BinaryIO:
    """Open the bytes of a file, checked against their digest.

    Raises:
        Damaged: the stored bytes were changed.
    """
    log.read(actor=actor, what="file of a report")
    return store.read(file.sha256)
