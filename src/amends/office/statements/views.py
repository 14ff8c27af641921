"""Pages on the statements of a case: the list, one statement, and what it says."""

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
from amends.office.statements import selectors, services
from amends.office.statements.finding import (
    TAB,
    as_entered,
    statements_case_or_404,
)
from amends.office.statements.forms import ListFilter, PositionsForm, StatementForm
from amends.office.statements.models import Statement
from amends.office.statements.rows import statement_row, tied_to
from amends.office.statements.words import choices
from amends.proof.statement_words import controls


@require_GET
def statements(request: HttpRequest, reference: str) -> HttpResponse:
    """List the statements of a case in the order in which they were made."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    form = ListFilter(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    person, control = asked.get("person", ""), asked.get("control", "")
    page = page_of(
        selectors.statements(actor=actor, case=case, person=person, control=control), request
    )
    everything = selectors.statements(actor=actor, case=case, removed=True)
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-statements",
        "page": page,
        "rows": [statement_row(row) for row in page.object_list],
        "removed": list(everything.exclude(removed_at=None)),
        "all": everything.filter(removed_at=None).count(),
        "people": parties.parties(actor=actor, case=case),
        "controls": choices(controls(), _("Any")),
        "person": person,
        "control": control,
        "in_use": bool(person) + bool(control),
        "may_enter": may(actor, Action.ENTER_STATEMENT),
    }
    return render(request, "statements/statements.html", context)


@require_http_methods(["GET", "POST"])
def add_statement(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter a statement on one screen."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    require(actor, Action.ENTER_STATEMENT, case)
    form = _form(request, actor, case, initial={"person": _asked_person(request, actor, case)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = attempt(form, lambda: services.enter_statement(actor=actor, case=case, **given))
        if row is not None:
            undo = reverse("statement-remove", args=[case.reference, row.key])
            messages.success(request, _("%s is entered.") % row.key, extra_tags=undo)
            return redirect("statement", case.reference, row.key)
    return render(request, "statements/edit.html", {"case": case, "tab": TAB, "form": form})


@require_http_methods(["GET", "POST"])
def edit_statement(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Correct the circumstances of a statement; if a colleague was quicker, show both and ask."""
    actor = actor_of(request)
    case, row = statement_or_404(request, reference, key)
    require(actor, Action.ENTER_STATEMENT, case)
    form = _form(request, actor, case, editing=True, initial=as_entered(row, StatementForm))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: services.edit_statement(actor=actor, statement=row, **given),
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("statement", case.reference, row.key)
    context = {"case": case, "tab": TAB, "form": form, "statement": row}
    return render(request, "statements/edit.html", context)


@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show a statement with what it says on each proposition, and take what it says."""
    actor = actor_of(request)
    case, row = statement_or_404(request, reference, key)
    known = list(selectors.propositions(actor=actor, case=case))
    form = PositionsForm(request.POST or None, statement=row, propositions=known)
    if request.method == "POST" and form.is_valid() and _say(actor, row, form):
        messages.success(request, _("Saved."))
        return redirect("statement", case.reference, row.key)
    context = {
        "case": case,
        "tab": TAB,
        "row": statement_row(row),
        "form": form,
        "asked": [(*fields, tied_to(fields[0])) for fields in form.by_proposition()],
        "recantations": [
            one
            for one in selectors.recantations(actor=actor, case=case)
            if one.person_id == row.person_id
        ],
        "may_enter": may(actor, Action.ENTER_STATEMENT),
    }
    return render(request, "statements/statement.html", context)


@require_POST
def remove_statement(
    request: HttpRequest, reference: str, key: str, *, back: bool = False
) -> HttpResponse:
    """Take a statement out of view, or bring it back."""
    case, row = statement_or_404(request, reference, key)
    services.remove_statement(actor=actor_of(request), statement=row, removed=not back)
    if back:
        messages.success(request, _("%s is back.") % row.key)
    else:
        undo = reverse("statement-restore", args=[case.reference, key])
        messages.success(request, _("%s is removed.") % row.key, extra_tags=undo)
    return redirect(TAB, case.reference)


def statement_or_404(request: HttpRequest, reference: str, key: str) -> tuple[Case, Statement]:
    """Return the case and the statement of this key.

    Raises:
        Http404: there is none that the reader may see.
    """
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    return case, found_or_404(lambda: selectors.statement(actor=actor, case=case, key=key))


def _form(request: HttpRequest, actor: User, case: Case, **named: Any) -> StatementForm:
    return StatementForm(
        request.POST or None,
        people=parties.parties(actor=actor, case=case),
        items=exhibits.items(actor=actor, case=case),
        **named,
    )


def _asked_person(request: HttpRequest, actor: User, case: Case) -> Any:
    """Return whom an address asks a statement to be entered for, if anybody."""
    key = request.GET.get("person", "")[:40]
    return parties.parties(actor=actor, case=case).filter(key=key).first() if key else None


def _say(actor: User, row: Statement, form: PositionsForm) -> Statement | None:
    version = form.cleaned_data["version"]
    return attempt(
        form,
        lambda: services.set_positions(
            actor=actor, statement=row, version=version, says=form.said()
        ),
    )
