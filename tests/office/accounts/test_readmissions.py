"""Whoever lost every passkey is let in by two others, never by one, never by themselves."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import feed_services, services
from amends.office.accounts import readmission_services as readmit
from amends.office.accounts.models import Passkey, Readmission, User
from amends.office.accounts.selectors import feed_of, to_let_in, token_of
from amends.office.log.models import LogEntry
from amends.office.policy import NotPermitted
from tests.office.accounts.authenticator import (
    Authenticator,
    is_in,
    logs_in,
    on_site,
    registers,
)
from tests.office.conftest import PASSWORD, Office

pytestmark = pytest.mark.usefixtures("required")
WHY = "Came with their service card."


def tries(password: str) -> Client:
    """Return a browser in which the prosecutor tried a password."""
    client = on_site()
    client.post(reverse("account_login"), {"login": "prosecutor", "password": password})
    return client


def agreed(office: Office) -> str:
    """Return the password by which the head and the administrator let the prosecutor in."""
    asked = readmit.ask_to_let_in(actor=office.head, account=office.prosecutor, reason=WHY)
    second = readmit.agree_to_let_in(actor=office.administrator, asked=asked, reason=WHY)
    return f"{asked.half}-{second}"


def text(answer: Any) -> str:
    """Return the page of an answer."""
    page: str = answer.content.decode()
    return page


def test_two_persons_let_somebody_in_each_with_half_a_password(
    office: Office, key: Authenticator
) -> None:
    elsewhere = on_site()
    logs_in(elsewhere, key)
    _token, secret = services.make_token(actor=office.prosecutor, label="x", scopes=["read"])
    _feed, address = feed_services.make_feed(actor=office.prosecutor)
    head, administrator = on_site(), on_site()
    for client, user in ((head, office.head), (administrator, office.administrator)):
        client.force_login(user)
        registers(client, Authenticator())
    given = {"account": office.prosecutor.pk, "reason": WHY}
    page = text(head.post(reverse("readmissions"), given))
    first = re.search(r"<code dir=\"ltr\">(\w{8})-</code>", page)
    asked = Readmission.objects.get()
    page = text(administrator.post(reverse("readmission-agree", args=[asked.pk]), {"reason": WHY}))
    second = re.search(r"<code dir=\"ltr\">-(\w{8})</code>", page)
    assert first and second  # noqa: PT018  # for the checker of types both in one
    for half in (first[1], second[1], f"{first[1]}-", f"-{second[1]}"):
        assert not is_in(tries(half))
    assert elsewhere.get(reverse("front-page")).status_code == 302
    assert token_of(secret) is None
    assert feed_of(address) is None
    assert not Passkey.objects.filter(user=office.prosecutor).exists()
    assert Readmission.objects.get().half == ""
    client = tries(f"{first[1]}-{second[1]}")
    assert client.get(reverse("front-page")).headers["Location"] == reverse("passkeys")
    registers(client, fresh := Authenticator())
    assert client.get(reverse("front-page")).status_code == 200
    assert not is_in(tries(f"{first[1]}-{second[1]}"))
    again = on_site()
    logs_in(again, fresh)
    assert is_in(again)
    assert first[1] not in text(head.get(reverse("readmissions")))


def test_both_steps_stand_in_the_log_without_the_password(
    office: Office, key: Authenticator
) -> None:
    password = agreed(office)
    said = [row.data for row in LogEntry.objects.filter(action="account.let_in")]
    assert len(said) == 2
    assert not any(half in "".join(said) for half in password.split("-"))


def test_nobody_does_it_alone_or_for_themselves(office: Office, key: Authenticator) -> None:
    asked = readmit.ask_to_let_in(actor=office.head, account=office.prosecutor, reason=WHY)
    with pytest.raises(ValidationError, match="You asked for this yourself"):
        readmit.agree_to_let_in(actor=office.head, asked=asked, reason=WHY)
    for alone in (office.head, office.prosecutor):
        asked.agreed_by = alone
        with pytest.raises(IntegrityError), transaction.atomic():
            asked.save()
    assert Passkey.objects.exists()


def test_an_administrator_alone_gives_no_password_to_whoever_had_a_passkey(
    office: Office, key: Authenticator
) -> None:
    office.prosecutor.refresh_from_db()
    with pytest.raises(ValidationError, match="nobody alone"):
        services.reset_password(
            actor=office.administrator, user=office.prosecutor, password="four other words here"
        )
    agreed(office)
    user = User.objects.get(pk=office.prosecutor.pk)
    User.objects.filter(pk=user.pk).update(password_until=timezone.now() - timedelta(days=3))
    with pytest.raises(ValidationError, match="nobody alone"):
        services.reset_password(
            actor=office.administrator,
            user=User.objects.get(pk=user.pk),
            password="four other words here",
        )
    services.reset_password(
        actor=office.administrator, user=office.liaison, password="four other words here"
    )


def test_the_password_admits_for_a_day(office: Office, key: Authenticator) -> None:
    password = agreed(office)
    until = User.objects.get(pk=office.prosecutor.pk).password_until
    assert until is not None
    assert timedelta(hours=23) < until - timezone.now() <= timedelta(hours=24)
    User.objects.filter(pk=office.prosecutor.pk).update(password_until=timezone.now())
    assert not is_in(tries(password))


def test_who_agrees_late_agrees_to_nothing(office: Office, key: Authenticator) -> None:
    asked = readmit.ask_to_let_in(actor=office.head, account=office.prosecutor, reason=WHY)
    Readmission.objects.update(asked_at=timezone.now() - readmit.AGREED_WITHIN)
    with pytest.raises(ValidationError, match="too long ago"):
        readmit.agree_to_let_in(actor=office.administrator, asked=asked, reason=WHY)
    again = readmit.ask_to_let_in(actor=office.head, account=office.prosecutor, reason=WHY)
    readmit.agree_to_let_in(actor=office.administrator, asked=again, reason=WHY)
    with pytest.raises(ValidationError, match="agreed already"):
        readmit.agree_to_let_in(actor=office.administrator, asked=again, reason=WHY)


def test_it_is_asked_once_and_only_of_whoever_had_a_passkey(
    office: Office, key: Authenticator
) -> None:
    readmit.ask_to_let_in(actor=office.head, account=office.prosecutor, reason=WHY)
    with pytest.raises(ValidationError, match="asked for already"):
        readmit.ask_to_let_in(actor=office.administrator, account=office.prosecutor, reason=WHY)
    with pytest.raises(ValidationError, match="had no passkey"):
        readmit.ask_to_let_in(actor=office.head, account=office.liaison, reason=WHY)
    assert is_in(tries(PASSWORD)) is False


def test_in_the_smallest_office_two_can_help_each(office: Office) -> None:
    few = [office.head, office.administrator, office.ombudsman]
    for lost in (*few, office.prosecutor, office.rapporteur):
        helpers = [user for user in few if to_let_in(actor=user).filter(pk=lost.pk).exists()]
        assert lost not in helpers
        assert len(helpers) >= 2


@pytest.mark.parametrize(
    "who", ["prosecutor", "investigator", "liaison", "registrar", "rapporteur"]
)
def test_others_let_nobody_in(office: Office, key: Authenticator, who: str) -> None:
    actor = getattr(office, who)
    with pytest.raises(NotPermitted):
        readmit.ask_to_let_in(actor=actor, account=office.second_prosecutor, reason=WHY)


@pytest.mark.parametrize("who", ["other_head", "ombudsman"])
def test_a_head_elsewhere_and_the_ombudsman_do_not_let_a_prosecutor_in(
    office: Office, key: Authenticator, who: str
) -> None:
    actor = getattr(office, who)
    with pytest.raises(ValidationError, match="You cannot let this person in"):
        readmit.ask_to_let_in(actor=actor, account=office.prosecutor, reason=WHY)
    asked = readmit.ask_to_let_in(actor=office.head, account=office.prosecutor, reason=WHY)
    client = on_site()
    client.force_login(actor)
    registers(client, Authenticator())
    address = reverse("readmission-agree", args=[asked.pk])
    assert client.post(address, {"reason": WHY}).status_code == 404


def test_what_is_missing_is_said_beside_it(office: Office, key: Authenticator) -> None:
    client = on_site()
    client.force_login(office.head)
    registers(client, Authenticator())
    asked = readmit.ask_to_let_in(actor=office.administrator, account=office.prosecutor, reason=WHY)
    page = text(client.post(reverse("readmission-agree", args=[asked.pk]), {"reason": ""}))
    assert "This field is required." in page
    assert Readmission.objects.get().agreed_at is None
    page = text(client.post(reverse("readmissions"), {"account": "", "reason": ""}))
    assert page.count("This field is required.") >= 2


def test_halves_are_of_signs_that_are_not_mistaken() -> None:
    halves = {readmit._half() for _number in range(200)}
    assert {len(half) for half in halves} == {8}
    assert not set("".join(halves)) & set("il1o0")
