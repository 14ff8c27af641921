"""Letting somebody in who lost every passkey: two persons do it, each with half a password."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.admission import had_a_passkey
from amends.office.accounts.models import Readmission, User
from amends.office.accounts.selectors import to_let_in
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.validation import problem, save

AGREED_WITHIN = timedelta(hours=72)
PASSWORD_LASTS = timedelta(hours=24)
# Without what is easily taken for another sign when it is read out.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def ask_to_let_in(*, actor: User, account: User, reason: str) -> Readmission:
    """Ask for somebody to be let in again; the actor is given the first half of a password.

    Raises:
        ValidationError: the actor may not help them, they had no passkey, or it was asked already.
    """
    with writing(actor=actor, action=Action.LET_IN) as entry:
        account = _may_help(actor, account)
        if not had_a_passkey(account):
            message = _("They have had no passkey: an administrator gives them a first password.")
            raise problem("account", message)
        if _open_ones(account).exists():
            message = _("This was asked for already. Agree to it below, if you agree.")
            raise problem("account", message)
        asked = Readmission(
            account=account, asked_by=actor, asked_at=timezone.now(), reason=reason, half=_half()
        )
        save(asked)
        entry.note(account=account.username, asked=asked.pk)
    return asked


def agree_to_let_in(*, actor: User, asked: Readmission, reason: str) -> str:
    """Agree to let somebody in; return the second half of a password that admits for one day.

    Every passkey, log-in, token and feed of theirs ends with it.

    Raises:
        ValidationError: the actor asked for it, may not help them, or it was too long ago.
    """
    with writing(actor=actor, action=Action.LET_IN) as entry:
        account = _may_help(actor, asked.account)
        asked = Readmission.objects.select_for_update().get(pk=asked.pk)
        if asked.asked_by_id == actor.pk:
            raise problem("reason", _("You asked for this yourself. Somebody else has to agree."))
        if not _open_ones(account).filter(pk=asked.pk).exists():
            raise problem("reason", _("This was agreed already, or too long ago. Ask anew."))
        second = _half()
        _shut_out(account)
        account.set_password(f"{asked.half}-{second}")
        account.must_change_password = True
        account.password_until = timezone.now() + PASSWORD_LASTS
        account.save(update_fields=["password", "must_change_password", "password_until"])
        asked.half, asked.agreed_by, asked.agreed_at = "", actor, timezone.now()
        asked.agreed_reason = reason
        save(asked)
        entry.note(account=account.username, agreed=asked.pk, asked_by=asked.asked_by_id)
    return second


def _may_help(actor: User, account: User) -> User:
    """Return the account, held until the end, if the actor may help its owner."""
    held = to_let_in(actor=actor).select_for_update(of=("self",)).filter(pk=account.pk).first()
    if held is None:
        raise problem("account", _("You cannot let this person in again; ask who else can."))
    return held


def _open_ones(account: User) -> QuerySet[Readmission]:
    since = timezone.now() - AGREED_WITHIN
    return account.readmissions.filter(agreed_at=None, asked_at__gt=since)


def _shut_out(account: User) -> None:
    """End whatever lets somebody in, or waits; log-ins end with the password that is set next."""
    account.passkeys.all().delete()
    account.failed_log_ins.all().delete()
    now = timezone.now()
    account.tokens.filter(revoked_at=None).update(revoked_at=now)
    account.feeds.filter(revoked_at=None).update(revoked_at=now)


def _half() -> str:
    """Return half a password: eight signs, of some forty bits, to be read out."""
    return "".join(secrets.choice(SIGNS) for _sign in range(8))
