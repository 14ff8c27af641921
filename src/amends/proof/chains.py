"""Why something is proved: the chain of items and arguments that asks least of those who testify.

One smallest set of what must be kept is chosen, and only what it carries is shown: the items, each
argument with its generalisation, and what answers the attacks that are not alive for that reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amends.proof.acceptance import loss_event
from amends.proof.graph import Argument, Graph
from amends.proof.proving import Picture, Proof, Reading
from amends.proof.resilience import least_burden
from amends.proof.states import Accepted, Charged, Proved, State


@dataclass(frozen=True)
class Answer:
    """An attack that is not alive, and the propositions that answer it."""

    attack: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """What something is proved on.

    Attributes:
        kept: what must be kept for it, chosen to ask least of those who testify.
        arguments: from the items to the conclusion, each after those that prove its premises.
        answers: attacks on any of them that are answered, and by what.
    """

    kept: frozenset[str]
    arguments: tuple[Argument, ...]
    answers: tuple[Answer, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items it begins with, and the propositions on the way, as they are used."""
        return tuple(dict.fromkeys(key for each in self.arguments for key in each.premises))


def chain(
    proof: Proof, key: str, burdens: Mapping[str, int], reading: Reading = Reading.ADMITTED
) -> Chain | None:
    """Return what a proposition, or a count, is proved on; nothing if it is not proved.

    Raises:
        TooManyNodes: there are too many ways to be looked at.
    """
    graph = proof.graph
    held = graph.propositions.get(key)
    state: State = Proved(key, held.standard) if held else Charged(key)
    kept = least_burden(proof, state, burdens, reading)
    if kept is None:
        return None
    every = {x for item in graph.items.values() for need in item.needs for x in need}
    picture = proof.picture(reading, map(loss_event, every - kept))
    wanted = [key] if held else [*graph.charge(key).propositions]
    arguments, answers = _followed(picture, graph, wanted)
    return Chain(kept, arguments, answers)


def _followed(
    picture: Picture, graph: Graph, wanted: list[str]
) -> tuple[tuple[Argument, ...], tuple[Answer, ...]]:
    """Return the arguments that hold for some propositions, and for what these rest on."""
    used: dict[str, list[Argument]] = {}
    answers: list[Answer] = []
    waiting = [key for key in wanted if _is_proved(picture, graph, key)]
    while waiting:
        key = waiting.pop()
        if key in used:
            continue
        used[key] = [a for a in graph.arguments_for.get(key, ()) if picture.holds(Accepted(a.key))]
        waiting += [p for a in used[key] for p in a.premises if p in graph.propositions]
        for answer in _answers(picture, graph, key):
            answers.append(answer)
            waiting += answer.by
    return _premises_first(used), tuple(dict.fromkeys(answers))


def _answers(picture: Picture, graph: Graph, key: str) -> list[Answer]:
    against = [
        *graph.propositions[key].contraries,
        *(x for argument in graph.arguments_for.get(key, ()) for x in argument.exceptions),
    ]
    attacks = (attack for other in against for attack in graph.arguments_for.get(other, ()))
    found = (
        Answer(each.key, tuple(x for x in each.exceptions if _is_proved(picture, graph, x)))
        for each in attacks
    )
    return [answer for answer in found if answer.by]


def _is_proved(picture: Picture, graph: Graph, key: str) -> bool:
    return picture.holds(Proved(key, graph.propositions[key].standard))


def _premises_first(used: Mapping[str, list[Argument]]) -> tuple[Argument, ...]:
    """Return arguments in an order in which what proves a premise stands before what uses it."""
    left = [argument for arguments in used.values() for argument in arguments]
    ordered: list[Argument] = []
    shown: set[str] = set()
    while left:
        ready = [a for a in left if all(p in shown for p in a.premises if p in used)] or left
        ordered += ready
        shown.update(argument.conclusion for argument in ready)
        left = [argument for argument in left if argument not in ready]
    return tuple(ordered)
