"""How far a report has come, from what stands on it, and what may be decided next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from amends.base.messages import Message


class State(StrEnum):
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
        return self in {State.RECEIVED, State.SCREENED, State.TRIAGED}


class Step(StrEnum):
    """What can be decided to become of a report."""

    OPEN = "open"
    JOIN = "join"
    REFER = "refer"
    CLOSE = "close"


TO_A_CASE = frozenset({Step.OPEN, Step.JOIN})


@dataclass(frozen=True)
class Standing:
    """What stands on a report and was not undone."""

    screened: bool = False
    triaged: bool = False
    steps: Collection[Step] = frozenset()

    @property
    def state(self) -> State:
        """Return how far the report has come: the furthest that stands."""
        if Step.CLOSE in self.steps:
            return State.CLOSED
        if TO_A_CASE & set(self.steps):
            return State.CASE
        if Step.REFER in self.steps:
            return State.REFERRED
        if self.triaged:
            return State.TRIAGED
        return State.SCREENED if self.screened else State.RECEIVED


def refusal(standing: Standing, step: Step) -> Message | None:
    """Return why a step cannot be decided on a report; nothing if it can."""
    if standing.state is State.CLOSED:
        return Message("The report is closed. Undo that first.")
    if standing.state is not State.CASE:
        return None
    if step in TO_A_CASE:
        return Message("The report belongs to a case already. Undo that first.")
    if step is Step.CLOSE:
        return Message("The report belongs to a case and is not closed apart from it.")
    return None
