"""The standard of proof for charging on the page of one count, and a lawyer's word on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.law.counts import ChargeableCount
from amends.law.standards import Stage, Standard, standard_of_proof
from amends.office.cases.models import Case
from amends.office.charging import proof_services, selectors
from amends.office.charging.counts import JOINT
from amends.office.charging.forms import ProofForm
from amends.office.charging.models import ProofLabel
from amends.office.charging.views import charging_case_or_404, charging_found
from amends.office.charging.words import PROOF_LABELS, StateTag
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.validation import translated


@dataclass(frozen=True)
class LabelRow:
    """What somebody said of the standard, with its tag."""

    label: ProofLabel
    tag: StateTag


@dataclass(frozen=True)
class Proof:
    """The standard, what stands, what was said before, and the form to say it."""

    standard: Standard
    stands: LabelRow | None
    before: tuple[LabelRow, ...]
    form: ProofForm

    @property
    def words(self) -> str:
        """Return the standard in the words of the law."""
        return translated(self.standard.label)


def proof_of(request: HttpRequest, case: Case, count: ChargeableCount) -> Proof:
    """Return the standard of proof for charging on a count with all that was said of it."""
    said = list(selectors.labels_on(actor=actor_of(request), case=case, count=count))
    rows = [LabelRow(row, PROOF_LABELS[row.label]) for row in said]
    stands = next((row for row in rows if row.label.undone_at is None), None)
    form = ProofForm(
        request.POST if request.POST.get("form") == "proof" else None,
        initial={
            "version": stands.label.pk if stands else 0,
            "label": stands.label.label if stands else "",
            "reason": stands.label.reason if stands else "",
        },
        auto_id="proof_%s",
    )
    standard = standard_of_proof(count.law.law.statute.country, Stage.CHARGE)
    return Proof(standard, stands, tuple(row for row in rows if row is not stands), form)


def labelled(request: HttpRequest, case: Case, count: ChargeableCount, proof: Proof) -> bool:
    """Say whether what somebody said of the standard was taken; else the form says why not."""
    form, actor = proof.form, actor_of(request)
    if not form.is_valid():
        return False
    given = form.cleaned_data
    done = attempt(
        form,
        lambda: proof_services.label_proof(actor=actor, case=case, count=count, **given),
    )
    if done is not None:
        messages.success(request, _("Saved."))
    return done is not None


@require_POST
def undo_label(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Take back what was said of the standard of proof."""
    actor = actor_of(request)
    case = charging_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.proof_label(actor=actor, case=case, pk=pk))
    proof_services.undo_label(actor=actor, row=row)
    messages.success(request, _("That is undone. What was said before stands again."))
    _found, listed = charging_found(request, case)
    name = JOINT.join([row.law, row.by.key, row.victim.key, row.mode, row.since.isoformat()])
    if name in listed.named:
        return redirect("charging-count", case.reference, name)
    return redirect("case-charging", case.reference)
