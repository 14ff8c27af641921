"""Asking the process that touches PDF files, and ending it when it takes too much."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, BinaryIO, Self

from amends.office.disclosure.pages.opening import Trouble, Unusable
from amends.office.reading.files.child import LENGTH
from amends.office.reading.pipes import CHUNK, descriptor, received, send

GRACE = 3.0  # seconds beyond its own limit after which the process is ended
LONGEST_ANSWER = 64 * 1024**2
HANDED_ON = ("PATH", "LANG")


@dataclass(frozen=True)
class Source:
    """A file to hand over: where its bytes are read, and how many there are."""

    file: BinaryIO
    size: int


class PageProcess:
    """A process that answers one request after the other, each within the same limits.

    It starts with the first request, and anew after one that it did not survive.
    """

    def __init__(self, *, seconds: float, memory: int) -> None:
        """Say how many seconds and bytes of memory one request may take."""
        self.seconds, self.memory = seconds, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._ends = 0.0
        self._length = 0

    def __enter__(self) -> Self:
        """Return the process."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.stop()

    def ask(self, asked: str, files: Sequence[Source], **said: Any) -> dict[str, Any]:
        """Return what the process says of a request; a file it sends is read with ``sent``.

        Raises:
            Unusable: it could not do it, and why.
        """
        self.begin(asked, files, **said)
        return self.answer()

    def begin(self, asked: str, files: Sequence[Source], **said: Any) -> None:
        """Hand over a request; meanwhile others may be handed to other processes.

        Raises:
            Unusable: the process did not take it.
        """
        self._ends = time.monotonic() + self.seconds + GRACE
        request = {"asked": asked, "seconds": self.seconds, **said}
        packed = json.dumps({**request, "files": [source.size for source in files]}).encode()
        with self._named():
            into = descriptor(self._ready().stdin)
            send(into, len(packed).to_bytes(LENGTH, "big") + packed, self._ends)
            for source in files:
                for chunk in _chunks(source):
                    send(into, chunk, self._ends)

    def answer(self) -> dict[str, Any]:
        """Return what the process says of the request it was handed.

        Raises:
            Unusable: it could not do it, and why.
        """
        with self._named():
            out = descriptor(self._ready().stdout)
            length = int.from_bytes(received(out, LENGTH, self._ends), "big")
            if length > LONGEST_ANSWER:
                raise ValueError(length)
            found: dict[str, Any] = json.loads(received(out, length, self._ends))
            self._length = int(found["length"])
        if "trouble" in found:
            raise Unusable(Trouble(found["trouble"]))
        return found

    def sent(self) -> Iterator[bytes]:
        """Yield the file that came with the last answer, in pieces.

        Raises:
            Unusable: the process ended before it was sent.
        """
        while self._length:
            with self._named():
                piece = received(
                    descriptor(self._ready().stdout), min(CHUNK, self._length), self._ends
                )
            self._length -= len(piece)
            yield piece

    def stop(self) -> None:
        """End the process at once."""
        process, self._process, self._length = self._process, None, 0
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-I", "-m", "amends.office.disclosure.pages.child"),
                    str(self.memory),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd="/",
                env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
            )
        return self._process

    def _named(self) -> _Named:
        return _Named(self)


class _Named:
    """Ends the process and names the trouble when talking to it fails."""

    def __init__(self, process: PageProcess) -> None:
        self.process = process

    def __enter__(self) -> None:
        """Begin to talk."""

    def __exit__(self, kind: Any, fault: BaseException | None, trace: Any) -> None:
        if fault is None:
            return
        if isinstance(fault, TimeoutError):
            self.process.stop()
            raise Unusable(Trouble.TIME) from None
        if isinstance(fault, OSError | EOFError | ValueError):
            self.process.stop()
            raise Unusable(Trouble.STOPPED) from None


def _chunks(source: Source) -> Iterator[bytes]:
    left = source.size
    while left:
        chunk = source.file.read(min(CHUNK, left))
        if not chunk:
            raise EOFError
        left -= len(chunk)
        yield chunk
