"""Exhibits in CASE/UCO through the API: tried, taken, named one by one, undone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.office.cases.models import Case
from amends.office.evidence.models import Attachment
from amends.office.exchange import graphs
from amends.office.exhibits.models import CustodyStep, Item
from tests.api.conftest import CallAs, Caller
from tests.office.exchange.graphs import action, graph, record
from tests.office.exchange.test_exhibits import GRAPH


@pytest.fixture
def mine(call_as: CallAs) -> Caller:
    """Return a caller for the prosecutor."""
    return call_as("prosecutor")


@pytest.fixture
def at(case: Case) -> str:
    """Return the address of the case."""
    return f"/cases/{case.reference}"


def attached(mine: Caller, at: str, data: bytes) -> str:
    """Attach a file and return the address of its exhibits."""
    answer = mine.upload(f"{at}/attachments", SimpleUploadedFile("lab.jsonld", data))
    assert answer.status_code == 201, answer.content
    return f"{at}/attachments/{answer.json()['id']}/exhibits"


def test_each_exhibit_is_tried_and_nothing_is_taken(mine: Caller, at: str) -> None:
    said = mine.post(f"{attached(mine, at, GRAPH)}/try").json()
    assert (said["read"], said["taken"]) == (3, 1)
    first, second, third = said["exhibits"]
    assert (first["called"], first["item"], first["steps"]) == ("LAB 7/1", "LAB-7-1", 1)
    assert first["left"] == ["“blessed” is no step of custody that is known here."]
    assert second["faults"] == ["It has neither a number nor a description."]
    assert third["item"] is None
    assert not Item._base_manager.exists()


def test_what_can_be_taken_is_and_comes_out_again(mine: Caller, at: str) -> None:
    answer = mine.post(attached(mine, at, GRAPH))
    assert answer.status_code == 201
    said = answer.json()
    assert (said["read"], said["taken"], said["kind"]) == (3, 1, "exhibits")
    assert [one["number"] for one in said["refused"]] == [2, 3]
    assert CustodyStep._base_manager.get().kind == "seized"
    assert mine.get(f"{at}/imports").json()["items"][0]["id"] == said["id"]
    undone = mine.post(f"{at}/imports/{said['id']}/undo")
    assert undone.json()["undone"]
    assert Item._base_manager.get().removed_at
    assert mine.post(f"{at}/imports/{said['id']}/undo").status_code == 422


def test_a_file_of_which_nothing_can_be_taken_says_why_of_each(mine: Caller, at: str) -> None:
    address = attached(mine, at, GRAPH)
    mine.post(address)
    answer = mine.post(address)
    assert answer.status_code == 422
    fields = answer.json()["error"]["fields"]
    assert fields["exhibits.1"] == ["LAB-7-1 is in this case already and is left as it stands."]
    assert fields.keys() == {"file", "exhibits.1", "exhibits.2", "exhibits.3"}


def test_files_that_are_too_large_or_hold_too_much_are_refused(
    mine: Caller, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = attached(mine, at, GRAPH)
    monkeypatch.setattr(graphs, "MOST_EXHIBITS", 2)
    assert "more than 2 exhibits" in json.dumps(mine.post(address).json())
    monkeypatch.setattr("amends.office.exchange.exhibit_selectors.LARGEST", 10)
    for where in (address, f"{address}/try"):
        answer = mine.post(where)
        assert answer.status_code == 422
        assert "is not read" in json.dumps(answer.json())
    assert not Item._base_manager.exists()


@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "administrator", "stranger"])
def test_who_does_not_enter_evidence_takes_none(
    mine: Caller, call_as: CallAs, at: str, role: str
) -> None:
    address = attached(mine, at, GRAPH)
    theirs = call_as(role)
    for where in (address, f"{address}/try"):
        assert theirs.post(where).status_code in {403, 404}
    assert not Item._base_manager.exists()


def test_a_file_of_another_case_is_not_found(mine: Caller, at: str) -> None:
    address = attached(mine, at, GRAPH)
    other = mine.post("/cases", title="Other", lead="prosecutor").json()["reference"]
    pk = Attachment._base_manager.get().pk
    assert mine.post(f"/cases/{other}/attachments/{pk}/exhibits").status_code == 404
    assert mine.post(f"{address}/try").status_code == 200


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
NAMES = st.sampled_from(["@id", "@type", "i:exhibitNumber", "c:name", "a:startTime", "a:result"])
FORGED = st.dictionaries(NAMES, VALUES, max_size=4)
CONTENT = st.one_of(
    st.binary(max_size=200),
    st.lists(FORGED, max_size=4).map(
        lambda more: graph(record("a", "LAB-1"), *({**action("seized", "a"), **m} for m in more))
    ),
    VALUES.map(lambda value: json.dumps({"@graph": value}).encode()),
)


def test_whatever_stands_in_the_file_is_answered(mine: Caller, at: str) -> None:
    statuses: set[int] = set()

    @settings(
        max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(data=CONTENT)
    def send(data: bytes) -> None:
        with transaction.atomic():
            address = attached(mine, at, data or b" ")
            tried, taken = mine.post(f"{address}/try"), mine.post(address)
            transaction.set_rollback(True)
        statuses.update((tried.status_code, taken.status_code))
        if taken.status_code == 201:
            known: dict[str, Any] = tried.json()
            assert known["taken"] == taken.json()["taken"]

    send()
    assert statuses <= {200, 201, 422}
    assert {200, 201} <= statuses
