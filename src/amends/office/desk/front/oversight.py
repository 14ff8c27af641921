"""What the front page of the ombudsman rests on: procedure over all units, and the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from amends.integrity.chains import Verdict
from amends.office.bars.models import Bar
from amends.office.bars.selectors import barred_heads
from amends.office.emergencies.models import EmergencyAccess
from amends.office.emergencies.selectors import to_decide, unreviewed
from amends.office.log.models import Kind, LogEntry
from amends.office.log.selectors import LogFilters, entries, newest_hold
from amends.office.policy import Actor
from amends.office.tasks.models import Task, TaskKind
from amends.office.tasks.selectors import open_tasks
from amends.office.timeline.models import OpenClock
from amends.office.timeline.selectors import open_clocks

LISTED = 10
REFUSAL_DAYS = 7
CHECKED = 500


@dataclass(frozen=True)
class UnitDelay:
    """How much is late in one unit."""

    name: str
    directions: int
    clocks: int


@dataclass(frozen=True)
class OversightFront:
    """The ombudsman's day: what is late, refusals, who is barred or let in, and the log."""

    units: tuple[UnitDelay, ...]
    directions: tuple[Task, ...]
    refusals: tuple[LogEntry, ...]
    refused: int
    verdict: Verdict
    barred_heads: tuple[Bar, ...]
    asked: tuple[EmergencyAccess, ...]
    unreviewed: tuple[EmergencyAccess, ...]

    @property
    def late_directions(self) -> int:
        """Return how many directions are late in all units."""
        return sum(unit.directions for unit in self.units)

    @property
    def late_clocks(self) -> int:
        """Return how many clocks are overdue in all units."""
        return sum(unit.clocks for unit in self.units)


def oversight_front(*, actor: Actor, today: date) -> OversightFront:
    """Return the front page of the ombudsman."""
    late = open_tasks(actor=actor).filter(kind=TaskKind.DIRECTION, due__lt=today)
    overdue = open_clocks(actor=actor, until=today - timedelta(days=1))
    since = today - timedelta(days=REFUSAL_DAYS)
    refused = entries(actor=actor, filters=LogFilters(kind=Kind.REFUSED, since=since))
    return OversightFront(
        units=tuple(_by_unit(late, overdue.filter(case__all_final=False))),
        directions=tuple(late.select_related("case__unit")[:LISTED]),
        refusals=tuple(refused[:LISTED]),
        refused=refused.count(),
        verdict=newest_hold(actor=actor, number=CHECKED),
        barred_heads=tuple(barred_heads(actor=actor)),
        asked=tuple(to_decide(actor=actor)),
        unreviewed=tuple(unreviewed(actor=actor)),
    )


def _by_unit(late: QuerySet[Task], overdue: QuerySet[OpenClock]) -> list[UnitDelay]:
    directions = _count_by_unit(late)
    clocks = _count_by_unit(overdue)
    units = [
        UnitDelay(name, directions.get(name, 0), clocks.get(name, 0))
        for name in {*directions, *clocks}
    ]
    return sorted(units, key=lambda unit: (-unit.directions - unit.clocks, unit.name))


def _count_by_unit(rows: QuerySet[Task] | QuerySet[OpenClock]) -> dict[str, int]:
    counted = rows.order_by().values_list("case__unit__name").annotate(number=Count("pk"))
    return dict(counted)
