"""Writes that say whether the standard of proof for charging is met on a count."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.law.counts import ChargeableCount
from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.charging.decision_services import about, people_of
from amends.office.charging.models import ProofLabel
from amends.office.log.services import writing
from amends.office.policy import Action, Actor
from amends.office.validation import problem, refuse_if_changed, save


def label_proof(
    *, actor: Actor, case: Case, count: ChargeableCount, version: int, label: str, reason: str
) -> ProofLabel:
    """Say whether the standard of proof is met on a count, and why.

    ``version`` is the key of the label that stood when it was read; 0 if none did.

    Raises:
        ValidationError: by field, what is wrong, or that somebody else was quicker.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=case) as entry:
        wait_for_others(case)
        standing = _standing(case, count)
        refuse_if_changed(shown=version, now=standing.pk if standing else 0)
        if not reason.strip():
            raise problem("reason", _("Say on what it rests."))
        row = ProofLabel(
            **about(case, count, people_of(case, [count])),
            label=label,
            reason=reason.strip(),
            made_by_id=actor.pk,
            made_on=timezone.localdate(),
        )
        save(row)
        entry.note(law=count.key, label=label)
    return row


def undo_label(*, actor: Actor, row: ProofLabel) -> ProofLabel:
    """Take back what was said of the standard of proof; what was said before stands again.

    Raises:
        ValidationError: it is undone already, or something was said since.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=row.case) as entry:
        wait_for_others(row.case)
        row.refresh_from_db(fields=["undone_at"])
        if row.undone_at is not None:
            raise problem("label", _("This is undone already."))
        if _like(row).filter(pk__gt=row.pk).exists():
            raise problem("label", _("Something was said since. Undo that first."))
        row.undone_at = timezone.now()
        row.save(update_fields=["undone_at"])
        entry.note(law=row.law, undone=True)
    return row


def _standing(case: Case, count: ChargeableCount) -> ProofLabel | None:
    rows = ProofLabel._base_manager.filter(case=case, undone_at=None)
    return (
        rows.filter(law=count.key, mode=count.mode, since=count.since)
        .filter(by__key=count.by, victim__key=count.victim)
        .order_by("-id")
        .first()
    )


def _like(row: ProofLabel) -> QuerySet[ProofLabel]:
    """Return all labels that stand on the same count."""
    rows = ProofLabel._base_manager.filter(case=row.case_id, undone_at=None, law=row.law)
    return rows.filter(mode=row.mode, since=row.since, by=row.by_id, victim=row.victim_id)
