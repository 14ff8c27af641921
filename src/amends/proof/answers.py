"""What is said of a worked case, as plain data: status, cut sets, path sets, kappa, survival.

The names are those of the files in which cases with known answers are kept, so that what is printed
can be held against what is expected.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from amends.proof.cuts import MOST
from amends.proof.diagrams import TooManyNodes
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph_files import COUNT, WorkedCase
from amends.proof.proving import Proof, Reading, of_ours, prove
from amends.proof.resilience import corroboration, resilience, sufficient, survival
from amends.proof.states import Charged
from amends.proof.status import RANK, Status, standing, status_of_charge

COUNTED = Charged(COUNT)


def answers(case: WorkedCase, policy: ForcePolicy, order: int = MOST) -> dict[str, Any]:
    """Return everything that is said of a worked case."""
    proof = prove(case.graph, policy)
    picture = proof.picture()
    found = resilience(proof, COUNTED, order=order)
    return {
        "id": case.key,
        "status": picture.holds(COUNTED),
        "standing": str(status_of_charge(picture, COUNT)),
        "readings": {str(each): proof.picture(each).holds(COUNTED) for each in Reading},
        "resilience": found.number,
        "looked_up_to": order,
        "min_cut_sets": [sorted(cut) for cut in found.cuts],
        **_of_all_sets(proof, case.survival),
        "elements": {key: _element(proof, key) for key in of_ours(case.graph)},
    }


def _of_all_sets(proof: Proof, kept: Mapping[str, float]) -> dict[str, Any]:
    """Return what needs all path sets; nothing, and why, where there are too many."""
    hazards = {key: -math.log(chance) if chance else math.inf for key, chance in kept.items()}
    try:
        paths = sufficient(proof, COUNTED)
        ((_, lasting),) = survival(proof, COUNTED, hazards, [1]).by_day
    except TooManyNodes as capped:
        return {"min_path_sets": None, "survival_probability": None, "capped": str(capped)}
    return {
        "min_path_sets": [sorted(path) for path in paths],
        "survival_probability": round(lasting, 6),
    }


def _element(proof: Proof, key: str) -> dict[str, Any]:
    found = standing(proof.picture(), key)
    on = corroboration(proof, key)
    return {
        "status": found.status is Status.PROVEN,
        "standing": str(found.status),
        "met": found.met and str(found.met),
        "against": [attack.argument for attack in found.against],
        "supporting_origins": len(on.origins),
        "kappa": on.kappa,
        "one_smallest_origin_cut": sorted(on.fewest),
    }


def worst_first(elements: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the keys of elements, those that stand worst first."""
    return sorted(elements, key=lambda key: -RANK[Status(elements[key]["standing"])])
