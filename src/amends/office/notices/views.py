"""The calendar feed, and the page on which one makes and stops it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from amends.office.accounts import feed_services
from amends.office.accounts import selectors as accounts
from amends.office.notices import selectors, services
from amends.office.notices.calendars import calendar_of
from amends.office.pages import actor_of

NO_FEED = "There is no such calendar feed.\n"


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program with its owner's dates.

    An address that never was and one that was stopped get the same answer, to the letter.
    """
    found = accounts.feed_of(secret)
    if found is None:
        return HttpResponseNotFound(NO_FEED, content_type="text/plain; charset=utf-8")
    with translation.override(found.user.language or settings.LANGUAGE_CODE):
        dates = selectors.dates_of(actor=found.user, today=timezone.localdate())
        body = calendar_of(dates, now=timezone.now())
    services.note_feed_read(feed=found)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="amends.ics"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show whether the reader has a feed, and when it was last read."""
    return _page(request, address="")


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a feed and show its address, this once; an earlier one stops.

    The answer is the page itself, not a redirect: the address is kept nowhere to be shown later.
    """
    _feed, secret = feed_services.make_feed(actor=actor_of(request))
    address = settings.SITE_URL.rstrip("/") + reverse("calendar-feed", args=[secret])
    answer = _page(request, address=address)
    answer.headers["X-Carried-Out"] = "yes"
    return answer


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a feed of the reader's own."""
    actor = actor_of(request)
    found = get_object_or_404(accounts.feeds(actor=actor), pk=pk)
    feed_services.revoke_feed(actor=actor, feed=found)
    messages.success(request, _("The calendar feed is stopped. Its address answers no more."))
    return redirect("calendar")


def _page(request: HttpRequest, *, address: str) -> HttpResponse:
    feeds = accounts.feeds(actor=actor_of(request))
    context = {"current": feeds.filter(revoked_at=None).first(), "address": address}
    return render(request, "notices/calendar.html", context)
