"""The server's log: the address of a calendar feed is its password and is never written."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

SECRET = "s3cret-of-a-feed"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what the configured log writes."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    logging.config.dictConfig(settings.LOGGING)
    return stream


@pytest.mark.django_db
def test_a_feed_that_is_not_there_leaves_no_address(written: io.StringIO, client: Client) -> None:
    """Whoever reads the log could otherwise try the addresses it holds."""
    client.get(reverse("calendar-feed", args=[SECRET]))
    assert "/calendar/***.ics" in written.getvalue()
    assert SECRET not in written.getvalue()


@pytest.mark.django_db
def test_a_feed_that_fails_leaves_no_address(
    written: io.StringIO, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even a failure nobody thought of writes it, with its traceback and what it says."""

    def fail(secret: str) -> None:
        raise RuntimeError(f"no answer for /calendar/{secret}.ics")

    monkeypatch.setattr("amends.office.accounts.selectors.feed_of", fail)
    client.raise_request_exception = False
    assert client.get(reverse("calendar-feed", args=[SECRET])).status_code == 500
    assert "RuntimeError" in written.getvalue()
    assert SECRET not in written.getvalue()
