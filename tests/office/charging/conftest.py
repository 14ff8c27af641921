"""A case in which conduct is stated on which counts lie under two paragraphs of the law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from amends.office.cases.models import Case
from amends.office.charging import services
from amends.office.charging.counts import CaseCharging
from amends.office.charging.models import Conduct
from amends.office.charging.selectors import charging_of
from amends.office.parties.models import Party
from tests.office.conftest import Office

TODAY = date(2026, 11, 25)
States = Callable[..., Conduct]
Finds = Callable[..., CaseCharging]
STATED: dict[str, Any] = {
    "begun": "2025-11-01",
    "ended": "2025-12-01",
    "acts": ["recruitment", "hiring"],
    "means": ["threat"],
    "ends": ["prostitution_of_others"],
    "places": ["PH"],
    "mental": "purpose",
}


@pytest.fixture
def states(office: Office, case: Case, suspect: Party, victim: Party) -> States:
    """Return what states conduct of the suspect towards the victim, changed as told."""

    def state(**changed: Any) -> Conduct:
        people = {"by": suspect, "victims": [victim]}
        return services.state_conduct(
            actor=office.prosecutor, case=case, **{**people, **STATED, **changed}
        )

    return state


@pytest.fixture
def finds(office: Office, case: Case) -> Finds:
    """Return what charges the case as it stands now."""

    def find(today: date = TODAY, **more: Any) -> CaseCharging:
        return charging_of(actor=office.prosecutor, case=case, today=today, **more)

    return find
