"""Graphs in CASE/UCO as another program may write them."""

from __future__ import annotations

import json
from typing import Any

MOMENT = "2026-01-02T10:00:00+00:00"


def action(name: str, record: str, **more: Any) -> dict[str, Any]:
    """Return an action whose result a record is."""
    return {
        "@id": f"x:{name}-{record}",
        "@type": "i:InvestigativeAction",
        "c:name": name,
        "a:startTime": MOMENT,
        "a:performer": {"c:name": "Officer Seven"},
        "a:result": {"@id": f"x:{record}"},
        **more,
    }


def record(name: str, number: str, **more: Any) -> dict[str, Any]:
    """Return a provenance record."""
    said = {"@id": f"x:{name}", "@type": "i:ProvenanceRecord", "i:exhibitNumber": number}
    return said | {"c:description": "Phone"} | more


def graph(*nodes: dict[str, Any]) -> bytes:
    """Return a graph."""
    return json.dumps({"@graph": nodes}).encode()
