"""Clocks: the time limits of the law that run in a case, each with how it was computed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext
from ninja import Query, Router, Schema

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, Window, page
from amends.api.resources.sources import SourceOut
from amends.api.tokens import Call
from amends.api.values import Code
from amends.court.clocks import Clock, ClockState
from amends.office.policy import Layer
from amends.office.timeline import selectors
from amends.office.timeline.models import OpenClock
from amends.office.validation import translated

router = Router(tags=["clocks"])
across_cases = Router(tags=["clocks"])


class ClockOut(Schema):
    """One time limit at work; ``computed`` are the steps from the event to the due date.

    ``severity`` runs from 1, a courtesy, to 5, the case or a right is lost.
    """

    rule: str
    label: str
    party: str | None
    started: str
    due: date
    ended: str | None
    state: ClockState
    days_left: int | None
    whose: str
    consequence: str
    severity: int
    computed: list[str]
    source: SourceOut


class OpenClockOut(Schema):
    """A clock that runs in one of the caller's cases, as of the case's last change."""

    case: str
    party: str | None
    rule: str
    due: date
    severity: int

    @staticmethod
    def resolve_case(clock: OpenClock) -> str:
        """Return the reference of the case."""
        return clock.case.reference

    @staticmethod
    def resolve_party(clock: OpenClock) -> str | None:
        """Return the key of the party, if it runs for one."""
        return clock.party.key if clock.party else None


class OpenClockQuery(Window):
    """Until which day clocks are listed."""

    until: date | None = None


@router.get("/{reference}/clocks", response=answers(Page[ClockOut]))
def list_clocks(request: Call, reference: Code, window: InWindow) -> Any:
    """List the clocks of a case as of today, by their due date."""
    case = case_of(request.auth, reference, Layer.TIMELINE)
    clocks = selectors.clocks(actor=request.auth, case=case)
    return page([_shown(clock) for clock in clocks], window)


@across_cases.get("", response=answers(Page[OpenClockOut]))
def list_open_clocks(request: Call, query: Annotated[OpenClockQuery, Query()]) -> Any:
    """List the running clocks over all the caller's cases, what is due first."""
    return page(selectors.open_clocks(actor=request.auth, until=query.until), query)


def _shown(clock: Clock) -> ClockOut:
    rule = clock.rule
    return ClockOut(
        rule=rule.code,
        label=gettext(rule.label),
        party=clock.party,
        started=str(clock.started),
        due=clock.due,
        ended=str(clock.ended) if clock.ended else None,
        state=clock.state,
        days_left=clock.days_left,
        whose=rule.whose,
        consequence=gettext(rule.consequence) if rule.consequence else "",
        severity=rule.severity,
        computed=[translated(step) for step in clock.computed],
        source=SourceOut(citation=rule.source.citation, status=rule.source.status),
    )
