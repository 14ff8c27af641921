"""The form for attaching a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AttachForm(forms.Form):
    """Attaching a file."""

    file = forms.FileField(label=_("File"), max_length=255)
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Left empty, the file's name. Victims by pseudonym only."),
    )
