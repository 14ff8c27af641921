"""A case and what hangs on the case as a whole. Stage and status belong to defendants, not here."""

from __future__ import annotations

from typing import ClassVar, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.accounts.models import Unit
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class Case(models.Model):
    """One case of a unit."""

    reference = models.CharField(_("reference"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=2)
    court = models.CharField(_("court"), max_length=200, blank=True)
    court_reference = models.CharField(_("court's reference"), max_length=80, blank=True)
    summary = models.TextField(_("summary"), max_length=20_000, blank=True)
    specialisms = models.JSONField(_("what the case demands"), default=list, blank=True)
    opened_on = models.DateField(_("opened on"))
    before_court = models.BooleanField(default=False)
    all_final = models.BooleanField(default=False)
    next_date = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CASE, "")

    class Meta:
        """The most recent case comes first; the indexes serve the case list."""

        ordering = ("-opened_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["-opened_on", "-id"], name="case_newest"),
            models.Index(fields=["unit", "-opened_on", "-id"], name="case_unit_newest"),
            models.Index(fields=["unit", "next_date"], name="case_unit_next"),
        ]

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference


class AssignmentKind(models.TextChoices):
    """What somebody does in a case."""

    LEAD = "lead", _("Lead")
    MEMBER = "member", _("Member")


class Assignment(models.Model):
    """Somebody works on a case from one day until another. Ended, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    kind = models.CharField(max_length=8, choices=AssignmentKind.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PEOPLE)

    class Meta:
        """Those working on the case now come first; nobody is assigned twice at a time."""

        ordering = ("until", "kind", "since")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=models.Q(until__isnull=True),
                name="assigned_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(until__isnull=True, kind="lead"),
                name="one_lead_at_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "case"],
                condition=models.Q(until__isnull=True),
                name="assigned_now",
            )
        ]

    def __str__(self) -> str:
        """Return who does what."""
        return f"{self.user} {self.kind}"


class HandOver(models.Model):
    """A lead passed the case on, with what the next one must know."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="handed_over"
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="taken_over"
    )
    on = models.DateField()
    note = models.TextField(max_length=20_000)
    tasks_moved = models.PositiveIntegerField(default=0)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PEOPLE)

    class Meta:
        """The latest hand-over comes first."""

        ordering = ("-on", "-id")

    def __str__(self) -> str:
        """Return who handed over to whom."""
        return f"{self.from_user} - {self.to_user}"


class Note(models.Model):
    """A working note. Withdrawn, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField(_("note"), max_length=20_000)
    written_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.NOTES)

    class Meta:
        """The latest note comes first."""

        ordering = ("-written_at", "-id")

    def __str__(self) -> str:
        """Return when it was written."""
        return f"{self.written_at:%Y-%m-%d %H:%M}"


class CaseLink(models.Model):
    """Two cases have to do with each other. Undone, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="linked_from")
    reason = models.CharField(_("why they belong together"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CASE)

    class Meta:
        """The latest link comes first."""

        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Return both references."""
        return f"{self.case} - {self.other}"


class MoveKind(models.TextChoices):
    """Why content moved from one case to another."""

    MERGE = "merge", _("Merged")
    SPLIT = "split", _("Split")


class CaseMove(models.Model):
    """Content moved from one case to another; ``moved`` says exactly what, so it can be undone."""

    kind = models.CharField(max_length=8, choices=MoveKind.choices)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves_from")
    target = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="moves_to")
    moved = models.JSONField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.HISTORY)

    class Meta:
        """The latest move comes first."""

        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        """Return what moved where."""
        return f"{self.kind}: {self.case} - {self.target}"


class SavedView(models.Model):
    """A named set of filters over the case list; belongs to one account and holds no case data."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="views"
    )
    name = models.CharField(_("name"), max_length=60)
    filters = models.JSONField(default=dict, blank=True)

    class Meta:
        """Views stand in the order of their names, each name once per account."""

        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_view_of_a_name")
        ]

    def __str__(self) -> str:
        """Return the view's name."""
        return self.name

    @property
    def address(self) -> str:
        """Return the filters as the query of an address."""
        return urlencode(self.filters)


class CaseNumber(models.Model):
    """The last number a unit gave in a year; locked while a case is opened, so none repeats."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One row for each unit and year."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_number_per_year")
        ]

    def __str__(self) -> str:
        """Return the last reference given."""
        return f"{self.unit.code}-{self.year}-{self.last:04d}"
