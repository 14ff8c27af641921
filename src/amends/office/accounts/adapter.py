"""How allauth behaves in an office: accounts are made by an administrator, never by sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedOfficeAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no stubs
    """Log-in without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: an administrator makes accounts."""
        return False
