"""Pages on case archives: handing one out, trying one, taking it in, and undoing that."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.confirming import confirm_first
from amends.office.accounts.models import User
from amends.office.archives import selectors
from amends.office.archives.export_services import pack_case
from amends.office.archives.forms import ArchiveForm
from amends.office.archives.import_services import (
    keep_archive,
    take_archive,
    try_archive,
    undo_arrival,
)
from amends.office.archives.packing import Packed
from amends.office.evidence import store
from amends.office.pages import actor_of, attempt, case_or_404
from amends.office.policy import Action, require

KEPT_SECONDS = 12 * 3600
MOST_SHOWN = 200


@require_GET
def archive(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what an archive of a case holds, and how the case came in if it came as one."""
    actor, case = actor_of(request), case_or_404(request, reference)
    selectors.require_whole(actor, case)
    arrival = selectors.arrival_of(actor=actor, case=case)
    context = {"case": case, "tab": "", "arrival": arrival}
    return render(request, "archives/archive.html", context)


@confirm_first
@require_GET
def download(request: HttpRequest, reference: str) -> StreamingHttpResponse:
    """Hand out the archive of a case as it is packed."""
    actor, case = actor_of(request), case_or_404(request, reference)
    return streamed(pack_case(actor=actor, case=case))


def streamed(packed: Packed) -> StreamingHttpResponse:
    """Return an archive as an answer that is sent while it is packed."""
    response = StreamingHttpResponse(packed.chunks(), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{packed.filename}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Encoding"] = "identity"  # it is packed already
    return response


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Choose a case archive, and list the cases that came in so."""
    actor = _importer(request)
    form = ArchiveForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = attempt(form, lambda: keep_archive(actor=actor, chunks=file.chunks()))
        if kept is not None:
            upload = {
                "sha256": kept,
                "filename": file.name,
                "as_mine": form.cleaned_data["as_mine"],
            }
            token = signing.dumps(upload, salt=_salt(actor), compress=True)
            return redirect(f"{reverse('archive-check')}?upload={token}")
    context = {"form": form, "arrivals": selectors.arrivals(actor=actor)[:MOST_SHOWN]}
    return render(request, "archives/take_in.html", context)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show what would become of an archive; on POST take it."""
    actor = _importer(request)
    token = request.POST.get("upload", "") or request.GET.get("upload", "")
    upload = _upload_or_404(token, actor)
    tried, wrong = None, ""
    try:
        with store.read(upload["sha256"]) as file:
            if request.method == "POST":
                given = {name: upload[name] for name in ("filename", "as_mine")}
                arrival = take_archive(actor=actor, file=file, **given)
                said = _("%(case)s is taken in. You lead it.") % {"case": arrival.reference}
                undo = reverse("archive-undo", args=[arrival.reference])
                messages.success(request, said, extra_tags=undo)
                return redirect("case", arrival.reference)
            tried = try_archive(actor=actor, file=file, as_mine=upload["as_mine"])
    except ValidationError as refusal:
        wrong = " ".join(refusal.messages)
    except (store.Unreadable, FileNotFoundError):
        raise Http404 from None
    context = {"tried": tried, "wrong": wrong, "upload": token, "filename": upload["filename"]}
    if tried is not None:
        context["refused"] = tried.refused[:MOST_SHOWN]
        context["others"] = [(there, here) for there, here in tried.accounts if there != here]
    return render(request, "archives/check.html", context)


@require_POST
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a case out again that came in as an archive."""
    actor, case = actor_of(request), case_or_404(request, reference)
    arrival = selectors.arrival_of(actor=actor, case=case)
    if arrival is None:
        raise Http404
    undo_arrival(actor=actor, arrival=arrival)
    messages.success(request, _("%s is taken out again.") % reference)
    return redirect("archive-take-in")


def _importer(request: HttpRequest) -> User:
    """Return the reader, who may open cases and import.

    Raises:
        NotPermitted: their role does not.
    """
    actor = actor_of(request)
    require(actor, Action.IMPORT)
    require(actor, Action.OPEN_CASE)
    return actor


def _upload_or_404(token: str, actor: User) -> dict[str, Any]:
    try:
        upload: dict[str, Any] = signing.loads(token, salt=_salt(actor), max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    return upload


def _salt(actor: User) -> str:
    return f"case archive:{actor.pk}"
