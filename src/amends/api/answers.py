"""What an operation may answer, as the OpenAPI document declares it."""

from __future__ import annotations

from typing import Any

from amends.api.refusals import Refusal

REFUSALS = frozenset({400, 401, 403, 404, 409, 422, 500})


def answers(schema: Any, status: int = 200) -> dict[Any, Any]:
    """Return the answer of an operation that goes well, beside every refusal."""
    return {status: schema, REFUSALS: Refusal}
