"""Reviewing a case: where each defendant stands, which clocks run, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from amends.base.dates import When
from amends.casefile.gaps import Gap, count_proposed, gaps
from amends.casefile.model import CaseFile, EventEntry
from amends.court.clock_rules import clock_rules
from amends.court.clocks import Clock, OutOfForce, clocks, out_of_force
from amends.court.events import Event
from amends.court.holidays import WorkingDays
from amends.court.progress import Progress, progress
from amends.network.roles import Capacity


@dataclass(frozen=True)
class Review:
    """A case as it stands on a day."""

    casefile: CaseFile
    timeline: tuple[EventEntry, ...]
    progress: Mapping[str, Progress]
    clocks: tuple[Clock, ...]
    out_of_force: tuple[OutOfForce, ...]
    proposed: int
    missing: tuple[Gap, ...]


def review(casefile: CaseFile, *, today: date) -> Review:
    """Return where a case stands on a day, and what it still lacks."""
    events = domain_events(casefile)
    accused = casefile.of_capacity(Capacity.DEFENDANT)
    now = {party.key: progress(party.key, events) for party in accused}
    rules = clock_rules(casefile.jurisdiction)
    running = clocks(
        events,
        rules=rules,
        defendants=tuple(now),
        victims=[party.key for party in casefile.of_capacity(Capacity.VICTIM)],
        working_days=WorkingDays(casefile.jurisdiction),
        today=today,
    )
    return Review(
        casefile=casefile,
        timeline=tuple(sorted(casefile.events, key=lambda event: When.parse(event.on).first)),
        progress=now,
        clocks=running,
        out_of_force=out_of_force(events, rules=rules),
        proposed=count_proposed(casefile),
        missing=gaps(casefile, now, running, today),
    )


def domain_events(casefile: CaseFile) -> list[Event]:
    """Return the case file's events as the court room knows them."""
    return [
        Event(
            code=entry.code,
            on=When.parse(entry.on),
            parties=frozenset(entry.parties),
            details=entry.details,
            text=entry.text,
            source=entry.source,
            status=entry.status,
        )
        for entry in casefile.events
    ]
