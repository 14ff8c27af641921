"""Recruiters that reports name: how a licence stands, and the counters that are published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Licence(StrEnum):
    """How a licence stood when somebody looked."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Check:
    """What was found when a licence was checked; ``until`` is the last day it was said to run."""

    on: date
    found: Licence
    until: date | None = None


def licence_on(checks: Iterable[Check], today: date) -> Licence:
    """Return how a licence stands: as last found, and expired once its last day is over."""
    known = [check for check in checks if check.on <= today]
    if not known:
        return Licence.UNKNOWN
    last = max(enumerate(known), key=lambda pair: (pair[1].on, pair[0]))[1]
    over = last.until is not None and last.until < today
    return Licence.EXPIRED if last.found is Licence.VALID and over else last.found


@dataclass(frozen=True)
class AgainstRecruiter:
    """One report that names a recruiter, as the counters see it."""

    people: int
    referred: bool


@dataclass(frozen=True)
class Counters:
    """What an authority over recruiters publishes of a period.

    Attributes:
        reports: reports that name a recruiter.
        people: the people in them who were recruited and said so.
        closures: orders that closed a recruiter, none undone.
        referrals: of the reports, those referred for prosecution.
    """

    reports: int
    people: int
    closures: int
    referrals: int


def counters(reports: Iterable[AgainstRecruiter], closures: int) -> Counters:
    """Return the counters of a period."""
    known = tuple(reports)
    return Counters(
        len(known),
        sum(report.people for report in known),
        closures,
        sum(report.referred for report in known),
    )
