"""Deciding on evidential issues: as a task, set aside, by hand; and each of them undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from amends.casefile import demo_cases
from amends.office.cases import services as cases
from amends.office.cases.casefile_services import open_from_casefile
from amends.office.cases.models import Case
from amends.office.parties.models import Party
from amends.office.policy import NotPermitted
from amends.office.statements import issue_services as services
from amends.office.statements import selectors
from amends.office.statements.issue_rows import IssueRow, issue_rows
from amends.office.statements.models import IssueMark
from amends.office.statements.record_selectors import held
from amends.office.tasks.models import Task
from amends.office.tasks.services import finish_task
from amends.office.timeline import services as timeline
from tests.office.conftest import Office
from tests.office.statements.conftest import Enters


def rows(office: Office, case: Case) -> dict[tuple[str, str], IssueRow]:
    """Return the issues of a case as its page shows them."""
    actor = office.prosecutor
    found = issue_rows(held(actor=actor, case=case), selectors.issue_marks(actor=actor, case=case))
    return {(row.code, row.person.designation if row.person else ""): row for row in found}


@pytest.fixture
def changed(enters: Enters) -> None:
    """Let the victim have said two different things."""
    enters("denies", on="2026-02-01")
    enters("asserts", on="2026-02-03")


@pytest.mark.usefixtures("changed")
def test_an_issue_is_taken_up_as_a_task_that_does_not_say_what_it_is_about(
    office: Office, case: Case, victim: Party
) -> None:
    row = rows(office, case)["E01", "AAA"]
    assert row.is_open
    said = row.reasons[0].sentence.replace("\u2068", "").replace("\u2069", "")
    assert said == "AAA: S1, S2 say different things on the same point."
    mark = services.accept_issue(actor=office.prosecutor, case=case, issue="E01", person=victim)
    task = Task._base_manager.get()
    assert (mark.task, task.owner) == (task, office.prosecutor)
    assert task.due == timezone.localdate() + timedelta(days=14)
    assert not {"AAA", "S1", "differ"} & set(f"{task.title} {task.detail}".split())
    row = rows(office, case)["E01", "AAA"]
    assert (row.is_open, row.accepted) == (False, mark)
    with pytest.raises(ValidationError):
        services.accept_issue(actor=office.prosecutor, case=case, issue="E01", person=victim)


@pytest.mark.usefixtures("changed")
def test_undoing_cancels_the_task_that_is_still_open_and_no_other(
    office: Office, case: Case, victim: Party
) -> None:
    for done in (False, True):
        mark = services.accept_issue(actor=office.prosecutor, case=case, issue="E01", person=victim)
        assert mark.task is not None
        if done:
            finish_task(actor=office.prosecutor, task=mark.task)
        services.undo_mark(actor=office.prosecutor, mark=mark)
        mark.task.refresh_from_db()
        assert mark.task.state == ("done" if done else "cancelled")
        with pytest.raises(ValidationError):
            services.undo_mark(actor=office.prosecutor, mark=mark)
    assert rows(office, case)["E01", "AAA"].is_open


@pytest.mark.usefixtures("changed")
def test_what_was_set_aside_comes_up_again_with_new_grounds_only(
    office: Office, case: Case, victim: Party, enters: Enters
) -> None:
    services.set_issue_aside(
        actor=office.prosecutor, case=case, issue="E01", person=victim, reason="A slip."
    )
    assert not rows(office, case)["E01", "AAA"].is_open
    enters("denies", on="2026-02-05")
    row = rows(office, case)["E01", "AAA"]
    assert (row.is_open, row.again) == (True, True)
    assert [reason.new for reason in row.reasons] == [True]
    services.set_issue_aside(
        actor=office.prosecutor, case=case, issue="E01", person=victim, reason="Another."
    )
    row = rows(office, case)["E01", "AAA"]
    assert (row.is_open, row.aside and row.aside.reason) == (False, "Another.")
    assert IssueMark._base_manager.filter(undone_at=None).count() == 1


def test_an_issue_the_record_cannot_show_is_marked_by_hand(office: Office, case: Case) -> None:
    mark = services.mark_issue(
        actor=office.prosecutor, case=case, issue="E05", reason="Returned twice."
    )
    row = rows(office, case)["E05", ""]
    assert (row.is_open, row.marked, row.reasons) == (True, mark, ())
    services.accept_issue(actor=office.prosecutor, case=case, issue="E05")
    assert not rows(office, case)["E05", ""].is_open
    with pytest.raises(ValidationError):
        services.mark_issue(actor=office.prosecutor, case=case, issue="E05", reason="Twice")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"issue": "E99"}, "issue"),
        ({"reason": " "}, "reason"),
    ],
)
def test_a_decision_that_cannot_be_right_is_refused(
    office: Office, case: Case, given: dict[str, Any], field: str
) -> None:
    for act in (services.set_issue_aside, services.mark_issue):
        with pytest.raises(ValidationError) as refused:
            act(actor=office.prosecutor, case=case, **{"issue": "E01", "reason": "x", **given})
        assert field in refused.value.message_dict
    assert not IssueMark._base_manager.exists()


def test_a_lawyer_decides_and_the_task_goes_to_whoever_sees_statements(
    office: Office, case: Case
) -> None:
    for user in (office.investigator, office.liaison):
        cases.assign(actor=office.head, case=case, user=user)
    with pytest.raises(NotPermitted):
        services.mark_issue(actor=office.investigator, case=case, issue="E05", reason="x")
    with pytest.raises(ValidationError) as refused:
        services.accept_issue(actor=office.prosecutor, case=case, issue="E05", owner=office.liaison)
    assert "owner" in refused.value.message_dict
    services.accept_issue(
        actor=office.prosecutor, case=case, issue="E05", owner=office.investigator
    )
    assert Task._base_manager.get().owner == office.investigator


def test_a_struck_event_suggests_nothing(office: Office, case: Case, victim: Party) -> None:
    event = timeline.record_event(
        actor=office.prosecutor, case=case, code="VICTIM_LEFT", on="2026-02-01", parties=[victim]
    )
    before = rows(office, case)["E08", "AAA"]
    assert len(before.reasons) == 2
    timeline.strike_event(actor=office.prosecutor, event=event, reason="Another one")
    assert len(rows(office, case)["E08", "AAA"].reasons) == 1


# What a lawyer who knows the judgment expects to be asked about, in each recorded case.
EXPECTED = {
    "domestic-servitude-us": {"E03", "E04", "E06", "E07", "E09", "E12", "E18"},
    "debt-contract-au": {"E03", "E06", "E09", "E11", "E12", "E19"},
    "minor-entrapment-ph": {"E06", "E08", "E09", "E11", "E13", "E14"},
}
NOT_EXPECTED = {
    "domestic-servitude-us": {"E08", "E11", "E14", "E19"},
    "debt-contract-au": {"E04", "E08", "E14", "E18"},
    "minor-entrapment-ph": {"E03", "E04", "E07", "E12", "E18", "E19"},
}


@pytest.mark.parametrize("file", demo_cases(), ids=lambda file: file.key)
def test_the_recorded_cases_suggest_what_was_at_issue_in_them(office: Office, file: Any) -> None:
    case = open_from_casefile(
        actor=office.prosecutor, unit=office.unit, lead=office.prosecutor, casefile=file
    )
    found = {code for code, _person in rows(office, case)}
    assert found >= EXPECTED[file.key], EXPECTED[file.key] - found
    assert not found & NOT_EXPECTED[file.key], found & NOT_EXPECTED[file.key]
    for row in rows(office, case).values():
        for reason in row.reasons:
            assert "%(" not in reason.sentence
            assert all(one.label for one in reason.records)
