"""Packing an archive as it is sent: no more of it is held than one part of one file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from typing import TYPE_CHECKING

from amends.office.archives.package import CHUNK, MANIFEST, manifest_of
from amends.office.evidence import store

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True)
class Packed:
    """An archive about to be sent.

    Attributes:
        texts: the members that are text, by name.
        files: the digests of the attached files, with their lengths.
        digests: the SHA-256 of every member but the manifest.
    """

    reference: str
    made_at: datetime
    texts: Mapping[str, bytes]
    files: Mapping[str, int]
    digests: Mapping[str, str]

    @property
    def filename(self) -> str:
        """Return what the file is called."""
        return f"{self.reference}-case-archive.zip"

    @property
    def length(self) -> int:
        """Return how many bytes the members hold; the file is not much longer."""
        return sum(self.files.values()) + sum(map(len, self.texts.values()))

    def chunks(self) -> Iterator[bytes]:
        """Yield the archive.

        Raises:
            Unreadable: a stored file was changed, or its key is missing.
            FileNotFoundError: a stored file is lost.
        """
        out = _Outlet()
        with zipfile.ZipFile(out, "w", allowZip64=True) as package:
            manifest = {MANIFEST: manifest_of(self.digests).encode("utf-8")}
            for name, text in {**self.texts, **manifest}.items():
                yield from self._member(package, out, name, [text], zipfile.ZIP_DEFLATED)
            for digest in self.files:
                pieces = _pieces(digest)
                name = f"files/{digest}"
                yield from self._member(package, out, name, pieces, zipfile.ZIP_STORED)
        yield out.taken()

    def _member(
        self,
        package: zipfile.ZipFile,
        out: _Outlet,
        name: str,
        pieces: Iterable[bytes],
        method: int,
    ) -> Iterator[bytes]:
        info = zipfile.ZipInfo(name, self.made_at.timetuple()[:6])
        info.compress_type, info.external_attr = method, PLAIN_FILE
        with package.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                yield out.taken()
        yield out.taken()


def _pieces(sha256: str) -> Iterator[bytes]:
    with store.read(sha256) as file:
        while piece := file.read(CHUNK):
            yield piece


class _Outlet(RawIOBase):
    """What zipfile writes into; whoever sends takes out what has gathered."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: ReadableBuffer) -> int:
        given = memoryview(piece)
        self._held += given
        return len(given)

    def taken(self) -> bytes:
        gathered, self._held = bytes(self._held), bytearray()
        return gathered
