"""Tasks and directions: owner, due date, closing and undo, cover, escalation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.policy import NotPermitted
from amends.office.tasks import selectors, services
from amends.office.tasks.models import Task, TaskState
from tests.office.conftest import Office

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def task(office: Office, case: Case) -> Task:
    """Return an open task of the prosecutor's, due tomorrow."""
    return services.set_task(
        actor=office.prosecutor,
        case=case,
        title="Ask for the lease",
        owner=office.prosecutor,
        due=TOMORROW,
    )


def test_a_task_shows_on_its_owners_desk_and_moves_the_cases_next_date(
    office: Office, case: Case, task: Task
) -> None:
    assert list(selectors.own_tasks(actor=office.prosecutor)) == [task]
    case.refresh_from_db()
    assert case.next_date == TOMORROW


def test_finishing_can_be_undone(office: Office, case: Case, task: Task) -> None:
    services.finish_task(actor=office.prosecutor, task=task, outcome="Lease received")
    assert not selectors.own_tasks(actor=office.prosecutor).exists()
    with pytest.raises(ValidationError, match="closed"):
        services.finish_task(actor=office.prosecutor, task=task)
    services.reopen_task(actor=office.prosecutor, task=task)
    assert list(selectors.own_tasks(actor=office.prosecutor)) == [task]
    with pytest.raises(ValidationError, match="open"):
        services.reopen_task(actor=office.prosecutor, task=task)


@pytest.mark.parametrize("days", [-1, -400, 6 * 366])
def test_a_due_date_lies_between_today_and_five_years_ahead(
    office: Office, case: Case, days: int
) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.set_task(
            actor=office.prosecutor,
            case=case,
            title="x",
            owner=office.prosecutor,
            due=TODAY + timedelta(days=days),
        )
    assert "due" in refusal.value.message_dict


def test_an_owner_must_be_able_to_open_the_case(office: Office, case: Case) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.set_task(
            actor=office.prosecutor, case=case, title="x", owner=office.investigator, due=TODAY
        )
    assert "owner" in refusal.value.message_dict


def test_directions_are_set_by_heads_and_registrars_and_stay_until_they_lift_them(
    office: Office, case: Case
) -> None:
    direction = services.set_direction(
        actor=office.head, case=case, title="File the list", owner=office.prosecutor, due=TOMORROW
    )
    with pytest.raises(NotPermitted):
        services.set_direction(
            actor=office.prosecutor, case=case, title="x", owner=office.prosecutor, due=TODAY
        )
    with pytest.raises(ValidationError, match="direction"):
        services.cancel_task(actor=office.prosecutor, task=direction, reason="no")
    with pytest.raises(ValidationError, match="direction"):
        services.reschedule_task(
            actor=office.prosecutor, task=direction, due=TOMORROW, reason="late"
        )
    services.cancel_task(actor=office.head, task=direction, reason="Withdrawn by the court")


def test_moving_a_date_needs_a_reason_and_ends_an_escalation(
    office: Office, case: Case, task: Task
) -> None:
    Task._base_manager.filter(pk=task.pk).update(due=TODAY - timedelta(days=10))
    assert services.escalate_overdue(today=TODAY) == 1
    task.refresh_from_db()
    assert task.escalated_to == office.head
    assert list(selectors.escalated_tasks(actor=office.head)) == [task]
    with pytest.raises(ValidationError):
        services.reschedule_task(actor=office.head, task=task, due=TOMORROW, reason="")
    services.reschedule_task(
        actor=office.head, task=task, due=TOMORROW, reason="The register is closed this week"
    )
    assert not selectors.escalated_tasks(actor=office.head).exists()


def test_a_task_escalates_once_and_only_when_late_enough(
    office: Office, case: Case, task: Task
) -> None:
    assert services.escalate_overdue(today=TODAY) == 0
    assert services.escalate_overdue(today=TOMORROW + timedelta(days=3)) == 0
    assert services.escalate_overdue(today=TOMORROW + timedelta(days=4)) == 1
    assert services.escalate_overdue(today=TOMORROW + timedelta(days=5)) == 0


def test_cover_sees_the_tasks_of_a_colleague_on_leave(
    office: Office, case: Case, task: Task
) -> None:
    accounts.record_leave(
        actor=office.head,
        user=office.prosecutor,
        cover=office.second_prosecutor,
        since=TODAY,
        until=TOMORROW,
    )
    assert list(selectors.own_tasks(actor=office.second_prosecutor)) == [task]
    services.finish_task(actor=office.second_prosecutor, task=task)
    task.refresh_from_db()
    assert (task.state, task.closed_by) == (TaskState.DONE, office.second_prosecutor)


def test_a_batch_is_reassigned_as_a_whole_or_not_at_all(office: Office, case: Case) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Other",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=TODAY,
    )
    cases.assign(actor=office.head, case=case, user=office.second_prosecutor)
    both = [
        services.set_task(
            actor=office.prosecutor, case=c, title="x", owner=office.prosecutor, due=TODAY
        )
        for c in (case, other)
    ]
    with pytest.raises(ValidationError):
        services.reassign_tasks(actor=office.head, tasks=both, owner=office.second_prosecutor)
    assert {t.owner_id for t in Task._base_manager.all()} == {office.prosecutor.pk}


def test_an_agenda_calls_only_late_what_is_late(office: Office, case: Case) -> None:
    for days in (0, 1, 7, 8):
        services.set_task(
            actor=office.prosecutor,
            case=case,
            title=str(days),
            owner=office.prosecutor,
            due=TODAY + timedelta(days=days),
        )
    rows = selectors.own_tasks(actor=office.prosecutor)
    agenda = selectors.agenda(rows, today=TODAY)
    titles = [[t.title for t in part] for part in vars(agenda).values()]
    assert titles == [[], ["0"], ["1", "7"], ["8"]]


@pytest.fixture
def moved(office: Office, case: Case) -> tuple[list[Task], tuple[services.Move, ...]]:
    """Return two tasks of the prosecutor's that were given to a colleague."""
    cases.assign(actor=office.head, case=case, user=office.second_prosecutor)
    both = [
        services.set_task(
            actor=office.prosecutor, case=case, title=title, owner=office.prosecutor, due=TODAY
        )
        for title in ("Ask for the lease", "Hear the neighbour")
    ]
    moves = services.reassign_tasks(actor=office.head, tasks=both, owner=office.second_prosecutor)
    return both, moves


Moved = tuple[list[Task], tuple[services.Move, ...]]


def test_what_was_given_away_is_taken_back(office: Office, moved: Moved) -> None:
    tasks, moves = moved
    assert services.undo_reassignment(actor=office.head, moves=moves) == ()
    for task in tasks:
        task.refresh_from_db()
        assert task.owner == office.prosecutor


def test_what_was_changed_since_stays_and_is_named(office: Office, moved: Moved) -> None:
    tasks, moves = moved
    tasks[0].refresh_from_db()
    services.finish_task(actor=office.second_prosecutor, task=tasks[0])
    assert services.undo_reassignment(actor=office.head, moves=moves) == (tasks[0],)
    tasks[1].refresh_from_db()
    assert tasks[1].owner == office.prosecutor


def test_a_stranger_takes_nothing_back(office: Office, moved: Moved) -> None:
    tasks, moves = moved
    services.undo_reassignment(actor=office.other_head, moves=moves)
    tasks[0].refresh_from_db()
    assert tasks[0].owner == office.second_prosecutor
