"""The frame of every page: landmarks, messages with undo, log-in pages."""

from __future__ import annotations

import re

import pytest
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import include, path, reverse

from amends.office.settings import ROOT_URLCONF
from tests.office.conftest import PASSWORD, Office


def say(request: HttpRequest) -> HttpResponse:
    """Show a page with two messages, one of them with an undo button."""
    messages.success(request, "Finished <i>it</i>.", extra_tags="/tasks/3/reopen/")
    messages.warning(request, "No lead.")
    return render(request, "help/index.html", {"topics": []})


class Saying:
    """The office's addresses and one that says something."""

    urlpatterns = [path("say/", say), path("", include(ROOT_URLCONF))]


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def test_message_carries_its_undo(reader: Client) -> None:
    with override_settings(ROOT_URLCONF=Saying):
        page = reader.get("/say/").content.decode()
    assert "Finished &lt;i&gt;it&lt;/i&gt;." in page
    assert page.count('action="/tasks/3/reopen/"') == 1
    assert 'role="status"' in page
    assert 'role="alert"' in page


def test_frame_has_its_landmarks(reader: Client) -> None:
    page = reader.get(reverse("help")).content.decode()
    assert page.index('href="#main"') < page.index("<header") < page.index('<main id="main"')
    assert page.count("<main") == page.count("<h1") == 1
    assert "Prosecutor" in page


def test_logging_out_is_a_posted_form(reader: Client) -> None:
    page = reader.get(reverse("help")).content.decode()
    form = re.search(r'<form[^>]*method="post" action="/logout/">.*?</form>', page, re.DOTALL)
    assert form
    assert "csrfmiddlewaretoken" in form[0]


def test_log_in_says_what_was_wrong(client: Client, office: Office) -> None:
    answer = client.post(reverse("account_login"), {"login": "prosecutor", "password": "wrong"})
    page = answer.content.decode()
    assert "error-summary" in page
    assert "sign up" not in page.casefold()


def test_log_in_keeps_where_one_was_going(client: Client, office: Office) -> None:
    address = reverse("component-catalogue")
    page = client.get(f"{reverse('account_login')}?next={address}").content.decode()
    assert f'name="next" value="{address}"' in page
    answer = client.post(
        reverse("account_login"), {"login": "prosecutor", "password": PASSWORD, "next": address}
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == address


def test_closed_account_is_told_so(client: Client, office: Office) -> None:
    office.prosecutor.is_active = False
    office.prosecutor.save()
    answer = client.post(
        reverse("account_login"), {"login": "prosecutor", "password": PASSWORD}, follow=True
    )
    assert "_auth_user_id" not in client.session
    assert "This account is closed" in answer.content.decode()


@pytest.mark.parametrize("name", ["account_logout", "account_change_password"])
def test_account_pages_stand_in_the_frame(reader: Client, name: str) -> None:
    page = reader.get(reverse(name)).content.decode()
    assert 'class="site-header"' in page
    assert 'class="button' in page


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_is_announced(client: Client, db: None, demo: bool) -> None:
    with override_settings(DEMO=demo):
        page = client.get(reverse("help")).content.decode()
    assert ('class="stripe"' in page) is demo
