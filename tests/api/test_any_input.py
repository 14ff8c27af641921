"""Whatever a program sends, the API answers as its OpenAPI document says, and never fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from tests.api.conftest import Caller
from tests.api.operations import OPERATIONS
from tests.api.scene import Scene, full_scene
from tests.office.conftest import Office

EXAMPLES = 5  # for each operation and mode; 76 operations keep this within a minute
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


@pytest.fixture
def open_connection() -> Iterator[None]:
    """Keep the end of a request from closing the connection the test's transaction is on."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("open_connection")
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_input_makes_the_api_fail_or_answer_what_it_does_not_declare(
    office: Office, mode: GenerationMode
) -> None:
    scene, caller = full_scene(office), Caller(office.prosecutor)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    tried = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.definition.raw["operationId"] != "revoke_token":  # it would stop this test
            try_out(operation.as_strategy(generation_mode=mode), scene, caller)
            tried += 1
    assert tried == len(OPERATIONS) - 1


def try_out(cases: Any, scene: Scene, caller: Caller) -> None:
    """Send generated input to one operation, half of it to things that are really there."""
    real = {"reference": scene.reference, "key": scene.keys["owner"], "number": 1}
    headers = {"Authorization": f"Bearer {caller.secret}", "Accept-Encoding": "identity"}

    @seed(7)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def send(case: Case) -> None:
        for known in ({}, real):
            case.path_parameters.update(
                {name: known[name] for name in case.path_parameters.keys() & known.keys()}
            )
            with transaction.atomic():
                case.call_and_validate(headers=headers, checks=CHECKS)
                transaction.set_rollback(True)

    send()
