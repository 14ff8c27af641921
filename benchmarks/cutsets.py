"""How fast the cut sets of published fault trees are counted, beside other programs.

    python benchmarks/cutsets.py TREES.json.gz [--runs 5] [--order 3] [--tree NAME ...]

Each tree is read and its cut sets are counted to the order; one of more than a thousand events to
order 2. SCRAM (Debian package ``scram``) counts those of the same tree by each of its algorithms,
as a process; the fastest counts, whole and without what its start alone takes. Prints medians of
processor time and ratios, and exits with 1 where a count differs or a limit is not met: no tree
slower than SCRAM, all together in half its time, each within 10 s, less than 1 GB. Beside it stand
what a Python process takes from its start, what listing the sets takes instead of counting them,
and, where it is installed, python-sat asked for the same sets; dd and oxidd build a decision
diagram beside the own one, in its order of events. What is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import itertools
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from amends.proof.circuit import Circuit
from amends.proof.cuts import minimal_sets
from amends.proof.diagrams import Diagram, TooManyNodes
from amends.proof.fault_trees import TreeFile, by_order

ALGORITHMS = ("--bdd", "--zbdd", "--mocus")
SHARE_LIMIT, TREE_LIMIT_S, MEMORY_LIMIT_MB = 0.5, 10.0, 1024
PATIENCE_S = 60
MANY_EVENTS, MOST_BY_SAT = 1_000, 5_000
ALONE = """
import sys
from amends.proof.fault_trees import TreeFile, by_order
data = open(sys.argv[1], "rb").read()
print(*by_order(TreeFile(data).tree(sys.argv[2]), int(sys.argv[3])))
"""
TRIVIAL = {"top": "g", "gates": {"g": ["or", "a", "b"]}, "p": {"a": 0.1, "b": 0.1}}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trees", type=Path)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--order", type=int, default=3)
    options.add_argument("--tree", action="append")
    chosen = options.parse_args()
    data = chosen.trees.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), data, chosen.runs, chosen.order)
        rows = [row for row in map(bench.compared, chosen.tree or bench.documents) if row]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:.0f} MB = {peak / MEMORY_LIMIT_MB:.2f} of the limit")
    if bench.failed or not bench.is_within(rows) or peak > MEMORY_LIMIT_MB:
        sys.exit(1)


class Bench:
    """What is compared, and what was wrong with it."""

    def __init__(self, folder: Path, data: bytes, runs: int, order: int) -> None:
        """Read the trees, and find SCRAM."""
        self.folder, self.documents = folder, json.loads(gzip.decompress(data))
        self.runs, self.order = runs, order
        self.failed: list[str] = []
        self.scram = shutil.which("scram")
        self.starts: list[float] = []
        if not self.scram:
            print("NOT COMPARED: SCRAM is not installed (Debian: apt-get install scram)")

    def compared(self, name: str) -> tuple[float, float] | None:
        """Print one tree, and return what it took here and what the fastest of SCRAM took."""
        document = self.documents[name]
        path = self.folder / f"{name}.json"
        path.write_text(json.dumps({name: document}))
        tree = TreeFile(path.read_bytes()).tree(name)
        order = 2 if len(tree.circuit.events) > MANY_EVENTS else self.order
        numbers = by_order(tree, order)
        here = self._median(lambda: by_order(TreeFile(path.read_bytes()).tree(name), order))
        command = [sys.executable, "-c", ALONE, str(path), name, str(order)]
        process = self._median(lambda: subprocess.run(command, check=True, capture_output=True))
        listed = self._median(lambda: minimal_sets(tree.circuit, order))
        print(f"{name}, {len(tree.circuit.events)} events, to order {order}: {numbers}")
        print(
            f"  {here * 1000:.1f} ms, {process * 1000:.0f} ms as a process from its start, "
            f"{listed * 1000:.1f} ms to list them"
        )
        if here > TREE_LIMIT_S:
            self.failed.append(name)
        self._beside_sat(tree.circuit, order, numbers)
        self._beside_diagrams(tree.circuit)
        scram = self._beside_scram(name, document, order, numbers)
        if scram is None:
            return None
        print(f"  ratio to SCRAM {here / scram:.2f}, without its start {self._less(here, scram)}")
        return here, scram

    def is_within(self, rows: list[tuple[float, float]]) -> bool:
        """Print all trees together, and say whether the limits beside SCRAM are met."""
        if not rows:
            return True
        here, scram = (sum(times) for times in zip(*rows, strict=True))
        slower = sum(one > other for one, other in rows)
        print(
            f"{len(rows)} trees: {here:.2f} s, SCRAM {scram:.2f} s: ratio {here / scram:.2f} = "
            f"{here / scram / SHARE_LIMIT:.2f} of the limit; without its start "
            f"{here / (scram - sum(self.starts)):.2f}; slower on {slower} trees"
        )
        return here <= SHARE_LIMIT * scram and not slower

    def _beside_scram(
        self, name: str, document: Any, order: int, numbers: tuple[int, ...]
    ) -> float | None:
        """Return what SCRAM takes by the fastest of its algorithms, and compare its counts."""
        if not self.scram:
            return None
        trivial = self._written("start", TRIVIAL)
        self.starts.append(self._median(partial(self._scram, trivial, order, "--bdd")))
        path, took = self._written(name, document), {}
        for algorithm in ALGORITHMS:
            try:
                counted = self._scram(path, order, algorithm)
                took[algorithm] = self._median(partial(self._scram, path, order, algorithm))
            except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
                print(f"  SCRAM {algorithm}: {type(fault).__name__}")
                continue
            if counted != numbers:
                print(f"  DIFFERENT: SCRAM {algorithm} counts {counted}")
                self.failed.append(name)
        told = ", ".join(f"{algorithm[2:]} {s * 1000:.0f} ms" for algorithm, s in took.items())
        print(f"  SCRAM: {told}")
        return min(took.values(), default=None)

    def _scram(self, path: Path, order: int, algorithm: str) -> tuple[int, ...]:
        report = self.folder / "report.xml"
        command = [str(self.scram), algorithm, "-l", str(order), "-o", str(report), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S)
        with report.open(encoding="utf-8") as file:
            found = re.search(r'distribution="([\d ]*)"', file.read(100_000))
        numbers = [int(number) for number in found[1].split()] if found else []
        return tuple((numbers + [0] * order)[:order])

    def _written(self, name: str, tree: Any) -> Path:
        path = self.folder / f"{name}.xml"
        path.write_text("\n".join(open_psa(tree)), encoding="utf-8")
        return path

    def _median(self, act: Callable[[], object]) -> float:
        return statistics.median(timed(act) for _ in range(self.runs))

    def _less(self, here: float, scram: float) -> str:
        alone = scram - self.starts[-1]
        return f"{here / alone:.2f}" if alone > 0 else "none"

    def _beside_sat(self, circuit: Circuit, order: int, numbers: tuple[int, ...]) -> None:
        if not installed("pysat") or sum(numbers) > MOST_BY_SAT:
            return
        found: list[int] = []
        took = timed(lambda: found.extend(by_sat(circuit, order)))
        right = [found.count(size) for size in range(1, order + 1)] == list(numbers)
        print(f"  python-sat, to list them: {took * 1000:.0f} ms{'' if right else ', DIFFERENT'}")

    def _beside_diagrams(self, circuit: Circuit) -> None:
        try:
            order = Diagram(circuit).events
        except TooManyNodes:
            print("  decision diagram: too large")
            return
        told = [f"own {timed(partial(Diagram, circuit)) * 1000:.0f} ms"]
        for name, build in BUILDERS.items():
            if installed(name):
                told.append(f"{name} {timed(partial(build, circuit, order)) * 1000:.0f} ms")
        print(f"  decision diagram: {', '.join(told)}")


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds of processor time something took, in processes it ran as well."""
    started = processor_time()
    act()
    return processor_time() - started


