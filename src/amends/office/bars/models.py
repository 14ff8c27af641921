"""A bar: an account is kept from a case, whatever its role. Two persons lift it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.network.bar_grounds import bar_grounds
from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer

STANDING = models.Q(lifted_at=None)


class Bar(models.Model):
    """One account is kept from one case on one ground, from the moment it was entered.

    Nobody entered a bar that amends set of its own accord, when somebody was named as a party.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bars")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bars"
    )
    ground = models.CharField(_("ground"), max_length=16)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    since = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_asked_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.CharField(_("reason"), max_length=300, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.BARS)

    class Meta:
        """Those that stand come first. The constraint's index is the one every read looks into."""

        ordering = (models.F("lifted_at").asc(nulls_first=True), "-since", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "case", "ground"],
                condition=STANDING,
                name="barred_once_on_a_ground",
            ),
            models.CheckConstraint(
                condition=STANDING
                | ~models.Q(lifted_by=models.F("lift_asked_by"))
                & ~models.Q(lifted_by=models.F("account"))
                & ~models.Q(lift_asked_by=models.F("account")),
                name="two_others_lift_a_bar",
            ),
        ]

    def __str__(self) -> str:
        """Return who is barred on which ground."""
        return f"{self.account}: {self.ground}"

    @property
    def ground_label(self) -> str:
        """Return the ground in the reader's language."""
        return gettext(bar_grounds()[self.ground].label)
