"""Arguments of a case, the questions answered on them, what to obtain, and what was taken up."""

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
from amends.office.proving.kept_models import CompiledProof
from amends.office.tasks.models import Task
from amends.proof.graph import Force, Standard
from amends.proof.schemes import Answer
from amends.proof.steps import VictimTier

__all__ = [
    "Answered",
    "Argument",
    "CaseProposition",
    "CompiledProof",
    "Premise",
    "ProofStep",
    "TakenUp",
]


class CaseProposition(models.Model):
    """What a lawyer states on the way to what is to be proved. Removed, never deleted.

    Such as who used a telephone: items lead to it, and from it something follows.
    """

    class Demanded(models.TextChoices):
        """How well it must be proved before anything follows from it."""

        SCINTILLA = Standard.SCINTILLA.value, _("Some evidence")
        PREPONDERANCE = Standard.PREPONDERANCE.value, _("More likely than not")
        CLEAR_AND_CONVINCING = Standard.CLEAR_AND_CONVINCING.value, _("Clear and convincing")
        BEYOND_DOUBT = Standard.BEYOND_REASONABLE_DOUBT.value, _("Beyond reasonable doubt")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_propositions")
    key = models.CharField(_("key"), max_length=40)
    words = models.CharField(_("proposition"), max_length=500)
    standard = models.CharField(
        _("standard"), max_length=3, choices=Demanded.choices, default=Demanded.BEYOND_DOUBT
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PROOF)

    class Meta:
        """They stand in the order they were stated; a key names one of a case."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_own_proposition_of_a_key")
        ]

    def __str__(self) -> str:
        """Return the key."""
        return self.key


class Argument(models.Model):
    """One step to what is to be proved, or against it. Removed, never deleted.

    It speaks for an element, of some word of the law and some people, or for a proposition of our
    own; or against it, as the defence does; or it takes the ground from under another argument, or
    answers what was said against one.
    """

    class State(models.TextChoices):
        """Whether a lawyer confirmed it, or said that nothing follows."""

        CONFIRMED = "confirmed", _("Confirmed")
        SET_ASIDE = "set_aside", _("Nothing follows")

    class Strength(models.IntegerChoices):
        """How strongly it speaks, if nothing defeats it."""

        WEAK = Force.WEAK.value, pgettext_lazy("argument", "Weak")
        MODERATE = Force.MODERATE.value, pgettext_lazy("argument", "Moderate")
        STRONG = Force.STRONG.value, pgettext_lazy("argument", "Strong")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="arguments")
    key = models.CharField(_("key"), max_length=40)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CONFIRMED)
    element = models.CharField(_("element"), max_length=40, blank=True)
    word = models.CharField(_("word of the law"), max_length=60, blank=True)
    proposition = models.ForeignKey(
        CaseProposition, null=True, blank=True, on_delete=models.CASCADE, related_name="argued_by"
    )
    by = models.ForeignKey(
        Party,
        verbose_name=_("done by"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    to = models.ForeignKey(
        Party,
        verbose_name=_("done to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    against = models.BooleanField(_("speaks against it"), default=False)
    consent = models.BooleanField(_("says that the victim agreed"), default=False)
    defeats = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="defeated_by"
    )
    question = models.CharField(_("question"), max_length=40, blank=True)
    scheme = models.CharField(_("kind of argument"), max_length=40, blank=True)
    generalisation = models.CharField(_("rests on"), max_length=500, blank=True)
    force = models.PositiveSmallIntegerField(
        _("strength"), choices=Strength.choices, default=Strength.MODERATE
    )
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PROOF)

    class Meta:
        """Arguments stand in the order they were made; a key names one of a case."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_argument_of_a_key")
        ]

    def __str__(self) -> str:
        """Return the argument's key."""
        return self.key


class Premise(models.Model):
    """An item or a proposition of our own that an argument rests on; it needs all of them."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="premises")
    argument = models.ForeignKey(Argument, on_delete=models.CASCADE, related_name="premises")
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.CASCADE, related_name="premises"
    )
    proposition = models.ForeignKey(
        CaseProposition, null=True, blank=True, on_delete=models.CASCADE, related_name="premises"
    )

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PROOF)

    class Meta:
        """An item, or a proposition, stands under an argument once."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["argument", "item"],
                condition=models.Q(item__isnull=False),
                name="item_once_under_an_argument",
            ),
            models.UniqueConstraint(
                fields=["argument", "proposition"],
                condition=models.Q(proposition__isnull=False),
                name="proposition_once_under_an_argument",
            ),
            models.CheckConstraint(
                condition=models.Q(item__isnull=False) ^ models.Q(proposition__isnull=False),
                name="premise_is_an_item_or_a_proposition",
            ),
        ]

    def __str__(self) -> str:
        """Return the keys it joins."""
        return f"{self.argument_id} - {self.item_id or self.proposition_id}"


class Answered(models.Model):
    """How a critical question on an argument was answered. Without a row it is open."""

    class How(models.TextChoices):
        """What the answer does to the argument."""

        GOOD = Answer.GOOD.value, _("Bears it out")
        ADVERSE = Answer.ADVERSE.value, _("Speaks against it")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="answers")
    argument = models.ForeignKey(Argument, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=40)
    answer = models.CharField(_("answer"), max_length=8, choices=How.choices)
    reason = models.CharField(_("reason"), max_length=1_000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PROOF)

    class Meta:
        """A question is answered once on an argument."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["argument", "question"], name="question_answered_once_on_an_argument"
            )
        ]

    def __str__(self) -> str:
        """Return the question and the answer."""
        return f"{self.question}: {self.answer}"


class ProofStep(models.Model):
    """What it takes to obtain an item that is not there yet, and until when it can be had."""

    class Tier(models.IntegerChoices):
        """What it asks of victims."""

        NOTHING = VictimTier.NOTHING.value, _("Nothing")
        CONTACT = VictimTier.CONTACT.value, _("To be spoken to")
        STATEMENT = VictimTier.STATEMENT.value, _("Another statement")
        RISK = VictimTier.RISK.value, _("A risk to their safety")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proof_steps")
    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="proof_step")
    days = models.PositiveIntegerField(_("takes days"), default=0)
    queue = models.PositiveIntegerField(_("waits days before it begins"), default=0)
    cost = models.PositiveIntegerField(_("cost"), default=0)
    tier = models.PositiveSmallIntegerField(
        _("asks of victims"), choices=Tier.choices, default=Tier.NOTHING
    )
    perishable = models.DateField(_("there to be had until"), null=True, blank=True)
    deadline = models.DateField(_("of use until"), null=True, blank=True)
    authority = models.CharField(_("leave needed"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PROOF)

    class Meta:
        """Steps stand in the order they were entered."""

        ordering = ("id",)

    def __str__(self) -> str:
        """Return the key of what it brings."""
        return f"{self.item_id}"


class TakenUp(models.Model):
    """A weakness that was taken up as a task, by its kind and what it is about. Undoable."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="weaknesses_taken_up")
    kind = models.CharField(max_length=20)
    about = models.CharField(max_length=300)
    detail = models.CharField(max_length=300, blank=True)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="weaknesses")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.PROOF)

    class Meta:
        """The latest comes first; a weakness is taken up once at a time."""

        ordering = ("-id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "kind", "about", "detail"],
                condition=models.Q(undone_at__isnull=True),
                name="weakness_taken_up_once",
            )
        ]

    def __str__(self) -> str:
        """Return what was taken up."""
        return f"{self.kind} {self.about}"
