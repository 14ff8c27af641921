"""The audit and the comparison in a real browser, in both directions of writing, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import TOO_WIDE, faults, logged_in
from tests.office.conftest import Office

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.journey


@pytest.fixture(params=[("en", 1280), ("ar", 390)], ids=lambda look: f"{look[0]}-{look[1]}")
def reading(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Page]:
    """Return the page of a prosecutor's browser, in each direction of writing."""
    language, width = request.param
    who = office.prosecutor
    with logged_in(who, live_server, monkeypatch, language=language, width=width) as page:
        yield page


@pytest.mark.parametrize(
    ("address", "form"),
    [("/law/audit/IN/", ".filters"), ("/law/compare/?country=IN&country=LT", ".screen-only")],
)
def test_a_page_of_the_law_is_accessible_and_prints_without_its_form(
    reading: Page, address: str, form: str
) -> None:
    reading.goto(address)
    assert reading.evaluate(TOO_WIDE) == 0
    assert faults(reading) == []
    assert reading.locator(form).first.is_visible()
    reading.emulate_media(media="print")
    assert not reading.locator(form).first.is_visible()
    assert reading.get_by_text("L23").first.is_visible()
