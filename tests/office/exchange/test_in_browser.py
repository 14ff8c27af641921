"""An import in a real browser: accessible and within the window, in both directions of writing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from tests.browser import TOO_WIDE, faults, logged_in
from tests.office.conftest import Office
from tests.office.exchange.test_exhibits import GRAPH

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.journey

SHEET = (
    "key,capacity,designation,born,colour\nW1,witness,Clerk,1985,red\nW2,witnes,Cook,03/05/1985\n"
    "V1,victim,,2008-05\n"
)


@dataclass(frozen=True)
class Looking:
    """Somebody who takes something in, and looks at each page on the way."""

    page: Page
    language: str

    def looks(self, step: str) -> None:
        """Hold the page to the language, the width of the window, and accessibility."""
        assert self.page.locator("html").get_attribute("lang") == self.language
        assert self.page.evaluate(TOO_WIDE) == 0, step
        assert faults(self.page) == [], step
        if pictures := os.environ.get("AMENDS_TEST_PICTURES", ""):
            path = f"{pictures}/import-{self.language}-{step}.png"
            self.page.screenshot(path=path, full_page=True)


@pytest.fixture(params=[("en", 1280), ("ar", 390)], ids=lambda look: f"{look[0]}-{look[1]}")
def looking(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Looking]:
    """Return the prosecutor at a browser, in each direction of writing."""
    language, width = request.param
    who = office.prosecutor
    with logged_in(who, live_server, monkeypatch, language=language, width=width) as page:
        yield Looking(page, language)


def test_a_sheet_is_imported(looking: Looking, case: Case, tmp_path: Path) -> None:
    sheet = tmp_path / "people.csv"
    sheet.write_text(SHEET, "utf-8")
    page = looking.page
    page.goto(reverse("case-import", args=[case.reference]))
    looking.looks("choose")
    page.select_option("select[name=kind]", "parties")
    page.set_input_files("input[name=file]", sheet)
    page.click("main form button[type=submit]")
    looking.looks("check")
    page.click("button[name=rows]")
    looking.looks("taken")
    known = Party._base_manager.filter(case=case).values_list("key", flat=True)
    assert sorted(known) == ["V1", "W1"]


def test_exhibits_are_taken_in_and_the_import_undone(
    looking: Looking, case: Case, tmp_path: Path
) -> None:
    graph = tmp_path / "laboratory.jsonld"
    graph.write_bytes(GRAPH)
    page = looking.page
    page.goto(reverse("case-evidence", args=[case.reference]))
    page.click(f"main a[href='{reverse('import-exhibits', args=[case.reference])}']")
    looking.looks("graph")
    page.set_input_files("input[name=graph]", graph)
    page.click("main form.form button[type=submit]")
    looking.looks("exhibits")
    assert not Item._base_manager.exists()
    page.click("main form.form button[type=submit]")
    looking.looks("exhibits-taken")
    assert Item._base_manager.get().key == "LAB-7-1"
    page.goto(reverse("case-import", args=[case.reference]))
    looking.looks("imports")
    page.click("#imports summary >> nth=-1")
    page.click("#imports form[action$='/undo'] button")
    page.wait_for_load_state()
    looking.looks("undone")
    assert Item._base_manager.get().removed_at is not None
