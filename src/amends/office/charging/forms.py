"""Forms on the conduct alleged, on the case as a whole, and on the decision about a count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.law.labels import word_label
from amends.law.library import countries as held_countries
from amends.law.library import statutes
from amends.law.terms import MensRea, Mode, Vocabulary
from amends.office.cases.forms import PartiesField
from amends.office.charging.models import ProofLabel
from amends.office.charging.words import MOVEMENTS, REPORTED_AS, mode_word, term_choices
from amends.office.parties.forms import PARTIAL_DATE, PartyField
from amends.office.parties.models import Status
from amends.office.validation import localised
from amends.office.versions import VersionedForm

# What follows from the age, the means or the number of victims is not asked again.
FOLLOWS = frozenset(
    {
        *("child", "under_14", "under_15", "under_16", "aged_14_to_17", "aged_15_to_17"),
        *("means_used", "several_victims"),
    }
)
VOCABULARIES = {
    "acts": Vocabulary.ACTS,
    "means": Vocabulary.MEANS,
    "ends": Vocabulary.ENDS,
    "occurred": Vocabulary.ENDS,
    "circumstances": Vocabulary.CIRCUMSTANCES,
}


class WordsInput(forms.CheckboxSelectMultiple):
    """Words to tick: those that are near are shown, the others are folded away."""

    template_name = "charging/words_input.html"


class ManyInput(forms.CheckboxSelectMultiple):
    """Names to tick, in as many columns as there is room for."""

    template_name = "charging/many_input.html"


class WordsField(forms.MultipleChoiceField):
    """A choice of words of the law's vocabulary."""

    widget = WordsInput


class CodesField(forms.CharField):
    """Codes of countries, one after the other."""

    def prepare_value(self, value: Any) -> Any:
        """Return codes as they are typed."""
        return value if isinstance(value, str) or value is None else ", ".join(value)

    def clean(self, value: Any) -> Any:
        """Return the codes typed."""
        text = str(super().clean(value) or "")
        return [code.upper() for code in text.replace(",", " ").replace("،", " ").split()]


