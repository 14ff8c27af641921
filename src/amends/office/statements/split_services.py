"""What becomes of statements when some defendants go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from amends.office.cases.models import Case
from amends.office.cases.row_services import copy_row
from amends.office.disclosure.split_services import copy_decision
from amends.office.exhibits.models import Item
from amends.office.parties.models import Count, Party
from amends.office.statements.models import (
    Explanation,
    Position,
    Proposition,
    Recantation,
    Statement,
)

Rows = dict[str, list[int]]
ACCUSED = ("suspect", "defendant")
# What points to a row of another table, and by what its like is known in another case.
POINTING: tuple[tuple[type[Any], str, type[Any], str], ...] = (
    (Proposition, "count", Count, "number"),
    (Proposition, "party", Party, "key"),
    (Position, "proposition", Proposition, "key"),
    (Statement, "item", Item, "key"),
    (Statement, "control_of", Party, "key"),
    (Recantation, "statement", Statement, "key"),
    (Recantation, "control_of", Party, "key"),
    (Explanation, "item", Item, "key"),
)
WITH_THEIRS: tuple[tuple[type[Any], type[Any], str], ...] = (
    (Statement, Position, "statement"),
    (Recantation, Explanation, "recantation"),
)


def statements_of(case: Case, leaving: Collection[int]) -> Rows:
    """Return the statements and recantations of those who leave, with all that is theirs."""
    made = _keys(Statement, case, person__in=leaving)
    retreats = _keys(Recantation, case, person__in=leaving)
    return {
        "statements": made,
        "positions": _keys(Position, case, statement__in=made),
        "recantations": retreats,
        "explanations": _keys(Explanation, case, recantation__in=retreats),
    }


def copy_speakers(case: Case, target: Case, copied: Mapping[int, Party]) -> dict[int, Party]:
    """Copy witnesses and others who made statements and are accused of nothing."""
    speakers = Party._base_manager.filter(case=case, removed_at=None, statements__isnull=False)
    speakers = speakers.exclude(pk__in=copied).exclude(capacity__in=ACCUSED).distinct()
    return {row.pk: copy_row(row, case=target) for row in speakers}


def copy_shared_statements(case: Case, target: Case, people: Mapping[int, Party]) -> None:
    """Copy every proposition, and the statements and recantations of those who are copied."""
    for proposition in Proposition._base_manager.filter(case=case):
        copy_row(proposition, case=target)
    for kind, theirs, field in WITH_THEIRS:
        for row in kind._base_manager.filter(case=case, person__in=people):
            copy = copy_row(row, case=target, person=people[row.person_id])
            for one in theirs._base_manager.filter(**{field: row}):
                copy_row(one, case=target, **{field: copy})
            if isinstance(row, Statement):
                copy_decision(row, copy)


def point_within(case: Case) -> None:
    """Let what stands in a case point to the rows of that case: a copy, or what it was copied from.

    What has no like there points to nothing; without its proposition a position could not stand.
    """
    for kind, field, pointed_to, known_by in POINTING:
        rows = kind._base_manager.filter(case=case, **{f"{field}__isnull": False})
        for row in rows.exclude(**{f"{field}__case": case}).select_related(field):
            like = _like(pointed_to, case, known_by, getattr(row, field))
            _point(kind, row.pk, field, like)


def _like(kind: type[Any], case: Case, known_by: str, row: Any) -> Any:
    return kind._base_manager.filter(case=case, **{known_by: getattr(row, known_by)}).first()


def _point(kind: type[Any], pk: int, field: str, like: Any) -> None:
    if like is not None or kind._meta.get_field(field).null:
        kind._base_manager.filter(pk=pk).update(**{field: like})


def _keys(kind: type[Any], case: Case, **among: Any) -> list[int]:
    return sorted(kind._base_manager.filter(case=case, **among).values_list("pk", flat=True))
