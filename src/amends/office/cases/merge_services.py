"""Writes that merge cases, and undo a merge or a split."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.bars.services import share_bars
from amends.office.cases.models import Assignment, Case, CaseMove, MoveKind
from amends.office.cases.moves import Moved, everything_in, rows_of, told
from amends.office.cases.row_services import (
    KEYED,
    bring_people,
    give_free_keys,
    move_rows,
    record_move,
)
from amends.office.cases.split_services import undo_split
from amends.office.charging.move_services import merge_facts, unmerge_facts
from amends.office.inquiries.numbering_services import put_numbers_back, renumber_into
from amends.office.log.services import writing
from amends.office.parties.models import Count
from amends.office.passages.models import Passage
from amends.office.policy import Action, require
from amends.office.proving.compiled_services import forget
from amends.office.proving.move_services import (
    part_arguments,
    put_taken_up_back,
    rename_taken_up,
)
from amends.office.timeline.derived_services import refresh_case
from amends.office.validation import problem


def merge_cases(*, actor: User, case: Case, target: Case, reason: str) -> CaseMove:
    """Move everything in a case into another one; the emptied case points to where it went.

    Keys of parties and numbers of counts that are taken in the target are replaced by the next
    free ones. Nobody loses sight of their work: who was assigned here is assigned there.

    Raises:
        ValidationError: the reason is missing, or a case cannot be merged.
    """
    with writing(actor=actor, action=Action.MERGE, case=case) as entry:
        _check_merge(actor, case, target, reason)
        renamed = _rename(case, target)
        moved: dict[str, Any] = {
            **renamed,
            "taken_up": rename_taken_up(case, target, renamed),
            "series": renumber_into(case, target),
            "numbers": _renumber_counts(Count._base_manager.filter(case=case), target),
            "rows": everything_in(case),
            "assigned": bring_people(case, target),
            "facts": merge_facts(case, target),
        }
        move_rows(moved["rows"], case, target)
        forget(case, target)
        case.merged_into = target
        case.save(update_fields=["merged_into"])
        move = record_move(
            CaseMove(
                kind=MoveKind.MERGE,
                case=case,
                target=target,
                moved=moved,
                reason=reason,
                by=actor,
            )
        )
        entry.note(target=target.reference, rows=_sizes(told(moved["rows"])))
    return move


def undo_move(*, actor: User, move: CaseMove) -> CaseMove:
    """Undo a merge or a split: what moved goes back, with its old keys and numbers.

    Raises:
        ValidationError: it is undone already.
    """
    action = Action.MERGE if move.kind == MoveKind.MERGE else Action.SPLIT
    with writing(actor=actor, action=action, case=move.target) as entry:
        if move.undone_at is not None:
            raise problem("move", _("This is undone already."))
        if move.kind == MoveKind.MERGE:
            _undo_merge(move)
        else:
            undo_split(move)
        move.undone_at = timezone.now()
        move.save(update_fields=["undone_at"])
        share_bars(move.case, move.target)
        forget(move.case, move.target)
        refresh_case(move.case)
        refresh_case(move.target)
        entry.note(kind=move.kind, case=move.case.reference, undone=True)
    return move


def _check_merge(actor: User, case: Case, target: Case, reason: str) -> None:
    require(actor, Action.MERGE, target)
    if case.pk == target.pk:
        raise problem("target", _("Choose another case; a case cannot be merged into itself."))
    if case.merged_into_id or target.merged_into_id:
        raise problem("target", _("One of these cases is merged into another already."))
    if case.unit_id != target.unit_id:
        raise problem("target", _("Cases of two units are linked, not merged."))
    if not reason.strip():
        raise problem("reason", _("Say why the cases belong in one."))


def _rename(case: Case, target: Case) -> dict[str, dict[str, str]]:
    """Give new keys to rows whose keys are taken in the target; return the old ones."""
    return {
        name: give_free_keys(rows_of(table, case), case, target) for name, table in KEYED.items()
    }


def _renumber_counts(counts: Iterable[Count], target: Case) -> dict[str, int]:
    highest = Count._base_manager.filter(case=target).aggregate(n=Max("number"))["n"] or 0
    if not highest:
        return {}
    rows = list(counts)
    before = {str(count.pk): count.number for count in rows}
    shift = max(highest, *before.values()) if before else 0
    for count in sorted(rows, key=lambda count: -count.number):
        count.number += shift
        count.save(update_fields=["number"])
    return before


def _sizes(rows: Moved) -> dict[str, int]:
    return {table: len(keys) for table, keys in rows.items() if keys}


def _undo_merge(move: CaseMove) -> None:
    rows: Moved = move.moved["rows"]
    move_rows(rows, move.target, move.case)
    unmerge_facts(move.target, move.moved.get("facts", {}))
    # What was tied since the merge goes back with the file it stands in.
    Passage._base_manager.filter(case=move.target, attachment__case=move.case).update(
        case=move.case
    )
    for name, table in KEYED.items():
        for pk, key in move.moved.get(name, {}).items():
            rows_of(table, move.case).filter(pk=pk).update(key=key)
    put_taken_up_back(move.case, move.moved.get("taken_up", {}))
    part_arguments(move.case, move.target)
    put_numbers_back(move.case, move.moved.get("series", {}))
    numbers = move.moved["numbers"]
    for pk, number in sorted(numbers.items(), key=lambda item: item[1]):
        Count._base_manager.filter(pk=pk, case=move.case).update(number=number)
    Assignment._base_manager.filter(pk__in=move.moved["assigned"], until=None).update(
        until=timezone.localdate()
    )
    move.case.merged_into = None
    move.case.save(update_fields=["merged_into"])
