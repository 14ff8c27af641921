"""Logging in by passkey in Chromium, with an authenticator that the browser plays."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as office_settings
from pytest_django import Settings

from amends.office.accounts.models import Passkey
from tests.journeys.conftest import Person
from tests.office.conftest import Office

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    """Require passkeys, as every office does that is no demonstration."""
    settings.PASSKEYS_REQUIRED = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]


def given_an_authenticator(person: Person) -> tuple[Any, str]:
    """Put a security key into somebody's browser; return where it is spoken to, and its name."""
    session = person.page.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def registers(person: Person) -> None:
    """Log in with the password that was handed over, and register a passkey."""
    person.opens("/login/")
    person.fills(login="prosecutor", password="correct horse battery staple")
    person.presses("#first button[type=submit]")
    assert person.page.url.endswith("/me/passkeys/")
    person.fills(name="Blue key")
    with person.page.expect_navigation():
        person.page.locator("[data-passkey=new] button").click()
    person.looks()
    assert "Blue key" in person.reads()


def logs_out(person: Person) -> None:
    """Log out from the top of the page."""
    with person.page.expect_navigation():
        person.page.locator("header form[action='/logout/'] button").click()
    person.opens("/login/")


def faults(person: Person) -> list[str]:
    """Return what was wrong with any page; that the browser cleared what it kept is as it ought."""
    return [fault for fault in person.wrong if "Clear-Site-Data" not in fault]


def test_a_newcomer_registers_a_passkey_and_logs_in_with_it_alone(
    reader: Person, office: Office
) -> None:
    given_an_authenticator(reader)
    registers(reader)
    reader.opens("/cases/")
    assert reader.page.url.endswith("/cases/")
    logs_out(reader)
    with reader.page.expect_navigation():
        reader.page.locator("[data-passkey=known] button").click()
    reader.looks()
    assert reader.page.url.rstrip("/") == reader.address
    assert Passkey.objects.get().last_used_at is not None
    assert faults(reader) == []


def test_without_its_owner_verified_a_passkey_logs_nobody_in(
    reader: Person, office: Office
) -> None:
    session, key = given_an_authenticator(reader)
    registers(reader)
    logs_out(reader)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    reader.page.locator("[data-passkey=known] button").click()
    reader.page.locator("[data-passkey-problem]").wait_for()
    reader.looks()
    assert reader.page.url.endswith("/login/")
    assert faults(reader) == []


ASK_ELSEWHERE = """
fetch("/login/passkey/").then((answer) => answer.json()).then(({publicKey}) =>
  navigator.credentials.get({publicKey: {challenge: new Uint8Array(32), rpId: "localhost"}})
).then(() => "given", (refusal) => refusal.name)
"""


def test_on_another_site_the_browser_gives_no_passkey(reader: Person, office: Office) -> None:
    given_an_authenticator(reader)
    registers(reader)
    elsewhere = reader.address.replace("localhost", "127.0.0.1")
    reader.page.goto(f"{elsewhere}/login/")
    assert "http://localhost" in reader.reads()
    assert reader.page.evaluate(ASK_ELSEWHERE) == "SecurityError"


PLANT = """
localStorage.planted = "token";
sessionStorage.planted = "token";
document.cookie = "planted=token; path=/";
caches.open("planted").then((cache) => cache.put("/planted", new Response("token")));
"""
KEPT = """
caches.keys().then((names) => [
  localStorage.planted, sessionStorage.planted, document.cookie.includes("planted"), ...names
].filter(Boolean))
"""


def test_after_log_out_the_browser_holds_nothing_that_was_planted(
    reader: Person, office: Office
) -> None:
    given_an_authenticator(reader)
    registers(reader)
    reader.page.evaluate(PLANT)
    before = cookies(reader)
    assert {"planted", "sessionid", "csrftoken"} <= before.keys()
    with reader.page.expect_navigation():
        reader.page.locator("header form[action='/logout/'] button").click()
    assert reader.page.evaluate(KEPT) == []
    after = cookies(reader)
    assert not {"planted", "sessionid"} & after.keys()
    assert not set(after.values()) & set(before.values())


def cookies(person: Person) -> dict[str, str]:
    """Return the cookies of somebody's browser, without the language chosen in it."""
    return {
        cookie["name"]: cookie["value"]
        for cookie in person.page.context.cookies()
        if cookie["name"] != office_settings.LANGUAGE_COOKIE_NAME
    }
