"""A prosecutor confirms what follows from items, answers the defence, and looks at what falls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from amends.office.proving.models import Argument
from tests.journeys.conftest import Person, at_browser
from tests.office.conftest import Office
from tests.office.proving.conftest import Confirms, Enters

if TYPE_CHECKING:  # only ./run check installs what drives a browser
    from playwright.sync_api import Browser, Locator, Request

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ALL_BUT_THE_MEANS = ["identity", "jurisdiction", "act", "purpose", "mental"]
WORDS = {
    "en": {"open": "Open", "proven": "Proven", "contested": "Contested"},
    "ar": {"open": "مفتوح", "proven": "مثبت", "contested": "متنازع فيه"},
}
# Counts the clicks of a person over all pages of one tab.
COUNTING = """addEventListener("click", () => {
  sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks")))
}, true)"""
CLICKS = "Number(sessionStorage.getItem('clicks'))"


@pytest.fixture
def rest(enters: Enters, confirms: Confirms, victim: Party) -> Item:
    """Return the testimony of the victim, on which all but the means stands already."""
    item = enters(
        kind="testimony",
        description="What she told in court",
        goes_to=ALL_BUT_THE_MEANS,
        carriers=[("testifies", victim, "")],
    )
    confirms(item, scheme="testimony")
    return item


@pytest.fixture
def proof_home(charged: Case, case_home: str) -> str:
    """Return the address of the proof of the case."""
    return f"{case_home}proof/"


def means(person: Person, proof_home: str) -> Locator:
    """Return the cell of the means in the matrix."""
    return person.page.locator(f"td a[href^='{proof_home}cell/'][href*='element=means']")


def test_what_follows_is_confirmed_contested_answered_and_drawn(
    person: Person, office: Office, case_home: str, proof_home: str, rest: Item, enters: Enters
) -> None:
    threats = enters()
    said = WORDS[person.language]
    person.page.add_init_script(COUNTING)
    person.logs_in("prosecutor")
    person.opens(case_home)
    person.presses(f"nav a[href='{proof_home}']")
    assert said["open"] in means(person, proof_home).inner_text()
    person.presses(f"main a[href='{proof_home}items/']")
    before = person.page.evaluate(CLICKS)
    person.presses(f"main a[href='{proof_home}items/{threats.key}/']")
    person.page.locator("main select[name=force]").select_option("3")
    person.presses("#decide form button:not([name=nothing])")
    choosing = 1
    assert person.page.evaluate(CLICKS) - before + choosing <= 3
    person.opens(proof_home)
    assert said["proven"] in means(person, proof_home).inner_text()
    see_the_cell(person, proof_home, threats)
    answer_the_defence(person, proof_home, enters(description="Her reply to them"))
    person.opens(proof_home)
    assert said["proven"] in means(person, proof_home).inner_text()
    see_the_chart(person, proof_home, threats)
    for page in ("arguments/", "weaknesses/", "steps/", "losses/"):
        person.opens(f"{proof_home}{page}")
    person.opens("/help/proof/")
    assert person.wrong == []


def see_the_cell(person: Person, proof_home: str, item: Item) -> None:
    """Open a cell and find the item that it rests on."""
    means(person, proof_home).click()
    person.page.wait_for_load_state()
    person.looks()
    assert item.description in person.reads()


def answer_the_defence(person: Person, proof_home: str, reply: Item) -> None:
    """State in a cell what the defence may say, and answer it."""
    person.presses("main a[href*='argument/?against=means']")
    person.fills(generalisation="People who know each other jest so.")
    person.page.locator("main select[name=force]").select_option("2")
    person.presses("main form.form button[type=submit]")
    attack = Argument._base_manager.get(against=True)
    person.opens(proof_home)
    assert WORDS[person.language]["contested"] in means(person, proof_home).inner_text()
    person.opens(f"{proof_home}arguments/{attack.key}/")
    person.presses(f"main a[href$='argument/?defeats={attack.key}']")
    person.page.locator(f"main input[name=items][value='{reply.pk}']").check()
    person.fills(generalisation="Nobody begs to be spared for a jest.")
    person.page.locator("main select[name=force]").select_option("3")
    person.presses("main form.form button[type=submit]")
    assert Argument._base_manager.get(defeats=attack).key in person.reads()


def see_the_chart(person: Person, proof_home: str, item: Item) -> None:
    """Open the chart of a cell: every circle, triangle and square has its line in the list."""
    means(person, proof_home).click()
    person.page.wait_for_load_state()
    person.presses("main a[href*='/proof/chart/']")
    drawn = person.page.locator("main svg .chart__node").count()
    assert drawn == person.page.locator("main ol.key-list > li").count()
    assert drawn > 5
    assert item.description in person.reads()


@pytest.fixture
def source(rest: Item, enters: Enters, confirms: Confirms, victim: Party) -> str:
    """Return what is lost when the victim does not testify, once all of the count is proved."""
    confirms(enters())
    return f"testifies: {victim.key}"


def test_what_is_ticked_falls_at_once_and_stands_again(
    reader: Person, office: Office, proof_home: str, source: str
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(proof_home)
    reader.presses(f"nav a[href='{proof_home}losses/']")
    reader.page.evaluate("window.notLoadedAgain = true")
    lose(reader, source)
    see_fallen(reader)
    lose(reader, source, lost=False)
    see_standing(reader)
    assert reader.page.evaluate("window.notLoadedAgain") is True
    lose(reader, source)
    reader.presses("#lose button[type=submit]")
    assert lost_in(reader.page.url) == [source]
    see_fallen(reader)
    lose(reader, source, lost=False)
    see_standing(reader)
    assert reader.wrong == []


def lose(person: Person, source: str, *, lost: bool = True) -> None:
    """Tick what is lost, or take the tick out."""
    person.page.locator(f"#lose input[value='{source}']").set_checked(lost)


def see_fallen(person: Person) -> None:
    """Wait until the page says that the only count is not as it was."""
    person.page.locator("#falls strong").wait_for()
    assert WORDS[person.language]["open"] in person.page.locator("#falls").inner_text()
    person.looks()


def see_standing(person: Person) -> None:
    """Wait until the page says that the only count stands."""
    person.page.locator("#falls:not(:has(strong))").wait_for()
    assert WORDS[person.language]["proven"] in person.page.locator("#falls").inner_text()
    person.looks()


def lost_in(address: str) -> list[str]:
    """Return what an address says is lost."""
    return parse_qs(urlsplit(address).query).get("lost", [])


def test_one_thing_after_another_is_lost_by_the_arrows_of_the_keyboard(
    reader: Person, office: Office, proof_home: str, source: str
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(f"{proof_home}losses/")
    forward, back = ("ArrowRight", "ArrowLeft")[:: -1 if reader.language == "ar" else 1]
    reader.page.locator("#first").press(forward)
    see_fallen(reader)
    assert reader.page.locator("#falls ol > li").count() == 1
    reader.page.locator("#first").press(back)
    see_standing(reader)
    reader.page.locator("#first").press(forward)
    reader.presses("#lose button[type=submit]")
    assert reader.page.locator("#first").input_value() == "1"
    see_fallen(reader)
    assert reader.wrong == []


def test_a_source_is_reached_and_ticked_by_keyboard_alone(
    reader: Person, office: Office, proof_home: str, source: str
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(f"{proof_home}losses/")
    for _ in range(80):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.value") == source:
            break
    focused = reader.page.locator(":focus")
    assert focused.get_attribute("value") == source
    assert focused.evaluate("box => getComputedStyle(box).outlineStyle") != "none"
    reader.page.keyboard.press("Space")
    see_fallen(reader)
    reader.page.keyboard.press("Space")
    see_standing(reader)
    assert reader.wrong == []


def test_without_scripts_the_button_shows_what_falls(
    live_server: LiveServer, browser: Browser, office: Office, proof_home: str, source: str
) -> None:
    person = at_browser(browser, live_server.url, "en", 1280, scripts=False)
    person.looks = lambda: None  # type: ignore[method-assign]  # axe itself is a script
    person.logs_in("prosecutor")
    person.opens(f"{proof_home}losses/")
    see_standing(person)
    lose(person, source)
    see_standing(person)
    person.presses("#lose button[type=submit]")
    assert lost_in(person.page.url) == [source]
    assert person.page.locator(f"#lose input[value='{source}']").is_checked()
    see_fallen(person)


def test_on_paper_the_page_names_no_source(
    reader: Person, office: Office, proof_home: str, source: str
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(f"{proof_home}losses/?lost={source}")
    reader.page.emulate_media(media="print")
    assert reader.page.locator("main h1").is_visible()
    for selector in ("#lose", "#falls", "#counts", "#hangs", f"input[value='{source}']"):
        assert not reader.page.locator(selector).is_visible(), selector
    assert source.rsplit(maxsplit=1)[-1] not in reader.reads()
    assert reader.wrong == []


def test_nothing_is_asked_of_another_site_on_the_way(
    reader: Person, office: Office, proof_home: str, source: str
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(urlsplit(request.url).netloc)

    reader.page.on("request", note)
    reader.logs_in("prosecutor")
    for page in ("", "items/", "arguments/", "weaknesses/", "steps/", "losses/"):
        reader.opens(f"{proof_home}{page}")
    assert set(asked) == {urlsplit(reader.address).netloc}
    assert reader.wrong == []


def test_an_investigator_of_the_case_finds_no_such_tab(
    reader: Person, office: Office, case: Case, proof_home: str, source: str
) -> None:
    cases.assign(actor=office.head, case=case, user=office.investigator)
    reader.logs_in("investigator")
    reader.opens(proof_home)
    assert reader.page.locator(f"a[href='{proof_home}arguments/']").count() == 1
    assert reader.page.locator("a[href*='losses']").count() == 0
    assert source.rsplit(maxsplit=1)[-1] not in reader.page.locator("nav").all_inner_texts()
    assert reader.page.goto(f"{reader.address}{proof_home}losses/").status == 404  # type: ignore[union-attr]
