"""What is kept of reports on officials: days, how far each came, and what nobody here can read."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.integrity.complicity import Origin, Outcome, Progress, Stage, declared

STAGE_LABELS = {
    Stage.RECEIVED: pgettext_lazy("report on an official", "Received"),
    Stage.ACKNOWLEDGED: pgettext_lazy("report on an official", "Acknowledged"),
    Stage.INQUIRY: pgettext_lazy("report on an official", "Looked into"),
    Stage.CLOSED: pgettext_lazy("report on an official", "Ended"),
}
ORIGIN_LABELS = {
    Origin.CHANNEL: _("Handed in without an account"),
    Origin.PUBLIC: _("Published"),
}


class Box(models.Model):
    """An ombudsman's key, or rather the half of it that seals; one is open at a time.

    What was sealed to a key stays with its box. Whoever opens a box shows that they hold its key.
    """

    holder = models.CharField(_("who holds the key"), max_length=120)
    recipient = models.CharField(max_length=80, unique=True)
    code_digest = models.CharField(max_length=64)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """The open one comes first."""

        ordering = (models.F("closed_on").desc(nulls_first=True), "-opened_on", "-id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(closed_on=None), name="one_box_is_open"
            )
        ]

    def __str__(self) -> str:
        """Return who holds its key."""
        return self.holder


class SealedReport(models.Model):
    """One report: on which day it came, how far it went; what it says is sealed.

    Its key and reference are random and its rows carry no time, so that neither the order nor the
    hour of a report can be told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="reports")
    reference = models.CharField(max_length=9, unique=True)
    origin = models.CharField(max_length=8, default=Origin.CHANNEL)
    receipt_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  # unique where there is a receipt
    received_on = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    inquired_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """The latest day comes first; within a day chance decides."""

        ordering = ("-received_on", "reference")

    def __str__(self) -> str:
        """Return its reference."""
        return self.reference

    @property
    def progress(self) -> Progress:
        """Return how it stands, as the domain knows it."""
        return Progress(
            received_on=self.received_on,
            origin=Origin(self.origin),
            acknowledged_on=self.acknowledged_on,
            answered_on=self.answered_on,
            inquired_on=self.inquired_on,
            outcome=Outcome(self.outcome) if self.outcome else None,
            closed_on=self.closed_on,
        )

    @property
    def stage_label(self) -> str:
        """Return how far it came, in the reader's language."""
        return str(STAGE_LABELS[self.progress.stage])

    @property
    def origin_label(self) -> str:
        """Return how it came here, in the reader's language."""
        return str(ORIGIN_LABELS[Origin(self.origin)])

    @property
    def outcome_label(self) -> str:
        """Return where it ended, in the reader's language; empty while it goes on."""
        return gettext(declared().outcomes[self.outcome]) if self.outcome else ""


class SealedPart(models.Model):
    """Something sealed that belongs to a report: itself, more of it, a reason, or an answer.

    All but answers are sealed to the box; an answer is sealed to the receipt.
    """

    class Kind(models.TextChoices):
        """What it is."""

        REPORT = "report", _("Report")
        MORE = "more", _("Added later")
        REASON = "reason", _("Reason of a step")
        ANSWER = "answer", pgettext_lazy("to who reported", "Answer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(SealedReport, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    day = models.DateField()
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        """In the order in which they came."""

        ordering = ("report", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="parts_are_numbered")
        ]

    def __str__(self) -> str:
        """Return what it is and of which report."""
        return f"{self.report_id} {self.number}: {self.kind}"


class PublishedFigures(models.Model):
    """What was published of the reports of one year, as it was published."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    figures = models.JSONField()
    published_on = models.DateField()

    class Meta:
        """The latest year comes first."""

        ordering = ("-year",)

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)
