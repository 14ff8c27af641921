"""What stands between a case and its trial, as far as its proof is concerned.

It is a finding and forbids nothing: who lists a case for trial decides that with open eyes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from amends.proof.graph import Graph
from amends.proof.proving import Proof, Reading, of_ours
from amends.proof.status import Status, status_of_charge
from amends.proof.weaknesses import disclosable, unmodelled, used_against


class Blocker(StrEnum):
    """What stands between a case and its trial, in the order in which it is shown.

    A count is unknown that was charged and that no graph holds, such as one tied to no law.
    """

    UNKNOWN = "unknown"
    NOT_PROVED = "not_proved"
    UNDISCLOSED = "undisclosed"
    UNTRIAGED = "untriaged"
    UNANSWERED = "unanswered"
    UNATTACKED = "unattacked"


@dataclass(frozen=True)
class Material:
    """What became of the items of a case on their way to the defence, by their keys in the graph.

    Attributes:
        untriaged: those of which nobody said whether they may help the defence.
        helping: those of which somebody said that they may.
        owed: those that were not served on every defendant.
    """

    untriaged: frozenset[str]
    helping: frozenset[str]
    owed: frozenset[str]


def blockers(
    proof: Proof,
    charged: Collection[str],
    unknown: Iterable[str],
    open_questions: Mapping[str, Iterable[str]],
    material: Material,
) -> dict[Blocker, tuple[str, ...]]:
    """Return what stands between a case and its trial; a case without any of it is ready.

    Of each kind it is said what it is about: the counts that no graph holds; those charged that the
    evidence admitted does not prove; the items that have to be disclosed because of the proof and
    were not served, or of which nobody said whether they may help the defence; one of the arguments
    on the same items that have an open question; and the propositions that nothing speaks against.
    """
    graph = _charged_alone(proof.graph, charged)
    admitted = proof.picture(Reading.ADMITTED)
    found = disclosable(proof)
    owed = contrary(proof, material) & material.owed
    stands: dict[Blocker, Iterable[str]] = {
        Blocker.UNKNOWN: unknown,
        Blocker.NOT_PROVED: (
            one.key
            for one in graph.charges
            if status_of_charge(admitted, one.key) is not Status.PROVEN
        ),
        Blocker.UNDISCLOSED: (key for key in graph.items if key in owed),
        Blocker.UNTRIAGED: (one.item for one in found if one.item in material.untriaged),
        Blocker.UNANSWERED: _unanswered(graph, open_questions),
        Blocker.UNATTACKED: unmodelled(graph).unattacked,
    }
    listed = {kind: tuple(about) for kind, about in stands.items()}
    return {kind: about for kind, about in listed.items() if about}


def contrary(proof: Proof, material: Material) -> frozenset[str]:
    """Return the items that speak for the defence: that it can use, or was said to be helped by."""
    return frozenset(used_against(proof.graph)) | (material.helping & proof.graph.items.keys())


def _charged_alone(graph: Graph, charged: Collection[str]) -> Graph:
    """Return the graph with no counts but those that were charged."""
    return replace(graph, charges=tuple(one for one in graph.charges if one.key in charged))


def _unanswered(graph: Graph, open_questions: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield the arguments of ours with an open question, of those on the same items the first."""
    ours, seen = frozenset(of_ours(graph)), set[tuple[str, frozenset[str]]]()
    for argument in graph.arguments:
        alike = argument.scheme, frozenset(argument.premises)
        if (
            argument.conclusion in ours
            and alike not in seen
            and any(open_questions.get(argument.key, ()))
        ):
            seen.add(alike)
            yield argument.key
