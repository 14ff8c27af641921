"""The day as of which the law is asked, and the countries that are compared."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.law.library import countries


class OnForm(forms.Form):
    """The day as of which the law is shown, as it stands in the page's address."""

    on = forms.DateField(required=False)

    @property
    def day(self) -> date:
        """Return the day; today unless one was given that can be read."""
        given = self.cleaned_data.get("on") if self.is_valid() else None
        return given if isinstance(given, date) else timezone.localdate()

    @property
    def problem(self) -> str:
        """Return what is wrong with the day, or nothing."""
        self.is_valid()
        return " ".join(str(message) for message in self.errors.get("on", ()))


class CompareForm(OnForm):
    """The countries that are put side by side."""

    country = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer every country of which a law is held."""
        super().__init__(*given, **named)
        field = self.fields["country"]
        field.choices = [(code, code) for code in countries()]  # type: ignore[attr-defined]  # a choice field

    @property
    def chosen(self) -> list[str]:
        """Return the countries that were chosen and are held."""
        asked = self.data.getlist("country") if hasattr(self.data, "getlist") else []
        return [code for code in asked if code in countries()]

    @property
    def not_held(self) -> str:
        """Return what is wrong with the countries, or nothing."""
        self.is_valid()
        return " ".join(str(message) for message in self.errors.get("country", ()))
