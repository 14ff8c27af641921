"""``amends evidence``: exhibits in CASE/UCO out of one case and into another, and garbage."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amends.cli.main import main
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.exhibits import custody_services, services
from amends.office.exhibits.models import CustodyStep, Item
from tests.office.conftest import Office, case

__all__ = ["case"]
ACTING = ("--as", "prosecutor")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["evidence", *(str(word) for word in words)])


@pytest.fixture
def handed_out(office: Office, case: Case, tmp_path: Path) -> Path:
    """Return what is handed out of a case with one exhibit."""
    actor = office.prosecutor
    item = services.enter_item(actor=actor, case=case, kind="weapon", description="A rope")
    custody_services.record_step(
        actor=actor, item=item, kind="seized", at=datetime(2026, 1, 2, tzinfo=UTC), by="Officer A"
    )
    path = tmp_path / "exhibits.jsonld"
    result = run("export", case.reference, "--to", path, *ACTING)
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def other(office: Office, case: Case) -> Case:
    """Return another case."""
    return cases.open_case(
        actor=office.prosecutor,
        title="Other",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=date(2026, 1, 1),
    )


def test_what_is_handed_out_is_tried_then_taken_in(handed_out: Path, other: Case) -> None:
    result = run("import", other.reference, handed_out, *ACTING, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "E1: E1, steps of custody: 1" in result.output
    assert not Item._base_manager.filter(case=other).exists()
    assert not Attachment._base_manager.filter(case=other).exists()
    result = run("import", other.reference, handed_out, *ACTING)
    assert result.exit_code == 0, result.output
    assert "1 of 1 exhibits" in result.output
    assert Item._base_manager.get(case=other).description == "A rope"
    assert CustodyStep._base_manager.get(case=other).by == "Officer A"
    assert Attachment._base_manager.get(case=other).filename == handed_out.name
    again = run("import", other.reference, handed_out, *ACTING)
    assert again.exit_code == 1
    assert "E1 is in this case already" in again.output


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"{", b"[]", json.dumps({"@graph": [{}]}).encode()]
)
def test_what_holds_no_exhibits_is_refused(case: Case, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "garbage.json"
    path.write_bytes(content)
    result = run("import", case.reference, path, *ACTING)
    assert result.exit_code == 1
    assert "Ask for" in result.output
    assert "Traceback" not in result.output
    assert not Attachment._base_manager.exists()
