"""A key file for each test of the vault, and a victim of whom something is held."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.vault import services as vault
from tests.office.conftest import Office

ADDRESS = "Quillfeather Lane 4711\nPort Zyzzyva"


@pytest.fixture(autouse=True)
def vault_key(tmp_path: Path) -> Iterator[Path]:
    """Keep the key file of each test apart."""
    with override_settings(VAULT_KEY=tmp_path / "vault_key"):
        yield tmp_path / "vault_key"


@pytest.fixture
def held(office: Office, case: Case, victim: Party) -> Party:
    """Return a victim whose address the vault holds, in a case with a liaison."""
    cases.assign(actor=office.head, case=case, user=office.liaison)
    vault.enter_field(actor=office.liaison, party=victim, field="address", value=ADDRESS)
    return victim
