"""How fast a count is told to be proved, and what it bears, at the sizes that cases have.

    python benchmarks/proof.py [--runs 5]

Random cases of a given number of items, propositions and sources, the same ones each time. Printed
beside its limit: how one count stands within 5 ms at 2,000 items, every loss and every pair of
losses within 15 ms there, and a case page with 30 counts compiled anew within 100 ms. Beside what
compiling takes stands what reading the kept proof takes in its place.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

from amends.proof.cuts import cut_sets
from amends.proof.force_policy import policy_for
from amends.proof.graph import (
    AllOf,
    AnyOf,
    Argument,
    Charge,
    Evidence,
    Force,
    Graph,
    Proposition,
)
from amends.proof.packing import packed, unpacked
from amends.proof.proving import prove
from amends.proof.resilience import over_losses
from amends.proof.states import Charged

STATUS_MS, PAIRS_MS, PAGE_MS = 5, 15, 100
SIZES = ((50, 30, 20), (200, 48, 44), (500, 105, 73), (1_000, 145, 107), (2_000, 214, 151))
PAGE, COUNTS = (500, 105, 73), 30
ELEMENTS = 6


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    policy = policy_for("", date(2026, 11, 28))
    for size in SIZES:
        graph = case(*size, counts=1)
        compiling = median(partial(prove, graph, policy), runs)
        proof = prove(graph, policy)
        kept = packed(proof)
        reading = median(partial(unpacked, kept, graph, policy), runs)
        whole = proof.circuits[Charged("count 0")]
        every, one = median(proof.picture, runs), median(whole.of(whole.top).holds, runs)
        circuit = over_losses(proof, Charged("count 0"))
        pairs = median(partial(cut_sets, circuit, 2), runs)
        print(
            f"{size[0]:,} items: compiled {compiling:.1f} ms; read back {reading:.1f} ms from"
            f" {len(kept) // 1024:,} kB; {len(circuit.events)} losses,"
            f" {len(circuit.gates)} gates; proved: {circuit.holds()}"
        )
        told("  whether the count is proved", one, STATUS_MS)
        told("  the status of every proposition", every, STATUS_MS)
        told("  every single loss and pair of losses", pairs, PAIRS_MS)
    page = case(*PAGE, counts=COUNTS)
    told(f"{COUNTS} counts compiled anew", median(partial(prove, page, policy), runs), PAGE_MS)


def told(what: str, measured: float, limit: float) -> None:
    """Print one figure beside its limit."""
    print(f"{what}: {measured:.2f} ms = {measured / limit:.2f} of the limit")


def median(act: Callable[[], object], runs: int) -> float:
    """Return how many milliseconds something takes, the median of several runs."""
    took = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def case(items: int, propositions: int, sources: int, counts: int) -> Graph:
    """Return a case of a size: elements for each count, and what leads to them step by step."""
    drawn = random.Random(f"{items} {propositions} {sources} {counts}")
    losses = [f"x{n}" for n in range(sources)]
    origins = [f"o{n}" for n in range(sources)]
    held = [f"p{n}" for n in range(propositions)]
    theirs = {key: f"not {key}" for key in held if drawn.random() < 0.3}
    evidence = {
        f"i{n}": Evidence(
            key=f"i{n}",
            needs=tuple(frozenset({x}) for x in drawn.sample(losses, drawn.choice((1, 1, 2)))),
            origins=frozenset({drawn.choice(origins)}),
        )
        for n in range(items)
    }
    names = [*evidence]
    arguments = [
        Argument(
            key=f"a{n}", conclusion=drawn.choice(held), premises=(names[n],), force=force(drawn)
        )
        for n in range(items)
    ]
    wanted = ELEMENTS * 3
    for n, key in enumerate(held[wanted:], start=wanted):
        leads_to = held[drawn.randrange(min(n, wanted))]
        arguments.append(
            Argument(key=f"s{n}", conclusion=leads_to, premises=(key,), force=force(drawn))
        )
    for key, denial in theirs.items():
        answer = drawn.choice(held[wanted:])
        arguments.append(
            Argument(
                key=f"d{key}",
                conclusion=denial,
                premises=(drawn.choice(names),),
                exceptions=(answer,),
            )
        )
    return Graph(
        items=evidence,
        propositions={
            **{
                key: Proposition(key=key, contraries=(theirs[key],) if key in theirs else ())
                for key in held
            },
            **{denial: Proposition(key=denial) for denial in theirs.values()},
        },
        arguments=tuple(arguments),
        charges=tuple(charge(f"count {n}", held[:wanted], drawn) for n in range(counts)),
    )


def charge(key: str, held: list[str], drawn: random.Random) -> Charge:
    """Return a count: one of several alternatives for each of its elements."""
    parts = (AnyOf(tuple(drawn.sample(held, drawn.choice((1, 2, 3))))) for _ in range(ELEMENTS))
    return Charge(key=key, formula=AllOf(tuple(parts)))


def force(drawn: random.Random) -> Force:
    """Return a force; most arguments are moderate."""
    return drawn.choice((Force.WEAK, Force.MODERATE, Force.MODERATE, Force.STRONG))


if __name__ == "__main__":
    main()
