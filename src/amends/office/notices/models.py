"""Which digests were sent: to whom on which day, and nothing of what they said."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class SentDigest(models.Model):
    """A digest that went, or is going, to somebody; the database lets there be one a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The latest digest comes first."""

        ordering = ("-day",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day")
        ]

    def __str__(self) -> str:
        """Return to whom it went and when."""
        return f"{self.user}: {self.day}"
