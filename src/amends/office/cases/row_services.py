"""Writes that merging and splitting share: moving rows, copying one, and bringing people along."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from amends.office.bars.services import share_bars
from amends.office.cases.models import Assignment, AssignmentKind, Case, CaseMove
from amends.office.cases.moves import Moved, rows_of
from amends.office.timeline.derived_services import refresh_case
from amends.office.validation import save
from amends.office.vault.services import reseal_moved

# Tables whose rows bear a key of their own, under the name by which a move keeps the old ones.
KEYED = {
    "keys": "parties",
    "item_keys": "evidence",
    "proposition_keys": "propositions",
    "statement_keys": "statements",
    "set_keys": "disclosure_sets",
    "argument_keys": "arguments",
    "own_proposition_keys": "case_propositions",
}


def bring_people(case: Case, target: Case) -> list[int]:
    """Assign whoever works on one case to the other as well; return the new assignments' keys."""
    there = set(
        Assignment._base_manager.filter(case=target, until=None).values_list("user", flat=True)
    )
    here = Assignment._base_manager.filter(case=case, until=None).exclude(user__in=there)
    brought = []
    for assignment in here:
        row = Assignment(
            case=target,
            user_id=assignment.user_id,
            kind=AssignmentKind.MEMBER,
            since=timezone.localdate(),
            reason=str(case),
        )
        save(row)
        brought.append(row.pk)
    return brought


def give_free_keys(moving: QuerySet[Any], case: Case, target: Case) -> dict[str, str]:
    """Give new keys to rows that are to move to a case where their keys are taken.

    A key that another row of this case still bears is no free one, though it may move on. Return
    the old keys by the rows' primary keys.
    """
    everything = moving.model._base_manager
    there = set(everything.filter(case=target).values_list("key", flat=True))
    borne = there | set(everything.filter(case=case).values_list("key", flat=True))
    renamed = {}
    for row in moving:
        if row.key in there:
            renamed[str(row.pk)] = row.key
            stem = row.key.rstrip("0123456789") or "P"
            row.key = next(k for n in range(1, 10**6) if (k := f"{stem}{n}") not in borne)
            row.save(update_fields=["key"])
            borne.add(row.key)
    return renamed


def move_rows(rows: Moved, source: Case, target: Case) -> None:
    """Move rows of every table from one case to another, and what the vault holds of parties."""
    for table, keys in rows.items():
        rows_of(table, source).filter(pk__in=keys).update(case=target)
    reseal_moved(parties=rows.get("parties", ()), source=source, target=target)


def record_move(move: CaseMove) -> CaseMove:
    """Write down a merge or a split, and refresh both cases. Bars go where content goes."""
    save(move)
    share_bars(move.case, move.target)
    refresh_case(move.target)
    refresh_case(move.case)
    return move


def copy_row(row: Any, **changes: Any) -> Any:
    """Return a copy of a row with some of its values changed, written."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
    copy = type(row)(**values)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.save()
    return copy
