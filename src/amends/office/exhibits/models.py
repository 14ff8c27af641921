"""Items of evidence, the steps of their custody, what must survive for them, and their files."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Party, Status
from amends.office.policy import Layer
from amends.proof.objections import Fate


class Basis(models.TextChoices):
    """On what an item was taken."""

    WARRANT = "warrant", _("Warrant or court order")
    CONSENT = "consent", _("Consent")
    PROVISION = "provision", _("Provision of law, without a warrant")
    PRODUCED = "produced", _("Given by whoever had it")
    FOREIGN = "foreign", _("Request to another State")


class Admissibility(models.TextChoices):
    """Where an item stands on its way into the trial."""

    PROPOSED = "proposed", _("To be obtained")
    COLLECTED = "collected", _("Collected")
    AUTHENTICATED = "authenticated", _("Authenticated")
    DISCLOSED = "disclosed", _("Disclosed")
    CHALLENGED = "challenged", _("Challenged")
    ADMITTED = "admitted", _("Admitted")
    LIMITED = "limited", _("Admitted for one use only")
    EXCLUDED = "excluded", _("Excluded")


class Item(models.Model):
    """One item of evidence. Removed from view, never deleted.

    ``origins`` say where its information ultimately comes from; who or what must survive for it to
    be used stands in its carriers. Both are the raw material of what falls together.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    description = models.TextField(_("description"), max_length=5_000)
    goes_to = models.JSONField(_("goes to"), default=list, blank=True)
    origins = models.JSONField(_("comes from"), default=list, blank=True)
    source = models.CharField(_("maker or keeper"), max_length=200, blank=True)
    serial = models.CharField(_("serial number"), max_length=100, blank=True)
    particulars = models.JSONField(_("particulars"), default=dict, blank=True)
    basis = models.CharField(_("taken on"), max_length=16, choices=Basis.choices, blank=True)
    basis_reference = models.CharField(_("reference of it"), max_length=200, blank=True)
    basis_issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    basis_scope = models.CharField(_("scope"), max_length=500, blank=True)
    basis_since = models.DateField(_("valid from"), null=True, blank=True)
    basis_until = models.DateField(_("valid until"), null=True, blank=True)
    laboratory = models.CharField(_("laboratory"), max_length=200, blank=True)
    requested_on = models.DateField(_("analysis asked for on"), null=True, blank=True)
    received_on = models.DateField(_("received there on"), null=True, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    finished_on = models.DateField(_("finished on"), null=True, blank=True)
    result = models.TextField(_("result"), max_length=5_000, blank=True)
    admissibility = models.CharField(
        _("stands as"),
        max_length=16,
        choices=Admissibility.choices,
        default=Admissibility.COLLECTED,
    )
    ruling = models.TextField(_("ruling"), max_length=5_000, blank=True)
    ruled_on = models.DateField(_("ruled on"), null=True, blank=True)
    helps_defence = models.BooleanField(_("may help the defence"), null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """Items stand in the order they were entered; a key names one item of a case."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_item_of_a_key")
        ]

    def __str__(self) -> str:
        """Return the item's key."""
        return self.key


class ItemParty(models.Model):
    """A party an item is about, such as the victim it identifies or the defendant it names."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="item_parties")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="item_parties")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="item_parties")

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """A party stands beside an item once."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "party"], name="party_once_beside_an_item")
        ]

    def __str__(self) -> str:
        """Return the keys it joins."""
        return f"{self.item_id} - {self.party_id}"


class ItemCarrier(models.Model):
    """What must survive for an item to be used: a witness who testifies, a search that stands.

    ``about`` says who or what; two items with the same one fall together. Of the carriers of an
    item with the same number under ``either`` one is enough; one that has none (0) is needed.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="carriers")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="carriers")
    kind = models.CharField(_("what must survive"), max_length=40)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="carries"
    )
    about = models.CharField(_("of whom or what"), max_length=200, blank=True)
    either = models.PositiveSmallIntegerField(_("alternatives"), default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """Carriers stand in the order they were entered."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return the kind of carrier."""
        return self.kind


class CustodyStep(models.Model):
    """One step of the custody of an item. Struck out with a reason, never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="custody_steps")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="custody_steps")
    kind = models.CharField(_("what happened"), max_length=16)
    at = models.DateTimeField(_("at"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.CharField(_("who had it"), max_length=200)
    to = models.CharField(_("who received it"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    seal_before = models.CharField(_("seal found"), max_length=60, blank=True)
    seal_after = models.CharField(_("seal put on"), max_length=60, blank=True)
    sha256 = models.CharField(_("SHA-256 found"), max_length=64, blank=True)
    receipt = models.BooleanField(_("signed for"), default=False)
    details = models.JSONField(_("details"), default=dict, blank=True)
    note = models.CharField(_("remark"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """Steps stand in the order of their times, then as they were entered."""

        ordering = ("at", "id")

    def __str__(self) -> str:
        """Return what happened."""
        return self.kind


class Objection(models.Model):
    """An objection to the use of an item, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="objections")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="objections")
    ground = models.CharField(_("ground"), max_length=40)
    raised_by = models.CharField(_("raised by"), max_length=200, blank=True)
    raised_on = models.DateField(_("raised on"))
    argument = models.TextField(_("what is said against it"), max_length=5_000, blank=True)
    answer = models.TextField(_("our answer"), max_length=5_000, blank=True)
    fate = models.CharField(_("what became of it"), max_length=20, default=Fate.OPEN)
    ruling = models.TextField(_("ruling"), max_length=5_000, blank=True)
    ruled_on = models.DateField(_("ruled on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """Objections stand in the order they were raised."""

        ordering = ("raised_on", "id")

    def __str__(self) -> str:
        """Return the ground."""
        return self.ground


class ItemFile(models.Model):
    """A file of an item: the evidentiary copy, or a working copy made from it."""

    class Copy(models.TextChoices):
        """What a file is to its item."""

        EVIDENTIARY = "evidentiary", _("Evidentiary copy")
        WORKING = "working", _("Working copy")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="item_files")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="item_files")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="item_files")
    copy = models.CharField(_("what it is"), max_length=12, choices=Copy.choices)
    made_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    made_by = models.CharField(_("made by"), max_length=200, blank=True)
    reason = models.CharField(_("why it was made"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.EVIDENCE)

    class Meta:
        """Evidentiary copies come first."""

        ordering = ("copy", "id")

    def __str__(self) -> str:
        """Return what the file is to the item."""
        return self.copy
