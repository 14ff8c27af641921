"""The page of evidential issues: those that suggest themselves, and what was decided on them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.pages import actor_of, attempt, found_or_404
from amends.office.parties import selectors as parties
from amends.office.parties.models import Party
from amends.office.policy import Action, Layer, may, require, sees
from amends.office.statements import issue_services as services
from amends.office.statements import selectors
from amends.office.statements.finding import TAB, statements_case_or_404
from amends.office.statements.issue_forms import AcceptForm, MarkForm, ReasonForm
from amends.office.statements.issue_rows import issue_rows
from amends.office.statements.models import IssueMark
from amends.office.statements.record_selectors import held
from amends.office.tasks.selectors import possible_owners
from amends.proof.issues import declared

TO_SEE = Layer.STATEMENTS


@require_http_methods(["GET", "POST"])
def issues(request: HttpRequest, reference: str) -> HttpResponse:
    """List the evidential issues with why and what answers them; mark one by hand."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    form = MarkForm(request.POST or None, people=parties.parties(actor=actor, case=case))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        mark = attempt(form, lambda: services.mark_issue(actor=actor, case=case, **given))
        if mark is not None:
            _said(request, case, mark, _("It is marked."))
            return redirect("case-issues", case.reference)
    rows = issue_rows(held(actor=actor, case=case), selectors.issue_marks(actor=actor, case=case))
    there = {row.code for row in rows}
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-issues",
        "open": [row for row in rows if row.is_open],
        "accepted": [row for row in rows if row.accepted],
        "aside": [row for row in rows if row.aside and not row.is_open and not row.accepted],
        "others": [(c, one) for c, one in declared().issues.items() if c not in there],
        "declared": declared(),
        "form": form,
        "owners": [one for one in possible_owners(actor=actor, case=case) if sees(one, TO_SEE)],
        "may_decide": may(actor, Action.DECIDE_ISSUE),
    }
    return render(request, "statements/issues.html", context)


@require_POST
def accept(request: HttpRequest, reference: str, issue: str, person: str = "") -> HttpResponse:
    """Take an issue up as a task, in one click or for somebody else by another day."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    require(actor, Action.DECIDE_ISSUE, case)
    form = AcceptForm(request.POST, people=possible_owners(actor=actor, case=case))
    about = _party_or_404(actor, case, person)
    if form.is_valid():
        given = form.cleaned_data
        _tried(
            request,
            case,
            lambda: services.accept_issue(
                actor=actor, case=case, issue=issue, person=about, **given
            ),
            _("A task is set."),
        )
    else:
        messages.error(request, _("Choose somebody and a day, or leave both empty."))
    return redirect("case-issues", case.reference)


@require_POST
def set_aside(request: HttpRequest, reference: str, issue: str, person: str = "") -> HttpResponse:
    """Set an issue aside with a reason."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    require(actor, Action.DECIDE_ISSUE, case)
    form = ReasonForm(request.POST)
    about = _party_or_404(actor, case, person)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        _tried(
            request,
            case,
            lambda: services.set_issue_aside(
                actor=actor, case=case, issue=issue, person=about, reason=reason
            ),
            _("It is set aside."),
        )
    else:
        messages.error(request, _("Say why it is set aside."))
    return redirect("case-issues", case.reference)


@require_POST
def undo(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo a decision on an issue."""
    actor = actor_of(request)
    case = statements_case_or_404(request, reference)
    mark = found_or_404(lambda: selectors.issue_mark(actor=actor, case=case, pk=pk))
    try:
        services.undo_mark(actor=actor, mark=mark)
        messages.success(request, _("It is undone."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("case-issues", case.reference)


def _party_or_404(actor: User, case: Case, key: str) -> Party | None:
    if not key:
        return None
    return found_or_404(lambda: parties.party(actor=actor, case=case, key=key))


def _tried(request: HttpRequest, case: Case, act: Callable[[], IssueMark], done: str) -> None:
    """Do something that may be refused, and say which of the two it was."""
    try:
        _said(request, case, act(), done)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))


def _said(request: HttpRequest, case: Case, mark: IssueMark, done: str) -> None:
    address = reverse("issue-undo", args=[case.reference, mark.pk])
    messages.success(request, done, extra_tags=address)
