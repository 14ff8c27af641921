"""The clock of an analysis: how long each part of it took, and where it stands now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AnalysisStage(StrEnum):
    """Where an analysis stands."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    RECEIVED = "received"
    STARTED = "started"
    FINISHED = "finished"


@dataclass(frozen=True)
class Analysis:
    """The days of an analysis, as far as they have come."""

    requested: date | None = None
    received: date | None = None
    started: date | None = None
    finished: date | None = None

    @property
    def stage(self) -> AnalysisStage:
        """Return the last part that was reached, whatever is missing before it."""
        if self.finished:
            return AnalysisStage.FINISHED
        if self.started:
            return AnalysisStage.STARTED
        if self.received:
            return AnalysisStage.RECEIVED
        return AnalysisStage.ASKED if self.requested else AnalysisStage.NOT_ASKED

    def days_in(self, today: date) -> dict[AnalysisStage, int]:
        """Return how many days each part took, or has taken until today.

        A part whose beginning is not known is left out: nobody can say how long it took.
        """
        days = (self.requested, self.received, self.started, self.finished)
        parts = (AnalysisStage.ASKED, AnalysisStage.RECEIVED, AnalysisStage.STARTED)
        found = {}
        for number, part in enumerate(parts):
            begun = days[number]
            ended = next((day for day in days[number + 1 :] if day), None)
            if begun:
                found[part] = ((ended or today) - begun).days
        return found

    def is_in_order(self) -> bool:
        """Say whether no part lies before the one that stands before it."""
        known = [d for d in (self.requested, self.received, self.started, self.finished) if d]
        return known == sorted(known)
