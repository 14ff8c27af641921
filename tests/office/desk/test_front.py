"""The front page of each role: what waits, what is at risk, and nothing of what it may not see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amends.office.accounts import services as accounts
from amends.office.cases import services as cases
from amends.office.cases.models import Case
from amends.office.desk.front.count_selectors import Figure, count_front
from amends.office.desk.front.court import court_front
from amends.office.desk.front.decisions import decisions
from amends.office.desk.front.oversight import oversight_front
from amends.office.desk.front.unit_selectors import unit_front
from amends.office.desk.front.victim_selectors import Need, victims_first
from amends.office.desk.front.work import work_front
from amends.office.log.models import LogEntry
from amends.office.parties import count_services
from amends.office.parties import services as parties
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.office.tasks import services as tasks
from amends.office.tasks.models import Task
from amends.office.timeline import services as timeline
from tests.office.conftest import OPERATOR, Office

TODAY = timezone.localdate()
FRONT = "/"


def day(days: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(days=days)


def text(client: Client, address: str = FRONT) -> str:
    """Return a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def set_task(office: Office, case: Case, title: str, due: date, **more: object) -> Task:
    """Set a task, dated back when its date has passed."""
    task = tasks.set_task(
        actor=office.prosecutor,
        case=case,
        title=title,
        owner=office.prosecutor,
        due=max(due, TODAY),
    )
    Task._base_manager.filter(pk=task.pk).update(due=due, **more)
    task.refresh_from_db()
    return task


def record(office: Office, case: Case, code: str, days: int, *about: Party, **details: str) -> None:
    """Record an event so many days from today, without its next step."""
    timeline.record_event(
        actor=OPERATOR,
        case=case,
        code=code,
        on=day(days).isoformat(),
        parties=about,
        details=details,
        set_next_step=False,
    )


def another_case(office: Office, number: int) -> Case:
    """Open a case with a victim, a defendant, an arrest and a task."""
    case = cases.open_case(
        actor=office.prosecutor,
        title=f"Case {number}",
        unit=office.unit,
        jurisdiction="PH",
        opened_on=day(-60),
        specialisms=["money"],
    )
    victim = parties.add_party(actor=office.prosecutor, case=case, capacity="victim")
    suspect = parties.add_party(
        actor=office.prosecutor,
        case=case,
        capacity="suspect",
        designation="Driver",
        screen_finding="no_sign",
        screen_reasons="Paid.",
    )
    count_services.add_count(
        actor=office.prosecutor,
        case=case,
        citation="RA 9208 s.4(a)",
        offence="Trafficking",
        defendants=[suspect],
        victims=[victim],
    )
    record(office, case, "INDICTED", -40, suspect)
    record(office, case, "PERMIT_GRANTED", -30, victim, until=day(20).isoformat())
    record(office, case, "HEARING_SET", 5, hearing="trial")
    set_task(office, case, f"Task {number}", day(-1))
    return case


def test_tasks_stand_under_when_they_are_due(office: Office, case: Case) -> None:
    for title, days in [("late", -3), ("now", 0), ("soon", 4), ("far", 30)]:
        set_task(office, case, title, day(days))
    front = work_front(actor=office.prosecutor, today=TODAY)
    assert [t.title for t in front.desk.overdue.rows] == ["late"]
    assert [t.title for t in front.desk.today.rows] == ["now"]
    assert [t.title for t in front.desk.this_week.rows] == ["soon"]
    assert front.desk.later == 1


def test_a_full_desk_shows_the_first_of_each_group_and_how_many_there_are(
    client: Client, office: Office, case: Case
) -> None:
    for number in range(12):
        set_task(office, case, f"late {number:02}", day(-number - 1))
    overdue = work_front(actor=office.prosecutor, today=TODAY).desk.overdue
    assert (len(overdue.rows), overdue.number) == (8, 12)
    assert overdue.rows[0].title == "late 11", "the longest overdue comes first"
    client.force_login(office.prosecutor)
    assert "All that is overdue" in text(client)


