"""A case compiled: one circuit for all its counts, and what holds in it when something is lost.

What is compiled depends on the graph and the policy alone, so that it can be kept under a digest of
both and made anew only when one of them changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import msgspec

from amends.proof.acceptance import AUTHENTICATED, PENDING, Rules
from amends.proof.circuit import Builder, Circuit
from amends.proof.compiling import compiled
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph import MEANS, Force, Graph, Proposition, Standard
from amends.proof.states import Below, Charged, Corroborated, Proved, Reaches, State


class Reading(StrEnum):
    """How far an item must have come to count, the strictest reading first."""

    ADMITTED = "admitted"
    AUTHENTICATED = "authenticated"
    PENDING = "pending"


LEFT_OUT = {
    Reading.ADMITTED: frozenset({AUTHENTICATED, PENDING}),
    Reading.AUTHENTICATED: frozenset({PENDING}),
    Reading.PENDING: frozenset[str](),
}


@dataclass(frozen=True, eq=False)
class Proof:
    """A graph under a policy, compiled; every state is a node of one circuit.

    Attributes:
        cut_short: what may hold though it is said not to, since it depends on itself in a circle
            too large to be followed to its end.
    """

    graph: Graph
    policy: ForcePolicy
    circuits: Mapping[State, Circuit]
    cut_short: tuple[State, ...] = ()

    def picture(self, reading: Reading = Reading.ADMITTED, lost: Iterable[str] = ()) -> Picture:
        """Return what holds in a reading, without some events."""
        any_circuit = next(iter(self.circuits.values()), None)
        values = any_circuit.values(LEFT_OUT[reading].union(lost)) if any_circuit else []
        return Picture(self, values)


@dataclass(frozen=True, eq=False)
class Picture:
    """What holds of a case in one reading, without what is supposed to be lost."""

    proof: Proof
    values: list[bool]

    def holds(self, state: State) -> bool:
        """Say whether something holds. A state nothing of the case depends on does not."""
        circuit = self.proof.circuits.get(state)
        return circuit is not None and self.values[circuit.top]


def prove(graph: Graph, policy: ForcePolicy) -> Proof:
    """Compile a graph under a policy."""
    builder = Builder()
    found = compiled(_asked(graph), Rules(graph, policy).of, builder)
    return Proof(graph, policy, builder.circuits(found.nodes), found.cut_short)


def digest(graph: Graph, policy: ForcePolicy) -> str:
    """Return the digest of everything that a compiled case depends on."""
    levels = sorted(policy.levels.items())
    used = (policy.version, policy.country, policy.since, levels, policy.standards)
    written = msgspec.json.encode((graph, used), order="deterministic")
    return hashlib.sha256(written).hexdigest()


class Sides(NamedTuple):
    """The propositions that are used for a count at any remove, and those used against one.

    What answers an attack is ours, what attacks an answer theirs. One may be both.
    """

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def sides(graph: Graph) -> Sides:
    """Return the propositions of both sides."""
    seen: dict[tuple[str, bool], None] = {}
    waiting = [(key, True) for charge in graph.charges for key in charge.propositions]
    while waiting:
        key, is_ours = waiting.pop()
        if (key, is_ours) in seen or key not in graph.propositions:
            continue
        seen[key, is_ours] = None
        if is_ours:
            waiting += [(other, False) for other in graph.propositions[key].contraries]
        for argument in graph.arguments_for.get(key, ()):
            waiting += [(premise, is_ours) for premise in argument.premises]
            waiting += [(exception, not is_ours) for exception in argument.exceptions]
    return Sides(
        tuple(key for key, is_ours in seen if is_ours),
        tuple(key for key, is_ours in seen if not is_ours),
    )


def of_ours(graph: Graph) -> tuple[str, ...]:
    """Return the propositions that are used for a count at any remove, answers to attacks too."""
    return sides(graph).ours


def _asked(graph: Graph) -> Iterator[State]:
    """Yield every count, and of each proposition of ours all that may be asked about it."""
    for charge in graph.charges:
        yield Charged(charge.key)
        yield from (Corroborated(charge.key, rule.key) for rule in charge.corroboration)
    for key in of_ours(graph):
        yield from _of(graph.propositions[key])


def _of(proposition: Proposition) -> Iterator[State]:
    key = proposition.key
    yield from (Proved(key, standard) for standard in Standard)
    yield Proved(key, proposition.standard, opposed=False)
    for level in Force:
        yield Reaches(key, level)
        on_means = proposition.element == MEANS
        yield from (Below(other, level, on_means) for other in proposition.contraries)
