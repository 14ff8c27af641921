"""Taking a sheet into a case: trying it first, taking it, and undoing that."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.bulk_services import uncollected
from amends.office.cases.models import Case
from amends.office.evidence.services import keep, safe_name
from amends.office.exchange import event_services, party_services
from amends.office.exchange.entries import Entries, entries_of
from amends.office.exchange.languages import in_every_language
from amends.office.exchange.layouts import SheetKind
from amends.office.exchange.models import EXHIBITS, ImportBatch
from amends.office.exchange.rows import SheetRefused
from amends.office.exchange.sheets import read_sheet
from amends.office.exchange.verdicts import Report, Verdict, labels_of
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item
from amends.office.log.services import writing
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import Action, Actor
from amends.office.timeline import batch_services as timeline
from amends.office.timeline.derived_services import refreshing_once
from amends.office.timeline.models import TimelineEvent
from amends.office.validation import problem, save, translated

M = TypeVar("M")
OnRow = Callable[[], None]
# Of a key that has to make room for the number of the import that was undone.
LONGEST_KEPT = 30
LONGEST_UNDONE = 20


class RowsRefused(ValidationError):
    """Some rows are refused and only the whole sheet was to be taken; nothing was."""

    def __init__(self, report: Report) -> None:
        """Keep the verdicts."""
        self.report = report
        said = _(
            "%(refused)d of %(read)d rows are refused, so none was taken. Correct them, or take "
            "the good rows only."
        )
        super().__init__({"file": [said % {"refused": len(report.refused), "read": report.read}]})


@uncollected()
def check_sheet(
    *, actor: Actor, case: Case, kind: SheetKind, data: bytes, on_row: OnRow = lambda: None
) -> Report:
    """Try every row of a sheet and take none: what would become of each, were it imported.

    Raises:
        ValidationError: it cannot be read as a sheet of this kind.
    """
    with writing(actor=actor, action=Action.IMPORT, case=case) as entry:
        entries = _entries(kind, data)
        with transaction.atomic():
            report = _tried(actor, copy.copy(case), entries, data, on_row)
            transaction.set_rollback(True)
        entry.note(tried=kind, sha256=report.sha256, read=report.read, taken=report.taken)
    return replace(report, created=())


def keep_sheet(*, actor: Actor, case: Case, data: bytes, report: Report) -> None:
    """Keep the bytes of a sheet that was tried, so that the very same can be taken.

    Raises:
        ValidationError: it may name a victim; such a file is not kept.
    """
    with writing(actor=actor, action=Action.IMPORT, case=case) as entry:
        if report.naming_a_victim:
            raise problem("file", _("This file may name a victim and is not kept."))
        _keep(data)
        entry.note(kept=report.sha256)


@uncollected()
def import_sheet(
    *,
    actor: Actor,
    case: Case,
    kind: SheetKind,
    filename: str,
    data: bytes,
    good_rows: bool = False,
    on_row: OnRow = lambda: None,
) -> ImportBatch:
    """Take a sheet into a case: every row or none, or with ``good_rows`` those not refused.

    Raises:
        ValidationError: it cannot be read, has no row to take, or rows of it are refused.
    """
    with writing(actor=actor, action=Action.IMPORT, case=case) as entry:
        entries = _entries(kind, data)
        report = _tried(actor, case, entries, data, on_row)
        if report.refused and not good_rows:
            raise RowsRefused(report)
        if not report.taken:
            raise problem("file", _("There is no row to take. Correct the rows and try again."))
        batch = _record(actor, case, filename, data, report)
        entry.note(batch=batch.pk, kind=kind, sha256=report.sha256)
        entry.note(read=report.read, taken=report.taken, refused=len(report.refused))
    return batch


@uncollected()
def undo_import(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Take what an import added out of view: parties and items removed, events struck out.

    The keys of its parties and items become free, so that the corrected sheet can be taken.

    Raises:
        ValidationError: it is undone already, or one of its parties stands in a count.
    """
    with writing(actor=actor, action=Action.IMPORT, case=batch.case) as entry:
        if batch.undone_at:
            raise problem("batch", _("This import is undone already."))
        with refreshing_once(batch.case):
            if batch.kind == SheetKind.PARTIES:
                _remove_parties(actor, batch)
            elif batch.kind == EXHIBITS:
                _remove_items(actor, batch)
            else:
                _strike_events(actor, batch)
        batch.undone_at = timezone.now()
        batch.save(update_fields=["undone_at"])
        entry.note(batch=batch.pk, undone=True)
    return batch


