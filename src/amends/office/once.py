"""A form that is sent twice is carried out once: the second answer repeats the first."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

FIELD = "once"
KEPT_SECONDS = 24 * 3600
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def new_key() -> str:
    """Return a key for one rendering of a form."""
    return secrets.token_urlsafe(12)


def carried_out(request: HttpRequest, leads_to: str) -> None:
    """Say that a form was carried out though its answer is a page, and where a repeat leads."""
    request.META["amends.leads_to"] = leads_to


def answer_forms_once(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Carry out a form with a key once; send whoever sends it again to where it led.

    A form that was refused may be sent again, and so may one that carries no key. The key is
    claimed before anything is done, so two presses at the same moment do not both pass.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        key = _key_of(request)
        if not key:
            return get_response(request)
        if not cache.add(key, request.path, KEPT_SECONDS):
            return HttpResponseRedirect(cache.get(key) or request.path)
        led_to = ""
        try:
            response = get_response(request)
            led_to = response.headers.get("Location", "") or _shown_once(request)
        finally:
            cache.set(key, led_to, KEPT_SECONDS if led_to else 0)
        return response

    return answer


def _key_of(request: HttpRequest) -> str:
    if request.method != "POST" or request.content_type not in FORM_TYPES:
        return ""
    given = request.POST.get(FIELD, "")
    if not given or not request.user.is_authenticated:
        return ""
    return f"once:{request.user.pk}:{given[:40]}"


def _shown_once(request: HttpRequest) -> str:
    return str(request.META.get("amends.leads_to", ""))