def processor_time() -> float:
    """Return the processor time that this process and those it ran have taken."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def open_psa(tree: Any) -> Iterator[str]:
    """Yield the lines of a tree in the exchange format of Open-PSA."""
    yield '<?xml version="1.0"?>\n<opsa-mef><define-fault-tree name="t">'
    for name, gate in tree["gates"].items():
        kind, *inputs = [None, gate] if isinstance(gate, str) else gate
        number = f' min="{inputs.pop(0)}"' if kind == "atleast" else ""
        tags = ("gate" if node in tree["gates"] else "basic-event" for node in inputs)
        inside = "".join(
            f"<{tag} name={quoteattr(node)}/>" for tag, node in zip(tags, inputs, strict=True)
        )
        formula = f"<{kind}{number}>{inside}</{kind}>" if kind else inside
        yield f"<define-gate name={quoteattr(name)}>{formula}</define-gate>"
    yield "</define-fault-tree><model-data>"
    for name, chance in tree["p"].items():
        value = f'<float value="{chance}"/>'
        yield f"<define-basic-event name={quoteattr(name)}>{value}</define-basic-event>"
    yield "</model-data></opsa-mef>"


def installed(name: str) -> bool:
    """Say whether a package that nothing here depends on is there."""
    return importlib.util.find_spec(name) is not None


def by_sat(circuit: Circuit, order: int) -> Iterator[int]:
    """Yield the sizes of the minimal sets that a SAT solver finds, the smaller ones first."""
    card = importlib.import_module("pysat.card").CardEnc
    solvers = importlib.import_module("pysat.solvers")
    holding, last = clauses(circuit), len(circuit.events) + len(circuit.gates)
    events = list(range(1, len(circuit.events) + 1))
    blocked: list[list[int]] = []
    for size in range(1, order + 1):
        few = card.atmost(lits=events, bound=size, top_id=last).clauses
        with solvers.Cadical153(bootstrap_with=holding + few + blocked) as solver:
            while solver.solve():
                chosen = [event for event in events if solver.get_model()[event - 1] > 0]
                blocked.append([-event for event in chosen])
                solver.add_clause(blocked[-1])
                yield len(chosen)


def clauses(circuit: Circuit) -> list[list[int]]:
    """Return clauses that say that the top holds; event ``n`` is variable ``n + 1``, then gates."""
    found = [[circuit.top + 1]]
    for node, gate in enumerate(circuit.gates, start=len(circuit.events) + 1):
        # A gate that holds needs one of any so many inputs that the rest would not suffice.
        needed = len(gate.inputs) - gate.at_least + 1
        for some in itertools.combinations(gate.inputs, needed):
            found.append([-node, *(below + 1 for below in some)])
    return found


def by_dd(circuit: Circuit, order: Iterable[str]) -> Any:
    """Return the diagram that dd builds, with CUDD where it comes with it."""
    name = "dd.cudd" if installed("dd.cudd") else "dd.autoref"
    manager = importlib.import_module(name).BDD()
    manager.declare(*order)
    return built(circuit, {event: manager.var(event) for event in order}, manager.false)


def by_oxidd(circuit: Circuit, order: Iterable[str]) -> Any:
    """Return the diagram that oxidd builds."""
    names = list(order)
    manager = importlib.import_module("oxidd.bdd").BDDManager(4_000_000, 1_000_000, 1)
    numbers = manager.add_vars(len(names))
    variables = {name: manager.var(n) for name, n in zip(names, numbers, strict=True)}
    return built(circuit, variables, manager.false())


def built(circuit: Circuit, variables: Mapping[str, Any], false: Any) -> Any:
    """Return the node of the top, built gate by gate."""
    nodes = [variables.get(event, false) for event in circuit.events]
    for gate in circuit.gates:
        enough = [~false] + [false] * gate.at_least
        for below in gate.inputs:
            for number in range(gate.at_least, 0, -1):
                enough[number] = enough[number] | (enough[number - 1] & nodes[below])
        nodes.append(enough[gate.at_least])
    return nodes[circuit.top]


BUILDERS = {"dd": by_dd, "oxidd": by_oxidd}


if __name__ == "__main__":
    main()
