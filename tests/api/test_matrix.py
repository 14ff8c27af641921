"""Every role against every operation: nobody gets more, or less, than the policy grants."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from amends.office.accounts.models import User
from amends.office.bars import services as bars
from amends.office.cases.models import Case
from amends.office.policy import GRANTS, LAYERS, Layer, Role
from tests.api.conftest import Caller
from tests.api.operation import Operation
from tests.api.operations import OPERATIONS, declared
from tests.api.scene import Scene, full_scene, leave_of
from tests.office.conftest import Office

ACCOUNTS = [
    "prosecutor",
    "second_prosecutor",
    "investigator",
    "liaison",
    "head",
    "registrar",
    "ombudsman",
    "rapporteur",
    "administrator",
    "stranger",
    "other_head",
]
# Granted, and yet a rule of the office stands in the way of these accounts: 422, not a refusal.
AGAINST_A_RULE = {
    "open_case": {"other_head", "stranger"},
    "withdraw_note": {"second_prosecutor", "investigator", "liaison", "head"},
    "restore_note": {"second_prosecutor", "investigator", "liaison", "head"},
    "record_event": {"registrar"},
    "strike_event": {"registrar"},
    "restore_event": {"registrar"},
    "reopen_task": set(ACCOUNTS),
    "record_leave": set(ACCOUNTS) - {"prosecutor"},
    "cancel_leave": {"second_prosecutor", "investigator", "liaison", "registrar"},
}
ELSEWHERE = {"stranger", "other_head"}
# Assigned to the case, and yet not told which techniques are used in it.
NOT_TOLD = {"second_prosecutor"}
OUTSIDE_THE_UNIT = ELSEWHERE | {"ombudsman", "rapporteur", "administrator"}


def granted(user: User, name: str, title: str, operation: Operation) -> bool:
    """Say whether the policy lets this account do this in the scene's case."""
    role = Role(user.role)
    if operation.action and operation.action not in GRANTS[role]:
        return False
    if title == "cancel_leave" and name in OUTSIDE_THE_UNIT:
        return False
    if operation.layer is None:
        return True
    if operation.layer is Layer.TECHNIQUES and name in NOT_TOLD:
        return False
    return operation.layer in LAYERS[role] and name not in ELSEWHERE


def files_in(content: bytes) -> list[bytes]:
    """Return the files of an archive, or the one file that was sent."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return [content]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def do(caller: Caller, operation: Operation, scene: Scene) -> Any:
    """Call an operation and undo whatever it did."""
    with transaction.atomic():
        address = operation.address(scene)
        if operation.file:
            answer = caller.upload(address, SimpleUploadedFile("list.txt", b"names of ships"))
        elif operation.part is not None:
            answer = caller.send(address, operation.part, offset=0)
        else:
            answer = caller.call(operation.method, address, body=operation.body_in(scene))
        if answer.streaming:
            assert b"a lease" in files_in(b"".join(answer.streaming_content))
        transaction.set_rollback(True)
    return answer


def surprises(caller: Caller, name: str, scene: Scene) -> list[str]:
    """Return the operations whose answer is not what the policy says."""
    found = []
    for title, operation in OPERATIONS.items():
        status = do(caller, operation, scene).status_code
        if not granted(caller.user, name, title, operation):
            right = status in {403, 404}
        elif name in AGAINST_A_RULE.get(title, set()):
            right = status == 422
        else:
            right = status < 300
        if not right:
            found.append(f"{title}: {status}")
    return found


@pytest.mark.parametrize("name", ACCOUNTS)
def test_each_role_may_do_what_the_policy_grants_and_nothing_else(
    office: Office, name: str
) -> None:
    scene = full_scene(office)
    caller = Caller(getattr(office, name))
    leave = leave_of(office.prosecutor, office.second_prosecutor)
    own = {"leave": leave, "token": Caller(caller.user).token.pk}
    assert surprises(caller, name, replace(scene, keys=scene.keys | own)) == []


@pytest.mark.parametrize("name", ["prosecutor", "head", "ombudsman", "registrar"])
def test_whoever_is_barred_gets_nothing_of_the_case_by_any_operation(
    office: Office, name: str
) -> None:
    scene, person = full_scene(office), getattr(office, name)
    bars.enter_bar(
        actor=office.head if name == "ombudsman" else office.ombudsman,
        case=Case._base_manager.get(reference=scene.reference),
        account=person,
        ground="vetting",
        reason="Lapsed",
    )
    caller, leaks = Caller(person), []
    own = {"leave": leave_of(office.prosecutor, office.second_prosecutor)}
    scene = replace(scene, keys=scene.keys | own | {"token": caller.token.pk})
    for title, operation in OPERATIONS.items():
        answer = do(caller, operation, scene)
        if scene.reference in operation.address(scene):
            leaks += [title] if answer.status_code not in {403, 404} else []
        elif not answer.streaming and answer.status_code < 300:
            leaks += [title] if scene.reference.encode() in answer.content else []
    assert leaks == []


def test_the_matrix_covers_every_operation() -> None:
    assert {operation["operationId"] for _, _, operation in declared()} == OPERATIONS.keys()
    assert len(list(declared())) == len(OPERATIONS)


def test_every_write_asks_for_a_token_that_may_write() -> None:
    keys = {
        operation["operationId"]: [list(key) for key in operation["security"]]
        for _, _, operation in declared()
    }
    for title, operation in OPERATIONS.items():
        expected = "ReadToken" if operation.method == "GET" else "WriteToken"
        assert keys[title] == [[expected]], title
