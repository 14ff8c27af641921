"""Pages on tasks: one's own desk, those of a case, and what is done with one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.selectors import colleagues
from amends.office.cases import selectors as cases
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404
from amends.office.policy import Action, Role, may, require
from amends.office.tasks import selectors, services
from amends.office.tasks.forms import (
    CancelForm,
    FinishForm,
    ReassignForm,
    RescheduleForm,
    TaskForm,
)
from amends.office.tasks.models import Task


@require_GET
def own_tasks(request: HttpRequest) -> HttpResponse:
    """Show the reader's open tasks by when they are due, covered colleagues' among them."""
    actor = actor_of(request)
    whole_unit = actor.role in {Role.HEAD, Role.OMBUDSMAN} and "unit" in request.GET
    rows = selectors.open_tasks(actor=actor) if whole_unit else selectors.own_tasks(actor=actor)
    context = {
        "agenda": selectors.agenda(rows[:500], today=timezone.localdate()),
        "escalated": selectors.escalated_tasks(actor=actor),
        "whole_unit": whole_unit,
        "may_see_unit": actor.role in {Role.HEAD, Role.OMBUDSMAN},
        "may_reassign": actor.role == Role.HEAD,
        "form": ReassignForm(people=colleagues(actor=actor)),
    }
    return render(request, "tasks/own.html", context)


@require_POST
def reassign(request: HttpRequest) -> HttpResponse:
    """Give the chosen tasks to another owner; all of them or none."""
    actor = actor_of(request)
    require(actor, Action.SET_TASK)
    form = ReassignForm(request.POST, people=colleagues(actor=actor))
    chosen = [number for number in request.POST.getlist("task") if number.isdigit()][:200]
    tasks = list(selectors.open_tasks(actor=actor).filter(pk__in=chosen))
    if not tasks:
        messages.error(request, _("No task was chosen. Tick those to be reassigned."))
    elif form.is_valid():
        owner = form.cleaned_data["owner"]
        number = attempt(
            form, lambda: services.reassign_tasks(actor=actor, tasks=tasks, owner=owner)
        )
        if number is not None:
            said = ngettext("%(n)d task is with %(who)s.", "%(n)d tasks are with %(who)s.", number)
            messages.success(request, said % {"n": number, "who": owner.name})
    for problems in form.errors.values():
        messages.error(request, " ".join(problems))
    return redirect(f"{reverse('task-list')}?unit=yes")


@require_GET
def tasks_of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the tasks of a case, open ones first."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    rows = list(selectors.tasks_of_case(actor=actor, case=case))
    context = {
        "case": case,
        "tab": "case-tasks",
        "open_tasks": [task for task in rows if task.state == "open"],
        "closed_tasks": [task for task in rows if task.state != "open"],
        "may_set": may(actor, Action.SET_TASK),
        "may_direct": may(actor, Action.SET_DIRECTION),
        "may_finish": may(actor, Action.FINISH_TASK),
    }
    return render(request, "tasks/case.html", context)


@require_http_methods(["GET", "POST"])
def set_task(request: HttpRequest, reference: str, *, direction: bool = False) -> HttpResponse:
    """Set a task or a direction, on one screen."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    require(actor, Action.SET_DIRECTION if direction else Action.SET_TASK, case)
    people = colleagues(actor=actor).filter(
        pk__in=cases.people(actor=actor, case=case).filter(until=None).values("user")
    )
    if actor.role == Role.HEAD:
        people = people | colleagues(actor=actor).filter(pk=actor.pk)
    form = TaskForm(request.POST or None, people=people, initial={"owner": actor.pk})
    if request.method == "POST" and form.is_valid():
        act = services.set_direction if direction else services.set_task
        given = form.cleaned_data
        if attempt(form, lambda: act(actor=actor, case=case, **given)) is not None:
            messages.success(
                request, _("The direction is set.") if direction else _("The task is set.")
            )
            return redirect("case-tasks", case.reference)
    context = {"case": case, "tab": "case-tasks", "form": form, "direction": direction}
    return render(request, "tasks/set.html", context)


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one task and what can be done with it."""
    actor = actor_of(request)
    found = found_or_404(lambda: selectors.task(actor=actor, pk=pk))
    which = request.POST.get("form", "")
    forms = {
        "finish": FinishForm(request.POST if which == "finish" else None),
        "cancel": CancelForm(request.POST if which == "cancel" else None),
        "reschedule": RescheduleForm(
            request.POST if which == "reschedule" else None, initial={"due": found.due}
        ),
    }
    if which in forms and forms[which].is_valid():
        form, given = forms[which], forms[which].cleaned_data
        acts = {
            "finish": lambda: services.finish_task(actor=actor, task=found, **given),
            "cancel": lambda: services.cancel_task(actor=actor, task=found, **given),
            "reschedule": lambda: services.reschedule_task(actor=actor, task=found, **given),
        }
        if attempt(form, acts[which]) is not None:
            _tell(request, found, which)
            return redirect("case-tasks", found.case.reference)
    context = {
        "case": found.case,
        "tab": "case-tasks",
        "task": found,
        "forms": forms,
        "may_finish": may(actor, Action.FINISH_TASK),
        "may_set": may(actor, Action.SET_TASK),
    }
    return render(request, "tasks/task.html", context)


@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a task as done with one press, from wherever it is listed."""
    actor = actor_of(request)
    found = found_or_404(lambda: selectors.task(actor=actor, pk=pk))
    services.finish_task(actor=actor, task=found)
    _tell(request, found, "finish")
    return redirect(_back(request, found))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo finishing or cancelling a task."""
    actor = actor_of(request)
    found = found_or_404(lambda: selectors.task(actor=actor, pk=pk))
    services.reopen_task(actor=actor, task=found)
    messages.success(request, _("The task is open again."))
    return redirect("case-tasks", found.case.reference)


def _tell(request: HttpRequest, task: Task, which: str) -> None:
    said = {
        "finish": _("Done: %s"),
        "cancel": _("Cancelled: %s"),
        "reschedule": _("The date is moved: %s"),
    }[which] % task.title
    undo = reverse("task-reopen", args=[task.pk]) if which != "reschedule" else ""
    messages.success(request, said, extra_tags=undo)


def _back(request: HttpRequest, task: Task) -> str:
    """Return the page the button stood on, if it is one of ours; else the case's tasks."""
    came_from = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return came_from
    return reverse("case-tasks", args=[task.case.reference])
