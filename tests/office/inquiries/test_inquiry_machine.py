"""Drafting, sending, reminding, answering, closing and taking back inquiries, in any order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.office.accounts.models import User
from amends.office.cases import services as cases
from amends.office.inquiries import reply_services, selectors, services
from amends.office.inquiries.models import Inquiry, Reply
from amends.office.inquiries.selectors import InquiryFilters
from amends.office.inquiries.standing import state_of
from amends.office.log.models import Kind, LogEntry
from amends.office.tasks import services as tasks
from amends.office.tasks.models import TaskState
from amends.proof.inquiries import WAITS, InquiryState, ReplyKind
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run

ACTORS = st.sampled_from(("prosecutor", "head", "liaison", "stranger"))
NUMBERS = st.integers(0, 10)
DAYS = st.integers(-20, 40)
REASONS = st.sampled_from(("", "Not needed"))


class Inquiries(OfficeMachine):
    """The inquiries of one case."""

    def begin(self) -> None:
        """Open the case and draft one."""
        office = self.office
        self.today = timezone.localdate()
        self.case = cases.open_case(
            actor=office.prosecutor,
            title="House",
            unit=office.unit,
            jurisdiction="PH",
            opened_on=self.today,
        )
        self.make(office.prosecutor, 3)
        self.given = [1]

    @rule(who=ACTORS, days=DAYS)
    def draft(self, who: str, days: int) -> None:
        """Draft one; its number was never given before."""
        row = self.attempt(lambda: self.make(self.person(who), days))
        if row is not None:
            assert row.number > max(self.given)
            self.given.append(row.number)

    @rule(who=ACTORS, which=NUMBERS, days=DAYS)
    def send(self, who: str, which: int, days: int) -> None:
        """Say that one went out."""
        row, on = self.pick(which), self.today + timedelta(days=min(days, 0))
        self.act(lambda: services.send_inquiry(actor=self.person(who), inquiry=row, on=on))

    @rule(who=ACTORS, which=NUMBERS, what=st.sampled_from(("recall", "reopen", "remove", "back")))
    def take_back(self, who: str, which: int, what: str) -> None:
        """Undo something."""
        row, actor = self.pick(which), self.person(who)
        acts = {
            "recall": lambda: services.recall_inquiry(actor=actor, inquiry=row),
            "reopen": lambda: services.reopen_inquiry(actor=actor, inquiry=row),
            "remove": lambda: services.remove_inquiry(actor=actor, inquiry=row),
            "back": lambda: services.remove_inquiry(actor=actor, inquiry=row, removed=False),
        }
        self.act(acts[what])

    @rule(which=NUMBERS, days=DAYS)
    def remind(self, which: int, days: int) -> None:
        """Ask again."""
        row, due = self.pick(which), self.today + timedelta(days=days)
        before = state_of(self.shown(row), self.today)
        done = self.act(
            lambda: services.remind(
                actor=self.office.prosecutor, inquiry=row, on=self.today, due=due
            )
        )
        assert done is None or before in WAITS

    @rule(which=NUMBERS, kind=st.sampled_from(ReplyKind), days=st.integers(-10, 2))
    def answer(self, which: int, kind: ReplyKind, days: int) -> None:
        """Record a reply."""
        row, on = self.pick(which), self.today + timedelta(days=days)
        self.act(
            lambda: reply_services.record_reply(
                actor=self.office.prosecutor,
                inquiry=row,
                on=on,
                kind=kind,
                content="It says so.",
                reason="Secret",
            )
        )

    @rule(which=NUMBERS, back=st.booleans())
    def strike(self, which: int, back: bool) -> None:
        """Strike a reply out, or let it stand."""
        replies = list(Reply._base_manager.select_related("case", "inquiry").order_by("pk"))
        if replies:
            reply = replies[which % len(replies)]
            self.act(
                lambda: reply_services.strike_reply(
                    actor=self.office.head, reply=reply, reason="Wrong letter", back=back
                )
            )

    @rule(who=ACTORS, which=NUMBERS, reason=REASONS)
    def close(self, who: str, which: int, reason: str) -> None:
        """Close one."""
        row = self.pick(which)
        done = self.act(
            lambda: services.close_inquiry(actor=self.person(who), inquiry=row, reason=reason)
        )
        assert done is None or reason

    @rule(which=NUMBERS)
    def somebody_finishes_the_task(self, which: int) -> None:
        """Close the task by hand."""
        task = self.pick(which).task
        if task is not None and task.state == TaskState.OPEN:
            self.act(lambda: tasks.finish_task(actor=self.office.head, task=task))

    @invariant()
    def numbers_are_given_once(self) -> None:
        """No number was given twice, and none has vanished."""
        assert sorted(row.number for row in self.rows()) == sorted(self.given)

    @invariant()
    def the_lists_say_what_the_pure_room_says(self) -> None:
        """Each inquiry in view is in the list of its state and in no other."""
        actor = self.office.prosecutor
        rows = [self.shown(row) for row in self.rows() if row.removed_at is None]
        for state in InquiryState:
            found = selectors.all_inquiries(
                actor=actor, filters=InquiryFilters(state=state), today=self.today
            )
            expected = {row.pk for row in rows if state_of(row, self.today) is state}
            assert {row.pk for row in found} == expected, state

    @invariant()
    def nothing_is_waited_for_once_it_ended(self) -> None:
        """A task is open only for an inquiry that waits."""
        for row in self.rows():
            waits = state_of(self.shown(row), self.today) in WAITS
            assert waits or row.task is None or row.task.state != TaskState.OPEN

    def act(self, do: Any) -> Any:
        """Attempt something; the task's own writes are in the log beside it."""
        before = LogEntry.objects.filter(kind=Kind.WRITE).count()
        done = self.attempt(do)
        after = LogEntry.objects.filter(kind=Kind.WRITE).count()
        assert (after > before) == (done is not None)
        self.entries = after
        return done

    def make(self, actor: User, days: int) -> Inquiry:
        """Draft an inquiry."""
        return services.make_inquiry(
            actor=actor,
            case=self.case,
            owner=self.office.prosecutor,
            proposition="Who paid",
            body="Police",
            asks="The lease",
            why="It matters",
            due=self.today + timedelta(days=days),
        )

    def rows(self) -> list[Inquiry]:
        """Return every inquiry."""
        found = Inquiry._base_manager.filter(case=self.case)
        return list(found.select_related("case", "task", "task__case").order_by("pk"))

    def shown(self, row: Inquiry) -> Inquiry:
        """Return one as a selector brings it."""
        return selectors.inquiry(actor=self.office.head, case=self.case, number=row.number)

    def pick(self, which: int) -> Inquiry:
        """Return one of them."""
        rows = self.rows()
        return rows[which % len(rows)]

    def person(self, name: str) -> User:
        """Return somebody of the office."""
        return getattr(self.office, name)  # type: ignore[no-any-return]


def test_an_inquiry_waits_until_it_is_answered_or_closed(office: Office) -> None:
    run(Inquiries, office, examples=6, steps=10)
