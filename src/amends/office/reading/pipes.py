"""Sending bytes to another process and receiving them from it, never longer than agreed."""

from __future__ import annotations

import os
import select
import time
from typing import Any

CHUNK = 64 * 1024


def descriptor(stream: Any) -> int:
    """Return the number of an open stream."""
    return int(stream.fileno())


def send(to: int, data: bytes, ends: float) -> None:
    """Send bytes before a moment of the monotonic clock.

    Raises:
        TimeoutError: they were not taken in time.
        OSError: nobody takes them any more.
    """
    view = memoryview(data)
    while view:
        _wait([], [to], ends)
        view = view[os.write(to, view[: select.PIPE_BUF]) :]


def received(source: int, length: int, ends: float) -> bytes:
    """Return so many bytes, which come before a moment of the monotonic clock.

    Raises:
        TimeoutError: they did not come in time.
        EOFError: whoever sends them is gone.
    """
    chunks = bytearray()
    while len(chunks) < length:
        _wait([source], [], ends)
        chunk = os.read(source, min(CHUNK, length - len(chunks)))
        if not chunk:
            raise EOFError
        chunks += chunk
    return bytes(chunks)


def _wait(reading: list[int], writing: list[int], ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0 or not any(_ready_among(reading, writing, left)):
        raise TimeoutError


def _ready_among(reading: list[int], writing: list[int], left: float) -> list[bool]:
    watched = select.poll()  # unlike select(), it takes descriptors of any number
    for one in reading:
        watched.register(one, select.POLLIN)
    for one in writing:
        watched.register(one, select.POLLOUT)
    return [bool(event) for _descriptor, event in watched.poll(left * 1_000)]
