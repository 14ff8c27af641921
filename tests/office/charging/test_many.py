"""The pages of a case with many people, and of a case asked about under another country's law."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.law.alerts import AlertKind
from amends.law.dual import side
from amends.office.cases.models import Case
from amends.office.charging import decision_services, recharge_services, services
from amends.office.charging.counts import name_of
from amends.office.charging.models import Decision
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Count, CountParty, Party
from amends.office.printing.composing import Paper, composed
from amends.office.printing.documents import Table, Words
from amends.office.printing.selectors import case_on_paper
from amends.office.timeline import services as timeline
from tests.office.charging.conftest import Finds, States
from tests.office.conftest import Office

TRAFFICKING = "ph-ra9208.s4a"


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


@pytest.fixture
def page(case: Case) -> str:
    """Return the address of the charging page."""
    return reverse("case-charging", args=[case.reference])


def shown(reader: Client, address: str) -> str:
    """Return what a page says."""
    answer = reader.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def add_victims(office: Office, case: Case, number: int) -> list[Party]:
    """Add victims to the case."""
    return [
        parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
        for _ in range(number)
    ]


def counts_listed(words: str) -> set[str]:
    """Return the addresses of the counts that a page leads to."""
    return set(re.findall(r'href="([^"]*/charging/count/[^"]*)"', words))


def test_counts_that_differ_in_the_victim_only_are_one_line(
    reader: Client, office: Office, case: Case, states: States, page: str, victim: Party
) -> None:
    states(victims=[victim, *add_victims(office, case, 8)])
    words = shown(reader, page)
    assert "9 victims" in words
    together = [at for at in counts_listed(words) if at.endswith("?together=yes")]
    assert len(together) == 2  # one for each offence, and one for each victim beside it
    assert len(counts_listed(words)) == 2 + 2 * 9
    ticked = shown(reader, next(at for at in together if TRAFFICKING in at))
    assert ticked.count("checked") == 2 * 8  # to charge with it, or to leave with it


def test_a_line_is_charged_and_undone_in_one_go(
    reader: Client,
    office: Office,
    case: Case,
    states: States,
    page: str,
    finds: Finds,
    victim: Party,
) -> None:
    states(victims=[victim, *add_victims(office, case, 2)])
    found = finds(timezone.localdate())
    names = [name for name, count in found.named.items() if count.key == TRAFFICKING]
    address = reverse("charging-count", args=[case.reference, names[0]])
    given = {"form": "charge", "citation": "s. 4(a)", "offence": "Trafficking"}
    reader.post(address, {**given, "together": names[1:]})
    assert CountParty._base_manager.count() == 4
    undo = re.search(r'action="([^"]*/decisions/\d+/undo/)"', shown(reader, page))
    assert undo is not None
    reader.post(undo[1])
    assert not Decision._base_manager.filter(undone_at=None).exists()
    assert Count._base_manager.get().removed_at is not None


def test_a_line_is_left_in_one_go(
    reader: Client, office: Office, case: Case, states: States, finds: Finds, victim: Party
) -> None:
    states(victims=[victim, *add_victims(office, case, 2)])
    found = finds(timezone.localdate())
    names = [name for name, count in found.named.items() if count.key == TRAFFICKING]
    address = reverse("charging-count", args=[case.reference, names[0]])
    reader.post(address, {"form": "leave", "why": "Tried abroad.", "also": names[1:]})
    assert Decision._base_manager.filter(reasons="Tried abroad.", charged=False).count() == 3


def test_the_page_asks_as_few_questions_of_many_people_and_decisions(
    reader: Client,
    office: Office,
    case: Case,
    states: States,
    page: str,
    finds: Finds,
    victim: Party,
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            shown(reader, page)
        return len(queries)

    def charge_one() -> None:
        count = next(c for c in finds().undecided if c.key == TRAFFICKING)
        decision_services.charge_count(
            actor=office.prosecutor, case=case, counts=[count], citation="s. 4(a)", offence="T"
        )

    states(victims=[victim, *add_victims(office, case, 2)])
    charge_one()
    shown(reader, page)
    few = asked()
    states(begun="2025-10-01", victims=add_victims(office, case, 6))
    charge_one()
    charge_one()
    assert asked() == few


def test_asking_about_another_law_changes_nothing_but_the_counts(
    reader: Client, office: Office, case: Case, states: States, page: str, finds: Finds
) -> None:
    states()
    count = next(c for c in finds().undecided if c.key == TRAFFICKING)
    decision_services.charge_count(
        actor=office.prosecutor, case=case, counts=[count], citation="s. 4(a)", offence="T"
    )
    recharge_services.note_seen(actor=office.prosecutor, case=case, today=timezone.localdate())
    words = shown(reader, f"{page}?country=TH&state=all")
    assert "Nothing changed since" in words
    assert "nothing that is stated supports it" not in words
    assert all("th-" in at and at.endswith("?country=TH") for at in counts_listed(words))
    for address in counts_listed(words):
        assert "The case is not charged under this law" in shown(reader, address)


def test_what_the_case_is_not_charged_under_is_not_decided(
    reader: Client, case: Case, states: States, page: str
) -> None:
    states()
    (address, *_) = counts_listed(shown(reader, f"{page}?country=TH&state=all"))
    for given in ({"form": "charge", "citation": "s. 6", "offence": "T"}, {"form": "leave"}):
        assert reader.post(address, {**given, "why": "No."}).status_code == 200
    assert not Decision._base_manager.exists()


def test_an_alert_names_people_as_they_are_called_and_leads_to_stating(
    reader: Client,
    office: Office,
    case: Case,
    states: States,
    page: str,
    finds: Finds,
    suspect: Party,
) -> None:
    states()
    parties.add_role(actor=office.prosecutor, party=suspect, role="RO1")
    assert f"{reverse('conduct-add', args=[case.reference])}?by={suspect.pk}" in shown(reader, page)


def test_the_page_and_not_the_sheet_says_against_whom_nothing_supports_a_count(
    reader: Client, office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    count = next(c for c in finds(timezone.localdate()).undecided if c.key == TRAFFICKING)
    added = decision_services.charge_count(
        actor=office.prosecutor, case=case, counts=[count], citation="s. 4(a)", offence="T"
    )
    sheet = reverse("case-charge-sheet", args=[case.reference])
    page = reverse("case-charging", args=[case.reference])
    assert "nothing that is stated supports it" not in shown(reader, page)
    driver = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Drove for money.",
    )
    CountParty._base_manager.create(case=case, count=added, party=driver)
    assert "against <bdi>Driver</bdi>: nothing that is stated supports it" in shown(reader, page)
    assert "nothing that is stated supports it" not in shown(reader, sheet).lower()
    states(by=driver, mode="accomplice")
    assert "nothing that is stated supports it" not in shown(reader, page)
    assert "\u2068Driver\u2069 (Accomplice)" in shown(reader, sheet)


def test_the_count_of_an_address_stays_the_same_count(finds: Finds, states: States) -> None:
    states()
    found = finds()
    assert {name_of(count): count for count in found.charging.counts} == found.named


def test_the_sheet_lays_out_the_elements_of_all_that_stands_in_a_count(
    reader: Client, office: Office, case: Case, states: States, finds: Finds
) -> None:
    adult = parties.add_party(actor=office.prosecutor, case=case, capacity="victim", born="1980")
    child = parties.add_party(actor=office.prosecutor, case=case, capacity="victim", born="2015")
    driver = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Drove for money.",
    )
    states(victims=[adult, child])
    states(by=driver, victims=[adult], acts=["transportation"], means=["deception"])
    counts = [c for c in finds(timezone.localdate()).undecided if c.key == TRAFFICKING]
    decision_services.charge_count(
        actor=office.prosecutor, case=case, counts=counts, citation="s. 4(a)", offence="T"
    )
    paper = case_on_paper(actor=office.prosecutor, case=case, today=timezone.localdate())
    document = composed(Paper.CHARGE_SHEET, paper, made_by="", made_for="")
    parts = [part for section in document.sections for part in section.parts]
    alleged = [
        {row[0]: row[1] for row in part.rows}
        for part in parts
        if isinstance(part, Table) and part.head[0] == "Element"
    ]
    said = [part.paragraphs for part in parts if isinstance(part, Words)]
    assert [("Means" in rows) for rows in alleged] == [True, False, True]
    assert "Deception" in alleged[2]["Means"]
    assert "Transportation" in alleged[2]["Act"]
    assert any("Driver" in words[0] for words in said)


def test_people_stand_ten_on_a_page_and_every_count_on_one(
    reader: Client, office: Office, case: Case, states: States, page: str, victim: Party
) -> None:
    for number in range(12):
        by = parties.add_party(
            actor=office.prosecutor,
            case=case,
            capacity="suspect",
            designation=f"Person {number}",
            screen_finding="no_sign",
            screen_reasons="None.",
        )
        states(by=by)
    first, second = (shown(reader, f"{page}?page={number}") for number in (1, 2))
    assert "12 people" in first
    listed = [counts_listed(words) for words in (first, second)]
    assert [len(set(addresses)) for addresses in listed] == [20, 4]
    assert len(set(counts_listed(shown(reader, f"{page}?by=D12")))) == 2
    assert counts_listed(shown(reader, f"{page}?page=nonsense")) == listed[0]


def test_a_child_is_not_overlooked_where_nothing_supports_what_was_charged(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party, victim: Party
) -> None:
    """A count entered by hand under a lesser article, which the facts do not answer to."""
    parties.edit_party(actor=office.prosecutor, party=victim, age=13)
    states()
    counts.add_count(
        actor=office.prosecutor,
        case=case,
        citation="RA 9208 s. 5",
        offence="Promoting trafficking",
        defendants=[suspect],
        victims=[victim],
        law="ph-ra9208.s5",
    )
    found = finds(timezone.localdate())
    assert found.chosen() == ()
    assert any(one.key == TRAFFICKING and one.is_available for one in found.charging.counts)
    raised = [one for one in found.alerts() if one.kind is AlertKind.CHILD_UNDERCHARGED]
    assert {one.about for one in raised} == {suspect.key}
    assert any("than RA 9208 s. 4(a)" in str(one.said) for one in raised)


def test_conduct_that_lies_ahead_is_refused(states: States) -> None:
    ahead = timezone.localdate() + timedelta(days=2)
    with pytest.raises(ValidationError) as refused:
        states(begun=ahead.isoformat(), ended="")
    assert set(refused.value.message_dict) == {"begun"}


def test_a_count_whose_conduct_was_corrected_needs_a_look(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party
) -> None:
    conduct = states()
    count = next(c for c in finds(timezone.localdate()).undecided if c.key == TRAFFICKING)
    decision_services.charge_count(
        actor=office.prosecutor, case=case, counts=[count], citation="s. 4(a)", offence="T"
    )
    assert finds(timezone.localdate()).unsupported() == ()
    services.edit_conduct(
        actor=office.prosecutor,
        conduct=conduct,
        version=conduct.version,
        begun="2010-01-01",
        ended="2010-02-01",
    )
    ((_count, party),) = finds(timezone.localdate()).unsupported()
    assert party == suspect


def test_a_helper_answers_for_a_principal_who_was_charged_on_another_day(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party
) -> None:
    """The principal is indicted; the driver is found later, and only promoted it."""
    states()
    timeline.record_event(
        actor=office.prosecutor, case=case, code="INDICTED", on="2026-02-01", parties=[suspect]
    )
    driver = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Drove for money.",
    )
    states(by=driver, mode="accomplice", acts=["promoting"], means=[], ends=[])
    found = finds(timezone.localdate())
    assert found.on[suspect.key] != found.on[driver.key]
    helped = {one.key for one in found.charging.counts if one.by == driver.key and one.is_available}
    assert TRAFFICKING in helped
    counterparts = found.dual(side("PH"), side("US"))
    assert {one.here.by for one in counterparts} == {suspect.key, driver.key}
