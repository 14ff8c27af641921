"""The record of each import: what was read, taken and refused, and what it added to the case."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.exchange.layouts import SheetKind
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer

SHEETS = {SheetKind.PARTIES: _("Parties"), SheetKind.EVENTS: _("Events")}
EXHIBITS = "exhibits"  # taken from a graph in CASE/UCO, which is no sheet
KINDS = [*((kind.value, label) for kind, label in SHEETS.items()), (EXHIBITS, _("Exhibits"))]


class ImportBatch(models.Model):
    """One sheet, or one graph, taken into a case. Taken and refused make what was read.

    ``refused`` holds for each refused row its number and, by field, what is wrong; never its
    cells. ``created`` holds the keys of the parties, events or items it added. The bytes lie in
    the store under ``sha256`` if they are ``kept``; a file that may name a victim is not.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    kept = models.BooleanField(default=True)
    encoding = models.CharField(max_length=20)
    read = models.PositiveIntegerField()
    taken = models.PositiveIntegerField()
    refused = models.JSONField(default=list, blank=True)
    created = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PARTIES)

    class Meta:
        """The latest import comes first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return the file's name."""
        return self.filename
