"""What to do next: what each step changes, in an order that says why, and the cheapest plan.

Nothing is blended into one score: the order is lexicographic, and every column of it is shown.
What cannot be done later comes first; then what asks less of victims; then what proves more, bears
more losses, lasts longer and costs less. Where nobody knows how likely a step is to succeed, its
best and its worst are shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from amends.proof.circuit import Circuit
from amends.proof.cuts import cut_sets
from amends.proof.outlooks import Options, Outlook, is_kept
from amends.proof.resilience import LOSS
from amends.proof.steps import Ending, Step

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Gain:
    """One row of the table of steps.

    Attributes:
        newly: the counts that it would prove.
        undone: the counts that it could un-prove at worst.
    """

    step: Step
    latest_start: date | None
    now_or_never: bool
    best: Outlook
    worst: Outlook
    newly: tuple[str, ...]
    undone: tuple[str, ...]


def gains(held: Options, today: date) -> tuple[Gain, ...]:
    """Return what each step changes, at best and at worst, what should be done first at the top."""
    endings = [[Ending(step.key, success)] for step in held.steps for success in (True, False)]
    now, *found = held.outlooks([[], *endings])
    rows = [
        _gain(step, now, found[2 * n], found[2 * n + 1], today) for n, step in enumerate(held.steps)
    ]
    return tuple(sorted(rows, key=lambda row: _first(row, now)))


def _gain(step: Step, now: Outlook, best: Outlook, worst: Outlook, today: date) -> Gain:
    start = step.latest_start
    return Gain(
        step,
        start,
        start is not None and start <= today + SOON,
        best,
        worst,
        tuple(sorted(best.proved - now.proved)),
        tuple(sorted(now.proved - worst.proved)),
    )


def _first(row: Gain, now: Outlook) -> tuple[object, ...]:
    """Return the order of a step: the columns one after the other, never added up."""
    urgent = (not row.now_or_never, row.latest_start if row.now_or_never else date.max)
    return (
        *urgent,
        row.step.tier,
        -len(row.newly),
        now.bears - row.best.bears,
        row.best.cuts - now.cuts,
        now.lasting - row.best.lasting,
        row.step.cost,
        row.step.key,
    )


@dataclass(frozen=True)
class Plan:
    """The cheapest steps after which a count bears what it should, if they all succeed.

    Attributes:
        cost: of all of them.
        unrepaired: where there is no such plan, losses that no listed step makes good.
    """

    steps: tuple[str, ...]
    cost: int
    unrepaired: frozenset[str] | None = None


def cheapest_plan(held: Options, count: str, bears: int = 2) -> Plan:
    """Return the cheapest steps after which no fewer losses than so many un-prove a count.

    Losses that a choice of steps leaves are found by looking at all of them, and whatever is chosen
    next has to bring one of the steps that make them good (implicit hitting sets: Chandrasekaran,
    Karp, Moreno-Centeno and Vempala, 2011). A step whose success also helps the defence may make
    the plan dearer than need be, and never one that falls short.
    """
    costs = {step.key: step.cost for step in held.steps}
    wanted: list[frozenset[str]] = []
    while True:
        chosen = _cheapest(wanted, costs)
        left = _left(held, count, chosen, bears)
        if left is None:
            return Plan(tuple(sorted(chosen)), sum(costs[key] for key in chosen))
        helping = costs.keys() - _still_failing(held, count, chosen, left)
        if not helping:
            return Plan((), 0, frozenset(loss.removeprefix(LOSS) for loss in left))
        wanted.append(frozenset(helping))


def _left(held: Options, count: str, chosen: Collection[str], bears: int) -> frozenset[str] | None:
    """Return losses, fewer than so many, that un-prove a count with some steps taken."""
    circuit = held.circuits[count].given(*_settled(held.circuits[count], chosen))
    return next((cut for cut in cut_sets(circuit, bears - 1)), None)


def _settled(circuit: Circuit, chosen: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the events about steps that are kept, and those that are not, if all succeed."""
    endings = [Ending(key, success=True) for key in chosen]
    about = [event for event in circuit.events if not event.startswith(LOSS)]
    kept = frozenset(event for event in about if is_kept(event, endings))
    return kept, frozenset(about) - kept


def _still_failing(
    held: Options, count: str, chosen: Collection[str], lost: frozenset[str]
) -> frozenset[str]:
    """Return as many steps as leave a count unproved after some losses, the chosen among them."""
    circuit = held.circuits[count]
    failing = set(chosen)
    for step in held.steps:
        _, gone = _settled(circuit, failing | {step.key})
        if not circuit.holds(lost | gone):
            failing.add(step.key)
    return frozenset(failing)


def _cheapest(wanted: Sequence[frozenset[str]], costs: Mapping[str, int]) -> frozenset[str]:
    """Return the cheapest choice that has one of each set, exactly, by branch and bound."""
    best: tuple[int, frozenset[str]] = (sum(costs.values()) + 1, frozenset(costs))
    waiting: list[tuple[int, frozenset[str]]] = [(0, frozenset())]
    while waiting:
        cost, chosen = waiting.pop()
        if cost >= best[0]:
            continue
        unmet = [one for one in wanted if one.isdisjoint(chosen)]
        if not unmet:
            best = cost, chosen
            continue
        narrow = min(unmet, key=len)
        dearest_first = sorted(narrow, key=lambda key: (-costs[key], key))
        waiting += [(cost + costs[key], chosen | {key}) for key in dearest_first]
    return best[1]
