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
        ("seized", "2026-03-02 12:00", {"seal_after": "S-1", "detail_witness": "The caretaker"}),
        ("handed_over", "2026-03-02 14:00", {"to": "Store", "seal_before": "S-2"}),
    ):
        record(person, kind, at, more)
    assert CustodyStep._base_manager.count() == 2
    assert "S-2" in person.reads()
    assert "The caretaker" in person.reads()
    person.presses("main a[href$='/particulars/']")
    person.fills(**{"detail_storage.condition": "Dry, in a paper bag"})
    person.presses("main form.form button[type=submit]")
    assert "Dry, in a paper bag" in person.reads()
    person.page.locator("#objection details > summary").last.click()
    person.page.locator("#objection_ground").select_option("legality")
    person.page.locator("#objection_raised_on").fill("2026-03-09")
    person.presses("#objection form.form button[type=submit]")
    person.presses("#objection a[href$='/settle/']")
    person.chooses(fate="overruled")
    person.fills(ruled_on="2026-04-01", ruling="The warrant covered the drawer.")
    person.presses("main form.form button[type=submit]")
    assert "The warrant covered the drawer." in person.reads()
    person.opens(f"{case_home}evidence/?gaps=true")
    assert "Warrant 17" in person.reads()
    person.opens(f"{case_home}custody-certificate/")
    person.opens("/help/evidence/")
    assert person.wrong == []


def record(person: Person, kind: str, at: str, more: dict[str, str]) -> None:
    """Record a step of custody: what happened is chosen on the page of the item."""
    person.page.locator("#step_kind").select_option(kind)
    person.presses("#step form.row button[type=submit]")
    person.fills(at=at, by="Officer A", **more)
    person.presses("main form.form button[type=submit]")
