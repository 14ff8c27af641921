"""Writes on accounts, leave, tokens and feeds."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.admission import had_a_passkey
from amends.office.accounts.models import (
    ApiToken,
    Leave,
    Scope,
    Specialism,
    Unit,
    User,
)
from amends.office.accounts.usernames import plain_username
from amends.office.bars.naming_services import bar_where_named
from amends.office.log.services import writing
from amends.office.policy import CASE_WORKERS, Action, Actor, Role
from amends.office.validation import checked_country, problem, save

NEEDS_UNIT = CASE_WORKERS | {Role.HEAD, Role.REGISTRAR}
TOKEN_DAYS = 365


def digest_of(secret: str) -> str:
    """Return what is stored of a secret: its SHA-256, never the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_unit(*, actor: Actor, code: str, name: str, jurisdiction: str) -> Unit:
    """Add a unit."""
    with writing(actor=actor, action=Action.KEEP_ACCOUNTS) as entry:
        country = checked_country("jurisdiction", jurisdiction)
        unit = Unit(code=code, name=name, jurisdiction=country)
        _save_unique(unit, "code", _("There is already a unit with this code."))
        entry.note(unit=unit.code)
    return unit


def create_account(
    *,
    actor: Actor,
    username: str,
    name: str,
    role: str,
    password: str,
    unit: Unit | None = None,
    email: str = "",
    specialisms: Sequence[str] = (),
    language: str = "",
    must_change_password: bool = True,
) -> User:
    """Make an account with a first password that its owner must change.

    Raises:
        ValidationError: by field, what is wrong.
    """
    with writing(actor=actor, action=Action.KEEP_ACCOUNTS) as entry:
        user = User(
            username=plain_username(username),
            name=name.strip(),
            role=role,
            unit=unit,
            email=email,
            specialisms=_known_specialisms(specialisms),
            language=language,
            must_change_password=must_change_password,
        )
        _check_unit(user)
        _set_password(user, password)
        _save_unique(user, "username", _("This user name is taken. Choose another."))
        bar_where_named(user)
        entry.note(account=user.username, role=role, unit=unit.code if unit else "")
    return user


def change_account(*, actor: Actor, user: User, **changes: Any) -> User:
    """Change name, e-mail, role, unit or specialisms of an account.

    Raises:
        ValidationError: by field, what is wrong.
    """
    changed = sorted({"name", "email", "role", "unit", "specialisms"} & changes.keys())
    with writing(actor=actor, action=Action.KEEP_ACCOUNTS) as entry:
        before = user.name
        for field in changed:
            setattr(user, field, changes[field])
        user.specialisms = _known_specialisms(user.specialisms)
        _check_unit(user)
        save(user)
        bar_where_named(user, before)
        entry.note(account=user.username, changed=changed, role=user.role)
    return user


def set_active(*, actor: Actor, user: User, active: bool) -> User:
    """Close or reopen an account. A closed one cannot log in; log-ins, tokens and feeds end."""
    with writing(actor=actor, action=Action.KEEP_ACCOUNTS) as entry:
        if user.pk == actor.pk:
            raise problem(
                "user", _("You cannot close your own account; ask another administrator.")
            )
        user.is_active = active
        user.save(update_fields=["is_active"])
        if not active:
            user.visits.all().delete()
        entry.note(account=user.username, active=active)
    return user