def test_a_quiet_desk_says_so(client: Client, office: Office) -> None:
    client.force_login(office.prosecutor)
    assert "Nothing waits for you" in text(client)


def test_only_what_is_overdue_is_drawn_as_overdue(
    client: Client, office: Office, case: Case
) -> None:
    set_task(office, case, "soon", day(2))
    client.force_login(office.prosecutor)
    assert "tile--overdue" not in text(client)
    set_task(office, case, "late", day(-2))
    assert text(client).count("tile--overdue") == 1


def test_clocks_of_worst_consequence_come_first(
    office: Office, case: Case, defendant: Party
) -> None:
    record(office, case, "INDICTED", -5, defendant)
    record(office, case, "PRETRIAL", -2, defendant)
    clocks = work_front(actor=office.prosecutor, today=TODAY).clocks
    severities = [row.clock.severity for row in clocks.rows]
    assert len(set(severities)) > 1
    assert severities == sorted(severities, reverse=True)
    assert all(row.rule is not None for row in clocks.rows)


def test_victim_not_told_since_the_decision_comes_first(
    office: Office, case: Case, defendant: Party, victim: Party
) -> None:
    record(office, case, "VICTIM_TOLD", -20, victim)
    assert victims_first(actor=office.liaison, today=TODAY) == []
    cases.assign(actor=office.head, case=case, user=office.liaison)
    record(office, case, "INDICTED", -5, defendant)
    found = victims_first(actor=office.liaison, today=TODAY)
    assert [(item.party, item.need, item.day) for item in found] == [(victim, Need.NOTICE, day(-5))]
    record(office, case, "VICTIM_TOLD", -5, victim)
    assert victims_first(actor=office.liaison, today=TODAY) == []


def test_a_struck_notice_tells_nobody(
    office: Office, case: Case, defendant: Party, victim: Party
) -> None:
    record(office, case, "INDICTED", -5, defendant)
    notice = timeline.record_event(
        actor=office.prosecutor,
        case=case,
        code="VICTIM_TOLD",
        on=TODAY.isoformat(),
        parties=[victim],
    )
    assert victims_first(actor=office.prosecutor, today=TODAY) == []
    timeline.strike_event(actor=office.prosecutor, event=notice, reason="Another victim")
    assert len(victims_first(actor=office.prosecutor, today=TODAY)) == 1


@pytest.mark.parametrize(("days", "listed"), [(-3, True), (10, True), (60, True), (61, False)])
def test_a_permit_that_ends_soon_is_listed(
    office: Office, case: Case, victim: Party, days: int, listed: bool
) -> None:
    record(office, case, "PERMIT_GRANTED", -90, victim, until=day(-30).isoformat())
    record(office, case, "PERMIT_GRANTED", -20, victim, until=day(days).isoformat())
    found = victims_first(actor=office.prosecutor, today=TODAY)
    assert [item.day for item in found] == ([day(days)] if listed else [])


def test_decisions_are_charges_outcomes_and_releases() -> None:
    assert {"CHARGED", "INDICTED", "RELEASED", "SENTENCED", "VERDICT_ACQUITTED"} <= decisions()
    assert not {"REPORT", "HEARING_SET", "VICTIM_TOLD", "RESTITUTION_PAID"} & decisions()


def test_hearings_within_fourteen_days_are_shown(
    client: Client, office: Office, case: Case
) -> None:
    record(office, case, "HEARING_SET", 14, hearing="trial")
    record(office, case, "HEARING_SET", 15, hearing="judgment")
    client.force_login(office.prosecutor)
    page = text(client)
    assert "Trial sitting" in page
    assert "Hearing: <bdi>Judgment" not in page
    assert "Judgment" in text(client, reverse("date-list"))


