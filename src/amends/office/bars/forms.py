"""Forms on bars. They read what was typed; the services decide whether it is right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.network.bar_grounds import bar_grounds
from amends.office.accounts.models import User
from amends.office.cases.forms import PersonField


def ground_choices() -> list[tuple[str, str]]:
    """Return the grounds in the reader's language."""
    return [(ground.code, translated(ground.label)) for ground in bar_grounds().values()]


class BarForm(forms.Form):
    """Keeping somebody from a case."""

    account = PersonField(label=_("Who"), queryset=User.objects.none())
    ground = forms.ChoiceField(label=pgettext_lazy("bar", "Ground"), choices=ground_choices)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer those who could come near the case."""
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class InterestForm(forms.Form):
    """Declaring one's own interest in a case."""

    reference = forms.CharField(label=_("Reference of the case"), max_length=40)
    reason = forms.CharField(label=_("Reason"), max_length=300)
