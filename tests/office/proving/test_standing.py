"""What the rows of a case become in its graph: denials, explanations, carriers, common causes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.office.cases.models import Case
from amends.office.exhibits import services as exhibits
from amends.office.exhibits.models import Item, ItemCarrier
from amends.office.parties.models import Party
from amends.office.proving import compiled_services, planning
from amends.office.proving.court_days import CourtDays
from amends.office.proving.disclosing import Disclosed
from amends.office.proving.early_warnings import Around, early_warnings
from amends.office.proving.kept_models import CompiledProof
from amends.office.proving.loss_rows import groups
from amends.office.proving.standing import evidence_of, loss_key, losses_of
from amends.office.statements import proposition_services, recantation_services
from amends.office.statements import services as statements
from amends.office.statements.models import Statement
from amends.proof.acceptance import loss_event
from amends.proof.force_policy import ForcePolicy
from amends.proof.graph import Graph
from amends.proof.matrix import Place
from amends.proof.proving import Proof, Reading, prove
from amends.proof.resilience import resilience
from amends.proof.states import Charged
from amends.proof.status import Status, standing
from tests.office.conftest import Office
from tests.office.proving.conftest import TODAY, Confirms, Enters, Proves


@pytest.fixture
def place(suspect: Party, victim: Party) -> Place:
    """Return the cell of the means."""
    return Place("means", suspect.key, victim.key)


def says(office: Office, case: Case, victim: Party, stance: str, **more: Any) -> Statement:
    """Enter a statement of the victim on whether she was threatened."""
    proposition = proposition_services.add_proposition(
        actor=office.prosecutor,
        case=case,
        text="She was threatened.",
        element="means",
        word="threat",
    )
    return statements.enter_statement(
        actor=office.prosecutor,
        case=case,
        person=victim,
        says=[statements.Said(proposition, stance, "")],
        **more,
    )


def stands(proves: Proves, place: Place) -> Status:
    """Return how a cell stands on all evidence."""
    return proves().matrix.cells[place].stands[Reading.PENDING]


def test_a_denial_counts_without_anybody_confirming_it(
    office: Office, charged: Case, victim: Party, enters: Enters, confirms: Confirms,
    proves: Proves, place: Place,
) -> None:  # fmt: skip
    confirms(enters())
    assert stands(proves, place) is Status.PROVEN
    says(office, charged, victim, "denies")
    assert stands(proves, place) is Status.CONTESTED


def test_that_the_accused_deny_is_heard_and_is_not_enough(
    office: Office, charged: Case, suspect: Party, enters: Enters, confirms: Confirms,
    proves: Proves, place: Place,
) -> None:  # fmt: skip
    confirms(enters())
    says(office, charged, suspect, "denies")
    held = proves()
    assert len(held.made_of.said_in) == 1
    assert stands(proves, place) is Status.PROVEN


def test_a_denial_counts_though_its_item_was_taken_out(
    office: Office, charged: Case, victim: Party, enters: Enters, confirms: Confirms,
    proves: Proves, place: Place,
) -> None:  # fmt: skip
    confirms(enters())
    item = enters(kind="testimony", goes_to=[], description="Her statement")
    says(office, charged, victim, "denies", item=item)
    exhibits.remove_item(actor=office.prosecutor, item=item)
    assert stands(proves, place) is Status.CONTESTED


def test_a_denial_is_answered_by_what_comes_from_elsewhere(
    office: Office, charged: Case, victim: Party, enters: Enters, confirms: Confirms,
    proves: Proves, place: Place,
) -> None:  # fmt: skip
    confirms(enters())
    made = says(office, charged, victim, "denies")
    shown = enters(description="Threats before she spoke", goes_to=[], origins=["telephone"])
    recantation = recantation_services.record_recantation(
        actor=office.prosecutor, case=charged, person=victim, kind="taken_back", statement=made
    )
    recantation_services.weigh_explanation(
        actor=office.prosecutor, recantation=recantation, version=recantation.version,
        code="threat", found="supported",
        item=shown, speaks_for="Three messages on the day before.",
    )  # fmt: skip
    assert stands(proves, place) is Status.PROVEN


def test_a_denial_is_not_answered_by_the_same_person(
    office: Office, charged: Case, victim: Party, enters: Enters, confirms: Confirms,
    proves: Proves, place: Place,
) -> None:  # fmt: skip
    confirms(enters())
    made = says(office, charged, victim, "denies")
    shown = enters(description="She says why", goes_to=[], origins=[victim.key])
    recantation = recantation_services.record_recantation(
        actor=office.prosecutor, case=charged, person=victim, kind="taken_back", statement=made
    )
    recantation_services.weigh_explanation(
        actor=office.prosecutor, recantation=recantation, version=recantation.version,
        code="threat", found="supported",
        item=shown, speaks_for="She said so.",
    )  # fmt: skip
    assert stands(proves, place) is Status.CONTESTED


def test_what_a_statement_asserts_waits_to_be_confirmed(
    office: Office, charged: Case, victim: Party, enters: Enters, proves: Proves
) -> None:
    item = enters(kind="testimony", goes_to=[], description="Her statement")
    says(office, charged, victim, "asserts", item=item)
    (one,) = proves().made_of.drafts
    assert one.item == item.key
    assert one.statement is not None


def test_who_had_a_hand_in_two_items_is_something_that_may_be_lost(
    office: Office, enters: Enters, proves: Proves
) -> None:
    for _ in range(2):
        enters(laboratory="Digital laboratory", carriers=[])
    enters(laboratory="Another laboratory", carriers=[])
    assert [loss.about for loss in proves().made_of.losses.values()] == ["Digital laboratory"]


def test_losing_what_carries_the_only_item_un_proves_the_element(
    enters: Enters, confirms: Confirms, proves: Proves, suspect: Party, victim: Party
) -> None:
    item = enters(carriers=[("testifies", victim, "")], goes_to=["means"])
    confirms(item)
    held = proves()
    (event,) = held.made_of.losses
    assert held.made_of.losses[event].is_testimony_of_a_victim
    then = held.proof.picture(Reading.PENDING, [f"loss:{event}"])
    claims = [k for k, one in held.made_of.graph.propositions.items() if one.element == "means"]

    assert standing(then, claims[0]).status is Status.OPEN


def test_an_item_with_an_alternative_does_not_fall_with_either_alone(
    office: Office, enters: Enters, confirms: Confirms, proves: Proves, place: Place, victim: Party
) -> None:
    item = enters(carriers=[("testifies", victim, "")], goes_to=["means"])
    confirms(item)
    (hers,) = ItemCarrier._base_manager.filter(item=item)
    exhibits.add_carrier(
        actor=office.prosecutor, item=item, kind="testifies", about="Officer A", instead_of=hers
    )
    held = proves()
    her, officer = held.made_of.losses
    for event, other in ((her, officer), (officer, her)):
        loss = held.made_of.losses[event]
        assert (loss.items, loss.shared) == ((), ((item.key, frozenset({other})),))
    (group,) = groups(held.made_of.losses, ())
    said = [choice.items for choice in group.choices]
    assert all(item.key in one and "if these are lost too" in one for one in said)
    assert "Officer A" not in " ".join(choice.said for choice in group.choices)

    def without(*lost: str) -> Status:
        then = held.proof.picture(Reading.PENDING, map(loss_event, lost))
        claims = held.made_of.graph.propositions.items()
        (key,) = (key for key, one in claims if one.element == "means" and one.contraries)
        return standing(then, key).status

    assert without(her) is without(officer) is Status.PROVEN
    assert without(her, officer) is Status.OPEN


ABOUT = st.sampled_from(["A", "B", "C", "D"])
CARRIED = st.lists(st.tuples(ABOUT, st.integers(0, 2)), max_size=5)


@given(CARRIED, st.frozensets(ABOUT))
def test_an_item_is_lost_exactly_if_one_need_and_all_its_alternatives_are(
    carried: list[tuple[str, int]], lost: frozenset[str]
) -> None:
    item = Item(key="E1", kind="weapon", admissibility="admitted")
    item.standing_carriers = [  # type: ignore[attr-defined]  # as a selector brings it
        ItemCarrier(pk=number, kind="testifies", about=about, either=either)
        for number, (about, either) in enumerate(carried, 1)
    ]
    events = {about: loss_key("testifies", about, "E1") for about, _either in carried}
    alone = {about for about, either in carried if not either}
    groups_of = [{about for about, e in carried if e == number} for number in (1, 2)]
    falls = bool(alone & lost) or any(one and one <= lost for one in groups_of)
    gone = {events[about] for about in lost & events.keys()}
    evidence = evidence_of(item, {}, {})
    assert falls == (not all(need - gone for need in evidence.needs))
    losses = losses_of([item], {})
    assert losses.keys() == set(events.values())
    for event, loss in losses.items():
        falls_alone = not all(need - {event} for need in evidence.needs)
        assert loss.items == (("E1",) if falls_alone else ())
        for _item, others in loss.shared:
            assert any(not need - others - {event} for need in evidence.needs)


def test_a_case_is_compiled_once_and_anew_when_it_changes(
    monkeypatch: pytest.MonkeyPatch, enters: Enters, confirms: Confirms, proves: Proves
) -> None:
    item = enters()
    proves()
    made: list[Graph] = []

    def counted(graph: Graph, policy: ForcePolicy) -> Proof:
        made.append(graph)
        return prove(graph, policy)

    monkeypatch.setattr(compiled_services, "prove", counted)
    proves()
    assert not made
    confirms(item)
    before = len(made)
    proves()
    proves()
    assert len(made) == before + 1


def test_what_was_kept_by_another_version_is_made_anew(proves: Proves) -> None:
    first = proves()
    CompiledProof._base_manager.update(content=b"something else")
    held = proves()
    assert held.matrix.counts == first.matrix.counts
    for name in held.made_of.counts:
        assert resilience(held.proof, Charged(name)) == resilience(first.proof, Charged(name))


def test_no_more_steps_are_looked_at_than_fit(
    monkeypatch: pytest.MonkeyPatch, enters: Enters, confirms: Confirms, proves: Proves
) -> None:
    for _ in range(3):
        confirms(enters(admissibility="proposed"))
    held = proves()
    assert len(planning.planning(held, TODAY, TODAY).options.steps) == 3
    monkeypatch.setattr(planning, "MOST_BITS", 1)
    found = planning.planning(held, TODAY, TODAY)
    assert (len(found.options.steps), found.left_out) == (1, 2)


def test_the_story_is_asked_for_no_journey_where_nobody_was_moved(
    office: Office, enters: Enters, proves: Proves
) -> None:
    enters(goes_to=["act"])
    around = Around(CourtDays((TODAY,), fixed=True), Disclosed({}, frozenset()), None, ())
    said = " ".join(one.said for one in early_warnings(proves(), around, TODAY))
    assert "movement" not in said
    assert "proceeds" in said
