"""What becomes of authorisations when some defendants go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from amends.office.cases.models import Case
from amends.office.techniques.models import Authorisation, Extension, Product


def authorisations_on(case: Case, leaving: Collection[int]) -> dict[str, list[int]]:
    """Return the authorisations that are about those who leave, with all of theirs."""
    alone = _keys(Authorisation._base_manager.filter(case=case, party__in=leaving))
    return {
        "authorisations": alone,
        "extensions": _keys(Extension._base_manager.filter(authorisation__in=alone)),
        "products": _keys(Product._base_manager.filter(authorisation__in=alone)),
    }


def _keys(rows: Any) -> list[int]:
    return sorted(rows.values_list("pk", flat=True))
