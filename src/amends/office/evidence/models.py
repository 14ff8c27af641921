"""Attachments: the record of a file; its bytes lie in the store under their own digest."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class Attachment(models.Model):
    """A file attached to a case. Removed from view, never from the store."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    filename = models.CharField(_("file name"), max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.ATTACHMENTS)

    class Meta:
        """The latest attachment comes first."""

        ordering = ("-added_at", "-id")

    def __str__(self) -> str:
        """Return the title."""
        return self.title
