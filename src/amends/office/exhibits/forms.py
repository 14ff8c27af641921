"""Forms on items of evidence and their custody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from amends.office.cases.forms import PartiesField
from amends.office.declared_fields import StatingForm
from amends.office.exhibits.models import Admissibility, Basis, Item, ItemFile
from amends.office.exhibits.rows import carrier_said
from amends.office.exhibits.standing import form_of
from amends.office.exhibits.words import FATES
from amends.office.parties.forms import PartyField
from amends.office.parties.models import Status
from amends.office.versions import VersionedForm
from amends.proof.custody import StepKind
from amends.proof.kinds import carrier_kinds, elements, kinds
from amends.proof.objections import grounds
from amends.proof.particulars import fields_of_item, fields_of_step, subjects_of

DAY = _("Such as 2026-05-03.")
UNKNOWN_YES_NO = [("", _("Not looked at yet")), ("true", _("Yes")), ("false", _("No"))]


class LinesField(forms.CharField):
    """Texts, one a line."""

    def __init__(self, *, rows: int = 3, **stated: Any) -> None:
        """Give room for so many; more may be typed."""
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **stated)

    def prepare_value(self, value: Any) -> Any:
        """Return texts as they are typed."""
        return value if isinstance(value, str) or value is None else "\n".join(value)

    def clean(self, value: Any) -> Any:
        """Return the texts typed, without empty lines."""
        text = str(super().clean(value) or "")
        return [line.strip() for line in text.splitlines() if line.strip()]


class ItemForm(VersionedForm):
    """What describes an item, on what it was taken, and how it stands."""

    kind = forms.ChoiceField(label=_("Kind"))
    description = forms.CharField(
        label=_("Description"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Victims by pseudonym only."),
    )
    goes_to = forms.MultipleChoiceField(
        label=_("Goes to"), required=False, widget=forms.CheckboxSelectMultiple
    )
    parties = PartiesField(
        label=_("About"),
        queryset=None,
        required=False,
        help_text=_("Whom it concerns, such as the victim or the defendant it names."),
    )
    origins = LinesField(
        label=_("Where its information comes from"),
        required=False,
        max_length=2_000,
        help_text=_(
            "One a line. A social worker who repeats what a victim said is another carrier, and "
            "the origin is the victim."
        ),
    )
    source = forms.CharField(label=_("Maker or keeper"), max_length=200, required=False)
    serial = forms.CharField(label=_("Serial number"), max_length=100, required=False)
    status = forms.ChoiceField(label=_("How far established"), choices=Status.choices)
    basis = forms.ChoiceField(
        label=_("Taken on"), choices=[("", _("Not recorded")), *Basis.choices], required=False
    )
    basis_reference = forms.CharField(label=_("Reference of it"), max_length=200, required=False)
    basis_issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    basis_scope = forms.CharField(label=_("Scope"), max_length=500, required=False)
    basis_since = forms.DateField(label=_("Valid from"), required=False, help_text=DAY)
    basis_until = forms.DateField(label=_("Valid until"), required=False, help_text=DAY)
    laboratory = forms.CharField(label=_("Laboratory"), max_length=200, required=False)
    requested_on = forms.DateField(label=_("Analysis asked for on"), required=False, help_text=DAY)
    received_on = forms.DateField(label=_("Received there on"), required=False, help_text=DAY)
    started_on = forms.DateField(label=_("Started on"), required=False, help_text=DAY)
    finished_on = forms.DateField(label=_("Finished on"), required=False, help_text=DAY)
    result = forms.CharField(
        label=_("Result"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    admissibility = forms.ChoiceField(
        label=_("Stands as"), choices=Admissibility.choices, initial=Admissibility.COLLECTED
    )
    ruling = forms.CharField(
        label=_("Ruling"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ruled_on = forms.DateField(label=_("Ruled on"), required=False, help_text=DAY)
    helps_defence = forms.TypedChoiceField(
        label=_("May help the defence"),
        choices=UNKNOWN_YES_NO,
        required=False,
        coerce=lambda text: text == "true",
        empty_value=None,
        help_text=_("What may help the defence has to be disclosed."),
    )

    def __init__(self, *given: Any, parties: Any, **named: Any) -> None:
        """Offer the kinds, the elements, and the parties of the case."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["kind"].choices = [(code, gettext(kind.label)) for code, kind in kinds().items()]
        fields["goes_to"].choices = [
            (code, gettext(element.label)) for code, element in elements().items()
        ]
        fields["parties"].queryset = parties


class ParticularsForm(VersionedForm, StatingForm):
    """What only an item of its form has, subject by subject."""

    def __init__(self, *given: Any, item: Item, **named: Any) -> None:
        """Take the fields of the item's form, with what is stated already."""
        super().__init__(*given, initial={"version": item.version}, **named)
        self.take(fields_of_item(form_of(item)), item.particulars)
        self.subjects = [
            (gettext(subject.label), [self[self.declared[field.name]] for field in subject.fields])
            for subject in subjects_of(form_of(item))
        ]


