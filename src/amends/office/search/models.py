"""What is searched: one row for each thing in a case that has words."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager, LayeredManager
from amends.office.policy import Layer


class EntryKind(models.TextChoices):
    """What an entry stands for."""

    CASE = "case", _("Case")
    SUMMARY = "summary", _("Summary")
    PARTY = "party", _("Party")
    COUNT = "count", _("Count")
    EVENT = "event", _("Event")
    TASK = "task", _("Task")
    NOTE = "note", _("Note")
    ATTACHMENT = "attachment", _("Attachment")
    FILE = "file", _("Text of a file")
    ITEM = "item", _("Item of evidence")
    PASSAGE = "passage", _("Note on a passage")
    STATEMENT = "statement", _("Statement")
    PROPOSITION = "proposition", _("Proposition")
    RECANTATION = "recantation", _("Recantation")
    INQUIRY = "inquiry", _("Inquiry")


class Entry(models.Model):
    """Something in a case that can be found, as it was when the case was last written to.

    ``layer`` is the part of the case that somebody must see to find it. ``part`` and ``page`` say
    which stretch of a file it is, whose words stand with the file. ``normal`` is the text as it is
    compared, and ``stamp`` tells whether what it stands for has changed.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="search_entries")
    layer = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    row = models.BigIntegerField()
    part = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField(default=0)
    weight = models.PositiveSmallIntegerField(default=2)
    day = models.DateField()
    scripts = models.CharField(max_length=200, blank=True)
    stamp = models.CharField(max_length=32)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    normal = models.TextField(blank=True)

    objects: ClassVar[LayeredManager[Self]] = LayeredManager(Layer.CASE)

    class Meta:
        """One entry for each thing; the index serves a reader of few cases."""

        ordering = ("-day", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "row", "part"], name="found_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "layer"], name="entry_of_case"),
        ]

    def __str__(self) -> str:
        """Return what it stands for."""
        return f"{self.kind} {self.row}"


class Backlog(models.Model):
    """A case of which more was written at once than is taken into the index at once."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="search_backlog")

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CASE)

    def __str__(self) -> str:
        """Return the case's key."""
        return str(self.case_id)
