"""Forms on what a report may be about: the indicators, and the triage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from amends.intake.screening import Group, IndicatorAnswer, indicators, sorts
from amends.intake.sorting import OTHER
from amends.law.terms import Vocabulary
from amends.office.charging.forms import WordsField
from amends.office.charging.words import DIRECTIONS, MOVEMENTS, REPORTED_AS, term_choices
from amends.office.intake.forms import reasons
from amends.office.intake.models import Screening
from amends.office.intake.screening_services import LONGEST_NOTE, WORDS
from amends.office.intake.words import ANSWERS, choices, indicator_word

FORMS = [*DIRECTIONS.items(), (OTHER, pgettext_lazy("triage", "Something else"))]


class AnswerField(forms.ChoiceField):
    """What is known of an indicator; what nobody answered is not known."""

    def clean(self, value: Any) -> Any:
        """Return the answer."""
        return super().clean(value or IndicatorAnswer.UNKNOWN.value)


class ScreeningForm(forms.Form):
    """The indicators, each with an answer and a note, and what else the report states."""

    sort = forms.ChoiceField(
        label=_("Sort of exploitation"),
        help_text=_("It says how the guidance reads the indicators. All of them are asked."),
    )
    reported_as = forms.ChoiceField(label=_("First reported as"), choices=REPORTED_AS.items())
    moved = forms.ChoiceField(label=_("Movement of the people"), choices=MOVEMENTS.items())
    paid_for_journey = forms.BooleanField(
        label=_("They paid to be brought across a border"), required=False
    )
    acts = WordsField(label=_("Acts"), required=False)
    means = WordsField(label=_("Means"), required=False)
    ends = WordsField(label=_("Exploitation that was meant"), required=False)
    occurred = WordsField(label=_("Exploitation that took place"), required=False)

    def __init__(self, *given: Any, country: str = "", **named: Any) -> None:
        """Ask every indicator; unless something is answered it is not known."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["sort"].choices = choices(sorts())
        for name, vocabulary in WORDS.items():
            fields[name].choices = term_choices(Vocabulary(vocabulary), [country])
        for code in indicators():
            self.fields[f"answer_{code}"] = AnswerField(
                label=indicator_word(code),
                choices=list(ANSWERS.items()),
                initial=IndicatorAnswer.UNKNOWN.value,
            )
            self.fields[f"note_{code}"] = forms.CharField(
                label=_("On what it rests"), max_length=LONGEST_NOTE, required=False
            )

    def asked(self, group: str) -> Iterator[tuple[Any, Any]]:
        """Yield the fields of each indicator of a group: the answer and the note."""
        for code, indicator in indicators().items():
            if indicator.group == Group(group):
                yield self[f"answer_{code}"], self[f"note_{code}"]

    def of_ilo(self) -> Iterator[tuple[Any, Any]]:
        """Yield the fields of the eleven indicators of forced labour."""
        return self.asked(Group.ILO)

    def others(self) -> Iterator[tuple[Any, Any]]:
        """Yield the fields of the other indicators."""
        return self.asked(Group.OTHER)

    def given(self) -> dict[str, Any]:
        """Return what was answered as the service takes it."""
        said = self.cleaned_data
        plain = ("sort", "reported_as", "moved", "paid_for_journey", *WORDS)
        return {
            **{name: said[name] for name in plain},
            "answers": {code: said[f"answer_{code}"] for code in indicators()},
            "notes": {code: said[f"note_{code}"] for code in indicators()},
        }


def screening_initial(last: Screening | None) -> dict[str, Any]:
    """Return what the last screening answered, so that only what changed is typed again."""
    if last is None:
        return {}
    plain = ("sort", "reported_as", "moved", "paid_for_journey", *WORDS)
    return {
        **{name: getattr(last, name) for name in plain},
        **{f"answer_{code}": answer for code, answer in last.answers.items()},
        **{f"note_{code}": note for code, note in last.notes.items()},
    }


class TriageForm(forms.Form):
    """What somebody decides a report to be about."""

    form = forms.ChoiceField(label=_("It is about"), choices=FORMS, widget=forms.RadioSelect)
    reason = reasons()
    screen_again_on = forms.DateField(
        label=_("Screen it again on"),
        required=False,
        help_text=_("Such as 2026-05-03: when more may be known. The list reminds of it."),
    )
