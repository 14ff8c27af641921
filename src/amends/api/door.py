"""The door of the API: no log-in page, no caches, and every answer in JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from amends.api.refusals import answer, not_there

View = Callable[..., HttpResponse]


def opened(api: NinjaAPI) -> tuple[list[URLPattern | URLResolver], str, str]:
    """Return the addresses of the API, each behind the door."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _behind_the_door(pattern.callback)
    return patterns, app, namespace


def _behind_the_door(view: View) -> View:
    """Answer without a log-in page, since callers bring a token, and keep answers out of caches."""

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseNotAllowed):
            response = _wrong_method(response)
        response.headers["Cache-Control"] = "no-store"
        return response

    return csrf_exempt(login_not_required(enter))


def _wrong_method(refusal: HttpResponseNotAllowed) -> HttpResponse:
    taken = ", ".join(sorted(refusal["Allow"].split(", ")))
    message = _("This address does not take this method. It takes: %s.") % taken
    response = answer(405, "method_not_allowed", message)
    response.headers["Allow"] = taken
    return response


def _nothing_here(request: HttpRequest) -> HttpResponse:
    return not_there()


closed = _behind_the_door(_nothing_here)
