"""Writes on passkeys: registering, naming, using and removing them."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.office.accounts.models import Passkey, User
from amends.office.accounts.passkeys import Registered, is_copied
from amends.office.log.services import writing
from amends.office.policy import Action
from amends.office.validation import problem, save


def register_passkey(*, actor: User, name: str, made: Registered) -> Passkey:
    """Keep a new passkey of the actor's. Where passkeys are required, the password ends with it.

    Raises:
        ValidationError: it is registered already.
    """
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        key = Passkey(
            user=actor,
            name=name,
            key_id=made.key_id,
            public_key=made.public_key,
            signatures=made.signatures,
        )
        try:
            with transaction.atomic():
                save(key)
        except IntegrityError:
            raise problem("name", _("This passkey is registered already.")) from None
        entry.note(passkey=key.pk, registered=True)
        _end_password(actor)
    return key


def use_passkey(*, actor: User, key: Passkey, signatures: int) -> None:
    """Remember that a passkey was used, or refuse one that counts as only a copy does.

    Raises:
        ValidationError: it was copied; the log keeps that it was tried.
    """
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        now = Passkey.objects.select_for_update().get(pk=key.pk)
        copied = is_copied(now, signatures)
        if not copied:
            now.signatures, now.last_used_at = signatures, timezone.now()
            now.save(update_fields=["signatures", "last_used_at"])
            _end_password(actor)
        entry.note(passkey=key.pk, **({"copied": True} if copied else {"used": True}))
    if copied:
        raise ValidationError(
            _(
                "This passkey was not taken: it looks as if somebody used a copy of it. Log in "
                "with another one, remove this one, and tell your administrator."
            )
        )


def rename_passkey(*, actor: User, key: Passkey, name: str) -> None:
    """Give one of the actor's passkeys another name."""
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        key.name = name
        save(key)
        entry.note(passkey=key.pk, renamed=True)


def remove_passkey(*, actor: User, key: Passkey, here: str = "") -> None:
    """Remove one of the actor's passkeys, but where they are required never the last one.

    It may be in other hands, so every log-in ends with it but the one of this session.

    Raises:
        ValidationError: it is the last one, and the actor could not log in again.
    """
    with writing(actor=actor, action=Action.KEEP_OWN_ACCOUNT) as entry:
        # Locked as one, so that two of two are not removed at the same moment.
        own = {row.pk for row in Passkey.objects.select_for_update().filter(user=actor)}
        if settings.PASSKEYS_REQUIRED and not own - {key.pk}:
            raise ValidationError(
                _("This is your only passkey. Register another one first, then remove this one.")
            )
        entry.note(passkey=key.pk, removed=True)
        key.delete()
        actor.visits.exclude(session_key=here).delete()


def _end_password(actor: User) -> None:
    """Take away the password of somebody who has a passkey, where passkeys are required."""
    if settings.PASSKEYS_REQUIRED and actor.has_usable_password():
        actor.set_unusable_password()
        actor.must_change_password, actor.password_until = False, None
        actor.save(update_fields=["password", "must_change_password", "password_until"])
