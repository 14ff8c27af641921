"""What is decided about material, what was redacted, and what was served on whom."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.office.cases.models import Case
from amends.office.disclosure.redaction_models import Mark, Redaction
from amends.office.evidence.models import Attachment
from amends.office.exhibits.models import Item
from amends.office.guarded import GuardedManager, LayeredManager
from amends.office.parties.models import Party
from amends.office.policy import Layer
from amends.office.statements.models import Statement

__all__ = [
    "BoundPiece",
    "Bundle",
    "Change",
    "Decision",
    "DisclosureSet",
    "Entry",
    "Mark",
    "Numbering",
    "Redaction",
    "Service",
    "SetState",
    "Use",
]


# What material can be, as the columns of a row that is about one piece of it.
OF_A_PIECE = ("item", "attachment", "statement")


def _on_one_piece(name: str) -> models.CheckConstraint:
    """Return the rule that a row is about exactly one piece of material."""
    one = models.Q()
    for kept in OF_A_PIECE:
        nothing = {f"{other}__isnull": other != kept for other in OF_A_PIECE}
        one |= models.Q(**nothing)
    return models.CheckConstraint(condition=one, name=name)


class Use(models.TextChoices):
    """Whether the prosecution relies on material."""

    UNDECIDED = "undecided", _("Not decided yet")
    USED = "used", pgettext_lazy("material", "Used")
    UNUSED = "unused", pgettext_lazy("material", "Unused")


class Decision(models.Model):
    """What is decided about one piece of material: an item of evidence, a file or a statement.

    Material nobody decided about has no row; the schedule lists it all the same.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="material_decisions")
    item = models.OneToOneField(
        Item, null=True, blank=True, on_delete=models.CASCADE, related_name="disclosure"
    )
    attachment = models.OneToOneField(
        Attachment, null=True, blank=True, on_delete=models.CASCADE, related_name="disclosure"
    )
    statement = models.OneToOneField(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="disclosure"
    )
    use = models.CharField(_("use"), max_length=9, choices=Use.choices, default=Use.UNDECIDED)
    exculpatory = models.BooleanField(_("may help the defence"), null=True, blank=True)
    exculpatory_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ground = models.CharField(_("withheld on"), max_length=20, blank=True)
    order_reference = models.CharField(_("order"), max_length=200, blank=True)
    order_issuer = models.CharField(_("made by"), max_length=200, blank=True)
    order_on = models.DateField(_("made on"), null=True, blank=True)
    exhibit_number = models.CharField(_("exhibit number"), max_length=40, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.DISCLOSURE)

    class Meta:
        """A decision is about exactly one piece."""

        ordering = ("id",)
        constraints: ClassVar = [_on_one_piece("decision_on_one_piece")]

    def __str__(self) -> str:
        """Return the use."""
        return self.use


class Change(models.Model):
    """One change of a decision: what it was, what it became, who made it and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="material_changes")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.DISCLOSURE)

    class Meta:
        """The latest change comes first."""

        ordering = ("-at", "-id")

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


class Numbering(models.Model):
    """How the pages that leave a case are numbered."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="numbering")
    prefix = models.CharField(_("prefix"), max_length=20, blank=True)
    digits = models.PositiveSmallIntegerField(_("digits"), default=6)
    start = models.PositiveBigIntegerField(_("first number"), default=1)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.DISCLOSURE)

    def __str__(self) -> str:
        """Return the prefix."""
        return self.prefix


class SetState(models.TextChoices):
    """How far a set has come."""

    OPEN = "open", pgettext_lazy("set", "Being put together")
    WAITING = "waiting", pgettext_lazy("set", "Being bound")
    FAILED = "failed", pgettext_lazy("set", "Could not be bound")
    BOUND = "bound", pgettext_lazy("set", "Bound, not served")
    SERVED = "served", pgettext_lazy("set", "Served")


class DisclosureSet(models.Model):
    """Material bound to one bundle; frozen once it is served, and then of the layer ``SERVED``."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="disclosure_sets")
    layer = models.CharField(max_length=12, default=Layer.DISCLOSURE)
    key = models.CharField(_("key"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(max_length=8, choices=SetState.choices, default=SetState.OPEN)
    why = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[LayeredManager[Self]] = LayeredManager(Layer.DISCLOSURE)

    class Meta:
        """The latest set comes first; a key names one set of a case."""

        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_set_of_a_key")
        ]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Entry(models.Model):
    """A piece of material in a set that is being put together."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="set_entries")
    set = models.ForeignKey(DisclosureSet, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.CASCADE)
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.CASCADE)
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.CASCADE)
    position = models.PositiveIntegerField(default=0)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.DISCLOSURE)

    class Meta:
        """Entries stand in the order they were given; a piece stands in a set once."""

        ordering = ("position", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["set", "item"], name="item_once_in_a_set"),
            models.UniqueConstraint(fields=["set", "attachment"], name="file_once_in_a_set"),
            models.UniqueConstraint(fields=["set", "statement"], name="statement_once_in_a_set"),
            _on_one_piece("entry_of_one_piece"),
        ]

    def __str__(self) -> str:
        """Return the place."""
        return str(self.position)


class Bundle(models.Model):
    """A set as it was bound: the file, its numbers, and every part of it. Never changed.

    The numbers it was given are given to no other page, also if it was bound again.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bundles")
    layer = models.CharField(max_length=12, default=Layer.DISCLOSURE)
    set = models.ForeignKey(DisclosureSet, on_delete=models.CASCADE, related_name="bundles")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="bundle")
    prefix = models.CharField(max_length=20, blank=True)
    digits = models.PositiveSmallIntegerField()
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    parts = models.JSONField(default=list, blank=True)
    elsewhere = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[LayeredManager[Self]] = LayeredManager(Layer.DISCLOSURE)

    class Meta:
        """The latest bundle comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest


class BoundPiece(models.Model):
    """Which piece of material a part of a bundle stands for.

    ``parts`` of the bundle keep the names the pieces had on that day and never change; this says
    which they are also when a case was merged or moved and their keys are others.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bound_pieces")
    layer = models.CharField(max_length=12, default=Layer.DISCLOSURE)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="pieces")
    part = models.PositiveIntegerField()
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.CASCADE)
    attachment = models.ForeignKey(Attachment, null=True, blank=True, on_delete=models.CASCADE)
    statement = models.ForeignKey(Statement, null=True, blank=True, on_delete=models.CASCADE)

    objects: ClassVar[LayeredManager[Self]] = LayeredManager(Layer.DISCLOSURE)

    class Meta:
        """Pieces stand in the order of the parts."""

        ordering = ("part", "id")
        constraints: ClassVar = [_on_one_piece("bound_piece_is_one")]

    def __str__(self) -> str:
        """Return the part."""
        return str(self.part)


class Service(models.Model):
    """That a set was served on a defendant. Struck out with a reason, never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="services")
    set = models.ForeignKey(DisclosureSet, on_delete=models.CASCADE, related_name="services")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="services")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="services")
    on = models.DateField(_("served on"))
    way = models.CharField(_("way"), max_length=20)
    received_by = models.CharField(_("received by"), max_length=200)
    proof = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="proves_service")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.SERVED)

    class Meta:
        """Services stand in the order of their days."""

        ordering = ("on", "id")

    def __str__(self) -> str:
        """Return the day."""
        return self.on.isoformat()
