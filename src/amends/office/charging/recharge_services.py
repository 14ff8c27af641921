"""Keeping what somebody looked at, and telling which cases would be charged otherwise today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.charging.models import CaseFacts
from amends.office.charging.selectors import charging_of
from amends.office.charging.services import at_large_row
from amends.office.log.services import gathering_reads, writing
from amends.office.policy import Action, Actor, SystemActor
from amends.office.validation import save

RECHARGER = SystemActor("recharging")
Told = Callable[[], None]


@dataclass(frozen=True)
class RechargeReport:
    """How many cases were charged again, and which are charged otherwise than was looked at."""

    cases: int
    changed: tuple[str, ...]


def note_seen(*, actor: Actor, case: Case, today: date) -> CaseFacts:
    """Keep what charging finds today as what somebody has looked at."""
    found = charging_of(actor=actor, case=case, today=today)
    with writing(actor=actor, action=Action.STATE_CONDUCT, case=case) as entry:
        wait_for_others(case)
        row = at_large_row(case)
        row.seen, row.changed_on = found.fingerprint.kept(), None
        row.seen_on, row.seen_by_id = today, actor.pk
        save(row)
        entry.note(seen=True)
    return row


def recharge_cases(*, today: date, told: Told = lambda: None) -> RechargeReport:
    """Charge every case again that somebody looked at, and mark those that are charged otherwise.

    The law may have been amended or verified, the facts corrected, or time have run out.
    """
    rows = list(looked_at())
    changed = []
    for row in rows:
        if _recharge(row, today):
            changed.append(row.case.reference)
        told()
    return RechargeReport(len(rows), tuple(changed))


def looked_at() -> list[CaseFacts]:
    """Return what was looked at, of every case that is not merged into another."""
    rows = CaseFacts.objects.seen_by(RECHARGER).exclude(seen="")
    return list(rows.filter(case__merged_into=None).select_related("case").order_by("case"))


def _recharge(row: CaseFacts, today: date) -> bool:
    """Say whether a case is charged otherwise, and write it down if that is new."""
    with gathering_reads():
        found = charging_of(actor=RECHARGER, case=row.case, today=today)
    is_changed = bool(found.since_seen and found.since_seen.is_changed)
    if is_changed != (row.changed_on is not None):
        with writing(actor=RECHARGER, action=Action.STATE_CONDUCT, case=row.case) as entry:
            row.changed_on = today if is_changed else None
            row.save(update_fields=["changed_on"])
            entry.note(recharged=is_changed)
    return is_changed
