"""Forms on proof: what follows from an item, an argument, a question, a step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.office.cases.forms import PersonField
from amends.office.proving.models import Answered, Argument, CaseProposition, ProofStep
from amends.office.proving.words import scheme_word
from amends.office.tasks.forms import DAY, DayField
from amends.office.versions import VersionedForm
from amends.proof.schemes import schemes


class ItemsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """Items of a case, each with its key and its description."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the key and how the item is described."""
        return f"{obj.key}: {obj.description[:90]}"


class PropositionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """Propositions of our own, each with its key and its words."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the key and the words."""
        return f"{obj.key}: {obj.words}"


class DraftsForm(forms.Form):
    """What follows from one item: one tick for each thing, and how strongly."""

    follows = forms.MultipleChoiceField(
        label=_("It follows from it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    scheme = forms.ChoiceField(label=_("Kind of argument"))
    force = forms.TypedChoiceField(
        label=_("Strength"), choices=Argument.Strength.choices, coerce=int
    )

    def __init__(
        self,
        *given: Any,
        claims: list[tuple[str, str]],
        usual: Iterable[str],
        **named: Any,
    ) -> None:
        """Offer what may follow, and the kinds of argument, the usual ones of the item first."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["follows"].choices = claims
        ordered = dict.fromkeys([*usual, *schemes()])
        fields["scheme"].choices = [(code, scheme_word(code)) for code in ordered]


class ArgumentForm(VersionedForm):
    """One argument: what it rests on, how it leads there, and how strongly."""

    items = ItemsField(
        queryset=None,
        label=_("Rests on all of these items"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    propositions = PropositionsField(
        queryset=None,
        label=_("And on all of these own propositions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scheme = forms.ChoiceField(label=_("Kind of argument"), required=False)
    generalisation = forms.CharField(
        label=_("Why it follows, in one sentence about the world"),
        help_text=_("Such as: Who keeps another's passport usually means to keep the person."),
        max_length=500,
    )
    force = forms.TypedChoiceField(
        label=_("Strength"),
        choices=Argument.Strength.choices,
        coerce=int,
        initial=Argument.Strength.MODERATE,
    )
    consent = forms.BooleanField(
        label=_("It says that the victim agreed"),
        help_text=_("Consent can be heard against a means only, and never where a child is shown."),
        required=False,
    )
    note = forms.CharField(
        label=_("Note"), max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *given: Any, items: Any, propositions: Any, consent: bool, **named: Any
    ) -> None:
        """Offer items and own propositions of the case; consent only where it can be heard."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["items"].queryset = items
        fields["scheme"].choices = [
            ("", _("None of those that are listed")),
            *((code, scheme_word(code)) for code in schemes()),
        ]
        fields["propositions"].queryset = propositions
        if not propositions:
            del self.fields["propositions"]
        if not consent:
            del self.fields["consent"]


class OwnPropositionForm(VersionedForm):
    """A proposition of our own on the way to what is to be proved."""

    words = forms.CharField(
        label=_("What is proposed, in one sentence"),
        help_text=_("Such as: The driver used the telephone. Victims by pseudonym only."),
        max_length=500,
    )
    standard = forms.ChoiceField(
        label=_("How well it must be proved before anything follows from it"),
        choices=CaseProposition.Demanded.choices,
        initial=CaseProposition.Demanded.BEYOND_DOUBT,
    )


class AnswerForm(forms.Form):
    """The answer to a critical question; without one it is open again."""

    question = forms.CharField(max_length=40, widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[("", _("Nobody has answered it")), *Answered.How.choices],
        required=False,
    )
    reason = forms.CharField(label=_("Why"), max_length=1_000, required=False)
    alike = forms.BooleanField(
        label=_("Also on the other arguments of this kind on the same items"), required=False
    )


class StepForm(VersionedForm):
    """What it takes to obtain an item, and until when."""

    days = forms.IntegerField(label=_("Takes how many days"), min_value=0, max_value=3_650)
    queue = forms.IntegerField(
        label=_("Waits how many days before it begins"), min_value=0, max_value=3_650
    )
    cost = forms.IntegerField(
        label=_("Cost, in whole units of the office's money"), min_value=0, max_value=2**31 - 1
    )
    tier = forms.TypedChoiceField(
        label=_("What it asks of victims"), choices=ProofStep.Tier.choices, coerce=int
    )
    perishable = DayField(
        label=_("There to be had until"),
        help_text=_("Such as the day on which a company erases its records."),
        required=False,
    )
    deadline = DayField(
        label=_("Of use until"),
        help_text=_("Such as the day on which the hearing of evidence ends."),
        required=False,
    )
    authority = forms.CharField(label=_("Whose leave it needs"), max_length=200, required=False)


class TakeUpForm(forms.Form):
    """A weakness that is taken up as a task: who mends it, and by when."""

    kind = forms.CharField(max_length=20)
    about = forms.CharField(max_length=300)
    detail = forms.CharField(max_length=300, required=False)
    owner = PersonField(label=_("Who does it"), queryset=None, required=False)
    due = DayField(label=_("Due"), required=False, help_text=DAY)

    def __init__(self, *given: Any, owners: Any, **named: Any) -> None:
        """Offer those who can be given a task in the case."""
        super().__init__(*given, **named)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]  # a choice of rows
