"""Setting, finishing, cancelling, moving and escalating tasks, in any order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.office.accounts.models import User
from amends.office.cases import services as cases
from amends.office.tasks import selectors, services
from amends.office.tasks.models import Task, TaskState
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

ACTORS = st.sampled_from(("head", "prosecutor", "registrar", "stranger", "rapporteur"))
NUMBERS = st.integers(0, 20)
DAYS = st.integers(-3, 2_000)
REASONS = st.sampled_from(("", "   ", "The court moved it"))
CLOSED = {TaskState.DONE, TaskState.CANCELLED}


class Tasks(OfficeMachine):
    """The tasks and directions of one case."""

    def begin(self) -> None:
        """Open the case and set one task."""
        office = self.office
        self.today = timezone.localdate()
        self.case = cases.open_case(
            actor=office.prosecutor,
            title="House in the harbour street",
            unit=office.unit,
            jurisdiction="PH",
            opened_on=self.today,
        )
        self.set_by(office.prosecutor, services.set_task, 3)

    @rule(who=ACTORS, days=DAYS, order=st.booleans())
    def set_something(self, who: str, days: int, order: bool) -> None:
        """Set a task or a direction."""
        act = services.set_direction if order else services.set_task
        done = self.attempt(lambda: self.set_by(self.person(who), act, days))
        assert done is None or 0 <= days <= services.FURTHEST_AHEAD.days
        assert not (done and order) or who in {"head", "registrar"}

    @rule(who=ACTORS, which=NUMBERS)
    def finish(self, who: str, which: int) -> None:
        """Finish a task."""
        task = self.pick(which)
        before = task.state
        done = self.attempt(lambda: services.finish_task(actor=self.person(who), task=task))
        assert done is None or before == TaskState.OPEN

    @rule(who=ACTORS, which=NUMBERS, reason=REASONS)
    def cancel(self, who: str, which: int, reason: str) -> None:
        """Cancel a task, which needs a reason."""
        task = self.pick(which)
        before = task.state
        done = self.attempt(
            lambda: services.cancel_task(actor=self.person(who), task=task, reason=reason)
        )
        assert done is None or (before == TaskState.OPEN and reason.strip())

    @rule(who=ACTORS, which=NUMBERS)
    def reopen(self, who: str, which: int) -> None:
        """Open a closed task again."""
        task = self.pick(which)
        before = task.state
        done = self.attempt(lambda: services.reopen_task(actor=self.person(who), task=task))
        assert done is None or before in CLOSED

    @rule(who=ACTORS, which=NUMBERS, days=DAYS, reason=REASONS)
    def move(self, who: str, which: int, days: int, reason: str) -> None:
        """Move the date of a task."""
        task, due = self.pick(which), self.today + timedelta(days=days)
        self.attempt(
            lambda: services.reschedule_task(
                actor=self.person(who), task=task, due=due, reason=reason
            )
        )

    @rule(days=st.integers(0, 30))
    def a_day_passes(self, days: int) -> None:
        """Let the daily work tell the heads what is late."""
        day = self.today + timedelta(days=days)
        self.entries += services.escalate_overdue(today=day)
        assert services.escalate_overdue(today=day) == 0

    @invariant()
    def what_is_closed_says_when_and_by_whom(self) -> None:
        """And what is open says neither."""
        for task in self.rows():
            closed = task.state in CLOSED
            assert closed == bool(task.closed_at) == bool(task.closed_by_id)
            assert task.state != TaskState.CANCELLED or task.outcome.strip()

    @invariant()
    def the_desk_shows_what_is_open(self) -> None:
        """No open task of the owner's is missing from the desk, and no closed one is on it."""
        owner = self.office.prosecutor
        mine = {t.pk for t in self.rows() if t.state == TaskState.OPEN and t.owner == owner}
        assert {t.pk for t in selectors.own_tasks(actor=owner) if t.owner_id == owner.pk} == mine

    def rows(self) -> list[Task]:
        """Return the tasks of the case."""
        return list(Task._base_manager.filter(case=self.case).order_by("pk"))

    def pick(self, which: int) -> Task:
        """Return one of the tasks."""
        rows = self.rows()
        return rows[which % len(rows)]

    def person(self, name: str) -> User:
        """Return somebody of the office."""
        return getattr(self.office, name)  # type: ignore[no-any-return]

    def set_by(self, actor: User, act: Any, days: int) -> Any:
        """Set something for the prosecutor."""
        due = self.today + timedelta(days=days)
        return act(actor=actor, case=self.case, title="Ask", owner=self.office.prosecutor, due=due)


def test_tasks_are_open_or_closed_and_say_why(office: Office) -> None:
    run(Tasks, office)
