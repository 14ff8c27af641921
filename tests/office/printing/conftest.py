"""A recorded case, loaded as the demonstration office loads it, to be put on paper."""

from __future__ import annotations

import pytest
from django.utils import timezone

from amends.casefile import demo_cases
from amends.office.cases import services as cases
from amends.office.cases.casefile_services import open_from_casefile
from amends.office.cases.models import Case
from amends.office.parties import services as parties
from amends.office.tasks import services as tasks
from tests.office.conftest import Office

HOSTILE = '#panic("x") "] $x$ *b* @r <a> {{ 7*7 }} {% raise %} &amp; <w:t> \\u{41} =1+1'
PRIVATE = "canary-shelter-address"


@pytest.fixture
def full_case(office: Office) -> Case:
    """Return a case with parties, roles, counts, outcomes, events, a task and a hand-over."""
    casefile = next(c for c in demo_cases() if c.jurisdiction.upper() == "PH")
    case = open_from_casefile(
        actor=office.prosecutor, unit=office.unit, lead=office.prosecutor, casefile=casefile
    )
    actor = office.prosecutor
    parties.add_party(actor=actor, case=case, capacity="victim", facts=PRIVATE)
    parties.add_party(
        actor=actor, case=case, capacity="witness", designation=HOSTILE, status="proposed"
    )
    tasks.set_task(
        actor=actor, case=case, title="Book an interpreter", owner=actor, due=timezone.localdate()
    )
    cases.hand_over(
        actor=office.head,
        case=case,
        to_user=office.second_prosecutor,
        note="Ask the bank.\n\nSoon.",
    )
    cases.assign(actor=office.head, case=case, user=office.prosecutor)
    cases.assign(actor=office.head, case=case, user=office.investigator)
    case.refresh_from_db()
    return case
