"""Forms on inquiries, their reminders and replies, and on closing a line. The services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.law.elements import ElementName
from amends.office.charging.words import ELEMENTS
from amends.office.exhibits.forms import DAY, AttachmentField
from amends.office.inquiries.models import Inquiry, Reply, Urgency
from amends.office.inquiries.selectors import OPEN
from amends.office.inquiries.standing import Unproved
from amends.office.inquiries.words import STATES, unproved_words
from amends.office.tasks.forms import DayField, OwnerForm
from amends.office.versions import VersionedForm
from amends.proof.techniques import alternatives, techniques

OFFERED = 300


class InquiryForm(VersionedForm, OwnerForm):
    """What is asked of whom, what it is to show, and by when."""

    about = forms.ChoiceField(
        label=_("Element it is to show"),
        required=False,
        help_text=_("What is missing or contested in the counts of this case."),
    )
    proposition = forms.CharField(
        label=_("Or what it is to show, in words"),
        max_length=500,
        required=False,
        help_text=_("Such as that the owner of the house kept the passports."),
    )
    body = forms.CharField(
        label=_("Body that is asked"),
        max_length=200,
        help_text=_("Such as a police unit. Write it the same way each time."),
    )
    person = forms.CharField(label=_("Person there"), max_length=200, required=False)
    asks = forms.CharField(
        label=_("What is asked for"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("It stands in the letter. Victims by pseudonym only."),
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the letter. Victims by pseudonym only."),
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)
    due = DayField(label=_("Answer by"), help_text=DAY)
    field_order = (
        *("about", "proposition", "body", "person", "asks", "why", "urgency", "due", "owner"),
    )

    def __init__(
        self, *args: Any, offered: dict[str, Unproved], fixed: bool = False, **kwargs: Any
    ) -> None:
        """Offer the unproved elements; of an inquiry that exists, the element stays as it is."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].label = _("Who follows it up")
        if fixed or not offered:
            del self.fields["about"]
            self.fields["proposition"].label = _("What it is to show, in words")
            return
        choices = [(code, unproved_words(row)) for code, row in list(offered.items())[:OFFERED]]
        nothing = ("", _("None of them"))
        self.fields["about"].choices = [nothing, *choices]  # type: ignore[attr-defined]  # a choice


class SendForm(forms.Form):
    """When an inquiry went out."""

    on = DayField(label=_("Sent on"), help_text=DAY)


class RemindForm(forms.Form):
    """Asking again."""

    on = DayField(label=_("Reminded on"), help_text=DAY)
    due = DayField(label=_("New day for the answer"), help_text=DAY)
    note = forms.CharField(label=_("How, and what was said"), max_length=300, required=False)


class ReplyForm(forms.Form):
    """What a body answered."""

    on = DayField(label=_("Received on"), help_text=DAY)
    kind = forms.ChoiceField(label=_("How much it answers"), choices=Reply.Kind.choices)
    content = forms.CharField(
        label=_("What it says"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Victims by pseudonym only."),
    )
    reason = forms.CharField(
        label=_("If it is refused: the reason they give"), max_length=500, required=False
    )
    attachment = AttachmentField(
        label=_("File of the case"), queryset=None, required=False, empty_label=_("None")
    )
    item: Any = forms.ModelChoiceField(
        label=_("Item of evidence that came of it"),
        queryset=None,
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, attachments: Any, items: Any, **kwargs: Any) -> None:
        """Offer the files and the items of the case."""
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["attachment"].queryset, fields["item"].queryset = attachments, items


class ReasonForm(forms.Form):
    """Why something is closed or struck out."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class LineForm(forms.Form):
    """Closing a line of inquiry; a question on each alternative is added for the form."""

    what = forms.CharField(
        label=_("What was looked for, and how"),
        max_length=500,
        help_text=_("Such as who gives the orders, from what the driver says on the telephone."),
    )
    techniques = forms.MultipleChoiceField(
        label=_("Techniques thought of"), widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=_("Why none of them is lawful"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Name the law, or the law that is not there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask of every alternative whether it is taken up, and why."""
        from django.utils.translation import gettext

        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = dict(self.fields)
        fields["techniques"].choices = [
            (code, gettext(one.label)) for code, one in techniques().items()
        ]
        for code, word in alternatives().items():
            self.fields[f"taken_{code}"] = forms.ChoiceField(
                label=gettext(word.label), choices=TAKEN, widget=forms.RadioSelect
            )
            self.fields[f"reason_{code}"] = forms.CharField(label=_("Why"), max_length=500)

    def alternatives(self) -> list[tuple[Any, Any]]:
        """Return the two fields of each alternative."""
        return [(self[f"taken_{code}"], self[f"reason_{code}"]) for code in alternatives()]

    def considered(self) -> dict[str, dict[str, Any]]:
        """Return what was said of each alternative."""
        given = self.cleaned_data
        return {
            code: {"taken": given[f"taken_{code}"] == "yes", "reason": given[f"reason_{code}"]}
            for code in alternatives()
        }


TAKEN = [("yes", _("Taken up")), ("no", _("Not taken up"))]
STATE_CHOICES = [
    ("", _("Any")),
    (OPEN, pgettext_lazy("inquiries", "Everything that waits")),
    *((code, tag.word) for code, tag in STATES.items()),
]
ELEMENT_CHOICES = [("", _("Every element")), *((code, ELEMENTS[code]) for code in ElementName)]
URGENCY_CHOICES = [("", _("Any")), *Urgency.choices]


class ListFilter(forms.Form):
    """The filters of a list, as they stand in its address."""

    state = forms.CharField(required=False, max_length=16)
    body = forms.CharField(required=False, max_length=200)
    element = forms.CharField(required=False, max_length=20)
    urgency = forms.CharField(required=False, max_length=8)


def initial_of(row: Inquiry) -> dict[str, Any]:
    """Return what a form on an inquiry shows at first."""
    names = [name for name in InquiryForm.base_fields if name != "about"]
    return {name: getattr(row, name) for name in names}
