"""The log's tables: the entries, the head that the next is chained to, what was signed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an entry is about."""

    WRITE = "write", _("Write")
    READ = "read", _("Read")
    REFUSED = "refused", _("Refused")


class LogEntry(models.Model):
    """One act of one actor. Rows are only ever added; the digest binds each to all before it.

    Cases and accounts are kept as plain values, not as references: an entry outlives both.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    action = models.CharField(max_length=40)
    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    actor_label = models.CharField(max_length=200)
    case_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    case_reference = models.CharField(max_length=40, blank=True)
    data = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        """Newest entries are looked for first."""

        ordering = ("-sequence",)
        indexes: ClassVar = [
            # Whether a case was written to since something was worked out of it.
            models.Index(
                fields=["case_id", "sequence"], condition=models.Q(kind="write"), name="log_writes"
            )
        ]

    def __str__(self) -> str:
        """Return the entry in one line."""
        return f"{self.sequence} {self.actor_label} {self.action} {self.case_reference}".strip()


class LogHead(models.Model):
    """The last sequence and digest; locked while an entry is added, so the chain never forks."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        """Return the chain's position."""
        return f"{self.sequence} {self.digest}"


class LogCheckpoint(models.Model):
    """What was signed over the log at a size. Rows are only ever added."""

    size = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField()
    # The tree as it stood, so that the next checkpoint reads only what came after this one.
    roots = models.TextField()

    class Meta:
        """The newest comes first."""

        ordering = ("-size",)

    def __str__(self) -> str:
        """Return how many entries it covers."""
        return str(self.size)


class LogCosignature(models.Model):
    """What a witness put under a checkpoint, and when by its clock. Rows are only ever added."""

    checkpoint = models.ForeignKey(
        LogCheckpoint, on_delete=models.PROTECT, related_name="cosignatures"
    )
    witness = models.TextField()
    at = models.DateTimeField()
    line = models.TextField()

    class Meta:
        """Those of the newest checkpoint come first."""

        ordering = ("-checkpoint_id", "-at")

    def __str__(self) -> str:
        """Return whose it is."""
        return self.witness
