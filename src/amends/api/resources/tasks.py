"""Tasks and directions: one's own, those of a case, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, colleague
from amends.api.paging import InWindow, Page, Window, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line, Reason, Text, WithReason
from amends.office.policy import Action, Layer, require
from amends.office.tasks import selectors, services
from amends.office.tasks.models import Task, TaskKind, TaskState

router = Router(tags=["tasks"])
of_case = Router(tags=["tasks"])
MOST_AT_ONCE = 200

LISTS: dict[str, Callable[..., QuerySet[Task]]] = {
    "own": selectors.own_tasks,
    "escalated": selectors.escalated_tasks,
    "all": selectors.open_tasks,
}


class TaskOut(Schema):
    """A task, or a direction of a court or a head."""

    id: int
    case: str
    kind: TaskKind
    title: str
    detail: str
    owner: Person
    due: date
    state: TaskState
    outcome: str
    closed_at: datetime | None
    escalated_at: datetime | None

    @staticmethod
    def resolve_case(task: Task) -> str:
        """Return the reference of the case."""
        return task.case.reference


class TaskQuery(Window):
    """Whose open tasks: one's own and those covered, those escalated to one, or all one sees."""

    of: Literal["own", "escalated", "all"] = "own"


class TaskIn(Given):
    """A task to set for somebody who may open the case."""

    title: Line
    owner: Code
    due: date
    detail: Text = ""


class OutcomeIn(Given):
    """What came of it."""

    outcome: Line = ""


class ScheduleIn(Given):
    """The new day, and why it moves."""

    due: date
    reason: Reason


class ReassignIn(Given):
    """The open tasks and who does them from now on; all of them move, or none."""

    tasks: list[Key] = Field(min_length=1, max_length=MOST_AT_ONCE)
    owner: Code


class Reassigned(Schema):
    """How many tasks moved."""

    moved: int


@router.get("", response=answers(Page[TaskOut]))
def list_tasks(request: Call, query: Annotated[TaskQuery, Query()]) -> Any:
    """List open tasks over all cases, what is due first."""
    return page(LISTS[query.of](actor=request.auth), query)


@router.post("/reassign", response=answers(Reassigned), auth=WRITES)
def reassign_tasks(request: Call, given: ReassignIn) -> Any:
    """Give open tasks to another owner; all of them or none."""
    actor = request.auth
    tasks = [selectors.task(actor=actor, pk=pk) for pk in dict.fromkeys(given.tasks)]
    for task in tasks:
        require(actor, Action.SET_TASK, task.case)
    owner = colleague(actor, "owner", given.owner)
    return {"moved": len(services.reassign_tasks(actor=actor, tasks=tasks, owner=owner))}


@router.get("/{pk}", response=answers(TaskOut))
def read_task(request: Call, pk: Key) -> Any:
    """Read one task."""
    return selectors.task(actor=request.auth, pk=pk)


@router.post("/{pk}/finish", response=answers(TaskOut), auth=WRITES)
def finish_task(request: Call, pk: Key, given: OutcomeIn) -> Any:
    """Mark a task as done."""
    task = selectors.task(actor=request.auth, pk=pk)
    return services.finish_task(actor=request.auth, task=task, outcome=given.outcome)


@router.post("/{pk}/reopen", response=answers(TaskOut), auth=WRITES)
def reopen_task(request: Call, pk: Key) -> Any:
    """Undo finishing or cancelling a task."""
    task = selectors.task(actor=request.auth, pk=pk)
    return services.reopen_task(actor=request.auth, task=task)


@router.post("/{pk}/cancel", response=answers(TaskOut), auth=WRITES)
def cancel_task(request: Call, pk: Key, given: WithReason) -> Any:
    """Cancel a task that is no longer needed."""
    task = selectors.task(actor=request.auth, pk=pk)
    return services.cancel_task(actor=request.auth, task=task, reason=given.reason)


@router.post("/{pk}/reschedule", response=answers(TaskOut), auth=WRITES)
def reschedule_task(request: Call, pk: Key, given: ScheduleIn) -> Any:
    """Move the due date of a task, with the reason on record."""
    task = selectors.task(actor=request.auth, pk=pk)
    return services.reschedule_task(
        actor=request.auth, task=task, due=given.due, reason=given.reason
    )


@of_case.get("/{reference}/tasks", response=answers(Page[TaskOut]))
def list_tasks_of_case(request: Call, reference: Code, window: InWindow) -> Any:
    """List every task of a case, open ones first."""
    case = case_of(request.auth, reference, Layer.TASKS)
    rows = selectors.tasks_of_case(actor=request.auth, case=case)
    return page(rows.select_related("case", "owner"), window)


@of_case.post("/{reference}/tasks", response=answers(TaskOut, 201), auth=WRITES)
def set_task(request: Call, reference: Code, given: TaskIn) -> Any:
    """Set a task for somebody who may open the case."""
    return Status(201, _set(request, reference, given, Action.SET_TASK))


@of_case.post("/{reference}/directions", response=answers(TaskOut, 201), auth=WRITES)
def set_direction(request: Call, reference: Code, given: TaskIn) -> Any:
    """Set a direction: a task ordered by a court, entered by its registrar, or by a head."""
    return Status(201, _set(request, reference, given, Action.SET_DIRECTION))


def _set(request: Call, reference: str, given: TaskIn, action: Action) -> Task:
    actor = request.auth
    case = case_of(actor, reference, Layer.TASKS)
    require(actor, action, case)
    service = services.set_task if action is Action.SET_TASK else services.set_direction
    return service(
        actor=actor,
        case=case,
        owner=colleague(actor, "owner", given.owner),
        **given.model_dump(exclude={"owner"}),
    )
