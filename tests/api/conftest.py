"""The test office of the pages, and a caller for each account: a client with a token."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from tests.office.conftest import Office, case, defendant, office, suspect, victim

__all__ = ["Office", "case", "defendant", "office", "suspect", "victim"]

ROOT = "/api/v1"


class Caller:
    """Calls the API with one account's token, as a program of theirs would."""

    def __init__(self, user: User, *scopes: str) -> None:
        """Make a token with these scopes; both if none is named."""
        self.user = user
        self.token, self.secret = accounts.make_token(
            actor=user, label="tests", scopes=scopes or ("read", "write")
        )
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **query: Any) -> Any:
        """Read."""
        return self.call("GET", path, query=query)

    def post(self, path: str, **body: Any) -> Any:
        """Send a body."""
        return self.call("POST", path, body=body)

    def upload(self, path: str, file: Any, **form: Any) -> Any:
        """Send a file."""
        return self.client.post(
            f"{ROOT}{path}",
            {"file": file, **form},
            headers={"Authorization": f"Bearer {self.secret}"},
        )

    def send(self, path: str, part: bytes, *, offset: int) -> Any:
        """Send a part of a file."""
        return self.client.patch(
            f"{ROOT}{path}",
            data=part,
            content_type="application/octet-stream",
            headers={"Authorization": f"Bearer {self.secret}", "Part-Offset": str(offset)},
        )

    def call(
        self, method: str, path: str, *, body: Any = None, query: dict[str, Any] | None = None
    ) -> Any:
        """Call any operation."""
        return self.client.generic(
            method,
            f"{ROOT}{path}",
            data=json.dumps(body) if body is not None else b"",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}"},
            query_params=query or {},
        )


CallAs = Callable[..., Caller]


@pytest.fixture
def call_as(office: Office) -> CallAs:
    """Return a maker of callers by the name of an account of the test office."""

    def make(name: str, *scopes: str) -> Caller:
        return Caller(getattr(office, name), *scopes)

    return make
