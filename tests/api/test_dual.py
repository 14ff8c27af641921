"""Dual criminality over the API: the shape the command prints, and refusals by field."""

from __future__ import annotations

from typing import Any

import pytest

from amends.office.cases.models import Case
from amends.office.charging import services as charging
from amends.office.log.models import LogEntry
from amends.office.parties.models import Party
from tests.api.conftest import Caller, Office
from tests.cli.published import check
from tests.office.charging.conftest import STATED


@pytest.fixture
def caller(office: Office) -> Caller:
    """Return the prosecutor's caller, who only reads."""
    return Caller(office.prosecutor, "read")


@pytest.fixture
def at(office: Office, case: Case, suspect: Party, victim: Party) -> str:
    """Return the address for a case in which conduct is stated."""
    stated: dict[str, Any] = {**STATED, "by": suspect, "victims": [victim]}
    charging.state_conduct(actor=office.prosecutor, case=case, **stated)
    return f"/cases/{case.reference}/dual-criminality"


def test_it_answers_in_the_shape_that_the_command_prints(caller: Caller, at: str) -> None:
    answer = caller.get(at, requesting="PH", requested="th-atpa-2008")
    assert answer.status_code == 200, answer.content
    found = answer.json()
    check("dual", found)
    assert found["requested"]["laws"] == ["th-atpa-2008"]
    assert found["counterparts"][0]["nearest"]["offence"]["key"] == "th-atpa-2008.s6"


def test_reading_it_is_logged(caller: Caller, at: str) -> None:
    before = LogEntry.objects.count()
    caller.get(at, requesting="PH", requested="TH")
    assert LogEntry.objects.count() == before + 1
    assert "conduct" in LogEntry.objects.latest("sequence").data


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"requesting": "PH", "requested": "th-atpa-2009"}, "requested", "th-atpa-2008"),
        ({"requesting": "XX", "requested": "TH"}, "requesting", "No law of 'XX' is held."),
        ({"requesting": "PH"}, "requested", ""),
        ({"requesting": "PH", "requested": "TH", "to": "TH"}, "to", ""),
        ({"requesting": "PH", "requested": "TH", "on": "someday"}, "on", ""),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(
    caller: Caller, at: str, asked: dict[str, str], field: str, said: str
) -> None:
    answer = caller.get(at, **asked)
    assert answer.status_code == 422
    fields = answer.json()["error"]["fields"]
    assert said in " ".join(map(str, fields[field]))
