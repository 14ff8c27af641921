"""An authorisation that was asked for in a case."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.techniques import services
from amends.office.techniques.models import Authorisation
from tests.office.conftest import Office


def ask(actor: User, case: Case, **more: Any) -> Authorisation:
    """Ask leave to search a house."""
    stated = {
        "technique": "search",
        "on_what": "The house",
        "grounds": "Where the ledger is",
        "priority": "ordinary",
        "decider": "court",
        "standard": "reasonable_grounds",
        "asked_on": timezone.localdate(),
    }
    return services.ask_technique(actor=actor, case=case, **{**stated, **more})


@pytest.fixture
def authorisation(office: Office, case: Case) -> Authorisation:
    """Return an authorisation that waits for the court."""
    return ask(office.prosecutor, case)
