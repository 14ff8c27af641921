"""Downloads around an import: empty sheets, and refused rows with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.evidence.faults import Unreadable
from amends.office.exchange import handouts, selectors, uploads
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.models import EXHIBITS, ImportBatch
from amends.office.exchange.sheets import read_sheet
from amends.office.exchange.verdicts import labels_of
from amends.office.exchange.views import importer, upload_or_404
from amends.office.pages import found_or_404

EMPTY: dict[str, tuple[Callable[[SheetKind], bytes], str]] = {
    "csv": (handouts.empty_csv, handouts.CSV_TYPE),
    "xlsx": (handouts.empty_xlsx, handouts.XLSX_TYPE),
}


@require_GET
def template(request: HttpRequest, reference: str, kind: str, ending: str) -> HttpResponse:
    """Hand out an empty sheet with the headings of a kind."""
    importer(request, reference)
    if kind not in set(SheetKind) or ending not in EMPTY:
        raise Http404
    make, content_type = EMPTY[ending]
    return _download(make(SheetKind(kind)), f"{kind}.{ending}", content_type)


@require_GET
def refused(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Hand out the rows an import refused."""
    actor, case = importer(request, reference)
    batch = found_or_404(lambda: selectors.import_batch(actor=actor, case=case, pk=pk))
    if batch.kind == EXHIBITS:
        raise Http404  # a graph has no rows; the page says why of each exhibit
    labels = labels_of(SheetKind(batch.kind))
    reasons = {row["row"]: _reason(row["faults"], labels) for row in batch.refused}
    return _download(_rows(actor, case, batch, reasons), f"refused-{pk}.csv", handouts.CSV_TYPE)


@require_GET
def refused_in_trial(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand out the rows that a trial refused."""
    actor, case = importer(request, reference)
    upload, data = upload_or_404(request.GET.get("upload", ""), actor, case)
    report = uploads.report_on(upload, data, actor, case)
    labels = labels_of(report.kind)
    reasons = {row["row"]: _reason(row["faults"], labels) for row in report.refused_as_data()}
    content = handouts.refused_csv(read_sheet(data), reasons)
    return _download(content, "refused.csv", handouts.CSV_TYPE)


def _rows(actor: User, case: Case, batch: ImportBatch, reasons: Mapping[int, str]) -> bytes:
    if not batch.kept:
        return handouts.reasons_csv(reasons)
    try:
        data = selectors.sheet_bytes(actor=actor, case=case, sha256=batch.sha256)
    except (Unreadable, FileNotFoundError):
        return handouts.reasons_csv(reasons)
    return handouts.refused_csv(read_sheet(data), reasons)


def _reason(faults: list[dict[str, str]], labels: Mapping[str, str]) -> str:
    return " ".join(
        f"{labels.get(f['field'], f['field'])}: {f['message']}" if f["field"] else f["message"]
        for f in faults
    )


def _download(content: bytes, filename: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
