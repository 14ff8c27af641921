"""A prosecutor finds words in a file and ties them to an element in two clicks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from amends.office.cases.models import Case
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.passages.models import Passage
from tests.journeys.conftest import Person, at_browser
from tests.office.conftest import Office
from tests.office.passages.conftest import QUOTE, attach

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Selects from the first to the last of some words, as a mouse does.
SELECT = """([first, last]) => {
  const text = document.querySelector("[data-text]");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const from = node.data.indexOf(first), to = node.data.indexOf(last);
    if (from >= 0) range.setStart(node, from);
    if (to >= 0) { range.setEnd(node, to + last.length); break; }
  }
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


def test_words_are_found_selected_and_tied_in_two_clicks(
    reader: Person, office: Office, case: Case, case_home: str, defendant: Party
) -> None:
    parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Paid.",
    )
    attach(office, case, "A cover sheet.", f"{QUOTE}. Nobody could leave.")
    reader.logs_in("prosecutor")
    reader.opens("/search/?q=drawer")
    reader.presses("main a[href*='/text/']")
    assert reader.page.locator(".page-text__chosen").inner_text() == "drawer"
    reader.page.evaluate(SELECT, ["kept", "passports"])
    reader.page.wait_for_function(
        "document.querySelector('[data-quote]').textContent == 'kept the passports'"
    )
    reader.page.locator("[data-tie] input[type=radio]").first.click()
    reader.presses("[data-tie] button[value=means]")
    passage = Passage._base_manager.get()
    assert (passage.quote, passage.element, passage.party) == (
        "kept the passports",
        "means",
        defendant,
    )
    assert reader.page.locator(f"#passage-{passage.pk}").inner_text() == "kept the passports"
    reader.opens(f"{case_home}passages/")
    assert "kept the passports" in reader.reads()
    reader.presses(f"main a[href$='passages/{passage.pk}/edit/']")
    reader.opens("/help/passages/")
    assert reader.wrong == []


def test_without_scripts_words_are_tied_by_typing(
    browser: Browser, live_server: LiveServer, office: Office, case: Case, defendant: Party
) -> None:
    file = attach(office, case, f"{QUOTE}. Nobody could leave.")
    person = at_browser(browser, live_server.url, "en", 390, scripts=False)
    person.page.goto(f"{live_server.url}/login/")
    person.fills(login="prosecutor", password="correct horse battery staple")
    person.page.locator("main button[type=submit]").first.click()
    person.page.goto(f"{live_server.url}/cases/{case.reference}/attachments/{file.pk}/text/")
    person.page.locator("[data-tie] summary").click()
    person.fills(first="nobody", last="leave")
    person.page.locator("[data-tie] button[value=purpose]").click()
    assert Passage._base_manager.get().quote == "Nobody could leave"
