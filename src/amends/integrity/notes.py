"""Signed notes of C2SP: a text, and below it lines that name who signed it and how.

A reader takes exactly the format and nothing near it, so that one note is never two texts. Names
and keys are written as the Go checksum database writes them, ``name+id+key``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ID_LENGTH = 4
MOST_SIGNATURES = 100
LONGEST_NOTE = 64 * 1024
_SECRET = "PRIVATE+KEY+"  # noqa: S105  # how a file with a signing key begins
_DASH = "— "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class NoteRefused(ValueError):
    """Something that is no note, key or checkpoint, or is not signed by whom it should be."""


class Signs(IntEnum):
    """What a key signs; part of its id, so that no signature stands for another."""

    NOTES = 1
    COSIGNATURES = 4


@dataclass(frozen=True)
class PublicKey:
    """A key that signatures are checked with, and the name of who holds its other half."""

    name: str
    raw: bytes
    signs: Signs = Signs.NOTES

    @property
    def id(self) -> bytes:
        """Return the four bytes that name the key beside its holder's name."""
        named = self.name.encode() + b"\n" + bytes([self.signs]) + self.raw
        return hashlib.sha256(named).digest()[:ID_LENGTH]

    def verifies(self, signature: bytes, text: bytes) -> bool:
        """Say whether a signature over a text was made with the other half of this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True

    def __str__(self) -> str:
        """Return the key as it stands in a file."""
        return f"{self.name}+{self.id.hex()}+{_in_base64(bytes([self.signs]) + self.raw)}"


@dataclass(frozen=True)
class SigningKey:
    """A key that signs, as its seed of 32 bytes, and the name it signs under."""

    name: str
    seed: bytes
    signs: Signs = Signs.NOTES

    @property
    def public(self) -> PublicKey:
        """Return the half that everybody may have."""
        made = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return PublicKey(self.name, made.public_bytes_raw(), self.signs)

    def sign(self, text: bytes) -> bytes:
        """Return the signature over a text."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(text)

    def in_full(self) -> str:
        """Return the key as it stands in its file, secret included."""
        kept = _in_base64(bytes([self.signs]) + self.seed)
        return f"{_SECRET}{self.name}+{self.public.id.hex()}+{kept}"

    def __repr__(self) -> str:
        """Return the key without its secret: a traceback must not give it away."""
        return f"SigningKey({self.name!r})"


@dataclass(frozen=True)
class Signature:
    """One line below a note: who signed, with which key, and the bytes of the signature."""

    name: str
    key_id: bytes
    signed: bytes

    def is_by(self, key: PublicKey) -> bool:
        """Say whether the line names this key; whether it is right is another question."""
        return (self.name, self.key_id) == (key.name, key.id)

    def __str__(self) -> str:
        """Return the line, with its end."""
        return f"{_DASH}{self.name} {_in_base64(self.key_id + self.signed)}\n"


