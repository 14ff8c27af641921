"""Where an authority stood on whether somebody is a victim of trafficking."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.intake.guarded import IdentificationManager
from amends.office.parties.models import Party
from amends.office.policy import Layer


class Identification(models.Model):
    """Where an authority stood on whether somebody is a victim. Struck out, never changed.

    It is of a person of a report or of a party of a case, and depends on no verdict.
    """

    person = models.ForeignKey(
        "intake.ReportPerson",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="identifications",
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="identifications"
    )
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="identifications"
    )
    status = models.CharField(_("status as a victim"), max_length=16)
    on = models.DateField(_("from which day"))
    authority = models.CharField(_("authority"), max_length=200)
    reason = models.TextField(_("reasons"), max_length=5_000, blank=True)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[IdentificationManager[Self]] = IdentificationManager(Layer.IDENTIFICATION)

    class Meta:
        """In the order of their days; each is of somebody."""

        ordering = ("on", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="identification_of_somebody",
                condition=models.Q(person__isnull=False, party__isnull=True, case__isnull=True)
                | models.Q(person__isnull=True, party__isnull=False, case__isnull=False),
            )
        ]

    def __str__(self) -> str:
        """Return the status."""
        return self.status
