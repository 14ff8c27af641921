"""How the API says no: one shape, ``{"error": {"code", "message", "fields"}}``."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    ObjectDoesNotExist,
    SuspiciousOperation,
    ValidationError,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Malformed

from amends.api.malformed import by_field as malformed_fields
from amends.office.desk.errors import who_may
from amends.office.evidence.delivery_services import WrongOffset
from amends.office.evidence.delivery_views import OFFSET, wrong_offset
from amends.office.evidence.faults import Unreadable
from amends.office.log import services as log
from amends.office.policy import NotPermitted
from amends.office.validation import ChangedMeanwhile

logger = logging.getLogger(__name__)
Fields = dict[str, list[str]]


class Problem(Schema):
    """What happened, in a word for programs and a sentence for people, and which fields to mend.

    ``current`` is there where somebody else changed what was sent: the record as it stands now.
    """

    code: str
    message: str
    fields: dict[str, list[str]]
    current: Any = None


class Refusal(Schema):
    """The one shape of every refusal."""

    error: Problem


class ScopeMissing(Exception):
    """The token may not be used for this: it only reads."""


def answer(
    status: int, code: str, message: str, fields: Fields | None = None, **more: Any
) -> HttpResponse:
    """Return a refusal in the one shape."""
    body = {"error": {"code": code, "message": message, "fields": fields or {}, **more}}
    return JsonResponse(body, status=status)


@contextmanager
def showing_what_stands(now: Callable[[], Schema | None]) -> Iterator[None]:
    """Let the refusal of a stale version show the record as it stands now."""
    try:
        yield
    except ChangedMeanwhile as refusal:
        stands = now()
        refusal.current = stands.model_dump(mode="json") if stands else None
        raise


def not_there() -> HttpResponse:
    """Say that there is nothing here: the same words for what is missing and what is not shown."""
    return answer(404, "not_found", _("There is nothing here that you may see."))


def explain_refusals(api: NinjaAPI) -> None:
    """Let the API answer each kind of exception in the one shape."""
    handlers: dict[type[Exception], Any] = {
        AuthenticationError: _no_token,
        ScopeMissing: _scope_missing,
        NotPermitted: _not_permitted,
        ValidationError: _against_a_rule,
        Malformed: _malformed,
        ObjectDoesNotExist: _missing,
        Http404: _missing,
        HttpError: _unreadable,
        BadRequest: _unreadable,
        SuspiciousOperation: _unreadable,
        MultiPartParserError: _unreadable,
        UnreadablePostError: _unreadable,
        WrongOffset: _wrong_offset,
        Unreadable: _damaged,
        FileNotFoundError: _damaged,
        Exception: _failed,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _no_token(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = _("Send a valid token in the header: Authorization: Bearer <token>.")
    response = answer(401, "not_authenticated", message)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _scope_missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(403, "scope_missing", _("This token reads only. Make one that may write."))


def _not_permitted(request: HttpRequest, refusal: NotPermitted) -> HttpResponse:
    log.refuse(actor=refusal.actor, action=refusal.action, case=refusal.case)
    if refusal.case is not None:
        return not_there()
    message = _("Your role does not do this. It is done by: %s.")
    return answer(403, "not_permitted", message % ", ".join(who_may(refusal.action)))


def _against_a_rule(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    fields = refusal.message_dict if hasattr(refusal, "error_dict") else {}
    of_no_field = fields.pop(NON_FIELD_ERRORS, []) if fields else refusal.messages
    if isinstance(refusal, ChangedMeanwhile):
        message = fields["version"][0]
        return answer(409, "changed_meanwhile", message, fields, current=refusal.current)
    message = " ".join(of_no_field) or _("Something must be corrected. See the fields.")
    return answer(422, "invalid", message, fields)


def _malformed(request: HttpRequest, refusal: Malformed) -> HttpResponse:
    message = _("Something must be corrected. See the fields.")
    return answer(422, "invalid", message, malformed_fields(refusal.errors))


def _missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return not_there()


def _unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = _("The body of the request cannot be read. Send valid JSON, or a form for a file.")
    return answer(400, "unreadable", message)


def _wrong_offset(request: HttpRequest, refusal: WrongOffset) -> HttpResponse:
    message = wrong_offset(refusal)
    response = answer(409, "wrong_offset", message, {OFFSET: [message]})
    response.headers[OFFSET] = str(refusal.expected)
    return response


def _damaged(request: HttpRequest, exception: Exception) -> HttpResponse:
    logger.error("A stored file is not what it was or is not there: %s", exception)
    message = _("The stored file was changed or lost. Tell the administrator.")
    return answer(500, "damaged", message)


def _failed(request: HttpRequest, exception: Exception) -> HttpResponse:
    reference = secrets.token_hex(4).upper()
    logger.error("Failure %s on %s %s", reference, request.method, request.path, exc_info=exception)
    message = _("The program failed. Tell the administrator this number: %s.") % reference
    return answer(500, "failed", message)
