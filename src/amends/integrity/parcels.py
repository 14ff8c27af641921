"""What is told in the complicity channel, packed so that its size tells little.

A parcel is a tar file: ``told.json`` and the files that came with it, under numbers. Its length is
padded as Nikitin and others propose (Padmé, "Reducing Metadata Leakage from Encrypted Files",
PETS 2019), so that at most an eighth is added and few lengths are possible. Whoever opens one
elsewhere needs no more than ``age`` and ``tar``.
"""

from __future__ import annotations

import io
import json
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TOLD = "told.json"
PADDING = "padding"
LEAST = 16 * 1024
LONGEST_NAME = 120
_NUMBERED = re.compile(r"^files/\d{3}$")
_UNSAFE = re.compile(r"[^\w. ()+,-]|^[.\s]+", re.ASCII)


class ParcelRefused(ValueError):
    """Bytes that are no parcel."""


@dataclass(frozen=True)
class Enclosed:
    """A file that came with what was told: its name as it was given, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Told:
    """Something told without an account.

    Attributes:
        kind: ``report``, ``more`` for what was added to one, or ``reason`` for why something was
            done with it.
        reference: the report's, by which the office counts and files it.
        words: what was typed, by the field it was typed into.
        answer_key: with which answers are sealed, in hexadecimal; in a report alone.
    """

    kind: str
    reference: str
    words: Mapping[str, Any]
    files: tuple[Enclosed, ...] = ()
    answer_key: str = field(default="", repr=False)


def packed(told: Told) -> bytes:
    """Return what was told as one tar file of few possible lengths."""
    listed = [{"number": number, "name": one.name} for number, one in enumerate(told.files, 1)]
    head = {
        "kind": told.kind,
        "reference": told.reference,
        "words": dict(told.words),
        "files": listed,
        "answer_key": told.answer_key,
    }
    members = [(TOLD, json.dumps(head, ensure_ascii=False, indent=1).encode())]
    members += [(f"files/{at:03}", one.content) for at, one in enumerate(told.files, 1)]
    length = sum(tarfile.BLOCKSIZE + _whole_blocks(len(content)) for _, content in members)
    members.append((PADDING, bytes(padded_length(length) - length)))
    return _tar(members)


def unpacked(content: bytes) -> Told:
    """Return what was told. Names of files are as they were given: ``safe_name`` before using one.

    Raises:
        ParcelRefused: the bytes are no parcel.
    """
    try:
        with tarfile.TarFile(fileobj=io.BytesIO(content), mode="r") as archive:
            found = {member.name: _content(archive, member) for member in archive}
        head = json.loads(found[TOLD])
        return Told(
            kind=_text(head["kind"]),
            reference=_text(head["reference"]),
            words={_text(key): value for key, value in dict(head["words"]).items()},
            files=tuple(_enclosed(entry, found) for entry in head["files"]),
            answer_key=_text(head["answer_key"]),
        )
    except ParcelRefused:
        raise
    except (tarfile.TarError, KeyError, TypeError, ValueError, RecursionError) as fault:
        raise ParcelRefused("these bytes are no parcel of the complicity channel") from fault


def padded_length(length: int) -> int:
    """Return the length to which a content is padded: the Padmé of it, and never under 16 KiB."""
    length = max(length, LEAST)
    exponent = length.bit_length() - 1
    free = exponent - exponent.bit_length()
    step = 1 << max(free, 9)
    return -(-length // step) * step


def safe_name(name: str) -> str:
    """Return the name of a file less what could lead elsewhere, hide it or make it run."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNSAFE.sub("_", last)[-LONGEST_NAME:] or "file"


def _enclosed(entry: Any, found: Mapping[str, bytes]) -> Enclosed:
    number = entry["number"]
    if not isinstance(number, int):
        raise TypeError
    return Enclosed(_text(entry["name"]), found[f"files/{number:03}"])


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    known = member.name in {TOLD, PADDING} or _NUMBERED.match(member.name)
    source = archive.extractfile(member) if member.isreg() and known else None
    if source is None:
        raise ParcelRefused(f"{member.name} has no place in a parcel")
    return source.read()


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _tar(members: list[tuple[str, bytes]]) -> bytes:
    """Return a tar file that says nothing of when, where or by whom it was made."""
    packed_into = io.BytesIO()
    with tarfile.TarFile(fileobj=packed_into, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed_into.getvalue()


def _whole_blocks(length: int) -> int:
    return -(-length // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
