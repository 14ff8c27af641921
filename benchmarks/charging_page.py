"""The charging page of a case with 30 people and 40 victims, 1,200 counts to consider: time, size.

    python benchmarks/charging_page.py [--people 30] [--victims 40] [--requests 9] [--profile]

Runs on a SQLite file of its own. Prints medians of wall and processor time beside the limit of one
second, and the ratio to it.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.case_list import open_office

LIMIT_MS = 1_000
COUNT = re.compile('href="([^"]*/charging/count/[^"]*)"')
PAGES = {
    "what can be considered": "",
    "second page": "?page=2",
    "all, also missing or barred": "?state=all",
    "against one person": "?by=D7",
}


def main() -> None:
    """Fill a case, ask for its charging page, and print what it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=30)
    options.add_argument("--victims", type=int, default=40)
    options.add_argument("--requests", type=int, default=9)
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        open_office(Path(folder))
        reader, case = fill(chosen.people, chosen.victims)
        home = f"/cases/{case.reference}/"
        for label, query in PAGES.items():
            print(measure(label, reader, f"{home}charging/{query}", chosen.requests))
        print(measure("a count", reader, first_count(reader, home), chosen.requests))
        charge_all(reader, case)
        print(measure("all of them charged", reader, f"{home}charging/", chosen.requests))
        print(measure("charge sheet", reader, f"{home}charge-sheet/", chosen.requests))
        if chosen.profile:
            profile(reader, f"{home}charging/")


def fill(people: int, victims: int) -> tuple[Any, Any]:
    """Make a case in which everybody recruited every victim, some in another period."""
    from django.utils import timezone

    from amends.office.accounts.models import Unit, User
    from amends.office.cases.services import open_case
    from amends.office.charging.services import state_conduct
    from amends.office.parties.services import add_party

    unit = Unit.objects.create(code="BIG", name="Big unit", jurisdiction="PH")
    reader = User.objects.create(username="p", name="P", role="prosecutor", unit=unit)
    case = open_case(
        actor=reader, title="Big", unit=unit, jurisdiction="PH", opened_on=timezone.localdate()
    )
    harmed = [add_party(actor=reader, case=case, capacity="victim") for _ in range(victims)]
    for number in range(1, people + 1):
        suspect = add_party(
            actor=reader,
            case=case,
            capacity="suspect",
            designation=f"Person {number}",
            screen_finding="no_sign",
            screen_reasons="Kept the takings.",
        )
        state_conduct(
            actor=reader,
            case=case,
            by=suspect,
            victims=harmed,
            begun=f"2025-{1 + number % 9:02d}-01",
            ended="2025-12-01",
            acts=["recruitment"],
            means=["threat"],
            ends=["forced_labour"],
            places=["PH"],
            mental="purpose",
        )
    return reader, case


def charge_all(reader: Any, case: Any) -> None:
    """Charge everything, one count for each person with all victims."""
    from django.utils import timezone

    from amends.office.charging.decision_services import charge_count
    from amends.office.charging.selectors import charging_of

    found = charging_of(actor=reader, case=case, today=timezone.localdate())
    by: dict[str, list[Any]] = {}
    for count in found.undecided:
        by.setdefault(f"{count.by} {count.key}", []).append(count)
    for counts in by.values():
        charge_count(
            actor=reader, case=case, counts=counts, citation="s. 4(a)", offence="Trafficking"
        )


def measure(label: str, reader: Any, address: str, requests: int) -> str:
    """Ask for a page many times; return milliseconds in one line."""
    from django.test import Client

    client = Client()
    client.force_login(reader)
    client.get(address)
    walls, processor = [], []
    for _ in range(requests):
        wall, own = time.perf_counter(), time.process_time()
        answer = client.get(address)
        walls.append((time.perf_counter() - wall) * 1000)
        processor.append((time.process_time() - own) * 1000)
        assert answer.status_code == 200, (address, answer.status_code)
    wall, own = statistics.median(walls), statistics.median(processor)
    return (
        f"{label:<30} wall {wall:6.0f} ms   processor {own:6.0f} ms = {own / LIMIT_MS:5.2f} of the "
        f"limit   {len(answer.content) / 1024:6.0f} kB"
    )


def first_count(reader: Any, home: str) -> str:
    """Return the address of the first count on the page."""
    from django.test import Client

    client = Client()
    client.force_login(reader)
    found = COUNT.search(client.get(f"{home}charging/").content.decode())
    assert found is not None
    return found[1].replace("&amp;", "&")


def profile(reader: Any, address: str) -> None:
    """Print where the time goes."""
    from django.test import Client

    client = Client()
    client.force_login(reader)
    client.get(address)
    measured = cProfile.Profile()
    measured.runcall(client.get, address)
    measured.create_stats()
    pstats.Stats(measured).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
