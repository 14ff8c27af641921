"""Pages on arguments: the list, stating one, one with its questions, and taking one out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.cases.models import Case
from amends.office.exhibits import selectors as exhibits
from amends.office.pages import actor_of, attempt, found_or_404, page_of
from amends.office.policy import Action, knows_dependence, may, require
from amends.office.proving import question_services, selectors, services
from amends.office.proving.aims import Aim, aim_of
from amends.office.proving.argument_rows import argument_row, question_rows
from amends.office.proving.finding import TAB, proof_case_or_404
from amends.office.proving.forms import AnswerForm, ArgumentForm
from amends.office.proving.models import Argument
from amends.proof.graph import MEANS


@require_GET
def arguments(request: HttpRequest, reference: str) -> HttpResponse:
    """List the arguments of a case, with those set aside and those taken out."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    everything = selectors.arguments(actor=actor, case=case, removed=True)
    own = selectors.propositions(actor=actor, case=case, removed=True)
    standing = everything.filter(removed_at=None)
    page = page_of(standing.filter(state=Argument.State.CONFIRMED), request)
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-arguments",
        "page": page,
        "rows": [argument_row(row) for row in page.object_list],
        "aside": [argument_row(row) for row in standing.filter(state=Argument.State.SET_ASIDE)],
        "removed": [argument_row(row) for row in everything.exclude(removed_at=None)],
        "propositions": [row for row in own if row.removed_at is None],
        "removed_propositions": [row for row in own if row.removed_at is not None],
        "may_argue": may(actor, Action.ARGUE),
        "knows": knows_dependence(actor, case),
    }
    return render(request, "proving/arguments.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """State an argument: for something, against it, or against another argument."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    require(actor, Action.ARGUE, case)
    aim = aim_of(request, case)
    if aim is None:
        raise Http404
    form = _form(request, case, aim)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("version", None)
        target = aim.chosen(request.POST.get("claim", ""))
        row = attempt(
            form,
            lambda: services.state_argument(
                actor=actor,
                case=case,
                target=target,
                against=aim.against,
                defeats=aim.defeats,
                question=aim.question,
                **given,
            ),
        )
        if row is not None:
            undo = reverse("argument-remove", args=[case.reference, row.key])
            kept = services.is_of_defence(row)
            messages.success(request, _("%s is stated.") % row.key, extra_tags="" if kept else undo)
            return redirect("argument", case.reference, row.key)
    context = {"case": case, "tab": TAB, "form": form, "aim": aim, "row": None}
    return render(request, "proving/edit_argument.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Change how an argument is put, how strong it is, or what it rests on."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    require(actor, Action.ARGUE, case)
    row = _argument(request, case, key)
    form = _form(request, case, None, row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(form, lambda: services.edit_argument(actor=actor, argument=row, **given))
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("argument", case.reference, row.key)
    context = {"case": case, "tab": TAB, "form": form, "aim": None, "row": argument_row(row)}
    return render(request, "proving/edit_argument.html", context)


@require_http_methods(["GET", "POST"])
def argument(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Show one argument with its critical questions, what is said against it and what answers."""
    actor = actor_of(request)
    case = proof_case_or_404(request, reference)
    row = _argument(request, case, key)
    bound = AnswerForm(request.POST) if request.method == "POST" else None
    if bound is not None:
        require(actor, Action.ARGUE, case)
        if bound.is_valid():
            given = bound.cleaned_data
            done = attempt(
                bound, lambda: question_services.answer_question(actor=actor, argument=row, **given)
            )
            if done is not None:
                messages.success(request, _("Saved."))
                return redirect(f"{reverse('argument', args=[case.reference, key])}#questions")
    everything = list(selectors.arguments(actor=actor, case=case))
    answers = selectors.answers(actor=actor, case=case).filter(argument=row)
    context = {
        "case": case,
        "tab": TAB,
        "within": "case-arguments",
        "row": argument_row(row),
        "questions": question_rows(row, list(answers), everything, bound),
        "against": [
            argument_row(one) for one in everything if one.defeats_id == row.pk and not one.question
        ],
        "alike": bool(question_services.arguments_like(row)),
        "is_of_defence": services.is_of_defence(row),
        "may_argue": may(actor, Action.ARGUE),
        "knows": knows_dependence(actor, case),
    }
    return render(request, "proving/argument.html", context)


@require_POST
def remove(request: HttpRequest, reference: str, key: str, *, back: bool = False) -> HttpResponse:
    """Take an argument out of view, or bring it back."""
    case = proof_case_or_404(request, reference)
    row = _argument(request, case, key)
    try:
        services.remove_argument(actor=actor_of(request), argument=row, removed=not back)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("argument", case.reference, key)
    if back:
        messages.success(request, _("%s is back.") % key)
    else:
        undo = reverse("argument-restore", args=[case.reference, key])
        messages.success(request, _("%s is taken out.") % key, extra_tags=undo)
    return redirect("case-arguments", case.reference)


def _argument(request: HttpRequest, case: Case, key: str) -> Argument:
    return found_or_404(lambda: selectors.argument(actor=actor_of(request), case=case, key=key))


def _form(
    request: HttpRequest, case: Case, aim: Aim | None, row: Argument | None = None
) -> ArgumentForm:
    on_means = (row.against and row.element == MEANS) if row else bool(aim and aim.hears_consent)
    initial: dict[str, Any] = {
        "items": [aim.item] if aim and aim.item else [],
        "propositions": [aim.own] if aim and aim.own else [],
    }
    if row is not None:
        initial = {name: getattr(row, name) for name in services.EDITABLE}
        rests = argument_row(row)
        initial |= {
            "version": row.version,
            "items": [one.pk for one in rests.items],
            "propositions": [one.pk for one in rests.propositions],
        }
    return ArgumentForm(
        request.POST or None,
        initial=initial,
        items=exhibits.items(actor=actor_of(request), case=case),
        propositions=selectors.propositions(actor=actor_of(request), case=case),
        consent=on_means,
    )
