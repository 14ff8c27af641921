"""Which two laws are asked for dual criminality, and as of which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.law.dual import Side, side
from amends.law.library import countries as held_countries
from amends.law.library import statutes
from amends.office.statutes.rows import country_word

Asked = tuple[Side, Side, date | None]


class DualForm(forms.Form):
    """The State that asks, the State that is asked, and the day; they stand in the address."""

    here = forms.ChoiceField(label=_("Who asks"), required=False)
    there = forms.ChoiceField(label=_("Who is asked"))
    on = forms.DateField(label=_("Time limits here as of"), required=False)

    def __init__(self, *given: Any, countries: Iterable[str], **named: Any) -> None:
        """Offer every country and law that is held; the case's own country asks unless told."""
        super().__init__(*given, **named)
        for name in ("here", "there"):
            self.fields[name].choices = law_choices()  # type: ignore[attr-defined]  # a choice field
        held = [country for country in countries if country in held_countries()]
        self.own = held[0] if held else ""

    def clean_here(self) -> str:
        """Return who asks: the case's own country, unless another law was chosen."""
        here: str = self.cleaned_data["here"] or self.own
        if not here:
            raise forms.ValidationError(
                _("Choose who asks: no law of the country of this case is held.")
            )
        return here

    def asked(self) -> Asked | None:
        """Return the sides and the day; nothing while something is missing or wrong."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        return side(given["here"]), side(given["there"]), given["on"]

    def sides(self) -> list[str]:
        """Return what the State or law that asks is called, and the one that is asked."""
        called = dict(law_choices())
        asked = self.asked()
        return [called[each.name] for each in asked[:2]] if asked else []

    @property
    def problems(self) -> dict[str, str]:
        """Return what is wrong, by field."""
        return {name: " ".join(map(str, self.errors.get(name, ()))) for name in self.fields}


def law_choices() -> list[tuple[str, str]]:
    """Return every country of which a law is held, and each law by itself."""
    laws = [(key, f"{country_word(law.country)}: {law.title}") for key, law in statutes().items()]
    return [*((code, country_word(code)) for code in held_countries()), *laws]
