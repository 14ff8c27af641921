"""Writes on bars: entering one, declaring an interest, and lifting one, which takes two persons."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.network.bar_grounds import Ground, bar_grounds
from amends.office.accounts.models import User
from amends.office.bars.models import Bar
from amends.office.cases.models import Case
from amends.office.log.services import writing
from amends.office.policy import Action, Actor, Role, SystemActor
from amends.office.validation import problem, save

NAMING = SystemActor("somebody of the office is named as a party")


def enter_bar(*, actor: Actor, case: Case, account: User, ground: str, reason: str) -> Bar:
    """Keep an account from a case at once, whatever its role and whoever assigned it.

    Raises:
        ValidationError: the ground is unknown, its reason missing, or it is barred on it already.
    """
    with writing(actor=actor, action=Action.BAR, case=case) as entry:
        if ground not in bar_grounds():
            raise problem("ground", _("Choose why this person may not come near the case."))
        _check_reason(reason)
        if _standing(case, account).filter(ground=ground).exists():
            raise problem("account", _("This person is barred from the case on this ground."))
        bar = _enter(case, account, ground, reason=reason, entered_by_id=actor.pk)
        entry.note(user=account.username, kind=ground)
    return bar


def bar_the_named(*, case: Case, accounts: Collection[User]) -> None:
    """Keep from a case those of the office who were named as parties to it."""
    for account in accounts:
        if not _standing(case, account).filter(ground=Ground.PARTY).exists():
            with writing(actor=NAMING, action=Action.BAR, case=case) as entry:
                _enter(case, account, Ground.PARTY)
                entry.note(user=account.username, kind=Ground.PARTY)


def declare_interest(*, actor: User, reference: str, reason: str) -> str:
    """Take somebody's word that they have an interest in a case, and keep them from it at once.

    Whether there is such a case is not told: its reference is returned, and so is one of none.

    Raises:
        ValidationError: the reference or the reason is missing.
    """
    with writing(actor=actor, action=Action.DECLARE_INTEREST) as entry:
        if not reference.strip():
            raise problem("reference", _("Name the case by its reference."))
        _check_reason(reason)
        case = Case._base_manager.filter(reference__iexact=reference.strip()).first()
        if case and not _standing(case, actor).filter(ground=Ground.INTEREST).exists():
            _enter(_whole(case), actor, Ground.INTEREST, reason=reason, entered_by_id=actor.pk)
        entry.case = case
        entry.note(user=actor.username, kind=Ground.INTEREST)
    return reference.strip()


def ask_to_lift(*, actor: Actor, bar: Bar, reason: str) -> Bar:
    """Ask that a bar be lifted; somebody else decides.

    Raises:
        ValidationError: the reason is missing, or the bar is lifted or asked about already.
    """
    with writing(actor=actor, action=Action.LIFT_BAR, case=bar.case) as entry:
        current = Bar._base_manager.select_for_update(of=("self",)).get(pk=bar.pk)
        _check_stands(current)
        _check_reason(reason)
        if current.lift_asked_at:
            raise problem("bar", _("Lifting this bar was asked for already."))
        current.lift_asked_by_id, current.lift_asked_at = actor.pk, timezone.now()
        current.lift_reason = reason
        save(current)
        entry.note(user=bar.account.username, kind=bar.ground, state="asked")
    return current


def lift_bar(*, actor: Actor, bar: Bar, granted: bool = True) -> Bar:
    """Lift a bar that somebody else asked to lift, or decline to; who asked may withdraw so.

    That from which a head is kept the ombudsman decides on. It ends in the cases that were merged
    into this one as well; on other grounds the person may remain barred.

    Raises:
        ValidationError: nobody asked, it was the same person, or it is for the ombudsman.
    """
    with writing(actor=actor, action=Action.LIFT_BAR, case=bar.case) as entry:
        current = Bar._base_manager.select_for_update(of=("self",)).get(pk=bar.pk)
        _check_stands(current)
        _check_decider(actor, current, granted=granted)
        if granted:
            current.lifted_by_id, current.lifted_at = actor.pk, timezone.now()
            _lift_alike(current)
        else:
            current.lift_asked_by_id = current.lift_asked_at = None
            current.lift_reason = ""
        save(current)
        entry.note(user=bar.account.username, kind=bar.ground, state=_outcome(granted))
    return current


def _lift_alike(lifted: Bar) -> None:
    """Lift the same bar in the cases that were merged into the one in which it is lifted."""
    merged = [case for case in _joined(lifted.case) if case.pk != lifted.case_id]
    alike = Bar._base_manager.filter(
        case__in=merged, account=lifted.account_id, ground=lifted.ground, lifted_at=None
    )
    how = ("lift_asked_by", "lift_asked_at", "lift_reason", "lifted_by", "lifted_at")
    alike.update(**{name: getattr(lifted, name) for name in how})


def share_bars(case: Case, other: Case) -> None:
    """Let whoever is kept from one of two cases between which content moved be kept from both."""
    for source, target in ((case, other), (other, case)):
        for bar in Bar._base_manager.filter(case=source, lifted_at=None).select_related("account"):
            if not _standing(target, bar.account).filter(ground=bar.ground).exists():
                save(
                    Bar(
                        case=target,
                        account=bar.account,
                        ground=bar.ground,
                        reason=bar.reason,
                        since=bar.since,
                        entered_by_id=bar.entered_by_id,
                    )
                )


def _enter(
    case: Case, account: User, ground: str, *, reason: str = "", entered_by_id: int | None = None
) -> Bar:
    """Write a bar down for a case and for those that were merged into it."""
    now = timezone.now()
    for one in _joined(case):
        if not _standing(one, account).filter(ground=ground).exists():
            save(
                Bar(
                    case=one,
                    account=account,
                    ground=ground,
                    reason=reason,
                    since=now,
                    entered_by_id=entered_by_id,
                )
            )
    return _standing(case, account).get(ground=ground)


def _whole(case: Case) -> Case:
    """Return the case in which the content of a merged one is now."""
    while case.merged_into is not None:
        case = case.merged_into
    return case


def _joined(case: Case) -> list[Case]:
    """Return a case with those that were merged into it, into those, and so on."""
    found = [case]
    for one in found:
        found.extend(Case._base_manager.filter(merged_into=one))
    return found


def _standing(case: Case, account: User) -> QuerySet[Bar]:
    return Bar._base_manager.filter(case=case, account=account, lifted_at=None)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise problem("reason", _("Say why, in a sentence."))


def _check_stands(bar: Bar) -> None:
    if bar.lifted_at:
        raise problem("bar", _("This bar is lifted already."))


def _check_decider(actor: Actor, bar: Bar, *, granted: bool) -> None:
    if not bar.lift_asked_at:
        raise problem("bar", _("Nobody asked to lift this bar yet. Ask first; another decides."))
    if granted and actor.pk == bar.lift_asked_by_id:
        raise problem("bar", _("Whoever asks to lift a bar does not decide on it."))
    if bar.account.role == Role.HEAD and actor.role != Role.OMBUDSMAN:
        raise problem("bar", _("A head is barred here; the ombudsman decides on it."))


def _outcome(granted: bool) -> str:
    return "lifted" if granted else "declined"
