"""The days as of which the law is asked, and the countries that are compared."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from amends.law.library import countries
from amends.office.statutes.rows import country_word

NO_DAY = _("This is no day of the calendar. Write it like 2024-07-01.")


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


class BetweenForm(forms.Form):
    """The two days between which a law is compared, as they stand in the page's address."""

    since = forms.DateField(
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Give the earlier day, too."), "invalid": NO_DAY},
    )
    until = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": NO_DAY}
    )

    def __init__(self, given: QueryDict, offered: date | None) -> None:
        """Take the days from an address; one that names none asks for nothing.

        Args:
            given: the address.
            offered: the earlier day that is offered where none is asked for.
        """
        asked = any(given.get(name, "").strip() for name in ("since", "until"))
        days = {"since": offered or "", "until": timezone.localdate()}
        super().__init__(given if asked else None, initial={n: str(d) for n, d in days.items()})

    def clean(self) -> dict[str, Any]:
        """Refuse days that do not follow each other; without the later one it is today."""
        found = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until") or timezone.localdate()
        if since and "until" not in self.errors and since >= until:
            message = _("%(since)s is not before %(until)s. Give an earlier day.")
            days = {"since": date_format(since), "until": date_format(until)}
            self.add_error("since", message % days)
        return {**found, "until": until}

    @property
    def days(self) -> tuple[date, date] | None:
        """Return the two days, or nothing if none were given that can be compared."""
        if not self.is_valid():
            return None
        return self.cleaned_data["since"], self.cleaned_data["until"]

    @property
    def wrong_since(self) -> str:
        """Return what is wrong with the earlier day, or nothing."""
        return " ".join(map(str, self.errors.get("since", ())))

    @property
    def wrong_until(self) -> str:
        """Return what is wrong with the later day, or nothing."""
        return " ".join(map(str, self.errors.get("until", ())))


class CompareForm(OnForm):
    """The countries that are put side by side."""

    country = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer every country of which a law is held."""
        super().__init__(*given, **named)
        field = self.fields["country"]
        field.choices = [(code, country_word(code)) for code in countries()]  # type: ignore[attr-defined]  # a choice field

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
