"""The pages of tasks: one screen to set one, one press to finish, and every list narrowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.tasks import services
from amends.office.tasks.models import Task, TaskKind, TaskState
from tests.office.conftest import Office

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    """Return a browser in which the prosecutor is logged in."""
    client.force_login(office.prosecutor)
    return client


@pytest.fixture
def task(office: Office, case: Case) -> Task:
    """Return an open task of the prosecutor's, due tomorrow."""
    return set_task(office, case, "Ask for the lease")


def set_task(office: Office, case: Case, title: str) -> Task:
    """Set a task of the prosecutor's."""
    return services.set_task(
        actor=office.prosecutor, case=case, title=title, owner=office.prosecutor, due=TOMORROW
    )


def text(answer: object) -> str:
    """Return the page of an answer."""
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]  # a response


def the_task() -> Task:
    """Return the one task there is."""
    return Task._base_manager.get()


def test_setting_a_task_takes_one_screen(reader: Client, office: Office, case: Case) -> None:
    address = reverse("task-set", args=[case.reference])
    assert "What must be done" in text(reader.get(address))
    given = {
        "title": "Ask for the lease",
        "owner": office.prosecutor.pk,
        "due": TOMORROW.isoformat(),
        "detail": "From the registry",
    }
    answer = reader.post(address, given, follow=True)
    assert answer.redirect_chain == [(reverse("case-tasks", args=[case.reference]), 302)]
    assert "Ask for the lease is set for Prosecutor." in text(answer)
    assert the_task().detail == "From the registry"
    reader.post(reverse("task-withdraw", args=[case.reference, the_task().pk]))
    assert the_task().state == TaskState.CANCELLED


def test_what_is_wrong_stands_beside_its_field_and_above(
    reader: Client, office: Office, case: Case
) -> None:
    address = reverse("task-set", args=[case.reference])
    page = text(
        reader.post(
            address,
            {"title": "", "owner": office.prosecutor.pk, "due": "2020-01-01"},
        )
    )
    assert 'href="#id_title"' in page
    page = text(
        reader.post(address, {"title": "x", "owner": office.prosecutor.pk, "due": "2020-01-01"})
    )
    assert page.count("This day is past.") == 2
    assert not Task._base_manager.exists()


def test_only_those_who_may_open_the_case_are_offered(
    reader: Client, office: Office, case: Case
) -> None:
    page = text(reader.get(reverse("task-set", args=[case.reference])))
    assert "Head (Head of unit)" in page
    assert "Second" not in page
    answer = reader.post(
        reverse("task-set", args=[case.reference]),
        {"title": "x", "owner": office.stranger.pk, "due": TOMORROW.isoformat()},
    )
    assert answer.status_code == 200
    assert not Task._base_manager.exists()


def test_head_sets_a_direction_and_a_prosecutor_cannot(
    client: Client, office: Office, case: Case
) -> None:
    address = reverse("direction-set", args=[case.reference])
    given = {"title": "File the list", "owner": office.prosecutor.pk, "due": TOMORROW.isoformat()}
    client.force_login(office.prosecutor)
    assert client.post(address, given).status_code in {403, 404}
    client.force_login(office.head)
    assert client.post(address, given).status_code == 302
    assert the_task().kind == TaskKind.DIRECTION


def test_done_is_one_press_and_can_be_undone(reader: Client, case: Case, task: Task) -> None:
    finish = reverse("task-finish", args=[case.reference, task.pk])
    page = text(reader.post(finish, follow=True))
    reopen = reverse("task-reopen", args=[case.reference, task.pk])
    assert "Ask for the lease is done." in page
    assert f'action="{reopen}"' in page
    assert the_task().state == TaskState.DONE
    assert reader.post(finish).status_code == 302, "a second press changes nothing"
    reader.post(reopen)
    assert the_task().state == TaskState.OPEN
    answer = reader.post(finish, {"from": "desk"})
    assert answer.headers["Location"] == reverse("own-tasks")


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        ({"form": "finish", "outcome": "Lease received"}, "outcome", "Lease received"),
        ({"form": "cancel", "reason": "Lease was in the file"}, "state", TaskState.CANCELLED),
        (
            {"form": "move", "due": (TODAY + timedelta(days=9)).isoformat(), "reason": "Holiday"},
            "due",
            TODAY + timedelta(days=9),
        ),
    ],
    ids=["finish", "cancel", "move"],
)
def test_the_page_of_a_task_changes_it(
    reader: Client, case: Case, task: Task, given: dict[str, str], field: str, value: object
) -> None:
    answer = reader.post(reverse("task", args=[case.reference, task.pk]), given)
    assert answer.status_code == 302
    assert getattr(the_task(), field) == value


def test_a_task_is_given_to_somebody_who_works_on_the_case(
    reader: Client, office: Office, case: Case, task: Task
) -> None:
    cases.assign(actor=office.head, case=case, user=office.liaison)
    address = reverse("task", args=[case.reference, task.pk])
    reader.post(address, {"form": "reassign", "owner": office.liaison.pk})
    assert the_task().owner == office.liaison


def test_page_of_a_task_says_what_is_wrong(reader: Client, case: Case, task: Task) -> None:
    address = reverse("task", args=[case.reference, task.pk])
    page = text(reader.post(address, {"form": "move", "due": "2020-01-01", "reason": "x"}))
    assert page.count("This day is past.") == 2
    assert "#move_due" in page
    assert the_task().due == TOMORROW


