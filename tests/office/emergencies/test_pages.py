"""The page on emergency access, as every role; and that no page tells who is barred."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from amends.office.bars import services as bars
from amends.office.bars.models import Bar
from amends.office.cases.models import Case
from amends.office.emergencies.models import EmergencyAccess
from tests.api.conftest import Caller
from tests.office.conftest import OPERATOR, Office

PAGE = "/emergencies/"
NOT_THERE = "CAP-1999-9999"


@pytest.fixture(autouse=True)
def told(office: Office) -> None:
    """Give the ombudsman an address."""
    accounts.change_account(actor=OPERATOR, user=office.ombudsman, email="o@office.example")


def log_in(user: User) -> Client:
    """Return a browser in which somebody is logged in."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    session = client.session
    session["confirmed_at"] = timezone.now().timestamp()
    session.save()
    return client


def text(answer: Any) -> str:
    """Return a page."""
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def ask(client: Client, reference: str, **more: object) -> Any:
    """Ask for a case and return the page that follows."""
    given = {"reference": reference, "hours": 4, "reason": "A raid tonight."} | more
    return client.post(PAGE, given, follow=True)


def test_it_is_asked_for_granted_ended_and_reviewed_on_its_page(office: Office, case: Case) -> None:
    asker, head, ombudsman = map(log_in, (office.investigator, office.head, office.ombudsman))
    there = reverse("case", args=[case.reference])
    assert asker.get(there).status_code == 404
    assert "Somebody else has to agree" in text(ask(asker, case.reference))
    (row,) = EmergencyAccess._base_manager.all()
    front = text(head.get("/"))
    assert "Emergency access is asked for" in front
    assert case.reference in front
    grant = reverse("emergency-grant", args=[row.pk])
    assert "Granted" in text(head.post(grant, {"reason": "She called me."}, follow=True))
    assert len(mail.outbox) == 1
    assert "Emergency access to review" in text(ombudsman.get("/"))
    assert asker.get(there).status_code == 200
    assert case.reference in text(asker.get(reverse("case-list")))
    assert case.reference in text(asker.get(reverse("search") + "?q=harbour"))
    api = Caller(office.investigator)
    assert api.call("GET", f"/cases/{case.reference}").status_code == 200
    assert "Open the case" in text(asker.get(PAGE))
    assert "Ended." in text(asker.post(reverse("emergency-end", args=[row.pk]), follow=True))
    assert asker.get(there).status_code == 404
    assert api.call("GET", f"/cases/{case.reference}").status_code == 404
    assert "Emergency access to review" in text(ombudsman.get("/"))
    review = reverse("emergency-review", args=[row.pk])
    assert "Needed that night" in text(
        ombudsman.post(review, {"review": "Needed that night."}, follow=True)
    )
    assert "Emergency access to review" not in text(ombudsman.get("/"))
    log = text(ombudsman.get(reverse("log") + "?action=case.read"))
    assert "emergency access: yes" in log


def plain(answer: Any, reference: str) -> str:
    """Return what is shown without what differs from one request to the next."""
    shown = re.sub(r'value="[^"]*"', "", text(answer).replace(reference, ""))
    shown = re.sub(r"emergencies/\d+|access-\d+", "", shown)
    return re.sub(r"\d+:\d+|noon|midnight|\d+ [ap]\.m\.", "", shown)


def test_a_case_that_is_barred_and_one_that_is_not_there_are_answered_alike(
    office: Office, case: Case
) -> None:
    bars.enter_bar(
        actor=office.head, case=case, account=office.investigator, ground="vetting", reason="2024"
    )
    answers = []
    for reference in (case.reference, NOT_THERE):
        EmergencyAccess._base_manager.all().delete()
        answers.append(plain(ask(log_in(office.investigator), reference), reference))
    EmergencyAccess._base_manager.all().delete()
    bars_gone = log_in(office.second_prosecutor)
    open_one = plain(ask(bars_gone, case.reference), case.reference)
    assert answers[0] == answers[1]
    assert answers[0].count("Somebody else has to agree") == 1
    assert open_one.count("Somebody else has to agree") == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("prosecutor", 200),
        ("investigator", 200),
        ("liaison", 200),
        ("head", 200),
        ("ombudsman", 200),
        ("registrar", 403),
        ("rapporteur", 403),
        ("administrator", 403),
    ],
)
def test_who_has_the_page(office: Office, case: Case, name: str, status: int) -> None:
    client = log_in(getattr(office, name))
    assert client.get(PAGE).status_code == status
    assert (PAGE in text(client.get("/"))) is (status == 200)


def test_nobody_else_decides_on_it_by_its_address(office: Office, case: Case) -> None:
    ask(log_in(office.investigator), case.reference)
    (row,) = EmergencyAccess._base_manager.all()
    for name in ("grant", "end", "review"):
        address = reverse(f"emergency-{name}", args=[row.pk])
        for person in (office.prosecutor, office.liaison, office.stranger, office.other_head):
            answer = log_in(person).post(address, {"reason": "Mine.", "review": "Fine."})
            assert answer.status_code == 404, (name, person)
    row.refresh_from_db()
    assert row.agreed_at is None
    assert row.ended_at is None


def test_a_barred_head_or_ombudsman_is_shown_nothing_of_it(office: Office, case: Case) -> None:
    ask(log_in(office.investigator), case.reference)
    for person, by in ((office.head, office.ombudsman), (office.ombudsman, office.head)):
        bar = bars.enter_bar(actor=by, case=case, account=person, ground="vetting", reason="2024")
        client = log_in(person)
        for address in (PAGE, "/"):
            assert case.reference not in text(client.get(address))
        Bar._base_manager.filter(pk=bar.pk).delete()


def test_granting_asks_once_more_who_one_is(office: Office, case: Case) -> None:
    ask(log_in(office.investigator), case.reference)
    (row,) = EmergencyAccess._base_manager.all()
    client = Client()
    client.force_login(office.head)
    session = client.session
    session["confirmed_at"] = 0
    session.save()
    answer = client.post(reverse("emergency-grant", args=[row.pk]), {"reason": "Yes."})
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    row.refresh_from_db()
    assert row.agreed_at is None


def test_what_is_wrong_is_said_beside_its_field(office: Office) -> None:
    page = text(
        log_in(office.investigator).post(PAGE, {"reference": "X", "hours": 73, "reason": "Y"})
    )
    assert "from 1 to 72" in page
    head = log_in(office.head)
    assert "Ask for emergency access" not in text(head.post(PAGE, {"reference": "X"}))
