"""What came of reading an attachment, and the text that was taken out of it."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.evidence.models import Attachment
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class State(models.TextChoices):
    """Whether an attachment's text is awaited, was taken, or why it was not."""

    WAITING = "waiting", _("Waiting to be read")
    TAKEN = "taken", _("Read")
    NO_TEXT = "no_text", _("Nothing to read")
    ENCRYPTED = "encrypted", _("Locked")
    DAMAGED = "damaged", _("Damaged")
    TOO_LARGE = "too_large", _("Too large")
    REFUSED = "refused", _("Not read")


class Reading(models.Model):
    """An attachment that is to be read, or was: the queue, and what came of it.

    A worker that takes a row writes down when. Whoever finds that to be long ago takes it again.
    """

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="reading")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=8, blank=True)
    pages = models.PositiveIntegerField(default=0)
    characters = models.PositiveBigIntegerField(default=0)
    missed = models.JSONField(default=list, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.ATTACHMENTS, "attachment__case")

    class Meta:
        """What was asked for first is read first."""

        ordering = ("asked_at", "id")
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at", "id"],
                condition=models.Q(state="waiting"),
                name="reading_waiting",
            )
        ]

    def __str__(self) -> str:
        """Return the attachment's key and what came of it."""
        return f"{self.attachment_id} {self.state}"


class FileText(models.Model):
    """A stretch of a file's text; page breaks stand in it as form feeds."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    first_page = models.PositiveIntegerField(default=1)
    text = models.TextField()

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(
        Layer.ATTACHMENTS, "reading__attachment__case"
    )

    class Meta:
        """Stretches stand in the order of the file."""

        ordering = ("reading", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "number"], name="one_stretch_of_a_number")
        ]

    def __str__(self) -> str:
        """Return which stretch it is."""
        return f"{self.reading_id} {self.number}"


def state_of(attachment: Attachment) -> State:
    """Return whether an attachment was read; one that nobody asked to read waits."""
    reading: Reading | None = getattr(attachment, "reading", None)
    return State(reading.state) if reading else State.WAITING
