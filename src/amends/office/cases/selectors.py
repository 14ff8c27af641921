"""Reads of cases: the list, one case, its people, notes, links and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountOf
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, TextField
from django.db.models.expressions import OrderBy
from django.db.models.functions import Cast
from django.utils import timezone

from amends.network.roles import Capacity
from amends.office.accounts.models import User
from amends.office.accounts.selectors import case_workers
from amends.office.cases.models import (
    Assignment,
    AssignmentKind,
    Case,
    CaseLink,
    CaseMove,
    HandOver,
    Note,
    SavedView,
)
from amends.office.cases.moves import told_in
from amends.office.log import selectors as log_entries
from amends.office.log import services as log
from amends.office.log.models import LogEntry
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor, Layer, not_barred, require, sees
from amends.office.tasks.models import Task, TaskState

ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "newest": ("-opened_on", "-id"),
    "oldest": ("opened_on", "id"),
    "next": (F("next_date").asc(nulls_last=True), "-id"),
    "reference": ("reference",),
}

BARRING = "bar."  # who is kept from a case is told to those who decide on it


@dataclass(frozen=True)
class CaseFilters:
    """What the case list is narrowed to. Empty fields narrow nothing."""

    text: str = ""
    stage: str = ""
    specialism: str = ""
    lead: str = ""
    due_within: int | None = None
    opened_from: date | None = None
    opened_to: date | None = None
    mine: bool = False
    closed: bool = False
    order: str = "newest"


def case(*, actor: Actor, reference: str) -> Case:
    """Return one case of the actor's.

    Raises:
        Case.DoesNotExist: there is none, or it is not the actor's; the two look the same.
    """
    found = (
        Case.objects.seen_by(actor).select_related("unit", "merged_into").get(reference=reference)
    )
    log.read(actor=actor, what="case", case=found)
    return found


def cases(*, actor: Actor, filters: CaseFilters | None = None) -> QuerySet[Case]:
    """Return the actor's cases, narrowed and ordered, with what a list shows of each."""
    filters = filters or CaseFilters()
    log.read(actor=actor, what="case list")
    rows = Case.objects.seen_by(actor).filter(merged_into=None)
    rows = _narrow(rows, actor, filters)
    return rows.order_by(*ORDERS.get(filters.order, ORDERS["newest"]))


def with_list_columns(rows: QuerySet[Case], *, actor: Actor) -> QuerySet[Case]:
    """Add defendants, people and open tasks to cases, at a fixed number of queries."""
    defendants = Party.objects.seen_by(actor).filter(capacity=Capacity.DEFENDANT, removed_at=None)
    leads = (
        Assignment.objects.seen_by(actor)
        .filter(until=None, kind=AssignmentKind.LEAD)
        .select_related("user")
    )
    open_tasks = Task.objects.seen_by(actor).filter(state=TaskState.OPEN)
    return rows.prefetch_related(
        Prefetch("parties", queryset=defendants, to_attr="defendants"),
        Prefetch("assignments", queryset=leads, to_attr="leads"),
        Prefetch("tasks", queryset=open_tasks, to_attr="open_tasks"),
    )


def listed(keys: Sequence[int], *, actor: Actor) -> list[Case]:
    """Return cases of these keys, in this order, with what a list shows of each."""
    log.read(actor=actor, what="case list")
    rows = with_list_columns(Case.objects.seen_by(actor).filter(pk__in=keys), actor=actor)
    place = {key: n for n, key in enumerate(keys)}
    return sorted(rows, key=lambda row: place[row.pk])


def people(*, actor: Actor, case: Case) -> QuerySet[Assignment]:
    """Return who works or worked on a case."""
    log.read(actor=actor, what="people", case=case)
    return Assignment.objects.seen_by(actor).filter(case=case).select_related("user")


def lead_of(*, actor: Actor, case: Case) -> User | None:
    """Return who leads a case now."""
    now = people(actor=actor, case=case).filter(until=None, kind=AssignmentKind.LEAD).first()
    return now.user if now else None


def hand_overs(*, actor: Actor, case: Case) -> QuerySet[HandOver]:
    """Return the hand-overs of a case."""
    log.read(actor=actor, what="hand-overs", case=case)
    return HandOver.objects.seen_by(actor).filter(case=case).select_related("from_user", "to_user")


@dataclass(frozen=True)
class Suggestion:
    """A colleague who could take a case: what fits, and how much they carry already."""

    user: User
    matching: tuple[str, ...]
    open_cases: int
    away: bool


