"""Tasks and directions."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer
from amends.office.timeline.models import TimelineEvent


class TaskKind(models.TextChoices):
    """A task is set by a colleague or by a rule, a direction by a court or a head."""

    TASK = "task", _("Task")
    DIRECTION = "direction", _("Direction")


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Task(models.Model):
    """Something one person must do in a case by a date."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=10, choices=TaskKind.choices, default=TaskKind.TASK)
    title = models.CharField(_("what must be done"), max_length=200)
    detail = models.TextField(_("detail"), max_length=5_000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tasks"
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks_set",
    )
    due = models.DateField(_("due"))
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    outcome = models.CharField(_("result"), max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="escalated",
    )
    event = models.ForeignKey(TimelineEvent, null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.TASKS)

    class Meta:
        """What is due first comes first."""

        ordering = ("due", "id")
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "due"], condition=models.Q(state="open"), name="open_of_owner"
            ),
            models.Index(
                fields=["case", "due"], condition=models.Q(state="open"), name="open_of_case"
            ),
        ]

    def __str__(self) -> str:
        """Return what must be done."""
        return self.title
