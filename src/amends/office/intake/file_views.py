"""Pages on the files of a report. A stored file is downloaded, never shown in the browser."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from amends.office.accounts.models import User
from amends.office.evidence.faults import Unreadable
from amends.office.evidence.forms import AttachForm
from amends.office.evidence.inert import handed_out
from amends.office.evidence.verify_services import note_unsound
from amends.office.intake import file_selectors, file_services
from amends.office.intake.finding import report_or_404
from amends.office.intake.models import Report, ReportFile
from amends.office.intake.views import report_context
from amends.office.pages import found_or_404
from amends.office.policy import Action, require

logger = logging.getLogger(__name__)


@require_POST
def attach(request: HttpRequest, reference: str) -> HttpResponse:
    """Attach files to a report; a refusal is shown on the report's page."""
    actor, report = report_or_404(request, reference)
    require(actor, Action.TAKE_REPORT)
    form = AttachForm(request.POST, request.FILES, auto_id="file_%s")
    if form.is_valid() and _attach_all(request, actor, report, form):
        return redirect(f"{reverse('report', args=[reference])}#files")
    context = report_context(actor, report) | {"file_form": form}
    return render(request, "intake/report.html", context)


@require_GET
def download(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """Hand out the bytes of a file, checked, and never to be shown in the browser."""
    actor, report = report_or_404(request, reference)
    found = found_or_404(lambda: file_selectors.file(actor=actor, report=report, pk=pk))
    try:
        content = file_selectors.content(actor=actor, file=found)
    except (Unreadable, FileNotFoundError) as fault:
        logger.error("File %s of a report (%s) cannot be read: %r", pk, found.sha256, fault)
        note_unsound(sha256=found.sha256)
        context = {"report": report, "file": found}
        return render(request, "intake/damaged.html", context, status=500)
    return handed_out(content, found.filename)


@require_POST
def remove(request: HttpRequest, reference: str, pk: int, *, back: bool = False) -> HttpResponse:
    """Take a file of a report out of view, or bring it back."""
    actor, report = report_or_404(request, reference)
    found = found_or_404(lambda: file_selectors.file(actor=actor, report=report, pk=pk))
    file_services.remove_file(actor=actor, file=found, removed=not back)
    undo = "" if back else reverse("report-file-restore", args=[reference, pk])
    said = _("%s is back.") if back else _("%s is removed.")
    messages.success(request, said % found.title, extra_tags=undo)
    return redirect(f"{reverse('report', args=[reference])}#files")


def _attach_all(request: HttpRequest, actor: User, report: Report, form: AttachForm) -> bool:
    """Attach each file; name each that is refused, so that none is lost without a word."""
    files = form.cleaned_data["file"]
    title = form.cleaned_data["title"] if len(files) == 1 else ""
    done: list[ReportFile] = []
    for file in files:
        try:
            done.append(
                file_services.attach_to_report(
                    actor=actor,
                    report=report,
                    title=title,
                    filename=file.name,
                    chunks=file.chunks(),
                )
            )
        except ValidationError as refusal:
            form.add_error("file", [f"{file.name}: {problem}" for problem in refusal.messages])
    if done:
        said = ngettext("%(number)d file is attached.", "%(number)d files are attached.", len(done))
        undo = reverse("report-file-remove", args=[report.reference, done[0].pk])
        extra = undo if len(done) == 1 else ""
        messages.success(request, said % {"number": len(done)}, extra_tags=extra)
    return form.is_valid()
