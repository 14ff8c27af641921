"""The log: who did and read what, its chain, and what it says of one case."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Query, Router, Schema

from amends.api.answers import answers
from amends.api.finding import case_of
from amends.api.paging import InWindow, Page, Window, page
from amends.api.tokens import Call
from amends.api.values import Code, Line
from amends.integrity.chains import Verdict
from amends.office.cases import selectors as cases
from amends.office.log import selectors
from amends.office.log.models import Kind, LogEntry
from amends.office.policy import Layer

router = Router(tags=["log"])
of_case = Router(tags=["log"])


class EntryOut(Schema):
    """One act of one actor, chained to all before it by its digest."""

    sequence: int
    at: datetime
    kind: Kind
    action: str
    actor: str
    case: str
    data: dict[str, Any]
    previous: str
    digest: str

    @staticmethod
    def resolve_actor(entry: LogEntry) -> str:
        """Return the name the log shows."""
        return entry.actor_label

    @staticmethod
    def resolve_case(entry: LogEntry) -> str:
        """Return the reference of the case; empty if the act was about none."""
        return entry.case_reference

    @staticmethod
    def resolve_data(entry: LogEntry) -> Any:
        """Return the facts of the act."""
        return json.loads(entry.data)


class VerdictOut(Schema):
    """Whether the chain holds, over how many entries; keep the digest somewhere else."""

    entries: int
    digest: str
    holds: bool
    broken_at: int | None

    @staticmethod
    def resolve_holds(verdict: Verdict) -> bool:
        """Say whether nothing was changed."""
        return verdict.broken is None

    @staticmethod
    def resolve_broken_at(verdict: Verdict) -> int | None:
        """Return the sequence at which the chain breaks."""
        return verdict.broken.sequence if verdict.broken else None


class LogQuery(Window):
    """What the log is narrowed to; whatever is left out narrows nothing."""

    kind: Kind | Literal[""] = ""
    action: Code = ""
    account: Line = ""
    reference: Code = ""
    since: date | None = None
    until: date | None = None


@router.get("", response=answers(Page[EntryOut]))
def list_entries(request: Call, query: Annotated[LogQuery, Query()]) -> Any:
    """List the entries the caller may read, the newest first."""
    filters = selectors.LogFilters(**query.model_dump(exclude={"limit", "offset"}))
    return page(selectors.entries(actor=request.auth, filters=filters), query)


@router.get("/verify", response=answers(VerdictOut))
def verify_log(request: Call) -> Any:
    """Check the whole chain from the first entry on."""
    return selectors.verify(actor=request.auth)


@of_case.get("/{reference}/history", response=answers(Page[EntryOut]))
def list_history(request: Call, reference: Code, window: InWindow) -> Any:
    """List what the log says of a case, the newest first."""
    case = case_of(request.auth, reference, Layer.HISTORY)
    return page(cases.history(actor=request.auth, case=case), window)
