"""Declared fields on a page: how they are filled in, and how what was stated is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.base.dates import When
from amends.base.fields import Field, FieldKind, check_fields
from amends.base.messages import Refusal
from amends.office.desk.words import when_words
from amends.office.parties.forms import PARTIAL_DATE
from amends.office.validation import translated

DETAIL = "detail_"
HINTS = {
    FieldKind.DATE: PARTIAL_DATE,
    FieldKind.MONEY: _("Currency first, such as USD 916635.16."),
    FieldKind.MOMENT: _(
        "2026-05-03 or 2026-05-03 14:30; by another clock, 2026-05-03 14:30 +08:00."
    ),
    FieldKind.POINT: _("Degrees north and east as maps give them, such as 8.4803, 124.6498."),
}


@dataclass(frozen=True)
class Stated:
    """One thing that was stated: what it is, and its value in words."""

    label: str
    value: str


class StatingForm(forms.Form):
    """A form that takes declared fields among its own."""

    called: Mapping[str, str] = {}  # read only

    def take(self, declared: Iterable[Field], initial: Mapping[str, str] | None = None) -> None:
        """Take declared fields in, each with what stands there already."""
        self.declared = {field.name: DETAIL + field.name for field in declared}
        self.called = {**self.called, **self.declared}
        for field in declared:
            name = self.declared[field.name]
            self.fields[name] = form_field(field)
            self.initial[name] = (initial or {}).get(field.name, "")

    def given(self) -> dict[str, Any]:
        """Return what was typed; what fills declared fields stands under ``details``."""
        plain = {name: value for name, value in self.cleaned_data.items() if name not in self.own}
        details = {name: self.cleaned_data[field] for name, field in self.declared.items()}
        return {**plain, "details": details}

    @property
    def own(self) -> frozenset[str]:
        """Return the names of the form's fields that were declared."""
        return frozenset(self.declared.values())


def form_field(declared: Field) -> forms.Field:
    """Return the form's field in which a declared field is filled in."""
    named: dict[str, Any] = {"label": gettext(declared.label), "required": declared.required}
    hint = gettext(declared.help) if declared.help else HINTS.get(declared.kind, "")
    if declared.kind is FieldKind.CHOICE:
        choices = [("", "–"), *((c.code, gettext(c.label)) for c in declared.choices)]
        return forms.ChoiceField(choices=choices, help_text=hint, **named)
    return forms.CharField(max_length=10_000, help_text=hint, **named)


def checked(declared: Iterable[Field], given: Mapping[str, str]) -> dict[str, str]:
    """Return what was stated, without what was left empty.

    Raises:
        ValidationError: by field, what is wrong.
    """
    filled = {name: value for name, value in given.items() if value}
    if problems := check_fields(declared, filled):
        raise ValidationError({field: [translated(m)] for field, m in problems.items()})
    return filled


def stated(declared: Iterable[Field], given: Mapping[str, str]) -> Iterator[Stated]:
    """Yield what was stated, in the order the fields are declared."""
    for field in declared:
        if given.get(field.name):
            yield Stated(gettext(field.label), value_said(field, given[field.name]))


def value_said(field: Field, value: str) -> str:
    """Return a stated value in words; one that no longer fits its field as it was given."""
    if field.kind is FieldKind.CHOICE:
        return next((gettext(c.label) for c in field.choices if c.code == value), value)
    if field.kind is FieldKind.DATE:
        try:
            When.parse(value)
        except Refusal:
            return value
        return when_words(value)
    return value
