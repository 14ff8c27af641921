"""A real browser for tests: Debian's Chromium, what axe finds wrong, and how wide a page is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

if TYPE_CHECKING:  # only ./run check installs what drives a browser
    from playwright.sync_api import Browser, Page

    from amends.office.accounts.models import User

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser, closed afterwards."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def logged_in(
    user: User, server: LiveServer, patch: pytest.MonkeyPatch, *, language: str, width: int
) -> Iterator[Page]:
    """Yield a page of somebody's browser who is logged in, in one language and width.

    Its driver runs an event loop in this thread, in which Django would refuse the database.
    """
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    user.language = language
    user.save()
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with chromium() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=server.url)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie as playwright has it
        yield context.new_page()


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with a page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]
