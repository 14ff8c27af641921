"""How each element stands: proved, contested, weak, open or refuted, and why.

That something is proved says that what is held meets the standard under the policy. It says nothing
of whether a court will follow, and it is never a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amends.proof.graph import MEANS, AllOf, Argument, Force, Formula, Proposition, Standard
from amends.proof.proving import Picture
from amends.proof.states import Accepted, Below, Charged, Defeated, Proved, Reaches, Usable


class Status(StrEnum):
    """How something that is to be proved stands, the best first."""

    PROVEN = "proven"
    CONTESTED = "contested"
    WEAK = "weak"
    OPEN = "open"
    REFUTED = "refuted"


RANK = {status: rank for rank, status in enumerate(Status)}


@dataclass(frozen=True)
class Support:
    """An argument for a proposition, and what it lacks if it does not hold.

    Attributes:
        missing: premises that cannot be used or are not proved.
        defeated_by: exceptions that are alive.
    """

    argument: str
    holds: bool
    missing: tuple[str, ...] = ()
    defeated_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attack:
    """An argument of the defence that is alive, and what would defeat it.

    Attributes:
        maintains: the proposition it is for.
        answers: the propositions of which one, if proved, would defeat it.
    """

    argument: str
    maintains: str
    force: Force
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How a proposition stands in one reading.

    Attributes:
        met: the most demanding standard that is met; nothing if none is.
        level: what the arguments that hold reach together; nothing if there are none.
        against: the attacks that are alive, whether or not they are enough to stand in the way.
    """

    proposition: str
    status: Status
    demanded: Standard
    met: Standard | None
    level: Force | None
    supports: tuple[Support, ...]
    against: tuple[Attack, ...]


def status_of(picture: Picture, formula: Formula) -> Status:
    """Return how what a formula asks for stands: of all parts the worst, of any the best."""
    if isinstance(formula, str):
        return _status(picture, picture.proof.graph.propositions[formula])
    found = [status_of(picture, part) for part in formula.parts]
    if isinstance(formula, AllOf):
        return max(found, key=RANK.__getitem__, default=Status.PROVEN)
    return min(found, key=RANK.__getitem__, default=Status.OPEN)


def status_of_charge(picture: Picture, key: str) -> Status:
    """Return how a count stands; one that lacks corroboration it must have is at most weak."""
    found = status_of(picture, picture.proof.graph.charge(key).formula)
    if picture.holds(Charged(key)) or found is not Status.PROVEN:
        return found
    return Status.WEAK


def standing(picture: Picture, key: str) -> Standing:
    """Return how a proposition stands, on what, and against what."""
    held = picture.proof.graph.propositions[key]
    arguments = picture.proof.graph.arguments_for.get(key, ())
    met = [standard for standard in Standard if picture.holds(Proved(key, standard))]
    return Standing(
        key,
        _status(picture, held),
        held.standard,
        met[-1] if met else None,
        level_of(picture, key),
        tuple(_support(picture, argument) for argument in arguments),
        attacks(picture, held),
    )


def level_of(picture: Picture, key: str) -> Force | None:
    """Return the level that the arguments for a proposition reach; nothing if none holds."""
    reached = [level for level in Force if picture.holds(Reaches(key, level))]
    return reached[-1] if reached else None


def attacks(picture: Picture, held: Proposition) -> tuple[Attack, ...]:
    """Return what the defence holds against a proposition undefeated, the strongest first."""
    on_means = held.element == MEANS
    found = [
        Attack(argument.key, contrary, argument.force, argument.exceptions)
        for contrary in held.contraries
        for argument in picture.proof.graph.arguments_for.get(contrary, ())
        if not picture.holds(Defeated(argument.key, on_means))
    ]
    return tuple(sorted(found, key=lambda attack: -attack.force))


def _status(picture: Picture, held: Proposition) -> Status:
    if picture.holds(Proved(held.key, held.standard)):
        return Status.PROVEN
    if any(_is_above(picture, contrary, held) for contrary in held.contraries):
        return Status.REFUTED
    if picture.holds(Proved(held.key, held.standard, opposed=False)):
        return Status.CONTESTED
    return Status.WEAK if level_of(picture, held.key) else Status.OPEN


def _is_above(picture: Picture, contrary: str, held: Proposition) -> bool:
    """Say whether what the defence maintains is the more probable: moderate, and above ours."""
    on_means = held.element == MEANS
    return any(
        not picture.holds(Below(contrary, level, on_means))
        and not picture.holds(Reaches(held.key, level))
        for level in (Force.MODERATE, Force.STRONG)
    )


def _support(picture: Picture, argument: Argument) -> Support:
    if picture.holds(Accepted(argument.key)):
        return Support(argument.key, holds=True)
    graph = picture.proof.graph
    on_means = graph.propositions[argument.conclusion].element == MEANS
    missing = (key for key in argument.premises if not _is_held(picture, key, argument))
    alive = (
        key for key in argument.exceptions if not picture.holds(Below(key, Force.WEAK, on_means))
    )
    return Support(argument.key, False, tuple(missing), tuple(alive))


def _is_held(picture: Picture, premise: str, argument: Argument) -> bool:
    graph = picture.proof.graph
    if premise in graph.items:
        return picture.holds(Usable(premise, argument.conclusion))
    return picture.holds(Proved(premise, graph.propositions[premise].standard))
