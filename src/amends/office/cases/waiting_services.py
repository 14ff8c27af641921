"""Writes on one case that must not run at the same moment wait for each other."""

from __future__ import annotations

from amends.office.cases.models import Case


def wait_for_others(case: Case) -> None:
    """Wait until whoever writes in this case has finished, and let the next one wait for us.

    Call it inside a transaction: it lasts until that ends. What was read before may have changed.
    """
    Case._base_manager.select_for_update().get(pk=case.pk)
