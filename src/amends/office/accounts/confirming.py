"""Asking once more who it is: a few steps need that somebody showed it minutes ago."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]
CONFIRMED = "confirmed_at"


def confirm_first(view: View) -> View:
    """Let a page be opened only by whoever showed minutes ago who they are; ask the others first.

    Afterwards the page opens, or the form that was sent is carried out.
    """

    @functools.wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not is_confirmed(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return asking


def is_confirmed(request: HttpRequest) -> bool:
    """Say whether whoever is logged in showed within the minutes set who they are."""
    passed: float = time.time() - request.session.get(CONFIRMED, 0)
    return passed < settings.CONFIRM_MINUTES * 60


def confirmed(request: HttpRequest, **_signal: Any) -> None:
    """Remember that somebody showed who they are, as every log-in does."""
    request.session[CONFIRMED] = time.time()
