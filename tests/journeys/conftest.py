"""A served office and somebody at a browser in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from amends.office.cases.models import Case
from tests.browser import TOO_WIDE, chromium, faults
from tests.office.conftest import PASSWORD, case, defendant, office, suspect, victim
from tests.office.proving.conftest import charged, confirms, enters, proves

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

__all__ = [
    "case",
    "charged",
    "confirms",
    "defendant",
    "enters",
    "office",
    "proves",
    "suspect",
    "victim",
]


@dataclass
class Person:
    """Somebody at a browser: walks through pages and notes whatever is wrong with any of them.

    Attributes:
        screens: how many pages were shown, for counting the effort of a piece of work.
        wrong: faults of accessibility, width, console, policy or foreign addresses, page by page.
    """

    page: Page
    address: str
    language: str
    screens: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to what the browser complains about and where it goes."""
        self.page.on("console", lambda said: self.wrong.append(f"console: {said.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("response", self._note_foreign)

    def _note_foreign(self, response: Response) -> None:
        if urlsplit(response.url).netloc != urlsplit(self.address).netloc:
            self.wrong.append(f"foreign: {response.url}")

    def opens(self, path: str) -> None:
        """Go to a page and look at it."""
        self.page.goto(self.address + path)
        self.looks()

    def presses(self, selector: str) -> None:
        """Press a button or link and look at the page it leads to."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.looks()

    def fills(self, **fields: str) -> None:
        """Fill in fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']").first.fill(value)

    def chooses(self, **fields: str) -> None:
        """Choose options by their codes."""
        for name, value in fields.items():
            self.page.locator(f"main select[name='{name}']").first.select_option(value)

    def looks(self) -> None:
        """Note what is wrong with the page shown."""
        self.screens += 1
        where = urlsplit(self.page.url).path
        self.wrong += [f"{where}: {fault}" for fault in faults(self.page)]
        if self.page.evaluate(TOO_WIDE):
            self.wrong.append(f"{where}: wider than the window")
        shown = self.page.locator("html")
        if shown.get_attribute("lang") != self.language:
            self.wrong.append(f"{where}: not in {self.language}")
        direction = "rtl" if self.language == "ar" else "ltr"
        if shown.get_attribute("dir") != direction:
            self.wrong.append(f"{where}: not written {direction}")

    def logs_in(self, username: str) -> None:
        """Log in by the form, as anybody does."""
        self.opens("/login/")
        self.fills(login=username, password=PASSWORD)
        self.presses("main button[type=submit]")

    def reads(self) -> str:
        """Return the words of the page."""
        return self.page.locator("main").inner_text()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Return a browser.

    Its driver runs an event loop in this thread, in which Django would refuse the database.
    """
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with chromium() as found:
        yield found


LOOKS = [("en", 1280), ("ar", 1280), ("en", 390), ("ar", 390)]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def person(request: pytest.FixtureRequest, live_server: LiveServer, browser: Browser) -> Person:
    """Return somebody at a browser, in each language and width."""
    language, width = request.param
    return at_browser(browser, live_server.url, language, width)


@pytest.fixture(params=[LOOKS[0], LOOKS[3]], ids=lambda look: f"{look[0]}-{look[1]}")
def reader(request: pytest.FixtureRequest, live_server: LiveServer, browser: Browser) -> Person:
    """Return somebody at a browser: wide and in English, and narrow and in Arabic."""
    language, width = request.param
    return at_browser(browser, live_server.url, language, width)


def at_browser(
    browser: Browser, address: str, language: str, width: int, *, scripts: bool = True
) -> Person:
    """Return somebody at a browser of one language and width, with or without scripts."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts, base_url=address
    )
    cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie as playwright takes it
    context.set_default_timeout(15_000)
    return Person(context.new_page(), address, language)


@pytest.fixture
def case_home(case: Case) -> str:
    """Return the address of a case of the prosecutor's."""
    return f"/cases/{case.reference}/"
