"""Lets what moved or was copied between cases point to rows of the case in which it now stands."""

from __future__ import annotations

from typing import Any

from amends.office.cases.models import Case
from amends.office.exhibits.models import Item
from amends.office.parties.models import Count, Party
from amends.office.proving.models import Answered, Argument, CaseProposition, Premise, ProofStep
from amends.office.statements.models import (
    Explanation,
    Position,
    Proposition,
    Recantation,
    Statement,
)

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
    (Argument, "defeats", Argument, "key"),
    (Argument, "proposition", CaseProposition, "key"),
    (Premise, "item", Item, "key"),
    (Premise, "proposition", CaseProposition, "key"),
    (Answered, "argument", Argument, "key"),
    (ProofStep, "item", Item, "key"),
)


# What could not stand without what it points to, though a row of its kind may point to none.
NEEDED = {(Premise, "item"), (Premise, "proposition")}


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
    if like is not None or (kind._meta.get_field(field).null and (kind, field) not in NEEDED):
        kind._base_manager.filter(pk=pk).update(**{field: like})
