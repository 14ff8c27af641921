"""Inquiries with their reminders and replies, the lines of inquiry closed, and numbers given."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Party
from amends.office.policy import Layer
from amends.office.tasks.models import Task
from amends.proof.inquiries import ReplyKind


class Urgency(models.TextChoices):
    """How soon an answer is needed."""

    ROUTINE = "routine", _("Ordinary")
    URGENT = "urgent", _("Urgent")
    DANGER = "danger", _("Danger to somebody's life")


class SeriesKind(models.TextChoices):
    """What is numbered within a case."""

    INQUIRY = "inquiry"
    AUTHORISATION = "authorisation"


class Series(models.Model):
    """The last number given in a case; locked while one is given, so that none is given twice."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="series")
    kind = models.CharField(max_length=16, choices=SeriesKind.choices)
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.INQUIRIES)

    class Meta:
        """One row for each case and kind."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_series_of_a_kind")
        ]

    def __str__(self) -> str:
        """Return the kind and the last number."""
        return f"{self.kind} {self.last}"


class Inquiry(models.Model):
    """Something that police or another body is asked for. Removed from view, never deleted.

    It is tied to an element of a count, named as charging names it (the offence's key, against
    whom, concerning whom, mode, first day), or to a proposition in words. ``sent_as`` is the
    reference it was sent under: a merge may give it another number, the letter keeps its own.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="inquiries")
    number = models.PositiveIntegerField()
    body = models.CharField(_("body that is asked"), max_length=200)
    person = models.CharField(_("person there"), max_length=200, blank=True)
    asks = models.TextField(_("what is asked for"), max_length=5_000)
    why = models.TextField(_("why"), max_length=5_000)
    urgency = models.CharField(
        _("urgency"), max_length=8, choices=Urgency.choices, default=Urgency.ROUTINE
    )
    due = models.DateField(_("answer by"))
    element = models.CharField(max_length=20, blank=True)
    stood_as = models.CharField(max_length=12, blank=True)
    law = models.CharField(max_length=90, blank=True)
    citation = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="inquiries_against"
    )
    victim = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="inquiries_concerning"
    )
    mode = models.CharField(max_length=16, blank=True)
    since = models.DateField(null=True, blank=True)
    proposition = models.CharField(_("what is to be shown"), max_length=500, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inquiries"
    )
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_as = models.CharField(max_length=60, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(_("reason"), max_length=300, blank=True)
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="inquiries"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.INQUIRIES)

    class Meta:
        """The latest comes first; a number names one inquiry of a case."""

        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(
                fields=["due"],
                condition=models.Q(closed_on=None, removed_at=None),
                name="open_inquiries",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="one_inquiry_of_a_number")
        ]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.number)

    @property
    def reference(self) -> str:
        """Return what it is called in a letter and in its reply."""
        return self.sent_as or f"{self.case.reference}/{self.number}"


class Reminder(models.Model):
    """That a reply was asked for again, and the new day given for it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="reminders")
    on = models.DateField(_("reminded on"))
    due_before = models.DateField()
    due = models.DateField(_("answer by"))
    note = models.CharField(_("how, and what was said"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.INQUIRIES)

    class Meta:
        """Reminders stand in the order they were made."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return its day."""
        return self.on.isoformat()


class Reply(models.Model):
    """What a body answered. Struck out with a reason, never changed."""

    class Kind(models.TextChoices):
        """How much it answers."""

        COMPLETE = ReplyKind.COMPLETE, pgettext_lazy("a reply", "Complete")
        PARTIAL = ReplyKind.PARTIAL, pgettext_lazy("a reply", "In part")
        REFUSED = ReplyKind.REFUSED, pgettext_lazy("a reply", "Refused")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="replies")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="replies")
    on = models.DateField(_("received on"))
    kind = models.CharField(_("how much it answers"), max_length=8, choices=Kind.choices)
    content = models.TextField(_("what it says"), max_length=5_000, blank=True)
    reason = models.CharField(_("reason given for refusing"), max_length=500, blank=True)
    attachment = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.INQUIRIES)

    class Meta:
        """Replies stand in the order they came."""

        ordering = ("on", "id")

    def __str__(self) -> str:
        """Return how much it answers."""
        return self.kind


class Line(models.Model):
    """A line of inquiry that a lawyer closed: no technique may lawfully be used in it.

    ``alternatives`` says of everything else that is lawful whether it is taken up, and why or why
    not: ``{code: {"taken": bool, "reason": str}}``. Undone, never deleted.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lines")
    what = models.CharField(_("what was looked for, and how"), max_length=500)
    techniques = models.JSONField(_("techniques thought of"), default=list)
    why = models.TextField(_("why none is lawful"), max_length=5_000)
    alternatives = models.JSONField(default=dict)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.INQUIRIES)

    class Meta:
        """The latest comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return what was looked for."""
        return self.what