class StepForm(StatingForm):
    """One step of custody, with what only a step of its kind states."""

    at = forms.DateTimeField(
        label=_("When"), help_text=_("Day and time, such as 2026-05-03 14:30.")
    )
    until = forms.DateTimeField(
        label=_("Until"), required=False, help_text=_("For a hand-over, when it arrived.")
    )
    by = forms.CharField(label=_("Who had it"), max_length=200)
    to = forms.CharField(
        label=_("Who received it"),
        max_length=200,
        required=False,
        help_text=_("For a hand-over."),
    )
    receipt = forms.BooleanField(label=_("The receiver signed for it"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    purpose = forms.CharField(label=_("Purpose"), max_length=300, required=False)
    seal_before = forms.CharField(label=_("Seal found on it"), max_length=60, required=False)
    seal_after = forms.CharField(label=_("Seal put on it"), max_length=60, required=False)
    sha256 = forms.CharField(
        label=_("SHA-256 found"), max_length=64, required=False, help_text=_("For data.")
    )
    note = forms.CharField(label=pgettext_lazy("custody", "Remark"), max_length=500, required=False)

    def __init__(self, *given: Any, kind: StepKind, **named: Any) -> None:
        """Take the fields of the kind, and leave out what only a hand-over has."""
        super().__init__(*given, **named)
        self.take(fields_of_step(kind))
        for name in () if kind is StepKind.HANDED_OVER else ("to", "receipt"):
            del self.fields[name]
        self.order_fields(
            ["at", "until", "by", "to", "receipt", "place", "purpose", *self.declared.values()]
        )


class ObjectionForm(forms.Form):
    """An objection that is raised."""

    ground = forms.ChoiceField(label=_("Ground"))
    raised_on = forms.DateField(label=_("Raised on"), help_text=DAY)
    raised_by = forms.CharField(label=_("Raised by"), max_length=200, required=False)
    argument = forms.CharField(
        label=_("What is said against it"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        label=_("Our answer"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer the grounds."""
        super().__init__(*given, **named)
        offered = [(code, gettext(ground.label)) for code, ground in grounds().items()]
        self.fields["ground"].choices = offered  # type: ignore[attr-defined]  # a choice


class FateForm(VersionedForm):
    """What became of an objection."""

    fate = forms.ChoiceField(label=_("What became of it"), choices=list(FATES.items()))
    ruled_on = forms.DateField(label=_("Ruled on"), required=False, help_text=DAY)
    ruling = forms.CharField(
        label=_("Ruling"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        label=_("Our answer"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CarrierField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """A choice of one of the things that must survive for an item."""

    def label_from_instance(self, obj: Any) -> str:
        """Return what must survive and of whom or what."""
        return carrier_said(obj)


class CarrierForm(forms.Form):
    """What must survive for an item to be used."""

    kind = forms.ChoiceField(label=_("What must survive"))
    party = PartyField(
        label=_("Of whom"), queryset=None, required=False, empty_label=_("Nobody of this case")
    )
    about = forms.CharField(
        label=_("Or of what"),
        max_length=200,
        required=False,
        help_text=_("Such as the number of a warrant. Write it the same way each time."),
    )
    instead_of = CarrierField(
        label=_("Either this or"),
        queryset=None,
        required=False,
        empty_label=_("Nothing else: it is needed"),
        help_text=_("Where one of them is enough, such as two officers who can both vouch for it."),
    )

    def __init__(self, *given: Any, parties: Any, carriers: Any, **named: Any) -> None:
        """Offer what can have to survive, the parties of the case, and what it can stand for."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["kind"].choices = [
            (code, gettext(kind.label)) for code, kind in carrier_kinds().items()
        ]
        fields["party"].queryset = parties
        fields["instead_of"].queryset = carriers.select_related("party")


class AttachmentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """A choice of one file of the case."""

    def label_from_instance(self, obj: Any) -> str:
        """Return title and file name."""
        return f"{obj.title} ({obj.filename})"


class FileForm(forms.Form):
    """Saying what a file is to an item."""

    attachment = AttachmentField(label=_("File"), queryset=None)
    copy = forms.ChoiceField(label=_("What it is"), choices=ItemFile.Copy.choices)
    made_from: Any = forms.ModelChoiceField(label=_("Made from"), queryset=None, required=False)
    made_by = forms.CharField(label=_("Made by"), max_length=200, required=False)
    reason = forms.CharField(label=_("Why it was made"), max_length=300, required=False)

    def __init__(self, *given: Any, attachments: Any, originals: Any, **named: Any) -> None:
        """Offer the files of the case, and the evidentiary copies of the item."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["attachment"].queryset = attachments
        fields["made_from"].queryset = originals


class StrikeForm(forms.Form):
    """Why a step is struck out."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class ListFilter(forms.Form):
    """The filters of the list, as they stand in its address."""

    kind = forms.CharField(required=False, max_length=40)
    element = forms.CharField(required=False, max_length=40)
    state = forms.CharField(required=False, max_length=16)
    gaps = forms.BooleanField(required=False)
