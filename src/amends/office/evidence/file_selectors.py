"""Reads of the store as a whole: how it stands, and whose files are not sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Sum

from amends.office.evidence.models import Attachment, State, StoredFile
from amends.office.exchange.models import ImportBatch
from amends.office.intake.models import ReportFile
from amends.office.log import services as log
from amends.office.policy import Action, Actor, require


@dataclass(frozen=True)
class UnsoundFile:
    """A file that is damaged or lost, and what refers to it.

    ``attachments``, ``reports`` and ``imports`` are those the reader may see; ``uses`` counts all.
    """

    file: StoredFile
    attachments: tuple[Attachment, ...]
    reports: tuple[ReportFile, ...]
    imports: tuple[ImportBatch, ...]
    uses: int


@dataclass(frozen=True)
class Standing:
    """How many files the store holds, and when the one was verified that waits longest."""

    files: int
    bytes: int
    never_verified: int
    oldest: datetime | None
    unsound: tuple[UnsoundFile, ...]


def standing(*, actor: Actor) -> Standing:
    """Return how the store stands, for whoever looks after the files.

    Raises:
        NotPermitted: the actor's role does not look after them.
    """
    require(actor, Action.KEEP_FILES)
    log.read(actor=actor, what="stored files")
    files = StoredFile.objects.order_by()
    whole = files.aggregate(files=Count("id"), bytes=Sum("size"), oldest=Min("verified_at"))
    return Standing(
        files=whole["files"],
        bytes=whole["bytes"] or 0,
        never_verified=files.filter(verified_at=None).count(),
        oldest=whole["oldest"],
        unsound=unsound_files(actor=actor),
    )


def unsound_files(*, actor: Actor) -> tuple[UnsoundFile, ...]:
    """Return the files that are damaged or lost, each with what refers to it.

    Raises:
        NotPermitted: the actor's role does not look after the files.
    """
    require(actor, Action.KEEP_FILES)
    return tuple(_with_uses(actor, row) for row in StoredFile.objects.exclude(state=State.SOUND))


def _with_uses(actor: Actor, file: StoredFile) -> UnsoundFile:
    attachments = Attachment._base_manager.filter(sha256=file.sha256)
    imports = ImportBatch._base_manager.filter(sha256=file.sha256, kept=True)
    reports = ReportFile._base_manager.filter(sha256=file.sha256)
    own = ReportFile.objects.seen_by(actor).filter(sha256=file.sha256)
    seen = Attachment.objects.seen_by(actor).filter(sha256=file.sha256)
    sheets = ImportBatch.objects.seen_by(actor).filter(sha256=file.sha256, kept=True)
    return UnsoundFile(
        file=file,
        attachments=tuple(seen.select_related("case")),
        reports=tuple(own.select_related("report")),
        imports=tuple(sheets.select_related("case")),
        uses=attachments.count() + reports.count() + imports.count(),
    )
