"""The page that searches."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amends.office.pages import actor_of
from amends.office.policy import Action, Layer, may, sees
from amends.office.search import selectors
from amends.office.search.forms import KINDS, ORDER_WORDS, SCRIPT_CHOICES, SearchForm


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show what the reader's own cases hold of the words in the address."""
    actor = actor_of(request)
    if not sees(actor, Layer.CASE):
        raise Http404
    form = SearchForm(request.GET)
    filters = form.filters()
    asked = bool(form.typed.strip())
    context = {
        "form": form,
        "filters": filters,
        "asked": asked,
        "found": selectors.search(actor=actor, filters=filters, number=request.GET.get("page"))
        if asked
        else None,
        "kinds": KINDS,
        "scripts": SCRIPT_CHOICES,
        "orders": list(ORDER_WORDS.items()),
        "may_tie": may(actor, Action.TIE_PASSAGE),
    }
    return render(request, "search/search.html", context)
