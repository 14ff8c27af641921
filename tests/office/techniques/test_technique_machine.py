"""Asking, deciding, using, extending, ending and taking back authorisations, in any order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from amends.office.accounts.models import User
from amends.office.cases import services as cases
from amends.office.exhibits import services as exhibits
from amends.office.log.models import Kind, LogEntry
from amends.office.techniques import selectors, services, yield_services
from amends.office.techniques.models import Authorisation, Decided, Product
from amends.office.techniques.standing import authorisation_of, outside
from tests.office.conftest import Office
from tests.office.machines import OfficeMachine, run
from tests.office.techniques.conftest import ask

ACTORS = st.sampled_from(("prosecutor", "head", "investigator", "second_prosecutor", "liaison"))
TOLD = {"prosecutor", "head", "investigator"}
DECIDE = {"prosecutor", "head"}
NUMBERS = st.integers(0, 8)
DAYS = st.integers(-20, 20)


class Techniques(OfficeMachine):
    """The authorisations of one case, in which everybody works."""

    def begin(self) -> None:
        """Open the case, enter an item, and ask once."""
        office = self.office
        self.today = timezone.localdate()
        self.case = cases.open_case(
            actor=office.prosecutor,
            title="House",
            unit=office.unit,
            jurisdiction="PH",
            opened_on=self.today,
        )
        for name in ("investigator", "second_prosecutor", "liaison"):
            cases.assign(actor=office.head, case=self.case, user=getattr(office, name))
        self.item = exhibits.enter_item(
            actor=office.prosecutor, case=self.case, kind="cash", description="Notes"
        )
        ask(office.prosecutor, self.case, asked_on=self.day(-20))

    @rule(who=ACTORS, priority=st.sampled_from(("danger", "ordinary")), head=st.booleans())
    def ask_leave(self, who: str, priority: str, head: bool) -> None:
        """Ask; only who is told may."""
        decider = "head" if head else "court"
        done = self.act(
            lambda: ask(
                self.person(who),
                self.case,
                priority=priority,
                priority_reason="She is locked in",
                decider=decider,
                asked_on=self.day(-5),
            )
        )
        assert (done is not None) == (who in TOLD)

    @rule(who=ACTORS, which=NUMBERS, granted=st.booleans(), since=DAYS, until=DAYS)
    def decide(self, who: str, which: int, granted: bool, since: int, until: int) -> None:
        """Grant or refuse."""
        row = self.pick(which)
        done = self.act(
            lambda: services.decide(
                actor=self.person(who),
                authorisation=row,
                granted=granted,
                on=self.today,
                since=self.day(since),
                until=self.day(until),
                reason="Not enough",
            )
        )
        if done is not None:
            assert who in DECIDE
            assert who == "head" or row.decider != "head"
            assert row.decision == Decided.OPEN
            assert not granted or since <= until

    @rule(which=NUMBERS, what=st.sampled_from(("withdraw", "undo", "use", "end")), days=DAYS)
    def go_on(self, which: int, what: str, days: int) -> None:
        """Withdraw, undo, use, end."""
        row, actor, on = self.pick(which), self.office.head, self.day(days)
        acts = {
            "withdraw": lambda: services.withdraw(actor=actor, authorisation=row, reason="No"),
            "undo": lambda: services.undo_decision(actor=actor, authorisation=row),
            "use": lambda: services.carry_out(actor=actor, authorisation=row, on=on),
            "end": lambda: services.end_use(actor=actor, authorisation=row, on=on),
        }
        done = self.act(acts[what])
        assert done is None or what in {"withdraw", "undo"} or days <= 0

    @rule(which=NUMBERS, since=DAYS, until=DAYS)
    def extend(self, which: int, since: int, until: int) -> None:
        """Grant more days."""
        row = self.pick(which)
        done = self.act(
            lambda: yield_services.extend(
                actor=self.office.head,
                authorisation=row,
                on=self.today,
                since=self.day(since),
                until=self.day(until),
            )
        )
        assert done is None or row.decision == Decided.GRANTED

    @rule(which=NUMBERS, since=st.integers(-20, 0), until=st.integers(-20, 0))
    def obtain(self, which: int, since: int, until: int) -> None:
        """Say that the item was obtained so."""
        row = self.pick(which)
        self.act(
            lambda: yield_services.add_product(
                actor=self.office.investigator,
                authorisation=row,
                item=self.item,
                since=self.day(since),
                until=self.day(until),
            )
        )

    @invariant()
    def what_is_flagged_had_a_day_without_leave(self) -> None:
        """The flag is right: it walks every day here, which the office does not."""
        for row in self.rows():
            leave = authorisation_of(row)
            for product in row.yielded:  # type: ignore[attr-defined]  # prefetched
                assert outside(row, product) == (not all(map(leave.covers, between(product))))

    @invariant()
    def what_is_decided_says_when_and_what_waits_is_queued(self) -> None:
        """And a life comes first in the queue."""
        queue = list(selectors.queue(actor=self.office.head))
        waiting = {row.pk for row in self.rows() if row.decision == Decided.OPEN}
        assert {row.pk for row in queue} == waiting
        ranks = [row.priority != "danger" for row in queue]
        assert ranks == sorted(ranks)
        for row in self.rows():
            assert (row.decision == Decided.OPEN) == (row.decided_on is None)
            assert (row.since is not None) == (row.decision == Decided.GRANTED)

    @invariant()
    def nobody_else_sees_any(self) -> None:
        """Neither the second prosecutor nor the liaison."""
        for user in (self.office.second_prosecutor, self.office.liaison):
            assert not Authorisation.objects.seen_by(user).exists()

    def act(self, do: Any) -> Any:
        """Attempt something; the legal basis of an item is a write beside it."""
        done = self.attempt(do)
        self.entries = LogEntry.objects.filter(kind=Kind.WRITE).count()
        return done

    def rows(self) -> list[Authorisation]:
        """Return every authorisation as a selector brings it."""
        return list(selectors.authorisations(actor=self.office.head, case=self.case))

    def pick(self, which: int) -> Authorisation:
        """Return one of them."""
        rows = self.rows()
        return rows[which % len(rows)]

    def person(self, name: str) -> User:
        """Return somebody of the office."""
        return getattr(self.office, name)  # type: ignore[no-any-return]

    def day(self, number: int) -> date:
        """Return a day counted from today."""
        return self.today + timedelta(days=number)


def between(product: Product) -> list[date]:
    """Return every day on which something was obtained."""
    number = (product.until - product.since).days
    return [product.since + timedelta(days=n) for n in range(number + 1)]


def test_leave_is_asked_decided_and_kept_to(office: Office) -> None:
    run(Techniques, office, examples=6, steps=10)
