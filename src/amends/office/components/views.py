"""The catalogue's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amends.office.components.catalogue import GROUP_LABELS, Group, by_group
from amends.office.versions import VersionedForm

STAGES = [("charged", _("Charged")), ("trial", _("Trial")), ("judgment", _("Judgment"))]


class SampleForm(forms.Form):
    """A form with one field of each kind, to show how each looks and fails."""

    code = forms.ChoiceField(label=_("What happened"), choices=STAGES)
    on = forms.DateField(label=_("When"), help_text=_("Year-month-day, for example 2025-03-27."))
    text = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea)
    about = forms.MultipleChoiceField(
        label=_("Whom it is about"), choices=STAGES, widget=forms.CheckboxSelectMultiple
    )
    sure = forms.BooleanField(label=_("It is established"), required=False)


class SampleVersionedForm(VersionedForm):
    """A form on a record that a colleague changed meanwhile."""

    code = forms.ChoiceField(label=_("What happened"), choices=STAGES)
    text = forms.CharField(label=_("Description"))


def catalogue(request: HttpRequest) -> HttpResponse:
    """List every component."""
    groups = [(GROUP_LABELS[group], group.value, members) for group, members in by_group()]
    return render(request, "catalogue/index.html", {"groups": groups})


def group(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the components of one group at work, with their props, slots and code.

    Raises:
        Http404: there is no such group.
    """
    if slug not in set(Group):
        raise Http404(slug)
    chosen = Group(slug)
    context = {
        "group": slug,
        "label": GROUP_LABELS[chosen],
        "members": dict(by_group())[chosen],
        **samples(),
    }
    return render(request, "catalogue/group.html", context)


def samples() -> dict[str, Any]:
    """Return the values the demos name."""
    return {
        "today": timezone.localdate(),
        "options": STAGES,
        "page": Paginator(range(230), 20).page(6),
        "versioned": _versioned(),
        "form": SampleForm({"code": "trial", "on": "2025-02-30", "text": "Two sittings."}),
        "field": SampleForm(prefix="alone")["on"],
        "entry": SampleForm(prefix="entry"),
    }


def _versioned() -> SampleVersionedForm:
    form = SampleVersionedForm(
        {"version": "1", "code": "trial", "text": "Two sittings."},
        initial={"version": 2, "code": "trial", "text": "Three sittings."},
    )
    form.compare()
    return form
