"""A case in which a victim made a statement on a proposition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.statements import proposition_services, services
from amends.office.statements.models import Proposition, Statement
from tests.office.conftest import Office

Enters = Callable[..., Statement]


@pytest.fixture
def proposition(office: Office, case: Case) -> Proposition:
    """Return the proposition that the owner kept the passports."""
    return proposition_services.add_proposition(
        actor=office.prosecutor,
        case=case,
        text="The owner kept the passports.",
        element="means",
        word="documents_held",
    )


@pytest.fixture
def enters(office: Office, case: Case, victim: Party, proposition: Proposition) -> Enters:
    """Return what enters a statement of the victim, with a stance on the proposition if told."""

    def enter(stance: str = "", words: str = "", **changed: Any) -> Statement:
        says = [services.Said(proposition, stance, words)] if stance else []
        stated = {"person": victim, "says": says, **changed}
        return services.enter_statement(actor=office.prosecutor, case=case, **stated)

    return enter
