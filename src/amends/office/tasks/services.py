"""Writes on tasks and directions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, Role, SystemActor, is_own
from amends.office.tasks.models import Task, TaskKind, TaskState
from amends.office.timeline.derived_services import refresh_case
from amends.office.validation import problem, save

FURTHEST_AHEAD = timedelta(days=5 * 366)


def set_task(
    *, actor: Actor, case: Case, title: str, owner: User, due: date, detail: str = ""
) -> Task:
    """Set a task for somebody who may open the case.

    Raises:
        ValidationError: by field, what is wrong.
    """
    return _set(actor, TaskKind.TASK, case=case, title=title, owner=owner, due=due, detail=detail)


def set_direction(
    *, actor: Actor, case: Case, title: str, owner: User, due: date, detail: str = ""
) -> Task:
    """Set a direction: a task ordered by a court, entered by its registrar, or by a head.

    Raises:
        ValidationError: by field, what is wrong.
    """
    return _set(
        actor, TaskKind.DIRECTION, case=case, title=title, owner=owner, due=due, detail=detail
    )


def finish_task(*, actor: User, task: Task, outcome: str = "") -> Task:
    """Mark a task as done.

    Raises:
        ValidationError: it is closed already, or it is somebody else's.
    """
    return _close(actor, task, TaskState.DONE, outcome)


def cancel_task(*, actor: User, task: Task, reason: str) -> Task:
    """Cancel a task that is no longer needed. A direction is cancelled by those who set them.

    Raises:
        ValidationError: no reason is given, or it is closed already.
    """
    if not reason.strip():
        raise problem("reason", _("Say why it is no longer needed."))
    if task.kind == TaskKind.DIRECTION and actor.role not in {Role.HEAD, Role.REGISTRAR}:
        raise problem("task", _("A direction is cancelled by the head or the court's registrar."))
    return _close(actor, task, TaskState.CANCELLED, reason)


def reopen_task(*, actor: User, task: Task) -> Task:
    """Undo finishing or cancelling a task."""
    with writing(actor=actor, action=Action.FINISH_TASK, case=task.case) as entry:
        if task.state == TaskState.OPEN:
            raise problem("task", _("This task is open."))
        task.state, task.outcome = TaskState.OPEN, ""
        task.closed_at = task.closed_by = None
        save(task)
        refresh_case(task.case)
        entry.note(task=task.pk, reopened=True)
    return task


def reschedule_task(*, actor: Actor, task: Task, due: date, reason: str) -> Task:
    """Move the due date of a task, with the reason on record.

    Raises:
        ValidationError: the day or the reason does not do.
    """
    with writing(actor=actor, action=Action.SET_TASK, case=task.case) as entry:
        if not reason.strip():
            raise problem("reason", _("Say why the date moves."))
        if task.kind == TaskKind.DIRECTION and actor.role != Role.HEAD:
            raise problem("due", _("The date of a direction is moved by the head only."))
        _check_due(due)
        before, task.due = task.due, due
        task.escalated_at = task.escalated_to = None
        save(task)
        refresh_case(task.case)
        entry.note(task=task.pk, before=before, due=due, reason=reason)
    return task


@dataclass(frozen=True)
class Move:
    """A task that went from one owner to another; all three by their primary keys."""

    task: int
    before: int
    after: int


def reassign_tasks(*, actor: Actor, tasks: Sequence[Task], owner: User) -> tuple[Move, ...]:
    """Give open tasks to another owner; all of them or none. Return what went, for undoing it.

    Raises:
        ValidationError: the new owner cannot open one of the cases.
    """
    with transaction.atomic():
        return tuple(_reassign(actor, task, owner) for task in tasks)


def undo_reassignment(*, actor: Actor, moves: Sequence[Move]) -> tuple[Task, ...]:
    """Give tasks back to whom they were taken from; return those that had to stay.

    A task stays that was closed or given on since, and one whose earlier owner can no longer open
    the case.
    """
    seen = Task.objects.seen_by(actor).select_related("case", "owner")
    there = seen.in_bulk([move.task for move in moves])
    owners = User.objects.in_bulk([move.before for move in moves])
    with transaction.atomic():
        return tuple(
            there[move.task]
            for move in moves
            if move.task in there and not _given_back(actor, there[move.task], move, owners)
        )


def escalate_overdue(*, today: date) -> int:
    """Tell the heads of tasks overdue by more days than the office allows; return how many."""
    actor = SystemActor("escalation of overdue tasks")
    limit = today - timedelta(days=settings.ESCALATE_AFTER_DAYS)
    overdue = Task.objects.seen_by(actor).filter(
        state=TaskState.OPEN, due__lt=limit, escalated_at=None
    )
    return sum(_escalate(actor, task) for task in overdue.select_related("case", "owner"))


def _reassign(actor: Actor, task: Task, owner: User) -> Move:
    with writing(actor=actor, action=Action.SET_TASK, case=task.case) as entry:
        _check_owner(task.case, owner)
        before, task.owner = task.owner, owner
        save(task)
        entry.note(task=task.pk, before=before.username, owner=owner.username)
    return Move(task.pk, before.pk, owner.pk)


def _given_back(actor: Actor, task: Task, move: Move, owners: Mapping[int, User]) -> bool:
    if task.state != TaskState.OPEN or task.owner_id != move.after or move.before not in owners:
        return False
    try:
        _reassign(actor, task, owners[move.before])
    except ValidationError:  # the earlier owner may no longer open the case
        return False
    return True


def _escalate(actor: Actor, task: Task) -> bool:
    head = (
        User.objects.filter(role=Role.HEAD, unit=task.case.unit_id, is_active=True)
        .exclude(pk=task.owner_id)
        .first()
    )
    if head is None:
        return False
    with writing(actor=actor, action=Action.ESCALATE_TASK, case=task.case) as entry:
        task.escalated_at, task.escalated_to = timezone.now(), head
        task.save(update_fields=["escalated_at", "escalated_to"])
        entry.note(task=task.pk, to=head.username, due=task.due)
    return True


def _set(
    actor: Actor,
    kind: TaskKind,
    *,
    case: Case,
    title: str,
    owner: User,
    due: date,
    detail: str,
) -> Task:
    action = Action.SET_DIRECTION if kind == TaskKind.DIRECTION else Action.SET_TASK
    with writing(actor=actor, action=action, case=case) as entry:
        _check_due(due)
        _check_owner(case, owner)
        task = Task(
            case=case,
            kind=kind,
            title=title.strip(),
            detail=detail,
            owner=owner,
            set_by_id=actor.pk,
            due=due,
        )
        save(task)
        refresh_case(case)
        entry.note(task=task.pk, kind=kind, owner=owner.username, due=due)
    return task


def _close(actor: User, task: Task, state: TaskState, outcome: str) -> Task:
    with writing(actor=actor, action=Action.FINISH_TASK, case=task.case) as entry:
        if task.state != TaskState.OPEN:
            raise problem("task", _("This task is closed already."))
        task.state, task.outcome = state, outcome
        task.closed_at, task.closed_by = timezone.now(), actor
        save(task)
        refresh_case(task.case)
        entry.note(task=task.pk, state=state)
    return task


def _check_due(due: date) -> None:
    today = timezone.localdate()
    if due < today:
        raise problem("due", _("This day is past. Choose today or a later day."))
    if due > today + FURTHEST_AHEAD:
        raise problem("due", _("This day is more than five years ahead. Check the year."))


def _check_owner(case: Case, owner: User) -> None:
    if not owner.is_active or not is_own(owner, case):
        raise problem(
            "owner",
            _("This person cannot open the case. Assign them to it first, or choose another."),
        )
