"""What one may say of a document before it is made."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PaperForm(forms.Form):
    """For whom a document is made; it stands at its head."""

    made_for = forms.CharField(
        label=_("Made for"),
        max_length=120,
        required=False,
        help_text=_("Who will hold it, such as a court. It stands on the first page."),
    )
