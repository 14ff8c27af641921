"""Two people writing the same record: whoever comes second is told, and overwrites nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from amends.office.validation import problem

M = TypeVar("M", bound=Model)


def current_of(row: M, version: int) -> M:
    """Return a row as it stands now, locked and with the next version, to be changed and saved.

    Call it inside a transaction.

    Raises:
        ValidationError: somebody else changed it since ``version`` was shown.
    """
    current: Any = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if current.version != version:
        raise problem(
            "version",
            _(
                "A colleague changed this while you were writing. Nothing of yours was saved. What "
                "it says now is shown beside your text; save again to keep yours."
            ),
        )
    current.version += 1
    return current  # type: ignore[no-any-return]  # of the same model
