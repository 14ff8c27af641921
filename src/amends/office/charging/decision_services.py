"""Writes that decide on counts that lie: to charge them, or not to, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.law.counts import ChargeableCount
from amends.office.cases.models import Case
from amends.office.cases.waiting_services import wait_for_others
from amends.office.charging.counts import identity, rests_on
from amends.office.charging.models import STANDS, Decision
from amends.office.log.services import writing
from amends.office.parties.count_services import (
    TakenOut,
    add_count,
    counts_under,
    remove_count,
)
from amends.office.parties.models import Count, Party
from amends.office.policy import Action, Actor
from amends.office.validation import problem, save


@dataclass(frozen=True)
class Undone:
    """A decision that was undone, and the count that went out of view with it."""

    decision: Decision
    taken_out: TakenOut | None

    def said(self) -> list[str]:
        """Return in words what each is now who was charged by the count."""
        return self.taken_out.said() if self.taken_out else []


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
        wait_for_others(case)
        _check_available(counts)
        _check_together(counts)
        _refuse_charged(case, counts)
        people = people_of(case, counts)
        first = counts[0]
        added = add_count(
            actor=actor,
            case=case,
            citation=citation,
            offence=offence,
            law=first.key,
            mode=first.mode,
            defendants=[people[key] for key in dict.fromkeys(count.by for count in counts)],
            victims=[people[key] for key in dict.fromkeys(count.victim for count in counts)],
            conduct_from=conduct_from or first.since.isoformat(),
            conduct_to=conduct_to or max(count.until for count in counts).isoformat(),
            alternative_to=alternative_to,
        )
        for decision in _drawn_up(case, counts, people, charged=True, count=added):
            _decide(actor, decision, reasons)
        entry.note(count=added.number, law=first.key)
    return added


def leave_counts(
    *, actor: Actor, case: Case, counts: Sequence[ChargeableCount], reasons: str
) -> list[Decision]:
    """Decide not to charge counts that lie, with the reasons (UNTOC article 11(2)).

    Raises:
        ValidationError: the reasons are missing, or one is decided already.
    """
    with writing(actor=actor, action=Action.ADD_COUNT, case=case) as entry:
        wait_for_others(case)
        if not reasons.strip():
            raise problem("reasons", _("Say why it is not charged."))
        _check_available(counts)
        _refuse_charged(case, counts)
        decisions = list(_drawn_up(case, counts, people_of(case, counts), charged=False))
        for decision in decisions:
            _decide(actor, decision, reasons)
        entry.note(left=[_noted(count) for count in counts], charged=False)
    return decisions


def undo_decision(*, actor: Actor, decision: Decision) -> Undone:
    """Undo a decision. A count that was charged by it is taken out of view.

    Whom that count made a defendant is a suspect again, unless something else holds them as one.

    Raises:
        ValidationError: it is undone already, or the count ended or was followed by more in court.
    """
    taken_out = None
    with writing(actor=actor, action=Action.ADD_COUNT, case=decision.case) as entry:
        wait_for_others(decision.case)
        together = Decision._base_manager.filter(pk=decision.pk, undone_at=None)
        if not together.exists():
            raise problem("decision", _("This is undone already."))
        if decision.count is not None:
            together = Decision._base_manager.filter(count=decision.count, undone_at=None)
            taken_out = remove_count(actor=actor, count=decision.count)
        together.update(undone_at=timezone.now())
        decision.refresh_from_db()
        entry.note(law=decision.law, undone=True)
    return Undone(decision, taken_out)


def _check_available(counts: Sequence[ChargeableCount]) -> None:
    if not counts:
        raise problem("together", _("Choose at least one."))
    if not all(count.is_available for count in counts):
        raise problem("together", _("An element is missing, or something bars it."))


def _check_together(counts: Sequence[ChargeableCount]) -> None:
    if len({(count.key, count.mode, count.since) for count in counts}) > 1:
        raise problem(
            "together",
            _("One count holds one offence, one mode and one version of the law. Split them."),
        )


def _refuse_charged(case: Case, counts: Sequence[ChargeableCount]) -> None:
    """Refuse what a count in view rests on, also one that was added by hand and tied."""
    charged = counts_under(case, {count.key for count in counts})
    for lies in counts:
        resting = next((count for count in charged if rests_on(count, lies)), None)
        if resting is not None:
            message = _("This is charged already, as count %d. Take that count out of view first.")
            raise ValidationError(message % resting.number)


def people_of(case: Case, counts: Iterable[ChargeableCount]) -> dict[str, Party]:
    """Return the defendants and the victims of counts, by key.

    Raises:
        ValidationError: somebody was taken out of view while this was being decided.
    """
    parties = {p.key: p for p in Party._base_manager.filter(case=case, removed_at=None)}
    named = {key for count in counts for key in (count.by, count.victim)}
    if named - parties.keys():
        raise ValidationError(_("The people of the case changed. Read the charging again."))
    return {key: parties[key] for key in named}


def _drawn_up(
    case: Case,
    counts: Iterable[ChargeableCount],
    people: Mapping[str, Party],
    *,
    charged: bool,
    count: Count | None = None,
) -> Iterable[Decision]:
    """Return a decision on each count, once where two conducts support the same."""
    for lies in {identity(lies): lies for lies in counts}.values():
        yield Decision(**about(case, lies, people), charged=charged, count=count)


def about(case: Case, lies: ChargeableCount, people: Mapping[str, Party]) -> dict[str, Any]:
    """Return by what a row names the count that it is about."""
    return {
        "case": case,
        "law": lies.key,
        "by": people[lies.by],
        "victim": people[lies.victim],
        "mode": lies.mode,
        "since": lies.since,
    }


def _decide(actor: Actor, decision: Decision, reasons: str) -> None:
    decision.reasons = reasons.strip()
    decision.made_by_id, decision.made_on = actor.pk, timezone.localdate()
    _undo_what_no_longer_stands(decision)
    try:
        with transaction.atomic():
            save(decision)
    except IntegrityError:
        raise ValidationError(_("This is decided already. Undo that decision first.")) from None


def _undo_what_no_longer_stands(decision: Decision) -> None:
    """Undo an earlier decision on the same whose count is out of view or tied anew."""
    earlier = Decision._base_manager.filter(
        case=decision.case,
        law=decision.law,
        by=decision.by,
        victim=decision.victim,
        mode=decision.mode,
        since=decision.since,
        undone_at=None,
    )
    earlier.exclude(STANDS).update(undone_at=timezone.now())


def _noted(count: ChargeableCount) -> list[str]:
    return [count.key, count.by, count.victim]
