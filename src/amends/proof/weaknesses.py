"""Where a proof is weak or incomplete, what is not modelled, and what must be disclosed.

A weakness is something to work on, with the counts that depend on it; it is never a mark against a
witness. Resilience measures the graph and not the world: what is not in the graph is shown beside.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from amends.proof.acceptance import item_event, loss_event
from amends.proof.graph import Charge, Graph
from amends.proof.proving import LEFT_OUT, Proof, Reading, of_ours, sides
from amends.proof.resilience import corroboration, resilience
from amends.proof.scenarios import holding
from amends.proof.states import Below, Charged, Corroborated, Proved, Reaches, State
from amends.proof.status import standing

# Sets of so many losses are looked at for every count: larger ones take long and threaten less.
SMALL = 2


class WeaknessKind(StrEnum):
    """What kind of weakness it is."""

    NOT_SUPPORTED = "not_supported"
    ATTACKED = "attacked"
    SINGLE_SOURCE = "single_source"
    UNCORROBORATED = "uncorroborated"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Weakness:
    """One weakness.

    Attributes:
        about: the proposition; of a question, its argument; of corroboration, the count.
        detail: the attack, the single origin, the rule on corroboration, or the question.
        counts: the counts that ask for it at any remove.
        losses: the fewest losses that un-prove one of these; nothing if more than were looked at.
    """

    kind: WeaknessKind
    about: str
    detail: str
    counts: tuple[str, ...]
    losses: int | None


@dataclass(frozen=True)
class Unmodelled:
    """What is held and not in the graph.

    Attributes:
        items: items that no argument uses.
        untied: propositions on the way to others to which nothing leads, or which lead nowhere.
        unattacked: propositions of counts against which nothing that the defence may say was
            considered.
    """

    items: tuple[str, ...]
    untied: tuple[str, ...]
    unattacked: tuple[str, ...]


@dataclass(frozen=True)
class Disclosable:
    """An item that has to be disclosed, and why.

    Attributes:
        used_against: arguments of the defence that use it.
        changes: propositions whose standing is another without it.
    """

    item: str
    used_against: tuple[str, ...]
    changes: tuple[str, ...]


def weaknesses(
    proof: Proof,
    open_questions: Mapping[str, Iterable[str]],
    reading: Reading = Reading.PENDING,
) -> tuple[Weakness, ...]:
    """Return the weaknesses of a case, those on which the most hangs at the top.

    First come those of counts that fall with the fewest losses, then those that touch the most
    counts. ``open_questions`` are those of each argument that nobody has answered.
    """
    asking = _asking(proof.graph)
    fewest = {
        charge.key: resilience(proof, Charged(charge.key), reading, SMALL).number
        for charge in proof.graph.charges
    }

    def weakness(kind: WeaknessKind, about: str, detail: str, key: str) -> Weakness:
        counts = asking.get(key, ())
        known = [losses for count in counts if (losses := fewest[count]) is not None]
        return Weakness(kind, about, detail, counts, min(known, default=None))

    found = [
        weakness(kind, key, detail, key)
        for key in of_ours(proof.graph)
        for kind, detail in _of_proposition(proof, key, reading)
    ]
    found += [
        weakness(WeaknessKind.UNANSWERED, argument.key, question, argument.conclusion)
        for argument in proof.graph.arguments
        for question in open_questions.get(argument.key, ())
    ]
    picture = proof.picture(reading)
    found += [
        Weakness(
            WeaknessKind.UNCORROBORATED, charge.key, rule.key, (charge.key,), fewest[charge.key]
        )
        for charge in proof.graph.charges
        for rule in charge.corroboration
        if not picture.holds(Corroborated(charge.key, rule.key))
    ]
    return tuple(sorted(found, key=_first))


def unmodelled(graph: Graph) -> Unmodelled:
    """Return the items that no argument uses, and what nothing was said against."""
    used = {key for argument in graph.arguments for key in argument.premises}
    asked = dict.fromkeys(key for charge in graph.charges for key in charge.propositions)
    return Unmodelled(
        tuple(key for key in graph.items if key not in used),
        tuple(
            key
            for key in _on_the_way(graph, asked)
            if key not in used or key not in graph.arguments_for
        ),
        tuple(key for key in asked if not _is_attacked(graph, key)),
    )


def _on_the_way(graph: Graph, asked: Container[str]) -> Iterator[str]:
    """Yield the propositions that no count asks for, and that speak against nothing."""
    against = {key for held in graph.propositions.values() for key in held.contraries}
    against.update(key for argument in graph.arguments for key in argument.exceptions)
    yield from (key for key in graph.propositions if key not in against and key not in asked)


def disclosable(proof: Proof, reading: Reading = Reading.PENDING) -> tuple[Disclosable, ...]:
    """Return the items that the defence can use, and those without which something stands apart."""
    against = used_against(proof.graph)
    changes = _changes(proof, reading)
    return tuple(
        Disclosable(key, against.get(key, ()), changes.get(key, ()))
        for key in proof.graph.items
        if key in against or key in changes
    )


def falling(
    proof: Proof, lost: Iterable[str], reading: Reading = Reading.ADMITTED
) -> tuple[str, ...]:
    """Return the counts that are proved, and are not once some things are lost."""
    now, then = proof.picture(reading), proof.picture(reading, map(loss_event, lost))
    counts = (charge.key for charge in proof.graph.charges)
    return tuple(c for c in counts if now.holds(Charged(c)) and not then.holds(Charged(c)))


def _of_proposition(proof: Proof, key: str, reading: Reading) -> Iterator[tuple[WeaknessKind, str]]:
    found = standing(proof.picture(reading), key)
    if found.level is None:
        yield WeaknessKind.NOT_SUPPORTED, ""
    for attack in found.against:
        if not attack.answers:
            yield WeaknessKind.ATTACKED, attack.argument
    on = corroboration(proof, key, reading, most=1)
    if on.kappa == 1:
        yield WeaknessKind.SINGLE_SOURCE, next(iter(on.fewest))


def _first(found: Weakness) -> tuple[object, ...]:
    losses = found.losses if found.losses is not None else len(WeaknessKind)
    return (
        losses,
        -len(found.counts),
        list(WeaknessKind).index(found.kind),
        found.about,
        found.detail,
    )


def _asking(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """Return the counts that ask for each proposition at any remove."""
    found: dict[str, list[str]] = {}
    for charge in graph.charges:
        for key in of_ours(_alone(graph, charge)):
            found.setdefault(key, []).append(charge.key)
    return {key: tuple(counts) for key, counts in found.items()}


def _alone(graph: Graph, charge: Charge) -> Graph:
    """Return the graph with one count alone."""
    return Graph(
        items=graph.items,
        propositions=graph.propositions,
        arguments=graph.arguments,
        charges=(charge,),
    )


def _is_attacked(graph: Graph, key: str) -> bool:
    return any(graph.arguments_for.get(other) for other in graph.propositions[key].contraries)


def touched(graph: Graph) -> Mapping[str, frozenset[str]]:
    """Return the counts that use each item at any remove, for them or against."""
    found: dict[str, set[str]] = {}
    for charge in graph.charges:
        ours, theirs = sides(_alone(graph, charge))
        for key in {*ours, *theirs}:
            for argument in graph.arguments_for.get(key, ()):
                for premise in argument.premises:
                    if premise in graph.items:
                        found.setdefault(premise, set()).add(charge.key)
    return {key: frozenset(counts) for key, counts in found.items()}


def used_against(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """Return the arguments the defence can use, by their items; what serves no count may be one."""
    ours, theirs = sides(graph)
    only_ours = set(ours) - set(theirs)
    found: dict[str, list[str]] = {}
    for argument in graph.arguments:
        for key in argument.premises:
            if key in graph.items and argument.conclusion not in only_ours:
                found.setdefault(key, []).append(argument.key)
    return {key: tuple(arguments) for key, arguments in found.items()}


def _changes(proof: Proof, reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """Return the propositions that stand otherwise without an item, by the item."""
    some = next(iter(proof.circuits.values()), None)
    if some is None:
        return {}
    items = [*proof.graph.items]
    left_out = LEFT_OUT[reading]
    values = holding(some, [left_out, *(left_out | {item_event(key)} for key in items)])
    found: dict[str, dict[str, None]] = {}
    for state, circuit in proof.circuits.items():
        if isinstance(state, Proved | Reaches | Below) and not state.without:
            bits = values[circuit.top]
            same = -(bits & 1) & ((1 << len(items)) - 1)
            for number in _bits((bits >> 1) ^ same):
                found.setdefault(items[number], {})[_of(state)] = None
    return {key: tuple(changed) for key, changed in found.items()}


def _of(state: State) -> str:
    return state.proposition if isinstance(state, Proved | Reaches | Below) else ""


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
