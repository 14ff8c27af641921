"""Writes on emergency access: asking for it, granting it, ending it, and reviewing it."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.emergencies.models import AGREED_WITHIN, EmergencyAccess
from amends.office.emergencies.telling import tell_the_ombudsman
from amends.office.log.services import writing
from amends.office.policy import Action, NotPermitted, is_barred, is_own, may, not_barred, require
from amends.office.validation import problem, save


def ask_for_access(*, actor: User, reference: str, reason: str, hours: int) -> EmergencyAccess:
    """Ask to see a case of the unit for some hours; another person decides.

    Whether there is such a case, or a bar keeps the actor from it, is not told.

    Raises:
        ValidationError: something is missing, it is asked for already, or the case is theirs.
    """
    with writing(actor=actor, action=Action.ASK_EMERGENCY) as entry:
        reference = reference.strip()
        _check_asked(actor, reference, reason, hours)
        named = Case._base_manager.filter(reference__iexact=reference)
        case = named.filter(not_barred(actor), unit=actor.unit_id).first()
        if case is not None and is_own(actor, case):
            raise problem("reference", _("You see this case already."))
        asked = EmergencyAccess(
            account=actor,
            reference=reference,
            case=case,
            reason=reason,
            hours=hours,
            asked_at=timezone.now(),
        )
        save(asked)
        # Whoever reads the log learns which case was asked for, if it is opened or not.
        entry.case = named.first()
        entry.note(user=actor.username, hours=hours, state="asked")
    return asked


def grant_access(*, actor: User, access: EmergencyAccess, reason: str) -> EmergencyAccess:
    """Agree to what another person asked for: from now on they see the case, for their hours.

    The ombudsman is told before it is granted; where that fails, nothing is.

    Raises:
        ValidationError: it is too late, it was the same person, they may not come near the case,
            or the ombudsman cannot be told.
    """
    with writing(actor=actor, action=Action.DECIDE_EMERGENCY, case=access.case) as entry:
        current = _held(access)
        case = _to_be_opened(actor, current)
        _check_reason(reason)
        now = timezone.now()
        current.agreed_by, current.agreed_at, current.agreed_reason = actor, now, reason
        current.until = now + timedelta(hours=current.hours)
        save(current)
        tell_the_ombudsman(case)
        entry.note(user=current.account.username, state="granted", until=current.until)
    return current


def end_access(*, actor: User, access: EmergencyAccess) -> EmergencyAccess:
    """End an access before its time, or take back or decline a request.

    Whoever asked may, and whoever may grant it.

    Raises:
        ValidationError: it has ended already.
    """
    own = actor.pk == access.account_id
    action = Action.ASK_EMERGENCY if own else Action.DECIDE_EMERGENCY
    # The case is asked of apart: an access to one that was merged can be ended, too.
    with writing(actor=actor, action=action) as entry:
        if not own:
            _require_on(actor, action, access)
        current = _held(access)
        if not current.is_pending and not current.runs:
            raise problem("access", _("This has ended already."))
        current.ended_by, current.ended_at = actor, timezone.now()
        save(current)
        entry.case = current.case
        entry.note(user=current.account.username, state="ended")
    return current


def review_access(*, actor: User, access: EmergencyAccess, review: str) -> EmergencyAccess:
    """Say as ombudsman what to think of an access that is over.

    Raises:
        ValidationError: a word is missing, it still runs, or it is reviewed already.
    """
    action = Action.REVIEW_EMERGENCY
    with writing(actor=actor, action=action) as entry:
        _require_on(actor, action, access)
        current = _held(access)
        if not current.is_to_be_reviewed:
            raise problem("review", _("Only what is over, and not reviewed yet, is reviewed."))
        if not review.strip():
            raise problem("review", _("Say in a sentence what you found."))
        current.reviewed_by, current.reviewed_at = actor, timezone.now()
        current.review = review
        save(current)
        entry.case = current.case
        entry.note(user=current.account.username, state="reviewed")
    return current


def _held(access: EmergencyAccess) -> EmergencyAccess:
    """Return the row as it is now, held until the end."""
    rows = EmergencyAccess._base_manager.select_for_update(of=("self",))
    return rows.select_related("account", "case").get(pk=access.pk)


def _require_on(actor: User, action: Action, access: EmergencyAccess) -> None:
    if access.case is None:
        raise NotPermitted(actor, action)
    require(actor, action, access.case)


def _to_be_opened(actor: User, access: EmergencyAccess) -> Case:
    """Return the case that is to be opened, if it still may be, and by this person."""
    account, case = access.account, access.case
    if case is None or not access.is_pending:
        raise problem("reason", _("This was decided already, or too long ago. Ask anew."))
    if account.pk == actor.pk:
        raise problem("reason", _("You asked for this yourself. Somebody else has to agree."))
    of_unit = account.unit_id == case.unit_id and may(account, Action.ASK_EMERGENCY)
    if not of_unit or is_barred(account, case):
        raise problem("reason", _("This person may not come near the case."))
    return case


def _check_asked(actor: User, reference: str, reason: str, hours: int) -> None:
    if not reference:
        raise problem("reference", _("Name the case by its reference."))
    _check_reason(reason)
    if not 1 <= hours <= settings.EMERGENCY_HOURS:
        message = _("Say for how many hours, from 1 to %s.")
        raise problem("hours", message % settings.EMERGENCY_HOURS)
    since = timezone.now() - AGREED_WITHIN
    waiting = EmergencyAccess._base_manager.filter(
        account=actor, reference__iexact=reference, asked_at__gt=since
    )
    if waiting.filter(agreed_at=None, ended_at=None).exists():
        raise problem("reference", _("You asked for this already. Somebody else has to agree."))


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise problem("reason", _("Say why, in a sentence."))
