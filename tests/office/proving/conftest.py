"""A case with one count of trafficking, and what enters evidence on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item
from amends.office.parties.models import Party
from amends.office.proving import services
from amends.office.proving.models import Argument
from amends.office.proving.selectors import CaseProof, proof_of
from amends.office.proving.services import target_of
from tests.office.conftest import Office

TODAY = date(2026, 11, 25)
Enters = Callable[..., Item]
Proves = Callable[..., CaseProof]
Confirms = Callable[..., list[Argument]]


@pytest.fixture
def charged(office: Office, case: Case, suspect: Party, victim: Party) -> Case:
    """Return a case in which the conduct of the suspect towards the victim is stated."""
    charging.state_conduct(
        actor=office.prosecutor,
        case=case,
        by=suspect,
        victims=[victim],
        begun="2025-11-01",
        ended="2025-12-01",
        acts=["recruitment"],
        means=["threat"],
        ends=["prostitution_of_others"],
        places=["PH"],
        mental="purpose",
    )
    return case


@pytest.fixture
def enters(office: Office, case: Case, suspect: Party, victim: Party) -> Enters:
    """Return what enters an item about both of them, changed as told."""

    def enter(**changed: Any) -> Item:
        stated = {
            "kind": "message",
            "description": "Messages in which the owner threatens",
            "goes_to": ["means"],
            "parties": [suspect, victim],
            "admissibility": "admitted",
            **changed,
        }
        return exhibits.enter_item(actor=office.prosecutor, case=case, **stated)

    return enter


@pytest.fixture
def proves(office: Office, charged: Case) -> Proves:
    """Return what says how the proof of the case stands."""

    def prove(**more: Any) -> CaseProof:
        return proof_of(actor=office.prosecutor, case=charged, today=TODAY, **more)

    return prove


@pytest.fixture
def confirms(office: Office, charged: Case, proves: Proves) -> Confirms:
    """Return what confirms everything that may follow from an item."""

    def confirm(item: Item, **more: Any) -> list[Argument]:
        held = proves()
        people = held.made_of.rows.found.parties
        claims = [one.claim for one in held.made_of.drafts if one.item == item.key]
        given = {"scheme": "chat", "force": 3, **more}
        return services.decide_drafts(
            actor=office.prosecutor,
            case=charged,
            item=item,
            follows=[target_of(claim, people) for claim in claims],
            **given,
        )

    return confirm
