"""Pages of an import: choose a sheet, see what would become of each row, take it, undo it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence.faults import Unreadable
from amends.office.exchange import selectors, services, uploads
from amends.office.exchange.forms import ImportForm
from amends.office.exchange.sheets import read_sheet
from amends.office.exchange.uploads import Upload
from amends.office.exchange.verdicts import Fault, Report, Verdict, labels_of
from amends.office.pages import ROWS, actor_of, attempt, case_or_404, found_or_404, page_of
from amends.office.policy import Action, require

SHOWN = 160


@dataclass(frozen=True)
class ShownRow:
    """One row of a trial as the page shows it."""

    number: int
    says: str
    is_taken: bool
    faults: tuple[Fault, ...]


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose a sheet to try, and see what was imported before."""
    actor, case = importer(request, reference)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answer = _try(request, actor, case, form)
        if answer is not None:
            return answer
    context = {
        "case": case,
        "tab": "case-import",
        "form": form,
        "page": page_of(selectors.imports(actor=actor, case=case), request),
    }
    return render(request, "exchange/import.html", context)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what would become of each row of a sheet, and take it."""
    actor, case = importer(request, reference)
    token = request.POST.get("upload", "") or request.GET.get("upload", "")
    upload, data = upload_or_404(token, actor, case)
    if request.method == "POST":
        answer = _take(request, actor, case, upload, data)
        if answer is not None:
            return answer
    report = uploads.report_on(upload, data, actor, case)
    context = _trial(request, report, data)
    context |= {"case": case, "tab": "case-import", "upload": token, "filename": upload.filename}
    return render(request, "exchange/check.html", context)


@require_POST
def undo(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take what an import added out of view."""
    actor, case = importer(request, reference)
    batch = found_or_404(lambda: selectors.import_batch(actor=actor, case=case, pk=pk))
    services.undo_import(actor=actor, batch=batch)
    messages.success(request, _("The import of %s is undone.") % batch.filename)
    return redirect("case-import", case.reference)


def importer(request: HttpRequest, reference: str) -> tuple[User, Case]:
    """Return the reader, who may import, and the case.

    Raises:
        Http404: the case is not theirs.
        NotPermitted: their role does not import.
    """
    actor, case = actor_of(request), case_or_404(request, reference)
    require(actor, Action.IMPORT, case)
    return actor, case


def upload_or_404(token: str, actor: User, case: Case) -> tuple[Upload, bytes]:
    """Return the sheet that was tried, and its bytes.

    Raises:
        Http404: there is none of that name for this reader and case.
    """
    upload = uploads.upload_of(token, actor, case)
    if upload is None:
        raise Http404
    try:
        return upload, selectors.sheet_bytes(actor=actor, case=case, sha256=upload.sha256)
    except (Unreadable, FileNotFoundError):
        raise Http404 from None


def _try(request: HttpRequest, actor: User, case: Case, form: ImportForm) -> HttpResponse | None:
    """Try a sheet; keep it and lead to its verdicts, or show them at once if it names a victim."""
    file, kind = form.cleaned_data["file"], form.chosen_kind()
    data = file.read()
    report = attempt(
        form, lambda: services.check_sheet(actor=actor, case=case, kind=kind, data=data)
    )
    if report is None:
        return None
    if report.naming_a_victim:
        context = _trial(request, report, None)
        context |= {"case": case, "tab": "case-import", "upload": "", "filename": file.name}
        return render(request, "exchange/check.html", context)
    services.keep_sheet(actor=actor, case=case, data=data, report=report)
    uploads.remember(report, actor, case)
    upload = Upload(kind, report.sha256, file.name)
    token = uploads.token_of(upload, actor, case)
    return redirect(f"{reverse('import-check', args=[case.reference])}?upload={token}")


def _take(
    request: HttpRequest, actor: User, case: Case, upload: Upload, data: bytes
) -> HttpResponse | None:
    """Take a sheet; where its rows are refused by now, show the verdicts of now."""
    uploads.forget(upload, actor, case)
    try:
        batch = services.import_sheet(
            actor=actor,
            case=case,
            kind=upload.kind,
            filename=upload.filename,
            data=data,
            good_rows=request.POST.get("rows") == "good",
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return None
    said = ngettext(
        "%(taken)d of %(read)d row is taken.", "%(taken)d of %(read)d rows are taken.", batch.read
    )
    address = reverse("import-undo", args=[case.reference, batch.pk])
    messages.success(request, said % {"taken": batch.taken, "read": batch.read}, extra_tags=address)
    return redirect("case-import", case.reference)


def _trial(request: HttpRequest, report: Report, data: bytes | None) -> dict[str, Any]:
    """Return what the page of a trial shows; of a sheet that names a victim only the reasons."""
    only_refused = bool(report.refused) and request.GET.get("show") != "all"
    verdicts = report.refused if only_refused or data is None else report.verdicts
    number = request.GET.get("page")
    page: Any = Paginator(verdicts, ROWS if data is not None else max(len(verdicts), 1))
    page = page.get_page(number)
    says = _cells(data) if data is not None else {}
    labels = labels_of(report.kind)
    page.object_list = [_shown(verdict, says, labels) for verdict in page.object_list]
    return {"report": report, "page": page, "only_refused": only_refused}


def _cells(data: bytes) -> dict[int, str]:
    rows = read_sheet(data).rows
    return {row.number: " · ".join(cell for cell in row.cells if cell) for row in rows}


def _shown(verdict: Verdict, says: dict[int, str], labels: dict[str, str]) -> ShownRow:
    faults = tuple(Fault(labels.get(f.field, f.field), f.message) for f in verdict.faults)
    text = says.get(verdict.row, "")
    cut = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return ShownRow(verdict.row, cut, verdict.is_taken, faults)
