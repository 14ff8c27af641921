"""An import in a real browser: accessible and within the window, in both directions of writing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from amends.office.cases.models import Case
from amends.office.parties.models import Party
from tests.browser import TOO_WIDE, chromium, faults
from tests.office.conftest import Office

pytestmark = pytest.mark.journey

SHEET = (
    "key,capacity,designation,born,colour\nW1,witness,Clerk,1985,red\nW2,witnes,Cook,03/05/1985\n"
    "V1,victim,,2008-05\n"
)


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 390)])
def test_a_sheet_is_imported(
    live_server: LiveServer, office: Office, case: Case, tmp_path: Path, language: str, width: int
) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(SHEET, "utf-8")
    office.prosecutor.language = language
    office.prosecutor.save()
    client = Client()
    client.force_login(office.prosecutor)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    pictures = os.environ.get("AMENDS_TEST_PICTURES", "")
    with chromium() as browser:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            base_url=live_server.url,
        )
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie as playwright has it
        page = context.new_page()

        def look(step: str) -> None:
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate(TOO_WIDE) == 0, step
            assert faults(page) == [], step
            if pictures:
                page.screenshot(path=f"{pictures}/import-{language}-{step}.png", full_page=True)

        page.goto(reverse("case-import", args=[case.reference]))
        look("choose")
        page.select_option("select[name=kind]", "parties")
        page.set_input_files("input[name=file]", sheet)
        page.click("main form button[type=submit]")
        look("check")
        page.click("button[name=rows]")
        look("taken")
    known = Party._base_manager.filter(case=case).values_list("key", flat=True)
    assert sorted(known) == ["V1", "W1"]
