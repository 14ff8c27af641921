"""The row that keeps a case compiled, and what a caseload is told by."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class CompiledProof(models.Model):
    """A case compiled, under the digest of all it was made of; made anew when that changes.

    Beside it stands what a caseload is told by without looking into any case: the circuits of the
    counts, how many are proved in each reading, and what the whole took account of.

    Attributes:
        counts: how many there are.
        admitted, authenticated, pending: how many of them are proved in each reading.
        written: the last write to the case in the log.
        rules: the digest of the laws and the policies that were in use.
        asked_on: the day for which it was asked what can be charged; nothing where the day changes
            nothing, since everybody was charged.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="compiled_proof")
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    circuits = models.BinaryField(default=bytes)
    counts = models.PositiveIntegerField(default=0)
    admitted = models.PositiveIntegerField(default=0)
    authenticated = models.PositiveIntegerField(default=0)
    pending = models.PositiveIntegerField(default=0)
    written = models.BigIntegerField(default=-1)
    rules = models.CharField(max_length=64, blank=True)
    asked_on = models.DateField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PROOF)

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest
