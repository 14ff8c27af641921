"""The daily digest: to those who want it, once a day, with figures and no word about a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.utils import timezone, translation

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from amends.office.cases.models import Case
from amends.office.log.models import LogEntry
from amends.office.log.selectors import verify
from amends.office.notices.digests import body_of, subject_of
from amends.office.notices.models import SentDigest
from amends.office.notices.selectors import Waiting
from amends.office.notices.services import send_digests
from amends.office.tasks import services as tasks
from amends.office.tasks.models import Task
from tests.office.conftest import OPERATOR, Office


class RefusingBackend(EmailBackend):
    """A mail server that knows nobody of the name "gone"."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send what can be sent."""
        for message in email_messages:
            if any(address.startswith("gone@") for address in message.to):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
        return super().send_messages(email_messages)


REFUSING = f"{__name__}.RefusingBackend"


def want(user: User, email: str) -> User:
    """Let somebody want the digest."""
    accounts.change_account(actor=OPERATOR, user=user, email=email)
    return accounts.set_preferences(actor=user, wants_digest=True)


def give_work(office: Office, case: Case, owner: User) -> None:
    """Give somebody one task overdue, one due today and two this week."""
    today = timezone.localdate()
    for due in (today, today, today + timedelta(days=2), today + timedelta(days=7)):
        tasks.set_task(
            actor=office.prosecutor, case=case, title="canary-task", owner=owner, due=due
        )
    late = Task.objects.seen_by(OPERATOR).filter(owner=owner).first()
    assert late is not None
    Task.objects.seen_by(OPERATOR).filter(pk=late.pk).update(due=today - timedelta(days=1))


def test_a_digest_says_figures_and_nothing_of_a_case(office: Office, case: Case) -> None:
    want(office.prosecutor, "p@office.example")
    give_work(office, case, office.prosecutor)
    report = send_digests(today=timezone.localdate())
    assert (report.sent, report.skipped, report.failed) == (1, 0, 0)
    (message,) = mail.outbox
    assert message.to == ["p@office.example"]
    assert message.subject == "amends: 1 is late"
    assert message.body.splitlines()[:3] == [
        "1 task is overdue.",
        "1 task is due today.",
        "2 tasks are due within a week.",
    ]
    whole = message.message().as_string()
    assert [w for w in ("canary", case.reference, case.title, "harbour") if w in whole] == []
    assert message.message()["Auto-Submitted"] == "auto-generated"
    assert message.message().get_content_type() == "text/plain"


def test_nobody_gets_a_digest_twice_a_day(office: Office, case: Case) -> None:
    want(office.prosecutor, "p@office.example")
    give_work(office, case, office.prosecutor)
    today = timezone.localdate()
    assert send_digests(today=today).sent == 1
    again = send_digests(today=today)
    assert (again.sent, again.skipped) == (0, 1)
    assert len(mail.outbox) == 1
    assert send_digests(today=today + timedelta(days=1)).sent == 1


def test_only_those_who_want_it_have_work_and_may_log_in_get_one(
    office: Office, case: Case
) -> None:
    give_work(office, case, office.prosecutor)
    assert send_digests(today=timezone.localdate()).sent == 0
    want(office.second_prosecutor, "second@office.example")
    idle = send_digests(today=timezone.localdate())
    assert (idle.sent, idle.skipped) == (0, 1)
    want(office.prosecutor, "p@office.example")
    accounts.set_active(actor=office.administrator, user=office.prosecutor, active=False)
    assert send_digests(today=timezone.localdate()).sent == 0
    assert mail.outbox == []


@override_settings(EMAIL_BACKEND=REFUSING)
def test_one_failure_stops_no_other_and_may_be_tried_again(office: Office, case: Case) -> None:
    want(office.prosecutor, "gone@office.example")
    want(office.head, "head@office.example")
    give_work(office, case, office.prosecutor)
    give_work(office, case, office.head)
    today = timezone.localdate()
    report = send_digests(today=today)
    assert (report.sent, report.failures) == (1, ("prosecutor",))
    assert [m.to for m in mail.outbox] == [["head@office.example"]]
    accounts.change_account(
        actor=office.administrator, user=office.prosecutor, email="back@office.example"
    )
    second = send_digests(today=today)
    assert (second.sent, second.skipped, second.failed) == (1, 1, 0)


@override_settings(EMAIL_BACKEND=REFUSING)
def test_every_digest_and_failure_is_logged_without_an_address(office: Office, case: Case) -> None:
    want(office.prosecutor, "gone@office.example")
    give_work(office, case, office.prosecutor)
    send_digests(today=timezone.localdate())
    data = LogEntry.objects.filter(actor_label="system: daily digest").values_list("data")
    assert len(data) == 2
    assert not any("@" in row for (row,) in data)
    assert verify(actor=office.ombudsman).broken is None
    assert not SentDigest.objects.exists()


def test_a_digest_speaks_its_readers_language(office: Office, case: Case) -> None:
    want(office.prosecutor, "p@office.example")
    accounts.set_preferences(actor=office.prosecutor, language="ar")
    give_work(office, case, office.prosecutor)
    send_digests(today=timezone.localdate())
    with translation.override("ar"):
        assert mail.outbox[0].body == body_of(Waiting(1, 1, 2, 0, 0))
    assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("waiting", "subject"),
    [
        (Waiting(0, 0, 1, 0, 0), "amends: 1 is due within a week"),
        (Waiting(0, 1, 1, 0, 1), "amends: 3 are due within a week"),
        (Waiting(1, 5, 5, 1, 5), "amends: 2 are late"),
    ],
)
def test_the_subject_says_what_is_most_pressing(waiting: Waiting, subject: str) -> None:
    assert subject_of(waiting) == subject


def test_figures_of_nought_are_left_out() -> None:
    assert Waiting(0, 0, 0, 0, 0).is_nothing
    body = body_of(Waiting(0, 0, 0, 2, 0))
    assert body.splitlines()[0] == "2 clocks have run out."
    assert "0 " not in body.partition("\n\n")[0]
