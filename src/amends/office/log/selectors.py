"""Reads of the log, for the head (own unit's cases) and the ombudsman (everything)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from amends.base.messages import Message
from amends.integrity.chains import Break, Broken, Record, Verdict, verified
from amends.integrity.checkpoints import Checkpoint
from amends.office.cases.models import Case
from amends.office.log import checkpoint_selectors as checkpoints
from amends.office.log import services
from amends.office.log.chain import COVERED, first_break, moment_in, records_of
from amends.office.log.models import Kind, LogEntry, LogHead
from amends.office.policy import RESTRICTED, Action, Actor, Role, is_told, not_barred, require

READ_AT_ONCE = 2000
CUT_OFF = Message("the newest entries were removed")


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
        rows = without_secrets(rows).filter(not_barred(actor, "case"))
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


def records(
    *, actor: Actor, after: int | None = None, up_to: int | None = None
) -> Iterator[Record]:
    """Yield the entries after a place as they are digested, the oldest first, in bounded memory.

    Page by page: a cursor of the database would outlive whoever stops at a break. Times are read
    as text: making each a time of the office's zone takes longer than all the rest.
    """
    require(actor, Action.READ_LOG)
    stored = [Cast("at", TextField()) if name == "at" else name for name in COVERED]
    rows = LogEntry.objects.order_by("sequence").values_list(*stored, "digest")
    if up_to is not None:
        rows = rows.filter(sequence__lte=up_to)
    page = list((rows if after is None else rows.filter(sequence__gt=after))[:READ_AT_ONCE])
    while page:
        yield from records_of(page, moment_in)
        page = list(rows.filter(sequence__gt=page[-1][0])[:READ_AT_ONCE])


def verify(*, actor: Actor, outside: Collection[Checkpoint] = ()) -> Verdict:
    """Check the whole log against itself and what was signed over it, in bounded memory.

    ``outside``: checkpoints that were kept outside the building. Those that lie here are asked
    too: whoever rebuilds the log cannot sign them anew without the log key.
    """
    require(actor, Action.READ_LOG)
    head = LogHead.objects.filter(id=1).first() or LogHead(sequence=0, digest="")
    try:
        known = [*checkpoints.issued(actor=actor), *outside]
    except Broken as broken:
        return Verdict(head.sequence, head.digest, broken.at)
    # What is written meanwhile comes after the head that was read, and is not missed.
    found = verified(records(actor=actor, up_to=head.sequence), known)
    return _at_the_head(found, head)


def newest_hold(*, actor: Actor, number: int) -> Verdict:
    """Check the newest entries only, at once however long the log is; ``verify`` checks all."""
    require(actor, Action.READ_LOG)
    head = LogHead.objects.filter(id=1).first() or LogHead(sequence=0, digest="")
    rows = list(LogEntry.objects.order_by("-sequence")[: number + 1])[::-1]
    before = rows.pop(0) if len(rows) > number else None
    last = rows[-1].digest if rows else ""
    found = Verdict(len(rows), last, first_break(rows, after=before))
    return _at_the_head(found, head)


def _at_the_head(found: Verdict, head: LogHead) -> Verdict:
    """Return what was found, and whether it ends where the next entry will be chained to."""
    if found.broken is None and found.digest != head.digest:
        return replace(found, digest=head.digest, broken=Break(head.sequence, CUT_OFF))
    return found
