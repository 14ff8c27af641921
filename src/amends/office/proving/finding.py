"""Finding what the pages on proof are about."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.pages import actor_of, case_or_404
from amends.office.policy import Layer, knows_dependence, sees
from amends.office.proving import selectors
from amends.office.proving.selectors import CaseProof
from amends.proof.proving import Reading

TAB = "case-proof"
EVERY = "all"


def proof_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if it is the reader's and the role sees its proof.

    Raises:
        Http404: there is none, it is not theirs, or the role does not see this part of it.
    """
    if not sees(actor_of(request), Layer.PROOF):
        raise Http404
    return case_or_404(request, reference)


def dependence_case_or_404(request: HttpRequest, reference: str) -> Case:
    """Return the case, if the reader may see on whom its proof hangs.

    Raises:
        Http404: there is none, it is not theirs, or they are neither its lead nor a prosecutor
            assigned to it.
    """
    case = proof_case_or_404(request, reference)
    if not knows_dependence(actor_of(request), case):
        raise Http404
    return case


def proof_found(request: HttpRequest, case: Case) -> CaseProof:
    """Return how the proof of a case stands over the counts that were asked for."""
    return selectors.proof_of(
        actor=actor_of(request),
        case=case,
        today=timezone.localdate(),
        every=request.GET.get("counts") == EVERY,
    )


def asked_reading(request: HttpRequest) -> Reading:
    """Return the reading that was asked for; the widest unless told."""
    asked = request.GET.get("reading", "")
    return Reading(asked) if asked in set(Reading) else Reading.PENDING
