"""Receipts: all that somebody who reports without an account holds, and what follows from them.

A receipt is 110 bits of chance, written in letters and digits that are not mistaken for each other,
with two more by which a slip of the pen is noticed. The office keeps its digest only. From the
receipt itself follows the key that what is answered is sealed with, so that an answer is read by
whoever holds the receipt and by the ombudsman who wrote it.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
DRAWN = 22
CHECKING = 2
GROUP = 4


@dataclass(frozen=True)
class Receipt:
    """A receipt as it is compared: its characters without spaces, in capitals."""

    characters: str

    def __str__(self) -> str:
        """Return the receipt as it is handed out, in groups of four."""
        groups = range(0, len(self.characters), GROUP)
        return "-".join(self.characters[at : at + GROUP] for at in groups)

    @property
    def digest(self) -> str:
        """Return that by which a receipt is known where it is not kept, 64 hexadecimal digits."""
        return _derived(self.characters, "known by").hex()

    @property
    def answer_key(self) -> bytes:
        """Return the key of 32 bytes that answers are sealed with."""
        return _derived(self.characters, "answers")


def receipt_from(secret: str) -> Receipt:
    """Return the receipt that follows from a secret: from chance, or from a key its code."""
    drawn = _derived(secret, "letters")[:DRAWN]
    return _completed("".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn))


def read_receipt(typed: str) -> Receipt | None:
    """Return the receipt that somebody typed, in whatever groups, case and digits; or None.

    None says that what was typed is no receipt, whoever asks: it tells nothing about any report.
    """
    kept = "".join(_plain(character) for character in typed if character.isalnum())
    drawn = kept[:DRAWN]
    if len(kept) != DRAWN + CHECKING or set(kept) - set(ALPHABET):
        return None
    whole = _completed(drawn)
    return whole if hmac.compare_digest(whole.characters, kept) else None


def _plain(character: str) -> str:
    """Return a letter as a capital, and a digit of any script as one of ours."""
    digit = unicodedata.digit(character, None)
    return character.upper() if digit is None else str(digit)


def _completed(drawn: str) -> Receipt:
    checking = hashlib.sha256(drawn.encode()).digest()[:CHECKING]
    return Receipt(drawn + "".join(ALPHABET[byte % len(ALPHABET)] for byte in checking))


def _derived(secret: str, purpose: str) -> bytes:
    """Return 32 bytes that follow from a secret for one purpose and tell nothing of another."""
    return HKDF(SHA256(), 32, salt=None, info=f"amends complicity: {purpose}".encode()).derive(
        secret.encode()
    )
