"""Reads of the log, for the head (own unit's cases) and the ombudsman (everything)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from amends.office.cases.models import Case
from amends.office.log import services
from amends.office.log.chain import Break, first_break
from amends.office.log.models import Kind, LogEntry, LogHead
from amends.office.policy import RESTRICTED, Action, Actor, Role, is_told, require


@dataclass(frozen=True)
class LogFilters:
    """What the log is narrowed to. Empty fields narrow nothing."""

    kind: str = ""
    action: str = ""
    account: str = ""
    reference: str = ""
    since: date | None = None
    until: date | None = None


def entries(*, actor: Actor, filters: LogFilters | None = None) -> QuerySet[LogEntry]:
    """Return the entries the actor may read, newest first."""
    require(actor, Action.READ_LOG)
    services.read(actor=actor, what="log")
    filters = filters or LogFilters()
    rows = LogEntry.objects.all()
    if actor.role == Role.HEAD:
        rows = rows.filter(case_id__in=Case.objects.seen_by(actor).values("pk"))
    elif actor.role != Role.SYSTEM:
        rows = without_secrets(rows)
    conditions = {
        "kind": filters.kind,
        "action": filters.action,
        "actor_label__icontains": filters.account,
        "case_reference__iexact": filters.reference,
        "at__date__gte": filters.since,
        "at__date__lte": filters.until,
    }
    return rows.filter(**{name: value for name, value in conditions.items() if value})


def of_case(*, actor: Actor, case: Case) -> QuerySet[LogEntry]:
    """Return the entries about a case; those on techniques only to whoever is told of them."""
    rows = LogEntry.objects.filter(case_id=case.pk)
    return rows if is_told(actor, case) else without_secrets(rows)


def without_secrets(rows: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
    """Return entries less those that say that a technique is used; refusals say no such thing."""
    return rows.exclude(~Q(kind=Kind.REFUSED), action__startswith=RESTRICTED)


@dataclass(frozen=True)
class Verdict:
    """Whether the chain holds, over how many entries, and its last digest to keep elsewhere."""

    entries: int
    digest: str
    broken: Break | None


def verify(*, actor: Actor) -> Verdict:
    """Check the whole chain from the first entry on, in bounded memory."""
    require(actor, Action.READ_LOG)
    head = LogHead.objects.filter(id=1).first() or LogHead(sequence=0, digest="")
    rows = LogEntry.objects.order_by("sequence").iterator(chunk_size=2000)
    broken = first_break(rows)
    last = LogEntry.objects.order_by("-sequence").first()
    if broken is None and (last.digest if last else "") != head.digest:
        broken = Break(head.sequence, "the newest entries were removed")
    return Verdict(head.sequence, head.digest, broken)


def newest_hold(*, actor: Actor, number: int) -> Verdict:
    """Check the newest entries only, at once however long the log is; ``verify`` checks all."""
    require(actor, Action.READ_LOG)
    head = LogHead.objects.filter(id=1).first() or LogHead(sequence=0, digest="")
    rows = list(LogEntry.objects.order_by("-sequence")[: number + 1])[::-1]
    before = rows.pop(0) if len(rows) > number else None
    broken = first_break(rows, after=before)
    if broken is None and (rows[-1].digest if rows else "") != head.digest:
        broken = Break(head.sequence, "the newest entries were removed")
    return Verdict(len(rows), head.digest, broken)
