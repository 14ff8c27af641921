"""Pages on the tasks and directions of a case."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.pages import actor_of, attempt, case_or_404, found_or_404, page_of
from amends.office.policy import Action, Layer, Role, may, require, sees
from amends.office.tasks import selectors, services
from amends.office.tasks.forms import CancelForm, FinishForm, MoveForm, OwnerForm, TaskForm
from amends.office.tasks.models import Task, TaskKind, TaskState


@require_GET
def tasks_of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the tasks and directions of a case, open ones first."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    if not sees(actor, Layer.TASKS):
        raise Http404
    page = page_of(selectors.tasks_of_case(actor=actor, case=case), request)
    rows = list(page.object_list)
    context = {
        "case": case,
        "tab": "case-tasks",
        "page": page,
        "open": [task for task in rows if task.state == TaskState.OPEN],
        "closed": [task for task in rows if task.state != TaskState.OPEN],
        "may_set": may(actor, Action.SET_TASK),
        "may_direct": may(actor, Action.SET_DIRECTION),
        "may_finish": may(actor, Action.FINISH_TASK),
    }
    return render(request, "tasks/tasks.html", context)


@require_http_methods(["GET", "POST"])
def set_task(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Set a task, or a direction, on one screen."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    directs = kind == TaskKind.DIRECTION
    require(actor, Action.SET_DIRECTION if directs else Action.SET_TASK, case)
    people = selectors.possible_owners(actor=actor, case=case)
    form = TaskForm(request.POST or None, people=people, initial={"owner": actor})
    if request.method == "POST" and form.is_valid():
        setter = services.set_direction if directs else services.set_task
        task = attempt(form, lambda: setter(actor=actor, case=case, **form.cleaned_data))
        if task is not None:
            undo = reverse("task-withdraw", args=[case.reference, task.pk])
            said = _("%(title)s is set for %(owner)s.")
            values = {"title": task.title, "owner": task.owner.name}
            messages.success(request, said % values, extra_tags=undo)
            return redirect("case-tasks", case.reference)
    context = {"case": case, "tab": "case-tasks", "form": form, "directs": directs}
    return render(request, "tasks/set.html", context)


@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Show one task, and finish, move, reassign or cancel it."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = _task_or_404(actor, case, pk)
    which = request.POST.get("form", "")
    forms = _forms(request, actor, found, which)
    if which in forms and forms[which].is_valid():
        form = forms[which]
        if attempt(form, partial(_acts(actor, found)[which], **form.cleaned_data)) is not None:
            _say_changed(request, case, found, which)
            return redirect("case-tasks", case.reference)
        found.refresh_from_db()
    context = {"case": case, "tab": "case-tasks", "task": found, "forms": forms}
    return render(request, "tasks/task.html", context)


@require_POST
def finish_task(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Mark a task as done, from a list; being asked twice changes nothing."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = _task_or_404(actor, case, pk)
    if found.state == TaskState.OPEN:
        services.finish_task(actor=actor, task=found)
        _say_changed(request, case, found, "finish")
    return redirect(_back(request, case))


@require_POST
def reopen_task(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo finishing or cancelling a task."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = _task_or_404(actor, case, pk)
    if found.state != TaskState.OPEN:
        services.reopen_task(actor=actor, task=found)
        messages.success(request, _("%s is open again.") % found.title)
    return redirect("case-tasks", case.reference)


@require_POST
def withdraw_task(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Undo setting a task."""
    actor = actor_of(request)
    case = case_or_404(request, reference)
    found = _task_or_404(actor, case, pk)
    if found.state == TaskState.OPEN:
        reason = _("Set in error and undone.")
        services.cancel_task(actor=actor, task=found, reason=reason)
        messages.success(request, _("%s is withdrawn.") % found.title)
    return redirect("case-tasks", case.reference)


def _task_or_404(actor: User, case: Case, pk: int) -> Task:
    found = found_or_404(lambda: selectors.task(actor=actor, pk=pk))
    if found.case_id != case.pk:
        raise Http404
    return found


def _forms(request: HttpRequest, actor: User, found: Task, which: str) -> dict[str, Form]:
    """Return the forms of what this actor may do with an open task."""

    def given(name: str) -> QueryDict | None:
        return request.POST if which == name else None

    if found.state != TaskState.OPEN or not may(actor, Action.FINISH_TASK):
        return {}
    forms: dict[str, Form] = {"finish": FinishForm(given("finish"), auto_id="finish_%s")}
    directs = found.kind == TaskKind.DIRECTION
    if may(actor, Action.SET_TASK):
        people = selectors.possible_owners(actor=actor, case=found.case)
        forms["reassign"] = OwnerForm(
            given("reassign"), people=people, initial={"owner": found.owner}, auto_id="owner_%s"
        )
        if not directs or actor.role == Role.HEAD:
            forms["move"] = MoveForm(given("move"), initial={"due": found.due}, auto_id="move_%s")
    if not directs or actor.role in {Role.HEAD, Role.REGISTRAR}:
        forms["cancel"] = CancelForm(given("cancel"), auto_id="cancel_%s")
    return forms


def _acts(actor: User, found: Task) -> dict[str, Callable[..., object]]:
    return {
        "finish": partial(services.finish_task, actor=actor, task=found),
        "cancel": partial(services.cancel_task, actor=actor, task=found),
        "move": partial(services.reschedule_task, actor=actor, task=found),
        "reassign": partial(services.reassign_tasks, actor=actor, tasks=[found]),
    }


def _say_changed(request: HttpRequest, case: Case, found: Task, which: str) -> None:
    said = {
        "finish": _("%s is done."),
        "cancel": _("%s is cancelled."),
        "move": _("%s has a new date."),
        "reassign": _("%s has a new owner."),
    }[which]
    undo = reverse("task-reopen", args=[case.reference, found.pk])
    can_undo = which in {"finish", "cancel"}
    messages.success(request, said % found.title, extra_tags=undo if can_undo else "")


def _back(request: HttpRequest, case: Case) -> str:
    """Return the page the button stood on: the front page, one's own tasks, or the case's."""
    pages = {"front": "front-page", "desk": "own-tasks"}
    if (name := request.POST.get("from", "")) in pages:
        return reverse(pages[name])
    return reverse("case-tasks", args=[case.reference])
