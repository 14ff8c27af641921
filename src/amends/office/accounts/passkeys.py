"""Passkeys as WebAuthn has them: what a browser is asked, and whether what it answers holds."""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from amends.office.accounts.models import Passkey, User

R = TypeVar("R")
# An answer is anything that a browser, or whoever poses as one, cares to send.
MALFORMED = (
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True)
class Site:
    """Where the office is open in somebody's browser; a passkey answers there and nowhere else."""

    host: str
    origin: str

    @classmethod
    def of(cls, request: HttpRequest) -> Site:
        """Return the site a request came to; its host is one of those the office answers under."""
        host = request.get_host()
        return cls(host.partition(":")[0], f"{request.scheme}://{host}")

    @property
    def has_name(self) -> bool:
        """Say whether the site is open under a name: for a number no browser makes a passkey."""
        try:
            ip_address(self.host)
        except ValueError:
            return not self.host.startswith("[")
        return False

    def server(self) -> Fido2Server:
        """Return what checks answers given on this site, and on no other."""
        office = PublicKeyCredentialRpEntity(name="amends", id=self.host)
        return Fido2Server(office, verify_origin=lambda origin: origin == self.origin)


@dataclass(frozen=True)
class Question:
    """What a browser is asked, and what is kept until it answers."""

    options: dict[str, Any]
    state: dict[str, Any]


@dataclass(frozen=True)
class Registered:
    """What is kept of a new passkey."""

    key_id: str
    public_key: bytes
    signatures: int


def question_for_a_new_one(site: Site, user: User, keys: Collection[Passkey]) -> Question:
    """Ask for a new passkey that logs in without a user name, and not for one there is already."""
    options, state = site.server().register_begin(
        PublicKeyCredentialUserEntity(
            id=str(user.pk).encode(), name=user.username, display_name=user.name
        ),
        [_described(key) for key in keys],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Question(dict(options), state)


def question_who_it_is(site: Site, keys: Collection[Passkey] = ()) -> Question:
    """Ask for one of these passkeys; without them for any that belongs to this site."""
    options, state = site.server().authenticate_begin(
        [_described(key) for key in keys] or None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return Question(dict(options), state)


def registered(site: Site, state: dict[str, Any], answer: Any) -> Registered:
    """Return the passkey that a browser made.

    Raises:
        ValidationError: the answer does not hold.
    """

    def check() -> Registered:
        made = site.server().register_complete(state, RegistrationResponse.from_dict(answer))
        data = made.credential_data
        if data is None:
            raise ValueError
        return Registered(websafe_encode(data.credential_id), bytes(data), made.counter)

    return _held(check)


def key_id_of(answer: Any) -> str:
    """Return which passkey an answer says it is from.

    Raises:
        ValidationError: it says nothing of the kind.
    """
    return _held(lambda: websafe_encode(AuthenticationResponse.from_dict(answer).raw_id))


def signatures_of(site: Site, state: dict[str, Any], key: Passkey, answer: Any) -> int:
    """Return how many signatures a passkey says it gave, after checking the one it gave now.

    Raises:
        ValidationError: the answer does not hold: another site, an earlier question, another key,
            or its owner was not verified.
    """

    def check() -> int:
        given = AuthenticationResponse.from_dict(answer)
        known = [AttestedCredentialData(bytes(key.public_key))]
        site.server().authenticate_complete(state, known, given)
        return int(given.response.authenticator_data.counter)

    return _held(check)


def is_copied(key: Passkey, signatures: int) -> bool:
    """Say whether a passkey counts as if somebody else had signed with a copy of it.

    Passkeys that are kept in step on several devices do not count at all.
    """
    return bool(signatures or key.signatures) and signatures <= key.signatures


def _described(key: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(
        type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(key.key_id)
    )


def _held(check: Callable[[], R]) -> R:
    try:
        return check()
    except MALFORMED:
        raise ValidationError(
            _("The passkey was not taken. Try again on this page, and with the passkey made here.")
        ) from None
