"""Whatever a program sends, the API answers as its OpenAPI document says, and never fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi import checks

from tests.api.conftest import Caller
from tests.api.operations import OPERATIONS, document
from tests.api.scene import Scene, full_scene
from tests.office.conftest import Office

EXAMPLES = 5  # for each operation and mode; 111 operations keep this within a minute
# Revoking the token would stop this test; nothing can be wrong where nothing is taken.
LEFT_OUT = {
    GenerationMode.POSITIVE: {"revoke_token"},
    GenerationMode.NEGATIVE: {"revoke_token", "verify_log", "read_me"},
}
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
    schema = schemathesis.openapi.from_dict(without_security())
    schema.app = closing(get_wsgi_application())
    left_out = LEFT_OUT[mode]
    tried = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # an invalid document fails here
        title = operation.definition.raw["operationId"]
        if title not in left_out:
            try_out(operation.as_strategy(generation_mode=mode), scene, caller)
            tried += 1
    assert tried == len(OPERATIONS) - len(left_out)


def without_security() -> dict[str, Any]:
    """Return the document without its tokens, so that what is generated leaves ours alone."""
    whole: dict[str, Any] = json.loads(json.dumps(document()))
    for methods in whole["paths"].values():
        for operation in methods.values():
            del operation["security"]
    del whole["components"]["securitySchemes"]
    return whole


def closing(site: Callable[..., Any]) -> Callable[..., Any]:
    """Return the site so that every answer is read and closed, as a web server does."""

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        response = site(environ, start_response)
        try:
            return [b"".join(response)]
        finally:
            response.close()

    return answer


def checks_for(case: Case[Any]) -> list[Any]:
    """Return the checks for a call; in a form every value is text, so none has a wrong type."""
    form = case.media_type == "multipart/form-data"
    return [check for check in CHECKS if not form or check is not checks.negative_data_rejection]


def try_out(cases: Any, scene: Scene, caller: Caller) -> None:
    """Send generated input to one operation, half of it to things that are really there."""
    real = {
        "reference": scene.reference,
        "report": scene.keys["own_report"],
        "key": scene.keys["owner"],
        "number": 1,
    }
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
    def send(case: Case[Any]) -> None:
        path = case.meta.components.get(ParameterLocation.PATH) if case.meta else None
        address_is_wrong = path is not None and path.mode is GenerationMode.NEGATIVE
        for known in ({},) if address_is_wrong else ({}, real):
            case.path_parameters.update(
                {name: known[name] for name in case.path_parameters.keys() & known.keys()}
            )
            with transaction.atomic():
                case.call_and_validate(headers=headers, checks=checks_for(case))
                transaction.set_rollback(True)

    send()
