"""How allauth behaves in an office: accounts are made by an administrator, never by sign-up."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from amends.office.accounts import attempt_services as attempts
from amends.office.accounts import services
from amends.office.accounts.admission import password_admits


class ClosedOfficeAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Log-in without sign-up; a first password is changed before anything else."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an administrator makes accounts."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return whom a password logs in: nobody who needs their passkey for that."""
        name = credentials.get("username", "")
        attempt = attempts.begin_attempt(name=name, address=get_ip(request))
        user = super().authenticate(request, **credentials)
        if user is None or not password_admits(user):
            attempts.attempt_failed(attempt=attempt)
            return None
        attempts.attempt_succeeded(attempt=attempt)
        return user

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the one page that asks again who it is, by passkey of whoever has one."""
        return [{"id": "reauthenticate", "url": reverse("account_reauthenticate")}]

    def set_password(self, user: Any, password: str) -> None:
        """Set the password its owner chose, and note that it is theirs now."""
        with transaction.atomic():
            super().set_password(user, password)
            services.password_changed(actor=user)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the log-in page, with the language that the browser is about to forget."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        page = reverse("account_login")
        return f"{page}?{urlencode({'language': chosen})}" if chosen else page

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Go on to the day's work, which a first password kept from its owner."""
        return reverse("front-page")
