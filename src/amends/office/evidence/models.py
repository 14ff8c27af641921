"""Attachments, the stored files behind them, and files that are still being sent in parts."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class State(models.TextChoices):
    """What the last look at a stored file found."""

    SOUND = "sound", _("sound")
    DAMAGED = "damaged", _("damaged")
    MISSING = "missing", _("missing")
    LOCKED = "locked", _("its key is missing")


class Attachment(models.Model):
    """A file attached to a case. Removed from view, never from the store."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    filename = models.CharField(_("file name"), max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.ATTACHMENTS)

    class Meta:
        """The latest attachment comes first."""

        ordering = ("-added_at", "-id")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class StoredFile(models.Model):
    """A file in the store, whatever refers to it, and when its bytes were last verified."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    stored_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SOUND)
    found_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is known not to be sound."
    )

    class Meta:
        """What was found first comes first."""

        ordering = ("found_at", "id")

    def __str__(self) -> str:
        """Return the digest."""
        return self.sha256


class Delivery(models.Model):
    """A file that is being sent to a case in parts, until it is whole and attached.

    ``received`` counts the bytes that are synced to the disk; what lies behind them there is a
    part that was broken off, and is overwritten by the next.
    """

    token = models.CharField(max_length=32, unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deliveries")
    title = models.CharField(_("title"), max_length=200, blank=True)
    filename = models.CharField(_("file name"), max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    mark = models.CharField(max_length=64, blank=True)
    received = models.BigIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    attachment = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.ATTACHMENTS)

    class Meta:
        """The latest delivery comes first."""

        ordering = ("-begun_at", "-id")

    def __str__(self) -> str:
        """Return the file's name."""
        return self.filename
