"""The form that chooses a case archive to take in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ArchiveForm(forms.Form):
    """Choosing an archive, and what to do about accounts that are not here."""

    file = forms.FileField(
        label=_("Case archive"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_("A ZIP file made by amends. Nothing is taken yet; all of it is checked first."),
    )
    as_mine = forms.BooleanField(
        label=_("Enter as mine what accounts did that are not here"),
        required=False,
        help_text=_("Accounts of the same user name and full name stand for themselves."),
    )
