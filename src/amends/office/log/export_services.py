"""Handing out the whole log, so that it can be checked without the database."""

from __future__ import annotations

from collections.abc import Callable

from amends.office.log import services
from amends.office.log.selectors import records
from amends.office.policy import Action, Actor, require


def export_log(*, actor: Actor, write: Callable[[bytes], object]) -> int:
    """Write every entry as the bytes that are digested, one a line; return how many.

    The last of them says that the log was read.
    """
    require(actor, Action.SIGN_LOG)
    services.read(actor=actor, what="log")
    number = 0
    for record in records(actor=actor):
        write(record.line + b"\n")
        number += 1
    return number
