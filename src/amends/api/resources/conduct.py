"""The conduct alleged in a case, and what is alleged of the case as a whole."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_parties
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.tokens import WRITES, Call
from amends.api.values import LARGEST_NUMBER, Code, Given, Key, Line
from amends.law.facts import Moved, ReportedAs
from amends.law.terms import MensRea, Mode
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.charging import selectors, services
from amends.office.charging.models import CaseFacts, Conduct
from amends.office.parties.models import Party
from amends.office.parties.models import Status as Established
from amends.office.policy import Action, Layer, require

router = Router(tags=["conduct"])
Codes = Annotated[list[Code], Field(max_length=100)]


class ConductOut(Schema):
    """What one party is alleged to have done to some victims in one period."""

    id: int
    by: str
    victims: list[str]
    begun: str
    ended: str
    mode: Mode
    acts: list[str]
    means: list[str]
    ends: list[str]
    occurred: list[str]
    circumstances: list[str]
    contested: list[str]
    places: list[str]
    moved: Moved
    mental: str
    knew_age: bool | None
    source: str
    status: Established
    removed: bool
    version: int

    @staticmethod
    def resolve_by(row: Conduct) -> str:
        """Return the key of who acted."""
        return row.by.key

    @staticmethod
    def resolve_victims(row: Any) -> list[str]:
        """Return the keys of the victims, as the selector brought them."""
        return [entry.party.key for entry in row.entries]

    @staticmethod
    def resolve_removed(row: Conduct) -> bool:
        """Say whether the conduct is out of view."""
        return row.removed_at is not None


class ConductQuery(Window):
    """Whether conduct out of view is listed too."""

    removed: bool = False


class ConductIn(Given):
    """Conduct to state; the words are those of the catalogue of the law's words."""

    by: Code
    victims: list[Code] = Field(min_length=1, max_length=500)
    begun: Code = Field("", description="2008-05-03, 2008-05 or 2008; ~ in front for about")
    ended: Code = ""
    mode: Mode = Mode.PRINCIPAL
    acts: Codes = []
    means: Codes = []
    ends: Codes = []
    occurred: Codes = []
    circumstances: Codes = []
    contested: Codes = []
    places: Codes = []
    moved: Moved = Moved.NOT
    mental: MensRea | None = None
    knew_age: bool | None = None
    source: Line = ""
    status: Established = Established.REPORTED


class ConductEdit(Given):
    """Corrections of what a conduct states; what is left out stays.

    ``version`` is the one that was read.
    """

    version: int = Field(ge=1, le=LARGEST_NUMBER)
    victims: list[Code] | None = Field(None, min_length=1, max_length=500)
    begun: Code | None = None
    ended: Code | None = None
    mode: Mode | None = None
    acts: Codes | None = None
    means: Codes | None = None
    ends: Codes | None = None
    occurred: Codes | None = None
    circumstances: Codes | None = None
    contested: Codes | None = None
    places: Codes | None = None
    moved: Moved | None = None
    mental: MensRea | None = None
    knew_age: bool | None = None
    source: Line | None = None
    status: Established | None = None


class AtLargeOut(Schema):
    """What is alleged of the case as a whole, and under whose laws it is charged."""

    reported_as: ReportedAs
    indicators: list[str]
    paid_for_journey: bool
    countries: list[str]
    version: int


class AtLargeIn(Given):
    """What is alleged of the case as a whole; all of it is replaced.

    ``version`` is the one that was read: 0 if nothing was stated yet.
    """

    version: int = Field(ge=0, le=LARGEST_NUMBER)
    reported_as: ReportedAs
    indicators: Codes = []
    paid_for_journey: bool = False
    countries: Codes = []


@router.get("/{reference}/conduct", response=answers(Page[ConductOut]))
def list_conduct(request: Call, reference: Code, query: Annotated[ConductQuery, Query()]) -> Any:
    """List the conduct alleged in a case."""
    case = case_of(request.auth, reference, Layer.CHARGING)
    return page(selectors.conduct(actor=request.auth, case=case, removed=query.removed), query)


@router.post("/{reference}/conduct", response=answers(ConductOut, 201), auth=WRITES)
def state_conduct(request: Call, reference: Code, given: ConductIn) -> Any:
    """State conduct."""
    actor = request.auth
    case = case_of(actor, reference, Layer.CHARGING)
    require(actor, Action.STATE_CONDUCT, case)
    fields = given.model_dump(exclude={"by", "victims"})
    fields["mental"] = given.mental or ""
    row = services.state_conduct(
        actor=actor,
        case=case,
        by=_one(actor, case, given.by),
        victims=named_parties(actor, case, "victims", given.victims),
        **fields,
    )
    return Status(201, selectors.one_conduct(actor=actor, case=case, pk=row.pk))


@router.patch("/{reference}/conduct/{pk}", response=answers(ConductOut), auth=WRITES)
def edit_conduct(request: Call, reference: Code, pk: Key, given: ConductEdit) -> Any:
    """Correct conduct; 409 with what it states now if somebody changed it since it was read."""
    actor, row = request.auth, _conduct(request.auth, reference, pk)
    changes = given.model_dump(exclude_unset=True, exclude_none=True, exclude={"victims"})
    victims = None
    if given.victims is not None:
        victims = named_parties(actor, row.case, "victims", given.victims)
    with showing_what_stands(lambda: ConductOut.from_orm(_conduct(actor, reference, pk))):
        services.edit_conduct(actor=actor, conduct=row, victims=victims, **changes)
    return _conduct(actor, reference, pk)


@router.post("/{reference}/conduct/{pk}/remove", response=answers(ConductOut), auth=WRITES)
def remove_conduct(request: Call, reference: Code, pk: Key) -> Any:
    """Take conduct out of view."""
    services.remove_conduct(actor=request.auth, conduct=_conduct(request.auth, reference, pk))
    return _conduct(request.auth, reference, pk)


@router.post("/{reference}/conduct/{pk}/restore", response=answers(ConductOut), auth=WRITES)
def restore_conduct(request: Call, reference: Code, pk: Key) -> Any:
    """Bring conduct back into view."""
    row = _conduct(request.auth, reference, pk)
    services.remove_conduct(actor=request.auth, conduct=row, removed=False)
    return _conduct(request.auth, reference, pk)


@router.get("/{reference}/facts", response=answers(AtLargeOut))
def read_facts_at_large(request: Call, reference: Code) -> CaseFacts:
    """Read what is alleged of the case as a whole."""
    case = case_of(request.auth, reference, Layer.CHARGING)
    return selectors.facts_at_large(actor=request.auth, case=case)


@router.put("/{reference}/facts", response=answers(AtLargeOut), auth=WRITES)
def state_facts_at_large(request: Call, reference: Code, given: AtLargeIn) -> CaseFacts:
    """State what is alleged of the case as a whole, and under whose laws it is charged.

    409 with what is stated now if somebody changed it since it was read.
    """
    actor = request.auth
    case = case_of(actor, reference, Layer.CHARGING)
    require(actor, Action.STATE_CONDUCT, case)
    stands = selectors.facts_at_large
    with showing_what_stands(lambda: AtLargeOut.from_orm(stands(actor=actor, case=case))):
        return services.state_at_large(actor=actor, case=case, **given.model_dump())


def _conduct(actor: User, reference: str, pk: int) -> Conduct:
    case = case_of(actor, reference, Layer.CHARGING)
    return selectors.one_conduct(actor=actor, case=case, pk=pk)


def _one(actor: User, case: Case, key: str) -> Party:
    return named_parties(actor, case, "by", [key])[0]
