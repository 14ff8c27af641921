"""What a write costs the index in a case of 20,000 events and 10,000 items of evidence.

    python benchmarks/index_upkeep.py [--postgres] [--events 20000] [--items 10000] [--rounds 5]

Prints how long bringing the index in line takes after one note, beside comparing the whole case
with its entries, which is what every write did before, in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.case_list import database, open_office, settle


def main() -> None:
    """Fill a case, write notes, and print what keeping the index took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=20_000)
    options.add_argument("--items", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--postgres", action="store_true")
    chosen = options.parse_args()
    with database(chosen.postgres), tempfile.TemporaryDirectory() as home:
        open_office(Path(home))
        case, author = filled(chosen.events, chosen.items)
        if chosen.postgres:
            settle()
        touched = measured(lambda: after_a_note(case, author), chosen.rounds)
        whole = measured(lambda: the_whole_case(case), chosen.rounds)
    print(
        f"{chosen.events} events, {chosen.items} items: what was touched {touched:.1f} ms, the "
        f"whole case {whole:.0f} ms of own work; {whole / touched:.0f} times as long"
    )


def filled(events: int, items: int) -> tuple[Any, Any]:
    """Return a case of so many events and items, indexed, and its lead."""
    from amends.office.accounts.models import Unit, User
    from amends.office.cases.models import Case
    from amends.office.exhibits.models import Item
    from amends.office.search.index_services import rebuild
    from amends.office.timeline.models import TimelineEvent

    unit = Unit.objects.create(code="BIG", name="Big unit", jurisdiction="PH")
    lead = User.objects.create(username="lead", name="Lead", role="prosecutor", unit=unit)
    day = date(2020, 1, 1)
    case = Case._base_manager.create(
        reference="BIG-1", title="Big", unit=unit, jurisdiction="PH", opened_on=day
    )
    TimelineEvent._base_manager.bulk_create(
        (
            TimelineEvent(
                case=case,
                code="SCREENED",
                on=str(day + timedelta(days=number % 2_000)),
                first_day=day + timedelta(days=number % 2_000),
                text=f"What was seen on day {number}, as the officer wrote it down",
            )
            for number in range(events)
        ),
        batch_size=1_000,
    )
    Item._base_manager.bulk_create(
        (
            Item(case=case, key=f"E{n}", kind="message", description=f"Message {n} of the phone")
            for n in range(items)
        ),
        batch_size=1_000,
    )
    rebuild()
    return case, lead


def after_a_note(case: Any, author: Any) -> Callable[[], object]:
    """Write a note as a service does; return what then brings the index in line."""
    from amends.office.cases.models import Note
    from amends.office.search.index_services import index_touched

    Note._base_manager.create(case=case, author=author, text="Called the shelter")
    return index_touched


def the_whole_case(case: Any) -> Callable[[], object]:
    """Return what compares all of a case with its entries."""
    from amends.office.search.index_services import index_cases

    return lambda: index_cases([case.pk])


def measured(prepare: Callable[[], Callable[[], object]], rounds: int) -> float:
    """Return the median of the milliseconds that this process works on an act."""
    took = []
    for _ in range(rounds):
        act = prepare()
        started = time.process_time()
        act()
        took.append((time.process_time() - started) * 1_000)
    return statistics.median(took)


if __name__ == "__main__":
    main()
