"""The task by which an inquiry that waits is followed up: its owner's, escalated when overdue."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.inquiries.models import Inquiry
from amends.office.policy import Actor
from amends.office.tasks import services
from amends.office.tasks.models import Task, TaskState
from amends.office.validation import to_be_stored

LONGEST_TITLE = 200


def follow(*, actor: Actor, inquiry: Inquiry) -> None:
    """Let the owner follow an inquiry up by the day it is due: by the task there is, or a new one.

    A day that is past already cannot be given to a task; it is then for today.
    """
    task, due = _open_task(inquiry), max(inquiry.due, timezone.localdate())
    if task is None:
        inquiry.task = services.set_task(
            actor=actor,
            case=inquiry.case,
            title=_title(inquiry),
            owner=inquiry.owner,
            due=due,
        )
        return
    if task.owner_id != inquiry.owner_id:
        services.reassign_tasks(actor=actor, tasks=[task], owner=inquiry.owner)
    if task.due != due:
        inquiry.task = services.reschedule_task(
            actor=actor, task=task, due=due, reason=_("The day of the inquiry moved.")
        )


def let_go(*, actor: Actor, inquiry: Inquiry) -> None:
    """Finish the task: nothing is waited for any more."""
    task = _open_task(inquiry)
    if task is not None and isinstance(actor, User):
        inquiry.task = services.finish_task(actor=actor, task=task, outcome="")


def _open_task(inquiry: Inquiry) -> Task | None:
    """Return the task as it stands now, if nobody closed it."""
    if inquiry.task_id is None:
        return None
    rows = Task._base_manager.select_related("case", "owner")
    return rows.filter(pk=inquiry.task_id, state=TaskState.OPEN).first()


def _title(inquiry: Inquiry) -> str:
    said = _("Inquiry %(number)d: answer of %(body)s")
    title = said % {"number": inquiry.number, "body": inquiry.body}
    return to_be_stored(title)[:LONGEST_TITLE]
