"""The caller's own account: preferences, colleagues, leave and tokens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema, Status
from pydantic import Field

from amends.api.answers import answers
from amends.api.finding import colleague
from amends.api.paging import InWindow, Page, page
from amends.api.resources.people import Person
from amends.api.tokens import WRITES, Call
from amends.api.values import Code, Given, Key
from amends.office.accounts import selectors, services
from amends.office.accounts.models import ApiToken, Scope, User

router = Router(tags=["me"])


class Me(Person):
    """The account a token belongs to."""

    unit: str | None
    email: str
    specialisms: list[str]
    language: str
    wants_digest: bool

    @staticmethod
    def resolve_unit(user: User) -> str | None:
        """Return the unit's code, where the role has a unit."""
        return user.unit.code if user.unit else None


class Preferences(Given):
    """The language of answers, and the daily digest; what is left out stays."""

    language: Code | None = None
    wants_digest: bool | None = None


class LeaveOut(Schema):
    """Days on which a colleague covers for somebody."""

    id: int
    user: Person
    cover: Person
    since: date
    until: date


class LeaveIn(Given):
    """Who is away and who covers."""

    cover: Code
    since: date
    until: date
    user: Code = Field("", description="the caller if left out; a head records anybody's")


class TokenOut(Schema):
    """A token, without its secret, which is shown once when it is made on the pages."""

    id: int
    label: str
    scopes: list[Scope]
    created_at: datetime
    expires_on: date
    last_used_on: date | None
    revoked: bool

    @staticmethod
    def resolve_revoked(token: ApiToken) -> bool:
        """Say whether the token was stopped."""
        return token.revoked_at is not None


@router.get("/me", response=answers(Me))
def read_me(request: Call) -> Any:
    """Read the account the token belongs to."""
    return request.auth


@router.patch("/me", response=answers(Me), auth=WRITES)
def set_preferences(request: Call, given: Preferences) -> Any:
    """Choose one's language, and whether to get the daily digest."""
    return services.set_preferences(actor=request.auth, **given.model_dump())


@router.get("/colleagues", response=answers(Page[Person]))
def list_colleagues(request: Call, window: InWindow) -> Any:
    """List the active people of the caller's unit."""
    return page(selectors.colleagues(actor=request.auth), window)


@router.get("/leave", response=answers(Page[LeaveOut]))
def list_leave(request: Call, window: InWindow) -> Any:
    """List present and coming leave of the caller's unit."""
    return page(selectors.leave_of_unit(actor=request.auth), window)


@router.post("/leave", response=answers(LeaveOut, 201), auth=WRITES)
def record_leave(request: Call, given: LeaveIn) -> Any:
    """Record leave and who covers; the cover sees the cases on those days."""
    actor = request.auth
    leave = services.record_leave(
        actor=actor,
        user=colleague(actor, "user", given.user) if given.user else actor,
        cover=colleague(actor, "cover", given.cover),
        since=given.since,
        until=given.until,
    )
    return Status(201, leave)


@router.post("/leave/{pk}/cancel", response=answers(None, 204), auth=WRITES)
def cancel_leave(request: Call, pk: Key) -> Any:
    """Cancel a leave that was recorded."""
    leave = selectors.leave_of_unit(actor=request.auth).get(pk=pk)
    services.cancel_leave(actor=request.auth, leave=leave)
    return Status(204, None)


@router.get("/me/tokens", response=answers(Page[TokenOut]))
def list_tokens(request: Call, window: InWindow) -> Any:
    """List the caller's own tokens. New ones are made on the pages, by a person logged in."""
    return page(selectors.tokens(actor=request.auth), window)


@router.post("/me/tokens/{pk}/revoke", response=answers(TokenOut), auth=WRITES)
def revoke_token(request: Call, pk: Key) -> Any:
    """Stop one of the caller's tokens at once; it may be the one in use."""
    token = selectors.tokens(actor=request.auth).select_related("user").get(pk=pk)
    services.revoke_token(actor=request.auth, token=token)
    return token
