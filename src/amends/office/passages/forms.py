"""Forms on passages: choosing words, what they go to, and the filters of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.finding import Quotable
from amends.office.parties.forms import PartyField
from amends.office.passages.choices import Choices
from amends.office.reading.selectors import TextPage
from amends.office.versions import VersionedForm

LARGEST = 2**31 - 1
MOST_WORDS = 300


class TieForm(forms.Form):
    """Words of the page that is shown, by their place or by how they begin and end."""

    start = forms.IntegerField(min_value=0, max_value=LARGEST, required=False)
    end = forms.IntegerField(min_value=0, max_value=LARGEST, required=False)
    first = forms.CharField(max_length=MOST_WORDS, required=False, label=_("First words"))
    last = forms.CharField(max_length=MOST_WORDS, required=False, label=_("Last words"))
    quote = forms.CharField(max_length=20_000, required=False)
    party = PartyField(
        queryset=None,
        label=_("Against"),
        error_messages={"required": _("Choose whom the passage speaks against.")},
    )
    element = forms.CharField(
        max_length=16, error_messages={"required": _("Choose the element that it goes to.")}
    )
    note = forms.CharField(max_length=2_000, required=False, label=_("Note"))

    def __init__(self, *given: Any, people: Any, page: TextPage, **named: Any) -> None:
        """Say who can be chosen, and of which page words are chosen."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["party"].queryset = people
        self.page = page

    def clean(self) -> dict[str, Any]:
        """Return from where to where the words stand, in characters of the whole page."""
        given = super().clean() or {}
        start, end = given.get("start"), given.get("end")
        if given.get("first"):
            # What is typed was meant, though something was selected before.
            span = Quotable(self.page.shown.text).between(given["first"], given.get("last", ""))
            if span is None:
                self.add_error("first", _("These words do not stand on this page in this order."))
            start, end = span or (0, 0)
            given["quote"] = ""
        elif start is None or end is None or start >= end:
            self.add_error("first", _("Select the words first, or type how they begin and end."))
        offset = self.page.shown.offset
        return given | {"start": (start or 0) + offset, "end": (end or 0) + offset}


class EditForm(VersionedForm):
    """What a passage goes to, and the note on it."""

    element = forms.ChoiceField(label=_("Element"))
    party = PartyField(queryset=None, label=_("Against"))
    note = forms.CharField(
        label=_("Note"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, choices: Choices, people: Any, **named: Any) -> None:
        """Offer the elements and the people of the case."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["element"].choices = choices.elements
        fields["party"].queryset = people


class ListFilter(forms.Form):
    """The filters of the list, as they stand in its address; what is no filter narrows nothing."""

    element = forms.CharField(required=False, max_length=16)
    party = forms.CharField(required=False, max_length=40)
    attachment = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    state = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("In view")),
            ("lost", _("No longer found")),
            ("removed", _("Taken out of view")),
        ],
    )
