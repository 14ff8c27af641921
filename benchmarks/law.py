"""How fast laws are loaded, facts charged, and recorded facts charged again after an amendment.

    python benchmarks/law.py [--facts 100000] [--runs 7]

Prints each median beside its limit: every law that is shipped within 150 ms, one set of facts
against all of them within 5 ms, and the recorded facts of an office before and after an amendment
of its own law within 60 s on one core, with the number of those whose counts it changes.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from amends.law.cases import shipped_cases
from amends.law.charging import charge
from amends.law.facts import Facts
from amends.law.library import countries, shipped, sources, statutes
from amends.law.own_laws import OwnFiles, with_own_laws
from amends.law.recharging import recharge

LOAD_LIMIT_MS, CHARGE_LIMIT_MS, AGAIN_LIMIT_S = 150, 5, 60
LOADING = """
import time
from amends.law import library
started = time.perf_counter()
library.statutes()
print((time.perf_counter() - started) * 1000)
"""
KEY, YEAR = "ph-ra9208", 365
FEW, MANY = 200, 2_000
WIDENED = re.compile(
    r", until: '2013-02-28'}\n +- {value: \[recruitment, obtaining[^}]*, since: '2013-02-28'[^}]*}"
)


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
    took = [charging(case.facts, held, today) for case in cases]
    once, worst = statistics.median(took), max(took)
    again, changed = charged_again(chosen.facts)
    few, many = (statistics.median(charging_many(n) for _ in range(3)) for n in (FEW, MANY))
    told("load", len(statutes()), loaded, LOAD_LIMIT_MS, "ms")
    told("charge one set of facts, median", len(held), once, CHARGE_LIMIT_MS, "ms")
    over = sum(one > CHARGE_LIMIT_MS for one in took)
    print(f"  the slowest of {len(took)}: {worst:.2f} ms; over the limit: {over}")
    limit = AGAIN_LIMIT_S * chosen.facts / 100_000
    told("recharge after an amendment", chosen.facts, again, limit, "s")
    print(f"  the counts of {changed} of them change")
    print(
        f"charge one person with {MANY:,} victims: {many:.1f} s; {FEW}: {few:.2f} s; per victim"
        f" {many / few * FEW / MANY:.2f} times as long"
    )
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
    """Say how the counts on recorded facts change with an amendment, as ``law recharge`` does.

    The law before is the Philippine one as if the amendment of 2013 had not widened its acts; the
    law after is the statute file with the amendment, put over it. The facts are those of the
    Philippine cases and the same with a person offered, an act that the amendment added, moved to
    each day of a year. Both libraries are charged: nothing is taken from what was found before.
    """
    text = dict(sources())[f"{KEY}.yaml"]
    before, times = WIDENED.subn("}", text)
    assert times == 1, "the statute file changed: mend the amendment that is taken out here"
    older = with_own_laws(shipped(), OwnFiles({f"{KEY}.yaml": before}))
    newer = with_own_laws(older, OwnFiles({f"{KEY}.yaml": text}))
    recorded = [case.facts for case in shipped_cases()[KEY].cases]
    days = [date(2014, 1, 1) + timedelta(days=day) for day in range(YEAR)]
    patterns = [shifted(f, d) for d in days for f in (*recorded, *map(offered, recorded))]
    sets = ((str(index), patterns[index % len(patterns)]) for index in range(number))
    started = time.perf_counter()
    found = recharge(sets, before=older, after=newer, countries=["PH"], on=date(2016, 1, 1))
    changed = sum(one.is_changed for one in found)
    return time.perf_counter() - started, changed


def charging(facts: Facts, held: Iterable[str], on: date) -> float:
    """Return how many milliseconds charging one set of facts takes, the median of nine times."""
    return statistics.median(timed(lambda: charge(facts, held, on)) for _ in range(9)) * 1000


def charging_many(victims: int) -> float:
    """Return how many seconds it takes to charge what one person did to many, under one law."""
    case = shipped_cases()[KEY].cases[0].facts
    (first, *_), keys = case.victims, tuple(f"V{number}" for number in range(victims))
    done = dataclasses.replace(case.conduct[0], victims=keys)
    harmed = tuple(dataclasses.replace(first, key=key) for key in keys)
    facts = dataclasses.replace(case, victims=harmed, conduct=(done,))
    return timed(lambda: charge(facts, ["PH"], date(2026, 11, 24)))


def shifted(facts: Facts, day: date) -> Facts:
    """Return facts as if everything had happened on one day."""
    at = day.isoformat()
    conduct = tuple(dataclasses.replace(c, begun=at, ended=at) for c in facts.conduct)
    return dataclasses.replace(facts, conduct=conduct)


def offered(facts: Facts) -> Facts:
    """Return facts in which everybody only offered a person."""
    conduct = tuple(dataclasses.replace(c, acts=("offering",)) for c in facts.conduct)
    return dataclasses.replace(facts, conduct=conduct)


if __name__ == "__main__":
    main()