class ConductForm(VersionedForm):
    """What one party is alleged to have done to some victims in one period."""

    by = PartyField(label=_("Who"), queryset=None)
    victims = PartiesField(label=_("To whom"), queryset=None)
    begun = forms.CharField(label=_("From"), max_length=40, required=False, help_text=PARTIAL_DATE)
    ended = forms.CharField(
        label=_("Until"),
        max_length=40,
        required=False,
        help_text=_("The same day if left empty. It decides the version of the law and the limit."),
    )
    mode = forms.ChoiceField(label=_("As"), initial=Mode.PRINCIPAL)
    acts = WordsField(label=_("Acts"), required=False)
    means = WordsField(
        label=_("Means"),
        required=False,
        help_text=_("For a child the law may not ask for any; state them all the same."),
    )
    ends = WordsField(
        label=_("Exploitation that was meant"),
        required=False,
        help_text=_("The purpose, whether or not it took place."),
    )
    occurred = WordsField(label=_("Exploitation that took place"), required=False)
    circumstances = WordsField(
        label=_("Circumstances"),
        required=False,
        help_text=_("What follows from the age or the number of victims is known already."),
    )
    contested = forms.MultipleChoiceField(
        label=_("What the other side disputes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    moved = forms.ChoiceField(label=_("Movement of the victims"), choices=MOVEMENTS.items())
    places = CodesField(
        label=_("Countries in which it took place"),
        max_length=100,
        required=False,
        help_text=_("Two letters each, such as PH, TH."),
    )
    mental = forms.ChoiceField(
        label=_("State of mind that the facts show"),
        required=False,
        help_text=_("The strongest: purpose, knowledge, recklessness, or ought to have known."),
    )
    knew_age = forms.NullBooleanField(label=_("Knew that the victim was a child"), required=False)
    source = forms.CharField(label=_("On what it rests"), max_length=300, required=False)
    status = forms.ChoiceField(label=_("How far established"), choices=Status.choices)

    def __init__(
        self,
        *given: Any,
        people: Any,
        victims: Any,
        countries: Iterable[str],
        stated: Iterable[str] = (),
        **named: Any,
    ) -> None:
        """Offer the parties, and the words of the law that applies; dispute what was stated."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["by"].queryset, fields["victims"].queryset = people, victims
        fields["mode"].choices = [(mode, mode_word(mode)) for mode in Mode]
        fields["mental"].choices = [
            ("", _("Not known")),
            *((code, localised(word_label("mens_rea", code))) for code in MensRea),
        ]
        for name, vocabulary in VOCABULARIES.items():
            fields[name].choices = _asked(term_choices(vocabulary, countries))
        words = dict(_flat(fields, ("acts", "means", "ends")))
        fields["contested"].choices = [(w, words[w]) for w in dict.fromkeys(stated) if w in words]
        if not fields["contested"].choices:
            del self.fields["contested"]


class AtLargeForm(VersionedForm):
    """What is alleged of the case as a whole."""

    reported_as = forms.ChoiceField(label=_("First reported as"), choices=REPORTED_AS.items())
    countries = forms.MultipleChoiceField(
        label=_("Under the laws of"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The countries of which a law is held."),
    )
    indicators = forms.MultipleChoiceField(
        label=_("Signs of forced labour"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The eleven indicators of the International Labour Organization."),
    )
    paid_for_journey = forms.BooleanField(
        label=_("The victims paid to be brought across a border"), required=False
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        """Offer the indicators and the countries of which a law is held."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        groups = term_choices(Vocabulary.INDICATORS, ())
        fields["indicators"].choices = [choice for _title, group in groups for choice in group]
        fields["countries"].choices = [(code, code) for code in held_countries()]


class ChargeForm(forms.Form):
    """Charging a count that lies, alone or together with others of its kind."""

    citation = forms.CharField(
        label=_("Provision"), max_length=200, help_text=_("As it will stand in the indictment.")
    )
    offence = forms.CharField(label=_("Offence"), max_length=300)
    conduct_from = forms.CharField(label=_("Conduct from"), max_length=40, required=False)
    conduct_to = forms.CharField(label=_("Conduct until"), max_length=40, required=False)
    together = forms.MultipleChoiceField(
        label=_("Concerning these as well"),
        required=False,
        widget=ManyInput,
        help_text=_("Other victims of the same offence by the same person, in one count."),
    )
    against = forms.MultipleChoiceField(
        label=_("Against these as well"),
        required=False,
        widget=ManyInput,
        help_text=_("Others against whom the same lies, as far as these victims are concerned."),
    )
    alternative_to: Any = forms.ModelChoiceField(
        label=_("Alternative to"), queryset=None, required=False
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, victims: Any, people: Any, counts: Any, **named: Any) -> None:
        """Offer the victims and the people of the same offence, and the counts charged so far."""
        super().__init__(*given, **named)
        _offer(self, together=victims, against=people)
        fields: dict[str, Any] = dict(self.fields)
        fields["alternative_to"].queryset = counts
        if not counts.exists():
            del self.fields["alternative_to"]


class LeaveForm(forms.Form):
    """Deciding not to charge a count that lies."""

    why = forms.CharField(
        label=_("Why it is not charged"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "That a witness may be lost is no reason by itself. The reasons are kept and can be "
            "asked for."
        ),
    )
    also = forms.MultipleChoiceField(
        label=_("Nor concerning these, for the same reasons"), required=False, widget=ManyInput
    )
    called = {"reasons": "why"}  # read only

    def __init__(self, *given: Any, victims: Any, **named: Any) -> None:
        """Offer the other victims of the same offence."""
        super().__init__(*given, **named)
        _offer(self, also=victims)


class ProofForm(VersionedForm):
    """Saying whether the standard of proof for charging is met."""

    label = forms.ChoiceField(
        label=_("The standard is"),
        choices=ProofLabel.Label.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("On what that rests"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The evidence, by item or witness. It is kept with your name and the day."),
    )


class TieForm(VersionedForm):
    """Tying a count to an offence of the laws held."""

    law = forms.ChoiceField(label=_("Offence in the laws held"))
    mode = forms.ChoiceField(label=_("As"), initial=Mode.PRINCIPAL)

    def __init__(self, *given: Any, countries: Iterable[str], **named: Any) -> None:
        """Offer every offence of some countries, and of the law it is tied to."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        tied = statutes().get(self.initial.get("law", "").partition(".")[0])
        chosen = {*countries, *([tied.country] if tied else [])}
        fields["law"].choices = [
            (f"{law.key}.{offence.key}", f"{offence.citation}: {gettext(offence.label)}")
            for law in statutes().values()
            if law.country in chosen
            for offence in law.offences
        ]
        fields["mode"].choices = [(mode, mode_word(mode)) for mode in Mode]


def _offer(form: forms.Form, **offered: list[tuple[str, str]]) -> None:
    """Give fields their choices, and leave out those that have none."""
    for name, choices in offered.items():
        field: Any = form.fields[name]
        field.choices = choices
        if not choices:
            del form.fields[name]


def _asked(groups: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    kept = [
        (title, [choice for choice in group if choice[0] not in FOLLOWS]) for title, group in groups
    ]
    return [(title, group) for title, group in kept if group]


def _flat(fields: dict[str, Any], names: Iterable[str]) -> list[tuple[str, str]]:
    return [choice for name in names for _title, group in fields[name].choices for choice in group]
