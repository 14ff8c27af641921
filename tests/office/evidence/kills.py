"""Killing a process at every moment at which it touches the disk, one after the other."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from typing import Any

MOMENTS = ("pwrite", "fsync", "link", "replace", "rename", "unlink", "chmod", "open")


def killed_at_every_moment(act: Callable[[], object]) -> Iterator[int]:
    """Run an act in a process killed at its first touch of the disk, then its second, and so on.

    Yields after each kill, so that what it left can be looked at; ends when the act comes through.
    """
    moment = 1
    while _dies(act, moment):
        yield moment
        moment += 1


def _dies(act: Callable[[], object], moment: int) -> bool:
    with warnings.catch_warnings():
        # Later Pythons warn of threads in a process that forks; the child only touches the disk.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _act_until(act, moment)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0, f"failed before moment {moment}"
    return False


def _act_until(act: Callable[[], object], moment: int) -> None:
    """Act, and die without a word when the moment comes; never return to the tests."""
    left = moment

    def deadly(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                if name == "pwrite":  # torn: half of it reached the disk
                    call(given[0], given[1][: len(given[1]) // 2], given[2])
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return called

    for name in MOMENTS:
        setattr(os, name, deadly(name, getattr(os, name)))
    code = 1
    try:
        act()
        code = 0
    finally:
        os._exit(code)
