"""Cases over the API: list, open, read, edit."""

from __future__ import annotations

from amends.office.cases.models import Case
from tests.api.conftest import CallAs


def test_a_prosecutor_lists_and_reads_own_cases(call_as: CallAs, case: Case) -> None:
    mine = call_as("prosecutor")
    listed = mine.get("/cases").json()
    assert (listed["count"], listed["items"][0]["reference"]) == (1, case.reference)
    assert listed["items"][0]["lead"]["username"] == "prosecutor"
    assert mine.get(f"/cases/{case.reference}").json()["title"] == case.title
