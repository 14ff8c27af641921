"""How a stored file is sealed: a header that wraps its own key, then chunks of 1 MiB.

The header stands in one of two slots, so that another can be written beside it before it is
cleared. It binds the file's key to the SHA-256 and the size of the plain bytes: with the file's
key, each chunk opens in its own place only. So a changed bit, a chunk or a file put elsewhere and
a cut-off end are all found, and any chunk can be read without those before it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from amends.office.evidence.faults import Damaged, KeyMissing
from amends.office.evidence.keys import MasterKey, key_in_use, master_keys

MAGIC = b"amends sealed 1\n"
CHUNK = 1024 * 1024
NONCE, TAG = 12, 16
OVERHEAD = NONCE + TAG
KEY = 32
SLOT = 4096
START = 2 * SLOT
NOT_YET_KNOWN = bytes(32)
_BOUND = struct.Struct(f">{len(MAGIC)}s8sQ32s")
_HEADER = _BOUND.size + NONCE + KEY + TAG


@dataclass(frozen=True)
class Header:
    """What is known of a sealed file once its header is opened."""

    key: bytes
    size: int
    sha256: bytes
    wrapped_by: bytes = b""
    slot: int = 0

    @property
    def chunks(self) -> int:
        """Return how many chunks the file has."""
        return -(-self.size // CHUNK)

    @property
    def length(self) -> int:
        """Return how many bytes the sealed file takes."""
        return START + self.size + self.chunks * OVERHEAD


def new_header(size: int = 0) -> Header:
    """Return the header of a file of which only the key, and perhaps the size, is known."""
    return Header(os.urandom(KEY), size, NOT_YET_KNOWN)


def is_sealed(file: BinaryIO) -> bool:
    """Say whether a file is sealed; those stored by earlier versions are plain."""
    head = _head(file)
    return MAGIC in {head[: len(MAGIC)], head[SLOT : SLOT + len(MAGIC)]}


def read_header(file: BinaryIO) -> Header:
    """Open the header of a sealed file.

    It is read again if it does not open, for it may just be moving to its other slot.

    Raises:
        Damaged: neither slot holds a header that opens.
        KeyMissing: it was wrapped by a key that the key file does not hold.
    """
    for _ in range(3):
        known = {key.id: key for key in master_keys()}
        head = _head(file)
        slots = [head[:_HEADER], head[SLOT : SLOT + _HEADER]]
        for number, slot in enumerate(slots):
            if header := _unwrapped(slot, known, number):
                return header
    if any(_names_unknown_key(slot, known) for slot in slots):
        message = "the key file does not hold the key of this file"
        raise KeyMissing(message)
    message = "the header does not open"
    raise Damaged(message)


def write_header(file: BinaryIO, header: Header) -> None:
    """Write a header, wrapped by the key in use, into the free slot; then clear the other.

    Killed at any moment, this leaves at least one header that opens.
    """
    free = 1 - header.slot if header.wrapped_by else 0
    _write_at(file, free * SLOT, _wrapped(header, key_in_use()).ljust(SLOT, b"\0"))
    clear_slot(file, 1 - free)


def clear_slot(file: BinaryIO, number: int) -> None:
    """Clear a slot, if anything is in it."""
    if any(os.pread(file.fileno(), SLOT, number * SLOT)):
        _write_at(file, number * SLOT, bytes(SLOT))


def known(header: Header, *, size: int, sha256: str) -> Header:
    """Return the header of a file whose bytes are now all there."""
    return replace(header, size=size, sha256=bytes.fromhex(sha256))


def in_chunks(pieces: Iterable[bytes]) -> Iterator[bytearray]:
    """Cut bytes, however they come, into chunks of one size; only the last may be shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= CHUNK:
            yield waiting[:CHUNK]
            del waiting[:CHUNK]
    if waiting:
        yield waiting


def sealed_chunk(header: Header, index: int, chunk: bytes | bytearray) -> bytes:
    """Return a chunk as it is stored: it opens with this key and in this place only.

    The nonce is random, not counted: a part of an upload may be sent again with other bytes, and
    no nonce may ever serve twice under one key.
    """
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(header.key).encrypt(nonce, chunk, _place(index))


def opened_chunk(file: BinaryIO, header: Header, index: int) -> bytes:
    """Read one chunk of a sealed file.

    Raises:
        Damaged: it is not the chunk that was stored there.
    """
    stored = os.pread(file.fileno(), CHUNK + OVERHEAD, place_of(index))
    wanted = min(CHUNK, header.size - index * CHUNK) + OVERHEAD
    try:
        return AESGCM(header.key).decrypt(stored[:NONCE], stored[NONCE:wanted], _place(index))
    except (InvalidTag, ValueError):
        message = f"chunk {index} does not open"
        raise Damaged(message) from None


def opened_chunks(file: BinaryIO, header: Header) -> Iterator[bytes]:
    """Read every chunk of a sealed file, in order.

    Raises:
        Damaged: one of them is not the chunk that was stored there, or there are more.
    """
    if os.fstat(file.fileno()).st_size != header.length:
        message = "the stored file is not as long as it was"
        raise Damaged(message)
    return (opened_chunk(file, header, index) for index in range(header.chunks))


def place_of(index: int) -> int:
    """Return where a chunk begins in the sealed file."""
    return START + index * (CHUNK + OVERHEAD)


def write_chunks(pieces: Iterable[bytes], file: BinaryIO) -> Header:
    """Write a whole file's chunks in bounded memory; return its header, which is still to write."""
    header, digest, size = new_header(), hashlib.sha256(), 0
    file.seek(START)
    for index, chunk in enumerate(in_chunks(pieces)):
        size += len(chunk)
        digest.update(chunk)
        file.write(sealed_chunk(header, index, chunk))
    # An empty file has a header all the same.
    file.truncate(max(START, file.tell()))
    return known(header, size=size, sha256=digest.hexdigest())


def _head(file: BinaryIO) -> bytes:
    return os.pread(file.fileno(), START, 0)


def _place(index: int) -> bytes:
    return MAGIC + struct.pack(">Q", index)


def _wrapped(header: Header, master: MasterKey) -> bytes:
    bound, nonce = _BOUND.pack(MAGIC, master.id, header.size, header.sha256), os.urandom(NONCE)
    return bound + nonce + AESGCM(master.secret).encrypt(nonce, header.key, bound)


def _unwrapped(slot: bytes, known: dict[bytes, MasterKey], number: int) -> Header | None:
    bound, nonce, wrapped = _parted(slot)
    if len(slot) < _HEADER or not slot.startswith(MAGIC):
        return None
    _magic, key_id, size, sha256 = _BOUND.unpack(bound)
    if key_id not in known:
        return None
    try:
        key = AESGCM(known[key_id].secret).decrypt(nonce, wrapped, bound)
    except InvalidTag:
        return None
    return Header(key, size, sha256, key_id, number)


def _names_unknown_key(slot: bytes, known: dict[bytes, MasterKey]) -> bool:
    key_id = slot[len(MAGIC) : len(MAGIC) + 8]
    return len(slot) == _HEADER and slot.startswith(MAGIC) and key_id not in known


def _parted(slot: bytes) -> tuple[bytes, bytes, bytes]:
    end = _BOUND.size
    return slot[:end], slot[end : end + NONCE], slot[end + NONCE :]


def _write_at(file: BinaryIO, place: int, data: bytes) -> None:
    if os.pwrite(file.fileno(), data, place) < len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file.fileno())
