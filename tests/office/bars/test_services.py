"""A bar outranks every role, is set at once for whoever is named, and takes two persons to lift."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.accounts.models import User
from amends.office.bars import services as bars
from amends.office.bars.models import Bar
from amends.office.cases import merge_services, selectors
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.intake import services as reports
from amends.office.intake.models import Report, ReportDecision
from amends.office.log import selectors as log
from amends.office.log.models import LogEntry
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted, Role, is_own, is_told, knows_dependence
from tests.office.conftest import OPERATOR, Office, make_account


def bar(office: Office, case: Case, account: User, *, by: User | None = None) -> Bar:
    """Bar somebody whose brother is in the case."""
    return bars.enter_bar(
        actor=by or office.ombudsman,
        case=case,
        account=account,
        ground="relative",
        reason="The owner is a brother.",
    )


def name_party(office: Office, case: Case, name: str, capacity: str = "witness") -> Party:
    """Name somebody as a party."""
    return parties.add_party(
        actor=office.prosecutor, case=case, capacity=capacity, designation=name
    )


@pytest.mark.parametrize("name", ["prosecutor", "head", "registrar", "ombudsman"])
def test_whoever_is_barred_sees_nothing_of_the_case_whatever_the_role(
    office: Office, case: Case, suspect: Party, name: str
) -> None:
    Case._base_manager.filter(pk=case.pk).update(before_court=True)
    person = getattr(office, name)
    assert is_own(person, case)
    bar(office, case, person)
    assert not is_own(person, case)
    assert not is_told(person, case)
    assert not knows_dependence(person, case)
    assert not selectors.cases(actor=person).exists()
    assert not Party.objects.seen_by(person).exists()
    with pytest.raises(NotPermitted):
        cases.write_note(actor=person, case=case, text="seen")


def test_nobody_else_loses_anything_and_no_other_case_does(office: Office, case: Case) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    bar(office, case, office.prosecutor)
    assert is_own(office.prosecutor, other)
    assert is_own(office.head, case)


def test_cover_and_assignment_do_not_reach_around_a_bar(office: Office, case: Case) -> None:
    today = timezone.localdate()
    bar(office, case, office.second_prosecutor)
    accounts.record_leave(
        actor=office.prosecutor,
        user=office.prosecutor,
        cover=office.second_prosecutor,
        since=today,
        until=today,
    )
    assert not is_own(office.second_prosecutor, case)
    with pytest.raises(ValidationError):
        cases.assign(actor=office.head, case=case, user=office.second_prosecutor)


def test_a_report_that_led_to_the_case_is_kept_from_the_barred_too(
    office: Office, case: Case
) -> None:
    row = reports.record_report(
        actor=office.head,
        unit=office.unit,
        kind="ngo",
        received_on=timezone.localdate(),
        way="letter",
        narrative="AAA is held.",
    )
    assert Report.objects.seen_by(office.head).filter(pk=row.pk).exists()
    bar(office, case, office.head)
    assert Report.objects.seen_by(office.head).filter(pk=row.pk).exists()
    ReportDecision._base_manager.create(
        report=row,
        case=case,
        step="join",
        by=office.prosecutor,
        on=timezone.localdate(),
        reason="The same house",
    )
    assert not Report.objects.seen_by(office.head).exists()
    assert Report.objects.seen_by(office.investigator).exists()


def test_naming_somebody_of_the_office_bars_them_at_once_and_unnaming_lifts_nothing(
    office: Office, case: Case
) -> None:
    judge = make_account("judge", Role.HEAD, office.unit)
    accounts.change_account(actor=OPERATOR, user=judge, name="José de la Cruz")
    assert is_own(judge, case)
    party = name_party(office, case, "DE LA CRUZ, Jose Maria")
    assert not is_own(judge, case)
    (entry,) = LogEntry.objects.filter(action="bar.enter")
    assert "judge" in entry.data
    assert "Cruz" not in entry.data
    parties.remove_party(actor=office.prosecutor, party=party)
    parties.edit_party(actor=office.prosecutor, party=party, designation="Somebody else")
    assert not is_own(judge, case)


@pytest.mark.parametrize("designation", ["Cruz", "Brother of Juan", "The house of Jo Cruz"])
def test_part_of_a_name_bars_nobody(office: Office, case: Case, designation: str) -> None:
    accounts.change_account(actor=OPERATOR, user=office.head, name="Juan Cruz")
    name_party(office, case, designation)
    assert not Bar._base_manager.exists()


def test_a_name_of_one_word_must_stand_alone(office: Office, case: Case) -> None:
    name_party(office, case, "Head of the village")
    assert is_own(office.head, case)
    name_party(office, case, "HEAD")
    assert not is_own(office.head, case)


def test_a_name_that_is_corrected_or_an_account_that_comes_later_bars_too(
    office: Office, case: Case
) -> None:
    party = name_party(office, case, "Guard")
    parties.edit_party(actor=office.prosecutor, party=party, designation="Other Head")
    assert Bar._base_manager.get().account == office.other_head
    name_party(office, case, "Ana Reyes")
    later = make_account("ana-reyes", Role.HEAD, office.unit)
    assert not is_own(later, case)


def test_editing_something_else_does_not_bar_again_whom_two_persons_let_in(
    office: Office, case: Case
) -> None:
    party = name_party(office, case, "Head")
    row = Bar._base_manager.get()
    second = make_account("ombudsman-two", Role.OMBUDSMAN, None)
    bars.ask_to_lift(actor=second, bar=row, reason="Another of the same name.")
    bars.lift_bar(actor=office.ombudsman, bar=row)
    parties.edit_party(actor=office.prosecutor, party=party, sex="male")
    assert is_own(office.head, case)


def test_two_persons_lift_a_bar_and_neither_is_the_one_barred(office: Office, case: Case) -> None:
    row = bar(office, case, office.prosecutor, by=office.head)
    with pytest.raises(ValidationError, match="Nobody asked"):
        bars.lift_bar(actor=office.ombudsman, bar=row)
    for person in (office.prosecutor, office.investigator, office.other_head):
        with pytest.raises(NotPermitted):
            bars.ask_to_lift(actor=person, bar=row, reason="Mistaken.")
    bars.ask_to_lift(actor=office.head, bar=row, reason="Mistaken.")
    with pytest.raises(ValidationError, match="does not decide"):
        bars.lift_bar(actor=office.head, bar=row)
    assert not is_own(office.prosecutor, case)
    bars.lift_bar(actor=office.ombudsman, bar=row)
    assert is_own(office.prosecutor, case)
    assert LogEntry.objects.filter(action="bar.lift").count() == 2


def test_declining_leaves_the_bar_and_it_may_be_asked_again(office: Office, case: Case) -> None:
    row = bar(office, case, office.prosecutor)
    bars.ask_to_lift(actor=office.head, bar=row, reason="Mistaken.")
    bars.lift_bar(actor=office.ombudsman, bar=row, granted=False)
    assert not is_own(office.prosecutor, case)
    bars.ask_to_lift(actor=office.head, bar=row, reason="Mistaken, see the letter.")


def test_on_a_barred_head_the_ombudsman_decides(office: Office, case: Case) -> None:
    deputy = make_account("deputy", Role.HEAD, office.unit)
    row = bar(office, case, office.head)
    bars.ask_to_lift(actor=office.ombudsman, bar=row, reason="Mistaken.")
    with pytest.raises(ValidationError, match="the ombudsman decides"):
        bars.lift_bar(actor=deputy, bar=row)
    bars.lift_bar(actor=office.ombudsman, bar=row, granted=False)
    bars.ask_to_lift(actor=deputy, bar=row, reason="Mistaken.")
    bars.lift_bar(actor=office.ombudsman, bar=row)
    assert is_own(office.head, case)


def test_a_bar_on_another_ground_stands_when_one_is_lifted(office: Office, case: Case) -> None:
    row = bar(office, case, office.prosecutor)
    bars.declare_interest(actor=office.prosecutor, reference=case.reference, reason="A friend.")
    bars.ask_to_lift(actor=office.head, bar=row, reason="Mistaken.")
    bars.lift_bar(actor=office.ombudsman, bar=row)
    assert not is_own(office.prosecutor, case)


def test_the_database_itself_refuses_that_one_person_lifts(office: Office, case: Case) -> None:
    row = bar(office, case, office.prosecutor)
    alone = {"lift_asked_by": office.head, "lifted_by": office.head, "lifted_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Bar._base_manager.filter(pk=row.pk).update(**alone)


def test_an_interest_is_declared_alike_whether_there_is_such_a_case(
    office: Office, case: Case
) -> None:
    bars.declare_interest(actor=office.stranger, reference="CAP-1999-9999", reason="A friend.")
    bars.declare_interest(actor=office.stranger, reference=case.reference, reason="A friend.")
    assert Bar._base_manager.get().account == office.stranger


def test_bars_go_with_content_that_moves_and_stay_where_it_was(office: Office, case: Case) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Farm",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=timezone.localdate(),
    )
    cases.assign(actor=office.head, case=other, user=office.second_prosecutor)
    bar(office, case, office.second_prosecutor)
    move = merge_services.merge_cases(
        actor=office.prosecutor, case=case, target=other, reason="One house"
    )
    assert not is_own(office.second_prosecutor, other)
    late = bar(office, other, office.investigator)
    merge_services.undo_move(actor=office.prosecutor, move=move)
    assert not is_own(office.second_prosecutor, other)
    assert Bar._base_manager.filter(account=late.account, case=case).exists()


def test_colleagues_and_the_barred_do_not_learn_of_a_bar_from_the_log(
    office: Office, case: Case
) -> None:
    bar(office, case, office.head)
    history = selectors.history(actor=office.prosecutor, case=case)
    assert not history.filter(action__startswith="bar.").exists()
    assert not log.entries(actor=office.head).filter(action="bar.enter").exists()
    assert log.entries(actor=office.ombudsman).filter(action="bar.enter").exists()
    assert not Bar.objects.seen_by(office.head).exists()
    assert not Bar.objects.seen_by(office.prosecutor).exists()
    assert Bar.objects.seen_by(office.ombudsman).exists()
