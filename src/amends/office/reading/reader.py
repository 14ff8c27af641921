"""Handing files to the process that reads them, and ending it when it takes too much."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, BinaryIO, Self

from amends.office.reading.files.child import LENGTH
from amends.office.reading.files.images import LANGUAGES
from amends.office.reading.files.results import Limits, Outcome, Read, Unit, Unreadable, Why
from amends.office.reading.pipes import CHUNK, descriptor, received, send

FILES_OF_ONE_PROCESS = 40
GRACE = 2.0  # seconds beyond its own limit after which the process is ended
LONGEST_ANSWER = 256 * 1024**2
HANDED_ON = ("PATH", "LANG", "TESSDATA_PREFIX")


class Reader:
    """Reads files one after the other, each within its limits.

    The process is replaced after some files, and whenever it hangs, dies or answers nonsense, so
    no file can take the site down or keep the next one from being read.
    """

    def __init__(self, limits: Limits, memory: int, languages: str = "eng") -> None:
        """Say how much time, text and memory (bytes) one file may take.

        The languages are those in which the words of pictures are looked for.
        """
        self.limits, self.memory, self.languages = limits, memory, languages
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def __enter__(self) -> Self:
        """Return the reader; its process starts with the first file."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.stop()

    def read(self, file: BinaryIO, size: int) -> Read:
        """Return the text of a file.

        Raises:
            Unreadable: there is none, and why.
        """
        if size > self.limits.bytes:
            raise Unreadable(Outcome.TOO_LARGE, Why.FILE_SIZE)
        process = self._ready()
        ends = time.monotonic() + self.limits.seconds + GRACE
        try:
            said = _asked(process, file, size, ends, self.limits.seconds)
        except TimeoutError:
            self.stop()
            raise Unreadable(Outcome.TOO_LARGE, Why.TIME) from None
        except (OSError, EOFError, ValueError):
            self.stop()
            raise Unreadable(Outcome.DAMAGED, Why.STOPPED) from None
        self._read += 1
        return _result(said)

    def stop(self) -> None:
        """End the process at once."""
        process, self._process, self._read = self._process, None, 0
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._read >= FILES_OF_ONE_PROCESS:
            self.stop()
        if self._process is None:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-I", "-m", "amends.office.reading.files.child"),
                    *(json.dumps(asdict(self.limits)), str(self.memory)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd="/",
                env={
                    **{name: os.environ[name] for name in HANDED_ON if name in os.environ},
                    LANGUAGES: self.languages,
                },
            )
        return self._process


def _asked(
    process: subprocess.Popen[bytes], file: BinaryIO, size: int, ends: float, seconds: float
) -> Mapping[str, Any]:
    """Send a file and return the answer.

    Raises:
        TimeoutError: there is none in time.
        EOFError: the process ended.
    """
    into, out = descriptor(process.stdin), descriptor(process.stdout)
    send(into, int(seconds * 1_000).to_bytes(LENGTH, "big") + size.to_bytes(LENGTH, "big"), ends)
    left = size
    while left:
        chunk = file.read(min(CHUNK, left))
        if not chunk:
            raise EOFError
        left -= len(chunk)
        send(into, chunk, ends)
    length = int.from_bytes(received(out, LENGTH, ends), "big")
    if length > LONGEST_ANSWER:
        raise ValueError(length)
    found: Mapping[str, Any] = json.loads(received(out, length, ends))
    return found


def _result(said: Mapping[str, Any]) -> Read:
    """Return what an answer says.

    Raises:
        Unreadable: there is no text, and why.
        ValueError: it says nothing that is known.
    """
    outcome, why = Outcome(said["outcome"]), Why(said["why"])
    if outcome is not Outcome.TAKEN:
        raise Unreadable(outcome, why)
    return Read(
        kind=str(said["kind"]),
        unit=Unit(said["unit"]),
        pages=[str(page) for page in said["pages"]],
        missed=[int(number) for number in said["missed"]],
        why=why,
    )
