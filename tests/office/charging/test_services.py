"""Stating conduct and deciding on counts: what is taken, what is refused, what can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from amends.law.alerts import AlertKind
from amends.law.counts import ChargeableCount, CountState
from amends.office.cases.models import Case
from amends.office.charging import decision_services, services
from amends.office.charging.models import Conduct, ConductVictim, Decision
from amends.office.charging.selectors import conduct as conduct_of
from amends.office.charging.stating import Obstacle, why_not_charged
from amends.office.parties import count_services
from amends.office.parties import services as parties
from amends.office.parties.models import Count, CountParty, Party
from amends.office.policy import NotPermitted
from amends.office.timeline import services as timeline
from tests.office.charging.conftest import Finds, States
from tests.office.conftest import Office

TRAFFICKING, OFFERED = "ph-ra9208.s4a", "ph-ra9208.s4e"


def counts_of(finds: Finds) -> dict[str, ChargeableCount]:
    """Return the counts that can be considered, by offence."""
    return {count.key: count for count in finds().charging.available()}


def charge(office: Office, case: Case, *counts: ChargeableCount, **more: Any) -> Count:
    """Charge counts together as one."""
    given = {"citation": "RA 9208 s.4(a)", "offence": "Trafficking in persons"} | more
    return decision_services.charge_count(
        actor=office.prosecutor, case=case, counts=counts, **given
    )


def test_what_is_stated_is_charged_and_decided(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party
) -> None:
    states()
    assert {count.state for count in counts_of(finds).values()} == {
        CountState.LIES,
        CountState.NOT_READ,
    }
    assert len(finds().undecided) == 2
    added = charge(office, case, counts_of(finds)[TRAFFICKING])
    assert (added.law, added.mode) == (TRAFFICKING, "principal")
    assert (added.conduct_from, added.conduct_to) == ("2025-11-01", "2025-12-01")
    suspect.refresh_from_db()
    assert suspect.is_defendant
    (left,) = finds().undecided
    assert left.key == OFFERED
    decision_services.leave_counts(
        actor=office.prosecutor, case=case, counts=[left], reasons="Covered by count 1."
    )
    assert finds().undecided == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"acts": ["recruiting"]}, "acts"),
        ({"means": ["thread"]}, "means"),
        ({"begun": "last year"}, "begun"),
        ({"begun": "2025-12-02"}, "ended"),
        ({"contested": ["deception"]}, "contested"),
        ({"places": ["Manila"]}, "places"),
        ({"mode": "boss"}, "mode"),
        ({"moved": "far"}, "moved"),
        ({"mental": "evil"}, "mental"),
        ({"victims": []}, "victims"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(
    states: States, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        states(**changed)
    assert field in refused.value.message_dict
    assert not Conduct._base_manager.exists()


def test_a_victim_is_never_who_acted(office: Office, states: States, victim: Party) -> None:
    with pytest.raises(ValidationError) as refused:
        states(by=victim)
    assert "by" in refused.value.message_dict


def test_a_victim_of_another_case_is_refused(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    from tests.api.scene import open_case

    elsewhere = open_case(office, "Elsewhere")
    stranger = parties.add_party(actor=office.prosecutor, case=elsewhere, capacity="victim")
    with pytest.raises(ValidationError) as refused:
        states(victims=[stranger])
    assert "victims" in refused.value.message_dict


def test_who_only_reads_states_nothing(office: Office, case: Case, states: States) -> None:
    row = states()
    for actor in (office.liaison, office.registrar, office.ombudsman, office.stranger):
        with pytest.raises(NotPermitted):
            services.remove_conduct(actor=actor, conduct=row)
    assert Conduct._base_manager.get().removed_at is None


def test_an_investigator_states_and_does_not_decide(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    from amends.office.cases import services as cases

    cases.assign(actor=office.head, case=case, user=office.investigator)
    row = states()
    services.edit_conduct(actor=office.investigator, conduct=row, version=1, means=["force"])
    with pytest.raises(NotPermitted):
        decision_services.leave_counts(
            actor=office.investigator,
            case=case,
            counts=[counts_of(finds)[TRAFFICKING]],
            reasons="Weak.",
        )


def test_correcting_keeps_what_is_left_out(
    office: Office, case: Case, states: States, victim: Party
) -> None:
    row = states()
    other = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    services.edit_conduct(
        actor=office.prosecutor, conduct=row, version=1, means=["force"], contested=["force"]
    )
    services.edit_conduct(actor=office.prosecutor, conduct=row, version=2, victims=[other])
    row = conduct_of(actor=office.prosecutor, case=case).get()
    assert (row.acts, row.means, row.contested) == (["recruitment", "hiring"], ["force"], ["force"])
    assert [entry.party for entry in row.entries] == [other]  # type: ignore[attr-defined]


def test_conduct_out_of_view_supports_nothing_until_it_is_back(
    office: Office, states: States, finds: Finds
) -> None:
    row = states()
    services.remove_conduct(actor=office.prosecutor, conduct=row)
    assert finds().charging.counts == ()
    services.remove_conduct(actor=office.prosecutor, conduct=row, removed=False)
    assert counts_of(finds)


def test_conduct_of_unknown_days_is_kept_and_not_charged(states: States, finds: Finds) -> None:
    states(begun="", ended="")
    (row,) = finds().conduct
    assert why_not_charged(row) is Obstacle.UNDATED
    assert finds().charging.counts == ()


def test_roles_are_drafted_as_proposed(
    office: Office, case: Case, suspect: Party, victim: Party, finds: Finds
) -> None:
    parties.add_role(
        actor=office.prosecutor, party=suspect, role="RO1", victim=victim, since="2025-11"
    )
    unstated = finds().unstated
    (drafted,) = services.draft_conduct(actor=office.prosecutor, case=case, edges=unstated)
    assert (drafted.status, drafted.acts, drafted.places) == ("proposed", ["recruitment"], ["PH"])
    assert finds().unstated == ()


def test_nobody_is_listed_before_the_screen_and_no_victim_ever(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    guard = parties.add_party(
        actor=office.prosecutor, case=case, capacity="witness", designation="Guard", role="RO4"
    )
    states(by=guard)
    found = finds()
    assert found.charging.not_screened == (guard.key,)
    assert found.charging.counts == ()
    parties.screen_party(
        actor=office.prosecutor, party=guard, finding="victim", reasons="Held in the same house."
    )
    found = finds()
    assert found.charging.victims_first == (guard.key,)
    assert found.charging.counts == ()


def test_who_played_a_role_and_has_no_count_is_named_until_somebody_decides(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party
) -> None:
    parties.add_role(actor=office.prosecutor, party=suspect, role="RO1")
    states()

    def uncharged() -> list[str]:
        return [a.about for a in finds().alerts() if a.kind is AlertKind.NOBODY_CHARGED_FOR]

    assert uncharged() == [suspect.key]
    for count in finds().undecided:
        decision_services.leave_counts(
            actor=office.prosecutor, case=case, counts=[count], reasons="Tried abroad for it."
        )
    assert uncharged() == []


def test_a_recorded_decision_not_to_charge_answers_too(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party
) -> None:
    states()
    timeline.record_event(
        actor=office.prosecutor,
        case=case,
        code="NOT_CHARGED",
        on="2026-02-02",
        parties=[suspect],
        details={"reasons": "Tried abroad for it."},
    )
    assert not [a for a in finds().alerts() if a.kind is AlertKind.NOBODY_CHARGED_FOR]


def test_limitation_stops_on_the_day_of_the_charge(
    office: Office, case: Case, states: States, finds: Finds, suspect: Party, victim: Party
) -> None:
    from datetime import date

    parties.edit_party(actor=office.prosecutor, party=victim, age=30)
    states()
    late = date(2060, 1, 1)
    assert any(bar.kind == "limitation" for c in finds(late).charging.counts for bar in c.bars)
    timeline.record_event(
        actor=office.prosecutor, case=case, code="INDICTED", on="2026-02-01", parties=[suspect]
    )
    assert not any(bar.kind == "limitation" for c in finds(late).charging.counts for bar in c.bars)


def test_reasons_are_needed_to_leave_a_count(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    with pytest.raises(ValidationError) as refused:
        decision_services.leave_counts(
            actor=office.prosecutor, case=case, counts=[counts_of(finds)[TRAFFICKING]], reasons="  "
        )
    assert "reasons" in refused.value.message_dict
    assert not Decision._base_manager.exists()


def test_two_victims_stand_in_one_count(
    office: Office, case: Case, states: States, finds: Finds, victim: Party
) -> None:
    other = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    states(victims=[victim, other])
    both = [count for count in finds().charging.available() if count.key == TRAFFICKING]
    added = charge(office, case, *both)
    named = CountParty._base_manager.filter(count=added).values_list("party", flat=True)
    assert {victim.pk, other.pk} < set(named)
    assert not [count for count in finds().undecided if count.key == TRAFFICKING]


def test_two_offences_do_not_stand_in_one_count(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    with pytest.raises(ValidationError) as refused:
        charge(office, case, *counts_of(finds).values())
    assert "together" in refused.value.message_dict
    assert not Count._base_manager.exists()


def test_what_is_not_made_out_is_not_charged(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states(mental="")
    lacking = next(c for c in finds().charging.counts if c.key == TRAFFICKING)
    assert lacking.state is CountState.NOT_MADE_OUT
    with pytest.raises(ValidationError):
        charge(office, case, lacking)


def test_a_count_is_decided_once(office: Office, case: Case, states: States, finds: Finds) -> None:
    states()
    count = counts_of(finds)[TRAFFICKING]
    charge(office, case, count)
    with pytest.raises(ValidationError):
        charge(office, case, count)
    assert Count._base_manager.count() == 1


def test_undoing_a_charge_takes_the_count_out_of_view(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    charge(office, case, counts_of(finds)[TRAFFICKING])
    decision = Decision._base_manager.get()
    decision_services.undo_decision(actor=office.prosecutor, decision=decision)
    assert finds().counts == ()
    assert len(finds().undecided) == 2
    with pytest.raises(ValidationError):
        decision_services.undo_decision(actor=office.prosecutor, decision=decision)


def test_a_count_taken_out_of_view_can_be_charged_again(
    office: Office, case: Case, states: States, finds: Finds
) -> None:
    states()
    first = charge(office, case, counts_of(finds)[TRAFFICKING])
    count_services.remove_count(actor=office.prosecutor, count=first)
    again = charge(office, case, counts_of(finds)[TRAFFICKING])
    assert again.number == first.number + 1
    assert Decision._base_manager.filter(undone_at=None).count() == 1


def test_a_count_without_a_law_is_named_and_can_be_tied(
    office: Office, case: Case, states: States, finds: Finds, defendant: Party
) -> None:
    (count,) = finds().untied()
    with pytest.raises(ValidationError) as refused:
        count_services.tie_count(
            actor=office.prosecutor, count=count, version=1, law="ph-ra9208.s99"
        )
    assert "law" in refused.value.message_dict
    count_services.tie_count(actor=office.prosecutor, count=count, version=1, law=TRAFFICKING)
    assert finds().untied() == ()
    assert [(c.number, p.key) for c, p in finds().unsupported()] == [(1, defendant.key)]
    states()
    assert finds().unsupported() == ()


def test_the_law_of_a_country_that_is_not_held_is_refused(office: Office, case: Case) -> None:
    with pytest.raises(ValidationError) as refused:
        services.state_at_large(
            actor=office.prosecutor,
            case=case,
            version=0,
            reported_as="wages",
            countries=["XX"],
        )
    assert "PH" in refused.value.message_dict["countries"][0]


def test_a_victim_leaves_a_conduct_with_its_row(
    office: Office, case: Case, states: States, victim: Party
) -> None:
    row = states()
    other = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    services.edit_conduct(actor=office.prosecutor, conduct=row, version=1, victims=[other, victim])
    services.edit_conduct(actor=office.prosecutor, conduct=row, version=2, victims=[other])
    assert [entry.party for entry in ConductVictim._base_manager.all()] == [other]
