"""Writes that merging and splitting share: moving rows, copying one, and bringing people along."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from amends.office.cases.models import Assignment, AssignmentKind, Case, CaseMove
from amends.office.cases.moves import Moved, rows_of
from amends.office.timeline.derived_services import refresh_case
from amends.office.validation import save


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


def move_rows(rows: Moved, source: Case, target: Case) -> None:
    """Move rows of every table from one case to another."""
    for table, keys in rows.items():
        rows_of(table, source).filter(pk__in=keys).update(case=target)


def record_move(move: CaseMove) -> CaseMove:
    """Write down a merge or a split, and refresh both cases."""
    save(move)
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
