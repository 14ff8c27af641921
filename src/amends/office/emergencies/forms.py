"""Forms on emergency access. They read what was typed; the services decide whether it is right."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    """Asking to see a case for some hours."""

    reference = forms.CharField(label=_("Reference of the case"), max_length=40)
    hours = forms.IntegerField(label=_("For how many hours"), initial=4)
    reason = forms.CharField(label=_("Reason"), max_length=300)
