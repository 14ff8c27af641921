"""Time-stamps of exhibits and certificates: what was stated, and the authority's answer."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class Stamp(models.Model):
    """A time-stamp of a chain as it stood, or of a certificate; without an answer it waits.

    Only the SHA-256 of the statement leaves the office. ``answer`` is the authority's answer as it
    came, which ``openssl ts -verify`` reads.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stamps")
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.CASCADE, related_name="stamps"
    )
    statement = models.TextField(_("what is stamped"))
    asked_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(_("why it is not stamped yet"), max_length=300, blank=True)
    answer = models.BinaryField(blank=True, default=b"")
    stamped_at = models.DateTimeField(_("stamped at"), null=True, blank=True)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    serial = models.CharField(_("number of the stamp"), max_length=80, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """The latest stamp comes first."""

        ordering = ("-id",)
        indexes: ClassVar = [
            models.Index(
                fields=["tried_at"],
                condition=models.Q(stamped_at__isnull=True),
                name="stamp_waiting",
            )
        ]

    def __str__(self) -> str:
        """Return when it was stamped."""
        return f"{self.stamped_at or '-'}"
