"""Pages that move content between cases: merge, split, undo; and the history of a case."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.network.roles import Capacity
from amends.office.cases import merge_services, selectors, split_services
from amends.office.cases.forms import MergeForm, SplitForm
from amends.office.cases.people_views import named_case
from amends.office.pages import actor_of, attempt, case_or_404, page_of
from amends.office.parties import selectors as parties
from amends.office.policy import Action, Layer, require, sees


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose a case to merge into, see what will move, and confirm."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.MERGE, case)
    form = MergeForm(request.POST or None)
    target = None
    if request.method == "POST" and form.is_valid():
        target = named_case(form, "target", actor)
        reason = form.cleaned_data["reason"]
        if target is not None and "confirmed" in request.POST:
            merging = partial(merge_services.merge_cases, actor=actor, case=case, target=target)
            move = attempt(form, lambda: merging(reason=reason))
            if move is not None:
                undo = reverse("move-undo", args=[target.reference, move.pk])
                messages.success(request, _("%s is merged into this case.") % case, extra_tags=undo)
                return redirect("case", target.reference)
            target = None
    context = {
        "case": case,
        "tab": "case-links",
        "form": form,
        "target": target,
        "contents": selectors.contents(actor=actor, case=case) if target else {},
    }
    return render(request, "cases/merge.html", context)


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose who is severed into a case of their own, and confirm."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.SPLIT, case)
    accused = parties.parties(actor=actor, case=case).filter(
        capacity__in=[Capacity.SUSPECT, Capacity.DEFENDANT]
    )
    form = SplitForm(request.POST or None, accused=accused)
    ready = request.method == "POST" and form.is_valid()
    if ready and "confirmed" in request.POST:
        given = form.cleaned_data
        move = attempt(
            form,
            lambda: split_services.split_case(
                actor=actor,
                case=case,
                defendants=list(given["defendants"]),
                title=given["title"],
                reason=given["reason"],
            ),
        )
        if move is not None:
            undo = reverse("move-undo", args=[move.target.reference, move.pk])
            messages.success(request, _("This case was severed from %s.") % case, extra_tags=undo)
            return redirect("case", move.target.reference)
        ready = False
    context = {"case": case, "tab": "case-links", "form": form, "ready": ready}
    return render(request, "cases/split.html", context)


@require_POST
def undo(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo a merge or a split."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    move = get_object_or_404(selectors.moves(actor=actor, case=case), pk=pk)
    merge_services.undo_move(actor=actor, move=move)
    messages.success(request, _("It is undone: everything is back where it was."))
    return redirect("case", move.case.reference)


@require_GET
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what the log says of a case: who did what, and who read it."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.HISTORY):
        raise Http404
    kind = request.GET.get("kind", "")
    rows = selectors.history(actor=actor, case=case)
    if kind in {"write", "read", "refused"}:
        rows = rows.filter(kind=kind)
    context = {
        "case": case,
        "tab": "case-history",
        "page": page_of(rows, request),
        "kind": kind,
        "kinds": [("", _("Everything")), ("write", _("Writes")), ("read", _("Reads"))],
    }
    return render(request, "cases/history.html", context)
