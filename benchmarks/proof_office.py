"""The proof of a caseload as an office holds it: rows loaded, graph built, circuit read back.

    python benchmarks/proof_office.py [--cases 200] [--runs 5] [--profile]

Both databases are filled with the same cases and measured in one run, each in a process of its own:
what every case takes from its rows to how each count stands; how each count stands in what is kept,
and once more with every single loss and pair of losses, scaled to 100,000 cases beside the limit of
5 minutes; what the page of a case
with 30 counts takes after an edit, part by part, beside the limit of 100 ms; that an edit to one
case compiles no other; and the most memory. Processor time is that of this process: on PostgreSQL
the server's own comes on top, and is in the elapsed time.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from amends.proof.proving import prove
from benchmarks.case_list import database, open_office, settle

CASELOAD, CASELOAD_S, PAGE_MS = 100_000, 300, 100
# How many items a case has, by how many of a thousand cases are of that size.
MIX = ((50, 570), (100, 250), (200, 110), (500, 55), (1_000, 15))
VICTIMS = (1, 1, 2, 4)
PAGE_ITEMS, PAGE_VICTIMS = 500, 30
KINDS = ("message", "testimony", "online_record", "observation", "expert")
STANDS = ("collected", "authenticated", "admitted", "admitted")
OFFICERS = 9
CASES_A_TIME = 1_000


def main() -> None:
    """Measure on both databases, or on one of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=200)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--profile", action="store_true")
    options.add_argument("--on", choices=("sqlite", "postgres"))
    chosen = options.parse_args()
    if chosen.on is None:
        for on in ("sqlite", "postgres"):
            subprocess.run([sys.executable, *sys.argv, "--on", on], check=True)
        return
    postgres = chosen.on == "postgres"
    with database(postgres), tempfile.TemporaryDirectory() as home:
        open_office(Path(home))
        reader, cases = fill(chosen.cases)
        page = proved_case(reader, "PAGE", PAGE_ITEMS, PAGE_VICTIMS, random.Random(0))
        if postgres:
            settle()
        print(f"{chosen.on}: {chosen.cases} cases")
        caseload(reader, cases)
        edited(reader, cases)
        one_page(reader, page, chosen.runs)
        print(f"  most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        if chosen.profile:
            profile(reader, cases)


def caseload(reader: Any, cases: Sequence[Any]) -> None:
    """Print what all cases take, worked out first and then told by what is kept of them."""
    scale = CASELOAD / len(cases)
    statuses(reader, cases[0])  # the laws are read once
    for label, act in (
        ("worked out for the first time", worked_out),
        ("how every count stands in three readings, as it is kept", told),
        ("the same with every loss and pair of losses", pairs),
    ):
        wall, own = timed(lambda act=act: act(reader, cases))  # type: ignore[misc]
        each = 1000 / len(cases)
        print(
            f"  {label}: {wall * each:.2f} ms a case, processor {own * each:.2f} ms; "
            f"{CASELOAD:,} cases on one core: {wall * scale:.0f} s = "
            f"{wall * scale / CASELOAD_S:.2f} of the limit"
        )


def worked_out(reader: Any, cases: Sequence[Any]) -> None:
    """Load the rows of every case, build its graph and compile it."""
    for case in cases:
        statuses(reader, case)


def told(reader: Any, cases: Sequence[Any]) -> None:
    """Look at every count in every reading, in the circuits that are kept."""
    from amends.proof.proving import LEFT_OUT

    for kept in circuits(reader, cases):
        assert kept.holding(LEFT_OUT.values())


def pairs(reader: Any, cases: Sequence[Any]) -> None:
    """Look besides at every single loss and pair of losses of each count."""
    from amends.proof.proving import LEFT_OUT, Reading
    from amends.proof.resilience import resilience_of

    for kept in circuits(reader, cases):
        assert kept.holding(LEFT_OUT.values())
        for circuit in kept.circuits.values():
            resilience_of(circuit, Reading.PENDING, order=2)


def circuits(reader: Any, cases: Sequence[Any]) -> Any:
    """Yield what is kept of the counts of cases, so many a time; none of them is worked out."""
    from django.utils import timezone

    from amends.office.log.services import gathering_reads
    from amends.office.proving.kept import circuits_of

    today = timezone.localdate()
    for first in range(0, len(cases), CASES_A_TIME):
        with gathering_reads(), patch("amends.office.proving.kept.proof_of", None):
            some = cases[first : first + CASES_A_TIME]
            yield from circuits_of(actor=reader, cases=some, today=today)


def statuses(reader: Any, case: Any) -> Any:
    """Return how the proof of a case stands, and look at every count in every reading."""
    held = held_of(reader, case)
    assert held.matrix.counts
    return held


def held_of(reader: Any, case: Any) -> Any:
    """Return the proof of a case as a page looks it up, with its entry in the log."""
    from django.utils import timezone

    from amends.office.log.services import gathering_reads
    from amends.office.proving.selectors import proof_of

    with gathering_reads():
        return proof_of(actor=reader, case=case, today=timezone.localdate())


def edited(reader: Any, cases: Sequence[Any]) -> None:
    """Edit one case, and print which are compiled when all are looked at again."""
    from amends.office.proving import compiled_services

    edit(cases[0])
    with patch.object(compiled_services, "prove", wraps=prove) as compiling:
        for case in cases:
            held_of(reader, case)
    print(f"  compiled after an edit to one case: {compiling.call_count} of {len(cases)}")
    assert compiling.call_count == 1


def edit(case: Any) -> None:
    """Make one argument of a case stronger or weaker."""
    from amends.office.proving.models import Argument

    row = Argument._base_manager.filter(case=case, against=False).first()
    assert row is not None
    Argument._base_manager.filter(pk=row.pk).update(force=1 + row.force % 3)


def one_page(reader: Any, case: Any, runs: int) -> None:
    """Print what the proof of a case with 30 counts takes after an edit, part by part."""
    from django.utils import timezone

    from amends.office.charging.selectors import charging_of
    from amends.office.proving.graphs import graph_of
    from amends.office.proving.selectors import rows_of
    from amends.proof.force_policy import policy_for
    from amends.proof.matrix import matrix
    from amends.proof.packing import packed, unpacked
    from amends.proof.proving import digest

    today = timezone.localdate()
    asked = {"actor": reader, "case": case, "today": today}

    def after_an_edit() -> None:
        edit(case)
        assert held_of(reader, case).matrix.counts

    def recomputed() -> None:
        made_of = graph_of(rows)
        digest(made_of.graph, policy)
        assert matrix(prove(made_of.graph, policy)).counts

    rows = rows_of(**asked)
    graph, policy = graph_of(rows).graph, policy_for(case.jurisdiction, today)
    proof = prove(graph, policy)
    kept = packed(proof)
    print(
        f"  a case of {len(rows.items)} items, {len(rows.arguments)} arguments,"
        f" {len(graph.charges)} counts, processor time:"
    )
    for label, act in (
        ("all of it after an edit", after_an_edit),
        ("recomputed from its rows: graph, digest, compiled, matrix", recomputed),
        ("all of it as it is kept", lambda: held_of(reader, case).matrix),
        ("charging, within the rows", lambda: charging_of(**asked)),
        ("rows loaded", lambda: rows_of(**asked)),
        ("graph built", lambda: graph_of(rows)),
        ("digest", lambda: digest(graph, policy)),
        ("compiled", lambda: prove(graph, policy)),
        ("packed", lambda: packed(proof)),
        ("read back", lambda: unpacked(kept, graph, policy)),
    ):
        took = [timed(act) for _ in range(runs)]
        own = statistics.median(own for _wall, own in took) * 1000
        wall = statistics.median(wall for wall, _own in took) * 1000
        print(f"    {label}: {own:.0f} ms (elapsed {wall:.0f}) = {own / PAGE_MS:.2f} of the limit")


def fill(number: int) -> tuple[Any, list[Any]]:
    """Make an office with a caseload; return its prosecutor and the cases."""
    from amends.office.accounts.models import Unit, User

    unit = Unit.objects.create(code="BIG", name="Big unit", jurisdiction="PH")
    reader = User.objects.create(username="p", name="P", role="prosecutor", unit=unit)
    drawn = random.Random(number)
    sizes = drawn.choices([size for size, _ in MIX], [share for _, share in MIX], k=number)
    cases = [
        proved_case(reader, f"{n}", size, drawn.choice(VICTIMS), drawn)
        for n, size in enumerate(sizes)
    ]
    return reader, cases


def proved_case(reader: Any, title: str, items: int, victims: int, drawn: random.Random) -> Any:
    """Return a case of so many items and counts, with most of what may follow confirmed."""
    from django.utils import timezone

    from amends.office.cases.services import open_case
    from amends.office.charging.services import state_conduct
    from amends.office.parties.services import add_party

    case = open_case(
        actor=reader,
        title=title,
        unit=reader.unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    harmed = [add_party(actor=reader, case=case, capacity="victim") for _ in range(victims)]
    accused = add_party(
        actor=reader,
        case=case,
        capacity="suspect",
        designation="Owner",
        screen_finding="no_sign",
        screen_reasons="Kept the takings.",
    )
    state_conduct(
        actor=reader,
        case=case,
        by=accused,
        victims=harmed,
        begun="2025-11-01",
        ended="2025-12-01",
        acts=["recruitment"],
        means=["threat"],
        ends=["prostitution_of_others"],
        places=["PH"],
        mental="purpose",
    )
    enter(case, accused, harmed, items, drawn)
    confirm(reader, case, drawn)
    return case


def enter(case: Any, accused: Any, harmed: list[Any], number: int, drawn: random.Random) -> None:
    """Enter items of every kind in bulk, each with what it goes to, its people and carriers."""
    from amends.office.exhibits.models import Item, ItemCarrier, ItemParty
    from amends.proof.kinds import kinds

    matters = ("identity", "jurisdiction", "act", "means", "purpose", "mental")
    items = Item._base_manager.bulk_create(
        Item(
            case=case,
            key=f"E{n}",
            kind=kind,
            description=f"Item {n}",
            goes_to=drawn.sample(matters, drawn.choice((1, 1, 2))),
            origins=[f"Source {drawn.randrange(number // 4 + 1)}"],
            admissibility=drawn.choice(STANDS),
        )
        for n, kind in enumerate(islice(cycle(KINDS), number), start=1)
    )
    about = [(item, party) for item in items for party in (accused, drawn.choice(harmed))]
    ItemParty._base_manager.bulk_create(ItemParty(case=case, item=i, party=p) for i, p in about)
    ItemCarrier._base_manager.bulk_create(
        ItemCarrier(case=case, item=item, kind=kind, about=f"{kind} {drawn.randrange(OFFICERS)}")
        for item in items
        for kind in kinds()[item.kind].carriers
    )


def confirm(reader: Any, case: Any, drawn: random.Random) -> None:
    """Confirm most of what may follow in bulk, and let the defence speak against some of it."""
    from amends.office.proving.models import Argument, Premise
    from amends.office.proving.services import target_of

    made_of = held_of(reader, case).made_of
    people = made_of.rows.found.parties
    followed = [one for one in made_of.drafts if drawn.random() < 0.8]
    claims = {one.claim.key: one.claim for one in followed}
    against = [claim for claim in claims.values() if drawn.random() < 0.3]

    def argument(number: int, claim: Any, **more: Any) -> Any:
        said = "It usually follows."
        named = target_of(claim, people)._asdict()
        return Argument(
            case=case, key=f"A{number}", generalisation=said, made_by=reader, **named, **more
        )

    rows = Argument._base_manager.bulk_create(
        argument(n, one.claim, scheme=one.step.scheme, force=drawn.choice((1, 2, 2, 3)))
        for n, one in enumerate(followed, start=1)
    )
    Premise._base_manager.bulk_create(
        Premise(case=case, argument=row, item=made_of.items[one.item])
        for row, one in zip(rows, followed, strict=True)
    )
    Argument._base_manager.bulk_create(
        argument(n, claim, against=True, force=1)
        for n, claim in enumerate(against, start=len(rows) + 1)
    )


def timed(act: Callable[[], Any]) -> tuple[float, float]:
    """Return the seconds something took, elapsed and of this process."""
    wall, own = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - own


def profile(reader: Any, cases: Sequence[Any]) -> None:
    """Print where the time of the caseload goes."""
    measured = cProfile.Profile()
    measured.runcall(lambda: [statuses(reader, case) for case in cases])
    measured.create_stats()
    pstats.Stats(measured).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
