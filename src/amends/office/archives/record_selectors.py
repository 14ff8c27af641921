"""Reads of what surrounds a case, for the part of an archive that is for reading only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from amends.office.archives.cells import guarded
from amends.office.archives.selectors import Row, Written
from amends.office.cases import selectors as cases
from amends.office.cases.models import Case, CaseLink, CaseMove
from amends.office.exchange.models import ImportBatch
from amends.office.log import services as log
from amends.office.log.models import LogEntry
from amends.office.policy import Action, Actor, may
from amends.office.timeline import selectors as timeline

Reads = Callable[[Actor, Case], Iterator[tuple[object, ...]]]


def record(*, actor: Actor, case: Case) -> dict[str, Written]:
    """Return what surrounds a case; its log only for whoever may read the log."""
    log.read(actor=actor, what="whole case", case=case)
    found = {
        name: Written(heading, tuple(_texts(reads(actor, case))))
        for name, (heading, reads) in PARTS.items()
    }
    if may(actor, Action.READ_LOG):
        found["log"] = Written(LOG, tuple(_texts(_log(case))))
    return found


def _texts(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    for row in rows:
        yield tuple(guarded("" if cell is None else str(cell)) for cell in row)


def _people(actor: Actor, case: Case) -> Iterator[tuple[object, ...]]:
    for row in cases.people(actor=actor, case=case):
        yield row.user.username, row.user.name, row.kind, row.since, row.until, row.reason


def _hand_overs(actor: Actor, case: Case) -> Iterator[tuple[object, ...]]:
    for row in cases.hand_overs(actor=actor, case=case):
        yield row.on, row.from_user.username, row.to_user.username, row.note, row.tasks_moved


def _links(actor: Actor, case: Case) -> Iterator[tuple[object, ...]]:
    """Yield the links to cases that the actor may open too."""
    rows = CaseLink.objects.seen_by(actor).filter(case=case, other__in=Case.objects.seen_by(actor))
    for row in rows.select_related("other", "by"):
        yield row.other.reference, row.reason, row.by.username, row.made_at, row.undone_at


def _moves(actor: Actor, case: Case) -> Iterator[tuple[object, ...]]:
    seen = Case.objects.seen_by(actor)
    rows = CaseMove.objects.seen_by(actor).filter(case__in=seen, target__in=seen)
    for row in rows.select_related("case", "target", "by"):
        if case.pk in {row.case_id, row.target_id}:
            named = row.case.reference, row.target.reference, row.reason
            yield row.kind, *named, row.by.username, row.made_at, row.undone_at


def _imports(actor: Actor, case: Case) -> Iterator[tuple[object, ...]]:
    for row in ImportBatch.objects.seen_by(actor).filter(case=case).select_related("by"):
        counted = row.read, row.taken, json.dumps(row.refused, ensure_ascii=False)
        by = row.by.username if row.by else ""
        yield row.at, by, row.kind, row.filename, row.sha256, *counted, row.undone_at


def _clocks(actor: Actor, case: Case) -> Iterator[tuple[object, ...]]:
    for clock in timeline.clocks(actor=actor, case=case):
        yield clock.rule.code, clock.party, clock.state, clock.due


def _log(case: Case) -> Iterator[tuple[object, ...]]:
    for row in LogEntry.objects.filter(case_id=case.pk).order_by("sequence").iterator(2_000):
        yield tuple(getattr(row, name) for name in LOG)


LOG = (
    *("sequence", "at", "kind", "action", "actor_id", "actor_label", "case_id", "case_reference"),
    *("data", "previous", "digest"),
)
PARTS: dict[str, tuple[Row, Reads]] = {
    "people": (("account", "name", "kind", "since", "until", "reason"), _people),
    "hand_overs": (("on", "from", "to", "note", "tasks_moved"), _hand_overs),
    "links": (("other", "reason", "by", "made_at", "undone_at"), _links),
    "moves": (("kind", "case", "target", "reason", "by", "made_at", "undone_at"), _moves),
    "imports": (
        ("at", "by", "kind", "file", "sha256", "read", "taken", "refused", "undone_at"),
        _imports,
    ),
    "clocks": (("rule", "party", "state", "due"), _clocks),
}
