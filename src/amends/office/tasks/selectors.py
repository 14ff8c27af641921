"""Reads of tasks: of a case, of one's own desk, of those one covers, and of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from amends.office.accounts.selectors import covered_by
from amends.office.cases.models import Case
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.tasks.models import Task, TaskState


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
    week = today + timedelta(days=7)
    return Agenda(
        overdue=tuple(t for t in rows if t.due < today),
        today=tuple(t for t in rows if t.due == today),
        this_week=tuple(t for t in rows if today < t.due <= week),
        later=tuple(t for t in rows if t.due > week),
    )


def _open(actor: Actor) -> QuerySet[Task]:
    return (
        Task.objects.seen_by(actor)
        .filter(state=TaskState.OPEN, case__merged_into=None)
        .select_related("case", "owner", "escalated_to")
        .order_by("due", "id")
    )
