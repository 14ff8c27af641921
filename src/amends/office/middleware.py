"""What holds for every request: nothing is cached, every read is logged, refusals are explained."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from amends.office.desk import errors
from amends.office.log import services as log
from amends.office.policy import NotPermitted

Answer = Callable[[HttpRequest], HttpResponse]
ALWAYS_OPEN = ("account_logout", "account_reauthenticate", "set-language")


def keep_pages_out_of_caches(get_response: Answer) -> Answer:
    """Keep case data out of browser and proxy caches, and clear the browser at log-out."""

    def answer(request: HttpRequest) -> HttpResponse:
        was_logged_in = request.user.is_authenticated
        response = get_response(request)
        if was_logged_in or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        if was_logged_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

    return answer


def log_reads(get_response: Answer) -> Answer:
    """Log what a request read before its answer leaves; without the entry there is no answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        with log.gathering_reads():
            return get_response(request)

    return answer


def speak_the_readers_language(get_response: Answer) -> Answer:
    """Answer in the language of the account, whatever the browser asks for."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "")
        if not language:
            return get_response(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return get_response(request)

    return answer


class ExplainRefusals:
    """Turn a refusal into a page that says what to do and never whether a case exists."""

    def __init__(self, get_response: Answer) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Log a refusal and answer it; explain a rule that a plain button ran into."""
        if isinstance(exception, NotPermitted):
            log.refuse(actor=exception.actor, action=exception.action, case=exception.case)
            if exception.case is not None:
                raise Http404 from exception
            return errors.refused(request, exception.action)
        if isinstance(exception, ValidationError):
            return errors.against_a_rule(request, exception.messages)
        return None


def ask_for_an_own_key(get_response: Answer) -> Answer:
    """Send whoever has no key of their own yet to the page on which they get one.

    Where passkeys are required a password opens that page and no other: it is taken away with the
    first passkey, so whoever still has one has no passkey.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        page = ""
        if settings.PASSKEYS_REQUIRED and request.user.is_authenticated:
            page = "passkeys" if request.user.has_usable_password() else ""
        elif getattr(request.user, "must_change_password", False):
            page = "account_change_password"
        open_pages = {page, "passkey-new", *ALWAYS_OPEN} if page else set()
        if page and request.path not in {reverse(name) for name in open_pages}:
            return redirect(page)
        return get_response(request)

    return answer
