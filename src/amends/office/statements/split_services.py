"""What becomes of statements when some defendants go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from amends.office.cases.models import Case
from amends.office.cases.row_services import copy_row
from amends.office.disclosure.split_services import copy_decision
from amends.office.parties.models import Party
from amends.office.statements.models import (
    Explanation,
    Position,
    Proposition,
    Recantation,
    Statement,
)

Rows = dict[str, list[int]]
ACCUSED = ("suspect", "defendant")
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


def _keys(kind: type[Any], case: Case, **among: Any) -> list[int]:
    return sorted(kind._base_manager.filter(case=case, **among).values_list("pk", flat=True))
