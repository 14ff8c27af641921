"""Whether an authority has identified somebody as a victim. It asks for no verdict, ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import msgspec

from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.sources import SourceStatus
from amends.base.yaml_document import load

FILE = "intake/identification.yaml"


class IdentificationStatus(msgspec.Struct, frozen=True):
    """A place where an authority can stand.

    Attributes:
        label: what it is called; a message id.
        open: whether a decision is still to come.
        positive: which way it went, where it was decided.
        follows: what must stand before it; nothing if it can come first.
    """

    label: str
    source: str
    open: bool = False
    positive: bool | None = None
    follows: tuple[str, ...] = ()


class _Declared(msgspec.Struct, frozen=True):
    status: SourceStatus
    statuses: dict[str, IdentificationStatus]


@dataclass(frozen=True)
class Recorded:
    """A status that was recorded, with the day from which it holds."""

    status: str
    on: date


def statuses() -> dict[str, IdentificationStatus]:
    """Return every status by its code."""
    return _declared().statuses


def current(history: Iterable[Recorded]) -> Recorded | None:
    """Return what stands: the latest by its day, of one day the last that was recorded."""
    latest: Recorded | None = None
    for recorded in history:
        if latest is None or recorded.on >= latest.on:
            latest = recorded
    return latest


def refusal(history: Iterable[Recorded]) -> Message | None:
    """Return why statuses cannot stand in the order of their days; nothing if they can."""
    before: Recorded | None = None
    for one in sorted(history, key=lambda recorded: recorded.on):
        needed = statuses()[one.status].follows
        if needed and (before is None or before.status not in needed):
            named = {
                "status": Message(statuses()[one.status].label),
                "before": tuple(Message(statuses()[code].label) for code in needed),
            }
            return Message("%(status)s can only follow: %(before)s.", named)
        before = one
    return None


@cache
def _declared() -> _Declared:
    return msgspec.convert(load(read_text(FILE)), _Declared)
