"""Guessing passwords becomes slow, locks, and is told; nobody keeps a colleague out for long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import attempt_services as attempts
from amends.office.accounts import services
from amends.office.accounts.models import FailedLogIns
from amends.office.accounts.selectors import locked_out
from amends.office.log.models import LogEntry
from amends.office.policy import NotPermitted
from tests.office.accounts.authenticator import Authenticator, is_in, logs_in, on_site
from tests.office.conftest import PASSWORD, Office

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


class Clock:
    """The time of day, which a test moves on."""

    now: datetime = timezone.now()

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(office: Office) -> Iterator[Clock]:
    """Return the clock by which log-ins are counted."""
    clock = Clock()
    clock.now = timezone.now()
    with patch.object(timezone, "now", clock):
        yield clock


def tries(password: str = "wrong", name: str = "prosecutor", at: str = HERE) -> Client:
    """Return a browser in which a password was tried."""
    client = Client()
    client.page = client.post(  # type: ignore[attr-defined]  # kept for the test
        reverse("account_login"), {"login": name, "password": password}, REMOTE_ADDR=at
    ).content.decode()
    return client


def said(client: Client) -> str:
    """Return the page that answered."""
    page: str = client.page  # type: ignore[attr-defined]  # kept by tries()
    return page


def locks_told() -> list[dict[str, Any]]:
    """Return what the log tells of locks, the first one first."""
    rows = LogEntry.objects.filter(data__contains='"locked"').order_by("sequence")
    return [json.loads(row.data) for row in rows]


def fail(name: str, address: str) -> None:
    """Let one attempt fail, without the cost of a password."""
    attempts.attempt_failed(attempt=attempts.begin_attempt(name=name, address=address))


def locked(clock: Clock, name: str, at: str = HERE) -> None:
    """Guess as fast as it is taken, until the name is locked at an address."""
    before = len(locks_told())
    while len(locks_told()) == before:
        try:
            fail(name, at)
        except ValidationError:
            clock.pass_by(minutes=1)


def test_the_page_says_until_when_and_takes_the_password_then(clock: Clock) -> None:
    for _ in range(5):
        assert "Too many" not in said(tries())
    refused = tries(PASSWORD)
    assert not is_in(refused)
    assert "Too many wrong attempts. Try again at " in said(refused)
    assert "A passkey logs in before that" in said(refused)
    clock.pass_by(minutes=1)
    assert is_in(tries(PASSWORD))


def test_a_refused_attempt_does_not_make_the_wait_longer(clock: Clock) -> None:
    for _ in range(20):
        tries()
    clock.pass_by(minutes=1)
    assert is_in(tries(PASSWORD))


def test_log_in_forgets_the_failures_of_this_address_only(clock: Clock) -> None:
    for _ in range(4):
        tries()
        tries(at=ELSEWHERE)
    assert is_in(tries(PASSWORD))
    for _ in range(4):
        tries()
    assert is_in(tries(PASSWORD))
    tries(at=ELSEWHERE)
    assert not is_in(tries(PASSWORD, at=ELSEWHERE))


def test_a_lock_is_told_once_without_address_and_ends_by_itself(clock: Clock) -> None:
    locked(clock, "prosecutor")
    [told] = locks_told()
    assert told["account"] == "prosecutor"
    assert (told["locked"], told["failures"]) == ("together", 10)
    tries()
    assert len(locks_told()) == 1
    assert HERE not in json.dumps(told)
    assert not is_in(tries(PASSWORD))
    clock.pass_by(minutes=60)
    assert is_in(tries(PASSWORD))


def test_whoever_types_a_colleagues_name_does_not_lock_them_out_elsewhere(clock: Clock) -> None:
    locked(clock, "prosecutor")
    assert not is_in(tries(PASSWORD))
    assert is_in(tries(PASSWORD, at=ELSEWHERE))


def test_guesses_from_everywhere_slow_a_name_for_minutes_only(clock: Clock) -> None:
    for number in range(60):
        fail("prosecutor", f"203.0.113.{number}")
        last = FailedLogIns.objects.exclude(account=None).order_by("-until")[0]
        clock.now = max(clock.now, last.until)
    assert [told["locked"] for told in locks_told()] == ["account"]
    fail("prosecutor", "203.0.113.99")
    assert not is_in(tries(PASSWORD, at=ELSEWHERE))
    clock.pass_by(minutes=5)
    assert is_in(tries(PASSWORD, at=ELSEWHERE))


def test_an_address_that_tries_many_names_is_slowed(clock: Clock) -> None:
    for number in range(20):
        fail(f"name{number}", HERE)
    with pytest.raises(ValidationError, match="Too many"):
        attempts.begin_attempt(name="head", address=HERE)
    attempts.begin_attempt(name="head", address=ELSEWHERE)


def test_a_passkey_logs_in_while_the_password_is_locked(key: Authenticator) -> None:
    for _ in range(6):
        on_site().post(reverse("account_login"), {"login": "prosecutor", "password": "x"})
    client = on_site()
    logs_in(client, key)
    assert is_in(client)


def test_names_of_nobody_are_answered_and_counted_like_all_others(clock: Clock) -> None:
    pages = {}
    for name in ("prosecutor", "nobody"):
        at = HERE if name == "nobody" else ELSEWHERE
        pages[name] = [said(tries(name=name, at=at)).count("errors") for _ in range(6)]
        locked(clock, name, at)
    assert pages["prosecutor"] == pages["nobody"]
    known, unknown = locks_told()
    assert (known["account"], unknown["account"]) == ("prosecutor", "")
    assert known.keys() == unknown.keys()
    assert known["failures"] == unknown["failures"]


def test_no_spelling_of_a_name_is_counted_apart(clock: Clock) -> None:
    for name in ("prosecutor", "Prosecutor", "PROSECUTOR", " prosecutor", "prosecutoR"):
        tries(name=name)
    assert not is_in(tries(PASSWORD))


def test_attempts_at_the_same_moment_count_as_many(clock: Clock) -> None:
    for _ in range(5):
        attempts.begin_attempt(name="prosecutor", address=HERE)
    with pytest.raises(ValidationError, match="Too many"):
        attempts.begin_attempt(name="prosecutor", address=HERE)


def test_a_log_in_takes_no_wait_away_that_others_brought_about(clock: Clock) -> None:
    for number in range(18):
        fail(f"name{number}", HERE)
    attempt = attempts.begin_attempt(name="prosecutor", address=HERE)
    clock.pass_by(seconds=1)
    fail("name20", HERE)
    attempts.attempt_succeeded(attempt=attempt)
    with pytest.raises(ValidationError, match="Too many"):
        attempts.begin_attempt(name="head", address=HERE)


def test_neither_names_nor_addresses_are_kept_and_nothing_for_long(clock: Clock) -> None:
    fail("hunter2", HERE)
    kept = str(list(FailedLogIns.objects.values()))
    assert "hunter2" not in kept
    assert HERE not in kept
    clock.pass_by(days=2)
    fail("other", ELSEWHERE)
    assert FailedLogIns.objects.count() == 3


def test_the_head_lifts_a_lock_and_the_log_tells_it(clock: Clock, office: Office) -> None:
    locked(clock, "prosecutor")
    client = Client()
    client.force_login(office.head)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("readmissions")).content.decode()
    assert "Locked after wrong passwords" in page
    client.post(reverse("log-in-unlock", args=[office.prosecutor.pk]))
    assert is_in(tries(PASSWORD))
    assert "Locked after" not in client.get(reverse("readmissions")).content.decode()
    told = LogEntry.objects.filter(data__contains='"unlocked"').get()
    assert (told.actor_id, told.action) == (office.head.pk, "account.let_in")
    assert client.post(reverse("log-in-unlock", args=[office.prosecutor.pk])).status_code == 404


def test_only_who_may_let_in_lifts_a_lock(clock: Clock, office: Office) -> None:
    locked(clock, "prosecutor")
    with pytest.raises(NotPermitted):
        attempts.unlock(actor=office.second_prosecutor, account=office.prosecutor)
    with pytest.raises(ValidationError, match="You cannot let this person in"):
        attempts.unlock(actor=office.other_head, account=office.prosecutor)
    assert list(locked_out(actor=office.other_head)) == []
    assert list(locked_out(actor=office.administrator)) == [office.prosecutor]


def test_a_new_first_password_is_taken_at_once(clock: Clock, office: Office) -> None:
    locked(clock, "prosecutor")
    fresh = "correct horse battery staple"
    services.reset_password(actor=office.administrator, user=office.prosecutor, password=fresh)
    assert is_in(tries(fresh))


def test_whoever_waits_is_told_in_arabic(clock: Clock) -> None:
    for _ in range(5):
        tries()
    answer = Client(headers={"accept-language": "ar"}).post(
        reverse("account_login"), {"login": "prosecutor", "password": "x"}, REMOTE_ADDR=HERE
    )
    page = answer.content.decode()
    assert "Too many" not in page
    assert "محاولات" in page


def test_behind_a_server_the_address_is_the_one_that_it_names(clock: Clock, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    page = reverse("account_login")
    given = {"login": "prosecutor", "password": "wrong"}
    for _ in range(6):
        refused = Client(headers={"x-forwarded-for": f"{ELSEWHERE}, {HERE}"}).post(page, given)
    assert "Too many" in refused.content.decode()
    taken = Client(headers={"x-forwarded-for": f"{HERE}, {ELSEWHERE}"})
    taken.post(page, given | {"password": PASSWORD})
    assert is_in(taken)
