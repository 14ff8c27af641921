"""On whom a proof hangs is told to its lead and the prosecutors assigned to it alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item, ItemCarrier
from amends.office.log.models import Kind, LogEntry
from amends.office.parties.models import Party
from amends.office.policy import knows_dependence
from amends.office.proving.caseload import hanging_on
from amends.proof.to_prove import Matter
from tests.office.conftest import Office
from tests.office.proving.conftest import Confirms, Enters

SOURCE = "Platform operator in Elsewhere"


@pytest.fixture
def hanging(enters: Enters, confirms: Confirms, victim: Party) -> Item:
    """Return the only item on which the means hang."""
    item = enters(origins=[SOURCE], carriers=[("testifies", victim, "")])
    confirms(item)
    return item


def page(client: Client, user: User, name: str, case: Case) -> tuple[int, str]:
    """Return how a page answers somebody, and its words."""
    client.force_login(user)
    answer = client.get(reverse(name, args=[case.reference]))
    return answer.status_code, answer.content.decode()


def test_the_lead_sees_what_falls_and_what_it_hangs_on_by_code(
    client: Client, office: Office, charged: Case, hanging: Item, victim: Party
) -> None:
    status, words = page(client, office.prosecutor, "proof-losses", charged)
    assert status == 200
    assert f"Testifies: {victim.key}" in words
    assert f"Testifies: {victim.designation}" not in words


def test_a_prosecutor_assigned_to_it_sees_it_too(
    client: Client, office: Office, charged: Case, hanging: Item
) -> None:
    cases.assign(actor=office.head, case=charged, user=office.second_prosecutor)
    assert page(client, office.second_prosecutor, "proof-losses", charged)[0] == 200


def test_no_count_falls_with_one_where_somebody_else_is_enough(
    office: Office, charged: Case, enters: Enters, confirms: Confirms
) -> None:
    item = enters(carriers=[("testifies", None, "Officer A")], goes_to=list(Matter))
    confirms(item)
    (first,) = ItemCarrier._base_manager.filter(item=item)

    def discredited(who: str) -> tuple[tuple[str, ...], int, int]:
        today = timezone.localdate()
        (found,) = hanging_on(actor=office.prosecutor, who=who, today=today).cases
        return found.items, found.proved, len(found.falling)

    assert discredited("officer a") == ((item.key,), 1, 1)
    exhibits.add_carrier(
        actor=office.prosecutor, item=item, kind="testifies", about="Officer B", instead_of=first
    )
    assert discredited("officer a") == discredited("officer b") == ((item.key,), 1, 0)


@pytest.mark.parametrize(
    "who", ["investigator", "head", "liaison", "registrar", "ombudsman", "stranger", "rapporteur"]
)
def test_to_nobody_else_is_there_such_a_page(
    client: Client, office: Office, charged: Case, hanging: Item, who: str
) -> None:
    if who in {"investigator", "liaison"}:
        cases.assign(actor=office.head, case=charged, user=getattr(office, who))
    assert page(client, getattr(office, who), "proof-losses", charged)[0] == 404


def test_covering_a_colleague_does_not_open_it(
    client: Client, office: Office, charged: Case, hanging: Item
) -> None:
    today = timezone.localdate()
    accounts.record_leave(
        actor=office.head,
        user=office.prosecutor,
        since=today,
        until=today + timedelta(days=3),
        cover=office.second_prosecutor,
    )
    assert page(client, office.second_prosecutor, "case-proof", charged)[0] == 200
    assert page(client, office.second_prosecutor, "proof-losses", charged)[0] == 404
    assert not knows_dependence(office.second_prosecutor, charged)


def test_every_look_at_it_is_logged_by_what_it_is(
    client: Client, office: Office, charged: Case, hanging: Item
) -> None:
    page(client, office.prosecutor, "proof-losses", charged)
    entry = LogEntry.objects.filter(kind=Kind.READ).order_by("-sequence").first()
    assert entry is not None
    assert "dependence" in entry.data


@pytest.mark.parametrize("name", ["proof-weaknesses", "case-proof-memo", "case-brief"])
def test_the_single_source_is_named_on_no_page_of_the_others(
    client: Client, office: Office, charged: Case, hanging: Item, name: str
) -> None:
    status, words = page(client, office.head, name, charged)
    assert status == 200
    assert SOURCE not in words


@pytest.mark.parametrize("name", ["case-proof-memo", "case-brief"])
def test_no_document_names_what_a_proof_hangs_on_not_even_the_leads(
    client: Client, office: Office, charged: Case, hanging: Item, name: str
) -> None:
    status, words = page(client, office.prosecutor, name, charged)
    assert status == 200
    assert SOURCE not in words
    assert "Hangs on a single source" not in words


@pytest.mark.parametrize("who", ["liaison", "registrar", "ombudsman", "administrator"])
@pytest.mark.parametrize("name", ["case-proof", "proof-drafts", "case-arguments", "proof-steps"])
def test_who_does_not_see_proof_finds_no_page_of_it(
    client: Client, office: Office, charged: Case, who: str, name: str
) -> None:
    if who == "liaison":
        cases.assign(actor=office.head, case=charged, user=office.liaison)
    assert page(client, getattr(office, who), name, charged)[0] == 404
