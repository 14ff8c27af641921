"""A case on paper: as a page that prints well, and as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.pages import actor_of, case_or_404
from amends.office.policy import Action, Layer, may, require, sees
from amends.office.printing import services
from amends.office.printing.composing import OF_PROOF, TITLES, Paper, composed, seen_in
from amends.office.printing.documents import as_data
from amends.office.printing.forms import PaperForm
from amends.office.printing.selectors import case_on_paper
from amends.office.printing.services import FileForm

TYPES = {
    FileForm.PDF: "application/pdf",
    FileForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NAMES = {
    Paper.SUMMARY: "case-print",
    Paper.HAND_OVER: "case-handover",
    Paper.CHARGE_SHEET: "case-charge-sheet",
    Paper.CUSTODY: "case-custody",
    Paper.PROOF: "case-proof-memo",
    Paper.BRIEF: "case-brief",
}


@require_GET
def page(request: HttpRequest, reference: str, paper: Paper) -> HttpResponse:
    """Show a document on a case as a page to read or print, of the layers the reader sees."""
    actor = actor_of(request)
    case = _case_or_404(request, reference, paper)
    made_for = _made_for(request)
    rows = case_on_paper(
        actor=actor, case=case, today=timezone.localdate(), with_proof=paper in OF_PROOF
    )
    document = composed(paper, rows, made_by=actor.name, made_for=made_for)
    context = {
        "case": case,
        "tab": "",
        "document": as_data(document),
        "form": PaperForm(initial={"made_for": made_for}),
        "files": _files(case, paper, made_for) if may(actor, Action.EXPORT) else [],
        "others": _others(actor, case, paper),
        "may_take_whole": may(actor, Action.EXPORT)
        and all(sees(actor, one) for one in frozenset(Layer) - {Layer.VAULT}),
    }
    return render(request, "printing/paper.html", context)


@require_GET
def file(request: HttpRequest, reference: str, paper: Paper, form: FileForm) -> HttpResponse:
    """Hand out a document on a case as a file."""
    actor = actor_of(request)
    require(actor, Action.EXPORT)
    case = _case_or_404(request, reference, paper)
    issued = services.issue_document(
        actor=actor, case=case, paper=paper, form=form, made_for=_made_for(request)
    )
    answer = HttpResponse(issued.content, content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{issued.filename}"'
    return answer


def _made_for(request: HttpRequest) -> str:
    form = PaperForm(request.GET)
    return form.cleaned_data["made_for"] if form.is_valid() else ""


def _files(case: Case, paper: Paper, made_for: str) -> list[tuple[str, str]]:
    query = f"?{urlencode({'made_for': made_for})}" if made_for else ""
    return [
        (form.upper(), reverse(f"{paper}-{form}", args=[case.reference]) + query)
        for form in FileForm
    ]


def _others(actor: User, case: Case, paper: Paper) -> list[tuple[object, str]]:
    return [
        (TITLES[other], reverse(name, args=[case.reference]))
        for other, name in NAMES.items()
        if other is not paper and _is_shown(actor, other)
    ]


def _case_or_404(request: HttpRequest, reference: str, paper: Paper) -> Case:
    if not _is_shown(actor_of(request), paper):
        raise Http404
    return case_or_404(request, reference)


def _is_shown(actor: User, paper: Paper) -> bool:
    """Say whether a document shows anything to the reader's role."""
    return any(sees(actor, layer) for layer in seen_in(paper))
