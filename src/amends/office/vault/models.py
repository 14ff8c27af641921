"""What the vault holds: a wrapped key of each case, sealed fields of parties, and every touch."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.network.vault_fields import vault_fields
from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Party
from amends.office.policy import Layer


class VaultKey(models.Model):
    """The key of one case, in an envelope that the master key of this id opens."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="vault_key")
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=16)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.VAULT)

    def __str__(self) -> str:
        """Return whose key it is."""
        return str(self.case_id)


class VaultEntry(models.Model):
    """One field of a protected party, sealed for this party in its case and for this field."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="vault_entries")
    field = models.CharField(_("field"), max_length=20)
    sealed = models.BinaryField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.VAULT, "party__case")

    class Meta:
        """A field of a party is held once."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "field"], name="held_once_in_the_vault")
        ]

    def __str__(self) -> str:
        """Return which field of whom it is."""
        return f"{self.party_id}: {self.field}"

    @property
    def label(self) -> str:
        """Return the field in the reader's language."""
        return gettext(vault_fields()[self.field].label)


class Touch(models.TextChoices):
    """What somebody did with a field of the vault."""

    ENTERED = "entered", _("Entered")
    REPLACED = "replaced", _("Replaced")
    ERASED = "erased", _("Erased")
    REVEALED = "revealed", _("Revealed")


class VaultTouch(models.Model):
    """Who did what with a field, when and why; never what it held."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="vault_touches")
    field = models.CharField(_("field"), max_length=20)
    what = models.CharField(max_length=8, choices=Touch.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.VAULT, "party__case")

    class Meta:
        """The latest comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return what was done with which field."""
        return f"{self.field}: {self.what}"

    @property
    def label(self) -> str:
        """Return the field in the reader's language."""
        return gettext(vault_fields()[self.field].label)
