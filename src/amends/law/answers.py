"""What each command of ``amends law`` prints with ``--json``, as published JSON Schema.

A program finds the shape of an answer under the command it called, in ``x-commands``.
"""

from __future__ import annotations

from typing import Any

import msgspec

from amends.law.charge_report import ChargingOut
from amends.law.diff_report import DiffOut
from amends.law.dual_report import DualOut
from amends.law.promotion_report import PromotedOut, PromotionOut
from amends.law.recharge_report import RechargingOut
from amends.law.report import AuditOut, ComparisonOut, LawOut
from amends.law.statute_report import StatuteOut
from amends.law.treaties import Instrument

ANSWERS: dict[str, Any] = {
    "list": list[LawOut],
    "show": list[StatuteOut] | Instrument,
    "audit": AuditOut,
    "diff": list[DiffOut],
    "compare": ComparisonOut,
    "charge": ChargingOut,
    "dual": DualOut,
    "check": LawOut,
    "promote": list[PromotionOut] | PromotedOut,
    "recharge": RechargingOut,
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of whatever a command answers, and of each command's answers."""
    found, components = msgspec.json.schema_components(ANSWERS.values())
    commands = dict(zip(ANSWERS, found, strict=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What amends law prints with --json",
        "anyOf": [{"$ref": f"#/x-commands/{name}"} for name in commands],
        "x-commands": commands,
        "$defs": components,
    }


def said() -> dict[str, str]:
    """Return the names of the shapes that each command answers with, in ``$defs``."""
    return {name: _named(entry) for name, entry in schema()["x-commands"].items()}


def _named(entry: dict[str, Any]) -> str:
    if "anyOf" in entry:
        return ", or ".join(_named(each) for each in entry["anyOf"])
    if entry.get("type") == "array":
        return f"a list of `{_last(entry['items'])}`"
    return f"`{_last(entry)}`"


def _last(entry: dict[str, Any]) -> str:
    return str(entry["$ref"]).rpartition("/")[2]
