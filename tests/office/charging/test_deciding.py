"""Deciding: by two people at once, on each version, period and conduct, and for many victims."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from amends.law.counts import ChargeableCount
from amends.office.cases.models import Case
from amends.office.charging import decision_services
from amends.office.charging.counts import CaseCharging, identity
from amends.office.charging.models import Decision
from amends.office.charging.together import Together
from amends.office.parties import count_services
from amends.office.parties import services as parties
from amends.office.parties.models import Count, Party
from tests.office.charging.conftest import Finds, States
from tests.office.conftest import Office

TRAFFICKING, OFFERED = "ph-ra9208.s4a", "ph-ra9208.s4e"
PHRASED: dict[str, Any] = {"citation": "RA 9208 s.4(a)", "offence": "Trafficking in persons"}


def trafficking(found: CaseCharging) -> list[ChargeableCount]:
    """Return the counts of trafficking that can be considered, the earliest first."""
    counts = [count for count in found.charging.available() if count.key == TRAFFICKING]
    return sorted(counts, key=lambda count: count.since)


def charge(office: Office, case: Case, *counts: ChargeableCount, **more: Any) -> Count:
    """Charge counts as one."""
    return decision_services.charge_count(
        actor=office.prosecutor, case=case, counts=counts, **PHRASED, **more
    )


def leave(office: Office, case: Case, *counts: ChargeableCount) -> list[Decision]:
    """Decide that counts are not charged."""
    return decision_services.leave_counts(
        actor=office.head, case=case, counts=counts, reasons="Tried abroad for it."
    )


def test_one_charges_what_another_just_left(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    (as_both_saw_it,) = trafficking(finds())
    leave(office, case, as_both_saw_it)
    with pytest.raises(ValidationError):
        charge(office, case, as_both_saw_it)
    assert not Count._base_manager.exists()


def test_one_leaves_what_another_just_charged(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    (as_both_saw_it,) = trafficking(finds())
    charge(office, case, as_both_saw_it)
    with pytest.raises(ValidationError, match="count 1"):
        leave(office, case, as_both_saw_it)
    assert Decision._base_manager.count() == 1


def test_what_was_charged_by_hand_and_tied_is_not_charged_again(
    office: Office, case: Case, states: States, finds: Finds, defendant: Party
) -> None:
    states()
    count = Count._base_manager.get()
    count_services.tie_count(actor=office.prosecutor, count=count, version=1, law=TRAFFICKING)
    (lies,) = trafficking(finds())
    with pytest.raises(ValidationError, match="count 1"):
        charge(office, case, lies)


def test_two_people_who_undo_at_once_undo_once(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    (decision,) = leave(office, case, *trafficking(finds()))
    as_the_other_saw_it = Decision._base_manager.get(pk=decision.pk)
    decision_services.undo_decision(actor=office.prosecutor, decision=decision)
    with pytest.raises(ValidationError):
        decision_services.undo_decision(actor=office.head, decision=as_the_other_saw_it)


def test_somebody_taken_out_of_view_meanwhile_is_not_charged(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party
) -> None:
    states()
    (as_shown,) = trafficking(finds())
    parties.remove_party(actor=office.prosecutor, party=suspect)
    with pytest.raises(ValidationError, match="people of the case changed"):
        charge(office, case, as_shown)


def test_what_does_not_lie_is_not_left_either(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states(mental="")
    lacking = next(c for c in finds().charging.counts if c.key == TRAFFICKING)
    with pytest.raises(ValidationError) as refused:
        leave(office, case, lacking)
    assert "together" in refused.value.message_dict


def test_a_witness_is_named_where_only_an_accused_can_be_charged(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    neighbour = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="witness",
        designation="Neighbour",
        screen_finding="no_sign",
        screen_reasons="Lives next door.",
    )
    states(by=neighbour)
    with pytest.raises(ValidationError, match="Neighbour"):
        charge(office, case, *trafficking(finds()))


def test_each_version_of_the_law_is_charged_by_itself(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states(begun="2012-01-01", ended="2014-05-01")
    on = date(2015, 1, 1)
    before, after = trafficking(finds(on))
    charge(office, case, before)
    assert identity(after) in map(identity, finds(on).undecided)
    assert charge(office, case, after).number == 2


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_same_offence_in_another_period_is_another_count(
    office: Office,
    case: Case,
    states: States,
    finds: Finds,
    suspect: Party,
    victim: Party,
    by_hand: bool,
) -> None:
    states(begun="2005-01-01", ended="2005-02-01")
    states(begun="2008-01-01", ended="2008-02-01")
    on = date(2009, 1, 1)
    early, late = trafficking(finds(on))
    if by_hand:
        count_services.add_count(
            actor=office.prosecutor,
            case=case,
            law=TRAFFICKING,
            defendants=[suspect],
            victims=[victim],
            conduct_from="2005",
            **PHRASED,
        )
    else:
        charge(office, case, early)
    assert trafficking(finds(on)) == [early, late]
    assert finds(on).charged_as(early)
    assert not finds(on).charged_as(late)


def test_what_two_conducts_of_one_day_support_is_decided_once(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    states(acts=["recruitment"], means=["force"])
    one, twin = trafficking(finds())
    assert Together(finds(), one).victims() == []
    charge(office, case, one, twin)
    assert Decision._base_manager.count() == 1
    assert not [count for count in finds().undecided if count.key == TRAFFICKING]


def test_a_count_tied_anew_leaves_what_it_was_decided_on_open(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    added = charge(office, case, *trafficking(finds()))
    count_services.tie_count(actor=office.prosecutor, count=added, version=1, law=OFFERED)
    (again,) = trafficking(finds())
    assert finds().decision_on(again) is None
    assert identity(again) in map(identity, finds().undecided)
    assert charge(office, case, again).number == 2


def test_many_victims_are_left_in_one_go(
    office: Office, case: Case, states: States, finds: Finds, victim: Party
) -> None:
    victims = [parties.add_party(actor=office.head, case=case, capacity="victim") for _ in range(3)]
    states(victims=[victim, *victims])
    one = trafficking(finds())[0]
    together = Together(finds(), one)
    assert len(together.alike()) == 3
    leave(office, case, *together.taken(together.alike()))
    assert not [count for count in finds().undecided if count.key == TRAFFICKING]


def test_others_are_charged_as_far_as_the_victims_ticked_are_concerned(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party, victim: Party
) -> None:
    second = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    driver = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Drove for money.",
    )
    states(victims=[victim, second])
    states(by=driver, victims=[victim, second])
    one = next(c for c in trafficking(finds()) if (c.by, c.victim) == (suspect.key, victim.key))
    together = Together(finds(), one)
    assert together.people() == [(driver.key, "Driver")]
    taken = {(count.by, count.victim) for count in together.taken([], [driver.key])}
    assert taken == {(suspect.key, victim.key), (driver.key, victim.key)}
    charge(office, case, *together.taken(together.alike(), [driver.key]))
    assert Decision._base_manager.count() == 4
