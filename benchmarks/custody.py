"""How long it takes to validate the chains of custody of 10,000 exhibits.

    python benchmarks/custody.py [--exhibits 10000] [--runs 5]

Prints the median beside the limit of 5 s. Every tenth chain is broken in one place, and the number
of gaps found is printed with it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from amends.proof.custody import Exhibit, LegalBasis, Step, StepKind, gaps
from amends.proof.kinds import Form

LIMIT_S = 5.0
BEGUN = datetime(2026, 3, 2, 12, tzinfo=UTC)
BASIS = LegalBasis("warrant", "W-17")


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--exhibits", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=5)
    chosen = options.parse_args()
    exhibits = [exhibit(number) for number in range(chosen.exhibits)]
    took = []
    for _ in range(chosen.runs):
        started = time.perf_counter()
        found = sum(bool(gaps(one)) for one in exhibits)
        took.append(time.perf_counter() - started)
    median = statistics.median(took)
    limit = LIMIT_S * chosen.exhibits / 10_000
    steps = sum(len(one.steps) for one in exhibits)
    print(f"{chosen.exhibits:,} exhibits, {steps:,} steps: {median:.2f} s = {median / limit:.3f}")
    print(f"  of the limit of {limit:g} s; {found:,} chains have a gap")
    if median > limit:
        sys.exit(1)


def exhibit(number: int) -> Exhibit:
    """Return a whole chain of twelve steps; every tenth lost its receipt."""
    steps = [Step(StepKind.SEIZED, BEGUN, "Officer", place="House", seal_after="S1")]
    holder = "Officer"
    for turn in range(10):
        receiver = "Store" if turn % 2 == 0 else "Laboratory"
        at = BEGUN + timedelta(hours=turn + 1)
        steps.append(
            Step(
                StepKind.HANDED_OVER,
                at,
                holder,
                until=at + timedelta(minutes=20),
                to=receiver,
                seal_before="S1",
                receipt=True,
            )
        )
        holder = receiver
    steps.append(Step(StepKind.STORED, BEGUN + timedelta(days=1), holder, place="Shelf"))
    if number % 10 == 0:
        steps[5] = replace(steps[5], receipt=False)
    return Exhibit(f"E{number}", Form.THING, BASIS, tuple(steps))


if __name__ == "__main__":
    main()
