"""The register of recruiters: their licences as they were checked, and what closed them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.accounts.models import Unit
from amends.office.intake.guarded import UnitManager
from amends.office.parties.models import PartyKind
from amends.office.policy import Layer


class Undoable(models.Model):
    """Something decided or found by somebody. Undone, never changed or deleted."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """It has no table of its own."""

        abstract = True


class Recruiter(models.Model):
    """An agency or a person who recruits workers, as a register of the unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="recruiters")
    kind = models.CharField(
        _("kind"), max_length=8, choices=PartyKind.choices, default=PartyKind.LEGAL
    )
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)
    licence_number = models.CharField(_("number of the licence"), max_length=80, blank=True)
    remark = models.TextField(_("remark"), max_length=5_000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[UnitManager[Self]] = UnitManager(Layer.INTAKE, "")

    class Meta:
        """Recruiters stand in the order of their names."""

        ordering = ("name", "id")

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class LicenceCheck(Undoable):
    """Somebody looked how a recruiter's licence stands."""

    recruiter = models.ForeignKey(Recruiter, on_delete=models.CASCADE, related_name="checks")
    found = models.CharField(_("licence"), max_length=12)
    on = models.DateField(_("checked on"))
    until = models.DateField(_("runs until"), null=True, blank=True)
    source = models.CharField(_("where it was looked up"), max_length=200)

    objects: ClassVar[UnitManager[Self]] = UnitManager(Layer.INTAKE, "recruiter")

    class Meta:
        """The latest check comes first."""

        ordering = ("-on", "-id")

    def __str__(self) -> str:
        """Return what was found."""
        return self.found


class Closure(Undoable):
    """An order that closed a recruiter."""

    recruiter = models.ForeignKey(Recruiter, on_delete=models.CASCADE, related_name="closures")
    on = models.DateField(_("ordered on"))
    authority = models.CharField(_("ordered by"), max_length=200)
    reference = models.CharField(_("reference of the order"), max_length=80, blank=True)
    reason = models.CharField(_("reason"), max_length=300)

    objects: ClassVar[UnitManager[Self]] = UnitManager(Layer.INTAKE, "recruiter")

    class Meta:
        """The latest order comes first."""

        ordering = ("-on", "-id")

    def __str__(self) -> str:
        """Return the day of the order."""
        return self.on.isoformat()
