"""The published shapes of what ``amends law`` prints with ``--json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs

FILE = Path(__file__).parents[2] / "docs" / "reference" / "law.schema.json"


def published() -> dict[str, Any]:
    """Return the published schema."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def check(command: str, answer: Any) -> None:
    """Hold an answer against what is published of its command."""
    schema = {**published(), "$ref": f"#/x-commands/{command}"}
    jsonschema_rs.validator_for(schema).validate(answer)
