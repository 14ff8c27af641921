"""Cases over the API: list, open, read, edit, and a fixed number of queries for any page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amends.office.cases.models import Case
from amends.office.parties import services as parties
from tests.api.conftest import CallAs, Caller
from tests.api.scene import add_suspect, charge, full_scene, open_case
from tests.office.conftest import Office


def test_a_case_is_opened_listed_and_read(call_as: CallAs) -> None:
    mine = call_as("prosecutor")
    opened = mine.post("/cases", title="House", specialisms=["child"], summary="Four rooms.")
    assert opened.status_code == 201
    reference = opened.json()["reference"]
    assert mine.get(f"/cases/{reference}").json() == opened.json()
    listed = mine.get("/cases").json()
    assert (listed["count"], listed["limit"], listed["offset"]) == (1, 50, 0)
    row = listed["items"][0]
    assert (row["reference"], row["unit"], row["jurisdiction"]) == (reference, "CAP", "PH")
    assert (row["lead"]["username"], row["open_tasks"], row["defendants"]) == ("prosecutor", 0, [])


def test_the_list_is_narrowed_ordered_and_windowed(office: Office, call_as: CallAs) -> None:
    titles = ["Alpha", "Beta", "Gamma"]
    references = [open_case(office, title).reference for title in titles]
    mine = call_as("prosecutor")

    def found(**query: Any) -> list[str]:
        return [row["reference"] for row in mine.get("/cases", **query).json()["items"]]

    assert found(order="reference") == references
    assert found(order="reference", limit=1, offset=1) == references[1:2]
    assert found(offset=500) == []
    assert found(text="beta") == references[1:2]
    assert found(specialism="child") == []
    assert mine.get("/cases", limit=1).json()["count"] == 3
    for wrong in ({"limit": 201}, {"limit": 0}, {"offset": -1}, {"order": "colour"}):
        assert mine.get("/cases", **wrong).status_code == 422


def test_an_edit_with_an_old_version_is_409_and_changes_nothing(
    call_as: CallAs, case: Case
) -> None:
    mine, address = call_as("prosecutor"), f"/cases/{case.reference}"
    first = mine.call("PATCH", address, body={"version": 1, "title": "First"})
    assert (first.status_code, first.json()["version"]) == (200, 2)
    late = mine.call("PATCH", address, body={"version": 1, "title": "Late"})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "changed_meanwhile")
    assert mine.get(address).json()["title"] == "First"


def test_an_edit_leaves_what_it_does_not_name(call_as: CallAs, case: Case) -> None:
    mine, address = call_as("prosecutor"), f"/cases/{case.reference}"
    mine.call("PATCH", address, body={"version": 1, "court": "Regional Trial Court"})
    after = mine.get(address).json()
    assert (after["court"], after["title"]) == ("Regional Trial Court", case.title)
    assert after["specialisms"] == ["child", "sexual"]


def add_case(office: Office) -> None:
    """Add a charged case with a victim, two defendants and people."""
    case = open_case(office, "More")
    victim = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    charge(office, case, victim, add_suspect(office, case, "A"), add_suspect(office, case, "B"))


def queries(call: Callable[[], Any]) -> int:
    """Return how many queries a call takes that goes well."""
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert call().status_code == 200
    return len(taken)


def fill(office: Office, caller: Caller, reference: str) -> None:
    """Add three of everything to a case, over the API."""
    at = f"/cases/{reference}"
    for _ in range(3):
        caller.post(f"{at}/parties", capacity="victim")
        caller.post(f"{at}/notes", text="Called.")
        caller.post(f"{at}/events", code="SCREENED", on="2026-02-03", parties=["V1", "D1"])
        caller.post(f"{at}/tasks", title="Ask", owner="second", due="2027-01-04")
        caller.post(f"{at}/parties/D1/roles", role="RO6", victim="V1")
        other = open_case(office, "Other").reference
        caller.post(f"{at}/links", other=other, reason="Because")
        body = {"citation": "s.6", "offence": "Labour", "defendants": ["D1"], "victims": ["V1"]}
        assert caller.post(f"{at}/counts", **body).status_code == 201


LISTS = ["parties", "counts", "events", "notes", "links", "tasks", "people", "clocks", "history"]


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_of_a_case_takes_no_more_queries(office: Office, name: str) -> None:
    scene, caller = full_scene(office), Caller(office.prosecutor)

    def read() -> Any:
        return caller.get(f"/cases/{scene.reference}/{name}")

    read()
    before, length = queries(read), read().json()["count"]
    fill(office, caller, scene.reference)
    assert queries(read) == before
    grows = name not in {"people", "clocks"}
    assert not grows or read().json()["count"] > length


@pytest.mark.parametrize("path", ["/cases", "/tasks?of=all", "/clocks", "/log"])
def test_a_longer_list_over_cases_takes_no_more_queries(office: Office, path: str) -> None:
    caller = Caller(office.head)
    add_case(office)
    caller.get(path)
    before, length = queries(lambda: caller.get(path)), caller.get(path).json()["count"]
    for _ in range(3):
        add_case(office)
    assert queries(lambda: caller.get(path)) == before
    assert caller.get(path).json()["count"] > length
