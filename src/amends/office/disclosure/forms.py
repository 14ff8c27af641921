"""Forms on disclosure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.office.disclosure.models import Use
from amends.office.exhibits.forms import DAY, UNKNOWN_YES_NO, AttachmentField
from amends.office.parties.forms import PartyField
from amends.office.versions import VersionedForm
from amends.proof.withholding import grounds, ways

WHY = _("Reason")
HUNDREDTHS = _("In hundredths of the page as it is seen, from its upper left corner.")


class DecisionForm(VersionedForm):
    """What is decided about one piece of material."""

    use = forms.ChoiceField(label=_("Use"), choices=Use.choices)
    exhibit_number = forms.CharField(
        label=_("Exhibit number"),
        max_length=40,
        required=False,
        help_text=_("As the court numbers it, such as P-12."),
    )
    exculpatory = forms.TypedChoiceField(
        label=_("May help the defence"),
        choices=UNKNOWN_YES_NO,
        required=False,
        coerce=lambda text: text == "true",
        empty_value=None,
        help_text=_("A prosecutor decides this. What may help the defence has to be disclosed."),
    )
    ground = forms.ChoiceField(label=_("Withheld on"), required=False)
    order_reference = forms.CharField(
        label=_("Order that allows it"), max_length=200, required=False
    )
    order_issuer = forms.CharField(label=_("Made by"), max_length=200, required=False)
    order_on = forms.DateField(label=_("Made on"), required=False, help_text=DAY)
    reviewed = forms.BooleanField(label=_("I have looked at it myself"), required=False)
    reason = forms.CharField(
        label=WHY,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the history. Victims by pseudonym only."),
    )

    def __init__(self, *given: Any, lawyer: bool, **named: Any) -> None:
        """Offer the grounds; who is no lawyer is not asked what a lawyer decides."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["ground"].choices = [
            ("", _("Not withheld")),
            *((code, gettext(ground.label)) for code, ground in grounds().items()),
        ]
        if not lawyer:
            for name in ("exculpatory", "ground", "reviewed"):
                del self.fields[name]
            for name in ("order_reference", "order_issuer", "order_on"):
                del self.fields[name]


class UseForm(forms.Form):
    """Saying of several pieces at once whether they are used."""

    use = forms.ChoiceField(label=_("Use"), choices=Use.choices)
    reason = forms.CharField(label=WHY, max_length=500)


class WordsForm(forms.Form):
    """Words to take out of a file."""

    words = forms.CharField(
        label=_("Words to take out"),
        max_length=300,
        help_text=_("However they are written: capitals, accents, ligatures, line breaks."),
    )
    alone = forms.BooleanField(label=_("Only where they are words of their own"), required=False)
    page = forms.IntegerField(
        label=_("On page"),
        min_value=1,
        required=False,
        help_text=_("Every page, if left empty."),
    )
    reason = forms.CharField(label=WHY, max_length=300)


class PartForm(forms.Form):
    """A part of a page to take out, in hundredths of it."""

    left = forms.FloatField(label=_("From the left"), min_value=0, max_value=100)
    top = forms.FloatField(label=_("From the top"), min_value=0, max_value=100)
    right = forms.FloatField(label=_("To the right"), min_value=0, max_value=100)
    bottom = forms.FloatField(
        label=_("To the bottom"), min_value=0, max_value=100, help_text=HUNDREDTHS
    )
    reason = forms.CharField(label=WHY, max_length=300)

    @property
    def called(self) -> Mapping[str, str]:
        """Return what a refusal of the service is shown beside."""
        return {"part": "left", "page": "left", "words": "left"}

    def part(self) -> list[float]:
        """Return the part as the service takes it."""
        return [self.cleaned_data[name] / 100 for name in ("left", "top", "right", "bottom")]


class SetForm(VersionedForm):
    """What a set is called; its material is chosen beside."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("Such as: First disclosure to the defence.")
    )


class NumberingForm(VersionedForm):
    """How the pages that leave a case are numbered."""

    prefix: Any = forms.CharField(
        label=_("Prefix"),
        max_length=20,
        required=False,
        help_text=_("Latin letters, figures and signs; it ends in no figure."),
    )
    digits = forms.IntegerField(label=_("Digits"), min_value=3, max_value=12)
    start = forms.IntegerField(label=_("First number"), min_value=1, max_value=10**12 - 1)


class ServiceForm(VersionedForm):
    """That a set was served."""

    party = PartyField(label=pgettext_lazy("served", "On"), queryset=None)
    on = forms.DateField(label=_("Served on"), help_text=DAY)
    way = forms.ChoiceField(label=_("Way"))
    received_by = forms.CharField(label=_("Received by"), max_length=200)
    proof = AttachmentField(
        label=_("Proof of service"),
        queryset=None,
        help_text=_("A file of the case, such as a signed receipt. Attach it first."),
    )

    def __init__(self, *given: Any, parties: Any, proofs: Any, **named: Any) -> None:
        """Offer the defendants and the files of the case."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["party"].queryset = parties
        fields["proof"].queryset = proofs
        fields["way"].choices = [(code, gettext(way.label)) for code, way in ways().items()]


class DefenceForm(forms.Form):
    """Whose position is asked for, and for which day."""

    defendant = forms.ChoiceField(label=_("Defendant"))
    on = forms.DateField(label=_("On"), required=False, help_text=DAY)

    def __init__(self, *given: Any, parties: Any, **named: Any) -> None:
        """Offer the defendants by their keys."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["defendant"].choices = [(party.key, party.designation) for party in parties]


class ScheduleFilter(forms.Form):
    """The filters of the schedule, as they stand in its address."""

    use = forms.CharField(required=False, max_length=12)
    flag = forms.CharField(required=False, max_length=12)
    text = forms.CharField(required=False, max_length=100)
