"""What is carried between the office and the machine with the key: a box's parts, and answers.

A box file is a tar of age files with a list of what each is; an answer file is JSON. Neither holds
anything that is not sealed, but for days, kinds and references.
"""

from __future__ import annotations

import base64
import io
import json
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

LISTED = "box.json"
BOX_FORMAT = "amends-complicity-box-1"
ANSWER_FORMAT = "amends-complicity-answer-1"
REFERENCE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")
_KIND = re.compile(r"[a-z]{1,8}")


class BoxFileRefused(ValueError):
    """A file that is not what was carried."""


@dataclass(frozen=True)
class Part:
    """Something sealed that belongs to a report, and the day on which it came."""

    reference: str
    number: int
    kind: str
    day: date
    content: bytes

    @property
    def name(self) -> str:
        """Return under which name it stands in a box file."""
        return f"{self.reference}/{self.number:04}.age"


def write_box(recipient: str, parts: Iterable[Part], into: IO[bytes]) -> None:
    """Write sealed parts into a box file, one in memory at a time."""
    listed = []
    with tarfile.TarFile(fileobj=into, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for part in parts:
            entry = {"reference": part.reference, "number": part.number, "kind": part.kind}
            listed.append(entry | {"day": part.day.isoformat(), "file": part.name})
            _add(archive, part.name, part.content)
        head = {"format": BOX_FORMAT, "recipient": recipient, "parts": listed}
        _add(archive, LISTED, json.dumps(head, indent=1).encode())


def read_box(source: IO[bytes]) -> Iterator[Part]:
    """Yield the parts of a box file.

    Raises:
        BoxFileRefused: it is no box file, or is not whole.
    """
    try:
        with tarfile.TarFile(fileobj=source, mode="r") as archive:
            head = json.loads(_content(archive, LISTED))
            if head["format"] != BOX_FORMAT:
                raise BoxFileRefused(f"its format is {head['format']!r}, not {BOX_FORMAT}")
            for entry in head["parts"]:
                yield _part(archive, entry)
    except BoxFileRefused:
        raise
    except (tarfile.TarError, KeyError, TypeError, ValueError, RecursionError) as fault:
        raise BoxFileRefused("this is no file of a box, or not the whole of it") from fault


def answer_file(reference: str, sealed: bytes) -> bytes:
    """Return a sealed answer as the file that is carried to the office."""
    document = {
        "format": ANSWER_FORMAT,
        "reference": reference,
        "sealed": base64.b64encode(sealed).decode(),
    }
    return json.dumps(document, indent=1).encode()


def read_answer_file(content: bytes) -> tuple[str, bytes]:
    """Return to which report an answer goes, and what is sealed of it.

    Raises:
        BoxFileRefused: it is no answer.
    """
    try:
        document = json.loads(content)
        if document["format"] != ANSWER_FORMAT:
            raise BoxFileRefused("this is no file of an answer")
        return str(document["reference"]), base64.b64decode(document["sealed"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BoxFileRefused("this is no file of an answer") from fault


def _part(archive: tarfile.TarFile, entry: Any) -> Part:
    if not isinstance(entry["number"], int):
        raise TypeError
    part = Part(
        reference=entry["reference"],
        number=entry["number"],
        kind=entry["kind"],
        day=date.fromisoformat(entry["day"]),
        content=b"",
    )
    if not REFERENCE.fullmatch(part.reference) or not _KIND.fullmatch(part.kind):
        raise ValueError
    return Part(part.reference, part.number, part.kind, part.day, _content(archive, part.name))


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    source = archive.extractfile(name)
    if source is None:
        raise BoxFileRefused(f"{name} is no file")
    return source.read()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))
