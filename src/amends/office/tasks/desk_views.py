"""The page of one's own tasks: one's own, those one covers, escalated ones, those of a unit."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from amends.office.accounts.models import User
from amends.office.accounts.selectors import case_workers, covered_by
from amends.office.pages import actor_of, attempt
from amends.office.policy import Action, Layer, may, sees
from amends.office.tasks import selectors, services
from amends.office.tasks.forms import DUE, KINDS, WHOSE, ReassignForm, TaskFilterForm

TASKS_SHOWN = 30


@require_http_methods(["GET", "POST"])
def own_tasks(request: HttpRequest) -> HttpResponse:
    """Show a desk's open tasks, narrowed by the address, and give several to somebody else."""
    actor = actor_of(request)
    if not sees(actor, Layer.TASKS):
        raise Http404
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
        "may_finish": may(actor, Action.FINISH_TASK),
    }
    return render(request, "tasks/own.html", context)


def _reassigned(request: HttpRequest, actor: User, form: ReassignForm) -> bool:
    """Give the ticked tasks to their new owner; say beside the fields what stands against it."""
    if not form.is_valid():
        return False
    owner, tasks = form.cleaned_data["owner"], list(form.cleaned_data["tasks"])
    number = attempt(form, lambda: services.reassign_tasks(actor=actor, tasks=tasks, owner=owner))
    if number is None:
        return False
    said = ngettext(
        "%(number)d task is given to %(name)s.", "%(number)d tasks are given to %(name)s.", number
    )
    messages.success(request, said % {"number": number, "name": owner.name})
    return True
