"""Asking a time-stamping authority over HTTP, where an office has set one."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from amends.base.messages import Message
from amends.proof.stamps import LONGEST_ANSWER, StampRefused, Trust

QUERY = "application/timestamp-query"
SCHEMES = frozenset({"http", "https"})


def is_set() -> bool:
    """Say whether this office has an authority; none is asked unless it has."""
    return bool(settings.TIMESTAMP_URL)


def trust() -> Trust:
    """Return the certificates of the authorities that the office trusts.

    Raises:
        StampRefused: the file with them is not set, not there, or holds no root.
    """
    try:
        return Trust.of(Path(settings.TIMESTAMP_CERTIFICATES).read_bytes())
    except (OSError, ValueError):
        raise StampRefused(NO_TRUST) from None


def answer_to(query: bytes) -> bytes:
    """Return what the authority answers.

    Raises:
        StampRefused: it does not answer in time, or not in the way that was agreed.
    """
    url = settings.TIMESTAMP_URL
    if urlsplit(url).scheme not in SCHEMES:
        raise StampRefused(NO_ADDRESS)
    request = urllib.request.Request(url, data=query, headers={"Content-Type": QUERY})  # noqa: S310 - the scheme was checked
    try:
        with _opener.open(request, timeout=settings.TIMESTAMP_SECONDS) as answer:
            found: bytes = answer.read(LONGEST_ANSWER + 1)
    except (OSError, urllib.error.URLError, ValueError, EOFError):
        raise StampRefused(NO_ANSWER) from None
    return found


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: what was set is what is asked."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


_opener = urllib.request.build_opener(_NoDetours, urllib.request.ProxyHandler())

NO_TRUST = Message("The file with the authority's certificates cannot be read.")
NO_ADDRESS = Message("The address of the authority is neither http nor https.")
NO_ANSWER = Message("The authority does not answer.")
