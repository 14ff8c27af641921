"""Forms on tasks and directions. They read what was typed; the services decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amends.office.cases.forms import PersonField
from amends.office.tasks.models import TaskKind
from amends.office.tasks.selectors import Due, TaskFilters, Whose

DAY = _("Such as 2026-05-03.")
WHOSE = {
    Whose.MINE: _("Mine and those I cover"),
    Whose.ESCALATED: _("Escalated to me"),
    Whose.ALL: _("All that I may see"),
}
DUE = {
    Due.ANY: _("At any time"),
    Due.OVERDUE: _("Overdue"),
    Due.TODAY: _("Today"),
    Due.WEEK: _("In the next seven days"),
}
KINDS = [("", _("Tasks and directions")), *TaskKind.choices]


class DayField(forms.DateField):
    """One day, typed."""

    widget = forms.DateInput(attrs={"dir": "ltr"})


class OwnerForm(forms.Form):
    """A choice of who must do it."""

    owner = PersonField(label=_("Who does it"), queryset=None)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        """Offer the people given."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]  # a choice of rows


class TaskForm(OwnerForm):
    """Setting a task or a direction."""

    title = forms.CharField(label=_("What must be done"), max_length=200)
    due = DayField(label=_("Due"), help_text=DAY)
    detail = forms.CharField(
        label=_("Detail"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Victims by pseudonym only."),
    )
    field_order = ("title", "owner", "due", "detail")


class FinishForm(forms.Form):
    """Marking a task as done."""

    outcome = forms.CharField(label=_("Result"), max_length=300, required=False)


class CancelForm(forms.Form):
    """Cancelling a task."""

    reason = forms.CharField(label=_("Why it is no longer needed"), max_length=300)


class MoveForm(forms.Form):
    """Moving a due date."""

    due = DayField(label=_("New date"), help_text=DAY)
    reason = forms.CharField(label=_("Why the date moves"), max_length=300)


class TaskFilterForm(forms.Form):
    """The filters of a desk's tasks, as they stand in the address."""

    whose = forms.ChoiceField(choices=list(WHOSE.items()), required=False)
    due = forms.ChoiceField(choices=list(DUE.items()), required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False)
    owner = forms.CharField(max_length=60, required=False)

    def filters(self) -> TaskFilters:
        """Return the filters; one that cannot be read narrows nothing."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return TaskFilters(**given)


class ReassignForm(OwnerForm):
    """Giving several tasks to somebody else."""

    tasks: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        label=_("Tasks"),
        queryset=None,
        error_messages={"required": _("Tick the tasks to give to somebody else.")},
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        """Take the tasks that stand on the page."""
        super().__init__(*args, **kwargs)
        self.fields["tasks"].queryset = rows  # type: ignore[attr-defined]  # a choice of rows
