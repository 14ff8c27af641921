"""The record of each case that came in as an archive."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class Arrival(models.Model):
    """A case archive that was taken in: what was read of it, and which accounts stand for which.

    Rows taken and refused are together the rows read. Undone, its case is gone and its reference
    stays here.
    """

    case = models.OneToOneField(
        Case, null=True, blank=True, on_delete=models.SET_NULL, related_name="arrival"
    )
    reference = models.CharField(_("reference"), max_length=40)
    origin = models.CharField(_("reference where it comes from"), max_length=40)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    read = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    stands_for = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.HISTORY)

    class Meta:
        """The latest arrival comes first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return the reference the case got."""
        return self.reference
