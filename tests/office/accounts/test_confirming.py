"""Sensitive steps ask once more who it is, by passkey of whoever has one, and then go on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from amends.office.accounts.models import Passkey
from amends.office.cases.models import Case
from tests.office.accounts.authenticator import Authenticator, logs_in, on_site, registers
from tests.office.conftest import PASSWORD, Office

CONFIRM = "/reauthenticate/"


def later(client: Client) -> None:
    """Let more time pass since the log-in than is set."""
    session = client.session
    session["confirmed_at"] -= 16 * 60
    session.save()


def confirms(client: Client, key: Authenticator, leads_to: str) -> Any:
    """Show by passkey who it is."""
    options = client.get(reverse("passkey-confirm")).json()
    given = {"answer": json.dumps(key.signed(options)), "next": leads_to}
    return client.post(CONFIRM, given)


def test_an_archive_is_downloaded_after_one_showed_who_one_is(
    client: Client, office: Office, case: Case
) -> None:
    client.force_login(office.prosecutor)
    address = reverse("archive-download", args=[case.reference])
    assert client.get(address).status_code == 200
    later(client)
    asked = client.get(address).headers["Location"]
    assert asked.startswith(CONFIRM)
    wrong = client.post(CONFIRM, {"password": "wrong", "next": address})
    assert wrong.status_code == 200
    assert client.get(address).status_code == 302
    led_on = client.post(CONFIRM, {"password": PASSWORD, "next": address})
    assert led_on.headers["Location"] == address
    assert client.get(address).status_code == 200
    assert b"Your password, please" in client.get(asked).content


def test_whoever_has_a_passkey_is_asked_for_it_and_the_form_goes_on(
    office: Office, key: Authenticator
) -> None:
    client, spare = on_site(), Authenticator()
    logs_in(client, key)
    registers(client, spare)
    later(client)
    address = reverse("passkey-remove", args=[Passkey.objects.earliest("created_at").pk])
    assert client.post(address).headers["Location"].startswith(CONFIRM)
    assert Passkey.objects.count() == 2
    assert b"Your passkey, please" in client.get(CONFIRM).content
    confirms(client, key, address)
    assert Passkey.objects.count() == 1


def test_neither_a_password_nor_the_passkey_of_another_will_do(
    office: Office, key: Authenticator
) -> None:
    other, theirs = Authenticator(), on_site()
    theirs.force_login(office.head)
    registers(theirs, other)
    client = on_site()
    logs_in(client, key)
    later(client)
    client.post(CONFIRM, {"password": PASSWORD, "next": "/"})
    answer = confirms(client, other, reverse("passkeys"))
    assert "is not known here" in answer.content.decode()
    assert client.get(reverse("passkeys")).headers["Location"].startswith(CONFIRM)


@pytest.mark.parametrize("name", ["passkeys", "passkey-new", "readmissions"])
def test_what_opens_the_office_to_others_is_asked_for_again(
    office: Office, settings: Settings, name: str
) -> None:
    client = Client()
    client.force_login(office.head)
    assert client.get(reverse(name)).status_code == 200
    later(client)
    assert client.get(reverse(name)).headers["Location"].startswith(CONFIRM)
    settings.CONFIRM_MINUTES = 60
    assert client.get(reverse(name)).status_code == 200
