"""Pages on the attachments of a case. A stored file is downloaded, never shown in the browser."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence import selectors, services
from amends.office.evidence.faults import Unreadable
from amends.office.evidence.forms import AttachForm
from amends.office.evidence.inert import handed_out
from amends.office.evidence.models import Attachment
from amends.office.evidence.verify_services import note_unsound
from amends.office.pages import actor_of, case_or_404, found_or_404, page_of
from amends.office.policy import Action, Layer, may, require, sees
from amends.office.reading.services import read_after_upload, read_again

logger = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
def attachments(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what is attached to a case, and attach more."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.ATTACHMENTS):
        raise Http404
    may_attach = may(actor, Action.ATTACH)
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(actor, Action.ATTACH, case)
        if form.is_valid() and _attach_all(request, actor, case, form):
            return redirect("case-attachments", case.reference)
    context = {
        "case": case,
        "tab": "case-attachments",
        "page": page_of(selectors.attachments(actor=actor, case=case), request),
        "form": form if may_attach else None,
        "may_attach": may_attach,
    }
    return render(request, "evidence/attachments.html", context)


@require_GET
def download(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """Hand out the bytes of an attachment, checked, and never to be shown in the browser."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = found_or_404(lambda: selectors.attachment(actor=actor, case=case, pk=pk))
    try:
        content = selectors.content(actor=actor, attachment=found)
    except (Unreadable, FileNotFoundError) as fault:
        return _damaged(request, case, found, fault)
    return handed_out(content, found.filename)


@require_POST
def remove_attachment(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take an attachment out of view, or bring it back."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = found_or_404(lambda: selectors.attachment(actor=actor, case=case, pk=pk))
    services.remove_attachment(actor=actor, attachment=found, removed=not back)
    if back:
        messages.success(request, _("%s is back.") % found.title)
    else:
        undo = reverse("attachment-restore", args=[case.reference, pk])
        messages.success(request, _("%s is removed.") % found.title, extra_tags=undo)
    return redirect("case-attachments", case.reference)


@require_POST
def read_attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Read an attachment again, as far as there is time; what is not done waits."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = found_or_404(lambda: selectors.attachment(actor=actor, case=case, pk=pk))
    read_again(actor=actor, attachment=found)
    read_after_upload([found])
    return redirect("case-attachments", case.reference)


def _attach_all(request: HttpRequest, actor: User, case: Case, form: AttachForm) -> bool:
    """Attach each file; name each that is refused, so that none is lost without a word."""
    files = form.cleaned_data["file"]
    title = form.cleaned_data["title"] if len(files) == 1 else ""
    attached: list[Attachment] = []
    for file in files:
        try:
            attached.append(
                services.attach_file(
                    actor=actor, case=case, title=title, filename=file.name, chunks=file.chunks()
                )
            )
        except ValidationError as refusal:
            form.add_error("file", [f"{file.name}: {problem}" for problem in refusal.messages])
    read_after_upload(attached)
    if attached:
        _say_attached(request, case, attached)
    return form.is_valid()


def _say_attached(request: HttpRequest, case: Case, attached: list[Attachment]) -> None:
    number = len(attached)
    said = ngettext("%(number)d file is attached.", "%(number)d files are attached.", number)
    undo = reverse("attachment-remove", args=[case.reference, attached[0].pk])
    messages.success(request, said % {"number": number}, extra_tags=undo if number == 1 else "")


def _damaged(request: HttpRequest, case: Case, found: Attachment, fault: Exception) -> HttpResponse:
    logger.error("Attachment %s (%s) cannot be read: %r", found.pk, found.sha256, fault)
    note_unsound(sha256=found.sha256)
    context = {"case": case, "tab": "case-attachments", "attachment": found}
    return render(request, "evidence/damaged.html", context, status=500)
