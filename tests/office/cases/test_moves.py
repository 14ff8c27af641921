"""Merging and splitting move everything, lose nothing, and can be undone exactly."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from amends.office.cases import merge_services, selectors, services, split_services
from amends.office.cases.models import Case
from amends.office.cases.moves import TABLES, everything_in, rows_of
from amends.office.charging import services as charging
from amends.office.charging.models import CaseFacts, Decision
from amends.office.charging.move_services import STATED
from amends.office.exhibits import services as evidence
from amends.office.exhibits.models import Item
from amends.office.inquiries import reply_services
from amends.office.inquiries import services as inquiries
from amends.office.inquiries.models import Inquiry, Reminder, Reply
from amends.office.parties import count_services as counts
from amends.office.parties import services as parties
from amends.office.parties.models import Count, CountParty, Party, PartyRole
from amends.office.policy import NotPermitted, is_own
from amends.office.statements import (
    issue_services,
    proposition_services,
    recantation_services,
)
from amends.office.statements import services as statements
from amends.office.statements.models import Position, Recantation, Statement
from amends.office.tasks import services as tasks
from amends.office.techniques import services as techniques
from amends.office.techniques.models import Authorisation
from amends.office.timeline import services as timeline
from amends.office.timeline.models import EventParty, TimelineEvent
from tests.office.conftest import Office
from tests.office.proving.arguing import argue_all
from tests.office.techniques.conftest import ask


def accused(office: Office, case: Case, who: str) -> Party:
    """Add a screened suspect."""
    return parties.add_party(
        actor=office.head,
        case=case,
        capacity="suspect",
        designation=who,
        screen_finding="no_sign",
        screen_reasons="None in the file.",
    )


def say(office: Office, case: Case, victim: Party, defendant: Party) -> None:
    """Let a victim, a witness and a defendant have spoken on two propositions."""
    head = office.head
    witness = parties.add_party(actor=head, case=case, capacity="witness", designation="Neighbour")
    about = Count._base_manager.filter(case=case).first()
    stated = [
        proposition_services.add_proposition(
            actor=head, case=case, text=text, element="act", count=count, party=party
        )
        for text, count, party in (("Drove.", about, defendant), ("Knew.", None, None))
    ]
    ledger = Item._base_manager.get(case=case, description="Ledger")
    for person in (victim, witness, defendant):
        statement = statements.enter_statement(
            actor=head,
            case=case,
            person=person,
            control_of=defendant,
            item=ledger,
            says=[statements.Said(one, "asserts") for one in stated],
        )
        retreat = recantation_services.record_recantation(
            actor=head, case=case, person=person, kind="changed", statement=statement
        )
        recantation_services.weigh_explanation(
            actor=head, recantation=retreat, version=1, code="threat", item=ledger
        )
    issue_services.mark_issue(actor=head, case=case, issue="E05", person=victim, reason="Back.")


def full_case(office: Office, title: str) -> Case:
    """Open a case with two defendants, two victims, shared and own counts, events and a task."""
    case = services.open_case(
        actor=office.prosecutor,
        title=title,
        unit=office.unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    head = office.head
    one, two = accused(office, case, "Recruiter"), accused(office, case, "Owner")
    first, second = (parties.add_party(actor=head, case=case, capacity="victim") for _ in range(2))
    parties.add_role(actor=head, party=one, role="RO1", victim=first)
    parties.add_role(actor=head, party=two, role="RO6", victim=second)
    for defendants, victims in (([one, two], [first]), ([one], [second]), ([two], [second])):
        counts.add_count(
            actor=head,
            case=case,
            citation="s.4",
            offence="Trafficking in persons",
            defendants=defendants,
            victims=victims,
        )
    for by, suffered in ((one, [first, second]), (two, [second])):
        charging.state_conduct(
            actor=head, case=case, by=by, victims=suffered, begun="2026-01", acts=["harbouring"]
        )
    for description, about in (("Belt", [one]), ("Ledger", [one, two, first])):
        evidence.enter_item(
            actor=head, case=case, kind="debt_ledger", description=description, parties=about
        )
    ask_around(office, case, one, two, first)
    say(office, case, first, one)
    argue_all(office, case, one, two, first)
    for code, on, about in (
        ("REPORT", "2026-01-02", []),
        ("ARREST", "2026-01-05", [one]),
        ("ARREST", "2026-01-06", [two]),
        ("INDICTED", "2026-02-01", [one, two]),
        ("VICTIM_FOUND", "2026-01-03", [first, second]),
    ):
        details = {"reported_by": "police"} if code == "REPORT" else {}
        timeline.record_event(
            actor=head, case=case, code=code, on=on, parties=about, details=details
        )
    tasks.set_task(
        actor=head, case=case, title="Ask", owner=office.prosecutor, due=timezone.localdate()
    )
    services.write_note(actor=office.prosecutor, case=case, text="Known to both.")
    return case


def ask_around(office: Office, case: Case, one: Party, two: Party, victim: Party) -> None:
    """Ask police about each defendant and about the case; ask leave on each."""
    today = timezone.localdate()
    stated: dict[str, Any] = {"body": "Police", "asks": "Find it", "why": "Needed", "due": today}
    for accused_one in (one, two):
        tie = inquiries.Tie(
            "means", "missing", "ph-ra9208.s4a", "s.4", accused_one, victim, "principal", today
        )
        row = inquiries.make_inquiry(
            actor=office.head, case=case, tie=tie, owner=office.prosecutor, **stated
        )
        inquiries.send_inquiry(actor=office.head, inquiry=row, on=today)
        inquiries.remind(actor=office.head, inquiry=row, on=today, due=today)
        reply_services.record_reply(
            actor=office.head, inquiry=row, on=today, kind="partial", content="A page"
        )
        leave = ask(office.head, case, party=accused_one)
        techniques.decide(
            actor=office.head,
            authorisation=leave,
            granted=True,
            on=today,
            since=today,
            until=today,
        )
    inquiries.make_inquiry(
        actor=office.head, case=case, owner=office.head, proposition="Who paid", **stated
    )


def snapshot(case: Case) -> dict[str, list[dict[str, Any]]]:
    """Return every row of a case, table by table, without what is derived."""
    derived = {"stage", "standing", "stage_since"}
    rows = {
        table: sorted(
            (
                {k: v for k, v in row.items() if k not in derived}
                for row in rows_of(table, case).values()
            ),
            key=lambda row: row["id"],
        )
        for table in TABLES
    }
    facts = CaseFacts._base_manager.filter(case=case).values(*STATED, "seen", "seen_on")
    return {**rows, "facts": list(facts)}


def sizes(case: Case) -> dict[str, int]:
    """Return how many rows of each table a case has."""
    return {table: len(keys) for table, keys in everything_in(case).items()}


@pytest.fixture
def pair(office: Office) -> tuple[Case, Case]:
    """Return two full cases of the same prosecutor."""
    return full_case(office, "First"), full_case(office, "Second")


def test_a_merge_moves_everything_and_loses_nothing(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    before = {table: sizes(case)[table] + sizes(target)[table] for table in TABLES}
    merge_services.merge_cases(actor=office.head, case=case, target=target, reason="One venture")
    assert sizes(target) == before
    assert not any(sizes(case).values())
    case.refresh_from_db()
    assert case.merged_into == target
    keys = list(Party._base_manager.filter(case=target).values_list("key", flat=True))
    numbers = list(Count._base_manager.filter(case=target).values_list("number", flat=True))
    assert len(set(keys)) == len(keys)
    assert len(set(numbers)) == len(numbers)


def test_a_new_key_is_none_that_the_case_itself_still_bears(
    office: Office, pair: tuple[Case, Case]
) -> None:
    """The next key free in the target may be the one of a party not yet moved."""
    case, target = pair
    parties.add_party(actor=office.head, case=case, capacity="victim")
    before = snapshot(case)
    move = merge_services.merge_cases(
        actor=office.head, case=case, target=target, reason="One venture"
    )
    merge_services.undo_move(actor=office.head, move=move)
    case.refresh_from_db()
    assert snapshot(case) == before


def test_undoing_a_merge_restores_both_cases_exactly(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    before = snapshot(case), snapshot(target)
    move = merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    merge_services.undo_move(actor=office.head, move=move)
    assert (snapshot(case), snapshot(target)) == before
    case.refresh_from_db()
    assert case.merged_into is None
    with pytest.raises(ValidationError, match="already"):
        merge_services.undo_move(actor=office.head, move=move)


def test_whoever_works_on_a_merged_case_sees_the_other(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    services.assign(actor=office.head, case=case, user=office.investigator)
    move = merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    assert is_own(office.investigator, target)
    merge_services.undo_move(actor=office.head, move=move)
    assert not is_own(office.investigator, target)


def test_a_merged_case_leaves_the_list(office: Office, pair: tuple[Case, Case]) -> None:
    case, target = pair
    merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    listed = {row.reference for row in selectors.cases(actor=office.head)}
    assert listed == {target.reference}


def test_nothing_is_written_in_a_case_that_is_merged(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    with pytest.raises(ValidationError, match=target.reference):
        services.write_note(actor=office.head, case=case, text="Too late.")
    services.write_note(actor=office.head, case=target, text="In time.")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_merge_needs_a_reason(office: Office, pair: tuple[Case, Case], reason: str) -> None:
    case, target = pair
    with pytest.raises(ValidationError):
        merge_services.merge_cases(actor=office.head, case=case, target=target, reason=reason)


def test_a_merge_into_itself_or_a_strangers_case_is_refused(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, _ = pair
    with pytest.raises(ValidationError):
        merge_services.merge_cases(actor=office.head, case=case, target=case, reason="x")
    theirs = services.open_case(
        actor=office.stranger,
        title="Elsewhere",
        unit=office.other_unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    with pytest.raises(NotPermitted):
        merge_services.merge_cases(actor=office.head, case=case, target=theirs, reason="x")


def split(office: Office, case: Case) -> Case:
    """Sever the second defendant; return the new case."""
    leaving = Party._base_manager.get(case=case, key="D2")
    move = split_services.split_case(
        actor=office.head, case=case, defendants=[leaving], title="Severed", reason="Order"
    )
    return move.target


def test_a_split_takes_what_concerns_one_defendant_alone(office: Office) -> None:
    case = full_case(office, "Both")
    target = split(office, case)
    there = set(Party._base_manager.filter(case=target).values_list("key", flat=True))
    here = set(Party._base_manager.filter(case=case).values_list("key", flat=True))
    # The witness made a statement, which is copied with whoever made it.
    assert there == {"D2", "P1", "V1", "V2"}
    assert here == {"D1", "P1", "V1", "V2"}
    codes = TimelineEvent._base_manager.filter(case=target).values_list("code", flat=True)
    assert sorted(codes) == ["ARREST", "INDICTED", "REPORT", "VICTIM_FOUND"]
    assert TimelineEvent._base_manager.filter(case=case).count() == 4


def test_each_side_of_a_split_has_its_counts_with_its_own_parties_only(office: Office) -> None:
    case = full_case(office, "Both")
    target = split(office, case)
    for side, accused_key, numbers in ((case, "D1", {1, 2}), (target, "D2", {1, 3})):
        found = Count._base_manager.filter(case=side)
        assert {count.number for count in found} == numbers
        entries = CountParty._base_manager.filter(count__in=found)
        assert all(entry.party.case_id == side.pk for entry in entries)
        keys = {entry.party.key for entry in entries if not entry.party.is_victim}
        assert keys == {accused_key}
        for model in (PartyRole, EventParty):
            rows = model._base_manager.filter(case=side)
            assert all(row.party.case_id == side.pk for row in rows)
        for role in PartyRole._base_manager.filter(case=side):
            assert role.victim is None or role.victim.case_id == side.pk


def test_undoing_a_split_restores_the_case_exactly(office: Office) -> None:
    case = full_case(office, "Both")
    before = snapshot(case)
    target = split(office, case)
    (move,) = selectors.moves(actor=office.head, case=target)
    merge_services.undo_move(actor=office.head, move=move)
    assert snapshot(case) == before
    target.refresh_from_db()
    assert target.merged_into == case


def test_what_was_added_after_a_split_comes_back_with_it(office: Office) -> None:
    case = full_case(office, "Both")
    target = split(office, case)
    timeline.record_event(actor=office.head, case=target, code="SITTING", on="2026-05-05")
    (move,) = selectors.moves(actor=office.head, case=target)
    merge_services.undo_move(actor=office.head, move=move)
    assert TimelineEvent._base_manager.filter(case=case, code="SITTING").exists()


def test_somebody_must_stay(office: Office) -> None:
    case = full_case(office, "Both")
    everybody = list(Party._base_manager.filter(case=case, capacity="defendant"))
    with pytest.raises(ValidationError) as refusal:
        split_services.split_case(
            actor=office.head, case=case, defendants=everybody, title="x", reason="y"
        )
    assert "defendants" in refusal.value.message_dict


def numbers(model: Any, case: Case) -> list[int]:
    """Return the numbers of what stands in a case."""
    return sorted(model._base_manager.filter(case=case).values_list("number", flat=True))


def test_inquiries_and_authorisations_go_with_whom_they_are_against(office: Office) -> None:
    case = full_case(office, "Both")
    target = split(office, case)
    (moved,) = Inquiry._base_manager.filter(case=target)
    assert moved.by is not None
    assert moved.victim is not None
    assert (moved.by.key, moved.victim.case_id, moved.number) == ("D2", target.pk, 2)
    assert moved.reference == f"{case.reference}/2"
    assert moved.task is not None
    assert moved.task.case_id == target.pk
    for model in (Reminder, Reply):
        assert model._base_manager.get(case=target).inquiry_id == moved.pk
    assert numbers(Authorisation, target) == [2]
    assert (numbers(Inquiry, case), numbers(Authorisation, case)) == ([1, 3], [1])


def test_no_number_is_given_twice_however_cases_move(office: Office) -> None:
    case = full_case(office, "Both")
    target = split(office, case)
    (move,) = selectors.moves(actor=office.head, case=target)

    def ask_more(where: Case) -> int:
        stated = {"body": "Police", "asks": "Find", "why": "Needed", "proposition": "Rent"}
        row = inquiries.make_inquiry(
            actor=office.head,
            case=where,
            owner=office.head,
            due=timezone.localdate(),
            **stated,  # type: ignore[arg-type]  # as make_inquiry takes them
        )
        return row.number

    assert (ask_more(case), ask_more(target)) == (4, 4)
    merge_services.undo_move(actor=office.head, move=move)
    assert numbers(Inquiry, case) == [1, 2, 3, 4, 5]
    assert ask_more(case) == 6


def test_a_merge_gives_new_numbers_and_keeps_what_letters_say(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    sent = Inquiry._base_manager.filter(case=case, number=1).get()
    move = merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    assert numbers(Inquiry, target) == [1, 2, 3, 4, 5, 6]
    assert numbers(Authorisation, target) == [1, 2, 3, 4]
    sent.refresh_from_db()
    assert (sent.number, sent.reference) == (4, f"{case.reference}/1")
    merge_services.undo_move(actor=office.head, move=move)
    assert numbers(Inquiry, case) == numbers(Inquiry, target) == [1, 2, 3]


def test_statements_go_with_those_who_leave_and_are_copied_of_everybody_else(
    office: Office,
) -> None:
    case = full_case(office, "Statements")
    leaver = Party._base_manager.get(case=case, designation="Recruiter")
    move = split_services.split_case(
        actor=office.head, case=case, defendants=[leaver], title="Recruiter", reason="Severed"
    )
    said = Statement._base_manager.filter
    there = sorted(row.person.designation for row in said(case=move.target))
    assert there == ["AAA", "Neighbour", "Recruiter"]
    assert sorted(row.person.designation for row in said(case=case)) == ["AAA", "Neighbour"]
    for row in said(case=move.target):
        assert {row.person.case_id, row.control_of.case_id, row.item.case_id} == {move.target_id}  # type: ignore[union-attr]  # each has them
    for position in Position._base_manager.filter(case=move.target):
        assert {position.statement.case_id, position.proposition.case_id} == {move.target_id}
    for retreat in Recantation._base_manager.filter(case=move.target):
        assert retreat.statement is not None
        assert retreat.statement.case_id == move.target_id


def test_what_was_added_on_both_sides_of_a_split_comes_back_under_keys_of_its_own(
    office: Office,
) -> None:
    case = full_case(office, "Both sides")
    leaver = Party._base_manager.get(case=case, designation="Recruiter")
    move = split_services.split_case(
        actor=office.head, case=case, defendants=[leaver], title="Recruiter", reason="Severed"
    )
    accused(office, case, "Another")
    for place in (case, move.target):
        evidence.enter_item(actor=office.head, case=place, kind="weapon", description="Knife")
        proposition_services.add_proposition(
            actor=office.head, case=place, text="Locked.", element="means"
        )
        statements.enter_statement(
            actor=office.head,
            case=place,
            person=Party._base_manager.get(case=place, designation="Neighbour"),
        )
    merge_services.undo_move(actor=office.head, move=move)
    for table in ("parties", "evidence", "propositions", "statements"):
        keys = list(rows_of(table, case).values_list("key", flat=True))
        assert len(set(keys)) == len(keys)
    people = {row.person.case_id for row in Statement._base_manager.filter(case=case)}
    assert people == {case.pk}


WAGES: dict[str, Any] = {
    "reported_as": "wages",
    "indicators": ["wages_withheld"],
    "countries": ["PH", "TH"],
}


def state_at_large(office: Office, case: Case, version: int = 0, **stated: Any) -> CaseFacts:
    """State what is alleged of a case as a whole."""
    return charging.state_at_large(
        actor=office.head, case=case, version=version, **{**WAGES, **stated}
    )


def facts_of(case: Case) -> CaseFacts:
    """Return what is alleged of a case as a whole, as it is stored."""
    return CaseFacts._base_manager.get(case=case)


def test_what_is_alleged_of_the_whole_goes_along_with_a_merge(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    state_at_large(office, case)
    merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    joined = facts_of(target)
    assert joined.reported_as == "wages"
    assert joined.countries == ["PH", "TH"]
    assert joined.indicators == ["wages_withheld"]


def test_both_cases_signs_and_countries_are_joined_and_part_again(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    state_at_large(office, case, paid_for_journey=True)
    state_at_large(
        office, target, reported_as="smuggling", indicators=["debt_bondage"], countries=["PH"]
    )
    before = snapshot(case), snapshot(target)
    move = merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    joined = facts_of(target)
    assert joined.reported_as == "smuggling"
    assert joined.paid_for_journey
    assert joined.indicators == ["debt_bondage", "wages_withheld"]
    merge_services.undo_move(actor=office.head, move=move)
    assert (snapshot(case), snapshot(target)) == before


def test_what_was_stated_since_a_merge_stays_when_it_is_undone(
    office: Office, pair: tuple[Case, Case]
) -> None:
    case, target = pair
    state_at_large(office, case)
    move = merge_services.merge_cases(actor=office.head, case=case, target=target, reason="x")
    state_at_large(
        office,
        target,
        version=facts_of(target).version,
        indicators=["wages_withheld", "intimidation"],
    )
    merge_services.undo_move(actor=office.head, move=move)
    assert facts_of(target).indicators == ["intimidation"]
    assert facts_of(target).countries == ["PH"]
    assert facts_of(case).indicators == ["wages_withheld"]


def test_a_case_split_off_says_of_the_whole_what_the_first_did(office: Office) -> None:
    case = full_case(office, "Both")
    state_at_large(office, case)
    before = snapshot(case)
    target = split(office, case)
    assert snapshot(target)["facts"][0] == {**before["facts"][0], "seen": "", "seen_on": None}
    (move,) = selectors.moves(actor=office.head, case=target)
    merge_services.undo_move(actor=office.head, move=move)
    assert snapshot(case) == before


@pytest.mark.parametrize("was_stated", [True, False])
def test_what_was_stated_of_the_part_split_off_comes_back_with_it(
    office: Office, was_stated: bool
) -> None:
    case = full_case(office, "Both")
    if was_stated:
        state_at_large(office, case, indicators=[])
    target = split(office, case)
    state_at_large(office, target, version=int(was_stated))
    (move,) = selectors.moves(actor=office.head, case=target)
    merge_services.undo_move(actor=office.head, move=move)
    assert facts_of(case).indicators == ["wages_withheld"]


def test_a_shared_count_that_was_decided_stays_decided_on_both_sides_of_a_split(
    office: Office,
) -> None:
    case = full_case(office, "Both")
    for key in ("D1", "D2"):
        Decision._base_manager.create(
            case=case,
            law="ph-ra9208.s4a",
            by=Party._base_manager.get(case=case, key=key),
            victim=Party._base_manager.get(case=case, key="V1"),
            mode="principal",
            since="2026-01-01",
            charged=True,
            count=Count._base_manager.get(case=case, number=1),
            made_on="2026-02-01",
        )
    before = snapshot(case)
    target = split(office, case)
    for side in (case, target):
        (decision,) = Decision._base_manager.filter(case=side)
        assert decision.count is not None
        assert decision.count.case == side
    (move,) = selectors.moves(actor=office.head, case=target)
    merge_services.undo_move(actor=office.head, move=move)
    assert snapshot(case) == before
