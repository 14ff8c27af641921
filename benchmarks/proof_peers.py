"""What a count bears and how likely its evidence lasts, beside other programs, in one run.

    python benchmarks/proof_peers.py [--runs 5] [--cases 2] [--patience 20]
                                     [--large 200 500 1000 2000] [--small 50 100 200]

Counts of random cases as ``proof.py`` makes them, as circuits over what may be lost. Beside the own
smallest cut set, of three losses at most, stands that by RC2 of python-sat; beside the own decision
diagram, built and asked for a chance, those of CUDD through dd and of oxidd, given the events in
the same order; beside it for small cases the same circuit as a Bayesian network in pyAgrum and in
pgmpy, asked exactly. Printed are medians of processor time and how many times as long the other
takes; who needs more than the patience, or than 4 GB, is said to have been stopped. Where the own
diagram grows too large, what the estimate takes stands in its place. Exits with 1 where two differ:
the size of the smallest cut set, or a chance by more than 1e-9.

Nothing of this is needed by amends, nor installed with it: ``pip install dd oxidd python-sat
pyAgrum pgmpy`` (BSD; MIT or Apache 2.0; MIT; MIT and LGPL 3; MIT). What is missing is named.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import itertools
import multiprocessing
import random
import resource
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from amends.proof.circuit import Circuit, dual
from amends.proof.cuts import cut_sets
from amends.proof.diagrams import Diagram, TooManyNodes
from amends.proof.estimates import estimated
from amends.proof.force_policy import policy_for
from amends.proof.proving import prove
from amends.proof.resilience import over_losses
from amends.proof.states import Charged

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bayesian_networks import chance_by_pgmpy, chance_by_pyagrum
from benchmarks.cutsets import by_dd, by_oxidd, clauses, installed, timed
from benchmarks.proof import case

SIZES = {
    50: (30, 20),
    100: (38, 30),
    200: (48, 44),
    500: (105, 73),
    1_000: (145, 107),
    2_000: (214, 151),
}
WITHIN = 1e-9
MOST_MEMORY = 4 * 2**30
PACKAGES = {
    "dd": "dd",
    "oxidd": "oxidd",
    "pysat": "python-sat",
    "pyagrum": "pyAgrum",
    "pgmpy.inference": "pgmpy",
}
# How likely a top holds, of a circuit with its events in an order and their chances.
Chances = Mapping[str, float]
ByOther = Callable[[Circuit, Sequence[str], Chances], float]
Answer = TypeVar("Answer")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--cases", type=int, default=2)
    options.add_argument("--patience", type=float, default=20)
    options.add_argument("--large", type=int, nargs="*", default=[200, 500, 1_000, 2_000])
    options.add_argument("--small", type=int, nargs="*", default=[50, 100, 200])
    chosen = options.parse_args()
    for module, package in PACKAGES.items():
        if not installed(module):
            print(f"NOT COMPARED: {package} is not installed (pip install {package})")
        elif module != "dd" or installed("dd.cudd"):
            importlib.import_module(module)
        else:
            print("NOT COMPARED: dd comes without CUDD here; its own diagrams stand in for it")
    bench = Bench(chosen.runs, chosen.patience)
    for items in chosen.large:
        for circuit in islice(counts(items), chosen.cases):
            bench.told(items, circuit)
            bench.cuts(circuit)
            bench.chance(circuit, DIAGRAMS)
    for items in chosen.small:
        for circuit in islice(counts(items), chosen.cases):
            bench.told(items, circuit)
            bench.chance(circuit, NETWORKS)
    sys.exit(bench.differing > 0)


def counts(items: int) -> Iterator[Circuit]:
    """Yield the circuits of counts that are proved, each of another case of a size."""
    policy = policy_for("", date(2026, 11, 28))
    for number in itertools.count():
        graph = case(items, *SIZES[items], counts=1, number=number)
        circuit = over_losses(prove(graph, policy), Charged("count 0"))
        if circuit.holds():
            yield circuit


class Stopped(Exception):
    """What took more time or memory than it may."""


class Bench:
    """What is compared, and how often something differed."""

    def __init__(self, runs: int, patience: float) -> None:
        """Begin with nothing that differs."""
        self.runs, self.patience, self.differing = runs, patience, 0

    def told(self, items: int, circuit: Circuit) -> None:
        """Print what is looked at."""
        losses, gates = len(circuit.events), len(circuit.gates)
        print(f"{items:,} items: {losses} losses, {gates} gates", flush=True)

    def cuts(self, circuit: Circuit) -> None:
        """Print what the smallest cut set takes here and elsewhere."""
        size, own = self._median(lambda: smallest(circuit))
        print(f"  smallest cut set, {size or 'more than three'}: own {own:.1f} ms")
        if installed("pysat"):
            turned = dual(circuit)
            self._beside("RC2", own, lambda: by_rc2(turned), lambda n: n == size if size else n > 3)

    def chance(self, circuit: Circuit, others: Mapping[str, ByOther]) -> None:
        """Print what the chance takes that a circuit holds, here and elsewhere."""
        drawn = random.Random(len(circuit.events))
        chances = {event: round(drawn.uniform(0.5, 0.99), 3) for event in circuit.events}
        order, expected = circuit.events, None
        try:
            diagram = Diagram(circuit)
            order = diagram.events
            expected, own = self._median(lambda: Diagram(circuit).chance(chances))
            print(f"  chance {expected:.6f}, {len(diagram.nodes.held):,} nodes: own {own:.1f} ms")
        except TooManyNodes:
            found, own = self._median(lambda: estimated(circuit, chances))
            print(f"  chance near {found.chance:.4f}, diagram too large: own estimate {own:.1f} ms")
        for name, by_other in others.items():
            if installed(name):
                told = partial(by_other, circuit, order, chances)
                self._beside(
                    name, own, told, lambda n: expected is None or abs(n - expected) <= WITHIN
                )

    def _beside(
        self, name: str, own: float, act: Callable[[], float], agrees: Callable[[float], bool]
    ) -> None:
        try:
            runs = [apart(act, self.patience) for _ in range(self.runs)]
        except Stopped as fault:
            print(f"    {name}: stopped, {fault}", flush=True)
            return
        found, took = runs[0][0], statistics.median(took for _, took in runs) * 1000
        self.differing += not agrees(found)
        different = "" if agrees(found) else f", DIFFERENT: {found}"
        print(f"    {name} {took:.1f} ms: {took / own:.2f} times as long{different}", flush=True)

    def _median(self, act: Callable[[], Answer]) -> tuple[Answer, float]:
        """Return what is answered, and the milliseconds of processor time it takes."""
        answers: list[Answer] = []
        took = [timed(lambda: answers.append(act())) * 1000 for _ in range(self.runs)]
        return answers[0], statistics.median(took)


def apart(act: Callable[[], float], patience: float) -> tuple[float, float]:
    """Return an answer and the seconds it took, in a process that is stopped when it is too long.

    Raises:
        Stopped: that takes more time or memory than it may.
    """
    reading, writing = multiprocessing.Pipe(duplex=False)

    def answer() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        found: list[float] = []
        with contextlib.suppress(MemoryError):
            took = timed(lambda: found.append(act()))
            writing.send((found[0], took))

    process = multiprocessing.get_context("fork").Process(target=answer)
    process.start()
    writing.close()
    try:
        if not reading.poll(patience):
            process.terminate()
            raise Stopped(f"more than {patience:.0f} s")
        found, took = reading.recv()
    except EOFError as fault:
        raise Stopped("more memory than it may take, or a fault of its own") from fault
    finally:
        process.join()
    return found, took


def smallest(circuit: Circuit) -> int | None:
    """Return the size of the smallest cut set; nothing if it is of more than three."""
    orders = (cut_sets(circuit, order) for order in (2, 3))
    return next((len(found[0]) for found in orders if found), None)


def by_rc2(turned: Circuit) -> int:
    """Return the size of the smallest set that makes a circuit hold, by RC2 of python-sat."""
    formula = importlib.import_module("pysat.formula").WCNF()
    formula.extend(clauses(turned))
    for event in range(1, len(turned.events) + 1):
        formula.append([-event], weight=1)
    with importlib.import_module("pysat.examples.rc2").RC2(formula) as solver:
        solver.compute()
        return int(solver.cost)


def chance_by_dd(circuit: Circuit, order: Sequence[str], chances: Chances) -> float:
    """Return the chance by CUDD, or by what dd has where it comes without CUDD."""
    known: dict[int, float] = {}

    def chance(node: Any) -> float:
        if node.negated:
            return 1 - chance(~node)
        if node.var is None:
            return 1.0
        if int(node) not in known:
            kept = chances[node.var]
            known[int(node)] = kept * chance(node.high) + (1 - kept) * chance(node.low)
        return known[int(node)]

    return chance(by_dd(circuit, order))


def chance_by_oxidd(circuit: Circuit, order: Sequence[str], chances: Chances) -> float:
    """Return the chance by oxidd."""
    known: dict[Any, float] = {}

    def chance(node: Any) -> float:
        parts = node.cofactors()
        if parts is None:
            return float(node.satisfiable())
        if node not in known:
            kept = chances[order[node.node_var()]]
            known[node] = kept * chance(parts[0]) + (1 - kept) * chance(parts[1])
        return known[node]

    return chance(by_oxidd(circuit, order))


DIAGRAMS: Mapping[str, ByOther] = {"dd": chance_by_dd, "oxidd": chance_by_oxidd}
NETWORKS: Mapping[str, ByOther] = {"pyagrum": chance_by_pyagrum, "pgmpy": chance_by_pgmpy}


if __name__ == "__main__":
    main()
