"""The page on the store as a whole, for the administrator and the head of unit."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from amends.office.evidence import file_selectors
from amends.office.pages import actor_of


@require_GET
def stored_files(request: HttpRequest) -> HttpResponse:
    """Show how the store stands and which files are damaged or lost; content of cases to nobody."""
    found = file_selectors.standing(actor=actor_of(request))
    context = {"standing": found, "days": settings.VERIFY_FILES_DAYS}
    return render(request, "evidence/stored_files.html", context)
