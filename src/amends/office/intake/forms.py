"""Forms on reports: recording, screening, the triage, and what becomes of a report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.intake.declared import declared
from amends.office.cases.forms import OpenCaseForm
from amends.office.intake.selectors import ReportFilters
from amends.office.intake.words import STATES, choices
from amends.office.versions import VersionedForm

DAY = _("Such as 2026-05-03.")
REASONS = _("Reasons")
ORDERS = {
    "newest": _("Newest first"),
    "waiting": _("Waiting longest first"),
    "screening": _("Next screening first"),
}


def reasons(label: Any = REASONS) -> forms.CharField:
    """Return a field for why something is decided."""
    return forms.CharField(label=label, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))


class ReportForm(forms.Form):
    """What a report says, and from whom."""

    received_on = forms.DateField(label=_("Received on"), help_text=DAY)
    kind = forms.ChoiceField(label=_("Received from"))
    way = forms.ChoiceField(label=_("How it came"))
    sender = forms.CharField(
        label=_("Office or organisation"),
        max_length=200,
        required=False,
        help_text=_("A person is written down as the contact, not here."),
    )
    sender_reference = forms.CharField(label=_("Their reference"), max_length=80, required=False)
    country = forms.CharField(
        label=_("Country where it happened"),
        max_length=2,
        required=False,
        help_text=_("Two letters, such as PH."),
    )
    people = forms.IntegerField(
        label=_("People concerned"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("As far as it says. About a recruiter: those who say they were recruited."),
    )
    recruiter: Any = forms.ModelChoiceField(
        label=_("Recruiter"),
        queryset=None,
        required=False,
        empty_label=_("None from the register"),
    )
    narrative = forms.CharField(
        label=_("What is reported"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("In their words. People by pseudonym only, such as AAA."),
    )

    def __init__(self, *given: Any, recruiters: Any, **named: Any) -> None:
        """Offer the senders, the ways and the recruiters of the register."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["kind"].choices = choices(declared().kinds)
        fields["way"].choices = choices(declared().ways)
        fields["recruiter"].queryset = recruiters


class ContactForm(forms.Form):
    """Whom to ask about a report, and how to do so without danger."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=200, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    safety = forms.CharField(
        label=_("How to reach them safely"),
        max_length=500,
        required=False,
        help_text=_("Such as: by text message only, never in the evening."),
    )


class EditContactForm(VersionedForm, ContactForm):
    """Changing whom to ask, knowing which version was shown."""


class EditReportForm(VersionedForm, ReportForm):
    """Correcting a report, knowing which version was shown."""


class FilterForm(forms.Form):
    """The filters of the list, as they stand in its address."""

    text = forms.CharField(max_length=200, required=False)
    state = forms.ChoiceField(choices=[("", ""), *STATES.items()], required=False)
    kind = forms.ChoiceField(required=False)
    received_from = forms.DateField(required=False)
    received_to = forms.DateField(required=False)
    recruiter = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    waiting = forms.BooleanField(required=False)
    again = forms.BooleanField(required=False)
    mine = forms.BooleanField(required=False)
    removed = forms.BooleanField(required=False)
    order = forms.ChoiceField(choices=list(ORDERS.items()), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        """Know the senders."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["kind"].choices = [("", ""), *choices(declared().kinds)]

    def filters(self) -> ReportFilters:
        """Return the filters; one that cannot be read narrows nothing and is named on the page."""
        self.is_valid()
        return ReportFilters(**{name: value for name, value in self.cleaned_data.items() if value})

    def in_use(self) -> int:
        """Return how many filters narrow the list."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name != "order")


class OwnerForm(forms.Form):
    """Who takes a report up."""

    owner = forms.CharField(max_length=150, required=False)


class PersonForm(forms.Form):
    """Somebody a report is about."""

    designation = forms.CharField(
        label=_("Pseudonym"),
        max_length=40,
        required=False,
        help_text=_("Such as AAA. Leave it empty to get the next free one. Never a name."),
    )
    age = forms.IntegerField(label=_("Age"), min_value=0, max_value=120, required=False)
    language = forms.CharField(
        label=_("Language"), max_length=8, required=False, help_text=_("Such as tl or ar.")
    )


class OpenFromReportForm(OpenCaseForm):
    """Opening a case for a report."""

    reason = reasons(_("Why a case is opened"))
    bring_people = forms.BooleanField(
        label=_("Bring its people into the case as victims"), required=False, initial=True
    )
    field_order = ("reason", "title", "lead", "bring_people", "opened_on", "jurisdiction")


class JoinForm(forms.Form):
    """Letting a report join a case."""

    case = forms.CharField(
        label=_("Case"), max_length=40, help_text=_("Its reference, such as CAP-2026-0012.")
    )
    reason = reasons()
    bring_people = forms.BooleanField(
        label=_("Bring its people into the case as victims"), required=False
    )


class ReferForm(forms.Form):
    """Passing a report on to another body."""

    body = forms.ChoiceField(label=_("To whom"))
    body_name = forms.CharField(label=_("Its name"), max_length=200, required=False)
    on = forms.DateField(label=_("On which day"), required=False, help_text=_("Today if empty."))
    reason = reasons()

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer the bodies."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["body"].choices = choices(declared().bodies)


class CloseForm(forms.Form):
    """Closing a report without a case."""

    closing = forms.ChoiceField(label=_("Because"))
    reason = reasons()

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer the reasons for closing."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["closing"].choices = choices(declared().closings)


class AnswerForm(forms.Form):
    """What a body answered."""

    answer = reasons(_("Answer"))
    answered_on = forms.DateField(label=_("Answered on"), help_text=DAY)
