"""Tokens at the door: who calls, and whether the token may write."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import translation
from ninja.security import HttpBearer

from amends.api.refusals import ScopeMissing
from amends.office.accounts import selectors, services
from amends.office.accounts.models import Scope, User


class Call(HttpRequest):
    """A request that brought a valid token."""

    auth: User


class ReadToken(HttpBearer):
    """A token with the scope ``read``. There is no other way in; a log-in session is not one."""

    scope = Scope.READ

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the token's owner and answer in their language.

        Raises:
            ScopeMissing: the token is valid, but not for this.
        """
        found = selectors.token_of(token.strip())
        if found is None:
            return None
        if self.scope not in found.scopes:
            raise ScopeMissing
        services.use_token(token=found)
        if found.user.language:
            translation.activate(found.user.language)
        return found.user


class WriteToken(ReadToken):
    """A token with the scope ``write``."""

    scope = Scope.WRITE


READS, WRITES = ReadToken(), WriteToken()
