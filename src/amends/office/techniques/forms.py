"""Forms on authorisations. They read what was typed; the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.office.exhibits.forms import DAY
from amends.office.parties.forms import PartyField
from amends.office.tasks.forms import DayField
from amends.office.techniques.models import DecidedBy, Precedence
from amends.office.versions import VersionedForm
from amends.proof.techniques import standards, techniques


class AskForm(VersionedForm):
    """What leave is asked for, of whom, on which grounds, and how pressing it is."""

    technique = forms.ChoiceField(label=_("Technique"))
    on_what = forms.CharField(
        label=_("On whom or what"),
        max_length=300,
        help_text=_("Such as a telephone, a house, an account. Victims by pseudonym only."),
    )
    party = PartyField(
        label=_("Party of the case"),
        queryset=None,
        required=False,
        empty_label=_("Nobody of this case"),
    )
    grounds = forms.CharField(
        label=_("Grounds"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it is to show, on what facts, and why nothing milder will do."),
    )
    priority = forms.ChoiceField(label=_("Priority"), choices=Precedence.choices)
    priority_reason = forms.CharField(
        label=_("Why it is pressing"),
        max_length=300,
        required=False,
        help_text=_("Needed unless it is ordinary: others wait behind it."),
    )
    decider = forms.ChoiceField(label=_("Who decides"), choices=DecidedBy.choices)
    authority = forms.CharField(label=_("Which court or office"), max_length=200, required=False)
    standard = forms.ChoiceField(label=_("What must be shown"))
    asked_on = DayField(label=_("Asked on"), help_text=DAY)

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        """Offer techniques, standards, and the parties of the case."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["technique"].choices = [
            (code, gettext(one.label)) for code, one in techniques().items()
        ]
        fields["standard"].choices = [
            (code, gettext(one.label)) for code, one in standards().items()
        ]
        fields["party"].queryset = parties


class GrantForm(forms.Form):
    """Granting."""

    on = DayField(label=_("Decided on"), help_text=DAY)
    order = forms.CharField(label=_("Reference of the order"), max_length=200, required=False)
    since = DayField(label=_("First day"), help_text=DAY)
    until = DayField(label=_("Last day"), help_text=DAY)
    conditions = forms.CharField(
        label=_("Conditions"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RefuseForm(forms.Form):
    """Refusing."""

    on = DayField(label=_("Decided on"), help_text=DAY)
    order = forms.CharField(label=_("Reference of the order"), max_length=200, required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500)


class WithdrawForm(forms.Form):
    """Withdrawing."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class UseForm(forms.Form):
    """Carrying it out."""

    on = DayField(label=_("Carried out on"), help_text=DAY)
    note = forms.CharField(label=_("How it was carried out"), max_length=500, required=False)


class EndForm(forms.Form):
    """Ending it before its time."""

    on = DayField(label=_("Ended on"), help_text=DAY)


class ExtendForm(forms.Form):
    """More days."""

    on = DayField(label=_("Decided on"), help_text=DAY)
    order = forms.CharField(label=_("Reference of the order"), max_length=200, required=False)
    since = DayField(label=_("First day"), help_text=DAY)
    until = DayField(label=_("Last day"), help_text=DAY)


class YieldForm(forms.Form):
    """What it yielded."""

    item: Any = forms.ModelChoiceField(label=_("Item of evidence"), queryset=None)
    since = DayField(label=_("Obtained from"), help_text=DAY)
    until = DayField(
        label=_("Obtained until"), required=False, help_text=_("Leave empty if it was one day.")
    )

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        """Offer the items of the case."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["item"].queryset = items
