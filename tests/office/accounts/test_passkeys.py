"""Passkeys: they log in alone, each once for each question, on this site only, and no copy does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from amends.office.accounts import questions
from amends.office.accounts.models import Passkey, User
from amends.office.accounts.passkeys import Site, is_copied, registered
from amends.office.log.models import LogEntry
from tests.office.accounts.authenticator import (
    Authenticator,
    answers,
    asked,
    is_in,
    logs_in,
    on_site,
    registers,
)
from tests.office.conftest import PASSWORD, Office

pytestmark = pytest.mark.usefixtures("required")


def text(answer: Any) -> str:
    """Return the page of an answer."""
    page: str = answer.content.decode()
    return page


def noted(office: Office) -> list[dict[str, Any]]:
    """Return what the log holds of the prosecutor's own account."""
    rows = LogEntry.objects.filter(action="account.own", actor_id=office.prosecutor.pk)
    return [json.loads(row.data) for row in rows.order_by("sequence")]


def test_a_password_that_was_handed_over_opens_the_page_of_passkeys_and_no_other(
    office: Office,
) -> None:
    newcomer = on_site()
    newcomer.post(reverse("account_login"), {"login": "prosecutor", "password": PASSWORD})
    for name in ("front-page", "case-list", "account", "own-tasks", "account_change_password"):
        assert newcomer.get(reverse(name)).headers["Location"] == reverse("passkeys")
    assert "opens this page only" in text(newcomer.get(reverse("passkeys")))
    registers(newcomer, Authenticator())
    assert newcomer.get(reverse("front-page")).status_code == 200
    assert not User.objects.get(username="prosecutor").must_change_password


def test_with_the_first_passkey_the_password_ends_and_every_other_log_in_with_it(
    office: Office,
) -> None:
    here, elsewhere = on_site(), on_site()
    for browser in (here, elsewhere):
        browser.force_login(office.prosecutor)
    registers(here, Authenticator())
    assert here.get(reverse("front-page")).status_code == 200
    assert elsewhere.get(reverse("front-page")).status_code == 302
    again = on_site()
    page = text(again.post(reverse("account_login"), {"login": "prosecutor", "password": PASSWORD}))
    nobody = text(again.post(reverse("account_login"), {"login": "nobody", "password": "x"}))
    assert not is_in(again)
    wrong = "The username and/or password you specified are not correct."
    assert wrong in page
    assert wrong in nobody


def test_a_passkey_logs_in_alone_and_leads_where_one_wanted_to_go(
    office: Office, key: Authenticator
) -> None:
    client = on_site()
    answer = answers(client, key.signed(asked(client)), next=reverse("help"))
    assert answer.headers["Location"] == reverse("help")
    assert is_in(client)
    assert Passkey.objects.get().last_used_at is not None
    assert [list(entry)[1] for entry in noted(office)] == ["registered", "used"]


def test_a_log_in_by_passkey_leads_nowhere_else(key: Authenticator) -> None:
    client = on_site()
    answer = answers(client, key.signed(asked(client)), next="https://evil.example/")
    assert answer.headers["Location"] == reverse("front-page")


CHEATS: dict[str, Callable[[Authenticator], None]] = {
    "wrong origin": lambda key: setattr(key, "origin", "https://evil.example"),
    "the same name without TLS": lambda key: setattr(key, "origin", "http://office.example"),
    "a name below": lambda key: setattr(key, "origin", "https://a.office.example"),
    "another site's key": lambda key: setattr(key, "host", "evil.example"),
    "user verification off": lambda key: setattr(key, "verified", False),
    "nobody touched it": lambda key: setattr(key, "present", False),
    "cloned counter": lambda key: setattr(key, "signatures", -1),
    "another private key": lambda key: setattr(key, "key", Authenticator().key),
    "unknown passkey": lambda key: setattr(key, "key_id", b"x" * 32),
}


@pytest.mark.parametrize("cheat", CHEATS.values(), ids=CHEATS.keys())
def test_what_is_wrong_with_an_answer_logs_nobody_in(
    key: Authenticator, cheat: Callable[[Authenticator], None]
) -> None:
    first = on_site()
    logs_in(first, key)
    assert is_in(first)
    cheat(key)
    if key.signatures == -1:
        key.signatures = 0  # a copy made before the first log-in counts from there
    client = on_site()
    answer = logs_in(client, key)
    assert not is_in(client)
    assert answer.status_code == 200
    assert "You are not logged in." in text(answer)


def test_an_answer_is_taken_once(key: Authenticator) -> None:
    client = on_site()
    answer = key.signed(asked(client))
    answers(client, answer)
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert "was sent before" in text(answers(client, answer))
    asked(client)  # nor when another question is open
    assert "was not taken" in text(answers(client, answer))
    assert not is_in(client)


def test_an_answer_is_taken_in_the_browser_that_was_asked_only(key: Authenticator) -> None:
    here, elsewhere = on_site(), on_site()
    answer = key.signed(asked(here))
    assert "was sent before" in text(answers(elsewhere, answer))
    asked(elsewhere)
    answers(elsewhere, answer)
    assert not is_in(elsewhere)


def test_an_answer_that_comes_late_is_not_taken(
    key: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "SECONDS", -1)
    client = on_site()
    assert "took too long" in text(logs_in(client, key))


