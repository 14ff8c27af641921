"""A case's timeline as the pure rooms know it, and the clocks that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from amends.base.dates import When
from amends.court.clock_rules import clock_rules
from amends.court.clocks import Clock, clocks
from amends.court.events import Event
from amends.court.holidays import WorkingDays
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.timeline.models import EventParty, TimelineEvent


def domain_events(case: Case, codes: Collection[str] | None = None) -> list[Event]:
    """Return the case's events that stand, as the pure rooms know them; of all codes or of some."""
    these = {"case": case} if codes is None else {"case": case, "code__in": codes}
    rows = TimelineEvent._base_manager.filter(struck_at=None, **these)
    stated = rows.order_by("first_day", "id").values_list(
        "pk", "code", "on", "details", "text", "source", "status"
    )
    about: dict[int, set[str]] = {}
    keys = dict(Party._base_manager.filter(case=case).values_list("pk", "key"))
    links = EventParty._base_manager.filter(case=case)
    if codes is not None:
        links = links.filter(event__in=rows)
    for event_id, party_id in links.values_list("event_id", "party_id").iterator(chunk_size=5_000):
        about.setdefault(event_id, set()).add(keys[party_id])
    return [
        Event(code, When.parse(on), frozenset(about.get(pk, ())), details, text, source, status)
        for pk, code, on, details, text, source, status in stated
    ]


def parties_in(case: Case) -> list[Party]:
    """Return the parties that stand in a case."""
    return list(Party._base_manager.filter(case=case, removed_at=None))


def case_clocks(case: Case, today: date) -> tuple[Clock, ...]:
    """Return every clock of a case as of a day, with how each was computed."""
    return run_clocks(case, parties_in(case), domain_events(case), today)


def run_clocks(
    case: Case, people: Sequence[Party], events: Sequence[Event], today: date
) -> tuple[Clock, ...]:
    """Return the clocks of these people and events under the rules of the case's jurisdiction."""
    return clocks(
        events,
        rules=clock_rules(case.jurisdiction),
        defendants=[party.key for party in people if party.is_defendant],
        victims=[party.key for party in people if party.is_victim],
        working_days=WorkingDays(case.jurisdiction),
        today=today,
    )
