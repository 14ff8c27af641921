"""Assigning, handing over, leaving and giving tasks away, in any order: nobody falls between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.office.accounts.models import User
from amends.office.cases import services
from amends.office.cases.models import Assignment, AssignmentKind, Case
from amends.office.policy import is_own
from amends.office.tasks import services as tasks
from amends.office.tasks.models import Task, TaskState
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

ACTORS = ("head", "prosecutor", "stranger", "other_head", "rapporteur")
PEOPLE = ("prosecutor", "second_prosecutor", "investigator", "liaison", "head", "stranger")
NUMBERS = st.integers(0, 20)


class Teamwork(OfficeMachine):
    """One case, its team and their tasks."""

    case: Case

    def begin(self) -> None:
        """Open the case and set one task."""
        office = self.office
        self.case = services.open_case(
            actor=office.prosecutor,
            title="House in the harbour street",
            unit=office.unit,
            jurisdiction="PH",
            opened_on=timezone.localdate(),
        )
        self._set_task(office.prosecutor, office.prosecutor)
        self.worked: set[int] = {office.prosecutor.pk}

    @rule(
        who=st.sampled_from(ACTORS),
        whom=st.sampled_from(PEOPLE),
        kind=st.sampled_from(list(AssignmentKind)),
    )
    def assign(self, who: str, whom: str, kind: AssignmentKind) -> None:
        """Assign somebody."""
        done = self.attempt(
            lambda: services.assign(
                actor=self.person(who), case=self.case, user=self.person(whom), kind=kind
            )
        )
        assert done is None or who == "head"
        if done:
            self.worked.add(self.person(whom).pk)

    @rule(who=st.sampled_from(ACTORS), whom=st.sampled_from(PEOPLE))
    def hand_over(self, who: str, whom: str) -> None:
        """Hand the case over."""
        done = self.attempt(
            lambda: services.hand_over(
                actor=self.person(who), case=self.case, to_user=self.person(whom), note="Read it."
            )
        )
        if done:
            self.worked.add(self.person(whom).pk)
            left = Task._base_manager.filter(
                case=self.case, owner=done.from_user, state=TaskState.OPEN
            )
            assert not left.exists()

    @rule(who=st.sampled_from(ACTORS), which=NUMBERS)
    def leave(self, who: str, which: int) -> None:
        """Take somebody off the case."""
        one = self.pick(Assignment, which)
        self.attempt(
            lambda: services.end_assignment(
                actor=self.person(who), assignment=one, reason="Moves to another unit"
            )
        )

    @rule(who=st.sampled_from(ACTORS), whom=st.sampled_from(PEOPLE))
    def set_task(self, who: str, whom: str) -> None:
        """Set a task."""
        self.attempt(lambda: self._set_task(self.person(who), self.person(whom)))

    @rule(who=st.sampled_from(ACTORS), whom=st.sampled_from(PEOPLE), which=NUMBERS)
    def give_away(self, who: str, whom: str, which: int) -> None:
        """Give a task to somebody else, and at times take it back."""
        task = self.pick(Task, which)
        before = task.owner_id
        moves = self.attempt(
            lambda: tasks.reassign_tasks(
                actor=self.person(who), tasks=[task], owner=self.person(whom)
            )
        )
        if moves and which % 2:
            stayed = tasks.undo_reassignment(actor=self.person(who), moves=moves)
            self.entries += not stayed
            task.refresh_from_db()
            assert task.owner_id == (self.person(whom).pk if stayed else before)

    @invariant()
    def there_is_one_lead(self) -> None:
        """A case is never without a lead, nor under two."""
        assert self.current().filter(kind=AssignmentKind.LEAD).count() == 1

    @invariant()
    def nobody_is_assigned_twice(self) -> None:
        """Who works on the case stands once in its team."""
        users = list(self.current().values_list("user_id", flat=True))
        assert len(users) == len(set(users))

    @invariant()
    def everybody_who_worked_on_it_is_on_record(self) -> None:
        """The history of a case's team loses nobody."""
        known = Assignment._base_manager.filter(case=self.case).values_list("user_id", flat=True)
        assert set(known) == self.worked

    @invariant()
    def whoever_owes_a_task_can_open_the_case(self) -> None:
        """A task whose owner cannot see it would never be done."""
        for task in Task._base_manager.filter(case=self.case, state=TaskState.OPEN):
            assert is_own(task.owner, self.case)

    def current(self) -> Any:
        """Return who works on the case now."""
        return Assignment._base_manager.filter(case=self.case, until=None)

    def person(self, name: str) -> User:
        """Return somebody of the office."""
        return getattr(self.office, name)  # type: ignore[no-any-return]

    def pick(self, model: Any, which: int) -> Any:
        """Return one of the rows of the case."""
        rows = list(model._base_manager.filter(case=self.case).order_by("pk"))
        return rows[which % len(rows)]

    def _set_task(self, actor: User, owner: User) -> Task:
        due = timezone.localdate() + timedelta(days=3)
        return tasks.set_task(actor=actor, case=self.case, title="Ask", owner=owner, due=due)


def test_nobody_falls_between(office: Office) -> None:
    run(Teamwork, office)
