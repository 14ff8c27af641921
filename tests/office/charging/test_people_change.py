"""People change after conduct was stated: nothing of it breaks, and nobody is charged wrongly."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from amends.office.cases.models import Case
from amends.office.charging import recharge_services, services
from amends.office.charging.models import Conduct, ConductVictim
from amends.office.charging.stating import Obstacle, why_not_charged
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from tests.office.charging.conftest import TODAY, Finds, States
from tests.office.conftest import Office


@pytest.fixture
def second(office: Office, case: Case) -> Party:
    """Return a second victim of the case."""
    return parties.add_party(actor=office.prosecutor, case=case, capacity="victim")


def take_out(office: Office, party: Party) -> None:
    """Take a party out of view."""
    parties.remove_party(actor=office.prosecutor, party=party)


def make_a_witness(office: Office, party: Party) -> None:
    """Make a party a witness."""
    parties.change_capacity(actor=office.prosecutor, party=party, capacity="witness")


LEAVES = pytest.mark.parametrize("leaves", [take_out, make_a_witness])


@LEAVES
def test_a_victim_who_is_none_any_more_leaves_the_counts(
    office: Office, states: States, finds: Finds, victim: Party, second: Party, leaves: Any
) -> None:
    states(victims=[victim, second])
    leaves(office, second)
    assert {count.victim for count in finds().charging.counts} == {victim.key}


@LEAVES
def test_conduct_to_nobody_in_view_is_kept_and_said(
    office: Office,
    case: Case,
    client: Client,
    states: States,
    finds: Finds,
    victim: Party,
    leaves: Any,
) -> None:
    states()
    recharge_services.note_seen(actor=office.prosecutor, case=case, today=TODAY)
    leaves(office, victim)
    (row,) = finds().conduct
    assert why_not_charged(row) is Obstacle.TO_NOBODY
    assert recharge_services.recharge_cases(today=TODAY).changed == (case.reference,)
    client.force_login(office.prosecutor)
    page = client.get(reverse("case-charging", args=[case.reference])).content.decode()
    assert "No victim left in view: not charged" in page


def test_who_acted_and_turns_out_to_be_a_victim_is_not_charged(
    office: Office, case: Case, states: States, finds: Finds, victim: Party
) -> None:
    guard = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="witness",
        designation="BBB",
        screen_finding="no_sign",
        screen_reasons="Kept the door.",
    )
    states(by=guard)
    assert finds().charging.counts
    parties.change_capacity(actor=office.prosecutor, party=guard, capacity="victim")
    (row,) = finds().conduct
    assert why_not_charged(row) is Obstacle.BY_A_VICTIM
    assert finds().charging.counts == ()


def test_a_victim_who_comes_back_is_in_the_conduct_again(
    office: Office, states: States, finds: Finds, victim: Party, second: Party
) -> None:
    row = states(victims=[victim, second])
    take_out(office, second)
    services.edit_conduct(actor=office.prosecutor, conduct=row, version=1, victims=[victim])
    parties.remove_party(actor=office.prosecutor, party=second, removed=False)
    assert {count.victim for count in finds().charging.counts} == {victim.key, second.key}


def test_nothing_is_drafted_before_there_is_a_victim(
    office: Office, case: Case, suspect: Party, finds: Finds
) -> None:
    parties.add_role(actor=office.prosecutor, party=suspect, role="RO1")
    with pytest.raises(ValidationError) as refused:
        services.draft_conduct(actor=office.prosecutor, case=case, edges=finds().unstated)
    assert "victims" in refused.value.message_dict
    assert not Conduct._base_manager.exists()


def test_two_people_who_draft_at_once_draft_once(
    office: Office, case: Case, suspect: Party, victim: Party, finds: Finds
) -> None:
    parties.add_role(actor=office.prosecutor, party=suspect, role="RO1")
    as_both_saw_it = finds().unstated
    for actor in (office.prosecutor, office.head):
        services.draft_conduct(actor=actor, case=case, edges=as_both_saw_it)
    assert Conduct._base_manager.count() == 1
    assert ConductVictim._base_manager.count() == 1
