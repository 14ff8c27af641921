"""Reads of tasks: of a case, of one's own desk, of those one covers, and of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from amends.office.accounts.models import User
from amends.office.accounts.selectors import covered_by
from amends.office.cases.models import Assignment, Case
from amends.office.log import services as log
from amends.office.policy import Actor, Role
from amends.office.tasks.models import Task, TaskState

WEEK = timedelta(days=7)


class Whose(StrEnum):
    """Whose tasks a list shows."""

    MINE = "mine"
    ESCALATED = "escalated"
    ALL = "all"


class Due(StrEnum):
    """When the tasks of a list are due."""

    ANY = ""
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


@dataclass(frozen=True)
class TaskFilters:
    """What a list of open tasks is narrowed to. Empty fields narrow nothing."""

    whose: str = Whose.MINE
    due: str = Due.ANY
    kind: str = ""
    owner: str = ""


def tasks_of_case(*, actor: Actor, case: Case) -> QuerySet[Task]:
    """Return every task of a case, open ones first."""
    log.read(actor=actor, what="tasks", case=case)
    return (
        Task.objects.seen_by(actor)
        .filter(case=case)
        .select_related("owner", "set_by", "closed_by", "escalated_to")
        .order_by("-state", "due", "id")
    )


def task(*, actor: Actor, pk: int) -> Task:
    """Return one task.

    Raises:
        Task.DoesNotExist: there is none that the actor may see.
    """
    found = Task.objects.seen_by(actor).select_related("case", "owner", "set_by").get(pk=pk)
    log.read(actor=actor, what="tasks", case=found.case)
    return found


def own_tasks(*, actor: Actor) -> QuerySet[Task]:
    """Return the open tasks of the actor and of those covered today, what is due first."""
    log.read(actor=actor, what="own tasks")
    mine = Q(owner=actor.pk) | Q(owner__in=covered_by(actor=actor))
    return _open(actor).filter(mine)


def escalated_tasks(*, actor: Actor) -> QuerySet[Task]:
    """Return the open tasks that were escalated to the actor."""
    log.read(actor=actor, what="escalated tasks")
    return _open(actor).filter(escalated_to=actor.pk)


def open_tasks(*, actor: Actor) -> QuerySet[Task]:
    """Return every open task the actor may see, for those who look after a unit."""
    log.read(actor=actor, what="open tasks of all cases")
    return _open(actor)


def desk_tasks(*, actor: Actor, filters: TaskFilters, today: date) -> QuerySet[Task]:
    """Return the open tasks of a desk, narrowed by the filters."""
    if filters.whose == Whose.ALL:
        rows = open_tasks(actor=actor)
    elif filters.whose == Whose.ESCALATED:
        rows = escalated_tasks(actor=actor)
    else:
        rows = own_tasks(actor=actor)
    rows = rows.filter(_due(filters.due, today))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return rows.filter(owner__username=filters.owner) if filters.owner else rows


def possible_owners(*, actor: Actor, case: Case) -> QuerySet[User]:
    """Return who can be given a task in a case: who works on it, the heads, its registrars."""
    log.read(actor=actor, what="people", case=case)
    working = Assignment.objects.seen_by(actor).filter(case=case, until=None).values("user")
    beside = [Role.HEAD, Role.REGISTRAR] if case.before_court else [Role.HEAD]
    return User.objects.filter(
        Q(pk__in=working) | Q(role__in=beside, unit=case.unit_id), is_active=True
    )


@dataclass(frozen=True)
class Agenda:
    """Tasks by when they are due; only what is really late is called late."""

    overdue: tuple[Task, ...]
    today: tuple[Task, ...]
    this_week: tuple[Task, ...]
    later: tuple[Task, ...]


def agenda(tasks: QuerySet[Task], *, today: date) -> Agenda:
    """Sort tasks into overdue, today, the next seven days and later."""
    rows = list(tasks)
    week = today + WEEK
    return Agenda(
        overdue=tuple(t for t in rows if t.due < today),
        today=tuple(t for t in rows if t.due == today),
        this_week=tuple(t for t in rows if today < t.due <= week),
        later=tuple(t for t in rows if t.due > week),
    )


@dataclass(frozen=True)
class Group:
    """The first tasks of a group, and how many there are."""

    rows: tuple[Task, ...]
    number: int


@dataclass(frozen=True)
class Desk:
    """A desk's tasks by when they are due: the first of each group, however many there are."""

    overdue: Group
    today: Group
    this_week: Group
    later: int
    escalated: tuple[Task, ...]


def desk(*, actor: Actor, today: date, shown: int) -> Desk:
    """Return the open tasks of a desk in a fixed number of queries and in bounded memory."""
    rows = own_tasks(actor=actor)
    spans = {name: _due(name, today) for name in (Due.OVERDUE, Due.TODAY, Due.WEEK)}
    numbers = rows.order_by().aggregate(
        later=Count("pk", filter=Q(due__gt=today + WEEK)),
        **{name.value: Count("pk", filter=span) for name, span in spans.items()},
    )
    groups = {
        name: Group(tuple(rows.filter(span)[:shown]), numbers[name.value])
        for name, span in spans.items()
    }
    return Desk(
        overdue=groups[Due.OVERDUE],
        today=groups[Due.TODAY],
        this_week=groups[Due.WEEK],
        later=numbers["later"],
        escalated=tuple(rows.filter(escalated_to__isnull=False)[:shown]),
    )


def _due(due: str, today: date) -> Q:
    conditions = {
        Due.OVERDUE: Q(due__lt=today),
        Due.TODAY: Q(due=today),
        Due.WEEK: Q(due__gt=today, due__lte=today + WEEK),
    }
    return conditions.get(Due(due), Q())


def _open(actor: Actor) -> QuerySet[Task]:
    return (
        Task.objects.seen_by(actor)
        .filter(state=TaskState.OPEN, case__merged_into=None)
        .select_related("case", "owner", "escalated_to")
        .order_by("due", "id")
    )
