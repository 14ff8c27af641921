"""Undoing a charge restores what stood before, unless something else holds it, and says which."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.cases.models import Case
from amends.office.charging import decision_services
from amends.office.charging.decision_services import Undone
from amends.office.charging.models import Decision
from amends.office.parties import count_services
from amends.office.parties import services as parties
from amends.office.parties.models import Count, Party
from amends.office.timeline import services as timeline
from tests.office.charging.conftest import Finds, States
from tests.office.charging.test_deciding import charge, trafficking
from tests.office.conftest import Office


@pytest.fixture
def charged(office: Office, case: Case, states: States, finds: Finds) -> Count:
    """Return the count of trafficking against the suspect."""
    states()
    return charge(office, case, *trafficking(finds()))


def undo(office: Office) -> Undone:
    """Undo the latest decision that stands."""
    decision = Decision._base_manager.filter(undone_at=None).latest("id")
    return decision_services.undo_decision(actor=office.prosecutor, decision=decision)


def capacity_of(party: Party) -> str:
    """Return what a party is now."""
    return Party._base_manager.get(pk=party.pk).capacity


def record(office: Office, case: Case, code: str, party: Party, on: str = "") -> None:
    """Record a step in court, today unless told."""
    timeline.record_event(
        actor=office.prosecutor,
        case=case,
        code=code,
        on=on or timezone.localdate().isoformat(),
        parties=[party],
        set_next_step=False,
    )


def test_whom_only_this_count_charged_is_a_suspect_again(
    office: Office, charged: Count, suspect: Party
) -> None:
    assert capacity_of(suspect) == "defendant"
    said = undo(office).said()
    assert capacity_of(suspect) == "suspect"
    assert said == [f"\u2068{suspect.designation}\u2069 is a suspect again."]
    assert Party._base_manager.get(pk=suspect.pk).stage == ""


def test_another_count_holds_whom_it_charges_and_is_named(
    office: Office, case: Case, charged: Count, suspect: Party
) -> None:
    second = count_services.add_count(
        actor=office.prosecutor, case=case, citation="s. 6", offence="x", defendants=[suspect]
    )
    (said,) = undo(office).said()
    assert capacity_of(suspect) == "defendant"
    assert "count 2. s. 6" in said
    count_services.remove_count(actor=office.prosecutor, count=second)
    assert capacity_of(suspect) == "suspect"


def test_an_indictment_holds_and_is_named(
    office: Office, case: Case, charged: Count, suspect: Party
) -> None:
    record(office, case, "INDICTED", suspect)
    (said,) = undo(office).said()
    assert capacity_of(suspect) == "defendant"
    assert "Indict" in said


def test_who_was_made_a_defendant_by_hand_stays_one(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party
) -> None:
    parties.change_capacity(actor=office.prosecutor, party=suspect, capacity="defendant")
    states()
    charge(office, case, *trafficking(finds()))
    (said,) = undo(office).said()
    assert "apart from this count" in said
    assert capacity_of(suspect) == "defendant"


def test_brought_back_it_charges_again(office: Office, charged: Count, suspect: Party) -> None:
    count_services.remove_count(actor=office.prosecutor, count=charged)
    assert capacity_of(suspect) == "suspect"
    count_services.restore_count(actor=office.prosecutor, count=charged)
    assert capacity_of(suspect) == "defendant"
    count_services.remove_count(actor=office.prosecutor, count=charged)
    assert capacity_of(suspect) == "suspect"


def test_whom_a_screen_found_a_victim_is_not_charged_again_by_bringing_it_back(
    office: Office, charged: Count, suspect: Party
) -> None:
    count_services.remove_count(actor=office.prosecutor, count=charged)
    parties.screen_party(
        actor=office.prosecutor, party=suspect, finding="victim", reasons="Was sold herself."
    )
    with pytest.raises(ValidationError):
        count_services.restore_count(actor=office.prosecutor, count=charged)
    assert capacity_of(suspect) == "suspect"


def test_a_count_with_a_verdict_stays_and_the_verdict_is_named(
    office: Office, charged: Count, suspect: Party
) -> None:
    count_services.record_disposition(
        actor=office.prosecutor,
        count=charged,
        defendant=suspect,
        version=1,
        verdict="convicted",
        disposition="",
        status="reported",
    )
    with pytest.raises(ValidationError, match="Convicted"):
        undo(office)
    with pytest.raises(ValidationError, match="Convicted"):
        count_services.remove_count(actor=office.prosecutor, count=charged)
    assert Count._base_manager.get(pk=charged.pk).removed_at is None
    assert Decision._base_manager.filter(undone_at=None).exists()


@pytest.mark.parametrize("code", ["TRIAL_OPENED", "ARRAIGNED", "SUBMITTED"])
def test_a_count_that_was_followed_in_court_stays_and_the_event_is_named(
    office: Office, case: Case, charged: Count, suspect: Party, code: str
) -> None:
    record(office, case, code, suspect)
    with pytest.raises(ValidationError, match="was followed by"):
        undo(office)
    assert capacity_of(suspect) == "defendant"


def test_what_came_before_the_count_was_added_keeps_nobody_from_mending_it(
    office: Office, case: Case, charged: Count, suspect: Party
) -> None:
    record(office, case, "TRIAL_OPENED", suspect, on="2024-01-10")
    (said,) = undo(office).said()
    assert "10 January 2024" in said
    assert capacity_of(suspect) == "defendant"


def test_what_happened_to_another_holds_nobody(
    office: Office, case: Case, charged: Count, suspect: Party
) -> None:
    other = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Other",
        screen_finding="no_sign",
        screen_reasons="None.",
    )
    record(office, case, "TRIAL_OPENED", other)
    undo(office)
    assert capacity_of(suspect) == "suspect"


def test_the_page_says_who_stays_a_defendant_and_why_a_count_stays(
    client: Client, office: Office, case: Case, charged: Count, suspect: Party
) -> None:
    client.force_login(office.prosecutor)
    record(office, case, "INDICTED", suspect)
    decision = Decision._base_manager.get()
    address = reverse("decision-undo", args=[case.reference, decision.pk])
    assert "stays a defendant" in client.post(address, follow=True).content.decode()
    record(office, case, "TRIAL_OPENED", suspect)
    count_services.restore_count(actor=office.prosecutor, count=charged)
    refused = client.post(reverse("count-remove", args=[case.reference, charged.number]))
    assert "was followed by" in refused.content.decode()
