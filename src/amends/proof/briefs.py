"""A brief on the proof of a worked case: what stands, on what, what is missing, what to disclose.

Nothing on which a proof hangs stands in it: no set of losses, no single source.
"""

from __future__ import annotations

from typing import Any

from amends.proof.force_policy import ForcePolicy
from amends.proof.graph_files import COUNT, WorkedCase
from amends.proof.proving import Picture, Proof, Reading, prove
from amends.proof.status import RANK, Status, standing, status_of_charge
from amends.proof.weaknesses import (
    WeaknessKind,
    disclosable,
    unmodelled,
    weaknesses,
)


def brief(
    case: WorkedCase, policy: ForcePolicy, reading: Reading = Reading.PENDING
) -> dict[str, Any]:
    """Return a brief on the count of a worked case as plain data, what stands worst first."""
    proof = prove(case.graph, policy)
    picture = proof.picture(reading)
    asked = case.graph.charge(COUNT).propositions
    elements = [_element(case, picture, key) for key in asked]
    elements.sort(key=lambda one: -RANK[Status(one["standing"])])
    left = unmodelled(case.graph)
    return {
        "id": case.key,
        "reading": str(reading),
        "standing": {str(r): str(status_of_charge(proof.picture(r), COUNT)) for r in Reading},
        "elements": elements,
        "weaknesses": _weaknesses(case, proof, reading),
        "to_disclose": [_named(case, one.item) for one in disclosable(proof, reading)],
        "under_no_argument": [_named(case, key) for key in left.items],
        "not_tied_in": [_named(case, key) for key in left.untied],
        "defence_not_considered": [_named(case, key) for key in left.unattacked],
    }


def _element(case: WorkedCase, picture: Picture, key: str) -> dict[str, Any]:
    found = standing(picture, key)
    arguments = {each.key: each for each in case.graph.arguments}
    return {
        "proposition": _named(case, key),
        "standing": str(found.status),
        "demanded": str(found.demanded),
        "met": found.met and str(found.met),
        "for": [
            {
                "argument": one.argument,
                "because": arguments[one.argument].generalisation,
                "rests_on": [_named(case, p) for p in arguments[one.argument].premises],
                "holds": one.holds,
                "missing": [_named(case, p) for p in one.missing],
                "defeated_by": list(one.defeated_by),
            }
            for one in found.supports
        ],
        "against": [
            {
                "argument": one.argument,
                "because": arguments[one.argument].generalisation,
                "would_be_answered_by": list(one.answers),
            }
            for one in found.against
        ],
    }


def _weaknesses(case: WorkedCase, proof: Proof, reading: Reading) -> list[dict[str, str]]:
    return [
        {"kind": str(one.kind), "about": _named(case, one.about), "detail": one.detail}
        for one in weaknesses(proof, case.open_questions, reading)
        if one.kind is not WeaknessKind.SINGLE_SOURCE
    ]


def _named(case: WorkedCase, key: str) -> str:
    return case.labels.get(key, key)
