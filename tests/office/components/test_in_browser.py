"""The catalogue in a real browser: accessible, within the window, without a word on the console."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from amends.office.components.catalogue import Group
from tests.browser import TOO_WIDE, chromium, faults
from tests.office.conftest import Office

if TYPE_CHECKING:  # only ./run check installs what drives a browser
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.journey

PAGES = [
    reverse("component-catalogue"),
    *(reverse("component-group", args=[group]) for group in Group),
    reverse("help"),
    reverse("help-topic", args=["keyboard"]),
]
LOOKS = [("en", 1280, "light"), ("ar", 1280, "light"), ("en", 390, "dark"), ("ar", 390, "dark")]
OPEN_ALL = "for (const each of document.querySelectorAll('details:not(.menu)')) each.open = true"


@dataclass(frozen=True)
class Reader:
    """A browser, the address of the served office, and a session in it."""

    browser: Browser
    office: str
    session: str

    def opens(self, language: str, width: int, scheme: str) -> Page:
        """Return an empty page in one language, width and colour scheme."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            base_url=self.office,
        )
        cookies = {
            settings.SESSION_COOKIE_NAME: self.session,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        for name, value in cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": self.office}])
        return context.new_page()


@pytest.fixture
def reader(live_server: LiveServer, office: Office) -> Iterator[Reader]:
    """Return a browser in which the prosecutor is logged in."""
    client = Client()
    client.force_login(office.prosecutor)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with chromium() as browser:
        yield Reader(browser, live_server.url, session)


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_catalogue_is_accessible(reader: Reader, language: str, width: int, scheme: str) -> None:
    page = reader.opens(language, width, scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in PAGES:
        page.goto(address)
        page.evaluate(OPEN_ALL)
        assert page.locator("html").get_attribute("lang") == language
        assert page.evaluate(TOO_WIDE) == 0, address
        assert faults(page) == [], address
    assert said == []


def test_a_planted_fault_is_found(reader: Reader) -> None:
    page = reader.opens("en", 1280, "light")
    page.goto(PAGES[0])
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert any(fault.startswith("label") for fault in faults(page))


def test_refused_form_is_said_first_and_skip_link_works(reader: Reader) -> None:
    page = reader.opens("en", 1280, "light")
    page.goto(reverse("component-group", args=[Group.FORMS]))
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.goto(PAGES[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_menu_closes_by_keyboard(reader: Reader) -> None:
    page = reader.opens("en", 1280, "light")
    page.goto(PAGES[0])
    page.locator(".menu > summary").press("Enter")
    assert page.locator(".menu__body").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".menu__body").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_pages_work_without_scripts(reader: Reader) -> None:
    context = reader.browser.new_context(java_script_enabled=False, base_url=reader.office)
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": reader.session, "url": reader.office}]
    )
    page = context.new_page()
    page.goto(reverse("component-group", args=[Group.LISTS]))
    page.get_by_role("link", name="Next date").click()
    assert "sort=next" in page.url
    page.locator(".filters summary").first.press("Enter")
    assert not page.get_by_label("Words", exact=True).is_visible()
