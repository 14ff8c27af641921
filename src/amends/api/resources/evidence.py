"""Items of evidence: what they rest on, the chain of their custody, and every gap in it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_parties, named_party
from amends.api.paging import Page, Window, page
from amends.api.refusals import showing_what_stands
from amends.api.resources.custody import GapOut, StepOut
from amends.api.resources.objections import ObjectionOut
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Details, Given, Key, Line, Number, Text
from amends.office.accounts.models import User
from amends.office.exhibits import selectors, services
from amends.office.exhibits.models import Admissibility, Basis, Item, ItemCarrier
from amends.office.exhibits.rows import gap_rows, held_by
from amends.office.exhibits.standing import about_of, gaps_of
from amends.office.parties.models import Status as Established
from amends.office.policy import Action, Layer, require

router = Router(tags=["evidence"])
Codes = Annotated[list[Code], Field(max_length=100)]
Lines = Annotated[list[Line], Field(max_length=100)]


class CarrierOut(Schema):
    """What must survive for an item to be used, and of whom or what.

    Of those of an item with the same number under ``either`` one is enough; 0 is needed by itself.
    """

    id: int
    kind: str
    about: str
    either: int

    @staticmethod
    def resolve_about(row: ItemCarrier) -> str:
        """Return the key of a party, or what it is about."""
        return about_of(row)


class ItemOut(Schema):
    """An item of evidence with its chain of custody."""

    key: str
    kind: str
    description: str
    goes_to: list[str]
    origins: list[str]
    parties: list[str]
    carriers: list[CarrierOut]
    source: str
    serial: str
    basis: str
    basis_reference: str
    basis_issuer: str
    basis_scope: str
    basis_since: date | None
    basis_until: date | None
    laboratory: str
    requested_on: date | None
    received_on: date | None
    started_on: date | None
    finished_on: date | None
    result: str
    admissibility: Admissibility
    ruling: str
    ruled_on: date | None
    helps_defence: bool | None
    status: Established
    version: int
    holder: str
    particulars: dict[str, str]
    steps: list[StepOut]
    objections: list[ObjectionOut]
    gaps: list[GapOut]
    removed: bool

    @staticmethod
    def resolve_parties(row: Any) -> list[str]:
        """Return the keys of the parties it is about, as the selector brought them."""
        return [entry.party.key for entry in row.people]

    @staticmethod
    def resolve_carriers(row: Any) -> Any:
        """Return what must survive, as the selector brought it."""
        return row.standing_carriers

    @staticmethod
    def resolve_objections(row: Any) -> Any:
        """Return the objections to its use, as the selector brought them."""
        return row.standing_objections

    @staticmethod
    def resolve_holder(row: Item) -> str:
        """Return who has it now."""
        return held_by(row)

    @staticmethod
    def resolve_gaps(row: Item) -> Any:
        """Return every gap in its custody."""
        return gap_rows(gaps_of(row))

    @staticmethod
    def resolve_removed(row: Item) -> bool:
        """Say whether it is out of view."""
        return row.removed_at is not None


class ItemQuery(Window):
    """Whether items out of view are listed too."""

    removed: bool = False


class ItemStated(Given):
    """What is stated of an item."""

    kind: Code | None = None
    description: Annotated[Text, Field(max_length=5_000)] | None = None
    parties: Codes | None = None
    goes_to: Codes | None = None
    origins: Lines | None = None
    source: Line | None = None
    serial: Code | None = None
    basis: Basis | None = None
    basis_reference: Line | None = None
    basis_issuer: Line | None = None
    basis_scope: Line | None = None
    basis_since: date | None = None
    basis_until: date | None = None
    laboratory: Line | None = None
    requested_on: date | None = None
    received_on: date | None = None
    started_on: date | None = None
    finished_on: date | None = None
    result: Annotated[Text, Field(max_length=5_000)] | None = None
    admissibility: Admissibility | None = None
    ruling: Annotated[Text, Field(max_length=5_000)] | None = None
    ruled_on: date | None = None
    helps_defence: bool | None = None
    status: Established | None = None


class ItemEdit(ItemStated):
    """Corrections of an item, knowing which version was read; what is left out stays."""

    version: Number


class ItemIn(ItemStated):
    """An item to enter; what usually must survive for its kind is added."""

    kind: Code
    description: Annotated[Text, Field(min_length=1, max_length=5_000)]
    key: Code = Field("", description="the next free one if left out")


class ParticularsIn(Given):
    """What is stated of an item besides what every item states, by field; replaces what stood."""

    version: Number
    particulars: Details


class CarrierIn(Given):
    """What must survive, of a party named by its key or of something else.

    With ``instead_of``, the id of another carrier of the item, one of both is enough.
    """

    kind: Code
    party: Code = ""
    about: Line = ""
    instead_of: Key | None = None


@router.get("/{reference}/evidence", response=answers(Page[ItemOut]))
def list_evidence(request: Call, reference: Code, query: Annotated[ItemQuery, Query()]) -> Any:
    """List the items of evidence of a case, each with its chain and its gaps."""
    case = case_of(request.auth, reference, Layer.EVIDENCE)
    return page(selectors.items(actor=request.auth, case=case, removed=query.removed), query)


@router.post("/{reference}/evidence", response=answers(ItemOut, 201), auth=WRITES)
def enter_item(request: Call, reference: Code, given: ItemIn) -> Any:
    """Enter an item of evidence."""
    actor = request.auth
    case = case_of(actor, reference, Layer.EVIDENCE)
    require(actor, Action.ENTER_EVIDENCE, case)
    fields = given.model_dump(exclude={"parties"}, exclude_none=True)
    people = named_parties(actor, case, "parties", given.parties or [])
    row = services.enter_item(actor=actor, case=case, parties=people, **fields)
    return Status(201, _item(actor, reference, row.key))


@router.get("/{reference}/evidence/{key}", response=answers(ItemOut))
def read_item(request: Call, reference: Code, key: Code) -> Any:
    """Read one item of evidence."""
    return _item(request.auth, reference, key)


@router.patch("/{reference}/evidence/{key}", response=answers(ItemOut), auth=WRITES)
def edit_item(request: Call, reference: Code, key: Code, given: ItemEdit) -> Any:
    """Correct what is stated of an item."""
    actor, row = request.auth, _item(request.auth, reference, key)
    fields = given.model_dump(exclude={"parties"}, exclude_none=True)
    people = None
    if given.parties is not None:
        people = named_parties(actor, row.case, "parties", given.parties)
    with showing_what_stands(lambda: ItemOut.from_orm(_item(actor, reference, key))):
        services.edit_item(actor=actor, item=row, parties=people, **fields)
    return _item(actor, reference, key)


@router.put("/{reference}/evidence/{key}/particulars", response=answers(ItemOut), auth=WRITES)
def state_particulars(request: Call, reference: Code, key: Code, given: ParticularsIn) -> Any:
    """State what only an item of its form has, such as the capacity of a device."""
    actor, row = request.auth, _item(request.auth, reference, key)
    with showing_what_stands(lambda: ItemOut.from_orm(_item(actor, reference, key))):
        services.state_particulars(actor=actor, item=row, **given.model_dump())
    return _item(actor, reference, key)


@router.post("/{reference}/evidence/{key}/remove", response=answers(ItemOut), auth=WRITES)
def remove_item(request: Call, reference: Code, key: Code) -> Any:
    """Take an item out of view."""
    return services.remove_item(actor=request.auth, item=_item(request.auth, reference, key))


@router.post("/{reference}/evidence/{key}/restore", response=answers(ItemOut), auth=WRITES)
def restore_item(request: Call, reference: Code, key: Code) -> Any:
    """Bring an item back into view."""
    row = _item(request.auth, reference, key)
    return services.remove_item(actor=request.auth, item=row, removed=False)


@router.post("/{reference}/evidence/{key}/carriers", response=answers(CarrierOut, 201), auth=WRITES)
def add_carrier(request: Call, reference: Code, key: Code, given: CarrierIn) -> Any:
    """Say what else must survive for an item to be used."""
    actor, row = request.auth, _item(request.auth, reference, key)
    party = named_party(actor, row.case, "party", given.party)
    other = None
    if given.instead_of is not None:
        other = selectors.carrier(actor=actor, case=row.case, pk=given.instead_of)
    carrier = services.add_carrier(
        actor=actor,
        item=row,
        kind=given.kind,
        party=party,
        about=given.about,
        instead_of=other,
    )
    return Status(201, carrier)


@router.post("/{reference}/carriers/{pk}/remove", response=answers(CarrierOut), auth=WRITES)
def remove_carrier(request: Call, reference: Code, pk: Key) -> Any:
    """Take what must survive out of view."""
    case = case_of(request.auth, reference, Layer.EVIDENCE)
    row = selectors.carrier(actor=request.auth, case=case, pk=pk)
    return services.remove_carrier(actor=request.auth, carrier=row)


def _item(actor: User, reference: str, key: str) -> Item:
    case = case_of(actor, reference, Layer.EVIDENCE)
    return selectors.item(actor=actor, case=case, key=key)
