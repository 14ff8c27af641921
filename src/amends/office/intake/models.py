"""Reports, whom they are about, who can be asked, and what was answered and decided on them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.intake.progress import ReportState
from amends.law.facts import Moved, ReportedAs
from amends.office.accounts.models import Unit
from amends.office.cases.models import Case
from amends.office.intake.file_models import ReportFile
from amends.office.intake.guarded import ContactManager, ReportManager
from amends.office.intake.identification_models import Identification
from amends.office.intake.register_models import Closure, LicenceCheck, Recruiter, Undoable
from amends.office.intake.words import STEPS
from amends.office.parties.models import Party
from amends.office.policy import Layer
from amends.office.timeline.models import TimelineEvent

__all__ = ["Closure", "Identification", "LicenceCheck", "Recruiter", "Report", "ReportFile"]


class Report(models.Model):
    """How facts first reached the unit. Corrected with a version, taken out of view, never deleted.

    ``state`` and ``sort`` follow from what stands on it. ``people`` is how many people it says are
    concerned or, about a recruiter, how many said so. Nobody is named: people by pseudonym.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    reference = models.CharField(_("reference"), max_length=40, unique=True)
    received_on = models.DateField(_("received on"))
    kind = models.CharField(_("received from"), max_length=24)
    sender = models.CharField(_("office or organisation"), max_length=200, blank=True)
    sender_reference = models.CharField(_("their reference"), max_length=80, blank=True)
    way = models.CharField(_("how it came"), max_length=16)
    country = models.CharField(_("country where it happened"), max_length=2, blank=True)
    narrative = models.TextField(_("what is reported"), max_length=20_000)
    people = models.PositiveIntegerField(_("people concerned"), null=True, blank=True)
    recruiter = models.ForeignKey(
        Recruiter, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="own_reports",
    )
    state = models.CharField(max_length=12, default=ReportState.RECEIVED.value)
    sort = models.CharField(max_length=16, blank=True)
    screen_again_on = models.DateField(_("screen again on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ReportManager[Self]] = ReportManager(Layer.INTAKE, "")

    class Meta:
        """The most recent report comes first; the indexes serve the list."""

        ordering = ("-received_on", "-id")
        indexes: ClassVar = [
            models.Index(fields=["unit", "-received_on", "-id"], name="report_unit_newest"),
            models.Index(fields=["unit", "state", "received_on"], name="report_unit_state"),
        ]

    def __str__(self) -> str:
        """Return the reference."""
        return self.reference


class Contact(models.Model):
    """Whom to ask about a report, and how to do so without danger. Apart from everything else."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(_("name"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=200, blank=True)
    email = models.CharField(_("e-mail"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    safety = models.CharField(_("how to reach them safely"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[ContactManager[Self]] = ContactManager(Layer.CONTACT, "report")

    def __str__(self) -> str:
        """Return nothing that tells who it is."""
        return f"contact of {self.report_id}"


class ReportPerson(models.Model):
    """Somebody a report is about, by pseudonym; ``party`` is who it became in a case."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="persons")
    designation = models.CharField(_("pseudonym"), max_length=40)
    age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="reported_as"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ReportManager[Self]] = ReportManager(Layer.INTAKE, "report")

    class Meta:
        """People stand in the order they were added, each pseudonym once in a report."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "designation"], name="pseudonym_once_in_a_report"
            )
        ]

    def __str__(self) -> str:
        """Return the pseudonym."""
        return self.designation


class Screening(Undoable):
    """One time that the indicators were asked, with what else the report states for the triage."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="screenings")
    sort = models.CharField(_("sort of exploitation"), max_length=16)
    answers = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=dict, blank=True)
    acts = models.JSONField(_("acts"), default=list, blank=True)
    means = models.JSONField(_("means"), default=list, blank=True)
    ends = models.JSONField(_("exploitation that was meant"), default=list, blank=True)
    occurred = models.JSONField(_("exploitation that took place"), default=list, blank=True)
    moved = models.CharField(
        max_length=16, choices=[(m.value, m.value) for m in Moved], default=Moved.NOT.value
    )
    reported_as = models.CharField(
        max_length=16,
        choices=[(r.value, r.value) for r in ReportedAs],
        default=ReportedAs.OTHER.value,
    )
    paid_for_journey = models.BooleanField(default=False)

    objects: ClassVar[ReportManager[Self]] = ReportManager(Layer.INTAKE, "report")

    class Meta:
        """The latest screening comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return the sort."""
        return self.sort


class TriageDecision(Undoable):
    """What somebody decided a report to be about, and why."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="triages")
    form = models.CharField(_("what it is about"), max_length=20)
    reason = models.TextField(_("reasons"), max_length=5_000)
    screen_again_on = models.DateField(_("screen again on"), null=True, blank=True)

    objects: ClassVar[ReportManager[Self]] = ReportManager(Layer.INTAKE, "report")

    class Meta:
        """The latest decision comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return the form."""
        return self.form


class ReportDecision(Undoable):
    """What becomes of a report: a case, another body, or nothing; with the answer of that body."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="decisions")
    step = models.CharField(
        _("decision"), max_length=8, choices=[(step.value, words) for step, words in STEPS.items()]
    )
    on = models.DateField(_("decided on"))
    reason = models.TextField(_("reasons"), max_length=5_000)
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="report_decisions"
    )
    event = models.ForeignKey(
        TimelineEvent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = models.CharField(_("passed on to"), max_length=24, blank=True)
    body_name = models.CharField(_("its name"), max_length=200, blank=True)
    closing = models.CharField(_("closed because"), max_length=16, blank=True)
    answer = models.TextField(_("answer"), max_length=5_000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects: ClassVar[ReportManager[Self]] = ReportManager(Layer.INTAKE, "report")

    class Meta:
        """The latest decision comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return the step."""
        return self.step


class ReportAct(models.Model):
    """One write on a report, for its history. Rows are only ever added."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="acts")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    what = models.CharField(max_length=24)
    details = models.JSONField(default=dict, blank=True)

    objects: ClassVar[ReportManager[Self]] = ReportManager(Layer.INTAKE, "report")

    class Meta:
        """The latest act comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return what was done."""
        return self.what


class ReportNumber(models.Model):
    """The last number of a report of a unit in a year; locked while one is recorded."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One row for each unit and year."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_report_number_per_year")
        ]

    def __str__(self) -> str:
        """Return the last reference given."""
        return f"{self.unit.code}-R-{self.year}-{self.last:04d}"
