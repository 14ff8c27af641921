"""Forms on records that two people may write at once: the second sees both texts and chooses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.office.desk.words import listed

THEIRS, MINE = "theirs", "mine"
DIFFERS, NOTHING = "differs", "–"


@dataclass(frozen=True)
class Difference:
    """A field in which what the record says now and what somebody wrote are not the same."""

    name: str
    label: str
    theirs: str
    mine: str
    kept: str

    @property
    def theirs_said(self) -> str:
        """Return their text, or a dash where there is none."""
        return self.theirs or NOTHING

    @property
    def mine_said(self) -> str:
        """Return one's own text, or a dash where there is none."""
        return self.mine or NOTHING

    @property
    def keeps_theirs(self) -> bool:
        """Say whether theirs was chosen."""
        return self.kept == THEIRS

    @property
    def keeps_mine(self) -> bool:
        """Say whether one's own was chosen."""
        return self.kept == MINE


class VersionedForm(forms.Form):
    """A form on a record, which knows the version that was shown.

    What the record says now is its ``initial``. After the service refused a stale version, call
    ``compare``: the page then shows both texts field by field, and what was chosen is what counts.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    called: Mapping[str, str] = {"version": ""}

    def __init__(self, *given: Any, **named: Any) -> None:
        """Ask for no version of a record that is only being made."""
        super().__init__(*given, **named)
        if "version" not in self.initial:
            del self.fields["version"]

    def compare(self) -> None:
        """Ask field by field which text to keep, beside the version that stands now."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        differing = [name for name in self._comparable() if self._differs(name)]
        data["version"] = str(self.initial["version"])
        data.setlist(DIFFERS, differing)
        for name in differing:
            data.pop(f"keep-{name}", None)
        self.data = data

    @property
    def differences(self) -> list[Difference]:
        """Return the fields to choose in; none unless both were compared."""
        return [self._difference(name) for name in self._asked()]

    def clean(self) -> dict[str, Any]:
        """Take the record's own text where it was chosen; refuse what was left open."""
        super().clean()
        for name in self._asked():
            kept = self.data.get(f"keep-{name}")
            if kept == THEIRS:
                self._take_theirs(name)
            elif kept != MINE:
                self.add_error(name, _("Choose which of the two texts to keep."))
        return self.cleaned_data

    def _take_theirs(self, name: str) -> None:
        self.errors.pop(name, None)
        try:
            self.cleaned_data[name] = self._theirs(name)
        except ValidationError as wrong:
            self.add_error(name, wrong)

    def _comparable(self) -> Iterator[str]:
        """Yield the fields that somebody fills in and that the record holds."""
        for name, field in self.fields.items():
            if name in self.initial and name != "version" and not field.disabled:
                yield name

    def _asked(self) -> list[str]:
        if not isinstance(self.data, QueryDict):
            return []
        known = set(self._comparable())
        return [name for name in dict.fromkeys(self.data.getlist(DIFFERS)) if name in known]

    def _differs(self, name: str) -> bool:
        return _compared(self._theirs(name)) != _compared(self._mine(name))

    def _theirs(self, name: str) -> Any:
        field = self.fields[name]
        return field.clean(field.prepare_value(self.initial[name]))

    def _mine(self, name: str) -> Any:
        """Return what was written, as it was typed if it cannot be read."""
        raw = self[name].data
        try:
            return self.fields[name].clean(raw)
        except ValidationError:
            return raw

    def _difference(self, name: str) -> Difference:
        field = self.fields[name]
        kept = str(self.data.get(f"keep-{name}", ""))
        theirs, mine = _said(field, self._theirs(name)), _said(field, self._mine(name))
        return Difference(name, str(field.label), theirs, mine, kept)


def _compared(value: Any) -> object:
    """Return a value for comparison: the order in which things were ticked says nothing."""
    if isinstance(value, QuerySet | list | tuple):
        return frozenset(str(one.pk if isinstance(one, Model) else one) for one in value)
    return value


def _said(field: forms.Field, value: Any) -> str:
    """Return a value in the words of its field."""
    if isinstance(value, QuerySet | list | tuple):
        return listed(_said(field, one) for one in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, Model):
        return str(value)
    return str(dict(_flat(getattr(field, "choices", ()))).get(value, value or ""))


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield choices that may stand in groups one by one."""
    for code, words in choices:
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield code, words
