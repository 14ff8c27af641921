"""A report is recorded, screened, its triage decided, and a case opened from it."""

from __future__ import annotations

import pytest

from amends.office.cases.models import Case
from amends.office.intake.models import Report, ReportPerson
from tests.journeys.conftest import Person
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_first_report_to_a_case(reader: Person, office: Office) -> None:
    reader.logs_in("prosecutor")
    reader.presses("nav a[href='/reports/']")
    reader.screens = 0
    reader.presses("main a[href='/report-new/']")
    reader.chooses(kind="labour", way="letter")
    reader.fills(narrative="AAA sleeps at the factory.", people="12")
    reader.presses("main form.form button[type=submit]")
    home = f"/reports/{Report._base_manager.get().reference}/"
    reader.page.locator("#people summary").first.click()
    reader.page.locator("#person_age").fill("17")
    reader.presses("#people form.form button[type=submit]")
    assert ReportPerson._base_manager.get().designation == "AAA"
    reader.presses(f"main a[href='{home}screen/']")
    reader.chooses(sort="child_labour", reported_as="wages", answer_documents_retained="yes")
    reader.presses("main form.form button[type=submit]")
    reader.page.locator("[name=form][value=trafficking]").check()
    reader.fills(reason="The passports are held.")
    reader.presses("#decide form.form button[type=submit]")
    reader.presses(f"main a[href='{home}open-case/']")
    reader.fills(reason="The passports are held.", title="Factory")
    reader.presses("main form.form button[type=submit]")
    assert reader.screens == 8
    case = Case._base_manager.get()
    assert case.reference in reader.reads()
    reader.opens(f"/cases/{case.reference}/")
    assert home.split("/")[2] in reader.reads()
    for page in (f"{home}history/", f"{home}contact/", "/recruiters/", "/help/reports/"):
        reader.opens(page)
    assert reader.wrong == []
