"""The conduct alleged in a case, what else decides how it is charged, and the decisions taken."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.law.facts import Moved, ReportedAs
from amends.law.terms import Mode
from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Count, Party, Status
from amends.office.policy import Layer


class Conduct(models.Model):
    """What one culpable party is alleged to have done to some victims in one period.

    The words are those of the law's vocabulary. Without a first day it cannot be charged yet.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="conduct")
    by = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="conduct")
    begun = models.CharField(_("begun"), max_length=12, blank=True)
    ended = models.CharField(_("ended"), max_length=12, blank=True)
    mode = models.CharField(_("as"), max_length=16, default=Mode.PRINCIPAL)
    acts = models.JSONField(_("acts"), default=list, blank=True)
    means = models.JSONField(_("means"), default=list, blank=True)
    ends = models.JSONField(_("purposes"), default=list, blank=True)
    occurred = models.JSONField(_("exploitation that took place"), default=list, blank=True)
    circumstances = models.JSONField(_("circumstances"), default=list, blank=True)
    contested = models.JSONField(_("disputed"), default=list, blank=True)
    places = models.JSONField(_("countries"), default=list, blank=True)
    moved = models.CharField(_("movement"), max_length=16, default=Moved.NOT)
    mental = models.CharField(_("state of mind"), max_length=16, blank=True)
    knew_age = models.BooleanField(_("knew the age"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CHARGING)

    class Meta:
        """Conduct stands in the order it was stated."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return who acted, and when."""
        return f"{self.by_id} {self.begun}"


class ConductVictim(models.Model):
    """A victim whom conduct is alleged to have been directed at."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="conduct_victims")
    conduct = models.ForeignKey(Conduct, on_delete=models.CASCADE, related_name="conduct_victims")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="suffered")

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CHARGING)

    class Meta:
        """A victim stands in a conduct once."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conduct", "party"], name="victim_once_in_conduct")
        ]

    def __str__(self) -> str:
        """Return the keys it joins."""
        return f"{self.conduct_id} - {self.party_id}"


class CaseFacts(models.Model):
    """What is alleged of the case as a whole, and under the laws of which countries it is charged.

    ``seen`` is the fingerprint of what charging found when somebody last looked at it and said so,
    to be compared with what it finds later; ``changed_on`` is the day on which it was found to be
    other. ``version`` counts how often it was stated.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="facts_at_large")
    reported_as = models.CharField(
        _("first reported as"), max_length=16, default=ReportedAs.TRAFFICKING
    )
    indicators = models.JSONField(_("signs of forced labour"), default=list, blank=True)
    paid_for_journey = models.BooleanField(_("paid for the journey"), default=False)
    countries = models.JSONField(_("laws of"), default=list, blank=True)
    seen = models.TextField(blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    changed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CHARGING)

    def __str__(self) -> str:
        """Return what it was first reported as."""
        return self.reported_as

    @property
    def charged_under(self) -> tuple[str, ...]:
        """Return the countries under whose laws it is charged: its own if none was chosen."""
        return tuple(self.countries) or (self.case.jurisdiction,)


STANDS = models.Q(undone_at=None) & (
    models.Q(charged=False) | models.Q(count__removed_at=None, count__law=models.F("law"))
)


class AboutCount(models.Model):
    """Something a lawyer said of a count that lies. Undone, never deleted.

    ``law`` is the key of the offence among the laws held; with the people, the mode and the first
    day it names the count.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="%(class)ss")
    law = models.CharField(max_length=90)
    by = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="%(class)ss")
    victim = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="%(class)ss_about")
    mode = models.CharField(max_length=16)
    since = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """It has no table of its own."""

        abstract = True


class Decision(AboutCount):
    """Somebody decided to charge a count that lies, or not to, with the reasons.

    Prosecutors use their discretion so that the law has effect, and say why (UNTOC article 11(2)).
    A decision to charge stands (``STANDS``) as long as its count is in view and tied to that
    offence.
    """

    charged = models.BooleanField()
    reasons = models.TextField(_("reasons"), max_length=5_000, blank=True)
    count = models.ForeignKey(
        Count, null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CHARGING)

    class Meta:
        """The latest decision comes first; of those that stand there is one for each count."""

        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "law", "by", "victim", "mode", "since"],
                condition=models.Q(undone_at__isnull=True),
                name="one_decision_stands",
            )
        ]

    def __str__(self) -> str:
        """Return the offence and what was decided."""
        return f"{self.law}: {self.charged}"


class ProofLabel(AboutCount):
    """A lawyer said whether the standard of proof for charging is met on a count, and why.

    Words, never a number. The latest that is not undone stands; what was said before stays.
    """

    class Label(models.TextChoices):
        """Whether the standard is met."""

        MET = "met", pgettext_lazy("standard of proof", "Met")
        NOT_MET = "not_met", pgettext_lazy("standard of proof", "Not met")
        CONTESTED = "contested", pgettext_lazy("standard of proof", "Contested")

    label = models.CharField(_("standard of proof"), max_length=12, choices=Label.choices)
    reason = models.TextField(_("reason"), max_length=5_000)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.CHARGING)

    class Meta:
        """The latest label comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return the offence and what was said."""
        return f"{self.law}: {self.label}"
