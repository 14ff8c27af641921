"""Dual criminality of a case: who sees it, what it says, and that reading it is logged."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amends.law.bars import BarKind
from amends.law.cooperation import shipped_tools
from amends.law.dual import Dual, side
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.charging.dual_rows import counterpart_rows
from amends.office.log.models import LogEntry
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from tests.office.charging.conftest import TODAY, Finds, States
from tests.office.conftest import Office

READ: dict[str, Any] = {
    "acts": ["recruitment", "transportation", "harbouring"],
    "means": ["force", "deception"],
    "ends": ["slavery", "forced_labour", "prostitution_of_others"],
    "places": ["GB", "PH"],
    "moved": "across_border",
}


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


def at(case: Case, **asked: str) -> str:
    """Return the address of the page."""
    words = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('case-dual', args=[case.reference])}?{words}"


def shown(reader: Client, address: str) -> str:
    """Return what a page says."""
    answer = reader.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("role", ["liaison", "registrar", "ombudsman", "rapporteur", "stranger"])
def test_who_does_not_work_on_the_charge_sees_nothing_of_it(
    client: Client, office: Office, case: Case, states: States, role: str
) -> None:
    states()
    cases.assign(actor=office.head, case=case, user=office.liaison)
    client.force_login(getattr(office, role))
    assert client.get(at(case, there="TH")).status_code == 404


def test_reading_is_logged(reader: Client, case: Case, states: States) -> None:
    states()
    before = LogEntry.objects.count()
    shown(reader, at(case, there="TH"))
    entry = LogEntry.objects.latest("sequence")
    assert LogEntry.objects.count() == before + 1
    assert "conduct" in entry.data


def test_the_charging_page_leads_to_it(reader: Client, case: Case) -> None:
    page = shown(reader, reverse("case-charging", args=[case.reference]))
    assert f'href="{reverse("case-dual", args=[case.reference])}"' in page


def test_without_conduct_it_says_what_to_do_first(reader: Client, case: Case) -> None:
    page = shown(reader, at(case))
    assert "No conduct is stated yet" in page
    assert "<select" not in page.split("<main", 1)[1]


def test_before_anything_is_chosen_it_says_how_to_ask(
    reader: Client, case: Case, states: States
) -> None:
    states()
    page = shown(reader, at(case))
    assert "What is asked here" in page
    assert "Tools of cooperation" not in page


def test_every_element_is_held_against_the_other_law(
    reader: Client, case: Case, states: States
) -> None:
    """The Philippine law on movement and state of mind is only remembered: it stays open."""
    states()
    page = shown(reader, at(case, there="th-atpa-2008"))
    for words in (
        "RA 9208 s. 4(a)",
        "ATPA ss. 4, 6",
        "From memory it would be a crime in both.",
        "Only remembered: to be read in the law.",
        "An offence of the Protocol",
        "If dual criminality is shown",
        "To be checked, and never assumed",
    ):
        assert words in page
    assert "A crime in both<" not in page


@pytest.mark.usefixtures("purposes_read")
def test_a_crime_in_both_on_law_that_was_read(
    reader: Client, case: Case, states: States, finds: Finds
) -> None:
    states(**READ)
    found = finds().dual(side("gb-msa-2015"), side("US"))
    assert Dual.YES in {one.dual for one in found}
    page = shown(reader, at(case, here="gb-msa-2015", there="US"))
    assert "A crime in both" in page
    assert "Asked only there, and alleged" in page
    assert "also answer, or may" in page


def test_every_tool_is_shown_with_its_conditions(
    reader: Client, case: Case, states: States
) -> None:
    states(**READ)
    page = shown(reader, at(case, here="gb-msa-2015", there="US"))
    for tool in shipped_tools().tools:
        assert tool.label in page
    named = set(re.findall(r'href="#condition-(\d+)"', page))
    assert {"1", "3", "4", "5"} <= named
    assert named <= set(re.findall(r'id="condition-(\d+)"', page))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"there": "XX"}, "XX is not one of the available choices"),
        ({"there": "TH", "here": "nonsense"}, "nonsense is not one of the available choices"),
        ({"there": "TH", "on": "2026-13-01"}, "Enter a valid date"),
        ({"here": "PH"}, "This field is required"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(
    reader: Client, case: Case, states: States, asked: dict[str, str], said: str
) -> None:
    states()
    page = shown(reader, at(case, **asked))
    assert said in page
    assert "Tools of cooperation" not in page


def test_no_count_here_is_said_with_what_to_do(reader: Client, case: Case, states: States) -> None:
    states()
    page = shown(reader, at(case, here="US", there="TH"))
    assert "No count lies here" in page
    assert "?state=all" in page


def test_the_day_decides_on_time_limits_here(
    office: Office, victim: Party, states: States, finds: Finds
) -> None:
    """The bar is not certain, since the Philippine time limit is only remembered."""
    parties.edit_party(actor=office.prosecutor, party=victim, age=30)
    states()
    bars = {
        day: {
            bar.kind for one in finds().dual(side("PH"), side("TH"), day) for bar in one.here.bars
        }
        for day in (TODAY, date(2150, 1, 1))
    }
    assert BarKind.LIMITATION not in bars[TODAY]
    assert BarKind.LIMITATION in bars[date(2150, 1, 1)]


def test_nobody_is_listed_before_the_screen(
    reader: Client, office: Office, case: Case, states: States, victim: Party
) -> None:
    driver = parties.add_party(
        actor=office.prosecutor, case=case, capacity="other", designation="The driver"
    )
    states(by=driver)
    page = shown(reader, at(case, there="TH"))
    assert "The non-punishment screen comes first" in page
    assert "No count lies here" in page
    assert "Tools of cooperation" not in page


def test_victims_alike_share_one_answer(
    office: Office, case: Case, states: States, victim: Party, finds: Finds
) -> None:
    other = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    states(victims=[victim, other])
    found = finds()
    counterparts = found.dual(side("PH"), side("TH"))
    rows = list(counterpart_rows(found, counterparts))
    assert len(rows) < len(counterparts)
    assert any(len(row.victims) == 2 for row in rows)
