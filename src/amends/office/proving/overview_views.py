"""How the proof of all one's cases stands."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from amends.office.pages import actor_of, window_of
from amends.office.policy import Layer, sees
from amends.office.proving import overview as selectors
from amends.office.proving.words import PROVED_ON, READINGS
from amends.proof.proving import Reading

STANDINGS: dict[str, str | Promise] = {
    selectors.Standing.UNPROVED: _("A count is not proved"),
    selectors.Standing.PROVED: _("Every count is proved"),
    selectors.Standing.NO_COUNTS: _("No count to be proved yet"),
    selectors.Standing.CHANGED: _("Changed since it was worked out"),
}


class OverviewForm(forms.Form):
    """The filters of the overview, as they stand in its address."""

    text = forms.CharField(max_length=200, required=False)
    lead = forms.CharField(max_length=60, required=False)
    standing = forms.ChoiceField(choices=[("", ""), *STANDINGS.items()], required=False)
    reading = forms.ChoiceField(choices=list(READINGS.items()), required=False)
    mine = forms.BooleanField(required=False)
    closed = forms.BooleanField(required=False)

    def filters(self) -> selectors.OverviewFilters:
        """Return the filters; one that cannot be read narrows nothing."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        reading = Reading(given.pop("reading", Reading.PENDING))
        return selectors.OverviewFilters(**given, reading=reading)

    def in_use(self) -> int:
        """Return how many filters narrow the list."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name != "reading")


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show how the counts of the reader's cases stand, and which fall with one loss."""
    actor, today = actor_of(request), timezone.localdate()
    if not sees(actor, Layer.PROOF):
        raise Http404
    form = OverviewForm(request.GET)
    filters = form.filters()
    window = window_of(selectors.overview(actor=actor, filters=filters, today=today), request)
    rows = selectors.listed(actor=actor, keys=list(window.page.object_list), today=today)
    # Asked again: cases of this page may have been worked out for it.
    found = selectors.overview(actor=actor, filters=filters, today=today)
    context = {
        "form": form,
        "asked": filters,
        "page": window.page,
        "more": window.more,
        "rows": rows,
        "totals": selectors.totals(found),
        "knows": any(row.falling is not None for row in rows),
        "columns": list(PROVED_ON.values()),
        "standings": [("", _("Any")), *STANDINGS.items()],
        "readings": [(one.value, words) for one, words in READINGS.items()],
    }
    return render(request, "proving/overview.html", context)
