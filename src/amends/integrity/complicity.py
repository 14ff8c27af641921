"""Reports on officials: what is alleged, what their tellers are owed, and where each one ended.

Every report is followed to its end. Where a crime is alleged and only a disciplinary measure was
taken, or nothing, the reason must be given, and the first of these is pointed out: an
administrative measure in place of a prosecution is how complicity usually ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from amends.base.messages import Message
from amends.base.package_data import read_text
from amends.base.sources import Source, SourceStatus
from amends.base.yaml_document import load
from amends.court.terms import months_after

FEW = 5


class Origin(StrEnum):
    """How it came to the ombudsman."""

    CHANNEL = "channel"
    PUBLIC = "public"


class Stage(StrEnum):
    """How far a report has come."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    INQUIRY = "inquiry"
    CLOSED = "closed"


class Outcome(StrEnum):
    """Where a report ended."""

    CRIMINAL = "criminal"
    DISCIPLINARY = "disciplinary"
    NONE = "none"


@dataclass(frozen=True)
class Declared:
    """What the data file says: conduct and outcomes by code, labels being message ids."""

    conduct: Mapping[str, str]
    outcomes: Mapping[str, str]
    acknowledgement_days: int
    feedback_months: int
    owed: Source


@dataclass(frozen=True)
class Progress:
    """How one report stands; days only, for no time of day is kept."""

    received_on: date
    origin: Origin = Origin.CHANNEL
    acknowledged_on: date | None = None
    answered_on: date | None = None
    inquired_on: date | None = None
    outcome: Outcome | None = None
    closed_on: date | None = None

    @property
    def stage(self) -> Stage:
        """Return how far it has come."""
        if self.outcome:
            return Stage.CLOSED
        if self.inquired_on:
            return Stage.INQUIRY
        return Stage.ACKNOWLEDGED if self.acknowledged_on else Stage.RECEIVED

    @property
    def acknowledge_by(self) -> date | None:
        """Return the last day to acknowledge it; nobody waits on what was published."""
        if self.origin is Origin.PUBLIC:
            return None
        return self.received_on + timedelta(days=declared().acknowledgement_days)

    @property
    def answer_by(self) -> date | None:
        """Return the last day on which its teller is to hear what was done."""
        if self.origin is Origin.PUBLIC:
            return None
        return months_after(
            self.acknowledged_on or self.acknowledge_by or self.received_on,
            declared().feedback_months,
        )

    @property
    def in_time(self) -> bool:
        """Say whether it was acknowledged by the last day for it."""
        by = self.acknowledge_by
        return by is not None and self.acknowledged_on is not None and self.acknowledged_on <= by


@dataclass(frozen=True)
class YearFigures:
    """What is published of one year's reports: counts, none of them of fewer than a few.

    Each is written ``0``, ``1–4`` or the number itself; no sum is given from which one that is
    withheld could be told.
    """

    year: int
    origins: Mapping[str, str]
    stages: Mapping[str, str]
    outcomes: Mapping[str, str]
    acknowledged_in_time: str
    administrative_only: str


@cache
def declared() -> Declared:
    """Return what the data file says."""
    document: Any = load(read_text("complicity.yaml"))
    owed = document["owed"]
    return Declared(
        conduct=_labels(document["conduct"]["kinds"]),
        outcomes=_labels(document["outcomes"]["kinds"]),
        acknowledgement_days=owed["acknowledgement_days"],
        feedback_months=owed["feedback_months"],
        owed=Source(owed["source"], SourceStatus(owed["status"])),
    )


def warnings(progress: Progress, today: date) -> list[Message]:
    """Return what is late on a report, and that it ended without a prosecution."""
    found = []
    acknowledge_by, answer_by = progress.acknowledge_by, progress.answer_by
    if acknowledge_by and not progress.acknowledged_on and today > acknowledge_by:
        found.append(Message("To be acknowledged by %(day)s: late.", {"day": acknowledge_by}))
    if answer_by and not progress.answered_on and today > answer_by:
        found.append(
            Message("What was done is to be answered by %(day)s: late.", {"day": answer_by})
        )
    if progress.outcome is Outcome.DISCIPLINARY:
        found.append(
            Message("Ended with administrative measures only. Ask why nobody was prosecuted.")
        )
    return found


def figures(year: int, reports: Iterable[Progress]) -> YearFigures:
    """Return what can be published of the reports that were received in a year."""
    those = [report for report in reports if report.received_on.year == year]
    return YearFigures(
        year=year,
        origins=_counted(Origin, (report.origin for report in those)),
        stages=_counted(Stage, (report.stage for report in those)),
        outcomes=_counted(Outcome, (report.outcome for report in those if report.outcome)),
        acknowledged_in_time=published(sum(report.in_time for report in those)),
        administrative_only=published(
            sum(report.outcome is Outcome.DISCIPLINARY for report in those)
        ),
    )


def published(number: int) -> str:
    """Return a count as it is published: a few are not told apart, none is told as none."""
    return f"1–{FEW - 1}" if 0 < number < FEW else str(number)


def _counted(kinds: type[StrEnum], found: Iterable[StrEnum]) -> Mapping[str, str]:
    counts = Counter(found)
    return MappingProxyType({kind.value: published(counts[kind]) for kind in kinds})


def _labels(entries: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return MappingProxyType({code: entry["label"] for code, entry in entries.items()})
