"""Forms on cases. They read what was typed; the services decide whether it is right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.office.accounts.models import Specialism, User
from amends.office.cases.models import AssignmentKind
from amends.office.cases.selectors import CaseFilters
from amends.office.desk.words import STAGES
from amends.office.versions import VersionedForm

ORDERS = {
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "next": _("Next date first"),
    "reference": _("By reference"),
}


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """A choice of a colleague, with the role."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name and role."""
        return f"{obj.name} ({obj.role_label})"


class CaseForm(forms.Form):
    """What describes a case."""

    title = forms.CharField(label=_("Title"), max_length=200)
    opened_on = forms.DateField(label=_("Opened on"), help_text=_("Such as 2026-05-03."))
    jurisdiction = forms.CharField(
        label=_("Country whose law applies"), max_length=2, help_text=_("Two letters, such as PH.")
    )
    court = forms.CharField(label=_("Court"), max_length=200, required=False)
    court_reference = forms.CharField(label=_("Court's reference"), max_length=80, required=False)
    specialisms = forms.MultipleChoiceField(
        label=_("What the case demands"),
        choices=Specialism.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    summary = forms.CharField(
        label=_("Summary"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea,
        help_text=_("What happened, in a few sentences. Victims by pseudonym only."),
    )


class OpenCaseForm(CaseForm):
    """Opening a case; a head names who leads it."""

    lead = PersonField(
        label=_("Lead"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Leave empty to lead it yourself."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer the colleagues who can lead a case."""
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class EditCaseForm(VersionedForm, CaseForm):
    """Changing what describes a case, knowing which version was shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out the day of opening, which its reference carries."""
        super().__init__(*args, **kwargs)
        del self.fields["opened_on"]


class FilterForm(forms.Form):
    """The filters of the case list, as they stand in its address."""

    text = forms.CharField(max_length=200, required=False)
    stage = forms.ChoiceField(choices=[("", ""), *STAGES.items()], required=False)
    specialism = forms.ChoiceField(choices=[("", ""), *Specialism.choices], required=False)
    lead = forms.CharField(max_length=60, required=False)
    due_within = forms.IntegerField(min_value=0, max_value=3_660, required=False)
    opened_from = forms.DateField(required=False)
    opened_to = forms.DateField(required=False)
    mine = forms.BooleanField(required=False)
    closed = forms.BooleanField(required=False)
    order = forms.ChoiceField(choices=list(ORDERS.items()), required=False)

    def filters(self) -> CaseFilters:
        """Return the filters; one that cannot be read narrows nothing and is named on the page."""
        self.is_valid()
        given = {
            name: value for name, value in self.cleaned_data.items() if value not in {"", None}
        }
        return CaseFilters(**given)

    def in_use(self) -> int:
        """Return how many filters narrow the list."""
        return sum(
            bool(value) or value == 0
            for name, value in self.cleaned_data.items()
            if name != "order" and value is not False
        )


class ViewForm(forms.Form):
    """Keeping the present filters under a name."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)


class AssignForm(forms.Form):
    """Assigning somebody."""

    user = PersonField(label=_("Person"), queryset=User.objects.none())
    kind = forms.ChoiceField(label=_("As"), choices=AssignmentKind.choices, initial="member")
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer the colleagues who work on cases."""
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class HandOverForm(forms.Form):
    """Handing a case over."""

    to_user = PersonField(label=_("New lead"), queryset=User.objects.none())
    note = forms.CharField(
        label=_("What the new lead must know"),
        max_length=20_000,
        widget=forms.Textarea,
        help_text=_("Promises made to victims, who must not learn what, what is late and why."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer the colleagues who work on cases."""
        super().__init__(*args, **kwargs)
        self.fields["to_user"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class NoteForm(forms.Form):
    """Writing a note."""

    text = forms.CharField(
        label=_("New note"),
        max_length=20_000,
        widget=forms.Textarea,
        help_text=_("Victims by pseudonym only. A note may have to be disclosed to the defence."),
    )


class LinkForm(forms.Form):
    """Linking two cases."""

    other = forms.CharField(label=_("Reference of the other case"), max_length=40)
    reason = forms.CharField(label=_("Why they belong together"), max_length=300)


class MergeForm(forms.Form):
    """Merging a case into another."""

    target = forms.CharField(label=_("Reference of the case to merge into"), max_length=40)
    reason = forms.CharField(label=_("Why they belong in one"), max_length=300)


class PartiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # as above
    """A choice of parties of one case."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """Return key and designation."""
        return f"{obj.key}: {obj.designation}"


class SplitForm(forms.Form):
    """Severing some defendants into a case of their own."""

    defendants = PartiesField(label=_("Who is severed"), queryset=None)
    title = forms.CharField(label=_("Title of the new case"), max_length=200)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Such as the court's order.")
    )

    def __init__(self, *args: Any, accused: Any, **kwargs: Any) -> None:
        """Offer the suspects and defendants of the case."""
        super().__init__(*args, **kwargs)
        self.fields["defendants"].queryset = accused  # type: ignore[attr-defined]  # rows
