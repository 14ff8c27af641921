"""Merging and splitting take arguments where those are of whom they are, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import ForeignKey, Model

from amends.office.cases import merge_services, split_services
from amends.office.cases.models import Case, CaseMove
from amends.office.exhibits import services as evidence
from amends.office.exhibits.models import Item
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.proving import (
    question_services,
    selectors,
    services,
    step_services,
    weakness_services,
)
from amends.office.proving.models import (
    Answered,
    Argument,
    CaseProposition,
    Premise,
    ProofStep,
    TakenUp,
)
from amends.office.proving.services import Target
from tests.office.cases.test_moves import full_case, snapshot
from tests.office.conftest import Office
from tests.office.proving.arguing import argue, item_of, of

TABLES: tuple[type[Model], ...] = (CaseProposition, Argument, Premise, Answered, ProofStep, TakenUp)


@pytest.fixture
def both(office: Office) -> Case:
    """Return a case against two, with arguments of each and of their victim."""
    return full_case(office, "Both")


def sever(office: Office, case: Case, key: str = "D2") -> CaseMove:
    """Let a defendant go on in a case of their own."""
    leaving = [of(case, key)]
    return split_services.split_case(
        actor=office.head, case=case, defendants=leaving, title="Severed", reason="Order"
    )


def crossing(case: Case) -> list[tuple[str, str, int]]:
    """Return what of the proof of a case points to a row of another."""
    found = []
    for kind in TABLES:
        for field in kind._meta.concrete_fields:
            there: Any = field.related_model
            if isinstance(field, ForeignKey) and hasattr(there, "case") and field.name != "case":
                rows = kind._base_manager.filter(case=case, **{f"{field.name}__isnull": False})
                wrong = rows.exclude(**{f"{field.name}__case": case})
                found += [(kind.__name__, field.name, row.pk) for row in wrong]
    return found


def argued(case: Case) -> set[tuple[str, str, str, tuple[str, ...]]]:
    """Return each argument with whom it is of, what it defeats and what it rests on."""
    rows = Argument._base_manager.filter(case=case).select_related("by", "defeats")
    return {
        (
            row.key,
            row.by.key if row.by else "",
            row.defeats.key if row.defeats else "",
            tuple(row.premises(manager="_base_manager").values_list("item__key", flat=True)),
        )
        for row in rows
    }


@pytest.mark.parametrize("who", ["D1", "D2"])
def test_nothing_points_across_after_a_split_and_undoing_it_restores_all(
    office: Office, both: Case, who: str
) -> None:
    before = snapshot(both)
    move = sever(office, both, who)
    assert crossing(both) == crossing(move.target) == []
    merge_services.undo_move(actor=office.head, move=move)
    assert snapshot(both) == before


def test_arguments_go_with_those_they_are_of_and_are_copied_where_they_are_of_nobody(
    office: Office, both: Case
) -> None:
    before = argued(both)
    move = sever(office, both)
    here, there = argued(both), argued(move.target)
    assert here | there == before
    shared = here & there
    assert {by for _key, by, defeats, _items in shared if not defeats} == {""}
    assert {by for _key, by, _defeats, _items in here} == {"", "D1"}
    assert {by for _key, by, _defeats, _items in there} == {"", "D2"}
    # What is said against an argument is where that one is.
    for side in (here, there):
        keys = {key for key, *_rest in side}
        assert {defeats for _key, _by, defeats, _items in side} - {""} <= keys


def test_an_item_that_an_argument_rests_on_which_stays_is_shared(
    office: Office, both: Case
) -> None:
    argue(office, both, Target("act", "harbouring", of(both, "D1"), of(both, "V1")), "Lease")
    move = sever(office, both)
    for side in (both, move.target):
        assert item_of(side, "Lease").case == side
    assert crossing(both) == crossing(move.target) == []


def test_what_it_takes_to_obtain_a_shared_item_is_known_on_both_sides(
    office: Office, both: Case
) -> None:
    move = sever(office, both)
    for side in (both, move.target):
        assert ProofStep._base_manager.get(case=side).item == item_of(side, "Gate")


def test_a_weakness_goes_with_whom_it_names_and_with_its_task(office: Office, both: Case) -> None:
    move = sever(office, both)
    assert TakenUp._base_manager.get(case=both).about == "jurisdiction"
    there = TakenUp._base_manager.filter(case=move.target)
    assert {row.task.case_id for row in there} == {move.target_id}
    assert there.count() == 2


def test_an_argument_of_a_victim_out_of_view_points_to_nobody_elsewhere(
    office: Office, both: Case
) -> None:
    third = parties.add_party(actor=office.head, case=both, capacity="victim")
    argue(office, both, Target("act", "harbouring", of(both, "D2"), third), "Lease")
    parties.remove_party(actor=office.head, party=third)
    before = snapshot(both)
    move = sever(office, both)
    assert crossing(both) == crossing(move.target) == []
    merge_services.undo_move(actor=office.head, move=move)
    assert snapshot(both) == before


def test_what_was_argued_on_both_sides_of_a_split_comes_back_once(
    office: Office, both: Case
) -> None:
    actor = office.head
    move = sever(office, both)
    for side in (both, move.target):
        key = Argument._base_manager.get(case=side, element="age").key
        age = selectors.argument(actor=actor, case=side, key=key)
        question_services.answer_question(
            actor=actor, argument=age, question="custody_whole", answer="good", reason="Whole."
        )
        wanted = evidence.enter_item(
            actor=actor, case=side, kind="footage", description="More", admissibility="proposed"
        )
        step_services.plan_step(actor=actor, item=wanted, version=0, days=1)
        argue(office, side, None, "Belt" if side == both else "Lease", defeats=age)
        services.edit_argument(
            actor=actor, argument=age, version=1, items=[*items_of(age), item_of(side, "Gate")]
        )
        weakness_services.take_up(actor=actor, case=side, kind="not_supported", about="identity")
    merge_services.undo_move(actor=office.head, move=move)
    assert crossing(both) == []
    assert Answered._base_manager.filter(case=both, question="custody_whole").count() == 1
    assert ProofStep._base_manager.filter(case=both).count() == 3
    age = Argument._base_manager.get(case=both, element="age")
    assert Argument._base_manager.filter(case=both, defeats=age).count() == 2
    taken = TakenUp._base_manager.filter(case=both, about="identity")
    assert sorted(row.undone_at is None for row in taken) == [False, True]
    assert {row.task.case_id for row in taken} == {both.pk}


def items_of(row: Argument) -> list[Any]:
    """Return the items an argument rests on."""
    return [one.item for one in Premise._base_manager.filter(argument=row)]


def test_a_merge_gives_arguments_keys_of_their_own_by_which_weaknesses_know_them(
    office: Office, both: Case
) -> None:
    other = full_case(office, "Other")
    before = snapshot(both), snapshot(other)
    move = merge_services.merge_cases(actor=office.head, case=both, target=other, reason="One")
    keys = list(Argument._base_manager.filter(case=other).values_list("key", flat=True))
    assert len(set(keys)) == len(keys)
    assert crossing(other) == []
    for row in TakenUp._base_manager.filter(case=other, kind="unanswered"):
        named, _for, _element, _word, _by, who, *_rest = row.about.split()
        argument = Argument._base_manager.get(case=other, key=named)
        assert argument.by is not None
        assert argument.by.key == who
    same = TakenUp._base_manager.filter(case=other, about="jurisdiction")
    assert sorted(row.undone_at is None for row in same) == [False, True]
    merge_services.undo_move(actor=office.head, move=move)
    both.refresh_from_db()
    assert (snapshot(both), snapshot(other)) == before


def test_what_was_argued_since_a_merge_goes_back_with_whom_it_is_of(
    office: Office, both: Case
) -> None:
    other = full_case(office, "Other")
    theirs = Party._base_manager.get(case=both, key="D2")
    move = merge_services.merge_cases(actor=office.head, case=both, target=other, reason="One")
    lease = item_of_party(theirs)
    theirs.refresh_from_db()
    ours = services.state_argument(
        actor=office.head,
        case=other,
        items=[lease, item_of_party(of(other, "D2"))],
        target=Target("act", "harbouring", theirs),
        generalisation="Who rents a place has control of it.",
    )
    attack = argue(office, other, None, defeats=ours)
    merge_services.undo_move(actor=office.head, move=move)
    assert crossing(both) == crossing(other) == []
    ours.refresh_from_db(from_queryset=Argument._base_manager.all())
    attack.refresh_from_db(from_queryset=Argument._base_manager.all())
    assert {ours.case_id, attack.case_id} == {both.pk}
    assert ours.removed_at is not None
    assert attack.removed_at is None
    assert [item.pk for item in items_of(ours)] == [lease.pk]


def test_what_was_argued_since_a_merge_by_way_of_a_proposition_goes_where_that_is(
    office: Office, both: Case
) -> None:
    other = full_case(office, "Other")
    theirs = CaseProposition._base_manager.filter(case=both).earliest("pk")
    move = merge_services.merge_cases(actor=office.head, case=both, target=other, reason="One")
    theirs.refresh_from_db(from_queryset=CaseProposition._base_manager.all())
    ours = CaseProposition._base_manager.filter(case=other).latest("pk")
    assert ours.key != theirs.key

    def argued_by_way(own: CaseProposition) -> Argument:
        return services.state_argument(
            actor=office.head,
            case=other,
            items=[],
            propositions=[ours, theirs],
            target=Target("", proposition=own),
            generalisation="Who has the one has the other.",
        )

    back, here = argued_by_way(theirs), argued_by_way(ours)
    answer = argue(office, other, None, propositions=[theirs], defeats=back, against=False)
    merge_services.undo_move(actor=office.head, move=move)
    assert crossing(both) == crossing(other) == []
    for row, case, own in ((back, both, theirs), (here, other, ours)):
        row.refresh_from_db(from_queryset=Argument._base_manager.all())
        assert row.case_id == case.pk
        assert row.removed_at is not None
        (premise,) = Premise._base_manager.filter(argument=row)
        assert premise.proposition_id == own.pk
    answer.refresh_from_db(from_queryset=Argument._base_manager.all())
    assert answer.case_id == both.pk


def item_of_party(who: Party) -> Item:
    """Return the lease that is about somebody."""
    return Item._base_manager.get(item_parties__party=who, description="Lease")
