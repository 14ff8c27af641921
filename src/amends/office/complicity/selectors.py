"""Reads of the box, for whoever opened it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, cast

from django.db.models import QuerySet
from django.utils import timezone

from amends.base.messages import Message
from amends.integrity.box_files import Part, write_box
from amends.integrity.complicity import YearFigures, figures, warnings
from amends.office.complicity.models import Box, SealedPart, SealedReport
from amends.office.complicity.opening import require_keeper
from amends.office.log import services as log
from amends.office.policy import Actor

HELD_IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True)
class Row:
    """A report as the list shows it."""

    report: SealedReport
    new_parts: int
    warnings: tuple[Message, ...]


def reports(*, actor: Actor, box: Box, stage: str = "", year: int | None = None) -> list[Row]:
    """Return the reports of an opened box, the latest day first."""
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    today = timezone.localdate()
    rows = SealedReport.objects.filter(box=box).prefetch_related("parts")
    if year:
        rows = rows.filter(received_on__year=year)
    return [
        Row(report, _new_parts(report), tuple(warnings(report.progress, today)))
        for report in rows.defer("parts__content")
        if not stage or report.progress.stage == stage
    ]


def report(*, actor: Actor, box: Box, reference: str) -> SealedReport:
    """Return one report of an opened box.

    Raises:
        SealedReport.DoesNotExist: there is none of this reference.
    """
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    return SealedReport.objects.select_related("box").get(box=box, reference=reference)


def parts(*, actor: Actor, report: SealedReport) -> QuerySet[SealedPart]:
    """Return what belongs to a report, without what is sealed in it."""
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    return SealedPart.objects.filter(report=report).defer("content")


def sealed_parts(
    *, actor: Actor, box: Box, reference: str = "", new_only: bool = False
) -> QuerySet[SealedPart]:
    """Return what is sealed to a box, of all reports or of one; answers are sealed to others."""
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    rows = SealedPart.objects.filter(report__box=box).exclude(kind=SealedPart.Kind.ANSWER)
    if reference:
        rows = rows.filter(report__reference=reference)
    if new_only:
        rows = rows.filter(taken_on=None)
    return rows.select_related("report").order_by("report__reference", "number")


def parcel(*, actor: Actor, box: Box, taken: QuerySet[SealedPart]) -> BinaryIO:
    """Return sealed parts as one file, to be opened where the key is.

    It lies in memory or, when it is large, on the disk: there is nothing in it but what is sealed.
    """
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    packed = tempfile.SpooledTemporaryFile(max_size=HELD_IN_MEMORY)  # noqa: SIM115  # the answer closes it
    write_box(box.recipient, map(_carried, taken.iterator(chunk_size=1)), packed)
    packed.seek(0)
    return cast("BinaryIO", packed)


def figures_of(*, actor: Actor, box: Box, year: int) -> YearFigures:
    """Return what would be published of a year."""
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    return figures(year, [row.progress for row in SealedReport.objects.filter(box=box)])


def years(*, actor: Actor, box: Box) -> list[int]:
    """Return the years of which there are reports, the latest first."""
    require_keeper(actor)
    log.read(actor=actor, what="complicity box")
    days: list[date] = list(SealedReport.objects.filter(box=box).dates("received_on", "year"))
    return sorted((day.year for day in days), reverse=True)


def _new_parts(report: SealedReport) -> int:
    answers = SealedPart.Kind.ANSWER
    return sum(part.taken_on is None and part.kind != answers for part in report.parts.all())


def _carried(row: SealedPart) -> Part:
    return Part(row.report.reference, row.number, row.kind, row.day, bytes(row.content))
