"""A prosecutor asks whether the facts of a case are a crime in another State, by keyboard."""

from __future__ import annotations

import pytest

from amends.office.cases.models import Case
from amends.office.charging.services import state_conduct
from amends.office.parties.models import Party
from tests.journeys.conftest import Person
from tests.office.charging.conftest import STATED
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_another_law_is_asked_from_the_charging_page(
    reader: Person, office: Office, case: Case, case_home: str, suspect: Party, victim: Party
) -> None:
    reader.logs_in("prosecutor")
    reader.opens(f"{case_home}charging/dual/")
    state_conduct(
        actor=office.prosecutor, case=case, **{**STATED, "by": suspect, "victims": [victim]}
    )
    reader.opens(f"{case_home}charging/")
    reader.presses(f"main a[href='{case_home}charging/dual/']")
    reader.chooses(there="th-atpa-2008")
    reader.page.locator("main form select[name=here]").press("Enter")
    reader.page.locator("main form button[type=submit]").press("Enter")
    reader.page.wait_for_url("**there=th-atpa-2008**")
    reader.looks()
    assert "ATPA ss. 4, 6" in reader.reads()
    assert reader.page.locator("#conditions").count() == 1
    reader.opens(f"{case_home}charging/dual/?there=US&here=gb-msa-2015")
    reader.page.emulate_media(media="print")
    assert reader.page.locator("main form").first.is_hidden()
    assert reader.wrong == []