def test_leave_and_cover_are_told(client: Client, office: Office, case: Case) -> None:
    set_task(office, case, "Ask for the lease", TODAY)
    accounts.record_leave(
        actor=office.prosecutor,
        user=office.prosecutor,
        cover=office.second_prosecutor,
        since=TODAY,
        until=day(3),
    )
    client.force_login(office.second_prosecutor)
    page = text(client)
    assert "Prosecutor is away from" in page
    assert "Ask for the lease" in page


def test_head_sees_what_the_unit_carries(office: Office, case: Case) -> None:
    set_task(office, case, "late", day(-9))
    set_task(office, case, "soon", day(3))
    front = unit_front(actor=office.head, today=TODAY)
    heaviest = front.loads[0]
    assert heaviest.user == office.prosecutor
    assert (heaviest.cases, heaviest.tasks, heaviest.overdue) == (1, 2, 1)
    assert front.overdue == 1
    assert office.stranger not in [load.user for load in front.loads]


def test_escalated_task_reaches_the_head(client: Client, office: Office, case: Case) -> None:
    set_task(office, case, "very late", day(-30))
    tasks.escalate_overdue(today=TODAY)
    client.force_login(office.head)
    assert "very late" in text(client)
    client.force_login(office.prosecutor)
    assert "Escalated to the head" in text(client)


def test_case_in_which_nothing_happens_is_idle_until_something_does(
    office: Office, case: Case
) -> None:
    Case._base_manager.update(opened_on=day(-90))

    def idle() -> list[Case]:
        return list(unit_front(actor=office.head, today=TODAY).idle.rows)

    assert idle() == [case]
    record(office, case, "SEARCH", -31)
    assert idle() == [case]
    record(office, case, "HEARING_SET", 40, hearing="trial")
    assert idle() == []


def test_finished_task_is_a_step(office: Office, case: Case) -> None:
    Case._base_manager.update(opened_on=day(-90))
    task = set_task(office, case, "Ask for the lease", TODAY)
    assert unit_front(actor=office.head, today=TODAY).idle.number == 1
    tasks.finish_task(actor=office.prosecutor, task=task)
    assert unit_front(actor=office.head, today=TODAY).idle.number == 0


def test_case_lacks_a_specialism_until_somebody_trained_works_on_it(
    office: Office, case: Case
) -> None:
    assert list(unit_front(actor=office.head, today=TODAY).unmatched.rows) == [case]
    trained = accounts.change_account(
        actor=office.administrator, user=office.prosecutor, specialisms=["child", "sexual"]
    )
    assert trained.specialisms == ["child", "sexual"]
    assert unit_front(actor=office.head, today=TODAY).unmatched.number == 0


def test_registrar_sees_dates_and_late_directions_of_cases_before_court(
    client: Client, office: Office, case: Case, defendant: Party
) -> None:
    direction = tasks.set_direction(
        actor=office.head, case=case, title="File", owner=office.prosecutor, due=TODAY
    )
    Task._base_manager.filter(pk=direction.pk).update(due=day(-2))
    assert court_front(actor=office.registrar, today=TODAY).before_court == 0
    record(office, case, "INDICTED", -5, defendant)
    record(office, case, "HEARING_SET", 20, hearing="arraignment")
    front = court_front(actor=office.registrar, today=TODAY)
    assert (front.before_court, front.directions, len(front.late)) == (1, 1, 1)
    client.force_login(office.registrar)
    assert "Arraignment" in text(client)


def test_ombudsman_sees_delay_over_all_units_and_no_name(
    client: Client, office: Office, case: Case, defendant: Party
) -> None:
    direction = tasks.set_direction(
        actor=office.head, case=case, title="File", owner=office.prosecutor, due=TODAY
    )
    Task._base_manager.filter(pk=direction.pk).update(due=day(-2))
    record(office, case, "PRETRIAL", -400, defendant)
    client.force_login(office.stranger)
    client.get(reverse("account-list"))
    front = oversight_front(actor=office.ombudsman, today=TODAY)
    assert (front.late_directions, front.refused) == (1, 1)
    assert front.late_clocks >= 1
    assert front.units[0].name == office.unit.name
    assert front.verdict.broken is None
    client.force_login(office.ombudsman)
    page = text(client)
    assert "Capital unit" in page
    assert "Owner of the house" not in page + text(client, reverse("clock-list"))


