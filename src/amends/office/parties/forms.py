"""Forms on parties, roles, screens and counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.network.roles import roles
from amends.office.cases.forms import PartiesField
from amends.office.desk.words import CAPACITIES, VERDICTS, role_word
from amends.office.parties.models import PartyKind, Screen, Status
from amends.office.versions import VersionedForm

PARTIAL_DATE = _("As far as known: 2008-05-03, 2008-05 or 2008; ~2008 for about.")
SEXES = [
    ("", _("Not recorded")),
    ("female", _("Female")),
    ("male", _("Male")),
    ("other", _("Other")),
]


def role_choices() -> list[tuple[str, str]]:
    """Return the roles to choose from, in the reader's language."""
    return [("", "–"), *((code, role_word(code)) for code in roles())]


class PartyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """A choice of one party."""

    def label_from_instance(self, obj: Any) -> str:
        """Return key and designation."""
        return f"{obj.key}: {obj.designation}"


class DescriptionForm(forms.Form):
    """What describes a party."""

    designation = forms.CharField(
        label=_("Who this is"),
        max_length=10_000,
        required=False,
        help_text=_(
            "For a victim a pseudonym, or leave it empty to get the next one. Otherwise a name, or "
            "what the person did."
        ),
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    born = forms.CharField(label=_("Born"), max_length=40, required=False, help_text=PARTIAL_DATE)
    age = forms.IntegerField(
        label=_("Age at the time"),
        min_value=0,
        max_value=120,
        required=False,
        help_text=_("In years when the conduct began, if the day of birth is not known."),
    )
    unable_to_protect = forms.BooleanField(
        label=_("Could not fully protect themself"),
        required=False,
        help_text=_(
            "Of a victim: a disability or condition kept them from taking care of or protecting "
            "themself. Under some laws they then count as a child."
        ),
    )
    nationality = forms.CharField(
        label=_("Nationality"), max_length=2, required=False, help_text=_("Two letters.")
    )
    resident = forms.CharField(
        label=_("Lives in"), max_length=2, required=False, help_text=_("Two letters.")
    )
    present = forms.CharField(
        label=_("Is now in"),
        max_length=2,
        required=False,
        help_text=_("Two letters. Where somebody is can decide which courts may try it."),
    )
    language = forms.CharField(
        label=_("Language"),
        max_length=8,
        required=False,
        help_text=_("The one to be interpreted, as a code such as th."),
    )
    facts = forms.CharField(
        label=_("Facts"), max_length=5_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    status = forms.ChoiceField(
        label=_("How far established"), choices=Status.choices, initial=Status.REPORTED
    )


class ScreenForm(forms.Form):
    """The non-punishment screen."""

    screen_finding = forms.ChoiceField(
        label=_("Any sign that this person was trafficked?"),
        choices=[("", _("Not done")), *Screen.Finding.choices],
        required=False,
    )
    screen_reasons = forms.CharField(
        label=_("On what the screen rests"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AddPartyForm(ScreenForm, DescriptionForm):
    """Adding a party with its screen and a first role, on one screen."""

    capacity = forms.ChoiceField(
        label=_("In the proceedings"), choices=[(c, w) for c, w in CAPACITIES.items()]
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PartyKind.choices, initial="natural")
    role = forms.ChoiceField(label=_("Role played"), required=False)
    towards = PartyField(
        label=_("Towards"), queryset=None, required=False, empty_label=_("Every victim")
    )
    since = forms.CharField(label=_("From"), max_length=40, required=False, help_text=PARTIAL_DATE)
    until = forms.CharField(label=_("Until"), max_length=40, required=False)
    field_order = ("capacity", "designation", "kind", "screen_finding", "screen_reasons", "role")

    def __init__(self, *args: Any, victims: Any, **kwargs: Any) -> None:
        """Offer the roles and the victims of the case."""
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices()  # type: ignore[attr-defined]  # a choice
        self.fields["towards"].queryset = victims  # type: ignore[attr-defined]  # rows
        self.order_fields(
            [
                *self.field_order,
                *("towards", "since", "until", "sex", "born", "age", "unable_to_protect"),
                *("nationality", "resident", "present", "language", "facts", "status"),
            ]
        )


class RoleForm(forms.Form):
    """Adding a role a party played."""

    role = forms.ChoiceField(label=_("Role played"))
    victim = PartyField(
        label=_("Towards"), queryset=None, required=False, empty_label=_("Every victim")
    )
    since = forms.CharField(label=_("From"), max_length=40, required=False, help_text=PARTIAL_DATE)
    until = forms.CharField(label=_("Until"), max_length=40, required=False)
    status = forms.ChoiceField(label=_("How far established"), choices=Status.choices)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, victims: Any, **kwargs: Any) -> None:
        """Offer the roles and the victims of the case."""
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices()  # type: ignore[attr-defined]  # a choice
        self.fields["victim"].queryset = victims  # type: ignore[attr-defined]  # rows


class CapacityForm(forms.Form):
    """Changing what a party is in the proceedings."""

    capacity = forms.ChoiceField(
        label=_("In the proceedings"), choices=[(c, w) for c, w in CAPACITIES.items()]
    )


class CountForm(forms.Form):
    """Adding a count."""

    citation = forms.CharField(
        label=_("Provision"), max_length=200, help_text=_("As it will stand in the indictment.")
    )
    offence = forms.CharField(label=_("Offence"), max_length=300)
    defendants = PartiesField(
        label=_("Against"),
        queryset=None,
        help_text=_("A suspect named in a count becomes a defendant."),
    )
    victims = PartiesField(label=_("Concerning"), queryset=None, required=False)
    conduct_from = forms.CharField(
        label=_("Conduct from"), max_length=40, required=False, help_text=PARTIAL_DATE
    )
    conduct_to = forms.CharField(label=_("Conduct until"), max_length=40, required=False)
    alternative_to: Any = forms.ModelChoiceField(
        label=_("Alternative to"), queryset=None, required=False
    )
    status = forms.ChoiceField(label=_("How far established"), choices=Status.choices)

    def __init__(self, *args: Any, accused: Any, victims: Any, counts: Any, **kwargs: Any) -> None:
        """Offer the accused, the victims and the other counts of the case."""
        super().__init__(*args, **kwargs)
        self.fields["defendants"].queryset = accused  # type: ignore[attr-defined]  # rows
        self.fields["victims"].queryset = victims  # type: ignore[attr-defined]  # rows
        self.fields["alternative_to"].queryset = counts  # type: ignore[attr-defined]  # rows


class DispositionForm(VersionedForm):
    """How a count ended for one defendant."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=[("", _("None yet")), *VERDICTS.items()], required=False
    )
    disposition = forms.CharField(label=_("Disposition"), max_length=2_000, required=False)
    status = forms.ChoiceField(label=_("How far established"), choices=Status.choices)
