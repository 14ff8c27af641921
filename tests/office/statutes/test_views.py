"""The pages of the law: everybody logged in may read them, on any day, in any language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amends.law.audit_rules import audit_rules
from amends.law.cells import Reading
from amends.law.library import countries, shipped, statutes, using
from amends.law.statute import Version
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
    seen = re.sub(r"[\u2066-\u2069]", "", re.sub(r"<[^>]*>", " ", text))
    return " ".join(seen.split())


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
    assert "Nepal, HTTCA s. 4(1)" in one_wrong
    both = words(page(reader, "/law/compare/?country=IN&country=NP"))
    assert "India, BNS s. 143" in both
    assert "Nepal, HTTCA s. 4(1)" in both


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


def test_an_amendment_known_to_the_year_is_shown_with_its_year_and_its_note(
    reader: Client,
) -> None:
    said = words(page(reader, "/law/changes/LT/"))
    assert "Amendment of 2016 In force from 2016 What is told of it Adds sham" in said
    assert "the law of 31 December 2015 is compared with that of 31 December 2016" in said
    assert "1 January" not in said
    assert said.index("Amendment of 2016") < said.index("Amendment of 2014")
    told = said[said.index("Amendment of 2014") :]
    assert "From a secondary source Trafficking in Persons Report, introduction" in told
    assert "What this amendment changed has not been read; only its note tells of it." in told
    assert "CC art. 307: Penalty in the base case: Longest custody 4 years" in told


def test_an_amendment_without_a_date_a_note_or_a_day_says_so(reader: Client) -> None:
    botswana = words(page(reader, "/law/changes/BW/"))
    assert "reported as Act 18 In force from Not read What is told of it Reported" in botswana
    assert "From a secondary source Report of the government news on the" in botswana
    laos = words(page(reader, "/law/changes/LA/"))
    assert "In force from November 2018 Read in ? From a secondary source" in laos
    remembered = words(page(reader, "/law/changes/PH/"))
    assert "Unverified Compiled from memory" in remembered
    assert "What this amendment changed has not been read." in laos
    assert "No amendment is known" in words(page(reader, "/law/changes/BH/"))


def test_what_can_have_begun_in_the_same_year_is_named_beside_it(reader: Client) -> None:
    law = statutes()["kh-lshtse-2008"]
    versions = tuple(
        Version(name=name, commencement=(Reading(value=when, source="memory"),))
        for name, when in {"The longer one": "2012", "The shorter one": "2012-07"}.items()
    )
    with using(shipped().with_statutes([replace(law, versions=versions)])):
        said = words(page(reader, "/law/changes/KH/"))
    assert "Not told apart from what can have begun in the same time: The shorter one" in said
    assert "In force from July 2012" in said


def test_what_is_not_read_is_said_and_no_row_loses_its_place(reader: Client) -> None:
    india = words(page(reader, "/law/changes/IN/"))
    unread = india[india.index("Not read after") :]
    assert "BNS s. 146: Movement Not needed Not read" in unread
    assert "IPC: Penalties to compare with: Rape: The victim is under 16: Least custody" in india
    text = page(reader, "/law/changes/PH/")
    rows = [words(row) for row in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', text, re.DOTALL)]
    assert len(rows) > 30
    assert len(set(rows)) == len(rows)
    assert "RA 9208: Modes of participation: Attempt: Punished Not in force yes" in words(text)


def test_two_days_are_compared(reader: Client) -> None:
    offered = page(reader, "/law/changes/LT/")
    assert 'value="2015-12-31"' in offered
    assert f'value="{timezone.localdate()}"' in offered
    said = words(page(reader, "/law/changes/LT/?since=2013-12-31&until=2014-12-31"))
    assert "From 31 December 2013 to 31 December 2014" in said
    assert "Nothing that was read on both days changed." in said
    assert "Amendment of 2014" in said
    assert "Amendment of 2016" not in said
    until_today = words(page(reader, "/law/changes/LT/?since=2013-12-31"))
    assert "CC art. 147: Purposes" in until_today
    assert "Nothing that was read" not in until_today


@pytest.mark.parametrize(
    ("asked", "said", "field"),
    [
        ("since=2024-07-01&until=2024-06-30", "1 July 2024 is not before 30 June 2024", "since"),
        ("since=2024-07-01&until=2024-07-01", "is not before", "since"),
        ("since=2999-01-01", "1 January 2999 is not before", "since"),
        ("until=2024-07-01", "Give the earlier day, too.", "since"),
        ("since=%00&until=2024-07-01", "This is no day of the calendar", "since"),
        ("since=2024-07-01&until=07/02/2024", "Write it like 2024-07-01", "until"),
        (f"since=2024-02-30&until={'9' * 5000}", "This is no day of the calendar", "until"),
    ],
)
def test_days_that_cannot_be_compared_are_refused_beside_their_field(
    reader: Client, asked: str, said: str, field: str
) -> None:
    text = page(reader, f"/law/changes/LT/?{asked}")
    error = re.search(rf'id="{field}_error">(.*?)</p>', text, re.DOTALL)
    assert error
    assert said in words(error[1])
    assert "Amendment of 2016" in text
    assert 'id="between"' not in text


def test_an_address_without_days_asks_for_nothing(reader: Client) -> None:
    text = page(reader, "/law/changes/LT/?since=&until=+")
    assert "field__errors" not in text
    assert "Amendment of 2016" in text


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
    assert "Telling of it in time lowers or lifts the punishment yes" in said


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


@pytest.mark.parametrize("country", countries())
def test_every_source_of_an_audit_is_listed_under_its_number(reader: Client, country: str) -> None:
    report = page(reader, f"/law/audit/{country}/")
    listed = re.findall(r'id="source-(\d+)"', report)
    assert listed == [str(number) for number in range(1, len(listed) + 1)]
    assert listed
    assert set(re.findall(r'href="#source-(\d+)"', report)) == set(listed)


def test_an_audit_says_what_its_answers_mean_and_of_whom_it_speaks(reader: Client) -> None:
    said = words(page(reader, "/law/audit/IN/"))
    assert "Audit of the law: India" in said
    assert "Not read, or only remembered: nothing is concluded from that." in said
    assert "Penalties to compare with: Rape: Least custody" in said
    assert "Name in BNS s. 143 as means: Abuse of a position of vulnerability." in said


def test_countries_are_named_beside_each_other_by_their_answers(reader: Client) -> None:
    both = page(reader, "/law/compare/?country=IN&country=NP&on=2025-01-01")
    assert both.count('href="/law/audit/IN/?on=2025-01-01#L') == len(audit_rules())
    assert both.count('href="/law/audit/NP/?on=2025-01-01#L') == len(audit_rules())
    assert "The law of 1 January 2025." in words(both)


def test_an_amendment_is_called_by_its_name_in_its_own_direction(office: Office) -> None:
    User.objects.filter(pk=office.prosecutor.pk).update(language="ar")
    client = Client()
    client.force_login(User.objects.get(pk=office.prosecutor.pk))
    said = page(client, "/law/changes/PH/")
    heading = re.search(r"<h2([^>]*)>\s*Expanded Anti-Trafficking in Persons Act of 2012", said)
    assert heading
    assert 'lang="en" dir="auto"' in heading[1]


def test_a_citation_that_begins_with_a_figure_keeps_its_order(reader: Client) -> None:
    assert "<dt><bdi>18 USC 1581</bdi></dt>" in page(reader, "/law/us-18usc77/")
