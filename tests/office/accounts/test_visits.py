"""Everybody sees where they are logged in and ends it; a head and an administrator for others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.office.accounts import services
from amends.office.accounts.models import Passkey, Visit
from amends.office.log.models import LogEntry
from tests.office.accounts.authenticator import Authenticator, logs_in, on_site, registers
from tests.office.conftest import PASSWORD, Office

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def logged_in(office: Office, username: str, agent: str = FIREFOX) -> Client:
    """Return a browser in which somebody logged in by the form."""
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    """Say whether the front page opens in a browser."""
    return client.get(reverse("front-page")).status_code == 200


def text(answer: Any) -> str:
    """Return the page of an answer."""
    page: str = answer.content.decode()
    return page


def test_one_sees_where_one_is_logged_in_and_ends_one_of_them(office: Office) -> None:
    here, elsewhere = logged_in(office, "prosecutor"), logged_in(office, "prosecutor", "Chrome/1")
    page = text(here.get(reverse("visits")))
    assert "Firefox" in page
    assert "Chrome" in page
    for row in Visit.objects.all():
        assert row.session_key not in page
    ends = re.findall(r'action="(/me/log-ins/\w+/end/)"', page)
    assert len(ends) == 1
    here.post(ends[0])
    assert is_in(here)
    assert not is_in(elsewhere)


def test_all_others_are_ended_at_once(office: Office) -> None:
    here, *others = [logged_in(office, "prosecutor") for _number in range(4)]
    colleague = logged_in(office, "head")
    assert "3 log-ins are ended." in text(here.post(reverse("visits-end"), follow=True))
    assert is_in(here)
    assert is_in(colleague)
    assert not any(is_in(other) for other in others)


def test_nobody_ends_the_log_in_of_another_on_their_own_page(office: Office) -> None:
    victim, other = logged_in(office, "prosecutor"), logged_in(office, "head")
    mark = Visit.objects.get(account=office.prosecutor).mark
    assert other.post(reverse("visit-end", args=[mark])).status_code == 404
    assert is_in(victim)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("head", True),
        ("administrator", True),
        ("other-head", False),
        ("ombudsman", False),
        ("second", False),
    ],
)
def test_a_head_or_an_administrator_logs_somebody_out_everywhere(
    office: Office, who: str, may: bool
) -> None:
    lost = [logged_in(office, "prosecutor"), logged_in(office, "prosecutor")]
    helper = logged_in(office, who)
    helper.post(reverse("visits-end-of"), {"account": office.prosecutor.pk})
    assert [is_in(client) for client in lost] == [not may, not may]
    assert is_in(helper)
    assert LogEntry.objects.filter(action="account.let_in", kind="write").exists() is may


def test_log_ins_end_with_the_account(office: Office) -> None:
    client = logged_in(office, "prosecutor")
    for active in (False, True):
        services.set_active(actor=office.administrator, user=office.prosecutor, active=active)
    assert not is_in(client)


def test_log_ins_elsewhere_end_with_a_passkey(office: Office, key: Authenticator) -> None:
    here, elsewhere = on_site(), on_site()
    logs_in(here, key)
    registers(here, Authenticator())
    logs_in(elsewhere, key)
    oldest = Passkey.objects.earliest("created_at")
    here.post(reverse("passkey-remove", args=[oldest.pk]))
    assert is_in(here)
    assert not is_in(elsewhere)
