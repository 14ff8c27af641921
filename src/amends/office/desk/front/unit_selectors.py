"""What the front page of a head of unit rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from amends.office.accounts.models import Leave, Specialism, User
from amends.office.accounts.selectors import case_workers, colleagues, leave_of_unit
from amends.office.cases.models import Assignment, Case
from amends.office.charging.selectors import recharged
from amends.office.desk.front.work import SHOWN, near_clocks
from amends.office.emergencies.models import EmergencyAccess
from amends.office.emergencies.selectors import to_decide
from amends.office.intake.waiting_selectors import ToScreen, to_screen
from amends.office.log import services as log
from amends.office.policy import Actor
from amends.office.tasks.models import Task, TaskState
from amends.office.tasks.selectors import Desk, desk, escalated_tasks
from amends.office.timeline.models import TimelineEvent
from amends.office.timeline.selectors import RunningClocks

IDLE_DAYS = 30
LISTED = 12


@dataclass(frozen=True)
class Load:
    """What one person carries."""

    user: User
    cases: int
    tasks: int
    overdue: int
    away: bool


@dataclass(frozen=True)
class CaseList:
    """The first cases of a list, and how many there are."""

    rows: tuple[Case, ...]
    number: int


@dataclass(frozen=True)
class UnitFront:
    """A head's day: what is at risk in the unit, who carries what, and what nobody moves."""

    desk: Desk
    escalated: tuple[Task, ...]
    clocks: RunningClocks
    loads: tuple[Load, ...]
    idle: CaseList
    unmatched: CaseList
    leave: tuple[Leave, ...]
    recharged: int
    reports: ToScreen | None
    asked: tuple[EmergencyAccess, ...]

    @property
    def overdue(self) -> int:
        """Return how many tasks are overdue in the whole unit."""
        return sum(load.overdue for load in self.loads)


def unit_front(*, actor: Actor, today: date) -> UnitFront:
    """Return the front page of a head of unit."""
    return UnitFront(
        desk=desk(actor=actor, today=today, shown=SHOWN),
        escalated=tuple(escalated_tasks(actor=actor)[:LISTED]),
        clocks=near_clocks(actor=actor, today=today),
        loads=tuple(loads(actor=actor, today=today)),
        idle=_listed(idle_cases(actor=actor, today=today)),
        unmatched=_listed(unmatched_cases(actor=actor)),
        leave=tuple(leave_of_unit(actor=actor)),
        recharged=recharged(actor=actor).count(),
        reports=to_screen(actor=actor),
        asked=tuple(to_decide(actor=actor)),
    )


def loads(*, actor: Actor, today: date) -> list[Load]:
    """Return what everybody in the unit carries, most overdue first."""
    log.read(actor=actor, what="workload")
    cases = _by_person(
        Assignment.objects.seen_by(actor).filter(
            until=None, case__all_final=False, case__merged_into=None
        ),
        "user",
    )
    unfinished = Task.objects.seen_by(actor).filter(state=TaskState.OPEN, case__merged_into=None)
    tasks = _by_person(unfinished, "owner")
    late = _by_person(unfinished.filter(due__lt=today), "owner")
    away = set(
        Leave.objects.filter(since__lte=today, until__gte=today).values_list("user", flat=True)
    )
    carried = [
        Load(
            user,
            cases.get(user.pk, 0),
            tasks.get(user.pk, 0),
            late.get(user.pk, 0),
            user.pk in away,
        )
        for user in colleagues(actor=actor)
    ]
    return sorted(carried, key=lambda load: (-load.overdue, -load.cases, load.user.name))


def idle_cases(*, actor: Actor, today: date) -> QuerySet[Case]:
    """Return the open cases in which nothing happened for thirty days and nothing is set ahead."""
    log.read(actor=actor, what="cases without a step")
    since = today - timedelta(days=IDLE_DAYS)
    stirred = TimelineEvent._base_manager.filter(
        case=OuterRef("pk"), struck_at=None, first_day__gt=since
    )
    worked = Task._base_manager.filter(
        case=OuterRef("pk"), state=TaskState.DONE, closed_at__date__gt=since
    )
    return (
        _open_cases(actor)
        .filter(~Exists(stirred), ~Exists(worked), opened_on__lte=since)
        .order_by("opened_on")
    )


def unmatched_cases(*, actor: Actor) -> QuerySet[Case]:
    """Return the open cases that demand something nobody working on them is trained in."""
    log.read(actor=actor, what="cases without a matching specialism")
    trained = list(case_workers(actor=actor))
    lacking = Q(pk__in=[])
    for code in Specialism.values:
        able = [user.pk for user in trained if code in user.specialisms]
        working = Assignment._base_manager.filter(case=OuterRef("pk"), until=None, user__in=able)
        lacking |= Q(~Exists(working), demands__contains=f'"{code}"')
    return (
        _open_cases(actor)
        .alias(demands=Cast("specialisms", TextField()))
        .filter(lacking)
        .order_by("-opened_on")
    )


def _open_cases(actor: Actor) -> QuerySet[Case]:
    return Case.objects.seen_by(actor).filter(merged_into=None, all_final=False)


def _listed(rows: QuerySet[Case]) -> CaseList:
    first = tuple(rows[: LISTED + 1])
    number = len(first) if len(first) <= LISTED else rows.count()
    return CaseList(first[:LISTED], number)


def _by_person(rows: QuerySet[Assignment] | QuerySet[Task], person: str) -> Mapping[int, int]:
    counted = rows.order_by().values_list(person).annotate(number=Count("pk"))
    return dict(counted)
