"""Forms on evidential issues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.office.cases.forms import PersonField
from amends.office.parties.forms import PartyField
from amends.office.tasks.forms import DAY, DayField
from amends.proof.issues import issues


class AcceptForm(forms.Form):
    """Who seeks what answers an issue, and by when; the reader within two weeks if nobody says."""

    owner = PersonField(label=_("Who does it"), queryset=None, required=False)
    due = DayField(label=_("Due"), required=False, help_text=DAY)

    def __init__(self, *given: Any, people: Any, **named: Any) -> None:
        """Offer the people given."""
        super().__init__(*given, **named)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class MarkForm(forms.Form):
    """Marking by hand that an issue comes up."""

    issue = forms.ChoiceField(label=_("Issue"))
    person = PartyField(
        label=_("Of whom"), queryset=None, required=False, empty_label=_("Of the case as a whole")
    )
    reason = forms.CharField(
        label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *given: Any, people: Any, **named: Any) -> None:
        """Offer the issues and the parties of the case."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["issue"].choices = [(c, f"{c}: {gettext(one.label)}") for c, one in issues().items()]
        fields["person"].queryset = people


class ReasonForm(forms.Form):
    """Why an issue is set aside."""

    reason = forms.CharField(label=_("Reason"), max_length=2_000)
