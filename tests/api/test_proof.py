"""What the API tells of a proof, and what it never does: on whom the proof hangs."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
from ninja import Schema

from amends.api import resources
from amends.api.resources import argument_shapes, arguments, proof_matrix, weaknesses
from tests.api.conftest import Caller
from tests.api.operations import declared
from tests.api.scene import Scene, full_scene
from tests.office.conftest import Office

# What says whom to silence, or what loses a case; shown on pages to those who may know, and nowhere
# else.
NOT_EXPORTED = (
    *("amends.office.proving.loss_rows", "amends.office.proving.loss_views"),
    *("amends.office.proving.caseload", "amends.office.proving.lasting"),
    *("amends.office.proving.planning", "amends.proof.resilience", "amends.proof.cuts"),
    *("amends.proof.next_steps", "amends.proof.outlooks", "amends.proof.loss_order"),
)
OF_LOSSES = ("loss", "lose", "lost", "cut_set", "cutset", "burden", "lasting", "protect", "fall")


@pytest.fixture
def scene(office: Office) -> Scene:
    """Return a case with something of every kind."""
    return full_scene(office)


def proof_of(scene: Scene) -> str:
    """Return the address of the proof."""
    return f"/cases/{scene.reference}/proof"


def test_no_operation_tells_what_loses_a_case() -> None:
    addresses = [f"{path} {operation['operationId']}" for _method, path, operation in declared()]
    of_proof = [said for said in addresses if "/proof/" in said]
    shapes = [
        f"{name} {' '.join(one.model_fields)}"
        for module in (proof_matrix, argument_shapes, arguments, weaknesses)
        for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, Schema)
    ]
    assert len(of_proof) > 10
    assert len(shapes) > 10
    for said in [*of_proof, *shapes]:
        assert not [word for word in OF_LOSSES if word in said.lower()], said
    assert not [said for said in addresses if "caseload" in said or "resilience" in said]


def test_no_resource_reads_what_loses_a_case() -> None:
    for module in pkgutil.iter_modules(resources.__path__, f"{resources.__name__}."):
        for one in vars(importlib.import_module(module.name)).values():
            assert getattr(one, "__module__", "") not in NOT_EXPORTED
            assert getattr(one, "__name__", "") not in NOT_EXPORTED


def test_every_cell_stands_in_three_readings(office: Office, scene: Scene) -> None:
    caller = Caller(office.prosecutor)
    found = caller.get(proof_of(scene), every=True).json()
    cell = next(one for one in found["cells"] if one["element"] == "means")
    assert (cell["by"], cell["to"]) == (scene.keys["owner"], scene.keys["victim"])
    assert cell["stands"].keys() == {"admitted", "authenticated", "pending"}
    assert {one["word"] for one in cell["propositions"]} == {"threat", "child"}
    assert {one["name"] for one in found["counts"]} >= set(cell["counts"])


def test_a_draft_that_was_confirmed_changes_how_its_cell_stands(
    office: Office, scene: Scene
) -> None:
    caller = Caller(office.prosecutor)
    item = caller.post(
        f"/cases/{scene.reference}/evidence",
        kind="message",
        description="He will have her",
        goes_to=["purpose"],
        parties=[scene.keys["owner"], scene.keys["victim"]],
    ).json()["key"]
    address = f"{proof_of(scene)}/drafts"
    (draft,) = caller.get(address, item=item).json()["items"]
    claim = {name: draft["claim"][name] for name in ("element", "word", "by", "to")}
    body: dict[str, Any] = {"follows": [claim], "scheme": draft["scheme"], "force": 3}
    assert caller.post(f"{address}/{item}/decide", **body).status_code == 200
    assert caller.get(address, item=item).json()["count"] == 0
    again = caller.post(f"{address}/{item}/decide", **body)
    assert "follows" in again.json()["error"]["fields"]
    cells = caller.get(proof_of(scene)).json()["cells"]
    (cell,) = (one for one in cells if one["element"] == "purpose")
    assert cell["stands"]["pending"] == "proven"


def test_what_speaks_for_the_defence_is_not_taken_out(office: Office, scene: Scene) -> None:
    caller = Caller(office.prosecutor)
    address = f"{proof_of(scene)}/arguments"
    attack = caller.get(f"{address}/{scene.keys['attack']}").json()
    assert attack["of_defence"]
    answer = caller.post(f"{address}/{attack['key']}/remove")
    assert answer.status_code == 422
    assert "argument" in answer.json()["error"]["fields"]


def test_a_stale_change_shows_the_argument_as_it_stands(office: Office, scene: Scene) -> None:
    caller = Caller(office.prosecutor)
    address = f"{proof_of(scene)}/arguments/{scene.keys['argument']}"
    assert caller.call("PATCH", address, body={"version": 1, "force": 3}).status_code == 200
    answer = caller.call("PATCH", address, body={"version": 1, "force": 1})
    assert answer.status_code == 409
    assert answer.json()["error"]["current"]["force"] == 3


def test_questions_are_listed_with_how_they_were_answered(office: Office, scene: Scene) -> None:
    caller = Caller(office.prosecutor)
    address = f"{proof_of(scene)}/arguments/{scene.keys['argument']}/questions"
    given = {one["question"]: one["answer"] for one in caller.get(address).json()}
    assert given["other_reason"] == "adverse"
    assert given["custody_whole"] == ""
    answered = caller.call("PUT", f"{address}/other_reason", body={}).json()
    assert {one["answer"] for one in answered} == {""}


def test_the_single_source_is_told_to_nobody(office: Office, scene: Scene) -> None:
    caller = Caller(office.prosecutor)
    stated: dict[str, Any] = {"items": ["E1"], "generalisation": "So.", "force": 3}
    caller.post(f"{proof_of(scene)}/arguments", element="jurisdiction", **stated)
    rows = caller.get(f"{proof_of(scene)}/weaknesses", kind="single_source").json()["items"]
    assert rows
    for row in rows:
        assert row["detail"] == row["detail_in_words"] == ""


def test_a_weakness_becomes_a_task_and_is_known_again(office: Office, scene: Scene) -> None:
    caller = Caller(office.prosecutor)
    address = f"{proof_of(scene)}/weaknesses"
    first = caller.get(address).json()["items"][0]
    named = {name: first[name] for name in ("kind", "about", "detail")}
    taken = caller.post(f"{address}/take-up", **named).json()
    again = next(
        row
        for row in caller.get(address).json()["items"]
        if {name: row[name] for name in named} == named
    )
    assert (again["taken_up"], again["task"]) == (taken["id"], taken["task"])
    assert caller.post(f"{address}/{taken['id']}/undo").json()["undone"]
