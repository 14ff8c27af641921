"""A case in which an element is missing, and a first inquiry on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amends.law.elements import ElementName
from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.charging.selectors import charging_of
from amends.office.inquiries import services
from amends.office.inquiries.models import Inquiry
from amends.office.inquiries.standing import Unproved, unproved
from amends.office.parties.models import Party
from tests.office.conftest import Office

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=7)


def days(number: int) -> date:
    """Return a day counted from today."""
    return TODAY + timedelta(days=number)


@pytest.fixture
def missing(office: Office, case: Case, suspect: Party, victim: Party) -> Unproved:
    """Return the means, which nobody alleged, of a count against the suspect."""
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
    found = charging_of(actor=office.prosecutor, case=case, today=TODAY)
    rows = unproved(found).values()
    return next(row for row in rows if row.element.name is ElementName.MEANS)


@pytest.fixture
def inquiry(office: Office, case: Case) -> Inquiry:
    """Return a draft on a proposition."""
    return services.make_inquiry(
        actor=office.prosecutor,
        case=case,
        owner=office.prosecutor,
        proposition="The owner kept the passports.",
        body="Harbour police",
        person="Inspector Reyes",
        asks="Where were the passports found?",
        why="The means is contested.",
        due=SOON,
    )


@pytest.fixture
def sent(office: Office, inquiry: Inquiry) -> Inquiry:
    """Return the same after it went out today."""
    return services.send_inquiry(actor=office.prosecutor, inquiry=inquiry, on=TODAY)
