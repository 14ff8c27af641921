"""Emergency access: asked for by one person, granted by another, for hours, and reviewed after."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer

AGREED_WITHIN = timedelta(hours=24)


class EmergencyAccess(models.Model):
    """Somebody asks to see a case that is not theirs; from the agreement on they do, until then.

    What was asked for is kept as it was typed. There is no case where none of their unit has that
    reference or a bar keeps them from it: such a request waits as any other, and nobody grants it.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emergencies"
    )
    reference = models.CharField(_("reference"), max_length=40)
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="emergencies"
    )
    reason = models.CharField(_("reason"), max_length=300)
    hours = models.PositiveSmallIntegerField(_("hours"))
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_reason = models.CharField(_("reason"), max_length=300, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(_("review"), max_length=300, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EMERGENCIES)

    class Meta:
        """The latest comes first. The database, too, holds that nobody does it alone."""

        ordering = ("-asked_at", "-id")
        indexes: ClassVar = [
            # The one that every read of a case looks into.
            models.Index(
                fields=["account", "until"],
                condition=models.Q(ended_at=None),
                name="opened_in_emergency",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("account")),
                name="another_grants_emergency_access",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None)
                | models.Q(
                    until__gt=models.F("agreed_at"), agreed_by__isnull=False, case__isnull=False
                ),
                name="emergency_access_is_granted",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None) | ~models.Q(reviewed_by=models.F("account")),
                name="another_reviews_emergency_access",
            ),
        ]

    def __str__(self) -> str:
        """Return who asked for which case."""
        return f"{self.account}: {self.reference}"

    @property
    def is_pending(self) -> bool:
        """Say whether somebody can still agree."""
        lapses = self.asked_at + AGREED_WITHIN
        return not self.agreed_at and not self.ended_at and timezone.now() < lapses

    @property
    def runs(self) -> bool:
        """Say whether the case is open by it now."""
        return bool(self.until and not self.ended_at and timezone.now() < self.until)

    @property
    def is_to_be_reviewed(self) -> bool:
        """Say whether it is over and the ombudsman has not said a word on it."""
        return bool(self.agreed_at) and not self.runs and not self.reviewed_at