def test_ombudsman_is_told_when_the_log_was_changed(
    client: Client, office: Office, case: Case
) -> None:
    LogEntry.objects.filter(sequence=3).update(actor_label="somebody else")
    client.force_login(office.ombudsman)
    page = text(client)
    assert "The log does not hold" in page
    assert "look at entry 3" in page


def test_newest_entries_are_checked_against_the_one_before_them(office: Office, case: Case) -> None:
    from amends.office.log.selectors import newest_hold

    assert newest_hold(actor=office.ombudsman, number=2).broken is None
    LogEntry.objects.filter(pk=LogEntry.objects.latest("sequence").pk).delete()
    assert newest_hold(actor=office.ombudsman, number=2).broken is not None


@pytest.mark.parametrize(("number", "shown"), [(0, None), (4, None), (5, 5), (12, 12)])
def test_small_figures_are_not_shown(number: int, shown: int | None) -> None:
    assert Figure(number).shown == shown


def test_rapporteur_sees_figures_over_all_units_and_no_case(client: Client, office: Office) -> None:
    for number in range(5):
        another_case(office, number)
    years = count_front(actor=office.rapporteur).years
    assert [(y.year, y.cases.number, y.defendants[0].number) for y in years] == [
        (day(-60).year, 5, 5)
    ]
    client.force_login(office.rapporteur)
    page = text(client)
    assert "CAP-" not in page
    assert page.count("fewer than 5") >= 4
    with pytest.raises(NotPermitted):
        count_front(actor=office.prosecutor)


def test_administrator_sees_accounts_and_no_case(
    client: Client, office: Office, case: Case
) -> None:
    accounts.reset_password(
        actor=office.administrator, user=office.liaison, password="a new one for the liaison"
    )
    client.force_login(office.administrator)
    page = text(client)
    assert case.reference not in page
    assert "Still with a first password" in page
    assert reverse("account-change", args=["liaison"]) in page


@pytest.mark.parametrize(
    "who",
    ["prosecutor", "investigator", "liaison", "head", "registrar", "ombudsman"],
)
def test_front_page_asks_the_same_number_of_questions_however_many_cases(
    client: Client, office: Office, who: str
) -> None:
    user = getattr(office, who)

    def opened(number: int) -> None:
        case = another_case(office, number)
        for member in (office.investigator, office.liaison):
            cases.assign(actor=office.head, case=case, user=member)

    def questions() -> int:
        client.force_login(user)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            text(client)
        return len(asked)

    opened(1)
    opened(2)
    few = questions()
    for number in range(3, 9):
        opened(number)
    assert questions() == few
    assert few <= 45


@pytest.mark.parametrize("who", ["prosecutor", "head", "registrar", "ombudsman", "rapporteur"])
def test_front_page_stays_small(client: Client, office: Office, who: str) -> None:
    for number in range(15):
        another_case(office, number)
    client.force_login(getattr(office, who))
    assert len(client.get(FRONT).content) < 100_000


@pytest.mark.parametrize("name", ["clock-list", "date-list"])
def test_lists_behind_the_figures(client: Client, office: Office, name: str) -> None:
    client.force_login(office.prosecutor)
    assert "empty-state" in text(client, reverse(name))
    case = another_case(office, 1)
    page = text(client, reverse(name))
    assert case.reference in page
    assert "empty-state" not in page
    client.force_login(office.stranger)
    assert case.reference not in text(client, reverse(name))
    client.force_login(office.administrator)
    assert client.get(reverse(name)).status_code == 404
