"""Forms on statements, propositions, recantations and issues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amends.law.terms import terms
from amends.office.exhibits.forms import LinesField
from amends.office.parties.forms import PARTIAL_DATE, PartyField
from amends.office.parties.models import Status
from amends.office.statements.models import Explanation, Proposition, Recantation, Statement
from amends.office.statements.proposition_services import TIED_TO
from amends.office.statements.services import Said
from amends.office.statements.words import STANCES, UNKNOWN, choices
from amends.office.versions import VersionedForm
from amends.proof.kinds import elements
from amends.proof.statement_words import controls, explanations, payers, recordings
from amends.proof.statements import Stance

NOT_RECORDED = _("Not recorded")
NOBODY = _("Nobody of this case")
PSEUDONYMS = _("Victims by pseudonym only.")


def yes_or_no(label: Any, **more: Any) -> forms.TypedChoiceField:
    """Return a field for yes, no, or not recorded."""
    return forms.TypedChoiceField(
        label=label,
        choices=UNKNOWN,
        required=False,
        coerce=lambda text: text == "true",
        empty_value=None,
        **more,
    )


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in stubs only
    """A choice of one row that says itself what it is."""


class Circumstances(VersionedForm):
    """When and before whom something was said, and under whose control the person was."""

    on = forms.CharField(label=_("When"), max_length=40, required=False, help_text=PARTIAL_DATE)
    present = LinesField(
        label=_("Also present"),
        required=False,
        max_length=2_000,
        help_text=_(
            "One a line, by role: a social worker, a guardian, an officer of another unit."
        ),
    )
    control = forms.ChoiceField(label=_("Where and under whose control"), required=False)
    control_of = PartyField(label=_("Of whom"), queryset=None, required=False, empty_label=NOBODY)
    paid_by = forms.ChoiceField(label=_("Counsel paid by"), required=False)
    notes = forms.CharField(
        label=_("Notes"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=PSEUDONYMS,
    )

    def __init__(self, *given: Any, people: Any, **named: Any) -> None:
        """Offer the declared circumstances, and the parties of the case."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["control"].choices = choices(controls(), NOT_RECORDED)
        fields["paid_by"].choices = choices(payers(), NOT_RECORDED)
        fields["control_of"].queryset = people
        if "person" in fields:
            fields["person"].queryset = people.filter(kind="natural")


class StatementForm(Circumstances):
    """The circumstances of a statement."""

    person = PartyField(label=_("Who said it"), queryset=None)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    interviewers = LinesField(
        label=_("Interviewers"),
        required=False,
        max_length=2_000,
        help_text=_(
            "One a line. Write each in the same way each time: what falls together is found by it."
        ),
    )
    interpreter = forms.CharField(label=_("Interpreter"), max_length=200, required=False)
    interpreter_certified = yes_or_no(_("Interpreter certified"))
    language = forms.CharField(
        label=_("Language"),
        max_length=8,
        required=False,
        help_text=_("The one it was taken in, as a code such as th."),
    )
    counsel = forms.CharField(label=_("Counsel"), max_length=200, required=False)
    warned = yes_or_no(_("Warned of rights and duties"))
    sworn = yes_or_no(_("Sworn"))
    recorded = forms.ChoiceField(label=_("Recorded as"), required=False)
    item = RowField(
        label=_("Lies in the item"), queryset=None, required=False, empty_label=_("None yet")
    )
    status = forms.ChoiceField(label=_("How far established"), choices=Status.choices)
    as_item = forms.BooleanField(
        label=_("Enter it as an item of evidence as well"),
        required=False,
        help_text=_("A testimony that falls if the witness does not come."),
    )

    def __init__(self, *given: Any, items: Any, editing: bool = False, **named: Any) -> None:
        """Offer the items of the case; who said it is not changed later."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["recorded"].choices = choices(recordings(), NOT_RECORDED)
        fields["item"].queryset = items
        if editing:
            del self.fields["person"], self.fields["as_item"]


class PropositionForm(VersionedForm):
    """A short sentence that can be asserted or denied."""

    text = forms.CharField(
        label=_("Proposition"),
        max_length=500,
        help_text=_("One thing in one short sentence, such as: The owner kept the passports."),
    )
    element = forms.ChoiceField(label=_("Goes to"))
    word = forms.ChoiceField(label=_("Act, means or purpose"), required=False)
    party = PartyField(
        label=_("About whom"), queryset=None, required=False, empty_label=_("Nobody in particular")
    )
    count = RowField(
        label=_("Count"), queryset=None, required=False, empty_label=_("No count in particular")
    )

    def __init__(self, *given: Any, people: Any, counts: Any, **named: Any) -> None:
        """Offer the elements, the words of the law, and the parties and counts of the case."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["element"].choices = [(c, gettext(one.label)) for c, one in elements().items()]
        groups = [(w, [(c, gettext(t.label)) for c, t in terms(of).items()]) for of, w in GROUPS]
        fields["word"].choices = [("", _("None in particular")), *groups]
        fields["party"].queryset, fields["count"].queryset = people, counts


