"""Reading a sealed file from any place, chunk by chunk, each checked as it is read."""

from __future__ import annotations

import io
import logging
import os
from typing import TYPE_CHECKING, BinaryIO

from amends.office.evidence.faults import Damaged
from amends.office.evidence.sealing import CHUNK, Header, opened_chunk

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

logger = logging.getLogger(__name__)
BUFFER = 64 * 1024


def opened(file: BinaryIO, header: Header) -> BinaryIO:
    """Return the plain bytes of a sealed file as a file that can be read from any place."""
    return io.BufferedReader(_PlainBytes(file, header), BUFFER)


class _PlainBytes(io.RawIOBase):
    """The plain bytes of a sealed file. No more than one chunk is held in memory."""

    def __init__(self, file: BinaryIO, header: Header) -> None:
        self._file, self._header = file, header
        self._at, self._index, self._chunk = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._header.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, target: WriteableBuffer) -> int:
        room = memoryview(target).cast("B")
        if self._at >= self._header.size or not room:
            return 0
        self._turn_to(self._at // CHUNK)
        inside = self._at % CHUNK
        piece = self._chunk[inside : inside + len(room)]
        room[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()

    def _turn_to(self, index: int) -> None:
        if index == self._index:
            return
        try:
            self._chunk = opened_chunk(self._file, self._header, index)
        except Damaged:
            logger.exception("The stored file %s is damaged", self._header.sha256.hex())
            raise
        self._index = index
