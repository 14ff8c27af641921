"""What is to be taken out of a file, and the copies that were made without it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class Mark(models.Model):
    """What is to be taken out: words, or the left, top, right and bottom of a part of a page."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="redaction_marks")
    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="marks")
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)
    words = models.CharField(_("words"), max_length=300, blank=True)
    alone = models.BooleanField(_("only as words of their own"), default=False)
    part = models.JSONField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.DISCLOSURE)

    class Meta:
        """Marks stand in the order they were made."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


class Redaction(models.Model):
    """A redacted copy that was made of a file, with everything that was taken out and why.

    The original is never touched. A copy that is set aside stays in the record.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="redactions")
    source = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="redactions")
    result = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="redacted")
    marks = models.JSONField(default=list, blank=True)
    taken = models.JSONField(default=dict, blank=True)
    pages = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.DISCLOSURE)

    class Meta:
        """The latest copy comes first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return which file it was made of."""
        return str(self.source_id)
