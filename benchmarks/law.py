"""How fast laws are loaded, facts charged, and recorded facts charged again after an amendment.

    python benchmarks/law.py [--facts 100000] [--runs 7]

Prints each median beside its limit: every law that is shipped within 150 ms, one set of facts
against all of them within 5 ms, and the recorded facts of an office against its own law within
60 s on one core, with the number of those whose counts the amendment changes.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

from amends.law.cases import shipped_cases
from amends.law.charging import charge
from amends.law.facts import Facts
from amends.law.library import countries, statutes

LOAD_LIMIT_MS, CHARGE_LIMIT_MS, AGAIN_LIMIT_S = 150, 5, 60
LOADING = """
import time
from amends.law import library
started = time.perf_counter()
library.statutes()
print((time.perf_counter() - started) * 1000)
"""
BEFORE, AFTER = date(2013, 2, 27), date(2013, 2, 28)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--facts", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=7)
    chosen = options.parse_args()
    loaded = statistics.median(loading() for _ in range(chosen.runs))
    cases = [case for found in shipped_cases().values() for case in found.cases]
    held, today = countries(), date(2026, 11, 24)
    for case in cases:
        charge(case.facts, held, today)
    took = [timed(lambda f=case.facts: charge(f, held, today)) * 1000 for case in cases * 3]  # type: ignore[misc]  # mypy cannot type a default
    once, worst = statistics.median(took), max(took)
    again, changed = charged_again(chosen.facts)
    told("load", len(statutes()), loaded, LOAD_LIMIT_MS, "ms")
    told("charge one set of facts, median", len(held), once, CHARGE_LIMIT_MS, "ms")
    print(f"  the slowest of {len(took)}: {worst:.2f} ms")
    limit = AGAIN_LIMIT_S * chosen.facts / 100_000
    told("charge again after an amendment", chosen.facts, again, limit, "s")
    print(f"  the counts of {changed} of them change")
    if loaded > LOAD_LIMIT_MS or once > CHARGE_LIMIT_MS or again > limit:
        sys.exit(1)


def told(what: str, number: int, measured: float, limit: float, unit: str) -> None:
    """Print one figure beside its limit."""
    print(f"{what} ({number:,}): {measured:.2f} {unit} = {measured / limit:.2f} of the limit")


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something took."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def loading() -> float:
    """Return how many milliseconds the laws took to load in a fresh process."""
    command = [sys.executable, "-c", LOADING]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def charged_again(number: int) -> tuple[float, int]:
    """Charge recorded facts as they would stand under the law before and after an amendment.

    The facts are those of the Philippine cases and the same with a person offered, an act that
    the amendment of 2013 added, moved to the two days around it; only the charging after it is
    timed.
    """
    recorded = [case.facts for case in shipped_cases()["ph-ra9208"].cases]
    patterns = [*recorded, *map(offered, recorded)]
    before = [shifted(facts, BEFORE) for facts in patterns]
    after = [shifted(facts, AFTER) for facts in patterns]
    old = [counted(facts) for facts in before]
    started = time.perf_counter()
    changed = 0
    for index in range(number):
        which = index % len(after)
        changed += counted(after[which]) != old[which]
    return time.perf_counter() - started, changed


def shifted(facts: Facts, day: date) -> Facts:
    """Return facts as if everything had happened on one day."""
    at = day.isoformat()
    conduct = tuple(dataclasses.replace(c, begun=at, ended=at) for c in facts.conduct)
    return dataclasses.replace(facts, conduct=conduct)


def offered(facts: Facts) -> Facts:
    """Return facts in which everybody only offered a person."""
    conduct = tuple(dataclasses.replace(c, acts=("offering",)) for c in facts.conduct)
    return dataclasses.replace(facts, conduct=conduct)


def counted(facts: Facts) -> tuple[object, ...]:
    """Return what a lawyer would compare: the offences that lie, with the facts of each."""
    found = charge(facts, ["PH"], date(2014, 1, 1)).available()
    return tuple((c.key, c.by, c.victim, c.state, c.elements[0].facts) for c in found)


if __name__ == "__main__":
    main()
