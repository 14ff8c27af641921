"""The pages of the law: everybody logged in may read them, on any day, in any language."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from amends.law.library import countries, statutes
from amends.office.accounts.models import User
from tests.office.conftest import Office

LARGEST = 100_000
OFFENCES = [(key, offence.key) for key, law in statutes().items() for offence in law.offences]


@pytest.fixture
def reader(office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client = Client()
    client.force_login(office.prosecutor)
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    """Return a page of that status."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def words(text: str) -> str:
    """Return what a person reads of a page."""
    return " ".join(re.sub(r"<[^>]*>|[\u2066-\u2069]", " ", text).split())


@pytest.mark.parametrize("key", statutes())
def test_a_statute_is_shown(reader: Client, key: str) -> None:
    said = page(reader, f"/law/{key}/")
    assert statutes()[key].short in said
    assert len(said) < LARGEST


def test_every_offence_is_shown_with_its_sources(reader: Client) -> None:
    for key, offence in OFFENCES:
        said = page(reader, f"/law/{key}/{offence}/?on=2016-01-01")
        assert "Read in" in said
        assert len(said) < LARGEST


@pytest.mark.parametrize("country", countries())
def test_an_audit_has_every_question_and_no_score(reader: Client, country: str) -> None:
    said = words(page(reader, f"/law/audit/{country}/"))
    assert all(f"L{number:02}" in said for number in range(1, 24))
    assert len(said) < LARGEST
    page(reader, f"/law/changes/{country}/")


def test_what_is_remembered_and_what_is_in_conflict_is_marked(reader: Client) -> None:
    assert "Unverified" in page(reader, "/law/lt-cc-2000/a147/")
    nepal = words(page(reader, "/law/np-httca-2007/s4_1/"))
    assert "In conflict" in nepal
    assert "Trafficking in Persons Report 2020" in nepal
    assert "Trafficking in Persons Report 2021" in nepal
    assert "From memory it would be" in words(page(reader, "/law/audit/LT/"))


def test_the_day_in_the_address_decides(reader: Client) -> None:
    assert "Bharatiya" in page(reader, "/law/audit/IN/")
    assert "Indian Penal Code" in page(reader, "/law/audit/IN/?on=2020-01-01")
    assert "not in force" in page(reader, "/law/in-bns-2023/?on=2020-01-01")
    assert "No law was in force" in page(reader, "/law/audit/US/?on=1990-01-01")
    wrong = page(reader, "/law/audit/IN/?on=2024-02-30")
    assert "field__errors" in wrong


def test_countries_stand_side_by_side(reader: Client) -> None:
    assert "Tick two countries" in page(reader, "/law/compare/")
    one_wrong = words(page(reader, "/law/compare/?country=IN&country=NP&country=ZZ"))
    assert "ZZ is not one of the available choices" in one_wrong
    assert "NP, HTTCA s. 4(1)" in one_wrong
    both = words(page(reader, "/law/compare/?country=IN&country=NP"))
    assert "IN, BNS s. 143" in both
    assert "NP, HTTCA s. 4(1)" in both


def test_a_comparison_marks_what_comes_from_a_report(reader: Client) -> None:
    """RA 9208 was read in reports about it, and no page lets that pass for the law itself."""
    assert "From a secondary source" in page(reader, "/law/compare/?country=PH")


def test_an_answer_of_the_audit_shows_the_cells_it_rests_on(reader: Client) -> None:
    said = words(page(reader, "/law/audit/IN/"))
    assert (
        "A means has to be proved for a child, too. When a means must be proved: For every" in said
    )


def test_the_law_that_took_the_place_of_another_is_among_the_changes(reader: Client) -> None:
    said = words(page(reader, "/law/changes/IN/"))
    assert "BNS s. 143 took the place of IPC s. 370" in said
    assert "BNS s. 144: Penalty in the base case: Longest custody" in said


def test_what_is_not_held_is_not_found(reader: Client) -> None:
    for address in ("/law/xx/", "/law/in-bns-2023/s999/", "/law/audit/ZZ/", "/law/changes/ZZ/"):
        page(reader, address, 404)


def test_every_role_may_read_the_law_and_nobody_outside(office: Office) -> None:
    for user in User.objects.filter(is_active=True):
        client = Client()
        client.force_login(user)
        assert "/law/" in page(client, "/law/")
    assert Client().get("/law/").status_code == 302


def test_the_pages_ask_the_database_for_nothing_but_the_reader(reader: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(reader, "/law/")
    with CaptureQueriesContext(connection) as other:
        page(reader, "/law/audit/US/")
    assert len(one) == len(other)
    assert not [q for q in one.captured_queries if "cases_" in q["sql"]]


@pytest.mark.parametrize("address", ["/law/", "/law/audit/NP/", "/law/us-18usc77/s1591a1/"])
def test_the_pages_are_arabic_for_an_arabic_reader(office: Office, address: str) -> None:
    User.objects.filter(pk=office.prosecutor.pk).update(language="ar")
    client = Client()
    client.force_login(User.objects.get(pk=office.prosecutor.pk))
    said = page(client, address)
    assert 'dir="rtl"' in said
    assert "القانون" in said


def test_a_law_shows_its_shares_limits_rules_of_evidence_and_standards(reader: Client) -> None:
    said = words(page(reader, "/law/th-atpa-2008/?on=2013-01-01"))
    assert "Modes of participation: Preparation" in said
    assert "Share of its penalty 1/3" in said
    assert "Modes of participation: Legal person: Penalty if: The defendant manages" in said
    assert "Custody before judgment: Until the charge" in said
    assert "Testimony may be taken early" in said
    assert "What has to be shown" in said
    assert "Initial suspicion" in said
    assert "Whoever reports truthfully before the offence" in said


def test_who_else_counts_as_a_child_and_how_long_custody_lasts_stand_as_cells(
    reader: Client,
) -> None:
    said = words(page(reader, "/law/ph-ra9208/s4a/"))
    assert "Also treated as a child Anybody of age who cannot fully protect themself" in said
    assert "Least custody 20 years" in said
    assert "240" not in said
    died = words(page(reader, "/law/th-atpa-2008/s6/?on=2016-01-01"))
    assert "Death yes" in died


def test_shares_and_death_are_compared_side_by_side(reader: Client) -> None:
    said = words(page(reader, "/law/compare/?country=TH&country=LT"))
    assert "Preparation: Share of its penalty" in said
    assert "1/3" in said
    assert "Death" in said
