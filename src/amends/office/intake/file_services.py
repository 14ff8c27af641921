"""Writes on the files of a report: what came with it, kept as it came."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.evidence.services import keep, safe_name
from amends.office.intake import standing_services
from amends.office.intake.models import Report, ReportFile
from amends.office.policy import Action
from amends.office.validation import problem, save

MOST_FILES = 200


def attach_to_report(
    *, actor: User, report: Report, title: str, filename: str, chunks: Iterable[bytes]
) -> ReportFile:
    """Store a file and attach it to a report. The same bytes twice are stored once.

    Raises:
        ValidationError: it is empty or larger than the office takes, the report has very many
            files, or it is out of view.
    """
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=report, what="file"
    ) as entry:
        if report.removed_at is not None:
            raise problem("file", _("The report is taken out of view. Bring it back first."))
        if ReportFile._base_manager.filter(report=report).count() >= MOST_FILES:
            raise problem("file", _("A report takes %d files at most.") % MOST_FILES)
        stored, name = keep(chunks), safe_name(filename)
        row = ReportFile(
            report=report,
            title=title.strip() or name,
            filename=name,
            size=stored.size,
            sha256=stored.sha256,
            added_by=actor,
        )
        save(row)
        entry.note(pk=row.pk, sha256=stored.sha256, size=stored.size)
    return row


def remove_file(*, actor: User, file: ReportFile, removed: bool = True) -> ReportFile:
    """Take a file of a report out of view, or bring it back. Its bytes stay in the store."""
    what = "file_removed" if removed else "file_restored"
    with standing_services.working_on(
        actor=actor, action=Action.TAKE_REPORT, report=file.report, what=what
    ) as entry:
        file.removed_at = timezone.now() if removed else None
        file.save(update_fields=["removed_at"])
        entry.note(pk=file.pk, removed=removed)
    return file
