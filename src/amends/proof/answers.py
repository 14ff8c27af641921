"""What is said of a worked case, as plain data: status, cut sets, path sets, kappa, survival.

The names are those of the files in which cases with known answers are kept, so that what is printed
can be held against what is expected.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from amends.proof.cuts import MOST
from amends.proof.diagrams import TooManyNodes
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph_files import COUNT, WorkedCase
from amends.proof.next_steps import Gain, cheapest_plan, gains
from amends.proof.outlooks import Outlook, options
from amends.proof.proving import Proof, Reading, of_ours, prove
from amends.proof.resilience import (
    corroboration,
    least_burden,
    resilience,
    stands_without,
    sufficient,
    survival,
)
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
    """Return what needs all path sets; no sets, and why, where there are too many."""
    found = survival(proof, COUNTED, _hazards(kept), [1])
    ((_, lasting),) = found.by_day
    told = {"survival_probability": round(lasting, 6), "estimated_within": found.within}
    try:
        paths = sufficient(proof, COUNTED)
    except TooManyNodes as capped:
        return {**told, "min_path_sets": None, "capped": str(capped)}
    return {**told, "min_path_sets": [sorted(path) for path in paths]}


def _hazards(kept: Mapping[str, float]) -> dict[str, float]:
    """Return the rate a day at which each thing is lost, the trial being a day away."""
    return {key: -math.log(chance) if chance else math.inf for key, chance in kept.items()}


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


def cut_answers(
    case: WorkedCase, policy: ForcePolicy, spared: Sequence[str], order: int
) -> dict[str, Any]:
    """Return what un-proves a worked case, what spares people most, and whom to protect first.

    Whoever is spared first weighs more than all who come after together.
    """
    proof = prove(case.graph, policy)
    burdens = {name: 2 ** (len(spared) - place) for place, name in enumerate(spared)}
    kept = least_burden(proof, COUNTED, burdens)
    lasting = survival(proof, COUNTED, _hazards(case.survival), [1])
    return {
        "id": case.key,
        "min_cut_sets": [sorted(cut) for cut in resilience(proof, COUNTED, order=order).cuts],
        "without": {name: stands_without(proof, COUNTED, [name]) for name in spared},
        "least_burden": None if kept is None else sorted(kept),
        "protect_first": [name for name, gain in lasting.protect if gain > 0],
    }


def plan_answers(case: WorkedCase, policy: ForcePolicy, today: date, bears: int) -> dict[str, Any]:
    """Return what each step of a worked case would change, and the cheapest plan."""
    held = options(case.graph, case.steps, policy, case.survival)
    plan = cheapest_plan(held, COUNT, bears)
    return {
        "id": case.key,
        "losses_now": _losses(held.outlooks([[]])[0]),
        "steps": [_row(row) for row in gains(held, today)],
        "plan": None if plan.unrepaired is not None else list(plan.steps),
        "cost": plan.cost,
        "unrepaired": sorted(plan.unrepaired or ()),
    }


def _row(row: Gain) -> dict[str, Any]:
    step = row.step
    return {
        "step": step.key,
        "latest_start": row.latest_start and row.latest_start.isoformat(),
        "now_or_never": row.now_or_never,
        "asks_of_victims": step.tier.name.lower(),
        "proves": bool(row.newly),
        "could_unprove": bool(row.undone),
        "losses_after": _losses(row.best),
        "losses_at_worst": _losses(row.worst),
        "small_cuts_after": row.best.cuts,
        "lasting_after": round(row.best.lasting, 6),
        "cost": step.cost,
        "authority": step.authority,
    }


def _losses(outlook: Outlook) -> int:
    """Return the fewest losses that un-prove the count; 3 stands for three and more."""
    return outlook.losses[COUNT]
