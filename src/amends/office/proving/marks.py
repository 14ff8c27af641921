"""What a kept proof took account of, so that a caseload is told without looking into any case.

A case is worked out anew once something was written in it since, the law or a policy became
another, or a day passed that may change what can be charged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import msgspec
from django.db.models import Exists, OuterRef, Q

from amends import __version__
from amends.law.library import current
from amends.office.cases.models import Case
from amends.office.charging.counts import CaseCharging
from amends.office.log.models import Kind, LogEntry
from amends.proof.force_policy import policies


@dataclass(frozen=True)
class Mark:
    """What a proof took account of; the attributes are those of the row that keeps it."""

    written: int
    rules: str
    asked_on: date | None


def last_write(case: Case) -> int:
    """Return the place in the log of the last write to a case.

    Ask before its rows are read: what is written while they are read is then newer than the mark.
    """
    rows = LogEntry.objects.filter(case_id=case.pk, kind=Kind.WRITE).order_by("-sequence")
    return rows.values_list("sequence", flat=True).first() or 0


def mark_of(found: CaseCharging, written: int, today: date) -> Mark:
    """Return the mark of a case that was charged as it is on a day."""
    settled = all(found.on[key] < today for key in found.accused)
    return Mark(written, rules_in_use(today), None if settled else today)


def rules_in_use(today: date) -> str:
    """Return the digest of the laws and policies that are in use on a day."""
    known = [(one.country, one.version) for one in policies() if one.since <= today]
    used = msgspec.json.encode((__version__, current().digest, known))
    return hashlib.sha256(used).hexdigest()


def is_current(today: date) -> Q:
    """Return the condition that what is kept of a case still takes account of everything."""
    since = LogEntry.objects.order_by().filter(
        kind=Kind.WRITE, case_id=OuterRef("case_id"), sequence__gt=OuterRef("written")
    )
    on_the_day = Q(asked_on=None) | Q(asked_on=today)
    return Q(on_the_day, ~Exists(since), rules=rules_in_use(today))
