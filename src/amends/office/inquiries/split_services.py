"""What becomes of inquiries when some defendants go on in a case of their own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from amends.office.cases.models import Case
from amends.office.inquiries.models import Inquiry, Reminder, Reply


def inquiries_against(case: Case, leaving: Collection[int]) -> dict[str, list[int]]:
    """Return the inquiries tied to counts against those who leave, with all of theirs.

    What was asked to prove something about the whole case stays, and is not asked twice.
    """
    alone = _keys(Inquiry._base_manager.filter(case=case, by__in=leaving))
    return {
        "inquiries": alone,
        "reminders": _keys(Reminder._base_manager.filter(inquiry__in=alone)),
        "replies": _keys(Reply._base_manager.filter(inquiry__in=alone)),
    }


def _keys(rows: Any) -> list[int]:
    return sorted(rows.values_list("pk", flat=True))
