"""Opening, editing, assigning, handing over, noting and linking."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from amends.office.cases import selectors, services, view_services
from amends.office.cases.models import Assignment, Case
from amends.office.policy import NotPermitted, is_own
from amends.office.tasks import services as tasks
from tests.office.conftest import OPERATOR, Office

TODAY = timezone.localdate()


def open_case(office: Office, **more: object) -> Case:
    """Open a case of the prosecutor's."""
    given: dict[str, object] = {
        "actor": office.prosecutor,
        "title": "A case",
        "unit": office.unit,
        "jurisdiction": "PH",
        "opened_on": date(2026, 3, 1),
    }
    return services.open_case(**given | more)  # type: ignore[arg-type]  # as the service takes them


def test_references_count_up_within_unit_and_year(office: Office) -> None:
    assert [open_case(office).reference for _ in range(3)] == [
        "CAP-2026-0001",
        "CAP-2026-0002",
        "CAP-2026-0003",
    ]
    assert open_case(office, opened_on=date(2025, 5, 5)).reference == "CAP-2025-0001"


def test_whoever_opens_a_case_leads_it(office: Office) -> None:
    case = open_case(office)
    assert selectors.lead_of(actor=office.head, case=case) == office.prosecutor


def test_a_head_must_name_a_lead(office: Office) -> None:
    with pytest.raises(ValidationError, match="leads"):
        open_case(office, actor=office.head)
    case = open_case(office, actor=office.head, lead=office.second_prosecutor)
    assert is_own(office.second_prosecutor, case)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 10_000),
        ("opened_on", TODAY + timedelta(days=2)),
        ("specialisms", ["astrology"]),
        ("jurisdiction", "PHL"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_opened(
    office: Office, field: str, value: object
) -> None:
    with pytest.raises(ValidationError) as refusal:
        open_case(office, **{field: value})
    assert field in refusal.value.message_dict
    assert not Case._base_manager.exists()


def test_a_case_of_another_unit_cannot_be_opened(office: Office) -> None:
    with pytest.raises(ValidationError):
        open_case(office, unit=office.other_unit)


@pytest.mark.parametrize("role", ["registrar", "ombudsman", "rapporteur", "administrator"])
def test_roles_outside_the_unit_open_no_case(office: Office, role: str) -> None:
    with pytest.raises(NotPermitted):
        open_case(office, actor=getattr(office, role))


def test_the_second_of_two_editors_is_asked_and_loses_nothing(office: Office, case: Case) -> None:
    shown = case.version
    services.edit_case(actor=office.prosecutor, case=case, version=shown, title="First")
    with pytest.raises(ValidationError, match="colleague"):
        services.edit_case(actor=office.head, case=case, version=shown, title="Second")
    case.refresh_from_db()
    assert case.title == "First"
    services.edit_case(actor=office.head, case=case, version=case.version, title="Second")


def test_a_new_lead_keeps_the_old_one_as_member(office: Office, case: Case) -> None:
    services.assign(actor=office.head, case=case, user=office.second_prosecutor, kind="lead")
    kinds = {a.user_id: a.kind for a in selectors.people(actor=office.head, case=case)}
    assert kinds == {office.prosecutor.pk: "member", office.second_prosecutor.pk: "lead"}


def test_nobody_is_assigned_twice_or_from_another_unit_or_role(office: Office, case: Case) -> None:
    for user in (office.prosecutor, office.stranger, office.registrar):
        with pytest.raises(ValidationError):
            services.assign(actor=office.head, case=case, user=user)


def test_only_a_head_assigns(office: Office, case: Case) -> None:
    with pytest.raises(NotPermitted):
        services.assign(actor=office.prosecutor, case=case, user=office.investigator)


def test_a_member_leaves_only_without_open_tasks(office: Office, case: Case) -> None:
    member = services.assign(actor=office.head, case=case, user=office.investigator)
    task = tasks.set_task(
        actor=office.head, case=case, title="Ask", owner=office.investigator, due=TODAY
    )
    with pytest.raises(ValidationError, match="1 open task"):
        services.end_assignment(actor=office.head, assignment=member, reason="moves")
    tasks.reassign_tasks(actor=office.head, tasks=[task], owner=office.prosecutor)
    services.end_assignment(actor=office.head, assignment=member, reason="moves")
    assert not is_own(office.investigator, case)


def test_the_lead_cannot_simply_leave(office: Office, case: Case) -> None:
    lead = Assignment._base_manager.get(case=case)
    with pytest.raises(ValidationError, match="Hand it over"):
        services.end_assignment(actor=office.head, assignment=lead, reason="x")


def test_a_hand_over_moves_the_open_tasks_and_keeps_the_note(office: Office, case: Case) -> None:
    tasks.set_task(actor=office.head, case=case, title="A", owner=office.prosecutor, due=TODAY)
    record = services.hand_over(
        actor=office.prosecutor,
        case=case,
        to_user=office.second_prosecutor,
        note="The witness returns home in May.",
    )
    assert record.tasks_moved == 1
    assert selectors.lead_of(actor=office.head, case=case) == office.second_prosecutor
    assert not is_own(office.prosecutor, case)


def test_a_hand_over_needs_a_note_and_another_person(office: Office, case: Case) -> None:
    with pytest.raises(ValidationError):
        services.hand_over(actor=office.head, case=case, to_user=office.second_prosecutor, note=" ")
    with pytest.raises(ValidationError):
        services.hand_over(actor=office.head, case=case, to_user=office.prosecutor, note="x")


def test_notes_are_withdrawn_by_their_author_and_come_back(office: Office, case: Case) -> None:
    note = services.write_note(actor=office.prosecutor, case=case, text="Shelter called.")
    with pytest.raises(ValidationError):
        services.withdraw_note(actor=office.head, note=note)
    assert services.withdraw_note(actor=office.prosecutor, note=note).withdrawn_at is not None
    back = services.withdraw_note(actor=office.prosecutor, note=note, withdrawn=False)
    assert back.withdrawn_at is None


def test_links_show_from_both_ends_and_only_to_those_who_may_open_both(
    office: Office, case: Case
) -> None:
    other = open_case(office, actor=office.head, lead=office.second_prosecutor)
    link = services.link_cases(actor=office.head, case=case, other=other, reason="Same recruiter")
    assert [found for _, found in selectors.links(actor=office.head, case=case)] == [other]
    assert [found for _, found in selectors.links(actor=office.head, case=other)] == [case]
    assert selectors.links(actor=office.prosecutor, case=case) == []
    with pytest.raises(ValidationError, match="already"):
        services.link_cases(actor=office.head, case=other, other=case, reason="again")
    services.unlink_cases(actor=office.head, link=link)
    assert selectors.links(actor=office.head, case=case) == []


def test_a_link_to_a_case_of_others_is_refused(office: Office, case: Case) -> None:
    other = open_case(office, actor=office.head, lead=office.second_prosecutor)
    with pytest.raises(NotPermitted):
        services.link_cases(actor=office.prosecutor, case=case, other=other, reason="x")


def test_people_are_suggested_by_what_they_are_trained_in_then_by_load(
    office: Office, case: Case
) -> None:
    first, *_ = selectors.suggested_people(actor=office.head, case=case)
    assert (first.user, first.matching) == (office.second_prosecutor, ("child",))


def test_the_list_is_narrowed_by_each_filter(office: Office, case: Case) -> None:
    other = open_case(office, title="Fishing vessel", specialisms=["labour"])

    def found(**filters: object) -> set[str]:
        narrowed = selectors.CaseFilters(**filters)  # type: ignore[arg-type]  # given by field
        rows = selectors.cases(actor=office.head, filters=narrowed)
        return {row.reference for row in rows}

    assert found() == {case.reference, other.reference}
    assert found(text="fishing") == {other.reference}
    assert found(specialism="child") == {case.reference}
    assert found(lead="prosecutor") == {case.reference, other.reference}
    assert found(lead="second") == set()
    assert found(opened_from=date(2026, 2, 1)) == {other.reference}
    assert found(due_within=7) == set()
    assert found(mine=True) == set()
    assert found(stage="trial") == set()


def test_saved_views_belong_to_one_account_and_replace_each_other(office: Office) -> None:
    view_services.save_view(actor=office.head, name="Mine", filters={"mine": True})
    view = view_services.save_view(actor=office.head, name="Mine", filters={"stage": "trial"})
    assert [v.filters for v in selectors.saved_views(actor=office.head)] == [{"stage": "trial"}]
    with pytest.raises(NotPermitted):
        view_services.delete_view(actor=office.prosecutor, view=view)
    view_services.delete_view(actor=office.head, view=view)
    assert not selectors.saved_views(actor=office.head).exists()


def test_the_system_may_open_a_case_with_a_named_lead(office: Office) -> None:
    assert open_case(office, actor=OPERATOR, lead=office.prosecutor).pk
