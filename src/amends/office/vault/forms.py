"""The form of the vault. It reads what was typed; the service decides whether it is right."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from amends.integrity.vault import LONGEST
from amends.network.vault_fields import vault_fields


def field_choices() -> list[tuple[str, str]]:
    """Return what the vault keeps, in the reader's language."""
    return [(field.code, translated(field.label)) for field in vault_fields().values()]


class EntryForm(forms.Form):
    """Sealing one thing that is known of somebody."""

    field = forms.ChoiceField(label=_("What it is"), choices=field_choices)
    value = forms.CharField(
        label=_("What is kept"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed if it takes the place of what is held. Never what is kept."),
    )