def test_direction_is_moved_and_cancelled_by_its_setters_only(
    reader: Client, office: Office, case: Case
) -> None:
    direction = services.set_direction(
        actor=office.head, case=case, title="File", owner=office.prosecutor, due=TOMORROW
    )
    address = reverse("task", args=[case.reference, direction.pk])
    page = text(reader.get(address))
    assert "Mark as done" in page
    assert "Cancel the task" not in page
    assert "Move the date" not in page
    reader.force_login(office.head)
    page = text(reader.get(address))
    assert "Cancel the task" in page
    assert "Move the date" in page


def test_task_of_another_case_is_not_found_under_this_one(
    reader: Client, office: Office, case: Case, task: Task
) -> None:
    other = cases.open_case(
        actor=office.prosecutor,
        title="Another",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=TODAY,
    )
    assert reader.get(reverse("task", args=[other.reference, task.pk])).status_code == 404


@pytest.mark.parametrize(
    ("days", "shown"), [(-1, {"overdue"}), (0, {"today"}), (3, {"week"}), (20, set())]
)
def test_own_tasks_are_narrowed_by_when_they_are_due(
    reader: Client, case: Case, task: Task, days: int, shown: set[str]
) -> None:
    Task._base_manager.update(due=TODAY + timedelta(days=days))
    found = {
        due
        for due in ("overdue", "today", "week")
        if "Ask for the lease" in text(reader.get(reverse("own-tasks"), {"due": due}))
    }
    assert found == shown
    assert "Ask for the lease" in text(reader.get(reverse("own-tasks")))


def test_nonsense_in_the_address_narrows_nothing(reader: Client, case: Case, task: Task) -> None:
    page = text(reader.get(reverse("own-tasks"), {"due": "later", "whose": "x", "kind": "y"}))
    assert "Ask for the lease" in page


def test_covered_tasks_are_marked(client: Client, office: Office, case: Case, task: Task) -> None:
    accounts.record_leave(
        actor=office.prosecutor,
        user=office.prosecutor,
        cover=office.second_prosecutor,
        since=TODAY,
        until=TOMORROW,
    )
    client.force_login(office.second_prosecutor)
    page = text(client.get(reverse("own-tasks")))
    assert "Ask for the lease" in page
    assert "You cover" in page


def test_head_gives_several_tasks_to_somebody_else(
    client: Client, office: Office, case: Case, task: Task
) -> None:
    second = set_task(office, case, "Ask for the receipts")
    cases.assign(actor=office.head, case=case, user=office.second_prosecutor)
    client.force_login(office.head)
    address = f"{reverse('own-tasks')}?whose=all"
    given = {"tasks": [task.pk, second.pk], "owner": office.second_prosecutor.pk}
    answer = client.post(address, given, follow=True)
    assert "2 tasks are given to Second." in text(answer)
    assert {t.owner for t in Task._base_manager.all()} == {office.second_prosecutor}


def test_giving_tasks_away_says_what_stands_against_it(
    client: Client, office: Office, case: Case, task: Task
) -> None:
    client.force_login(office.head)
    address = f"{reverse('own-tasks')}?whose=all"
    page = text(client.post(address, {"owner": office.second_prosecutor.pk}))
    assert "Tick the tasks to give to somebody else." in page
    given = {"tasks": [task.pk], "owner": office.second_prosecutor.pk}
    page = text(client.post(address, given))
    assert page.count("This person cannot open the case.") == 2
    assert "checked" in page, "what was ticked stays ticked"
    assert the_task().owner == office.prosecutor


def test_strangers_find_no_task(client: Client, office: Office, case: Case, task: Task) -> None:
    client.force_login(office.stranger)
    assert client.get(reverse("task", args=[case.reference, task.pk])).status_code == 404
    assert "Ask for the lease" not in text(client.get(reverse("own-tasks"), {"whose": "all"}))
    client.force_login(office.administrator)
    assert client.get(reverse("own-tasks")).status_code == 404


def test_list_of_a_case_with_many_tasks_stays_small(
    reader: Client, office: Office, case: Case, defendant: Party
) -> None:
    for number in range(60):
        set_task(office, case, f"Task {number:02d}")
    answer = reader.get(reverse("case-tasks", args=[case.reference]))
    assert len(answer.content) < 100_000
    assert "1 to 50 of 60" in text(answer)


def test_giving_tasks_away_is_undone_with_one_button(
    client: Client, office: Office, case: Case
) -> None:
    """Ticking the wrong colleague is easily done and must be as easily undone."""
    cases.assign(actor=office.head, case=case, user=office.second_prosecutor)
    task = services.set_task(
        actor=office.head,
        case=case,
        title="Ask for the lease",
        owner=office.head,
        due=timezone.localdate(),
    )
    client.force_login(office.head)
    url = reverse("own-tasks")
    given = {"tasks": [task.pk], "owner": office.second_prosecutor.pk}
    page = client.post(url, given, follow=True)
    assert "Take back what was just given away" in text(page)
    page = client.post(url, {"undo": "yes"}, follow=True)
    assert "1 task is back with whom it was" in text(page)
    assert "Take back what was just given away" not in text(page)
    task.refresh_from_db()
    assert task.owner == office.head
