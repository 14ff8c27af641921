"""Writes that decide on a count that lies: to charge it, or not to, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.law.charging import ChargeableCount
from amends.office.cases.models import Case
from amends.office.charging.models import Decision
from amends.office.log.services import writing
from amends.office.parties.count_services import add_count, remove_count
from amends.office.parties.models import Count, Party
from amends.office.policy import Action, Actor
from amends.office.validation import problem, save


def charge_count(
    *,
    actor: Actor,
    case: Case,
    counts: Sequence[ChargeableCount],
    citation: str,
    offence: str,
    conduct_from: str = "",
    conduct_to: str = "",
    alternative_to: Count | None = None,
    reasons: str = "",
) -> Count:
    """Charge one or more counts that lie as one count: the same offence, mode and version.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=case) as entry:
        _check_together(counts)
        defendants, victims = _people(case, counts)
        first = counts[0]
        added = add_count(
            actor=actor,
            case=case,
            citation=citation,
            offence=offence,
            law=first.key,
            mode=first.mode,
            defendants=list(defendants.values()),
            victims=list(victims.values()),
            conduct_from=conduct_from or first.since.isoformat(),
            conduct_to=conduct_to or first.until.isoformat(),
            alternative_to=alternative_to,
        )
        for count in counts:
            by, victim = defendants[count.by], victims[count.victim]
            _decide(actor, case, count, by, victim, charged=True, reasons=reasons, added=added)
        entry.note(count=added.number, law=first.key)
    return added


def leave_count(*, actor: Actor, case: Case, count: ChargeableCount, reasons: str) -> Decision:
    """Decide not to charge a count that lies, with the reasons (UNTOC article 11(2)).

    Raises:
        ValidationError: the reasons are missing, or it is decided already.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=case) as entry:
        if not reasons.strip():
            raise problem("reasons", _("Say why it is not charged."))
        defendants, victims = _people(case, [count])
        decision = _decide(
            actor,
            case,
            count,
            defendants[count.by],
            victims[count.victim],
            charged=False,
            reasons=reasons,
        )
        entry.note(law=count.key, party=count.by, victim=count.victim, charged=False)
    return decision


def undo_decision(*, actor: Actor, decision: Decision) -> Decision:
    """Undo a decision. A count that was charged by it is taken out of view.

    Raises:
        ValidationError: it is undone already.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=decision.case) as entry:
        if decision.undone_at is not None:
            raise problem("decision", _("This is undone already."))
        together = Decision._base_manager.filter(pk=decision.pk)
        if decision.count is not None:
            together = Decision._base_manager.filter(count=decision.count, undone_at=None)
            remove_count(actor=actor, count=decision.count)
        together.update(undone_at=timezone.now())
        decision.refresh_from_db()
        entry.note(law=decision.law, undone=True)
    return decision


def _check_together(counts: Sequence[ChargeableCount]) -> None:
    if not counts:
        raise problem("together", _("Choose at least one."))
    if len({(count.key, count.mode, count.since) for count in counts}) > 1:
        raise problem(
            "together",
            _("One count holds one offence, one mode and one version of the law. Split them."),
        )
    if not all(count.is_available for count in counts):
        raise problem("together", _("An element is missing, or something bars it."))


def _people(
    case: Case, counts: Iterable[ChargeableCount]
) -> tuple[dict[str, Party], dict[str, Party]]:
    """Return the defendants and the victims of counts, by key."""
    rows = list(counts)
    parties = {p.key: p for p in Party._base_manager.filter(case=case, removed_at=None)}
    return (
        {count.by: parties[count.by] for count in rows},
        {count.victim: parties[count.victim] for count in rows},
    )


def _decide(
    actor: Actor,
    case: Case,
    count: ChargeableCount,
    by: Party,
    victim: Party,
    *,
    charged: bool,
    reasons: str,
    added: Count | None = None,
) -> Decision:
    decision = Decision(
        case=case,
        law=count.key,
        by=by,
        victim=victim,
        mode=count.mode,
        since=count.since,
        charged=charged,
        reasons=reasons.strip(),
        count=added,
        made_by_id=actor.pk,
        made_on=timezone.localdate(),
    )
    _let_go_of_removed(decision)
    try:
        with transaction.atomic():
            save(decision)
    except IntegrityError:
        raise ValidationError(_("This is decided already. Undo that decision first.")) from None
    return decision


def _let_go_of_removed(decision: Decision) -> None:
    """Undo an earlier decision on the same count if what it charged was taken out of view."""
    Decision._base_manager.filter(
        case=decision.case,
        law=decision.law,
        by=decision.by,
        victim=decision.victim,
        mode=decision.mode,
        since=decision.since,
        undone_at=None,
        count__removed_at__isnull=False,
    ).update(undone_at=timezone.now())