def test_a_question_of_one_purpose_is_not_answered_for_another(
    office: Office, key: Authenticator
) -> None:
    client = on_site()
    logs_in(client, key)
    options = asked_while_in = client.get(reverse("passkey-new")).json()
    client.logout()
    assert not is_in(client)
    answers(client, key.signed(options))
    assert asked_while_in
    assert not is_in(client)


def test_a_copy_is_refused_and_stands_in_the_log(office: Office, key: Authenticator) -> None:
    logs_in(on_site(), key)
    copy = Authenticator(key_id=key.key_id, key=key.key)
    page = text(logs_in(on_site(), copy))
    assert "somebody used a copy of it" in page
    assert noted(office)[-1]["copied"] is True
    assert Passkey.objects.get().signatures == 1
    client = on_site()
    logs_in(client, key)
    assert is_in(client)


def test_a_passkey_that_does_not_count_is_taken_each_time(office: Office) -> None:
    key, client = Authenticator(counts=False), on_site()
    client.force_login(office.prosecutor)
    registers(client, key)
    for _ in range(3):
        again = on_site()
        logs_in(again, key)
        assert is_in(again)


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_a_count_that_does_not_grow_is_a_copys(before: int, now: int) -> None:
    assert is_copied(Passkey(signatures=before), now) == (now <= before and (before, now) != (0, 0))


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.floats(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "rawId", "type", "response", "clientDataJSON", "attestationObject"]
                ),
                inner,
            )
        ),
    )
)
def test_whatever_a_browser_sends_is_taken_or_refused(answer: Any) -> None:
    state = {"challenge": "AAAA", "user_verification": "required"}
    with pytest.raises(ValidationError):
        registered(Site("office.example", "https://office.example"), state, answer)


@pytest.mark.parametrize("cheat", ["origin", "host", "verified", "present"])
def test_no_passkey_is_registered_that_could_not_log_in(office: Office, cheat: str) -> None:
    key, client = Authenticator(), on_site()
    setattr(
        key, cheat, {"origin": "https://evil.example", "host": "evil.example"}.get(cheat, False)
    )
    client.force_login(office.prosecutor)
    assert "The passkey is not registered." in text(registers(client, key))
    assert not Passkey.objects.exists()
    assert User.objects.get(pk=office.prosecutor.pk).has_usable_password()


def test_a_passkey_is_registered_once(office: Office, key: Authenticator) -> None:
    client = on_site()
    client.force_login(office.head)
    assert "registered already" in text(registers(client, key))


def test_a_closed_account_is_refused_like_an_unknown_passkey(
    office: Office, key: Authenticator
) -> None:
    office.prosecutor.is_active = False
    User.objects.filter(pk=office.prosecutor.pk).update(is_active=False)
    client = on_site()
    assert "is not known here, or its account is closed" in text(logs_in(client, key))


def test_passkeys_are_named_and_removed_but_never_the_last(
    office: Office, key: Authenticator, settings: Settings
) -> None:
    client = on_site()
    logs_in(client, key)
    first = Passkey.objects.get()
    client.post(reverse("passkey-rename", args=[first.pk]), {"name": "Spare"})
    assert "Spare" in text(client.get(reverse("passkeys")))
    answer = client.post(reverse("passkey-remove", args=[first.pk]))
    assert answer.status_code == 422
    registers(client, Authenticator(), "Second")
    client.post(reverse("passkey-remove", args=[first.pk]))
    assert [row.name for row in Passkey.objects.all()] == ["Second"]
    assert not is_in(client) or not is_in(on_site())
    gone = on_site()
    logs_in(gone, key)
    assert not is_in(gone)


def test_nobody_touches_the_passkey_of_another(office: Office, key: Authenticator) -> None:
    client = on_site()
    client.force_login(office.head)
    registers(client, Authenticator())
    theirs = Passkey.objects.get(user=office.prosecutor)
    for name in ("passkey-rename", "passkey-remove"):
        assert client.post(reverse(name, args=[theirs.pk]), {"name": "x"}).status_code == 404


def test_where_passkeys_are_not_required_the_password_stays(
    office: Office, settings: Settings
) -> None:
    settings.PASSKEYS_REQUIRED = False
    key, client = Authenticator(), on_site()
    client.force_login(office.prosecutor)
    registers(client, key)
    again = on_site()
    again.post(reverse("account_login"), {"login": "prosecutor", "password": PASSWORD})
    assert is_in(again)
    by_key = on_site()
    logs_in(by_key, key)
    assert is_in(by_key)
    # The office requires passkeys from now on: the password of whoever has one ends.
    settings.PASSKEYS_REQUIRED = True
    late = on_site()
    late.post(reverse("account_login"), {"login": "prosecutor", "password": PASSWORD})
    assert not is_in(late)
    logs_in(late, key)
    assert late.get(reverse("front-page")).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "[::1]:8000"])
def test_on_a_site_without_a_name_the_page_says_where_to_go(
    office: Office, settings: Settings, host: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    page = text(Client(headers={"host": host}).get(reverse("account_login")))
    assert "http://localhost" in page
    assert "data-passkey" not in page
    assert "data-passkey" in text(on_site().get(reverse("account_login")))
