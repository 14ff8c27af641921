"""Counting wrong passwords, so that guessing becomes slow and is told in the log.

Nothing here depends on whether a name is known: names of nobody are counted like all others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.office.accounts.models import FailedLogIns, User
from amends.office.accounts.selectors import to_let_in
from amends.office.accounts.slowing import limits
from amends.office.log.services import writing
from amends.office.policy import Action, SystemActor
from amends.office.validation import problem

GUARD = SystemActor("guarding of log-ins")
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Before:
    """What was counted before an attempt, which stands again if it succeeds."""

    failures: int
    last_at: datetime
    until: datetime


@dataclass(frozen=True)
class Attempt:
    """An attempt to log in by password, counted as failed until it succeeds."""

    username: str
    at: datetime
    keys: dict[str, str]
    before: dict[str, Before]
    locks: tuple[FailedLogIns, ...]


def begin_attempt(*, name: str, address: str) -> Attempt:
    """Count an attempt before its password is looked at, so that many at once count as many.

    Raises:
        ValidationError: too many failed; it says until when none is taken.
    """
    account = User.objects.filter(username__iexact=name).first()
    # By the account where there is one: several spellings lead to it.
    who = str(account.pk) if account else f"?{name.casefold()}"
    now = timezone.now()
    keys = {
        "together": _key("together", who, address),
        "account": _key("account", who),
        "address": _key("address", address),
    }
    with transaction.atomic():
        rows = _held(keys, account, now)
        _refuse_while_waiting(rows.values(), now)
        before = {key: Before(row.failures, row.last_at, row.until) for key, row in rows.items()}
        locks = tuple(rows[key] for kind, key in keys.items() if _count(rows[key], kind, now))
    return Attempt(account.username if account else "", now, keys, before, locks)


def attempt_failed(*, attempt: Attempt) -> None:
    """Tell the log of the locks that begin with a failed attempt, once for each."""
    kinds = {key: kind for kind, key in attempt.keys.items()}
    for row in attempt.locks:
        with writing(actor=GUARD, action=Action.KEEP_ACCOUNTS) as entry:
            entry.note(
                # What is typed as a name may be a password, so only one that is known is told.
                account=attempt.username if row.account_id else "",
                locked=kinds[row.digest],
                failures=row.failures,
                until=row.until,
            )
    kept_since = timezone.now() - KEPT - timedelta(minutes=settings.LOCK_MINUTES)
    FailedLogIns.objects.filter(last_at__lt=kept_since).delete()


def attempt_succeeded(*, attempt: Attempt) -> None:
    """Take back that an attempt was counted, and forget what its name failed at this address."""
    with transaction.atomic():
        FailedLogIns.objects.filter(pk=attempt.keys["together"]).delete()
        wide = (attempt.keys["account"], attempt.keys["address"])
        for row in FailedLogIns.objects.select_for_update().filter(pk__in=wide).order_by("pk"):
            was = attempt.before[row.digest]
            if row.last_at == attempt.at:
                row.failures, row.last_at, row.until = was.failures, was.last_at, was.until
            else:
                # Others failed meanwhile; the wait they brought about stays.
                row.failures = max(row.failures - 1, 0)
            row.save()


def unlock(*, actor: User, account: User) -> None:
    """Take passwords of somebody whom the actor helps again, wherever wrong ones came from.

    Raises:
        ValidationError: it is not for the actor to do.
    """
    with writing(actor=actor, action=Action.LET_IN) as entry:
        if not to_let_in(actor=actor).filter(pk=account.pk).exists():
            raise problem("account", _("You cannot let this person in again; ask who else can."))
        account.failed_log_ins.all().delete()
        entry.note(account=account.username, unlocked=True)


def _key(*parts: str) -> str:
    """Return what a counter is kept under; it tells neither the name nor the address."""
    return salted_hmac("amends.log-ins", json.dumps(parts), algorithm="sha256").hexdigest()


def _held(keys: dict[str, str], account: User | None, now: datetime) -> dict[str, FailedLogIns]:
    """Return the counters, held until the end, always in one order so that none waits in a ring."""
    missing = [
        FailedLogIns(
            digest=key, account=None if kind == "address" else account, last_at=now, until=now
        )
        for kind, key in sorted(keys.items(), key=lambda item: item[1])
    ]
    FailedLogIns.objects.bulk_create(missing, ignore_conflicts=True)
    held = FailedLogIns.objects.select_for_update().filter(pk__in=keys.values()).order_by("pk")
    return {row.digest: row for row in held}


def _refuse_while_waiting(rows: Iterable[FailedLogIns], now: datetime) -> None:
    until = max(row.until for row in rows)
    if until > now:
        # Rounded up to the minute that is shown.
        shown = timezone.localtime(until + timedelta(seconds=59))
        raise ValidationError(
            _("Too many wrong attempts. Try again at %s. A passkey logs in before that, too.")
            % date_format(shown, "DATETIME_FORMAT")
        )


def _count(row: FailedLogIns, kind: str, now: datetime) -> bool:
    """Count a failure; say whether it is the one that locks."""
    limit = limits(settings.LOCK_AFTER, timedelta(minutes=settings.LOCK_MINUTES))[kind]
    was = row.failures
    # A lock is time in which to forget; a shorter wait is not, or the lock would never be reached.
    since = row.last_at if was >= limit.locks_after else row.until
    row.failures = min(limit.remembered(was, now - since) + 1, limit.locks_after)
    row.last_at, row.until = now, now + limit.wait(row.failures)
    row.save()
    return was < limit.locks_after == row.failures
