"""Pages on the schedule of material: the list, one piece, the exhibit list."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from amends.office.cases.models import Case
from amends.office.disclosure import decision_services, selectors
from amends.office.disclosure.forms import DecisionForm, ScheduleFilter, UseForm
from amends.office.disclosure.models import Use
from amends.office.disclosure.pieces import DECIDED, Line
from amends.office.disclosure.rows import (
    apart,
    change_rows,
    exhibit_table,
    exhibits,
    is_wanted,
    line_row,
    schedule_table,
)
from amends.office.disclosure.selectors import Schedule
from amends.office.exchange.handouts import CSV_TYPE, csv_of
from amends.office.log.services import writing
from amends.office.pages import ROWS, actor_of, attempt, case_or_404, found_or_404
from amends.office.policy import Action, Layer, may, require, sees

TAB, SERVED = "case-disclosure", "case-served"
ALL = "all"


@require_http_methods(["GET", "POST"])
def schedule(request: HttpRequest, reference: str) -> HttpResponse:
    """List every piece of material of a case; say of several at once whether they are used."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    found = selectors.schedule(actor=actor, case=case)
    form = UseForm(request.POST or None)
    if request.method == "POST":
        require(actor, Action.LIST_MATERIAL, case)
        if form.is_valid() and _decided(request, case, found, form):
            return redirect(request.get_full_path())
    wanted = ScheduleFilter(request.GET)
    wanted.is_valid()
    lines = [line for line in found.lines if is_wanted(line, wanted.cleaned_data)]
    everything = request.GET.get("page") == ALL
    page = Paginator(lines, max(1, len(lines)) if everything else ROWS).get_page(
        request.GET.get("page")
    )
    context = {
        "case": case,
        "tab": TAB,
        "page": page,
        "everything": everything,
        "rows": [line_row(line) for line in apart(page, sensitive=False)],
        "sensitive": [line_row(line) for line in apart(page, sensitive=True)],
        "apart": len(apart(found.lines, sensitive=True)),
        "tally": found.tally,
        "matching": len(lines),
        "concerned": sum(bool(line.concerns) for line in found.lines),
        "removed": found.removed,
        "made": found.made,
        "asked": wanted.cleaned_data,
        "in_use": sum(bool(value) for value in wanted.cleaned_data.values()),
        "uses": Use.choices,
        "form": form,
        "chosen": set(request.POST.getlist("piece")),
        "may_list": may(actor, Action.LIST_MATERIAL),
        "may_disclose": may(actor, Action.DISCLOSE),
        "may_export": may(actor, Action.EXPORT),
    }
    return render(request, "disclosure/schedule.html", context)


@require_http_methods(["GET", "POST"])
def material(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show one piece of material with everything that is decided about it, and decide."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    line = found_or_404(lambda: selectors.line(actor=actor, case=case, key=key))
    lawyer = may(actor, Action.DISCLOSE)
    form = DecisionForm(request.POST or None, lawyer=lawyer, initial=_shown(line))
    if request.method == "POST":
        require(actor, Action.LIST_MATERIAL, case)
        if form.is_valid():
            given = form.cleaned_data
            done = attempt(
                form,
                lambda: decision_services.decide(actor=actor, case=case, piece=line.piece, **given),
            )
            if done is not None:
                messages.success(request, _("Saved."))
                return redirect("material", case.reference, key)
            line = found_or_404(lambda: selectors.line(actor=actor, case=case, key=key))
    own = line.decision if line.decision and not line.inherited else None
    history = selectors.changes(actor=actor, case=case, decision=own) if own else []
    copies = selectors.redactions(actor=actor, case=case)
    file = line.piece.attachment
    context = {
        "case": case,
        "tab": TAB,
        "row": line_row(line),
        "form": form,
        "history": list(change_rows(history)),
        "copies": [copy for copy in copies if file and copy.source_id == file.pk],
        "may_list": may(actor, Action.LIST_MATERIAL),
        "may_redact": may(actor, Action.REDACT),
    }
    return render(request, "disclosure/material.html", context)


@require_GET
def exhibit_list(request: HttpRequest, reference: str) -> HttpResponse:
    """List the material that is used by its exhibit numbers."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    found = selectors.schedule(actor=actor, case=case)
    rows = [line_row(line) for line in exhibits(found.lines)]
    context = {
        "case": case,
        "tab": TAB,
        "rows": rows,
        "may_export": may(actor, Action.EXPORT),
    }
    return render(request, "disclosure/exhibits.html", context)


@require_GET
def as_csv(request: HttpRequest, reference: str, table: str) -> HttpResponse:
    """Hand out the schedule, what is listed apart of it, or the exhibit list, as CSV."""
    actor = actor_of(request)
    case = disclosure_case_or_404(request, reference)
    with writing(actor=actor, action=Action.EXPORT, case=case) as entry:
        found = selectors.schedule(actor=actor, case=case)
        if table == "exhibits":
            rows = exhibit_table(found.lines)
        else:
            rows = schedule_table(apart(found.lines, sensitive=table == "sensitive"))
        entry.note(document=table)
    response = HttpResponse(csv_of(rows), content_type=CSV_TYPE)
    name = f"{case.reference}-{table}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def disclosure_case_or_404(
    request: HttpRequest, reference: str, layer: Layer = Layer.DISCLOSURE
) -> Case:
    """Return the case, if it is the reader's and the role sees this part of it.

    Raises:
        Http404: there is none, it is not theirs, or the role does not see this part.
    """
    if not sees(actor_of(request), layer):
        raise Http404
    return case_or_404(request, reference)


def _decided(request: HttpRequest, case: Case, found: Schedule, form: UseForm) -> bool:
    """Decide about the pieces that were ticked; say how many they were."""
    lines = [found.line(key) for key in request.POST.getlist("piece")]
    pieces = [(line.piece, line.version) for line in lines if line is not None]
    given = form.cleaned_data
    done = attempt(
        form,
        lambda: decision_services.decide_use(
            actor=actor_of(request), case=case, pieces=pieces, **given
        ),
    )
    if done is None:
        return False
    said = ngettext("%(number)d piece decided.", "%(number)d pieces decided.", len(done))
    messages.success(request, said % {"number": len(done)})
    return True


def _shown(line: Line) -> dict[str, Any]:
    decision = line.decision
    shown: dict[str, Any] = {name: getattr(decision, name, "") for name in DECIDED}
    if line.inherited:
        shown["exhibit_number"] = ""
    helps = decision.exculpatory if decision else None
    shown["exculpatory"] = "" if helps is None else str(helps).lower()
    shown["use"] = line.use
    return {**shown, "version": line.version}


def address(name: str, case: Case, *more: object) -> str:
    """Return the address of a page of a case."""
    return reverse(name, args=[case.reference, *more])