def reset_password(*, actor: Actor, user: User, password: str) -> None:
    """Give an account a new first password that its owner must change.

    Raises:
        ValidationError: it is not a good one, or its owner had a passkey: two persons let them in.
    """
    with writing(actor=actor, action=Action.KEEP_ACCOUNTS) as entry:
        if had_a_passkey(user):
            raise problem(
                "password",
                _(
                    "Its owner has had a passkey, and nobody alone replaces that. If every passkey "
                    "is lost, two persons let them in again: see Let in again in your menu."
                ),
            )
        _set_password(user, password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        user.failed_log_ins.all().delete()
        entry.note(account=user.username, new_password=True)


def password_changed(*, actor: User) -> None:
    """Note that the owner of an account chose a password of their own."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        actor.must_change_password = False
        actor.save(update_fields=["must_change_password"])
        entry.note(new_password=True)


def set_preferences(
    *, actor: User, language: str | None = None, wants_digest: bool | None = None
) -> User:
    """Choose one's language, and whether to get the daily digest."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        if language is not None:
            actor.language = language
        if wants_digest is not None:
            if wants_digest and not actor.email:
                raise problem(
                    "wants_digest",
                    _("Your account has no e-mail address. Ask an administrator to add it."),
                )
            actor.wants_digest = wants_digest
        save(actor)
        entry.note(language=actor.language, digest=actor.wants_digest)
    return actor


def record_leave(*, actor: Actor, user: User, cover: User, since: date, until: date) -> Leave:
    """Record somebody's leave and who covers; the cover sees their cases on those days.

    One records one's own leave; a head records that of anybody in the unit.

    Raises:
        ValidationError: the days or the cover do not fit.
    """
    with writing(actor=actor, action=Action.KEEP_LEAVE) as entry:
        _check_leave(actor, user, cover, since, until)
        leave = Leave(user=user, cover=cover, since=since, until=until)
        save(leave)
        entry.note(user=user.username, cover=cover.username, since=since, until=until)
    return leave


def cancel_leave(*, actor: Actor, leave: Leave) -> None:
    """Cancel a leave that was recorded."""
    with writing(actor=actor, action=Action.KEEP_LEAVE) as entry:
        _check_whose_leave(actor, leave.user)
        entry.note(user=leave.user.username, since=leave.since, until=leave.until, cancelled=True)
        leave.delete()


def make_token(
    *, actor: User, label: str, scopes: Sequence[str], expires_on: date | None = None
) -> tuple[ApiToken, str]:
    """Make a key to the API; return it with its secret, which is never shown again.

    Raises:
        ValidationError: no scope, an unknown one, or a date past or over a year away.
    """
    today = timezone.localdate()
    expires_on = expires_on or today + timedelta(days=TOKEN_DAYS)
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        if not scopes or set(scopes) - set(Scope.values):
            raise problem("scopes", _("Choose what the token may do: read, or read and write."))
        if not today < expires_on <= today + timedelta(days=TOKEN_DAYS):
            raise problem("expires_on", _("Choose a day after today and within one year."))
        secret = f"amends_{secrets.token_urlsafe(32)}"
        token = ApiToken(
            user=actor,
            label=label,
            digest=digest_of(secret),
            scopes=sorted(scopes),
            expires_on=expires_on,
        )
        save(token)
        entry.note(token=token.pk, scopes=token.scopes, expires_on=expires_on)
    return token, secret


def revoke_token(*, actor: User, token: ApiToken) -> None:
    """Stop a token at once."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        check_own(actor, token.user)
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        entry.note(token=token.pk, revoked=True)


def use_token(*, token: ApiToken) -> None:
    """Remember the last day a token was used; once a day, so that reading stays cheap."""
    today = timezone.localdate()
    if token.last_used_on != today:
        token.last_used_on = today
        token.save(update_fields=["last_used_on"])


def _save_unique(row: Unit | User, field: str, message: str) -> None:
    try:
        with transaction.atomic():
            save(row)
    except IntegrityError:
        raise problem(field, message) from None


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from None
    user.set_password(password)


def _known_specialisms(chosen: Sequence[str]) -> list[str]:
    unknown = sorted(set(chosen) - set(Specialism.values))
    if unknown:
        raise problem(
            "specialisms",
            _("Unknown specialism: %(codes)s. Choose from: %(known)s.")
            % {"codes": ", ".join(unknown), "known": ", ".join(Specialism.values)},
        )
    return sorted(set(chosen))


def _check_unit(user: User) -> None:
    if user.role in NEEDS_UNIT and user.unit is None:
        raise problem("unit", _("Choose the unit this person works in."))


def check_own(asking: User, owner: User) -> None:
    """Refuse to stop a token or a feed of somebody else."""
    if asking.pk != owner.pk:
        raise problem("user", _("Only its owner can stop it."))


def _check_whose_leave(actor: Actor, user: User) -> None:
    heads_unit = actor.role == Role.HEAD and actor.unit_id == user.unit_id
    if actor.pk != user.pk and not heads_unit and actor.role != Role.SYSTEM:
        raise problem("user", _("You can record your own leave; a head can for the whole unit."))


def _check_leave(actor: Actor, user: User, cover: User, since: date, until: date) -> None:
    _check_whose_leave(actor, user)
    if until < since:
        raise problem("until", _("The last day is before the first. Correct one of them."))
    if until < timezone.localdate():
        raise problem("until", _("This leave is already over."))
    if cover.pk == user.pk:
        raise problem("cover", _("Choose a colleague; nobody covers for themselves."))
    if not cover.is_active or cover.unit_id != user.unit_id or cover.role != user.role:
        raise problem("cover", _("The cover must work in the same unit and role."))
    if cover.leave.filter(since__lte=until, until__gte=since).exists():
        raise problem("cover", _("This colleague is away on some of those days. Choose another."))
    if user.leave.filter(since__lte=until, until__gte=since).exists():
        raise problem("since", _("There is already leave recorded on some of those days."))
