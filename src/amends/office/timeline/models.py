"""The timeline's table: declared events, each about the case or about named parties."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Party, Status
from amends.office.policy import Layer


class TimelineEvent(models.Model):
    """One event of a declared type. Struck out with a reason when wrong, never changed."""

    # Found by ``event_of_case``, which begins with it.
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events", db_index=False)
    code = models.CharField(_("what happened"), max_length=40)
    on = models.CharField(_("when"), max_length=12)
    first_day = models.DateField(db_index=True)
    details = models.JSONField(default=dict, blank=True)
    text = models.TextField(_("description"), max_length=5_000, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    # Nothing is looked up by who recorded it, and no account is ever deleted.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Found by ``copy_of_event``: by far the most are no copies.
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, db_index=False
    )

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.TIMELINE)

    class Meta:
        """Events stand in the order in which they happened, then in which they were recorded."""

        ordering = ("first_day", "id")
        indexes: ClassVar = [
            models.Index(fields=["case", "first_day"], name="event_of_case"),
            models.Index(
                fields=["copied_from"],
                name="copy_of_event",
                condition=models.Q(copied_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        """Return what happened and when."""
        return f"{self.on} {self.code}"


class EventParty(models.Model):
    """A party an event is about."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="event_parties")
    # Found by ``party_once_in_an_event``, which begins with it.
    event = models.ForeignKey(
        TimelineEvent, on_delete=models.CASCADE, related_name="event_parties", db_index=False
    )
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="event_parties")

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.TIMELINE)

    class Meta:
        """A party stands in an event once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "party"], name="party_once_in_an_event")
        ]

    def __str__(self) -> str:
        """Return the keys it joins."""
        return f"{self.event_id} - {self.party_id}"


class OpenClock(models.Model):
    """A clock that runs or is suspended, as computed when the case last changed.

    Kept so that a front page over a thousand cases asks the database once; rebuilt from the
    timeline by every service that changes what it rests on.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="clocks"
    )
    rule = models.CharField(max_length=60)
    due = models.DateField(null=True, blank=True)
    severity = models.PositiveSmallIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.TIMELINE)

    class Meta:
        """What is due first comes first."""

        ordering = ("due", "-severity", "id")
        indexes: ClassVar = [models.Index(fields=["case", "due"], name="clock_of_case")]

    def __str__(self) -> str:
        """Return the rule and when it is due."""
        return f"{self.rule} {self.due}"
