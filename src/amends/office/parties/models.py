"""Who is in a case: parties, the roles they played towards each victim, and the counts."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.law.terms import Mode
from amends.network.roles import Capacity
from amends.office.cases.models import Case
from amends.office.guarded import GuardedManager
from amends.office.policy import Layer


class Status(models.TextChoices):
    """How far an entry is established in the case. Proposed is never shown as fact."""

    REPORTED = "reported", _("Reported")
    PROPOSED = "proposed", _("Proposed")


class PartyKind(models.TextChoices):
    """A person or an organisation."""

    NATURAL = "natural", _("Person")
    LEGAL = "legal", _("Organisation")


class Party(models.Model):
    """Somebody or some firm in one case.

    A victim's designation is a pseudonym; the office stores no victim's name. Stage and standing
    are those of a defendant and follow from the timeline. The age is that when the conduct began,
    for a party whose day of birth is not known. Of a victim it is stated, never scored, whether a
    disability or condition kept them from protecting themself: some laws then see a child.
    Countries are those that jurisdiction rests on.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    key = models.CharField(_("key"), max_length=40)
    capacity = models.CharField(_("capacity"), max_length=16)
    kind = models.CharField(_("kind"), max_length=8, choices=PartyKind.choices, default="natural")
    designation = models.CharField(_("designation"), max_length=200)
    sex = models.CharField(_("sex"), max_length=8, blank=True)
    born = models.CharField(_("born"), max_length=12, blank=True)
    age = models.PositiveSmallIntegerField(_("age at the time"), null=True, blank=True)
    unable_to_protect = models.BooleanField(_("could not protect themself"), default=False)
    nationality = models.CharField(_("nationality"), max_length=2, blank=True)
    resident = models.CharField(_("lives in"), max_length=2, blank=True)
    present = models.CharField(_("is now in"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    facts = models.TextField(_("facts"), max_length=5_000, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    stage = models.CharField(max_length=16, blank=True)
    standing = models.CharField(max_length=16, blank=True)
    stage_since = models.CharField(max_length=12, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PARTIES)

    class Meta:
        """Parties stand in the order they were added; a key names one party of a case."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_party_of_a_key")
        ]
        indexes: ClassVar = [models.Index(fields=["case", "capacity"], name="party_capacity")]

    def __str__(self) -> str:
        """Return the designation, a pseudonym for a victim."""
        return self.designation

    @property
    def is_victim(self) -> bool:
        """Say whether the party is a victim."""
        return self.capacity == Capacity.VICTIM

    @property
    def is_defendant(self) -> bool:
        """Say whether the party is charged."""
        return self.capacity == Capacity.DEFENDANT


class PartyRole(models.Model):
    """A role a party played, towards one victim or all, in a period: an edge, not a label."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="roles")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=8)
    victim = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="roles_towards"
    )
    since = models.CharField(_("from"), max_length=12, blank=True)
    until = models.CharField(_("until"), max_length=12, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    source = models.CharField(_("source"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PARTIES)

    class Meta:
        """Roles stand in the order they were added."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return the role's code."""
        return self.role


class Screen(models.Model):
    """A non-punishment screen: was this person made to offend? Done before anybody is a suspect."""

    class Finding(models.TextChoices):
        """What the screen found."""

        NO_SIGN = "no_sign", _("No sign of having been trafficked")
        SIGNS_PURSUE = "pursue", _("Signs found; acts were not a consequence of being trafficked")
        SIGNS_VICTIM = "victim", _("Signs found; to be treated as a victim")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="screens")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="screens")
    finding = models.CharField(_("finding"), max_length=8, choices=Finding.choices)
    reasons = models.TextField(_("reasons"), max_length=5_000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PARTIES)

    class Meta:
        """The latest screen comes first."""

        ordering = ("-on", "-id")

    def __str__(self) -> str:
        """Return the finding."""
        return self.get_finding_display()


class Count(models.Model):
    """One charge, as charged, against one or more defendants and concerning one or more victims.

    ``law`` is the key of its offence among the statutes that are held, if it is tied to one.
    ``added_on`` is the day it was added here, not known of those that earlier versions kept.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="counts")
    number = models.PositiveIntegerField(_("number"))
    citation = models.CharField(_("provision"), max_length=200)
    offence = models.CharField(_("offence"), max_length=300)
    law = models.CharField(_("offence in the laws held"), max_length=90, blank=True)
    mode = models.CharField(_("mode of participation"), max_length=16, default=Mode.PRINCIPAL)
    conduct_from = models.CharField(_("conduct from"), max_length=12, blank=True)
    conduct_to = models.CharField(_("conduct until"), max_length=12, blank=True)
    alternative_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    removed_at = models.DateTimeField(null=True, blank=True)
    added_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PARTIES)

    class Meta:
        """Counts stand in the order of the indictment; a number is used once in a case."""

        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="one_count_of_a_number")
        ]

    def __str__(self) -> str:
        """Return the count's number and provision."""
        return f"{self.number}. {self.citation}"


class CountParty(models.Model):
    """A defendant or a victim of a count; for a defendant, how the count ended.

    ``made_defendant`` says that the count made a defendant of a suspect, who is one no longer when
    no count and no event holds them as one.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="count_parties")
    count = models.ForeignKey(Count, on_delete=models.CASCADE, related_name="count_parties")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="count_parties")
    verdict = models.CharField(_("verdict"), max_length=20, blank=True)
    disposition = models.TextField(_("disposition"), max_length=2_000, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    made_defendant = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PARTIES)

    class Meta:
        """A party stands in a count once."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["count", "party"], name="party_once_in_a_count")
        ]

    def __str__(self) -> str:
        """Return the keys it joins."""
        return f"{self.count_id} - {self.party_id}"
