"""The page of figures: how far reports came, each number with the reports behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from amends.intake.declared import declared
from amends.intake.funnel import COUNTED, GROUPS, FunnelStage
from amends.intake.screening import sorts
from amends.office.intake.figure_selectors import FunnelFilters, figures
from amends.office.intake.rows import behind, figure_rows, group_word, stage_words
from amends.office.intake.words import STAGES, choices
from amends.office.pages import MOST, actor_of
from amends.office.validation import translated

BY = {
    "kind": gettext_lazy("By sender"),
    "sort": gettext_lazy("By sort of exploitation"),
    "year": gettext_lazy("By year"),
    "month": gettext_lazy("By month"),
}


class FigureForm(forms.Form):
    """What is counted, and which number is opened, as they stand in the page's address."""

    by = forms.ChoiceField(choices=list(BY.items()), required=False)
    year = forms.IntegerField(min_value=1, max_value=9_999, required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    kind = forms.ChoiceField(required=False)
    sort = forms.ChoiceField(required=False)
    stage = forms.ChoiceField(choices=[("", ""), *STAGES.items()], required=False)
    group = forms.CharField(max_length=40, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        """Know the senders and the sorts."""
        super().__init__(*given, **named)
        fields: dict[str, Any] = dict(self.fields)
        fields["kind"].choices = [("", ""), *choices(declared().kinds)]
        fields["sort"].choices = [("", ""), *choices(sorts())]

    def filters(self) -> FunnelFilters:
        """Return what is counted; what cannot be read narrows nothing and is named on the page."""
        self.is_valid()
        asked = {
            name: value
            for name, value in self.cleaned_data.items()
            if value and name not in {"stage", "group"}
        }
        return FunnelFilters(**asked)


@require_GET
def report_figures(request: HttpRequest) -> HttpResponse:
    """Show how many reports came how far, and the reports behind one number if it is asked."""
    form = FigureForm(request.GET)
    filters = form.filters()
    found = figures(actor=actor_of(request), filters=filters)
    asked = form.cleaned_data
    by = found.by
    stage, group = asked.get("stage", ""), asked.get("group", "")
    opened = behind(found.entries, by, group, stage) if found.exact and stage else []
    context = {
        "form": form,
        "asked": asked,
        "by": by,
        "found": found,
        "rows": figure_rows(found.rows, by),
        "total": figure_rows([found.total], "") if found.total else [],
        "stages": stage_words(),
        "counted": [(STAGES[s], translated(COUNTED[s])) for s in FunnelStage],
        "ways": [(code, BY[code]) for code in GROUPS if found.exact or code != "month"],
        "kinds": [("", _("Any")), *choices(declared().kinds)],
        "sorts": [("", _("Any")), *choices(sorts())],
        "years": [("", _("Every year")), *((str(year), str(year)) for year in found.years)],
        "stage": stage if found.exact else "",
        "stage_word": STAGES[FunnelStage(stage)] if stage else "",
        "group_word": group_word(by, group) if group in {row.group for row in found.rows} else "",
        "opened": opened[:MOST],
        "number": len(opened),
    }
    return render(request, "intake/figures.html", context)
