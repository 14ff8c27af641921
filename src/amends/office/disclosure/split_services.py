"""What becomes of decisions on material when some defendants go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from amends.office.cases.row_services import copy_row
from amends.office.disclosure.models import Change, Decision

Rows = dict[str, list[int]]


def decisions_on(items: Collection[int], statements: Collection[int]) -> Rows:
    """Return what was decided about items and statements that move, with every change of it."""
    about = Q(item__in=items) | Q(statement__in=statements)
    moving = sorted(Decision._base_manager.filter(about).values_list("pk", flat=True))
    changes = Change._base_manager.filter(decision__in=moving).values_list("pk", flat=True)
    return {"material_decisions": moving, "material_changes": sorted(changes)}


def copy_decision(row: Any, copy: Any) -> None:
    """Let a copied item or statement stay withheld, as the one it was copied from is.

    The number belongs to the court of the other case.
    """
    field = row._meta.model_name
    for decision in Decision._base_manager.filter(**{field: row}):
        copy_row(decision, case=copy.case, exhibit_number="", **{field: copy})
