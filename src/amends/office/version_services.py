"""Two people writing the same record: whoever comes second is told, and overwrites nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model

from amends.office.validation import refuse_if_changed

M = TypeVar("M", bound=Model)


def current_of(row: M, version: int) -> M:
    """Return a row as it stands now, locked and with the next version, to be changed and saved.

    Call it inside a transaction.

    Raises:
        ChangedMeanwhile: somebody else changed it since ``version`` was shown.
    """
    current: Any = type(row)._base_manager.select_for_update().get(pk=row.pk)
    refuse_if_changed(shown=version, now=current.version)
    current.version += 1
    return current  # type: ignore[no-any-return]  # of the same model
