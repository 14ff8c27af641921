"""Authorisations are secret within the unit: by page, by list, by search, by log, by calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.cases import merge_services
from amends.office.cases import selectors as cases_read
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.log import selectors as log
from amends.office.log import services as log_services
from amends.office.log.models import LogEntry
from amends.office.notices.selectors import dates_of, waiting_for
from amends.office.policy import Action, NotPermitted, is_told
from amends.office.search.selectors import SearchFilters, search_window
from amends.office.techniques import selectors, services
from amends.office.techniques.models import Authorisation
from tests.office.conftest import OPERATOR, Office
from tests.office.techniques.conftest import ask

TODAY = timezone.localdate()
TOLD = ("prosecutor", "investigator", "head")
NOT_TOLD = (
    *("second_prosecutor", "liaison", "registrar", "ombudsman", "rapporteur"),
    *("administrator", "stranger", "other_head"),
)


@pytest.fixture
def worked(office: Office, case: Case, authorisation: Authorisation) -> Case:
    """Return the case, on which everybody of the unit works, before the court."""
    for name in ("second_prosecutor", "investigator", "liaison"):
        cases.assign(actor=office.head, case=case, user=getattr(office, name))
    Case._base_manager.filter(pk=case.pk).update(before_court=True)
    return case


@pytest.mark.parametrize("who", TOLD)
def test_who_is_told_reads_it_and_the_log_says_so(
    client: Client, office: Office, worked: Case, who: str
) -> None:
    client.force_login(getattr(office, who))
    page = client.get(reverse("authorisation", args=[worked.reference, 1]))
    assert page.status_code == 200
    assert "Where the ledger is" in page.content.decode()
    assert "Where the ledger is" not in client.get(reverse("technique-queue")).content.decode()
    assert "The house" in client.get(reverse("technique-queue")).content.decode()
    entry = LogEntry.objects.filter(action="technique.read", case_id=worked.pk).last()
    assert entry is not None
    assert entry.actor_id == getattr(office, who).pk


@pytest.mark.parametrize("who", NOT_TOLD)
def test_for_everybody_else_there_is_none(
    client: Client, office: Office, worked: Case, who: str
) -> None:
    user = getattr(office, who)
    client.force_login(user)
    for name, more in (
        ("case-techniques", []),
        ("technique-ask", []),
        ("authorisation", [1]),
        ("authorisation-edit", [1]),
    ):
        assert client.get(reverse(name, args=[worked.reference, *more])).status_code == 404, name
    queue = client.get(reverse("technique-queue"))
    assert queue.status_code == 404 or "The house" not in queue.content.decode()
    assert not is_told(user, worked)
    assert not Authorisation.objects.seen_by(user).exists()
    assert selectors.waits_of(actor=user, today=TODAY).waiting == 0
    with pytest.raises(NotPermitted):
        ask(user, worked)


@pytest.mark.parametrize("who", ["second_prosecutor", "liaison", "ombudsman"])
def test_no_page_they_do_see_gives_it_away(
    client: Client, office: Office, worked: Case, who: str
) -> None:
    client.force_login(office.prosecutor)
    client.get(reverse("authorisation", args=[worked.reference, 1]))
    client.force_login(getattr(office, who))
    for name in ("case", "case-history", "case-links", "case-people", "case-tasks"):
        answer = client.get(reverse(name, args=[worked.reference]))
        text = answer.content.decode()
        for word in (f"cases/{worked.reference}/techniques", "uthorisation", "The house"):
            assert word not in text, (name, word)


def test_history_and_log_hide_what_was_done_and_read(office: Office, worked: Case) -> None:
    selectors.authorisation(actor=office.prosecutor, case=worked, number=1)
    for who in ("second_prosecutor", "liaison", "ombudsman"):
        rows = cases_read.history(actor=getattr(office, who), case=worked)
        assert not rows.filter(action__startswith="technique").exists()
    assert not log.entries(actor=office.ombudsman).filter(action__startswith="technique").exists()
    for who in TOLD:
        rows = cases_read.history(actor=getattr(office, who), case=worked)
        assert rows.filter(action="technique.ask").exists()
        assert rows.filter(action="technique.read").exists()
    assert log.entries(actor=office.head).filter(action="technique.read").exists()
    assert log.verify(actor=OPERATOR).broken is None


def test_an_attempt_of_somebody_who_is_not_told_is_in_the_ombudsmans_log(
    office: Office, worked: Case
) -> None:
    log_services.refuse(actor=office.liaison, action=Action.ASK_TECHNIQUE, case=worked)
    rows = log.entries(actor=office.ombudsman).filter(action=Action.ASK_TECHNIQUE)
    assert [entry.kind for entry in rows] == ["refused"]


def test_whoever_covers_a_colleague_is_not_told(office: Office, case: Case) -> None:
    ask(office.prosecutor, case)
    accounts.record_leave(
        actor=office.prosecutor,
        user=office.prosecutor,
        cover=office.second_prosecutor,
        since=TODAY,
        until=TODAY,
    )
    assert Case.objects.seen_by(office.second_prosecutor).filter(pk=case.pk).exists()
    assert not is_told(office.second_prosecutor, case)


def test_where_an_investigator_leads_the_assigned_prosecutor_is_told(office: Office) -> None:
    case = cases.open_case(
        actor=office.investigator,
        title="A farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=TODAY,
    )
    cases.assign(actor=office.head, case=case, user=office.second_prosecutor)
    assert is_told(office.second_prosecutor, case)
    cases.assign(actor=office.head, case=case, user=office.prosecutor, kind="lead")
    assert is_told(office.prosecutor, case)
    assert not is_told(office.second_prosecutor, case)


def test_no_search_calendar_or_digest_holds_it(office: Office, worked: Case) -> None:
    row = Authorisation._base_manager.get()
    services.decide(
        actor=office.head, authorisation=row, granted=True, on=TODAY, since=TODAY, until=TODAY
    )
    for user in office.everybody():
        if user.unit_id is None:
            continue
        filters = SearchFilters(words="ledger")
        hits, _count = search_window(actor=user, filters=filters, offset=0, limit=20)
        assert not list(hits)
        assert dates_of(actor=user, today=TODAY) == []
        assert waiting_for(actor=user, today=TODAY + timedelta(days=1)).is_nothing
    assert mail.outbox == []


def test_a_merge_does_not_say_how_many_there_are(office: Office, worked: Case) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Second house",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=TODAY,
    )
    contents = cases_read.contents(actor=office.prosecutor, case=worked)
    assert "authorisations" not in contents
    assert "inquiries" in contents
    merge_services.merge_cases(actor=office.head, case=worked, target=other, reason="One house")
    entry = LogEntry.objects.get(action=Action.MERGE)
    assert "authorisations" not in entry.data
    assert selectors.authorisations(actor=office.prosecutor, case=other).count() == 1
