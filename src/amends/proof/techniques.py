"""Techniques that need leave: what is declared of them, the periods of a leave, and its waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache

import msgspec

from amends.base.package_data import read_text
from amends.base.sources import SourceStatus
from amends.base.yaml_document import load
from amends.proof.inquiries import median

FILE = "evidence/techniques.yaml"


class Decider(StrEnum):
    """Who gives leave."""

    COURT = "court"
    PROSECUTOR = "prosecutor"
    HEAD = "head"


class Technique(msgspec.Struct, frozen=True):
    """A technique: who usually gives leave, what must usually be shown, what evidence it yields."""

    label: str
    decider: Decider
    needs: str
    kinds: tuple[str, ...]
    source: str
    status: SourceStatus


class Word(msgspec.Struct, frozen=True):
    """What a standard or an alternative is called, and where that comes from."""

    label: str
    source: str
    status: SourceStatus


class Declared(msgspec.Struct, frozen=True):
    """Everything that is declared about techniques."""

    warn_days: int
    techniques: dict[str, Technique]
    standards: dict[str, Word]
    alternatives: dict[str, Word]


@cache
def declared() -> Declared:
    """Return what is declared about techniques."""
    return msgspec.convert(load(read_text(FILE)), Declared, strict=False)


def techniques() -> dict[str, Technique]:
    """Return every technique by its code."""
    return declared().techniques


def standards() -> dict[str, Word]:
    """Return every standard that may have to be met, by its code."""
    return declared().standards


def alternatives() -> dict[str, Word]:
    """Return what may be done without leave, by its code."""
    return declared().alternatives


class Priority(StrEnum):
    """How pressing an authorisation is; a victim's life comes first."""

    DANGER = "danger"
    EVIDENCE = "evidence"
    ORDINARY = "ordinary"

    @property
    def rank(self) -> int:
        """Return its place in the queue, from nought."""
        return list(Priority).index(self)


class Expiry(StrEnum):
    """Where the period of an authorisation stands on a day."""

    NO_LEAVE = "no_leave"
    TO_COME = "to_come"
    RUNNING = "running"
    ENDING = "ending"
    LAPSED = "lapsed"
    ENDED = "ended"


@dataclass(frozen=True)
class Period:
    """Days for which leave was given, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class Authorisation:
    """The days of an authorisation.

    Attributes:
        asked_on: the day it was asked for.
        decided_on: the day it was granted or refused, or taken back; nothing while it waits.
        periods: the first one granted and every extension, in any order; there may be gaps.
        ended_on: the day on which its use was ended before its time.
    """

    asked_on: date
    decided_on: date | None = None
    periods: tuple[Period, ...] = ()
    ended_on: date | None = None

    def days_waited(self, today: date) -> int:
        """Return the days from asking to the decision, or until today."""
        return ((self.decided_on or today) - self.asked_on).days

    def covers(self, day: date) -> bool:
        """Say whether there was leave on a day; what is obtained on any other has none."""
        if self.ended_on is not None and day > self.ended_on:
            return False
        return any(period.since <= day <= period.until for period in self.periods)

    @property
    def last_day(self) -> date | None:
        """Return the last day of leave; nothing without leave."""
        days = [period.until for period in self.periods]
        return max(days, default=None)

    def days_left(self, today: date) -> int | None:
        """Return the days until the last one, negative after it; nothing without leave."""
        last = self.last_day
        return (last - today).days if last is not None else None

    def expiry(self, today: date) -> Expiry:
        """Return where its period stands on a day.

        On a day between two periods it is still to come: nothing may be done on it.
        """
        left = self.days_left(today)
        if left is None:
            return Expiry.NO_LEAVE
        if self.ended_on is not None and today >= self.ended_on:
            return Expiry.ENDED
        if left < 0:
            return Expiry.LAPSED
        if not self.covers(today):
            return Expiry.TO_COME
        return Expiry.ENDING if left <= declared().warn_days else Expiry.RUNNING


@dataclass(frozen=True)
class Waits:
    """How long decisions take: in the middle over those decided, and the longest that waits.

    Attributes:
        decided: how many were granted or refused.
        median: days they waited, in the middle.
        waiting: how many wait.
        longest: days that the oldest of those has been waiting.
    """

    decided: int
    median: Fraction | None
    waiting: int
    longest: int | None


def waits(asked: Iterable[Authorisation], today: date) -> Waits:
    """Return how long authorisations wait."""
    found = list(asked)
    decided = [one.days_waited(today) for one in found if one.decided_on is not None]
    waiting = [one.days_waited(today) for one in found if one.decided_on is None]
    return Waits(len(decided), median(decided), len(waiting), max(waiting, default=None))
