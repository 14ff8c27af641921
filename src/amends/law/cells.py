"""A cell of a law: what it says on a point, each reading with its source and its days in force.

Readings that differ stand beside each other: which of them is right is a question for a lawyer,
and until it is answered the cell is in conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Protocol

from msgspec import Meta

from amends.base.sources import SourceStatus

Value = bool | int | str | tuple[str, ...] | None
Key = Annotated[str, Meta(max_length=40, pattern="^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
Line = Annotated[str, Meta(max_length=300)]
Note = Annotated[str, Meta(max_length=1_000)]
Digest = Annotated[str, Meta(max_length=64, pattern="^([0-9a-f]{64})?$")]


class SourceKind(StrEnum):
    """What a source is; from it follows how far a reading of it may be trusted."""

    STATUTE_TEXT = "statute_text"
    TREATY_TEXT = "treaty_text"
    JUDGMENT = "judgment"
    OFFICIAL_DIGEST = "official_digest"
    TIP_NARRATIVE = "tip_narrative"
    COMMENTARY = "commentary"
    PRESS = "press"
    MEMORY = "memory"

    @property
    def status(self) -> SourceStatus:
        """Return the status of what is read in such a source."""
        if self in {SourceKind.STATUTE_TEXT, SourceKind.TREATY_TEXT}:
            return SourceStatus.VERIFIED
        return SourceStatus.MEMORY if self is SourceKind.MEMORY else SourceStatus.SECONDARY


@dataclass(frozen=True, kw_only=True)
class LawSource:
    """Where readings come from, who read it, and when, if that was written down.

    Attributes:
        date_unknown: whether the day on which it was read was not written down. Every source but
            a memory says one of the two.
        edition: the year or the consolidation that was read.
        sha256: the digest of the official text, where it was attached.
    """

    citation: Line
    kind: SourceKind
    reader: Line
    date_read: date | None = None
    date_unknown: bool = False
    edition: Line = ""
    sha256: Digest = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one source says on a point; ``value`` is null where the source was read in vain.

    Attributes:
        source: a key of the statute's ``sources``.
        since: the first day the value held, if it differs from the commencement of the law.
        until: the first day it held no more.
        at: where in the source.
    """

    value: Value
    source: Key
    since: date | None = None
    until: date | None = None
    at: Line = ""
    note: Note = ""

    def covers(self, on: date) -> bool:
        """Say whether the value held on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


Cell = tuple[Reading, ...]


class Dated(Protocol):
    """Something that holds from a day on, or always, until a day that is no longer of it."""

    @property
    def since(self) -> date | None:
        """Return the first day; nothing if it has none."""

    @property
    def until(self) -> date | None:
        """Return the first day no longer; nothing if it has no end."""


def share_a_day(one: Dated, other: Dated) -> bool:
    """Say whether two things hold on a common day."""
    before = one.until is not None and other.since is not None and one.until <= other.since
    after = other.until is not None and one.since is not None and other.until <= one.since
    return not before and not after


@dataclass(frozen=True)
class Held:
    """A cell as it stands on one day: its place and the readings that hold, with their sources."""

    path: str
    readings: tuple[tuple[Reading, LawSource], ...]

    @cached_property
    def value(self) -> Value:
        """Return what the cell says, or nothing if it is unknown or in conflict."""
        values = self.values
        return values[0] if len(values) == 1 else None

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Return the different values that are read in it, without the empty ones.

        What somebody remembers does not contradict what somebody has read.
        """
        said = [(reading, source) for reading, source in self.readings if _says(reading)]
        read = [pair for pair in said if pair[1].kind is not SourceKind.MEMORY]
        found: dict[object, Value] = {}
        for reading, _ in read or said:
            found.setdefault(_comparable(reading.value), reading.value)
        return tuple(found.values())

    @cached_property
    def is_known(self) -> bool:
        """Say whether the cell holds exactly one value."""
        return len(self.values) == 1

    @cached_property
    def is_conflict(self) -> bool:
        """Say whether sources are read in different ways."""
        return len(self.values) > 1

    @cached_property
    def status(self) -> SourceStatus:
        """Return the best status among the readings of the value; unknown if there is none."""
        found = {source.kind.status for reading, source in self.readings if _says(reading)}
        return next((status for status in SourceStatus if status in found), SourceStatus.UNKNOWN)

    @property
    def may_be_relied_on(self) -> bool:
        """Say whether the value was read somewhere, and not only remembered."""
        return self.status in {SourceStatus.VERIFIED, SourceStatus.SECONDARY}

    def texts(self) -> tuple[str, ...]:
        """Return the values of a list; empty unless the cell is known."""
        value = self.value
        return value if isinstance(value, tuple) else ()

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the values of a list without their order."""
        return frozenset(self.texts())


def _says(reading: Reading) -> bool:
    return reading.value is not None


def _comparable(value: Value) -> object:
    """Return what two equal values share: of lists the order does not matter, 1 is not true."""
    return frozenset(value) if isinstance(value, tuple) else (type(value), value)
