"""The filters of the log."""

from __future__ import annotations

from django import forms

from amends.office.desk.words import ACTIONS
from amends.office.log.models import Kind
from amends.office.log.selectors import LogFilters


class LogFilterForm(forms.Form):
    """What the log is narrowed to, as it stands in the page's address."""

    kind = forms.ChoiceField(choices=[("", ""), *Kind.choices], required=False)
    action = forms.ChoiceField(choices=[("", ""), *ACTIONS.items()], required=False)
    account = forms.CharField(max_length=120, required=False)
    reference = forms.CharField(max_length=40, required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)

    def filters(self) -> LogFilters:
        """Return the filters; one that cannot be read narrows nothing and is named on the page."""
        self.is_valid()
        return LogFilters(**{name: value for name, value in self.cleaned_data.items() if value})
