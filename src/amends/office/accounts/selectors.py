"""Reads of accounts. Accounts are not case data, yet each reader is named here too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from amends.office.accounts.models import (
    ApiToken,
    CalendarFeed,
    Leave,
    Passkey,
    Readmission,
    Unit,
    User,
    Visit,
)
from amends.office.accounts.services import digest_of
from amends.office.policy import CASE_WORKERS, Action, Actor, Role, require

UNUSED_AFTER = timedelta(days=90)


def accounts(*, actor: Actor) -> QuerySet[User]:
    """Return every account, for those who administer them."""
    require(actor, Action.KEEP_ACCOUNTS)
    return User.objects.select_related("unit").order_by("-is_active", "name")


def account(*, actor: Actor, username: str) -> User:
    """Return one account, for those who administer them.

    Raises:
        User.DoesNotExist: there is no such account.
    """
    require(actor, Action.KEEP_ACCOUNTS)
    return User.objects.select_related("unit").get(username=username)


def units(*, actor: Actor) -> QuerySet[Unit]:
    """Return every unit."""
    require(actor, Action.KEEP_OWN_ACCOUNT)
    return Unit.objects.all()


def colleagues(*, actor: Actor) -> QuerySet[User]:
    """Return the active people of the actor's unit."""
    everyone = User.objects.filter(is_active=True)
    if actor.role == Role.SYSTEM:
        return everyone
    return everyone.filter(unit=actor.unit_id) if actor.unit_id else everyone.none()


def case_workers(*, actor: Actor) -> QuerySet[User]:
    """Return the colleagues who can be assigned to a case."""
    return colleagues(actor=actor).filter(role__in=CASE_WORKERS | {Role.HEAD})


def leave_of_unit(*, actor: Actor) -> QuerySet[Leave]:
    """Return present and coming leave of the actor's unit."""
    return Leave.objects.filter(
        user__in=colleagues(actor=actor), until__gte=timezone.localdate()
    ).select_related("user", "cover")


def leave_near(*, actor: Actor, until: date) -> QuerySet[Leave]:
    """Return the leave until a day in which the actor is away or covers for somebody."""
    mine = Q(user=actor.pk) | Q(cover=actor.pk)
    return Leave.objects.filter(
        mine, until__gte=timezone.localdate(), since__lte=until
    ).select_related("user", "cover")


@dataclass(frozen=True)
class AccountHealth:
    """What an administrator looks after: accounts nobody uses, first passwords, and leave."""

    active: int
    closed: int
    never_used: tuple[User, ...]
    unused: tuple[User, ...]
    first_password: tuple[User, ...]
    away: tuple[Leave, ...]


def account_health(*, actor: Actor, today: date) -> AccountHealth:
    """Return the state of the accounts, for those who administer them; no case data at all."""
    everybody = list(accounts(actor=actor))
    active = [user for user in everybody if user.is_active]
    limit = today - UNUSED_AFTER
    return AccountHealth(
        active=len(active),
        closed=len(everybody) - len(active),
        never_used=tuple(user for user in active if user.last_login is None),
        unused=tuple(u for u in active if u.last_login and u.last_login.date() < limit),
        first_password=tuple(user for user in active if user.must_change_password),
        away=tuple(
            Leave.objects.filter(since__lte=today, until__gte=today).select_related("user", "cover")
        ),
    )


def cover_for(user: User, today: date) -> User | None:
    """Return who covers for this person today, if they are away."""
    leave = user.leave.filter(since__lte=today, until__gte=today).select_related("cover").first()
    return leave.cover if leave else None


def covered_by(*, actor: Actor) -> QuerySet[User]:
    """Return the colleagues the actor covers for today."""
    today = timezone.localdate()
    return User.objects.filter(
        leave__cover=actor.pk, leave__since__lte=today, leave__until__gte=today
    )


def tokens(*, actor: User) -> QuerySet[ApiToken]:
    """Return the actor's own tokens."""
    return ApiToken.objects.filter(user=actor)


def feeds(*, actor: User) -> QuerySet[CalendarFeed]:
    """Return the actor's own calendar feeds."""
    return CalendarFeed.objects.filter(user=actor)


def token_of(secret: str) -> ApiToken | None:
    """Return the usable token with this secret: not revoked or expired, its owner active.

    An owner who has not chosen a password of their own yet cannot use one.
    """
    return (
        ApiToken.objects.filter(
            digest=digest_of(secret),
            revoked_at=None,
            expires_on__gte=timezone.localdate(),
            user__is_active=True,
            user__must_change_password=False,
        )
        .select_related("user__unit")
        .first()
    )


def feed_of(secret: str) -> CalendarFeed | None:
    """Return the calendar feed with this secret, if it still runs and its owner is active."""
    return (
        CalendarFeed.objects.filter(digest=digest_of(secret), revoked_at=None, user__is_active=True)
        .select_related("user__unit")
        .first()
    )


def passkeys(*, actor: User) -> QuerySet[Passkey]:
    """Return the actor's own passkeys."""
    return Passkey.objects.filter(user=actor)


def passkey_of(*, secret: str) -> Passkey | None:
    """Return the passkey of this key, if its owner is active."""
    return (
        Passkey.objects.filter(key_id=secret, user__is_active=True)
        .select_related("user__unit")
        .first()
    )


def visits(*, actor: User) -> QuerySet[Visit]:
    """Return where the actor is logged in."""
    return Visit.objects.filter(account=actor, expire_date__gt=timezone.now())


def to_let_in(*, actor: Actor) -> QuerySet[User]:
    """Return the accounts that the actor may help to let in again, never their own.

    In the smallest office of a head, an administrator and an ombudsman there are two for each.
    """
    require(actor, Action.LET_IN)
    everybody = User.objects.filter(is_active=True).exclude(pk=actor.pk)
    if actor.role == Role.HEAD:
        return everybody.filter(Q(unit=actor.unit_id) | Q(unit=None))
    if actor.role == Role.OMBUDSMAN:
        return everybody.filter(Q(role=Role.HEAD) | Q(unit=None))
    return everybody


def locked_out(*, actor: Actor) -> QuerySet[User]:
    """Return those whom the actor may help and whose password is not taken yet, and until when."""
    waits = Q(failed_log_ins__until__gt=timezone.now())
    return to_let_in(actor=actor).filter(waits).annotate(until=Max("failed_log_ins__until"))


def readmissions(*, actor: Actor) -> QuerySet[Readmission]:
    """Return who is to be let in again, and who was, of the accounts the actor may help."""
    return Readmission.objects.filter(account__in=to_let_in(actor=actor)).select_related(
        "account", "asked_by", "agreed_by"
    )
