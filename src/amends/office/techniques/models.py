"""Authorisations of techniques, their extensions, and what was obtained under them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Party
from amends.office.policy import Layer
from amends.proof.techniques import Decider, Priority


class Precedence(models.TextChoices):
    """How pressing an authorisation is."""

    DANGER = Priority.DANGER, _("Danger to a victim's life")
    EVIDENCE = Priority.EVIDENCE, _("Evidence may be lost")
    ORDINARY = Priority.ORDINARY, _("Ordinary")


class DecidedBy(models.TextChoices):
    """Who gives leave."""

    COURT = Decider.COURT, _("Court")
    PROSECUTOR = Decider.PROSECUTOR, _("Prosecutor")
    HEAD = Decider.HEAD, _("Head of unit")


class Decided(models.TextChoices):
    """What was decided."""

    OPEN = "", _("Not decided")
    GRANTED = "granted", pgettext_lazy("an authorisation", "Granted")
    REFUSED = "refused", pgettext_lazy("an authorisation", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("an authorisation", "Withdrawn")


class Authorisation(models.Model):
    """Leave to use a technique: asked for, decided, used. Withdrawn, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="authorisations")
    number = models.PositiveIntegerField()
    technique = models.CharField(_("technique"), max_length=40)
    on_what = models.CharField(_("on whom or what"), max_length=300)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="authorisations"
    )
    grounds = models.TextField(_("grounds"), max_length=5_000)
    priority = models.CharField(
        _("priority"), max_length=12, choices=Precedence.choices, default=Precedence.ORDINARY
    )
    priority_reason = models.CharField(_("why it is pressing"), max_length=300, blank=True)
    decider = models.CharField(_("who decides"), max_length=12, choices=DecidedBy.choices)
    authority = models.CharField(_("which court or office"), max_length=200, blank=True)
    standard = models.CharField(_("what must be shown"), max_length=40)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decided.choices, blank=True, default=Decided.OPEN
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    order = models.CharField(_("reference of the order"), max_length=200, blank=True)
    since = models.DateField(_("first day"), null=True, blank=True)
    until = models.DateField(_("last day"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), max_length=5_000, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    used_on = models.DateField(_("carried out on"), null=True, blank=True)
    used_note = models.CharField(_("how it was carried out"), max_length=500, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.TECHNIQUES)

    class Meta:
        """The latest comes first; a number names one authorisation of a case."""

        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="one_authorisation_of_a_number")
        ]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.number)


class Extension(models.Model):
    """More days of leave, asked for and decided. Struck out, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extensions")
    authorisation = models.ForeignKey(
        Authorisation, on_delete=models.CASCADE, related_name="extensions"
    )
    decided_on = models.DateField(_("decided on"))
    order = models.CharField(_("reference of the order"), max_length=200, blank=True)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    struck_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.TECHNIQUES)

    class Meta:
        """Extensions stand in the order of their days."""

        ordering = ("since", "id")

    def __str__(self) -> str:
        """Return its days."""
        return f"{self.since} - {self.until}"


class Product(models.Model):
    """An item of evidence that a technique yielded, and on which days."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="products")
    authorisation = models.ForeignKey(
        Authorisation, on_delete=models.CASCADE, related_name="products"
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="products")
    since = models.DateField(_("obtained from"))
    until = models.DateField(_("obtained until"))
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.TECHNIQUES)

    class Meta:
        """Products stand in the order of their days; an item stands under a leave once."""

        ordering = ("since", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authorisation", "item"],
                condition=models.Q(removed_at__isnull=True),
                name="item_once_under_a_leave",
            )
        ]

    def __str__(self) -> str:
        """Return the keys it joins."""
        return f"{self.authorisation_id} - {self.item_id}"
