"""The ombudsman's key, which never comes near the office, and what is sealed to it.

Files are those of age (age-encryption.org/v1), so that any program of that format opens them. The
key itself lies under a passphrase in an age file of its own.
"""

from __future__ import annotations

import re
import struct

import pyrage
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pyrage import passphrase as locks
from pyrage.x25519 import Identity, Recipient

from amends.integrity.receipts import Receipt, receipt_from

ANSWER_LENGTH = 16 * 1024
NONCE_LENGTH = 12
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COUNT = struct.Struct(">I")


class SealRefused(ValueError):
    """Something that is no key or no sealed text, or is sealed for somebody else."""


def recipient_of(key: Identity) -> str:
    """Return what is handed to the office: with it one can seal and not open."""
    return str(key.to_public())


def box_code(key: Identity) -> Receipt:
    """Return the code that shows whoever asks that one holds the key; it opens no report."""
    return receipt_from(str(key))


def read_recipient(text: str) -> str:
    """Return a recipient as it is written, after checking that it is one.

    Raises:
        SealRefused: it is not.
    """
    try:
        return str(Recipient.from_str(text.strip()))
    except pyrage.RecipientError as fault:
        raise SealRefused("this is no age recipient; it begins with age1") from fault


def office_half(key: Identity) -> str:
    """Return the line that is handed to the office: the recipient, and the digest of the code."""
    return f"{recipient_of(key)} {box_code(key).digest}"


def read_office_half(line: str) -> tuple[str, str]:
    """Return the recipient and the digest of the code that stand on such a line.

    Raises:
        SealRefused: the line is not one.
    """
    recipient, _, digest = line.strip().partition(" ")
    if not _DIGEST.fullmatch(digest):
        raise SealRefused("this line is not the office's half of a key")
    return read_recipient(recipient), digest


def locked(key: Identity, passphrase: str) -> bytes:
    """Return a key under a passphrase, as a file of age."""
    return bytes(locks.encrypt(str(key).encode(), passphrase))


def unlocked(content: bytes, passphrase: str) -> Identity:
    """Return the key that lies under a passphrase.

    Raises:
        SealRefused: the passphrase is another, or this is no such file.
    """
    try:
        return Identity.from_str(locks.decrypt(content, passphrase).decode())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as fault:
        raise SealRefused("this is no key file, or the passphrase is another") from fault


def sealed(plain: bytes, recipient: str) -> bytes:
    """Return bytes sealed so that the holder of the recipient's key alone opens them."""
    return bytes(pyrage.encrypt(plain, [Recipient.from_str(recipient)]))


def opened(content: bytes, key: Identity) -> bytes:
    """Return what was sealed to a key.

    Raises:
        SealRefused: it was sealed to another key, or was changed.
    """
    try:
        return bytes(pyrage.decrypt(content, [key]))
    except pyrage.DecryptError as fault:
        raise SealRefused("this was sealed to another key, or was changed") from fault


def sealed_answer(text: str, answer_key: bytes, reference: str, nonce: bytes) -> bytes:
    """Return an answer sealed to the holder of a receipt; all answers have one length.

    ``nonce``: twelve bytes that were never used with this key.

    Raises:
        SealRefused: the text is longer than an answer may be.
    """
    plain = text.encode()
    if len(plain) > ANSWER_LENGTH:
        raise SealRefused(f"an answer may have at most {ANSWER_LENGTH} bytes; this has more")
    padded = _COUNT.pack(len(plain)) + plain + bytes(ANSWER_LENGTH - len(plain))
    return nonce + ChaCha20Poly1305(answer_key).encrypt(nonce, padded, reference.encode())


def opened_answer(content: bytes, answer_key: bytes, reference: str) -> str:
    """Return the text of an answer.

    Raises:
        SealRefused: it is sealed under another receipt or about another report, or was changed.
    """
    try:
        padded = ChaCha20Poly1305(answer_key).decrypt(
            content[:NONCE_LENGTH], content[NONCE_LENGTH:], reference.encode()
        )
    except (InvalidTag, ValueError) as fault:
        raise SealRefused("this answer is sealed under another receipt, or was changed") from fault
    (length,) = _COUNT.unpack(padded[: _COUNT.size])
    return padded[_COUNT.size : _COUNT.size + length].decode()
