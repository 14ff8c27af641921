"""Pages on which more is recorded of one item: a step of its custody, particulars, objections."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.exhibits import custody_services, objection_services, selectors, services
from amends.office.exhibits.forms import FateForm, ParticularsForm, StepForm
from amends.office.exhibits.rows import held_by, needs_custody
from amends.office.exhibits.views import TAB, evidence_case_or_404, item_or_404
from amends.office.exhibits.words import FATES, STEPS, ground_word, kind_word
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.policy import Action, require
from amends.proof.custody import StepKind
from amends.proof.objections import grounds


@require_http_methods(["GET", "POST"])
def record_step(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Record a step of custody: what happened is chosen first, and has its own fields here."""
    actor = actor_of(request)
    case, row = item_or_404(request, reference, key)
    require(actor, Action.RECORD_CUSTODY, case)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if kind not in STEPS or not needs_custody(row):
        raise Http404
    form = StepForm(request.POST or None, kind=StepKind(kind), initial={"by": held_by(row)})
    if request.method == "POST" and form.is_valid():
        step = attempt(
            form,
            lambda: custody_services.record_step(actor=actor, item=row, kind=kind, **form.given()),
        )
        if step is not None:
            messages.success(request, _("Recorded: %s.") % STEPS[kind])
            return redirect(f"{reverse('item', args=[case.reference, row.key])}#step")
    context = {"case": case, "tab": TAB, "item": row, "form": form}
    more = {"kind": kind, "word": STEPS[kind], "called": kind_word(row.kind)}
    return render(request, "exhibits/step.html", context | more)


@require_http_methods(["GET", "POST"])
def particulars(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """State what only an item of this form has."""
    actor = actor_of(request)
    case, row = item_or_404(request, reference, key)
    require(actor, Action.ENTER_EVIDENCE, case)
    form = ParticularsForm(request.POST or None, item=row)
    if not form.subjects:
        raise Http404
    if request.method == "POST" and form.is_valid():
        said, version = form.given()["details"], form.cleaned_data["version"]
        done = attempt(
            form,
            lambda: services.state_particulars(
                actor=actor, item=row, version=version, particulars=said
            ),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('item', args=[case.reference, row.key])}#about")
    context = {"case": case, "tab": TAB, "item": row, "form": form}
    return render(request, "exhibits/particulars.html", context | {"called": kind_word(row.kind)})


@require_http_methods(["GET", "POST"])
def settle_objection(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Record what became of an objection."""
    actor = actor_of(request)
    case = evidence_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.objection(actor=actor, case=case, pk=pk))
    require(actor, Action.ENTER_EVIDENCE, case)
    stands = {
        name: getattr(row, name) for name in ("fate", "ruled_on", "ruling", "answer", "version")
    }
    form = FateForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: objection_services.settle_objection(actor=actor, objection=row, **given),
        )
        if done is not None:
            messages.success(request, _("Recorded: %s.") % FATES[done.fate])
            return redirect(f"{reverse('item', args=[case.reference, row.item.key])}#objection")
    context = {"case": case, "tab": TAB, "item": row.item, "form": form, "objection": row}
    ground = grounds().get(row.ground)
    more = {"word": ground_word(row.ground), "usual": ground.help if ground else ""}
    return render(request, "exhibits/objection.html", context | more)


@require_POST
def remove_objection(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take an objection out of view, or bring it back."""
    actor = actor_of(request)
    case = evidence_case_or_404(request, reference)
    row = found_or_404(lambda: selectors.objection(actor=actor, case=case, pk=pk))
    objection_services.remove_objection(actor=actor, objection=row, removed=not back)
    undo = reverse("objection-restore", args=[case.reference, pk])
    messages.success(request, _("Saved."), extra_tags="" if back else undo)
    return redirect(f"{reverse('item', args=[case.reference, row.item.key])}#objection")
