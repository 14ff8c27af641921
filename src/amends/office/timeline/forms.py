"""The form for recording an event, made from what its declared type takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.court.events import EventType, Subject
from amends.office.cases.forms import PartiesField
from amends.office.declared_fields import StatingForm
from amends.office.parties.forms import PARTIAL_DATE
from amends.office.parties.models import Status


class EventForm(StatingForm):
    """Recording an event of one type; the type's own fields stand among the others."""

    on = forms.CharField(label=_("When"), max_length=40, help_text=PARTIAL_DATE)
    parties = PartiesField(label=_("About"), queryset=None, required=False)
    text = forms.CharField(
        label=_("Description"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Victims by pseudonym only."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    status = forms.ChoiceField(label=_("How far established"), choices=Status.choices)
    set_next_step = forms.BooleanField(
        label=_("Set the next step as a task"), required=False, initial=True
    )

    def __init__(self, *args: Any, kind: EventType, parties: Any, **kwargs: Any) -> None:
        """Take the type's own fields, and offer the parties it can be about."""
        super().__init__(*args, **kwargs)
        self.fields["parties"].queryset = parties  # type: ignore[attr-defined]  # rows
        if kind.subject is not Subject.CASE:
            self.fields["parties"].required = True
        self.take(kind.fields)
        if kind.next_step:
            self.fields["set_next_step"].help_text = gettext(kind.next_step)
        else:
            del self.fields["set_next_step"]
        declared = self.declared.values()
        self.order_fields(["on", "parties", *declared, "text", "source", "status"])

    def event(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it."""
        given = self.given()
        return {
            **given,
            "parties": list(given["parties"]),
            "set_next_step": given.get("set_next_step", False),
        }


class StrikeForm(forms.Form):
    """Striking an event out."""

    reason = forms.CharField(label=_("Why it is wrong"), max_length=300)