GROUPS = tuple(zip(TIED_TO, (_("Acts"), _("Means"), _("Purposes")), strict=True))


class PositionsForm(VersionedForm):
    """What a statement says on each proposition: three fields for each, and the version shown."""

    def __init__(
        self, *given: Any, statement: Statement, propositions: Iterable[Proposition], **named: Any
    ) -> None:
        """Make the fields, filled with what the statement says now."""
        rows = list(propositions)
        now = {one.proposition_id: one for one in statement.says}  # type: ignore[attr-defined]  # prefetched
        initial: dict[str, Any] = {"version": statement.version}
        for row in rows:
            initial |= _position(row, now.get(row.pk))
        super().__init__(*given, initial=initial, **named)
        self.rows = rows
        for row in rows:
            self._add(row)

    def _add(self, row: Proposition) -> None:
        self.fields[f"stance_{row.pk}"] = forms.ChoiceField(
            label=row.text,
            choices=list(STANCES.items()),
            widget=forms.RadioSelect,
        )
        self.fields[f"words_{row.pk}"] = forms.CharField(
            label=f"{row.key}: {gettext('In these words')}",
            max_length=2_000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"pages_{row.pk}"] = forms.CharField(
            label=f"{row.key}: {gettext('Pages or time')}",
            max_length=60,
            required=False,
        )

    def by_proposition(self) -> Iterator[tuple[Proposition, Any, Any, Any]]:
        """Yield every proposition with its three fields."""
        for row in self.rows:
            yield row, self[f"stance_{row.pk}"], self[f"words_{row.pk}"], self[f"pages_{row.pk}"]

    def said(self) -> list[Said]:
        """Return what was chosen, as the service takes it."""
        given = self.cleaned_data
        return [
            Said(
                row,
                given[f"stance_{row.pk}"],
                given[f"words_{row.pk}"],
                given[f"pages_{row.pk}"],
            )
            for row in self.rows
        ]


def _position(row: Proposition, now: Any) -> dict[str, str]:
    """Return what a statement says now on a proposition, as the form shows it."""
    return {
        f"stance_{row.pk}": now.stance if now else Stance.SILENT,
        f"words_{row.pk}": now.words if now else "",
        f"pages_{row.pk}": now.pages if now else "",
    }


class RecantationForm(Circumstances):
    """A recantation: what happened, and in which circumstances."""

    person = PartyField(label=_("Who"), queryset=None)
    kind = forms.ChoiceField(label=_("What happened"), choices=Recantation.Kind.choices)
    to_whom = forms.CharField(label=_("To whom it was said"), max_length=200, required=False)
    statement = RowField(
        label=_("In the statement"), queryset=None, required=False, empty_label=_("In none")
    )
    words = forms.CharField(
        label=_("In these words"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *given: Any, statements: Any, editing: bool = False, **named: Any) -> None:
        """Offer the statements of the case; who it was is not changed later."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["statement"].queryset = statements
        if editing:
            del self.fields["person"]
        self.order_fields(["person", "kind", "on", "to_whom", "statement", "words"])


class ExplanationForm(VersionedForm):
    """Weighing a possible explanation."""

    code = forms.ChoiceField(label=_("Possible explanation"))
    speaks_for = forms.CharField(
        label=_("Found for it"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    speaks_against = forms.CharField(
        label=_("Found against it"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    found = forms.ChoiceField(label=_("Result"), choices=Explanation.Result.choices)
    item = RowField(
        label=_("Shown by the item"), queryset=None, required=False, empty_label=_("None yet")
    )

    def __init__(self, *given: Any, items: Any, **named: Any) -> None:
        """Offer the possible explanations and the items of the case."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["code"].choices = [(c, gettext(one.label)) for c, one in explanations().items()]
        fields["item"].queryset = items


class ListFilter(forms.Form):
    """The filters of the list and of the comparison, as they stand in an address."""

    person = forms.CharField(required=False, max_length=40)
    control = forms.CharField(required=False, max_length=16)
    proposition = forms.CharField(required=False, max_length=40)