def _entries(kind: SheetKind, data: bytes) -> Entries:
    try:
        return entries_of(kind, read_sheet(data), in_every_language)
    except SheetRefused as refusal:
        found = refusal.problem
        said = translated(found.message)
        if found.field:
            said = f"{labels_of(kind).get(found.field, found.field)}: {said}"
        if found.row:
            said = _("Row %(row)d: %(said)s") % {"row": found.row, "said": said}
        raise problem("file", said) from None


def _tried(actor: Actor, case: Case, entries: Entries, data: bytes, on_row: OnRow) -> Report:
    with refreshing_once(case):
        verdicts, created = _take(actor, case, entries, on_row)
    return Report(
        kind=entries.kind,
        encoding=entries.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        verdicts=tuple(verdicts),
        unknown=entries.unknown,
        created=tuple(created),
    )


def _take(
    actor: Actor, case: Case, entries: Entries, on_row: OnRow
) -> tuple[list[Verdict], list[int]]:
    if entries.kind is SheetKind.PARTIES:
        return party_services.add_parties(
            actor=actor, case=case, entries=entries.rows, on_row=on_row
        )
    return event_services.record_events(actor=actor, case=case, entries=entries.rows, on_row=on_row)


def _record(actor: Actor, case: Case, filename: str, data: bytes, report: Report) -> ImportBatch:
    kept = not report.naming_a_victim
    if kept:
        _keep(data)
    batch = ImportBatch(
        case=case,
        kind=report.kind,
        filename=safe_name(filename),
        sha256=report.sha256,
        kept=kept,
        encoding=report.encoding,
        read=report.read,
        taken=report.taken,
        refused=report.refused_as_data(),
        created=list(report.created),
        by_id=actor.pk,
    )
    save(batch)
    return batch


def _keep(data: bytes) -> None:
    keep([data])


def _remove_parties(actor: Actor, batch: ImportBatch) -> None:
    there = {party.pk: party for party in Party._base_manager.filter(case=batch.case)}
    for party in _unmoved(batch, there):
        if party.removed_at is None:
            _remove_party(actor, party, batch)


def _remove_party(actor: Actor, party: Party, batch: ImportBatch) -> None:
    try:
        parties.remove_party(actor=actor, party=party)
    except ValidationError as refusal:
        said = [f"{party.key}: {message}" for message in refusal.messages]
        raise ValidationError({"batch": said}) from None
    party.key = f"{party.key[:LONGEST_KEPT]}~{batch.pk}"
    party.save(update_fields=["key"])


def _remove_items(actor: Actor, batch: ImportBatch) -> None:
    there = {item.pk: item for item in Item._base_manager.filter(case=batch.case)}
    for item in _unmoved(batch, there):
        if item.removed_at is None:
            exhibits.remove_item(actor=actor, item=item)
            item.key = f"{item.key[:LONGEST_UNDONE]}-undone{item.pk}"
            item.save(update_fields=["key"])


def _strike_events(actor: Actor, batch: ImportBatch) -> None:
    rows = TimelineEvent._base_manager.filter(case=batch.case).order_by()
    there = {event.pk: event for event in rows.only("code", "struck_at")}
    reason = _("The import of %s was undone.") % batch.filename[:200]
    timeline.strike_events(
        actor=actor, case=batch.case, events=_unmoved(batch, there), reason=reason
    )


def _unmoved(batch: ImportBatch, there: Mapping[int, M]) -> list[M]:
    """Return what an import added, as long as all of it is still in its case.

    Raises:
        ValidationError: some of it has moved to another case.
    """
    if any(pk not in there for pk in batch.created):
        raise problem(
            "batch",
            _(
                "Some of what this import added has moved to another case by a merge or a split. "
                "Undo that first."
            ),
        )
    return [there[pk] for pk in batch.created]
