"""Forms on the register of recruiters and on the identification of victims."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.intake.declared import declared
from amends.intake.identification import statuses
from amends.office.intake.forms import DAY, reasons
from amends.office.intake.words import choices
from amends.office.parties.models import PartyKind
from amends.office.versions import VersionedForm


class RecruiterForm(forms.Form):
    """What describes a recruiter."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        help_text=_(
            "The name of the agency. A person by what they did, such as Recruiter in Jolo."
        ),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PartyKind.choices, initial=PartyKind.LEGAL)
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Two letters, such as PH.")
    )
    licence_number = forms.CharField(
        label=_("Number of the licence"), max_length=80, required=False
    )
    remark = forms.CharField(
        label=_("Remark"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EditRecruiterForm(VersionedForm, RecruiterForm):
    """Correcting what describes a recruiter, knowing which version was shown."""


class CheckForm(forms.Form):
    """How a licence stood when somebody looked."""

    found = forms.ChoiceField(label=_("The licence is"))
    on = forms.DateField(label=_("Checked on"), required=False, help_text=_("Today if empty."))
    until = forms.DateField(
        label=_("Runs until"),
        required=False,
        help_text=_("A valid licence shows as expired once this day is over."),
    )
    source = forms.CharField(
        label=_("Where it was looked up"),
        max_length=200,
        help_text=_("Such as: register of the ministry, by telephone."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer how a licence can stand."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["found"].choices = choices(declared().licences)


class ClosureForm(forms.Form):
    """An order that closed a recruiter."""

    on = forms.DateField(label=_("Ordered on"), required=False, help_text=_("Today if empty."))
    authority = forms.CharField(label=_("Ordered by"), max_length=200)
    reference = forms.CharField(label=_("Reference of the order"), max_length=80, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class IdentificationForm(forms.Form):
    """Where an authority stands on whether somebody is a victim."""

    status = forms.ChoiceField(label=_("It stands as"))
    authority = forms.CharField(
        label=_("Authority"), max_length=200, help_text=_("Which body says so, not who in it.")
    )
    on = forms.DateField(label=_("From which day"), help_text=DAY)
    reason = forms.CharField(
        label=_("Reasons"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = forms.DateField(label=_("To be looked at again on"), required=False, help_text=DAY)

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer where an authority can stand."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["status"].choices = choices(statuses())


class StrikeForm(forms.Form):
    """Why something is struck out."""

    reason = reasons(_("Reason"))


class PeriodForm(forms.Form):
    """What the register is narrowed to, and the period of its counters."""

    text = forms.CharField(max_length=200, required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
