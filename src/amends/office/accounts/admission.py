"""What a password admits to: whom it logs in, and whom nobody alone may give a new one."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from amends.office.accounts.models import User


def password_admits(user: User) -> bool:
    """Say whether a password alone logs somebody in.

    It no longer does once they need their passkey, nor a one-time password after its day.
    """
    if user.password_until is not None and user.password_until < timezone.now():
        return False
    return not (settings.PASSKEYS_REQUIRED and user.passkeys.exists())


def had_a_passkey(user: User) -> bool:
    """Say whether somebody ever registered a passkey where passkeys are required.

    Registering takes the password away, and what two persons give instead has an end; so only a
    password without one is a first password.
    """
    if not settings.PASSKEYS_REQUIRED:
        return False
    is_first = user.has_usable_password() and user.password_until is None
    return not is_first or user.passkeys.exists()
