"""The roles parties played, each an edge to a victim in a period."""

from __future__ import annotations

from typing import Any

from ninja import Router, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import case_of, named_party
from amends.api.resources.parties import RoleOut, party_of
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key, Line
from amends.office.accounts.models import User
from amends.office.parties import selectors, services
from amends.office.parties.models import PartyRole
from amends.office.parties.models import Status as Established
from amends.office.policy import Layer

router = Router(tags=["roles"])


class RoleIn(Given):
    """The code of a declared role, towards whom and when, if known."""

    role: Code
    victim: Code = Field("", description="the key of a victim of the case")
    since: Code = ""
    until: Code = ""
    status: Established = Established.REPORTED
    source: Line = ""


@router.post("/{reference}/parties/{key}/roles", response=answers(RoleOut, 201), auth=WRITES)
def add_role(request: Call, reference: Code, key: Code, given: RoleIn) -> Any:
    """Add a role a party played."""
    actor = request.auth
    party = party_of(actor, reference, key)
    edge = services.add_role(
        actor=actor,
        party=party,
        victim=named_party(actor, party.case, "victim", given.victim),
        **given.model_dump(exclude={"victim"}),
    )
    return Status(201, edge)


@router.post("/{reference}/roles/{pk}/remove", response=answers(RoleOut), auth=WRITES)
def remove_role(request: Call, reference: Code, pk: Key) -> Any:
    """Take a role out of view."""
    return _remove(request.auth, reference, pk, removed=True)


@router.post("/{reference}/roles/{pk}/restore", response=answers(RoleOut), auth=WRITES)
def restore_role(request: Call, reference: Code, pk: Key) -> Any:
    """Bring a role back into view."""
    return _remove(request.auth, reference, pk, removed=False)


def _remove(actor: User, reference: str, pk: int, *, removed: bool) -> PartyRole:
    case = case_of(actor, reference, Layer.PARTIES)
    edge = selectors.role_edge(actor=actor, case=case, pk=pk)
    return services.remove_role(actor=actor, edge=edge, removed=removed)
