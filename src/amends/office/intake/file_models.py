"""The files that came with reports."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.intake.guarded import ReportManager
from amends.office.policy import Layer


class ReportFile(models.Model):
    """A file that came with a report. Removed from view, never from the store.

    Whoever sees the report sees it. It is handed out as it came and never shown in the browser.
    """

    report = models.ForeignKey("intake.Report", on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=200)
    filename = models.CharField(_("file name"), max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ReportManager[Self]] = ReportManager(Layer.INTAKE, "report")

    class Meta:
        """Files stand in the order in which they came."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return the title."""
        return self.title
