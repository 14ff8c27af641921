"""Where log-ins are kept: as Django keeps sessions, each with whose it is and where it began."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from amends.office.accounts.models import Visit

# Each names itself after those whose pages it wants; the first that is found is meant.
BROWSERS = (("Firefox/", "Firefox"), ("Edg/", "Edge"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


class SessionStore(DatabaseStore):
    """A session whose owner can find it and end it elsewhere."""

    @classmethod
    def get_model_class(cls) -> type[Visit]:
        """Return the table of log-ins."""
        return Visit

    def create_model_instance(self, data: dict[str, Any]) -> Visit:
        """Return the row of this session, with what its owner is shown of it."""
        visit: Visit = super().create_model_instance(data)  # type: ignore[assignment]  # this model
        visit.account_id = data.get("_auth_user_id")
        visit.started_at = parse_datetime(data.get("started_at", ""))
        visit.browser = data.get("browser", "")
        return visit


def began(request: HttpRequest, **_signal: Any) -> None:
    """Note in a session when it began and in which kind of browser."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    request.session["started_at"] = timezone.now().isoformat()
    request.session["browser"] = next((name for sign, name in BROWSERS if sign in agent), "")
