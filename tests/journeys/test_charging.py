"""A prosecutor states conduct, reviews the count on one screen, charges it and prints the sheet."""

from __future__ import annotations

import pytest

from amends.office.cases.models import Case
from amends.office.charging.models import Conduct, ProofLabel
from amends.office.charging.services import edit_conduct
from amends.office.parties.models import Count, Party
from tests.journeys.conftest import Person
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
STATED = {
    "acts": "recruitment",
    "means": "threat",
    "ends": "prostitution_of_others",
}


def test_facts_become_a_count_on_one_screen(
    person: Person, office: Office, case: Case, case_home: str, suspect: Party, victim: Party
) -> None:
    person.logs_in("prosecutor")
    person.opens(case_home)
    person.presses(f"nav a[href='{case_home}charging/']")
    person.opens(f"{case_home}charging/facts/")
    person.presses(f"main a[href='{case_home}charging/']")
    person.presses(f"main a[href='{case_home}charging/conduct/add/']")
    state_conduct(person, suspect)
    assert "RA 9208 s. 4(a)" in person.reads()
    person.screens = 0
    person.presses("main a[href*='ph-ra9208.s4a']")
    person.presses("#decide form.form button[type=submit]")
    assert person.screens == 2
    assert Count._base_manager.get().law == "ph-ra9208.s4a"
    person.opens(f"{case_home}charging/?state=all")
    person.opens(f"{case_home}charge-sheet/")
    assert "RA 9208 s. 4(a)" in person.reads()
    person.opens("/help/charging/")
    assert person.wrong == []


def state_conduct(person: Person, suspect: Party) -> None:
    """Fill the form in and save it: the victims and the country are filled in already."""
    person.chooses(by=str(suspect.pk), mental="purpose")
    person.fills(begun="2025-11-01", ended="2025-12-01")
    for name, word in STATED.items():
        person.page.locator(f"main input[name={name}][value={word}]").check()
    person.presses("main form.form button[type=submit]")


def test_a_colleague_was_quicker_and_a_lawyer_has_the_last_word(
    reader: Person, office: Office, case: Case, case_home: str, suspect: Party, victim: Party
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(f"{case_home}charging/conduct/add/")
    state_conduct(reader, suspect)
    conduct = Conduct._base_manager.get()
    reader.opens(f"{case_home}charging/conduct/{conduct.pk}/")
    edit_conduct(actor=office.head, conduct=conduct, version=1, source="Their note")
    reader.fills(source="My note")
    reader.presses("main form.form button[type=submit]")
    assert "Their note" in reader.reads()
    reader.page.locator("main input[name=keep-source][value=theirs]").check()
    reader.presses("main form.form button[type=submit]")
    assert "Their note" in reader.reads()
    reader.presses("main a[href*='ph-ra9208.s4a']")
    reader.page.locator("#proof summary").click()
    reader.page.locator("#proof input[name=label][value=contested]").check()
    reader.page.locator("#proof textarea").fill("The ledger alone.")
    reader.presses("#proof form.form button[type=submit]")
    assert "The ledger alone." in reader.reads()
    reader.presses("#proof form[action*='undo'] button")
    assert ProofLabel._base_manager.get().undone_at is not None
    assert reader.wrong == []
