"""How far a report has come, from what stands on it, and what may be decided next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from amends.base.messages import Message


class ReportState(StrEnum):
    """How far a report has come."""

    RECEIVED = "received"
    SCREENED = "screened"
    TRIAGED = "triaged"
    REFERRED = "referred"
    CASE = "case"
    CLOSED = "closed"

    @property
    def waits(self) -> bool:
        """Say whether somebody still has to decide what becomes of the report."""
        return self in {ReportState.RECEIVED, ReportState.SCREENED, ReportState.TRIAGED}


class ReportStep(StrEnum):
    """What can be decided to become of a report."""

    OPEN = "open"
    JOIN = "join"
    REFER = "refer"
    CLOSE = "close"


TO_A_CASE = frozenset({ReportStep.OPEN, ReportStep.JOIN})


@dataclass(frozen=True)
class Standing:
    """What stands on a report and was not undone."""

    screened: bool = False
    triaged: bool = False
    steps: Collection[ReportStep] = frozenset()

    @property
    def state(self) -> ReportState:
        """Return how far the report has come: the furthest that stands."""
        if ReportStep.CLOSE in self.steps:
            return ReportState.CLOSED
        if TO_A_CASE & set(self.steps):
            return ReportState.CASE
        if ReportStep.REFER in self.steps:
            return ReportState.REFERRED
        if self.triaged:
            return ReportState.TRIAGED
        return ReportState.SCREENED if self.screened else ReportState.RECEIVED


def refusal(standing: Standing, step: ReportStep) -> Message | None:
    """Return why a step cannot be decided on a report; nothing if it can."""
    if standing.state is ReportState.CLOSED:
        return Message("The report is closed. Undo that first.")
    if standing.state is not ReportState.CASE:
        return None
    if step in TO_A_CASE:
        return Message("The report belongs to a case already. Undo that first.")
    if step is ReportStep.CLOSE:
        return Message("The report belongs to a case and is not closed apart from it.")
    return None
