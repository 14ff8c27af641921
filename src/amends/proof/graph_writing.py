"""Writes the counts of a case as worked cases, in the form that ``graph_files`` reads.

What is written lets the command line say of a case what the office says of it. It says on whom a
proof hangs to whoever works that out: it is kept from whoever is not to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from amends.proof.graph import (
    AllOf,
    Argument,
    Charge,
    CorroborationRule,
    Evidence,
    Formula,
    Graph,
    Proposition,
)
from amends.proof.proving import sides


@dataclass(frozen=True)
class Described:
    """What is said of a case beside its graph.

    Attributes:
        ids: what each count is called.
        labels: what propositions and items are called.
        kept: how likely it is that each thing that may be lost is still there at the trial.
        open_questions: of each argument, what nobody answered.
    """

    ids: Mapping[str, str]
    labels: Mapping[str, str]
    kept: Mapping[str, float]
    open_questions: Mapping[str, tuple[str, ...]]


def written(graph: Graph, described: Described) -> bytes:
    """Return every count of a case as a worked case, in one file."""
    cases = [_case(graph, charge, described) for charge in graph.charges]
    return msgspec.json.format(msgspec.json.encode(cases), indent=2)


def _case(graph: Graph, charge: Charge, described: Described) -> dict[str, Any]:
    held = _needed(graph, charge)
    arguments = [each for each in graph.arguments if each.conclusion in held]
    keys = {each.key for each in arguments}
    needs = {event for item in graph.items.values() for need in item.needs for event in need}
    named = held.keys() | graph.items.keys()
    asked = described.open_questions.items()
    return {
        "id": described.ids[charge.key],
        "loss_events": {event: ["", described.kept.get(event, 1.0)] for event in sorted(needs)},
        "items": {key: _item(item) for key, item in graph.items.items()},
        "propositions": list(held),
        "contraries": {key: p.contraries[0] for key, p in held.items() if p.contraries},
        "arguments": [_argument(each) for each in arguments],
        "standards": {key: p.standard for key, p in held.items()},
        "charge": _formula(charge.formula),
        "elements": {key: p.element for key, p in held.items() if p.element},
        "labels": {key: label for key, label in described.labels.items() if key in named},
        "not_from": {key: sorted(p.not_from) for key, p in held.items() if p.not_from},
        "generalisations": {a.key: a.generalisation for a in arguments if a.generalisation},
        "consent": [each.key for each in arguments if each.consent],
        "open_questions": {key: list(questions) for key, questions in asked if key in keys},
        "corroboration": [_rule(rule) for rule in charge.corroboration],
    }


def _needed(graph: Graph, charge: Charge) -> dict[str, Proposition]:
    """Return the propositions that are used for a count, or against it, at any remove."""
    alone = Graph(
        items=graph.items,
        propositions=graph.propositions,
        arguments=graph.arguments,
        charges=(charge,),
    )
    used = sides(alone)
    wanted: Iterable[str] = dict.fromkeys((*used.ours, *used.theirs))
    found = {key: graph.propositions[key] for key in wanted}
    named = [key for one in found.values() for key in one.contraries]
    return found | {key: graph.propositions[key] for key in named}


def _item(item: Evidence) -> dict[str, Any]:
    each = sorted(map(sorted, item.needs))
    return {
        "needs": [need[0] if len(need) == 1 else need for need in each],
        "origins": sorted(item.origins),
        "admission": item.admission,
        "limited_to": sorted(item.limited_to),
    }


def _argument(one: Argument) -> list[Any]:
    return [one.key, one.conclusion, list(one.premises), int(one.force), list(one.exceptions)]


def _rule(rule: CorroborationRule) -> dict[str, Any]:
    return {
        "key": rule.key,
        "triggered_by": sorted(rule.triggered_by),
        "number": rule.number,
        "effect": rule.effect,
    }


def _formula(formula: Formula) -> Any:
    if isinstance(formula, str):
        return formula
    word = "and" if isinstance(formula, AllOf) else "or"
    return [word, *map(_formula, formula.parts)]