def suggested_people(*, actor: Actor, case: Case) -> list[Suggestion]:
    """Return colleagues for a case: most matching specialisms first, then fewest open cases."""
    require(actor, Action.ASSIGN, case)
    log.read(actor=actor, what="workload", case=case)
    today = timezone.localdate()
    now = Q(assignments__until=None, assignments__case__all_final=False)
    now &= not_barred(actor, "assignments__case")
    loads = case_workers(actor=actor).annotate(carrying=CountOf("assignments", filter=now))
    on_leave = set(
        loads.filter(leave__since__lte=today, leave__until__gte=today).values_list("pk", flat=True)
    )
    suggestions = [
        Suggestion(
            user=user,
            matching=tuple(code for code in case.specialisms if code in user.specialisms),
            open_cases=user.carrying,
            away=user.pk in on_leave,
        )
        for user in loads
    ]
    return sorted(suggestions, key=lambda s: (s.away, -len(s.matching), s.open_cases, s.user.name))


def notes(*, actor: Actor, case: Case) -> QuerySet[Note]:
    """Return the notes of a case, withdrawn ones included so that they can be shown as such."""
    log.read(actor=actor, what="notes", case=case)
    return Note.objects.seen_by(actor).filter(case=case).select_related("author")


def links(*, actor: Actor, case: Case) -> list[tuple[CaseLink, Case]]:
    """Return the links of a case with the case at the other end, where the actor may open it."""
    log.read(actor=actor, what="links", case=case)
    own = Case.objects.seen_by(actor)
    rows = CaseLink._base_manager.filter(
        Q(case=case, other__in=own) | Q(other=case, case__in=own), undone_at=None
    ).select_related("case", "other", "by")
    return [(link, link.other if link.case_id == case.pk else link.case) for link in rows]


def link(*, actor: Actor, case: Case, pk: int) -> CaseLink:
    """Return one link of a case, undone or not.

    Raises:
        CaseLink.DoesNotExist: there is none that the actor may see from this case.
    """
    log.read(actor=actor, what="links", case=case)
    own = Case.objects.seen_by(actor)
    rows = CaseLink._base_manager.filter(case__in=own, other__in=own).select_related(
        "case", "other"
    )
    return rows.get(Q(case=case) | Q(other=case), pk=pk)


def contents(*, actor: Actor, case: Case) -> dict[str, int]:
    """Return how much a case holds of everything, for saying what a merge will move."""
    log.read(actor=actor, what="contents", case=case)
    if not sees(actor, Layer.NOTES):
        return {}
    return {table: len(keys) for table, keys in told_in(case).items()}


def moves(*, actor: Actor, case: Case) -> QuerySet[CaseMove]:
    """Return the merges and splits a case had part in."""
    log.read(actor=actor, what="moves", case=case)
    if not sees(actor, Layer.HISTORY):
        return CaseMove.objects.seen_by(actor).none()
    return CaseMove._base_manager.filter(Q(case=case) | Q(target=case)).select_related(
        "case", "target", "by"
    )


def history(*, actor: Actor, case: Case) -> QuerySet[LogEntry]:
    """Return what the log says of a case: who did what, and who read it."""
    log.read(actor=actor, what="history", case=case)
    entries = log_entries.of_case(actor=actor, case=case)
    if not sees(actor, Layer.BARS):
        entries = entries.exclude(action__startswith=BARRING)
    return entries if sees(actor, Layer.HISTORY) else entries.none()


def saved_views(*, actor: User) -> QuerySet[SavedView]:
    """Return the actor's own saved views."""
    return SavedView.objects.filter(user=actor)


def _narrow(rows: QuerySet[Case], actor: Actor, filters: CaseFilters) -> QuerySet[Case]:
    conditions: dict[str, Any] = {
        "opened_on__gte": filters.opened_from,
        "opened_on__lte": filters.opened_to,
    }
    rows = rows.filter(**{name: value for name, value in conditions.items() if value})
    if not filters.closed:
        rows = rows.filter(all_final=False)
    if filters.text:
        rows = rows.filter(
            Q(reference__icontains=filters.text)
            | Q(title__icontains=filters.text)
            | Q(court_reference__icontains=filters.text)
        )
    if filters.stage:
        rows = rows.filter(Exists(_defendants().filter(stage=filters.stage)))
    if filters.specialism:
        rows = rows.alias(demands=Cast("specialisms", TextField())).filter(
            demands__contains=f'"{filters.specialism}"'
        )
    if filters.lead:
        rows = rows.filter(Exists(_current().filter(kind="lead", user__username=filters.lead)))
    if filters.mine:
        rows = rows.filter(Exists(_current().filter(user=actor.pk)))
    if filters.due_within is not None:
        limit = timezone.localdate() + timedelta(days=filters.due_within)
        rows = rows.filter(next_date__lte=limit)
    return rows


def _defendants() -> QuerySet[Party]:
    return Party._base_manager.filter(
        case=OuterRef("pk"), capacity=Capacity.DEFENDANT, removed_at=None
    )


def _current() -> QuerySet[Assignment]:
    return Assignment._base_manager.filter(case=OuterRef("pk"), until=None)
