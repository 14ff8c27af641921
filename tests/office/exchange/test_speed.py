"""Ten thousand events are taken within a minute."""

from __future__ import annotations

from datetime import date, timedelta
from time import monotonic

from amends.office.cases.models import Case
from amends.office.exchange import services
from amends.office.exchange.layouts import SheetKind
from amends.office.parties.models import Party
from amends.office.timeline.models import TimelineEvent
from tests.office.conftest import Office

ROWS = 10_000
SECONDS = 60


def test_ten_thousand_events_are_taken_within_a_minute(
    office: Office, case: Case, victim: Party
) -> None:
    first = date(1995, 1, 1)
    days = (first + timedelta(days=n) for n in range(ROWS))
    rows = [f"INTERVIEW_VICTIM,{day},{victim.key},Told of day {day}" for day in days]
    data = "\n".join(["code,on,parties,text", *rows]).encode()
    began = monotonic()
    batch = services.import_sheet(
        actor=office.prosecutor, case=case, kind=SheetKind.EVENTS, filename="x.csv", data=data
    )
    took = monotonic() - began
    assert (batch.read, batch.taken) == (ROWS, ROWS)
    assert TimelineEvent._base_manager.filter(case=case).count() == ROWS
    assert took < SECONDS, f"{took:.0f} s"
    services.undo_import(actor=office.prosecutor, batch=batch)
    assert not TimelineEvent._base_manager.filter(case=case, struck_at=None).exists()


def test_a_thousand_parties_are_taken_within_a_minute(office: Office, case: Case) -> None:
    rows = "\n".join(f"witness,Worker {n}" for n in range(1_000))
    data = f"capacity,designation\n{rows}\n".encode()
    began = monotonic()
    batch = services.import_sheet(
        actor=office.prosecutor, case=case, kind=SheetKind.PARTIES, filename="x.csv", data=data
    )
    took = monotonic() - began
    assert batch.taken == 1_000
    assert took < SECONDS, f"{took:.0f} s"
