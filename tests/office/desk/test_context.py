"""The main navigation: what each role is offered, and only pages that exist."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.urls import path

from amends.office.accounts.models import User
from amends.office.components import urls as catalogue
from amends.office.desk import context, help
from amends.office.policy import Role

PAGES = [
    "front-page",
    "case-list",
    "own-tasks",
    "import",
    "leave",
    "account-list",
    "stored-files",
    "log",
]


class Everything:
    """Addresses of an office in which every page exists."""

    urlpatterns = [
        path("", help.index, name="front-page"),
        *(path(f"{name}/", help.index, name=name) for name in PAGES[1:]),
        path("login/", help.index, name="account_login"),
        path("account/", help.index, name="account"),
    ]


class Nothing:
    """Addresses of an office without pages."""

    urlpatterns = catalogue.urlpatterns[:0]


def asked(role: Role | None, address: str = "/") -> HttpRequest:
    """Return a request by somebody of a role, or by nobody."""
    request = RequestFactory().get(address)
    request.user = User(username="x", name="X", role=role) if role else AnonymousUser()
    return request


def offered(role: Role) -> list[str]:
    """Return the addresses a role is offered."""
    return [entry.url for entry in context.navigation(asked(role))["navigation"]]


@pytest.mark.parametrize(
    ("role", "places"),
    [
        (Role.PROSECUTOR, ["/", "/case-list/", "/own-tasks/", "/import/", "/leave/"]),
        (Role.INVESTIGATOR, ["/", "/case-list/", "/own-tasks/", "/import/", "/leave/"]),
        (
            Role.HEAD,
            ["/", "/case-list/", "/own-tasks/", "/import/", "/leave/", "/stored-files/", "/log/"],
        ),
        (Role.REGISTRAR, ["/", "/case-list/", "/own-tasks/", "/leave/"]),
        (Role.LIAISON, ["/", "/case-list/", "/own-tasks/", "/leave/"]),
        (Role.OMBUDSMAN, ["/", "/case-list/", "/leave/", "/log/"]),
        (Role.RAPPORTEUR, ["/", "/leave/"]),
        (Role.ADMINISTRATOR, ["/", "/leave/", "/account-list/", "/stored-files/"]),
    ],
)
def test_each_role_is_offered_its_own(role: Role, places: list[str]) -> None:
    with override_settings(ROOT_URLCONF=Everything):
        assert offered(role) == places


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_pages_that_do_not_exist_are_not_offered(role: Role) -> None:
    with override_settings(ROOT_URLCONF=Nothing):
        shown = context.navigation(asked(role))
    assert shown["navigation"] == []
    assert shown["help_url"] == shown["language_url"] == ""
    assert shown["home_url"] == "/"


def test_nobody_is_offered_nothing() -> None:
    with override_settings(ROOT_URLCONF=Everything):
        shown = context.navigation(asked(None))
    assert shown["navigation"] == shown["account_entries"] == []


def test_request_without_a_user_is_answered() -> None:
    assert context.navigation(RequestFactory().get("/"))["navigation"] == []


def test_page_beneath_a_place_marks_the_place() -> None:
    with override_settings(ROOT_URLCONF=Everything):
        entries = context.navigation(asked(Role.HEAD, "/case-list/CAP-2026-1/"))["navigation"]
    assert [entry.url for entry in entries if entry.current] == ["/case-list/"]
    assert not any(entry.here for entry in entries)


def test_place_itself_is_marked_as_here() -> None:
    with override_settings(ROOT_URLCONF=Everything):
        entries = context.navigation(asked(Role.HEAD, "/"))["navigation"]
    assert [entry.url for entry in entries if entry.here] == ["/"]
    assert [entry.url for entry in entries if entry.current] == ["/"]
