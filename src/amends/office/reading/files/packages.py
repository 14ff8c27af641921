"""The zip package around a document of an office program, unpacked within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

from amends.office.reading.files.results import Limits, Outcome, Unreadable, Why

MOST_PARTS = 5_000
CHUNK = 1024**2
FORBIDDEN = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
    OSError,
)


class Package:
    """A zip package whose parts are unpacked one at a time, never more than the limit in all."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open it.

        Raises:
            Unreadable: it is damaged, or has more parts than a document has.
        """
        self._left = limits.unpacked
        with _named_faults():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = [entry.filename for entry in self._zip.infolist()]
        if len(self.names) > MOST_PARTS:
            raise Unreadable(Outcome.TOO_LARGE, Why.UNPACKED_SIZE)
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()):
            raise Unreadable(Outcome.ENCRYPTED, Why.PASSWORD)

    def check_size(self) -> None:
        """Refuse a package that says of itself that it unpacks to too much.

        Raises:
            Unreadable: it does, or one of its parts is packed more tightly than documents are.
        """
        if sum(entry.file_size for entry in self._zip.infolist()) > self._left:
            raise Unreadable(Outcome.TOO_LARGE, Why.UNPACKED_SIZE)

    def part(self, name: str) -> bytes:
        """Return a part's bytes; none if it is not there. What its header says is not believed.

        Raises:
            Unreadable: it is damaged or unpacks to too much.
        """
        if name not in self.names:
            return b""
        chunks = []
        with _named_faults(), self._zip.open(name) as packed:
            while chunk := packed.read(CHUNK):
                self._left -= len(chunk)
                if self._left < 0:
                    raise Unreadable(Outcome.TOO_LARGE, Why.UNPACKED_SIZE)
                chunks.append(chunk)
        return b"".join(chunks)

    def tree(self, name: str) -> ElementTree.Element | None:
        """Return a part as XML; None if it is not there.

        Raises:
            Unreadable: it is damaged, or declares entities.
        """
        content = self.part(name)
        return parsed(content) if content else None


def parsed(content: bytes) -> ElementTree.Element:
    """Return XML as a tree, if it declares nothing.

    Raises:
        Unreadable: it is damaged, or declares entities.
    """
    if any(word in content for word in FORBIDDEN):
        raise Unreadable(Outcome.REFUSED, Why.ENTITIES)
    try:
        return ElementTree.fromstring(content)  # noqa: S314  # nothing is declared in it
    except (ElementTree.ParseError, ValueError, LookupError):
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN) from None


@contextmanager
def _named_faults() -> Iterator[None]:
    try:
        yield
    except Unreadable:
        raise
    except BROKEN:
        raise Unreadable(Outcome.DAMAGED, Why.BROKEN) from None
