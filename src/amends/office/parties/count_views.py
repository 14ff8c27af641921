"""Pages on the counts of a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.parties import count_services, selectors
from amends.office.parties.forms import CountForm, DispositionForm
from amends.office.parties.naming_services import ACCUSED
from amends.office.policy import Action, Layer, may, require, sees


@require_GET
def counts(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the counts as charged, and how each ended for each defendant."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.PARTIES):
        raise Http404
    known = list(selectors.counts(actor=actor, case=case, removed=True))
    context = {
        "case": case,
        "tab": "case-counts",
        "counts": [count for count in known if count.removed_at is None],
        "removed": [count for count in known if count.removed_at is not None],
        "may_charge": may(actor, Action.ADD_COUNT),
    }
    return render(request, "parties/counts.html", context)


@require_http_methods(["GET", "POST"])
def add_count(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a count on one screen."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.ADD_COUNT, case)
    form = CountForm(
        request.POST or None,
        accused=selectors.parties(actor=actor, case=case).filter(capacity__in=ACCUSED),
        victims=selectors.victims(actor=actor, case=case),
        counts=selectors.counts(actor=actor, case=case),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        count = attempt(form, lambda: count_services.add_count(actor=actor, case=case, **given))
        if count is not None:
            undo = reverse("count-remove", args=[case.reference, count.number])
            messages.success(request, _("Count %d is added.") % count.number, extra_tags=undo)
            if "another" in request.POST:
                return redirect("count-add", case.reference)
            return redirect("case-counts", case.reference)
    return render(
        request, "parties/add_count.html", {"case": case, "tab": "case-counts", "form": form}
    )


@require_POST
def remove_count(
    request: HttpRequest, reference: str, number: int, *, back: bool = False
) -> HttpResponse:
    """Take a count out of view, or bring it back."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    count = found_or_404(lambda: selectors.count(actor=actor, case=case, number=number))
    if back:
        count_services.restore_count(actor=actor, count=count)
        messages.success(request, _("Count %d is back.") % number)
    else:
        taken_out = count_services.remove_count(actor=actor, count=count)
        undo = reverse("count-restore", args=[case.reference, number])
        said = " ".join([_("Count %d is removed.") % number, *taken_out.said()])
        messages.success(request, said, extra_tags=undo)
    return redirect("case-counts", case.reference)


@require_http_methods(["GET", "POST"])
def disposition(request: HttpRequest, reference: str, number: int, key: str) -> HttpResponse:
    """Record how a count ended for one defendant."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.ADD_COUNT, case)
    count = found_or_404(lambda: selectors.count(actor=actor, case=case, number=number))
    defendant = found_or_404(lambda: selectors.party(actor=actor, case=case, key=key))
    entry = next((e for e in count.entries if e.party_id == defendant.pk), None)  # type: ignore[attr-defined]  # prefetched
    if entry is None:
        raise Http404
    initial = {name: getattr(entry, name) for name in DispositionForm.base_fields}
    form = DispositionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: count_services.record_disposition(
                actor=actor, count=count, defendant=defendant, **given
            ),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("case-counts", case.reference)
    context = {
        "case": case,
        "tab": "case-counts",
        "form": form,
        "count": count,
        "defendant": defendant,
    }
    return render(request, "parties/disposition.html", context)
