"""Pages on whether an authority has identified somebody as a victim, in a report or in a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.intake.identification import statuses
from amends.office.accounts.models import User
from amends.office.intake import identification_selectors as selectors
from amends.office.intake import identification_services as services
from amends.office.intake import selectors as reports
from amends.office.intake.finding import report_or_404
from amends.office.intake.models import Identification
from amends.office.intake.register_forms import IdentificationForm, StrikeForm
from amends.office.intake.words import status_word
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.parties import selectors as parties
from amends.office.policy import Action, Layer, may, require, sees


@require_http_methods(["GET", "POST"])
def of_person(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show and record where an authority stands on a person of a report."""
    actor, report = report_or_404(request, reference)
    person = found_or_404(lambda: reports.person(actor=actor, report=report, pk=pk))
    form = _form(request, actor)

    def record() -> Identification:
        given = form.cleaned_data
        return services.identify_person(actor=actor, person=person, **given)

    if _done(request, form, record):
        return redirect(request.path)
    rows = selectors.of_report(actor=actor, report=report).filter(person=person)
    context = {"report": report, "person": person, **_shown(actor, form, rows)}
    return render(request, "intake/identification_of_person.html", context)


@require_http_methods(["GET", "POST"])
def of_party(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show and record where an authority stands on a party of a case."""
    actor = actor_of(request)
    if not sees(actor, Layer.IDENTIFICATION):
        raise Http404
    case = case_or_404(request, reference)
    party = found_or_404(lambda: parties.party(actor=actor, case=case, key=key))
    form = _form(request, actor)

    def record() -> Identification:
        return services.identify_party(actor=actor, party=party, **form.cleaned_data)

    if _done(request, form, record):
        return redirect(request.path)
    rows = selectors.of_party(actor=actor, party=party)
    context = {"case": case, "tab": "case-parties", "party": party, **_shown(actor, form, rows)}
    return render(request, "intake/identification_of_party.html", context)


@require_POST
def strike_of_person(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Strike out what was recorded on a person of a report, or let it stand again."""
    actor, report = report_or_404(request, reference)
    row = found_or_404(
        lambda: selectors.identification_of_report(actor=actor, report=report, pk=pk)
    )
    _strike(request, actor, row, back=back)
    return redirect("report-person", reference, row.person_id)


@require_POST
def strike_of_party(
    request: HttpRequest, reference: str, pk: int, *, back: bool = False
) -> HttpResponse:
    """Strike out what was recorded on a party of a case, or let it stand again."""
    actor = actor_of(request)
    if not sees(actor, Layer.IDENTIFICATION):
        raise Http404
    case = case_or_404(request, reference)
    row = found_or_404(lambda: selectors.identification_of_case(actor=actor, case=case, pk=pk))
    _strike(request, actor, row, back=back)
    return redirect("party-identification", reference, row.party.key)  # type: ignore[union-attr]  # of a case


def _form(request: HttpRequest, actor: User) -> IdentificationForm:
    if request.method == "POST":
        require(actor, Action.IDENTIFY)
    return IdentificationForm(request.POST or None)


def _done(request: HttpRequest, form: Any, record: Callable[[], Identification]) -> bool:
    if request.method != "POST" or not form.is_valid() or attempt(form, record) is None:
        return False
    messages.success(request, _("Saved."))
    return True


def _strike(request: HttpRequest, actor: User, row: Identification, *, back: bool) -> None:
    form = StrikeForm(request.POST)
    reason = form.cleaned_data["reason"] if not back and form.is_valid() else ""
    services.strike_identification(actor=actor, identification=row, reason=reason, back=back)
    messages.success(request, _("It stands again.") if back else _("Struck out."))


def _shown(actor: User, form: Any, rows: QuerySet[Identification]) -> dict[str, Any]:
    known = list(rows)
    now = selectors.standing(known)
    return {
        "form": form,
        "now": now,
        "now_word": status_word(now.status) if now else "",
        "rows": [(row, status_word(row.status)) for row in known],
        "sources": [
            (status_word(code), one.source) for code, one in statuses().items() if one.source
        ],
        "may_identify": may(actor, Action.IDENTIFY),
    }
