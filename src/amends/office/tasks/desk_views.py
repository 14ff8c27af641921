"""The page of one's own tasks: one's own, those one covers, escalated ones, those of a unit."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from amends.office.accounts.models import User
from amends.office.accounts.selectors import case_workers, covered_by
from amends.office.pages import actor_of, attempt
from amends.office.policy import Action, Layer, may, sees
from amends.office.tasks import selectors, services
from amends.office.tasks.forms import DUE, KINDS, WHOSE, ReassignForm, TaskFilterForm

TASKS_SHOWN = 30
GIVEN_AWAY = "tasks given away"


@require_http_methods(["GET", "POST"])
def own_tasks(request: HttpRequest) -> HttpResponse:
    """Show a desk's open tasks, narrowed by the address, and give several to somebody else."""
    actor = actor_of(request)
    if not sees(actor, Layer.TASKS):
        raise Http404
    if request.method == "POST" and "undo" in request.POST:
        _give_back(request, actor)
        return redirect(request.get_full_path())
    filter_form = TaskFilterForm(request.GET)
    filters = filter_form.filters()
    today = timezone.localdate()
    rows = selectors.desk_tasks(actor=actor, filters=filters, today=today)
    form = None
    if may(actor, Action.SET_TASK):
        people = case_workers(actor=actor)
        form = ReassignForm(request.POST or None, people=people, rows=rows)
        if request.method == "POST" and _reassigned(request, actor, form):
            return redirect(request.get_full_path())
    context = {
        "filters": filters,
        "in_use": sum(1 for value in request.GET.values() if value),
        "page": Paginator(rows, TASKS_SHOWN).get_page(request.GET.get("page")),
        "form": form,
        "ticked": set(request.POST.getlist("tasks")),
        "covered": set(covered_by(actor=actor).values_list("pk", flat=True)),
        "whose": list(WHOSE.items()),
        "dues": list(DUE.items()),
        "kinds": KINDS,
        "given_away": len(request.session.get(GIVEN_AWAY, ())),
        "may_finish": may(actor, Action.FINISH_TASK),
    }
    return render(request, "tasks/own.html", context)


def _reassigned(request: HttpRequest, actor: User, form: ReassignForm) -> bool:
    """Give the ticked tasks to their new owner; say beside the fields what stands against it."""
    if not form.is_valid():
        return False
    owner, tasks = form.cleaned_data["owner"], list(form.cleaned_data["tasks"])
    moves = attempt(form, lambda: services.reassign_tasks(actor=actor, tasks=tasks, owner=owner))
    if moves is None:
        return False
    request.session[GIVEN_AWAY] = [asdict(move) for move in moves]
    said = ngettext(
        "%(number)d task is given to %(name)s.",
        "%(number)d tasks are given to %(name)s.",
        len(moves),
    )
    messages.success(request, said % {"number": len(moves), "name": owner.name})
    return True


def _give_back(request: HttpRequest, actor: User) -> None:
    """Undo the last giving away of this log-in, and name what could not be given back."""
    moves = [services.Move(**move) for move in request.session.pop(GIVEN_AWAY, ())]
    stayed = services.undo_reassignment(actor=actor, moves=moves)
    number = len(moves) - len(stayed)
    said = ngettext(
        "%(number)d task is back with whom it was.",
        "%(number)d tasks are back with whom they were.",
        number,
    )
    messages.success(request, said % {"number": number})
    for task in stayed:
        messages.warning(
            request,
            _("%(title)s (%(case)s) stays: it was changed since, or its earlier owner left.")
            % {"title": task.title, "case": task.case.reference},
        )
