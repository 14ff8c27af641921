"""An investigator enters an exhibit, records its custody and prints the certificate."""

from __future__ import annotations

import pytest

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.exhibits.models import CustodyStep
from amends.office.parties.models import Party
from tests.journeys.conftest import Person
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_exhibit_and_its_chain(
    person: Person, office: Office, case: Case, case_home: str, victim: Party
) -> None:
    cases.assign(actor=office.head, case=case, user=office.investigator)
    person.logs_in("investigator")
    person.opens(case_home)
    person.presses(f"nav a[href='{case_home}evidence/']")
    person.screens = 0
    person.presses(f"main a[href='{case_home}evidence/add/']")
    person.chooses(kind="travel_document", basis="warrant")
    person.fills(description="Two passports in a drawer", basis_reference="Warrant 17")
    person.presses("main form.form button[type=submit]")
    assert person.screens == 2
    for kind, at, more in (
        ("seized", "2026-03-02 12:00", {"seal_after": "S-1"}),
        ("handed_over", "2026-03-02 14:00", {"to": "Store", "seal_before": "S-2"}),
    ):
        record(person, kind, at, more)
    assert CustodyStep._base_manager.count() == 2
    assert "S-2" in person.reads()
    person.opens(f"{case_home}evidence/?gaps=true")
    assert "Warrant 17" in person.reads()
    person.opens(f"{case_home}custody-certificate/")
    person.opens("/help/evidence/")
    assert person.wrong == []


def record(person: Person, kind: str, at: str, more: dict[str, str]) -> None:
    """Record a step of custody on the page of the item."""
    person.page.locator("#step details > summary").last.click()
    person.page.locator("#step_kind").select_option(kind)
    person.page.locator("#step_at").fill(at)
    person.page.locator("#step_by").fill("Officer A")
    for name, value in more.items():
        person.page.locator(f"#step_{name}").fill(value)
    person.presses("#step form.form button[type=submit]")
