"""Statements, the propositions they speak of, recantations, and what was decided on issues."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.guarded import GuardedManager
from amends.office.parties.models import Count, Party, Status
from amends.office.policy import Layer
from amends.office.tasks.models import Task
from amends.proof.statements import Found, RetreatKind


class Proposition(models.Model):
    """One short sentence that statements can assert or deny, tied to what must be proved.

    ``word`` is one of the law's words for acts, means and purposes, if it is about one.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="propositions")
    key = models.CharField(_("key"), max_length=40)
    text = models.CharField(_("proposition"), max_length=500)
    element = models.CharField(_("goes to"), max_length=40)
    word = models.CharField(_("word of the law"), max_length=40, blank=True)
    count = models.ForeignKey(
        Count, null=True, blank=True, on_delete=models.SET_NULL, related_name="propositions"
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="propositions"
    )
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.STATEMENTS)

    class Meta:
        """Propositions stand in the order they were stated; a key names one of a case."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_proposition_of_a_key")
        ]

    def __str__(self) -> str:
        """Return the key and the sentence."""
        return f"{self.key}: {self.text}"


class Statement(models.Model):
    """What one person said on one occasion, and the circumstances in which it was said.

    The statements of one person, in the order of their days, are the versions of what that person
    says. Removed from view, never deleted.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="statements")
    key = models.CharField(_("key"), max_length=40)
    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="statements")
    on = models.CharField(_("when"), max_length=12, blank=True)
    first_day = models.DateField(null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    interviewers = models.JSONField(_("interviewers"), default=list, blank=True)
    interpreter = models.CharField(_("interpreter"), max_length=200, blank=True)
    interpreter_certified = models.BooleanField(_("certified"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    present = models.JSONField(_("also present"), default=list, blank=True)
    control = models.CharField(_("where and under whose control"), max_length=16, blank=True)
    control_of = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    counsel = models.CharField(_("counsel"), max_length=200, blank=True)
    paid_by = models.CharField(_("counsel paid by"), max_length=16, blank=True)
    warned = models.BooleanField(_("warned of rights and duties"), null=True, blank=True)
    sworn = models.BooleanField(_("sworn"), null=True, blank=True)
    recorded = models.CharField(_("recorded as"), max_length=16, blank=True)
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    notes = models.TextField(_("notes"), max_length=5_000, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.REPORTED)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.STATEMENTS)

    class Meta:
        """Statements stand in the order in which they were made, those without a day last."""

        ordering: ClassVar = [F("first_day").asc(nulls_last=True), "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_statement_of_a_key")
        ]

    def __str__(self) -> str:
        """Return the statement's key."""
        return self.key


class Position(models.Model):
    """What a statement says on a proposition, with its words. Without one it is silent."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="positions")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="positions")
    proposition = models.ForeignKey(Proposition, on_delete=models.CASCADE, related_name="positions")
    stance = models.CharField(_("stance"), max_length=8)
    words = models.TextField(_("in these words"), max_length=2_000, blank=True)
    pages = models.CharField(_("pages"), max_length=60, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.STATEMENTS)

    class Meta:
        """A statement takes one position on a proposition."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["statement", "proposition"], name="one_position_on_a_proposition"
            )
        ]

    def __str__(self) -> str:
        """Return the stance."""
        return self.stance


class Recantation(models.Model):
    """Somebody took back or changed what was said, or does not want to go on, and how it came."""

    class Kind(models.TextChoices):
        """What happened."""

        TAKEN_BACK = RetreatKind.TAKEN_BACK.value, _("Took back what was said")
        CHANGED = RetreatKind.CHANGED.value, _("Changed what was said")
        RELUCTANT = RetreatKind.RELUCTANT.value, _("Does not want to go on")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recantations")
    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="recantations")
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind.choices)
    on = models.CharField(_("when"), max_length=12, blank=True)
    first_day = models.DateField(null=True, blank=True)
    to_whom = models.CharField(_("to whom"), max_length=200, blank=True)
    present = models.JSONField(_("also present"), default=list, blank=True)
    control = models.CharField(_("where and under whose control"), max_length=16, blank=True)
    control_of = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    paid_by = models.CharField(_("counsel paid by"), max_length=16, blank=True)
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.SET_NULL, related_name="recantations"
    )
    words = models.TextField(_("in these words"), max_length=2_000, blank=True)
    notes = models.TextField(_("notes"), max_length=5_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.STATEMENTS)

    class Meta:
        """Recantations stand in the order in which they were made, those without a day last."""

        ordering: ClassVar = [F("first_day").asc(nulls_last=True), "id"]

    def __str__(self) -> str:
        """Return what happened."""
        return self.get_kind_display()


class Explanation(models.Model):
    """A possible explanation of a recantation: what speaks for and against it, and what is found.

    It is about what happened, never about what the person is worth as a witness.
    """

    class Result(models.TextChoices):
        """What looking into it has found."""

        OPEN = Found.OPEN.value, _("Still to be looked into")
        SUPPORTED = Found.SUPPORTED.value, _("Evidence supports it")
        UNCLEAR = Found.UNCLEAR.value, _("Looked into; unclear")
        RULED_OUT = Found.RULED_OUT.value, _("Evidence speaks against it")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="explanations")
    recantation = models.ForeignKey(
        Recantation, on_delete=models.CASCADE, related_name="explanations"
    )
    code = models.CharField(_("explanation"), max_length=20)
    speaks_for = models.TextField(_("found for it"), max_length=2_000, blank=True)
    speaks_against = models.TextField(_("found against it"), max_length=2_000, blank=True)
    found = models.CharField(
        _("result"), max_length=12, choices=Result.choices, default=Result.OPEN
    )
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.STATEMENTS)

    class Meta:
        """An explanation stands once beside a recantation."""

        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recantation", "code"], name="explanation_once_for_a_recantation"
            )
        ]

    def __str__(self) -> str:
        """Return the code of the explanation."""
        return self.code


class IssueMark(models.Model):
    """What was decided on an evidential issue: a task, set aside, or marked by hand. Undoable.

    ``grounds`` are those that were known when it was decided; later ones bring it up again.
    """

    class Decided(models.TextChoices):
        """What was decided."""

        ACCEPTED = "accepted", _("Accepted as a task")
        SET_ASIDE = "set_aside", _("Set aside")
        MARKED = "marked", _("Marked by hand")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="issue_marks")
    issue = models.CharField(_("issue"), max_length=8)
    person = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Decided.choices)
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="issue_marks"
    )
    reason = models.TextField(_("reason"), max_length=2_000, blank=True)
    grounds = models.JSONField(default=list, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[GuardedManager[Self]] = GuardedManager(Layer.STATEMENTS)

    class Meta:
        """The latest comes first."""

        ordering = ("-id",)

    def __str__(self) -> str:
        """Return the issue and what was decided."""
        return f"{self.issue} {self.kind}"
