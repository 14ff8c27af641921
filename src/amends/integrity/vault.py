"""What is kept of a protected person: sealed in the envelope of its case, and bound to its place.

The office's master key wraps a key for each case, and that key seals what is entered. A wrapped key
opens for its own case only, and what is sealed opens for the case, the party and the field it was
sealed for: put in another's place it opens no more. All that is sealed has one length, which tells
an address from a telephone number as little as a seal may.

Nonces are handed in, each drawn by chance and used once.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_LENGTH = 32
NONCE_LENGTH = 12
PADDED_LENGTH = 2_048
LONGEST = 500  # characters, each of at most four bytes


class VaultRefused(ValueError):
    """Something does not open: it was changed, stands elsewhere, or is of another key."""


@dataclass(frozen=True)
class CaseKey:
    """The key that seals what is kept of the people in one case."""

    case: int
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Where something that is sealed belongs."""

    case: int
    party: int
    field: str

    @property
    def bound(self) -> bytes:
        """Return the bytes a seal is bound to; no two places have the same."""
        return f"amends vault {self.case} {self.party} {self.field}".encode()


def wrap(key: CaseKey, *, master: bytes, nonce: bytes) -> bytes:
    """Return the key of a case in an envelope that the master key alone opens."""
    return nonce + AESGCM(master).encrypt(nonce, key.secret, _bound(key.case))


def unwrap(wrapped: bytes, *, case: int, master: bytes) -> CaseKey:
    """Return the key of a case from its envelope.

    Raises:
        VaultRefused: it was changed, or is of another case or master key.
    """
    return CaseKey(case, _opened(wrapped, _bound(case), master))


def seal(value: str, *, place: Place, key: CaseKey, nonce: bytes) -> bytes:
    """Return a value, sealed for one place.

    Raises:
        ValueError: the value is too long, or the key is of another case.
    """
    plain = value.encode()
    if len(value) > LONGEST or b"\0" in plain:
        message = f"what is sealed has at most {LONGEST} characters, none of them a nought"
        raise ValueError(message)
    if key.case != place.case:
        message = "a case's own key seals what belongs to it"
        raise ValueError(message)
    padded = plain.ljust(PADDED_LENGTH, b"\0")
    return nonce + AESGCM(key.secret).encrypt(nonce, padded, place.bound)


def unsealed(sealed: bytes, *, place: Place, key: CaseKey) -> str:
    """Return a value that was sealed for a place.

    Raises:
        VaultRefused: it was changed, or was sealed for another place or with another key.
    """
    return _opened(sealed, place.bound, key.secret).rstrip(b"\0").decode()


def _bound(case: int) -> bytes:
    return f"amends vault key {case}".encode()


def _opened(sealed: bytes, bound: bytes, secret: bytes) -> bytes:
    nonce, rest = sealed[:NONCE_LENGTH], sealed[NONCE_LENGTH:]
    try:
        return AESGCM(secret).decrypt(nonce, rest, bound)
    except (InvalidTag, ValueError):
        # Whatever the fault knows of keys and bytes stays behind.
        raise VaultRefused("this does not open: changed, misplaced or of another key") from None