@dataclass(frozen=True)
class Note:
    """A text that ends with a line break, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        """Return the note as it stands in a file."""
        return self.text + "\n" + "".join(map(str, self.signatures))

    def is_signed_by(self, key: PublicKey) -> bool:
        """Say whether a signature of the key is there and every one that names it is right."""
        named = [one.signed for one in self.signatures if one.is_by(key)]
        return bool(named) and all(key.verifies(one, self.text.encode()) for one in named)


def signed_note(text: str, key: SigningKey) -> Note:
    """Return a text as a note signed with a key."""
    signature = Signature(key.name, key.public.id, key.sign(text.encode()))
    return Note(text, (signature,))


def read_note(data: bytes) -> Note:
    """Read a note, whoever signed it.

    Raises:
        NoteRefused: it is no note.
    """
    written = as_text(data)
    text, found, below = written.rpartition("\n\n")
    if not found or not below.endswith("\n"):
        raise NoteRefused("this is no signed note: a text, an empty line, and signatures below")
    return Note(text + "\n", _signatures_in(below))


def read_signatures(data: bytes) -> tuple[Signature, ...]:
    """Read the lines of signatures, be they below a note or alone.

    Raises:
        NoteRefused: there are none, or other lines among them.
    """
    return _signatures_in(as_text(data).rpartition("\n\n")[2])


def _signatures_in(below: str) -> tuple[Signature, ...]:
    lines = [f"{line}\n" for line in below.removesuffix("\n").split("\n")]
    if len(lines) > MOST_SIGNATURES:
        raise NoteRefused(f"there are more than {MOST_SIGNATURES} signatures below the note")
    return tuple(map(read_signature, lines))


def read_signature(line: str) -> Signature:
    """Read one line of a signature, with its end.

    Raises:
        NoteRefused: it is none.
    """
    if not line.startswith(_DASH) or not line.endswith("\n") or line.count(" ") != 2:
        raise NoteRefused("a line below the note is not '— name signature'")
    _dash, name, written = line[:-1].split(" ")
    held = from_base64(written)
    if not _is_name(name) or len(held) <= ID_LENGTH:
        raise NoteRefused(f"a signature below the note names no key: {line[:60].strip()}")
    return Signature(name, held[:ID_LENGTH], held[ID_LENGTH:])


def read_public_key(data: bytes) -> PublicKey:
    """Read the file of a public key.

    Raises:
        NoteRefused: it is none; also if it holds a secret, which has no place where this is read.
    """
    written = as_text(data).removesuffix("\n")
    if written.startswith(_SECRET):
        raise NoteRefused("this is the secret half of a key; give the public one")
    name, signs, raw = _parts(written)
    key = PublicKey(name, raw, signs)
    if str(key) != written:
        raise NoteRefused("this key does not have the id that stands in it")
    return key


def read_signing_key(data: bytes) -> SigningKey:
    """Read the file of a signing key.

    Raises:
        NoteRefused: it is none.
    """
    written = as_text(data).removesuffix("\n")
    if not written.startswith(_SECRET):
        raise NoteRefused("this is no signing key")
    name, signs, seed = _parts(written.removeprefix(_SECRET))
    key = SigningKey(name, seed, signs)
    if key.in_full() != written:
        raise NoteRefused("this key does not have the id that stands in it")
    return key


def checked_name(name: str) -> str:
    """Return a name that a key can have.

    Raises:
        NoteRefused: it is empty, or has a space or a plus sign in it.
    """
    if not _is_name(name):
        raise NoteRefused(f"{name!r} names no key: give a name without spaces and plus signs")
    return name


def as_text(data: bytes) -> str:
    """Return the text of a file of lines.

    Raises:
        NoteRefused: it is too long, no UTF-8, or has a control character in it.
    """
    if len(data) > LONGEST_NOTE:
        raise NoteRefused(f"this is longer than the {LONGEST_NOTE} bytes a note may have")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise NoteRefused("this is no text in UTF-8") from None
    if _CONTROL.search(text):
        raise NoteRefused("there is a control character in this text")
    return text


def from_base64(written: str) -> bytes:
    """Return the bytes written in base64, in the one way there is to write them.

    Raises:
        NoteRefused: they are not written so.
    """
    try:
        held = base64.b64decode(written, validate=True)
    except ValueError:
        held = b""
    if not held or _in_base64(held) != written:
        raise NoteRefused(f"this is not in base64: {written[:60]}")
    return held


def _parts(written: str) -> tuple[str, Signs, bytes]:
    """Return name, use and bytes of a key; whoever calls compares the id."""
    parts = written.split("+", 2)
    if len(parts) != 3 or not _is_name(parts[0]):
        raise NoteRefused("this is no key: name, id and key with plus signs between them")
    held = from_base64(parts[2])
    if len(held) != 33 or held[0] not in set(Signs):
        raise NoteRefused("this is no Ed25519 key that signs notes or cosignatures")
    return parts[0], Signs(held[0]), held[1:]


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(map(str.isspace, name))


def _in_base64(held: bytes) -> str:
    return base64.b64encode(held).decode("ascii")
