"""Adding to the log, and the frame every write stands in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office import policy
from amends.office.log.chain import digest_of
from amends.office.log.models import Kind, LogEntry, LogHead
from amends.office.policy import Action, Actor

if TYPE_CHECKING:
    from amends.office.cases.models import Case


RESTRICTED_READS = frozenset({"authorisations", "authorisations of all cases"})


@dataclass
class Entry:
    """What a service says of itself in the log; filled in while it works."""

    case: Case | None = None
    data: dict[str, Any] = field(default_factory=dict)

    def note(self, **facts: Any) -> None:
        """Add facts to the entry. Never a name, an address or the words of a note."""
        self.data.update(facts)


@contextmanager
def writing(*, actor: Actor, action: Action, case: Case | None = None) -> Iterator[Entry]:
    """Frame one write: permission, one transaction, and one log entry that commits with it.

    Raises:
        NotPermitted: the actor may not; the refusal itself is logged by the caller's door.
    """
    from amends.office.search import index_services as index

    with transaction.atomic(), index.keeping_the_index():
        policy.require(actor, action, case)
        _refuse_merged(case, action)
        entry = Entry(case=case)
        yield entry
        if entry.case and policy.in_emergency(actor, [entry.case.pk]):
            entry.note(emergency=True)
        append(kind=Kind.WRITE, action=action, actor=actor, case=entry.case, data=entry.data)


def _refuse_merged(case: Case | None, action: Action) -> None:
    """Refuse to write in a case whose content is in another one, save to undo that."""
    if case is not None and case.merged_into_id and action not in {Action.MERGE, Action.SPLIT}:
        raise ValidationError(
            _("This case is merged into %s. Work there, or undo the merge first.")
            % case.merged_into
        )


def append(
    *, kind: Kind, action: str, actor: Actor, case: Case | None, data: dict[str, Any]
) -> LogEntry:
    """Add one entry to the chain, inside the caller's transaction or its own.

    No savepoint: a write whose entry fails has failed as a whole.
    """
    with transaction.atomic(savepoint=False):
        head, _made = LogHead.objects.select_for_update().get_or_create(id=1)
        entry = _next_entry(head, kind=kind, action=action, actor=actor, case=case, data=data)
        entry.save(force_insert=True)
        LogHead.objects.filter(id=1).update(sequence=entry.sequence, digest=entry.digest)
    return entry


def _next_entry(
    head: LogHead,
    *,
    kind: Kind,
    action: str,
    actor: Actor,
    case: Case | None,
    data: dict[str, Any],
) -> LogEntry:
    """Return the entry that follows a head, and move the head on to it."""
    entry = LogEntry(
        sequence=head.sequence + 1,
        at=timezone.now().astimezone(UTC),
        kind=kind,
        action=action,
        actor_id=actor.pk,
        actor_label=actor.label,
        case_id=case.pk if case else None,
        case_reference=case.reference if case else "",
        data=json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True),
        previous=head.digest,
    )
    entry.digest = digest_of(entry)
    head.sequence, head.digest = entry.sequence, entry.digest
    return entry


@dataclass
class Reads:
    """The reads of one request, kept until its answer is ready, then logged case by case."""

    actor: Actor | None = None
    by_case: dict[Case | None, list[str]] = field(default_factory=dict)

    def add(self, actor: Actor, what: str, case: Case | None) -> None:
        """Remember one read."""
        self.actor = actor
        seen = self.by_case.setdefault(case, [])
        if what not in seen:
            seen.append(what)


_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def gathering_reads() -> Iterator[None]:
    """Log the reads made inside as one entry per case, before the answer leaves.

    If the log cannot be written the exception propagates: no answer without its log entry.
    """
    reads = Reads()
    token = _reads.set(reads)
    try:
        yield
    finally:
        _reads.reset(token)
        if reads.actor is not None:
            _append_reads(reads.actor, reads.by_case)


def read(*, actor: Actor, what: str, case: Case | None = None) -> None:
    """Log that an actor read something of a case, or a list over cases."""
    reads = _reads.get()
    if what in RESTRICTED_READS:
        # An entry of its own: whoever may not know of it sees the rest.
        _append_reads(actor, {case: [what]}, policy.RESTRICTED_READ)
    elif reads is None:
        _append_reads(actor, {case: [what]})
    else:
        reads.add(actor, what, case)


def _append_reads(
    actor: Actor, by_case: dict[Case | None, list[str]], action: str = "case.read"
) -> None:
    """Add an entry for each case that was read, with as many queries for twenty as for one."""
    keys = [case.pk for case in by_case if case is not None]
    opened = policy.in_emergency(actor, keys) if keys else frozenset()
    with transaction.atomic(savepoint=False):
        head, _made = LogHead.objects.select_for_update().get_or_create(id=1)
        LogEntry.objects.bulk_create(
            [
                _next_entry(
                    head,
                    kind=Kind.READ,
                    action=action,
                    actor=actor,
                    case=case,
                    data={"what": what} | _marked(case, opened),
                )
                for case, what in by_case.items()
            ]
        )
        LogHead.objects.filter(id=1).update(sequence=head.sequence, digest=head.digest)


def _marked(case: Case | None, opened: frozenset[int]) -> dict[str, bool]:
    """Return the mark of what was read under an emergency access."""
    return {"emergency": True} if case is not None and case.pk in opened else {}


def refuse(*, actor: Actor, action: Action, case: Case | None) -> None:
    """Log that an actor was refused."""
    append(kind=Kind.REFUSED, action=action, actor=actor, case=case, data={})
