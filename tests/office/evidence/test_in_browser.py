"""Files in a real browser: sent in parts over a line that breaks, or by the form, unscripted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from amends.office.cases.models import Case
from amends.office.evidence import store
from amends.office.evidence.models import Attachment, Delivery
from tests.browser import TOO_WIDE, chromium, faults
from tests.office.conftest import Office

if TYPE_CHECKING:  # only ./run check installs what drives a browser
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.journey


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Return a file of several parts."""
    path = tmp_path / "recording.mp4"
    path.write_bytes(os.urandom(9 * 1024**2 + 17))
    return path


@contextmanager
def opened(live_server: LiveServer, office: Office, case: Case, *, scripts: bool) -> Iterator[Page]:
    """Open the page of attachments as the prosecutor."""
    client = Client()
    client.force_login(office.prosecutor)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with chromium() as browser:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie as playwright has it
        page = context.new_page()
        page.goto(reverse("case-attachments", args=[case.reference]))
        yield page


def attach(page: Page, *files: Path) -> None:
    """Choose files and send them."""
    page.set_input_files("input[name=file]", list(files))
    page.click("main form[enctype] button[type=submit]")


def test_a_file_goes_in_over_a_line_that_breaks(
    live_server: LiveServer, office: Office, case: Case, recording: Path
) -> None:
    breaks = iter([False, True, False, True])

    def pass_on(route: Route) -> None:
        if route.request.method == "PATCH" and next(breaks, False):
            route.abort("connectionreset")
        else:
            route.continue_()

    with opened(live_server, office, case, scripts=True) as page:
        page.route("**/deliveries/**", pass_on)
        attach(page, recording)
        page.get_by_text("the line is lost").wait_for()
        assert faults(page) == []
        assert page.evaluate(TOO_WIDE) == 0
        page.get_by_text("recording.mp4 is attached.").wait_for()
    attached = Attachment._base_manager.get()
    with store.read(attached.sha256) as file:
        assert file.read() == recording.read_bytes()
    assert next(breaks, None) is None


def test_a_file_goes_on_after_the_page_was_closed(
    live_server: LiveServer, office: Office, case: Case, recording: Path
) -> None:
    with opened(live_server, office, case, scripts=True) as page:
        page.route(
            "**/deliveries/**",
            lambda route: (
                route.abort()
                if route.request.headers.get("part-offset", "0") != "0"
                else route.continue_()
            ),
        )
        attach(page, recording)
        page.get_by_text("the line is lost").wait_for()
    begun = Delivery._base_manager.get()
    assert begun.received == 1024**2
    with opened(live_server, office, case, scripts=True) as page:
        attach(page, recording)
        page.get_by_text("recording.mp4 is attached.").wait_for()
    assert Delivery._base_manager.get().attachment == Attachment._base_manager.get()


def test_what_is_refused_is_said(
    live_server: LiveServer, office: Office, case: Case, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    with opened(live_server, office, case, scripts=True) as page:
        attach(page, empty)
        page.get_by_text("This file is empty.").wait_for()
        assert page.locator("main form[enctype] button[type=submit]").is_enabled()
    assert not Attachment._base_manager.exists()


def test_without_scripts_the_form_sends_it(
    live_server: LiveServer, office: Office, case: Case, recording: Path
) -> None:
    with opened(live_server, office, case, scripts=False) as page:
        attach(page, recording)
        page.get_by_text("1 file is attached.").wait_for()
    assert Attachment._base_manager.get().size == recording.stat().st_size
