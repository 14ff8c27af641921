"""Pages on recantations, and on the explanations that are weighed for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.pages import actor_of, attempt, found_or_404, page_of
from amends.office.parties import selectors as parties
from amends.office.policy import Action, may, require
from amends.office.statements import recantation_services as services
from amends.office.statements import selectors
from amends.office.statements.finding import (
    TAB,
    as_entered,
    statements_case_or_404,
)
from amends.office.statements.forms import ExplanationForm, RecantationForm
from amends.office.statements.models import Recantation
from amends.office.statements.words import control_word, explanation_word, payer_word
from amends.proof.statement_words import declared


@require_GET
def recantations(request: HttpRequest, reference: str) -> HttpResponse:
    """List the recantations of a case in the order in which they were made."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    everything = selectors.recantations(actor=actor, case=case, removed=True)
    page = page_of(selectors.recantations(actor=actor, case=case), request)
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-recantations",
        "page": page,
        "rows": [(row, control_word(row.control)) for row in page.object_list],
        "removed": list(everything.exclude(removed_at=None)),
        "may_enter": may(actor, Action.ENTER_STATEMENT),
    }
    return render(request, "statements/recantations.html", context)


@require_http_methods(["GET", "POST"])
def add_recantation(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a recantation or reluctance on one screen."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    require(actor, Action.ENTER_STATEMENT, case)
    form = _form(request, actor, case)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(form, lambda: services.record_recantation(actor=actor, case=case, **given))
        if row is not None:
            undo = reverse("recantation-remove", args=[case.reference, row.pk])
            messages.success(request, _("It is recorded."), extra_tags=undo)
            return redirect("recantation", case.reference, row.pk)
    context = {"case": case, "tab": TAB, "form": form}
    return render(request, "statements/edit_recantation.html", context)


@require_http_methods(["GET", "POST"])
def edit_recantation(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Correct what is recorded of it; if a colleague was quicker, show both and ask."""
    actor = actor_of(request)
    case, row = recantation_or_404(request, reference, pk)
    require(actor, Action.ENTER_STATEMENT, case)
    form = _form(request, actor, case, editing=True, initial=as_entered(row, RecantationForm))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: services.edit_recantation(actor=actor, recantation=row, **given),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("recantation", case.reference, pk)
    context = {"case": case, "tab": TAB, "form": form, "recantation": row}
    return render(request, "statements/edit_recantation.html", context)


@require_http_methods(["GET", "POST"])
def recantation(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show a recantation with its possible explanations, and weigh one."""
    actor = actor_of(request)
    case, row = recantation_or_404(request, reference, pk)
    form = ExplanationForm(
        request.POST or None,
        items=exhibits.items(actor=actor, case=case),
        initial=_weighed(row, request.POST.get("code") or request.GET.get("explanation", "")),
    )
    if request.method == "POST" and form.is_valid() and _weigh(actor, row, form):
        messages.success(request, _("Saved."))
        return redirect("recantation", case.reference, pk)
    context = {
        "case": case,
        "tab": TAB,
        "row": row,
        "control": control_word(row.control),
        "paid_by": payer_word(row.paid_by),
        "weighed": [(one, explanation_word(one.code)) for one in row.weighed],  # type: ignore[attr-defined]  # prefetched
        "possible": declared().explanations.items(),
        "declared": declared(),
        "form": form,
        "may_enter": may(actor, Action.ENTER_STATEMENT),
    }
    return render(request, "statements/recantation.html", context)


@require_POST
def remove_recantation(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Take a recantation out of view, or bring it back."""
    case, row = recantation_or_404(request, reference, pk)
    services.remove_recantation(actor=actor_of(request), recantation=row, removed=not back)
    undo = "" if back else reverse("recantation-restore", args=[case.reference, pk])
    said = _("It is back.") if back else _("It is removed.")
    messages.success(request, said, extra_tags=undo)
    return redirect("case-recantations", case.reference)


def recantation_or_404(request: HttpRequest, reference: str, pk: int) -> tuple[Case, Recantation]:
    """Return the case and the recantation.

    Raises:
        Http404: there is none that the reader may see.
    """
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    return case, found_or_404(lambda: selectors.recantation(actor=actor, case=case, pk=pk))


def _form(request: HttpRequest, actor: User, case: Case, **named: Any) -> RecantationForm:
    return RecantationForm(
        request.POST or None,
        people=parties.parties(actor=actor, case=case),
        statements=selectors.statements(actor=actor, case=case),
        **named,
    )


def _weighed(row: Recantation, code: str) -> dict[str, Any]:
    """Return what was found so far on the explanation that is asked for or sent."""
    weighed = {one.code: one for one in row.weighed}  # type: ignore[attr-defined]  # prefetched
    found = as_entered(weighed[code], ExplanationForm) if code in weighed else {"code": code}
    return {**found, "version": row.version}


def _weigh(actor: User, row: Recantation, form: ExplanationForm) -> Any:
    given = form.cleaned_data
    return attempt(form, lambda: services.weigh_explanation(actor=actor, recantation=row, **given))
