"""Pages on the propositions of a case."""

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
from amends.office.pages import actor_of, attempt, found_or_404, page_of
from amends.office.parties import selectors as parties
from amends.office.policy import Action, may, require
from amends.office.statements import proposition_services as services
from amends.office.statements import selectors
from amends.office.statements.finding import TAB, as_entered, statements_case_or_404
from amends.office.statements.forms import PropositionForm
from amends.office.statements.models import Proposition
from amends.office.statements.rows import tied_to


@require_GET
def propositions(request: HttpRequest, reference: str) -> HttpResponse:
    """List the propositions of a case."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    page = page_of(selectors.propositions(actor=actor, case=case), request)
    everything = selectors.propositions(actor=actor, case=case, removed=True)
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-propositions",
        "page": page,
        "rows": [(row, tied_to(row)) for row in page.object_list],
        "removed": list(everything.exclude(removed_at=None)),
        "may_enter": may(actor, Action.ENTER_STATEMENT),
    }
    return render(request, "statements/propositions.html", context)


@require_http_methods(["GET", "POST"])
def add_proposition(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a proposition, and another if asked."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    require(actor, Action.ENTER_STATEMENT, case)
    form = _form(request, actor, case)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        row = attempt(form, lambda: services.add_proposition(actor=actor, case=case, **given))
        if row is not None:
            undo = reverse("proposition-remove", args=[case.reference, row.key])
            messages.success(request, _("%s is entered.") % row.key, extra_tags=undo)
            another = "another" in request.POST
            return redirect("proposition-add" if another else "case-propositions", case.reference)
    context = {"case": case, "tab": TAB, "form": form}
    return render(request, "statements/edit_proposition.html", context)


@require_http_methods(["GET", "POST"])
def edit_proposition(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Correct a proposition; if a colleague was quicker, show both and ask."""
    actor = actor_of(request)
    case, row = proposition_or_404(request, reference, key)
    require(actor, Action.ENTER_STATEMENT, case)
    form = _form(request, actor, case, initial=as_entered(row, PropositionForm))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: services.edit_proposition(actor=actor, proposition=row, **given),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("case-propositions", case.reference)
    context = {"case": case, "tab": TAB, "form": form, "proposition": row}
    return render(request, "statements/edit_proposition.html", context)


@require_POST
def remove_proposition(
    request: HttpRequest, reference: str, key: str, *, back: bool = False
) -> HttpResponse:
    """Take a proposition out of view, or bring it back."""
    case, row = proposition_or_404(request, reference, key)
    services.remove_proposition(actor=actor_of(request), proposition=row, removed=not back)
    if back:
        messages.success(request, _("%s is back.") % row.key)
    else:
        undo = reverse("proposition-restore", args=[case.reference, key])
        messages.success(request, _("%s is removed.") % row.key, extra_tags=undo)
    return redirect("case-propositions", case.reference)


def proposition_or_404(request: HttpRequest, reference: str, key: str) -> tuple[Case, Proposition]:
    """Return the case and the proposition of this key.

    Raises:
        Http404: there is none that the reader may see.
    """
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    return case, found_or_404(lambda: selectors.proposition(actor=actor, case=case, key=key))


def _form(request: HttpRequest, actor: User, case: Case, **named: Any) -> PropositionForm:
    return PropositionForm(
        request.POST or None,
        people=parties.parties(actor=actor, case=case),
        counts=parties.counts(actor=actor, case=case),
        **named,
    )
