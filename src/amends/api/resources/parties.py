"""Parties of a case: who they are, in what capacity, and the non-punishment screen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Query, Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_party
from amends.api.paging import Page, Window, page
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Line, Text
from amends.network.roles import Capacity
from amends.office.accounts.models import User
from amends.office.parties import selectors, services
from amends.office.parties.models import Party, PartyKind, PartyRole, Screen
from amends.office.parties.models import Status as Established
from amends.office.policy import Action, Layer, require

router = Router(tags=["parties"])
A_KEY = r"^[A-Za-z0-9_-]*$"
Age = Annotated[int, Field(ge=0, le=120)]


class RoleOut(Schema):
    """A role a party played, towards one victim or all, in a period."""

    id: int
    role: str
    victim: str | None
    since: str
    until: str
    status: Established
    source: str

    @staticmethod
    def resolve_victim(edge: PartyRole) -> str | None:
        """Return the key of the victim, if it is towards one."""
        return edge.victim.key if edge.victim else None


class ScreenOut(Schema):
    """What a non-punishment screen found, and on what that rests."""

    id: int
    finding: str
    reasons: str
    on: date


class PartyOut(Schema):
    """A party. Stage and standing are those of a defendant and follow from the timeline."""

    key: str
    capacity: str
    kind: PartyKind
    designation: str
    sex: str
    born: str
    age: int | None
    unable_to_protect: bool
    nationality: str
    resident: str
    present: str
    language: str
    facts: str
    status: Established
    stage: str
    standing: str
    stage_since: str
    removed: bool

    @staticmethod
    def resolve_removed(party: Party) -> bool:
        """Say whether the party is out of view."""
        return party.removed_at is not None


class PartyWithRoles(PartyOut):
    """A party with its roles and screens."""

    roles: list[RoleOut]
    screens: list[ScreenOut]

    @staticmethod
    def resolve_roles(party: Any) -> Any:
        """Return the roles that stand, as the selector brought them."""
        return party.edges

    @staticmethod
    def resolve_screens(party: Any) -> Any:
        """Return the screens, as the selector brought them."""
        return party.screenings


class PartyQuery(Window):
    """Whether parties out of view are listed too."""

    removed: bool = False


class PartyIn(Given):
    """A party to add. A victim is named by a pseudonym only, the next free one if left out."""

    capacity: Capacity
    designation: Line = ""
    kind: PartyKind = PartyKind.NATURAL
    sex: Code = ""
    born: Code = Field("", description="2008-05-03, 2008-05 or 2008; ~ in front for about")
    age: Age | None = Field(None, description="when the conduct began, if not known when born")
    unable_to_protect: bool = Field(
        False, description="of a victim: a condition kept them from fully protecting themself"
    )
    nationality: Code = ""
    resident: Code = ""
    present: Code = ""
    language: Code = ""
    facts: Text = ""
    status: Established = Established.REPORTED
    key: Code = Field("", pattern=A_KEY, description="the next free one if left out")
    screen_finding: Screen.Finding | None = None
    screen_reasons: Text = ""
    role: Code = ""
    towards: Code = Field("", description="the key of a victim of the case")
    since: Code = ""
    until: Code = ""


class PartyEdit(Given):
    """Corrections of what describes a party; what is left out stays."""

    designation: Line | None = None
    sex: Code | None = None
    born: Code | None = None
    age: Age | None = None
    unable_to_protect: bool | None = None
    nationality: Code | None = None
    resident: Code | None = None
    present: Code | None = None
    language: Code | None = None
    facts: Text | None = None
    status: Established | None = None


class CapacityIn(Given):
    """What the party is in the case from now on."""

    capacity: Capacity


class ScreenIn(Given):
    """What the screen found, and on what the finding rests."""

    finding: Screen.Finding
    reasons: Text = Field(min_length=1)


@router.get("/{reference}/parties", response=answers(Page[PartyWithRoles]))
def list_parties(request: Call, reference: Code, query: Annotated[PartyQuery, Query()]) -> Any:
    """List the parties of a case with their roles and screens."""
    case = case_of(request.auth, reference, Layer.PARTIES)
    rows = selectors.parties(actor=request.auth, case=case, removed=query.removed)
    return page(rows, query)


@router.post("/{reference}/parties", response=answers(PartyOut, 201), auth=WRITES)
def add_party(request: Call, reference: Code, given: PartyIn) -> Any:
    """Add a party, with the screen that comes before a suspect and a first role if given."""
    actor = request.auth
    case = case_of(actor, reference)
    require(actor, Action.ADD_PARTY, case)
    fields = given.model_dump(exclude={"towards", "screen_finding"})
    party = services.add_party(
        actor=actor,
        case=case,
        towards=named_party(actor, case, "towards", given.towards),
        screen_finding=given.screen_finding or "",
        **fields,
    )
    return Status(201, party)


@router.get("/{reference}/parties/{key}", response=answers(PartyWithRoles))
def read_party(request: Call, reference: Code, key: Code) -> Any:
    """Read one party."""
    return party_of(request.auth, reference, key)


@router.patch("/{reference}/parties/{key}", response=answers(PartyWithRoles), auth=WRITES)
def edit_party(request: Call, reference: Code, key: Code, given: PartyEdit) -> Any:
    """Correct what describes a party."""
    party = party_of(request.auth, reference, key)
    changes = given.model_dump(exclude_none=True)
    return services.edit_party(actor=request.auth, party=party, **changes)


@router.put("/{reference}/parties/{key}/capacity", response=answers(PartyWithRoles), auth=WRITES)
def change_capacity(request: Call, reference: Code, key: Code, given: CapacityIn) -> Any:
    """Change what somebody is in the case, such as a suspect who is charged."""
    party = party_of(request.auth, reference, key)
    return services.change_capacity(actor=request.auth, party=party, capacity=given.capacity)


@router.post("/{reference}/parties/{key}/remove", response=answers(PartyWithRoles), auth=WRITES)
def remove_party(request: Call, reference: Code, key: Code) -> Any:
    """Take a party out of view; its events and roles stay with it."""
    party = party_of(request.auth, reference, key)
    return services.remove_party(actor=request.auth, party=party)


@router.post("/{reference}/parties/{key}/restore", response=answers(PartyWithRoles), auth=WRITES)
def restore_party(request: Call, reference: Code, key: Code) -> Any:
    """Bring a party back into view."""
    party = party_of(request.auth, reference, key)
    return services.remove_party(actor=request.auth, party=party, removed=False)


@router.post("/{reference}/parties/{key}/screens", response=answers(ScreenOut, 201), auth=WRITES)
def screen_party(request: Call, reference: Code, key: Code, given: ScreenIn) -> Any:
    """Record a non-punishment screen: was this person made to offend?"""
    party = party_of(request.auth, reference, key)
    screen = services.screen_party(
        actor=request.auth, party=party, finding=given.finding, reasons=given.reasons
    )
    return Status(201, screen)


def party_of(actor: User, reference: str, key: str) -> Party:
    """Return the party that an address names, out of view or not.

    Raises:
        ObjectDoesNotExist: there is none that the caller may see.
    """
    case = case_of(actor, reference, Layer.PARTIES)
    return selectors.party(actor=actor, case=case, key=key)
