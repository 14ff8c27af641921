"""Whoever reports an official is nobody to the office, also while they are logged in."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CHANNEL = "/complicity/"
BOX = f"{CHANNEL}box/"


def is_channel(path: str) -> bool:
    """Say whether an address is open to all, and not one of the ombudsman's."""
    return path.startswith(CHANNEL) and not path.startswith(BOX)


def forget_who_asks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Take the log-in out of a request to the channel before anything looks at it.

    So no log-in is prolonged, nothing is claimed for an account, and every page is shown as to
    everybody else. The log-in itself goes on.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if is_channel(request.path_info):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return get_response(request)

    return answer
