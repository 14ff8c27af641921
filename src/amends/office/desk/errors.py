"""Pages shown when something was refused or went wrong: what happened, and what to do."""

from __future__ import annotations

import logging
import secrets
import sys

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from amends.office.policy import GRANTS, ROLE_LABELS, Action

logger = logging.getLogger(__name__)

SHEETS = ("tokens", "page", "forms", "components")


def refused(request: HttpRequest, action: Action) -> HttpResponse:
    """Answer that this role does not do this, and say which roles do."""
    return render(request, "403.html", {"who_can": who_may(action)}, status=403)


def who_may(action: Action) -> list[str]:
    """Return the roles that may do something, in the reader's language."""
    return [str(label) for role, label in ROLE_LABELS.items() if action in GRANTS[role]]


def against_a_rule(request: HttpRequest, problems: list[str]) -> HttpResponse:
    """Answer that a rule of the office stands against it, and list what to mend."""
    return render(request, "422.html", {"problems": problems}, status=422)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer that the program failed, with a number under which the log tells more.

    The page needs neither the database nor the session, since either may be what failed.
    """
    reference = secrets.token_hex(4).upper()
    logger.error("Failure %s on %s %s", reference, request.method, request.path)
    context = {
        "reference": reference,
        "sheets": _sheets(),
        "no_database": isinstance(sys.exception(), OperationalError),
    }
    page = render_to_string("500.html", context)
    return HttpResponse(page, status=500)


def _sheets() -> list[str]:
    """Return the style sheets' addresses, or none while they have not been collected."""
    try:
        return [staticfiles_storage.url(f"amends/{name}.css") for name in SHEETS]
    except ValueError:
        return []
