"""A prosecutor asks for a missing element, sends it, reminds them and records the reply."""

from __future__ import annotations

import pytest
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.inquiries.models import Inquiry
from amends.office.parties.models import Party
from tests.journeys.conftest import Person
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_a_missing_element_to_the_reply(
    reader: Person, office: Office, case: Case, case_home: str, suspect: Party, victim: Party
) -> None:
    today = timezone.localdate().isoformat()
    charging.state_conduct(
        actor=office.prosecutor,
        case=case,
        by=suspect,
        victims=[victim],
        begun="2025-11-01",
        ended="2025-12-01",
        acts=["recruitment"],
        ends=["forced_labour"],
        places=["PH"],
        mental="purpose",
    )
    reader.logs_in("prosecutor")
    reader.opens(f"{case_home}charging/?state=all")
    reader.screens = 0
    reader.presses("main a[href*='charging/'][href*='~']")
    reader.presses("main a[href*='inquiries/add']")
    reader.fills(body="Harbour police", person="Inspector")
    reader.presses("main form.form button[type=submit]")
    assert reader.screens == 3
    row = Inquiry._base_manager.get()
    assert row.element
    reader.opens(f"{case_home}inquiries/1/letter/")
    reader.opens(f"{case_home}inquiries/1/")
    reader.presses("#send form.form button[type=submit]")
    reader.page.locator("#remind details > summary").click()
    reader.page.locator("#remind_note").fill("By telephone")
    reader.presses("#remind form.form button[type=submit]")
    reader.page.locator("#reply details > summary").first.click()
    reader.page.locator("#reply_on").fill(today)
    reader.page.locator("#reply_content").fill("They were in the safe.")
    reader.presses("#reply form.form button[type=submit]")
    assert "They were in the safe." in reader.reads()
    reader.opens("/inquiries/?state=answered")
    assert "Harbour police" in reader.reads()
    for page in ("/inquiries/bodies/", f"{case_home}lines/close/", "/help/inquiries/"):
        reader.opens(page)
    for page in ("/techniques/", f"{case_home}techniques/", f"{case_home}techniques/ask/"):
        reader.opens(page)
    assert reader.wrong == []
