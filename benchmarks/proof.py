"""How fast a count is told to be proved, and what it bears, at the sizes that cases have.

    python benchmarks/proof.py [--runs 5] [--caseload 1000]

Random cases of a given number of items, propositions and sources, the same ones each time. Printed
beside its limit: how one count stands within 5 ms at 2,000 items, every loss and every pair of
losses within 15 ms there, and a case page with 30 counts compiled anew within 100 ms. Beside what
compiling takes stands what reading the kept proof takes in its place.

Then a caseload, as many cases as are asked for and the figures scaled to 100,000 of them: how each
count stands in the three readings within 12 s, every loss and pair of losses of each proven count
within 100 s, on what is compiled and loaded already. All figures are processor time, which other
work beside does not add to.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial

from amends.proof.acceptance import loss_event
from amends.proof.circuit import Circuit, given
from amends.proof.cuts import cut_sets
from amends.proof.force_policy import ForcePolicy, policy_for
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
from amends.proof.proving import LEFT_OUT, prove
from amends.proof.resilience import over_losses
from amends.proof.scenarios import holding
from amends.proof.states import Charged

STATUS_MS, PAIRS_MS, PAGE_MS = 5, 15, 100
CASELOAD, STATUSES_S, ALL_PAIRS_S = 100_000, 12, 100
SIZES = ((50, 30, 20), (200, 48, 44), (500, 105, 73), (1_000, 145, 107), (2_000, 214, 151))
PAGE, COUNTS = (500, 105, 73), 30
ELEMENTS = 6
# The sizes that a caseload has, by how many of a thousand cases are of each; counts at random.
MIX = (
    ((50, 30, 20), 570),
    ((100, 38, 30), 250),
    ((200, 48, 44), 110),
    ((500, 105, 73), 55),
    ((1_000, 145, 107), 15),
)
COUNTS_OF_A_CASE = (1, 1, 2, 4)
LOSS, READING = loss_event(""), "reading:"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--caseload", type=int, default=1_000)
    chosen = options.parse_args()
    runs = chosen.runs
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
    if chosen.caseload:
        caseload(chosen.caseload, policy, runs)


def caseload(number: int, policy: ForcePolicy, runs: int) -> None:
    """Measure a number of cases, and print what 100,000 would take."""
    drawn = random.Random(number)
    sizes, shares = [size for size, _ in MIX], [share for _, share in MIX]
    cases: list[list[Circuit]] = []
    settled: list[list[Circuit]] = []
    losses: list[Circuit] = []
    before = memory()
    for n, size in enumerate(drawn.choices(sizes, shares, k=number)):
        proof = prove(case(*size, counts=drawn.choice(COUNTS_OF_A_CASE), number=n), policy)
        counts = {each.key: Charged(each.key) for each in proof.graph.charges}
        # Only what the counts ask for; in one pass all of them are told.
        asked = given({key: proof.circuits[state] for key, state in counts.items()})
        cases.append([*asked.values()])
        always = {e for e in cases[-1][0].events if not e.startswith((LOSS, READING))}
        settled.append([*given(asked, always).values()])
        over = (over_losses(proof, state) for state in counts.values())
        losses += (circuit for circuit in over if circuit.holds())
    kept = memory() - before
    readings = [*LEFT_OUT.values()]
    scale = CASELOAD / number / 1000
    counted = sum(map(len, cases))
    print(
        f"{number:,} cases, {counted:,} counts of which {len(losses):,} proved; the process grew by"
        f" {kept:.0f} MB with their circuits and what compiling them needs"
    )
    statuses = median(lambda: [standing(circuits, readings) for circuits in cases], runs)
    fewer = median(lambda: [standing(circuits, readings) for circuits in settled], runs)
    pairs = median(lambda: [cut_sets(circuit, 2) for circuit in losses], runs)
    told(f"  how {CASELOAD:,} cases stand in three readings", statuses * scale, STATUSES_S, "s")
    told("  the same, items and origins taken as they are", fewer * scale, STATUSES_S, "s")
    told("  every loss and pair of losses of them", pairs * scale, ALL_PAIRS_S, "s")


def standing(counts: Sequence[Circuit], readings: Sequence[Collection[str]]) -> list[int]:
    """Return of each count of a case the readings in which it is proved, as bits."""
    values = holding(counts[0], readings)
    return [values[circuit.top] for circuit in counts]


def memory() -> float:
    """Return the most memory this process has taken, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(what: str, measured: float, limit: float, unit: str = "ms") -> None:
    """Print one figure beside its limit."""
    print(f"{what}: {measured:.2f} {unit} = {measured / limit:.2f} of the limit")


def median(act: Callable[[], object], runs: int) -> float:
    """Return the milliseconds of processor time something takes, the median of several runs."""
    took = []
    for _ in range(runs):
        started = time.process_time()
        act()
        took.append((time.process_time() - started) * 1000)
    return statistics.median(took)


def case(items: int, propositions: int, sources: int, counts: int, number: int = 0) -> Graph:
    """Return a case of a size: elements for each count, and what leads to them step by step."""
    drawn = random.Random(f"{items} {propositions} {sources} {counts}{f' {number}' * bool(number)}")
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
