"""Pages on the attachments of a case. A stored file is only ever sent as a download."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.evidence import selectors, services
from amends.office.evidence.forms import AttachForm
from amends.office.evidence.store import Damaged
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.policy import Action, Layer, may, sees


@require_http_methods(["GET", "POST"])
def attachments(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the attachments of a case and take a new one."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.ATTACHMENTS):
        raise Http404
    form = AttachForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        done = attempt(
            form,
            lambda: services.attach_file(
                actor=actor, case=case, title=title, filename=file.name, chunks=file.chunks()
            ),
        )
        if done is not None:
            undo = reverse("attachment-remove", args=[case.reference, done.pk])
            messages.success(request, _("%s is attached.") % done.title, extra_tags=undo)
            return redirect("case-attachments", case.reference)
    context = {
        "case": case,
        "tab": "case-attachments",
        "attachments": selectors.attachments(actor=actor, case=case),
        "form": form if may(actor, Action.ATTACH) else None,
    }
    return render(request, "evidence/attachments.html", context)


@require_GET
def download(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """Send an attachment's bytes as a download, checked against their digest."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = found_or_404(lambda: selectors.attachment(actor=actor, case=case, pk=pk))
    try:
        content = selectors.content(actor=actor, attachment=found)
    except (Damaged, FileNotFoundError):
        context = {
            "problems": [
                _(
                    "The stored file %s is damaged or missing. It was not sent. Tell an administrator: it must be restored from a backup."
                )
                % found.filename
            ]
        }
        return render(request, "422.html", context, status=500)
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.filename,
        content_type="application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def remove(request: HttpRequest, reference: str, pk: int, *, back: bool = False) -> HttpResponse:
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
