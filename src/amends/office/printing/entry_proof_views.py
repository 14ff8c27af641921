"""The proof that the entry of a step of custody is in the log, as files."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from amends.office.exhibits.selectors import step as step_of
from amends.office.exhibits.views import evidence_case_or_404
from amends.office.pages import actor_of, found_or_404
from amends.office.policy import Action, require
from amends.office.printing.entry_proof_services import ProofForm, issue_entry_proof

TYPES = {ProofForm.PDF: "application/pdf", ProofForm.FILE: "text/plain; charset=utf-8"}


@require_GET
def entry_proof(request: HttpRequest, reference: str, pk: int, form: ProofForm) -> HttpResponse:
    """Hand out the proof of one step, or say on the page of its exhibit why there is none."""
    actor = actor_of(request)
    require(actor, Action.EXPORT)
    case = evidence_case_or_404(request, reference)
    step = found_or_404(lambda: step_of(actor=actor, case=case, pk=pk))
    try:
        issued = issue_entry_proof(actor=actor, step=step, form=form)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(f"{reverse('item', args=[case.reference, step.item.key])}#step")
    answer = HttpResponse(issued.content, content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{issued.filename}"'
    return answer
