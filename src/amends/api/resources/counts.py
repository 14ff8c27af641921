"""Counts: charges against defendants, concerning victims, and how each ended for each."""

from __future__ import annotations

from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_parties
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.parties import party_of
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_NUMBER, Code, Given, Line, Number, Text
from amends.law.terms import Mode
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.parties import count_services as services
from amends.office.parties import selectors
from amends.office.parties.models import Count, CountParty, Party
from amends.office.parties.models import Status as Established
from amends.office.policy import Action, Layer, require
from amends.office.validation import problem

router = Router(tags=["counts"])


class CountPartyOut(Schema):
    """A defendant or victim of a count; for a defendant, how the count ended."""

    key: str
    designation: str
    capacity: str
    verdict: str
    disposition: str
    status: Established
    version: int

    @staticmethod
    def resolve_key(row: CountParty) -> str:
        """Return the party's key."""
        return row.party.key

    @staticmethod
    def resolve_designation(row: CountParty) -> str:
        """Return the party's designation, a pseudonym for a victim."""
        return row.party.designation

    @staticmethod
    def resolve_capacity(row: CountParty) -> str:
        """Return what the party is in the case."""
        return row.party.capacity


class CountOut(Schema):
    """One count, as charged."""

    number: int
    citation: str
    offence: str
    law: str
    mode: Mode
    conduct_from: str
    conduct_to: str
    alternative_to: int | None
    status: Established
    removed: bool
    parties: list[CountPartyOut]

    @staticmethod
    def resolve_alternative_to(count: Count) -> int | None:
        """Return the number of the count it stands in for, if any."""
        return count.alternative_to.number if count.alternative_to else None

    @staticmethod
    def resolve_removed(count: Count) -> bool:
        """Say whether the count is out of view."""
        return count.removed_at is not None

    @staticmethod
    def resolve_parties(count: Any) -> Any:
        """Return who stands in the count, as the selector brought them."""
        return count.entries


class CountQuery(Window):
    """Whether counts out of view are listed too."""

    removed: bool = False


class CountIn(Given):
    """A count to add; parties are named by their keys."""

    citation: Line
    offence: Line
    law: Code = Field("", description="the key of the offence, such as us-18usc77.s1589a")
    mode: Mode = Mode.PRINCIPAL
    defendants: list[Code] = Field(min_length=1, max_length=200)
    victims: list[Code] = Field([], max_length=500)
    conduct_from: Code = ""
    conduct_to: Code = ""
    alternative_to: Number | None = None
    number: Number | None = Field(None, description="the next free one if left out")
    status: Established = Established.REPORTED


class DispositionIn(Given):
    """How a count ended for one defendant. ``version`` is the one that was read."""

    version: int = Field(ge=1, le=LARGEST_NUMBER)
    verdict: Code = ""
    disposition: Text = ""
    status: Established = Established.REPORTED


@router.get("/{reference}/counts", response=answers(Page[CountOut]))
def list_counts(request: Call, reference: Code, query: Annotated[CountQuery, Query()]) -> Any:
    """List the counts of a case as charged."""
    case = case_of(request.auth, reference, Layer.PARTIES)
    rows = selectors.counts(actor=request.auth, case=case, removed=query.removed)
    return page(rows, query)


@router.post("/{reference}/counts", response=answers(CountOut, 201), auth=WRITES)
def add_count(request: Call, reference: Code, given: CountIn) -> Any:
    """Add a count; a suspect named in it becomes a defendant."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.ADD_COUNT, case)
    fields = given.model_dump(exclude={"defendants", "victims", "alternative_to"})
    count = services.add_count(
        actor=actor,
        case=case,
        defendants=named_parties(actor, case, "defendants", given.defendants),
        victims=named_parties(actor, case, "victims", given.victims),
        alternative_to=_alternative(actor, case, given.alternative_to),
        **fields,
    )
    return Status(201, selectors.count(actor=actor, case=case, number=count.number))


@router.get("/{reference}/counts/{number}", response=answers(CountOut))
def read_count(request: Call, reference: Code, number: Number) -> Any:
    """Read one count."""
    return _count(request.auth, reference, number)


@router.post("/{reference}/counts/{number}/remove", response=answers(CountOut), auth=WRITES)
def remove_count(request: Call, reference: Code, number: Number) -> Any:
    """Take a count out of view; whom it made a defendant is a suspect if nothing holds them."""
    services.remove_count(actor=request.auth, count=_count(request.auth, reference, number))
    return _count(request.auth, reference, number)


@router.post("/{reference}/counts/{number}/restore", response=answers(CountOut), auth=WRITES)
def restore_count(request: Call, reference: Code, number: Number) -> Any:
    """Bring a count back into view."""
    services.restore_count(actor=request.auth, count=_count(request.auth, reference, number))
    return _count(request.auth, reference, number)


@router.put(
    "/{reference}/counts/{number}/dispositions/{key}",
    response=answers(CountPartyOut),
    auth=WRITES,
)
def record_disposition(
    request: Call, reference: Code, number: Number, key: Code, given: DispositionIn
) -> Any:
    """Record how a count ended for one defendant; 409 if somebody changed it since it was read."""
    actor = request.auth
    count, defendant = _count(actor, reference, number), party_of(actor, reference, key)
    with showing_what_stands(lambda: _stands(_count(actor, reference, number), defendant)):
        return services.record_disposition(
            actor=actor, count=count, defendant=defendant, **given.model_dump()
        )


def _count(actor: User, reference: str, number: int) -> Count:
    case = case_of(actor, reference, Layer.PARTIES)
    return selectors.count(actor=actor, case=case, number=number)


def _stands(count: Any, defendant: Party) -> CountPartyOut:
    entry = next(entry for entry in count.entries if entry.party_id == defendant.pk)
    return CountPartyOut.from_orm(entry)


def _alternative(actor: User, case: Case, number: int | None) -> Count | None:
    if number is None:
        return None
    try:
        return selectors.count(actor=actor, case=case, number=number)
    except Count.DoesNotExist:
        raise problem("alternative_to", _("There is no count of this number.")) from None
