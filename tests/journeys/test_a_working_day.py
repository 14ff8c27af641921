"""A prosecutor's day: log in, open a case, add a party, record an event, finish a task, print."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.tasks import services as tasks
from amends.office.tasks.models import Task
from amends.office.timeline.models import TimelineEvent
from tests.journeys.conftest import Person, at_browser
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_day(person: Person, office: Office, case: Case, case_home: str, victim: Party) -> None:
    tasks.set_task(
        actor=office.prosecutor,
        case=case,
        title="Ask for the lease",
        owner=office.prosecutor,
        due=timezone.localdate() + timedelta(days=1),
    )
    person.logs_in("prosecutor")
    assert "Ask for the lease" in person.reads()
    person.opens("/cases/")
    assert case.title in person.reads()
    person.presses(f"main a[href='{case_home}']")
    add_a_victim(person, case_home)
    record_a_search(person, case_home)
    finish_the_task(person, case_home)
    for page in ("counts/", "people/", "notes/", "attachments/", "links/", "history/"):
        person.opens(case_home + page)
    assert person.wrong == []


def add_a_victim(person: Person, case_home: str) -> None:
    """Add a victim without a name; the next pseudonym is given."""
    person.presses(f"nav a[href='{case_home}parties/']")
    person.presses(f"main a[href='{case_home}parties/add/']")
    person.chooses(capacity="victim")
    person.presses("main form.form button[type=submit]")
    assert "BBB" in person.reads()


def record_a_search(person: Person, case_home: str) -> None:
    """Record a search; its next step becomes a task."""
    person.opens(f"{case_home}timeline/record/?code=SEARCH")
    person.fills(on="2026-03-02", text="Two telephones and a ledger.")
    person.presses("main form.form button[type=submit]")
    assert "Two telephones and a ledger." in person.reads()
    assert Task._base_manager.filter(event__code="SEARCH").exists()


def finish_the_task(person: Person, case_home: str) -> None:
    """Finish the task, undo it, and finish it again."""
    person.opens(f"{case_home}tasks/")
    task = Task._base_manager.get(title="Ask for the lease")
    person.presses(f"main form[action='{case_home}tasks/{task.pk}/finish/'] button")
    task.refresh_from_db()
    assert task.state == "done"
    person.presses(f"main form[action='{case_home}tasks/{task.pk}/reopen/'] button")
    task.refresh_from_db()
    assert task.state == "open"


def test_a_sheet_is_tried_then_taken_then_undone(
    reader: Person, office: Office, case: Case, case_home: str, tmp_path: Path
) -> None:
    sheet = tmp_path / "events.csv"
    sheet.write_text("code,on,text\nSEARCH,2026-03-02,First\nSEARCH,2026-02-30,Second\n")
    reader.logs_in("prosecutor")
    reader.opens(f"{case_home}import/")
    reader.page.locator("main input[type=file]").first.set_input_files(str(sheet))
    kind = reader.page.locator("main [name=kind][value=events]")
    if kind.count():
        kind.check()
    else:
        reader.chooses(kind="events")
    reader.presses("main form[enctype] button[type=submit]")
    assert not TimelineEvent._base_manager.exists()
    reader.presses("main button[name=rows]")
    assert [event.text for event in TimelineEvent._base_manager.all()] == ["First"]
    assert reader.wrong == []


def test_a_case_is_printed(
    reader: Person, office: Office, case: Case, case_home: str, victim: Party, tmp_path: Path
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(f"{case_home}print/")
    assert case.reference in reader.reads()
    with reader.page.expect_download() as waiting:
        reader.page.locator(f"a[href^='{case_home}print.pdf']").first.click()
    path = tmp_path / "case.pdf"
    waiting.value.save_as(path)
    words = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert case.reference in words
    assert reader.wrong == []


@pytest.mark.parametrize(
    "username", ["head", "registrar", "liaison", "ombudsman", "rapporteur", "administrator"]
)
def test_every_role_has_a_front_page_without_fault(
    reader: Person, office: Office, case: Case, victim: Party, username: str
) -> None:
    reader.logs_in(username)
    assert reader.page.url.rstrip("/") == reader.address
    reader.presses("header nav a")
    reader.opens("/me/")
    reader.opens("/leave/")
    if username in {"head", "ombudsman"}:
        reader.opens("/log/")
    if username == "administrator":
        reader.opens("/accounts/")
        assert case.title not in reader.reads()
    assert reader.wrong == []


def test_the_law_is_read_audited_and_compared(reader: Person, office: Office) -> None:
    reader.logs_in("prosecutor")
    for page in (
        "/law/",
        "/law/np-httca-2007/",
        "/law/np-httca-2007/s4_1/",
        "/law/audit/NP/",
        "/law/changes/US/",
        "/law/compare/",
        "/law/compare/?country=IN&country=PH&on=2026-01-01",
        "/help/law/",
    ):
        reader.opens(page)
    assert reader.wrong == []


def test_two_days_of_a_law_are_compared_by_keyboard_and_printed(
    reader: Person, office: Office, tmp_path: Path
) -> None:
    reader.logs_in("prosecutor")
    for country in ("LT", "BW", "BH", "PH"):
        reader.opens(f"/law/changes/{country}/")
    reader.opens("/law/changes/IN/")
    page = reader.page
    page.locator("main [name=since]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("2024-07-01")
    page.keyboard.press("Tab")
    page.keyboard.type("2024-06-30")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=2024-07-01**")
    reader.looks()
    assert page.locator("main [name=since]").get_attribute("aria-invalid") == "true"
    reader.fills(since="2024-06-30", until="2024-07-01")
    page.locator("main [name=until]").press("Enter")
    page.wait_for_url("**until=2024-07-01")
    reader.looks()
    assert "BNS s. 146" in reader.reads()
    path = tmp_path / "changes.pdf"
    page.pdf(path=str(path))
    printed = "".join(each.extract_text() for each in PdfReader(path).pages)
    assert "BNSs.146" in "".join(printed.split())
    page.emulate_media(media="print")
    assert not page.locator("main [name=since]").is_visible()
    assert not page.locator("header [type=search]").is_visible()
    assert page.locator("#between").is_visible()
    assert reader.wrong == []


def test_everything_works_without_scripts(
    live_server: LiveServer, browser: object, office: Office, case: Case, case_home: str
) -> None:
    person = at_browser(browser, live_server.url, "en", 1280, scripts=False)  # type: ignore[arg-type]  # a browser
    person.looks = lambda: None  # type: ignore[method-assign]  # axe itself is a script
    person.logs_in("prosecutor")
    add_a_victim_without_another(person, case_home)
    record_a_search(person, case_home)
    assert Party._base_manager.get().designation == "AAA"


def add_a_victim_without_another(person: Person, case_home: str) -> None:
    """Add the first victim of a case."""
    person.opens(f"{case_home}parties/add/")
    person.chooses(capacity="victim")
    person.presses("main form.form button[type=submit]")


@pytest.mark.parametrize("what", ["party", "event", "count"])
def test_adding_one_takes_one_screen(
    live_server: LiveServer,
    browser: object,
    office: Office,
    case_home: str,
    victim: Party,
    suspect: Party,
    what: str,
) -> None:
    person = at_browser(browser, live_server.url, "en", 1280)  # type: ignore[arg-type]  # a browser
    person.logs_in("prosecutor")
    person.screens = 0
    if what == "party":
        person.opens(f"{case_home}parties/add/")
        person.chooses(capacity="witness")
        person.fills(designation="Neighbour")
    elif what == "event":
        person.opens(f"{case_home}timeline/record/?code=SITTING")
        person.fills(on="2026-03-02")
    else:
        person.opens(f"{case_home}counts/add/")
        person.fills(citation="s.4", offence="Trafficking in persons")
        person.page.locator(f"main input[name=defendants][value='{suspect.pk}']").check()
    filled_in = person.screens
    person.presses("main form.form button[type=submit]")
    assert "error-summary" not in person.page.content()
    assert filled_in == 1
    assert person.wrong == []
